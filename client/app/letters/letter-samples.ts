import { composeMail } from '../../../domain/correspondence/compose-mail.js'
import { LetterError } from '../../../domain/correspondence/letter-error.js'
import type { Letters } from '../../../domain/correspondence/letters.js'
import type { ComposedMail, NoticeKind, Tone } from '../../../domain/correspondence/mail-input.js'
import { type SampleOf, sampleMail } from '../../../domain/correspondence/sample-mail.js'
import { tones, urgency } from '../../../domain/correspondence/urgency.js'
import type { Database } from '../../../prisma/db.js'
import { readCycles } from '../views/read-cycle.js'

/** Which made-up mail is looked at. */
export interface SampleKey {
  kind: NoticeKind
  tone: Tone
  /** false: no more than such a mail must hold */
  full: boolean
}

export interface Sample extends SampleKey {
  mail: ComposedMail
}

/** The names with which a city's samples are filled in: those of its newest year. Null: nothing was started in this city. */
export async function sampleOf(db: Database, city: string, publicUrl: string): Promise<SampleOf | null> {
  const [newest] = await readCycles(db, { city })
  if (!newest) return null
  const { row, definition } = newest
  const { name } = definition.city
  const { office, title } = definition.report
  return { city: name, office, reportTitle: title, fiscalYear: row.fiscalYear, asOf: new Date(row.now).toISOString(), publicUrl }
}

/** One sample as it would be received. @throws LetterError */
export const sample = (letters: Letters, { kind, tone, full }: SampleKey, of: SampleOf): Sample => ({
  kind,
  tone,
  full,
  mail: composeMail(sampleMail(kind, tone, of, full), letters),
})

/** The tones in which a kind has words of its own. */
export function tonesOf(letters: Letters, kind: NoticeKind): Tone[] {
  const { subject, lead, heading, explanation } = letters.kinds[kind]
  const said = [subject, lead, heading, explanation]
  return tones.filter((tone) => tone === 'ordinary' || said.some((line) => line[tone] !== line.ordinary))
}

/** Every kind once in each tone that it has words for, the most urgent first. */
export const allSamples = (letters: Letters, of: SampleOf): Sample[] =>
  urgency.flatMap((kind) => tonesOf(letters, kind).map((tone) => sample(letters, { kind, tone, full: true }, of)))

/** A sample whose words change. */
export interface SampleChange extends SampleKey {
  /** null: the wording in force cannot write it */
  before: ComposedMail | null
  after: ComposedMail
}

/** The samples that a wording would write otherwise than the one in force. @param before null: it cannot be read any more */
export const sampleChanges = (before: Letters | null, after: Letters, of: SampleOf): SampleChange[] =>
  allSamples(after, of).flatMap(({ mail, ...key }) => {
    const was = before && written(before, key, of)
    return was && was.text === mail.text && was.subject === mail.subject ? [] : [{ ...key, before: was, after: mail }]
  })

function written(letters: Letters, key: SampleKey, of: SampleOf): ComposedMail | null {
  try {
    return sample(letters, key, of).mail
  } catch (error) {
    if (error instanceof LetterError) return null
    throw error
  }
}
