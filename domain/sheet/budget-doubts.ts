import type { Field } from '../definition/schema.js'
import { asNumber, asObject, fieldOf } from './loose-content.js'
import { writeNumber } from './plain-number.js'

/** Fields with the content that holds their amounts. */
interface Amounts {
  fields: Field[]
  content: Record<string, unknown>
}

/** Later kinds of a budget take the place of earlier ones. */
const budgets = ['final', 'revised', 'initial']
const settlements = ['expected-settlement', 'settlement']

/** Below this share of the budget a settlement is worth a second look; above the whole of it always. */
const lowShare = 0.6

const amountOf = ({ content }: Amounts, id: string) => asNumber(asObject(fieldOf(content, id)).value)

/** The budget of the same fiscal year that counts: the latest kind, this sheet's before another round's. */
function budgetFor(settlement: Field, sheets: Amounts[]): { label: string; amount: number } | undefined {
  for (const kind of budgets) {
    for (const sheet of sheets) {
      const field = sheet.fields.find(({ money }) => money?.kind === kind && money.fiscalYear === settlement.money?.fiscalYear)
      const amount = field ? amountOf(sheet, field.id) : null
      if (field && amount !== null) return { label: field.label, amount }
    }
  }
  return undefined
}

/** Says when a settlement exceeds its budget or leaves much of it unspent. Both occur, so it is only said. */
export function budgetDoubts(field: Field, own: Amounts, beside: Amounts | undefined): string[] {
  const spent = amountOf(own, field.id)
  const budget = settlements.includes(field.money?.kind ?? '') ? budgetFor(field, [own, ...(beside ? [beside] : [])]) : undefined
  if (spent === null || budget === undefined) return []
  if (spent <= budget.amount && spent >= budget.amount * lowShare) return []
  const share = budget.amount > 0 ? `（${Math.round((spent / budget.amount) * 1000) / 10}％）` : ''
  const far = spent > budget.amount ? '上回っています' : '大きく下回っています'
  const amounts = [spent, budget.amount].map((amount) => `${writeNumber(amount)}千円`)
  return [`「${field.label}」の${amounts[0]}は、「${budget.label}」の${amounts[1]}を${far}${share}。金額と、理由の記載を確かめてください。`]
}
