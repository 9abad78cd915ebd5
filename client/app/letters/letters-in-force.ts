import type { LettersWritten } from '../../../domain/correspondence/letters.js'
import type { Database } from '../../../prisma/db.js'
import { lettersText, shippedLetters } from '../../../prisma/letters.js'

/** One wording that a city's office has adopted. */
export interface AdoptedLetters {
  no: number
  adoptedAt: string
  /** title of the post that adopted it */
  postTitle: string
  /** who did; null: by the command line */
  personName: string | null
  reason: string
}

export interface LettersInForce extends LettersWritten {
  /** null: the shipped wording, which nobody had to adopt */
  adopted: AdoptedLetters | null
  /** all that were adopted, newest first */
  history: AdoptedLetters[]
}

/** The wording in force in a city, and what was before it. */
export async function lettersInForce(db: Database, city: string): Promise<LettersInForce> {
  const rows = await db.$queryRaw<(Omit<AdoptedLetters, 'adoptedAt'> & { adoptedAt: Date })[]>`
    SELECT l.no, l.adopted_at AS "adoptedAt", coalesce(t.title, l.by_post) AS "postTitle", p.name AS "personName", l.reason
    FROM letters l LEFT JOIN post t ON t.id = l.by_post LEFT JOIN person p ON p.id = l.by_person
    WHERE l.city = ${city} ORDER BY l.no DESC`
  const history = rows.map((row) => ({ ...row, adoptedAt: row.adoptedAt.toISOString() }))
  return { ...(await lettersText(db, city)), adopted: history[0] ?? null, history }
}

/** A wording by its number, 0 the shipped one; null: there is none. */
export async function lettersByNo(db: Database, city: string, no: number): Promise<string | null> {
  if (no === 0) return shippedLetters()
  const found = await db.letters.findUnique({ where: { city_no: { city, no } }, select: { body: true } })
  return found?.body ?? null
}
