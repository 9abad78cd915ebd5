import { z } from 'zod'
import type { NoticeKind } from './mail-input.js'
import { urgency } from './urgency.js'

/** One line of a letter: text with places for values. */
const line = z.string().min(1)

/** What may be said in three tones: one line for all, or one for each. */
const toned = z.union([line, z.strictObject({ ordinary: line, firm: line, last: line })], {
  error: '1行の文か、ordinary・firm・last の3行を書いてください。',
})

const kind = z.strictObject({
  subject: toned,
  lead: toned,
  leadOtherwise: line,
  heading: toned,
  explanation: toned,
  dueLabel: line,
})

const lines = z.array(line).min(1)

const frame = z.strictObject({
  number: line,
  to: line,
  opening: line,
  record: line,
  end: line,
  common: line,
  itemName: line,
  late: line,
  leadDue: line,
  leadOthers: line,
  subjectOthers: line,
  told: line,
  toldLine: line,
  toldMore: line,
  howToHeading: line,
  howTo: lines,
  memberHowTo: lines,
  contactHeading: line,
  contact: line,
  footer: lines,
  memberFooter: lines,
  labels: z.strictObject({
    title: line,
    status: line,
    number: line,
    previousPost: line,
    task: line,
    reason: line,
    place: line,
    wished: line,
    wishNote: line,
    note: line,
  }),
})

/** A file of letters as it is written (definitions/letters.yaml; docs/letters.md explains every part). */
export const lettersFile = z.strictObject({
  junkan: z.literal('letters/1'),
  frame,
  kinds: z.strictObject(Object.fromEntries(urgency.map((name) => [name, kind])) as Record<NoticeKind, typeof kind>),
})

export type LettersFile = z.infer<typeof lettersFile>
export type KindFile = z.infer<typeof kind>

/** The parts of a file that have the right shape. */
export interface ShapelyParts {
  frame: LettersFile['frame'] | null
  kinds: Partial<LettersFile['kinds']>
}

/** What can be read of a file whose shape is wrong somewhere: its other parts are checked all the same. */
export function shapelyParts(value: unknown): ShapelyParts {
  const { frame: writtenFrame, kinds: writtenKinds } = Object(value) as { frame?: unknown; kinds?: unknown }
  const kinds: ShapelyParts['kinds'] = {}
  for (const name of urgency) {
    const read = kind.safeParse((Object(writtenKinds) as Record<string, unknown>)[name])
    if (read.success) kinds[name] = read.data
  }
  return { frame: frame.safeParse(writtenFrame).data ?? null, kinds }
}
