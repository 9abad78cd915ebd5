import { fiscalYearName } from '../../../domain/calendar/date-words.js'
import type { Field } from '../../../domain/definition/schema.js'
import { importedFor } from '../../../domain/money/imported-amount.js'
import type { ContentProblem } from '../../../domain/sheet/content.js'
import { sameContent } from './draft.js'
import type { Earlier } from './earlier.js'
import type { Sheet } from './sheet.js'

const words: Field['type'][] = ['text', 'bullets']

/** The field of a selection's sheet that lists what is verified. */
const selection = 'programmes'

/**
 * What the form starts with: the draft; else what was handed in; else the finance system's amounts, the year's selection, what this year's earlier rounds
 * say and what goes on from last year's sheet (`goesOn`). Nothing of it counts before somebody has handed it in.
 */
export function startingContent({ one, draft, last, earlier, fields, cycle, amounts, selected }: Sheet): Record<string, unknown> {
  if (draft) return draft.content
  if (last) return last.content
  const entries = fields.flatMap((field) => {
    const imported = importedFor(field, cycle.fiscalYear, amounts)
    if (imported) return [[field.id, { value: imported.value }] as const]
    if (field.id === selection && field.type === 'bullets' && selected.length > 0)
      return [[field.id, selected.map(({ key, name }) => `${key}　${name}`)] as const]
    const source = earlier.find((found) => found.content[field.id] !== undefined && fills(found, field, one.stepKind))
    return source ? [[field.id, source.content[field.id]] as const] : []
  })
  return Object.fromEntries(entries)
}

function fills({ before }: Earlier, field: Field, stepKind: string): boolean {
  if (before === null) return true
  if (before.fills === 'nothing' || stepKind !== 'collect') return false
  return goesOn(field) && (before.fills === 'all' || words.includes(field.type))
}

/** What goes on from year to year until somebody revises it: plans and the series of indicators. What was done is of its year alone, as is what a meeting or a decision left. */
const goesOn = ({ type, phase = 'plan' }: Field): boolean => type === 'indicators' || (words.includes(type) && phase === 'plan')

/** Fields of a collected sheet that still say word for word what last year's said. Sentences for whoever fills it in or checks it. */
export function asLastYear({ one, earlier, fields }: Sheet, content: Record<string, unknown>): ContentProblem[] {
  if (one.stepKind !== 'collect') return []
  return fields.flatMap(({ id, label, type }) => {
    const was = earlier.find((found) => found.content[id] !== undefined)
    const compared = was?.before && [...words, 'indicators', 'figures'].includes(type) && content[id] !== undefined
    if (!compared || !sameContent({ [id]: content[id] }, { [id]: was.content[id] })) return []
    const message = `「${label}」は、${fiscalYearName(was.fiscalYear)}の記載と同じです。変わったところがないか確かめてください。`
    return [{ field: id, message }]
  })
}

/** What stood in a field before: this year's latest other round; else last year's sheet, of each programme that the subject was then. */
export function stoodBefore({ earlier }: Sheet, field: string): Earlier[] {
  const holding = earlier.filter(({ content }) => content[field] !== undefined)
  const [newest] = holding
  if (!newest || newest.before === null) return newest ? [newest] : []
  return holding.filter((one, at) => holding.findIndex(({ before }) => before?.key === one.before?.key) === at)
}
