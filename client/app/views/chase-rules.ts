import { chaseInWords } from '../../../domain/chase/chase-words.js'
import type { Definition } from '../../../domain/definition/schema.js'
import type { Instant } from '../../../domain/process/command.js'
import type { Database } from '../../../prisma/db.js'
import { type CycleLine, lineOf } from './list-cycles.js'
import { readCycles } from './read-cycle.js'

/** What was said for a year about how a section or a programme is chased, and stands. */
export interface StandingWord {
  scope: 'section' | 'programme'
  key: string
  /** the section's or the programme's name */
  name: string
  /** a chase's name; null: nothing is sent */
  chase: string | null
  reason: string
  postTitle: string
  at: Instant
}

/** 再依頼の段取り of one year: those of the definition, and what the office has said otherwise. */
export interface ChaseRules {
  cycle: CycleLine
  definition: Definition
  /** `sends`: what each sends and when, in words */
  chases: { id: string; name: string; sends: string }[]
  sections: { key: string; name: string }[]
  programmes: { key: string; name: string }[]
  words: StandingWord[]
}

/** Four statements. Null: there is no such year. */
export async function chaseRules(db: Database, cycleId: string): Promise<ChaseRules | null> {
  const [cycle] = await readCycles(db, { id: cycleId })
  if (!cycle) return null
  const { definition } = cycle
  const [sections, programmes, words] = await Promise.all([
    db.department.findMany({
      where: { city: cycle.row.city },
      select: { key: true, name: true },
      orderBy: [{ bureau: 'asc' }, { key: 'asc' }],
    }),
    db.programme.findMany({ where: { cycleId }, select: { key: true, name: true }, orderBy: { position: 'asc' } }),
    db.$queryRaw<{ scope: StandingWord['scope']; key: string; chase: string | null; reason: string; postTitle: string; at: Date }[]>`
      SELECT w.scope, w.key, w.chase, w.reason, t.title AS "postTitle", coalesce(c.received_at, w.recorded_at) AS at
      FROM (SELECT DISTINCT ON (scope, key) * FROM chase_override WHERE cycle_id = ${cycleId} ORDER BY scope, key, no DESC) w
      JOIN post t ON t.id = w.by_post
      CROSS JOIN LATERAL (SELECT max(received_at) AS received_at FROM command WHERE process_id = ${cycleId} AND act = 'override-chase'
        AND payload ->> 'scope' = w.scope AND payload ->> 'key' = w.key) c
      WHERE w.standing ORDER BY w.scope, w.key`,
  ])
  const nameOf = (scope: StandingWord['scope'], key: string) =>
    (scope === 'section' ? sections : programmes).find((one) => one.key === key)?.name ?? key
  return {
    cycle: lineOf(cycle),
    definition,
    chases: definition.chases.map((chase) => ({ id: chase.id, name: chase.name, sends: chaseInWords(chase) })),
    sections,
    programmes,
    words: words.map(({ at, chase, ...word }) => ({
      ...word,
      name: nameOf(word.scope, word.key),
      chase: chase === null ? null : (definition.chases.find(({ id }) => id === chase)?.name ?? chase),
      at: at.toISOString(),
    })),
  }
}
