import { formatDate } from '../calendar/date-words.js'
import { type CityDate, dateOf, isDate } from '../calendar/instants.js'
import type { Instant } from '../process/command.js'

/** What the record of a decision (決裁) says of itself, taken from the city's document system: days are declared, not observed. */
export interface DeclaredDecision {
  documentNo: string | null
  draftedOn: CityDate | null
  decidedOn: CityDate | null
  effectiveOn: CityDate | null
  /** id of an option of the form's field `rank` */
  rank: string | null
  consulted: string[]
}

/** What is known here about the same decision. */
export interface ObservedDecision {
  /** when the record of it was received */
  recordedAt: Instant
  /** when the last thing it decides on was accepted; null: nothing was */
  acceptedAt: Instant | null
}

/** Why a declared date does not go with the others, or with what is known here. It is kept as declared, and marked. */
export interface DateMark {
  mark: 'before-draft' | 'future' | 'before-accepted' | 'effective-early'
  /** id of the field that holds the date */
  field: 'draftedOn' | 'decidedOn' | 'effectiveOn'
  /** a sentence for whoever reads the record */
  text: string
}

const text = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null)
const day = (value: unknown): CityDate | null => (typeof value === 'string' && isDate(value) ? value : null)

/** Reads the record of a decision: fields of an approval's form by their ids, whichever of them the form has. Null: it declares no date. */
export function declaredIn(content: unknown): DeclaredDecision | null {
  if (typeof content !== 'object' || content === null) return null
  const of = content as Record<string, unknown>
  const [draftedOn, decidedOn, effectiveOn] = [day(of['draftedOn']), day(of['decidedOn']), day(of['effectiveOn'])]
  if (draftedOn === null && decidedOn === null && effectiveOn === null) return null
  const consulted = Array.isArray(of['consulted']) ? of['consulted'].filter((one): one is string => typeof one === 'string') : []
  return { documentNo: text(of['documentNo']), draftedOn, decidedOn, effectiveOn, rank: text(of['rank']), consulted }
}

/**
 * The declared dates that cannot be as they are declared, in the order of the form: a decision before its draft, a draft or a decision
 * after the day on which it was recorded, a decision before what it decides on was accepted, an effect before the decision.
 * Nothing is refused for it: the city's document system is where the decision is, and the record says what stands there.
 */
export function dateMarks({ draftedOn, decidedOn, effectiveOn }: DeclaredDecision, observed: ObservedDecision): DateMark[] {
  const recordedOn = dateOf(observed.recordedAt)
  const acceptedOn = observed.acceptedAt === null ? null : dateOf(observed.acceptedAt)
  const marks: DateMark[] = []
  const late = `記録した日（${formatDate(recordedOn)}）より後の日付です。`
  if (draftedOn !== null && draftedOn > recordedOn)
    marks.push({ mark: 'future', field: 'draftedOn', text: `起案日（${formatDate(draftedOn)}）が、${late}` })
  if (decidedOn === null) return marks
  if (draftedOn !== null && decidedOn < draftedOn)
    marks.push({
      mark: 'before-draft',
      field: 'decidedOn',
      text: `決裁日（${formatDate(decidedOn)}）が、起案日（${formatDate(draftedOn)}）より前の日付です。`,
    })
  if (decidedOn > recordedOn) marks.push({ mark: 'future', field: 'decidedOn', text: `決裁日（${formatDate(decidedOn)}）が、${late}` })
  if (acceptedOn !== null && decidedOn < acceptedOn)
    marks.push({
      mark: 'before-accepted',
      field: 'decidedOn',
      text: `決裁日（${formatDate(decidedOn)}）の後に受理された内容があります（最後の受理は${formatDate(acceptedOn)}）。`,
    })
  if (effectiveOn !== null && effectiveOn < decidedOn)
    marks.push({
      mark: 'effective-early',
      field: 'effectiveOn',
      text: `施行日（${formatDate(effectiveOn)}）が、決裁日（${formatDate(decidedOn)}）より前の日付です。`,
    })
  return marks
}

/** The same of a record that is still being written: what whoever writes it should look at again, by field. */
export function decisionDoubts(content: unknown, now: Instant): { field: string; message: string }[] {
  const declared = declaredIn(content)
  if (!declared) return []
  return dateMarks(declared, { recordedAt: now, acceptedAt: null }).map(({ field, text: message }) => ({ field, message }))
}
