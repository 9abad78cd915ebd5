import type { Field } from '../../../domain/definition/schema.js'
import { importedFor } from '../../../domain/money/imported-amount.js'
import type { Earlier } from './earlier.js'
import type { Sheet } from './sheet.js'

/** What stands from one round or year to the next until somebody revises it; amounts and dates are of their own time. */
const words: Field['type'][] = ['text', 'bullets']
const carried: Field['type'][] = [...words, 'indicators', 'figures']

/**
 * What the form starts with: the draft; else what was handed in; else the finance system's amounts, what this year's earlier rounds
 * say and, for texts and indicators, what last year's sheet says. Nothing of it counts before somebody has handed it in.
 */
export function startingContent({ draft, last, earlier, fields, cycle, amounts }: Sheet): Record<string, unknown> {
  if (draft) return draft.content
  if (last) return last.content
  const entries = fields.flatMap((field) => {
    const imported = importedFor(field, cycle.fiscalYear, amounts)
    if (imported) return [[field.id, { value: imported.value }] as const]
    const source = earlier.find((one) => one.content[field.id] !== undefined && fills(one, field))
    return source ? [[field.id, source.content[field.id]] as const] : []
  })
  return Object.fromEntries(entries)
}

function fills({ before }: Earlier, { type }: Field): boolean {
  if (before === null) return true
  if (before.fills === 'nothing') return false
  return (before.fills === 'words' ? words : carried).includes(type)
}

/** What stood in a field before: this year's latest other round; else last year's sheet, of each programme that the subject was then. */
export function stoodBefore({ earlier }: Sheet, field: string): Earlier[] {
  const holding = earlier.filter(({ content }) => content[field] !== undefined)
  const [newest] = holding
  if (!newest || newest.before === null) return newest ? [newest] : []
  return holding.filter((one, at) => holding.findIndex(({ before }) => before?.key === one.before?.key) === at)
}
