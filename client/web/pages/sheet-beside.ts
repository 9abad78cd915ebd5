import type { Field } from '../../../domain/definition/schema.js'
import { importedFor, sourceWords } from '../../../domain/money/imported-amount.js'
import { writeEntry } from '../../../domain/sheet/entry.js'
import type { Sheet } from '../../app/desk/sheet.js'
import { stoodBefore } from '../../app/desk/starting-content.js'
import { yearWords } from '../words.js'
import type { EarlierEntry } from './fields.js'

/** What stands beside a field, and where it comes from, e.g. 平成27年度・見込の記載, 平成27年度・見込の記載（統合前の「荷役機械」）. */
export const lastOf = (sheet: Sheet, field: Field): EarlierEntry[] =>
  stoodBefore(sheet, field.id).map(({ fiscalYear, round, content, before }) => {
    const name = sheet.definition.rounds.find(({ id }) => id === round)?.name
    const whose = before && before.called !== '' ? `（${before.called}）` : ''
    return { entry: writeEntry([field], content), from: `${yearWords(fiscalYear)}${name ? `・${name}` : ''}の記載${whose}` }
  })

/** What this year's other rounds say: a settlement is held against the budget that an earlier round gave. */
export function besideOf({ definition, one, earlier, cycle }: Sheet) {
  const rounds = earlier.filter((round) => round.fiscalYear === cycle.fiscalYear).toReversed()
  const fields = definition.forms.find(({ id }) => id === one.form)?.fields ?? []
  return { fields, content: Object.assign({}, ...rounds.map((round) => round.content)) as Record<string, unknown> }
}

/** What the finance system says about an amount. */
export function sourceOf({ cycle, amounts }: Sheet, field: Field): string | null {
  const imported = importedFor(field, cycle.fiscalYear, amounts)
  return imported && sourceWords(imported)
}
