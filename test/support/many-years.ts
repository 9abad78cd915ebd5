import pg from 'pg'
import { type Directory } from '../../activities/directory.js'
import { asksOf } from '../../activities/asks.js'
import { planYear } from '../../domain/calendar/plan.js'
import type { Definition, DefinitionStep } from '../../domain/definition/schema.js'
import { courierId, cycleId } from '../../domain/process/ids.js'
import { contentHash } from '../../domain/trail/canonical.js'
import { diceOf, madeUpContent } from './made-up-content.js'
import { madeUpYear } from './made-up-year.js'

/** Years of a made-up city as they stand at one instant: written straight into PostgreSQL, for pages, without any workflow. */
export interface ManyYears {
  definition: Definition
  programmes: number
  /** the newest fiscal year; it runs, and so does the one before it, with a few stragglers; all others are sealed */
  newest: number
  years: number
  /** the city's played clock stands here, in the middle of the newest year */
  now: string
}

export interface WrittenYears {
  city: string
  /** of the newest year */
  cycle: string
  /** path of the newest year's pages */
  home: string
  /** mailbox of a section's officer who has 12 sheets to write */
  officer: string
  office: string
  assignments: number
}

/** Different contents of each form and round: enough that nothing compresses for being the same. */
const variants = 40

/**
 * Writes them, as the database's owner; a minute's work for the engine takes seconds. States are mixed as in the middle of a round: written, in
 * draft, returned, to be checked, accepted, late. The trail's hashes are no chain.
 */
export async function writeYears(ownerUrl: string, given: ManyYears): Promise<WrittenYears> {
  const { definition, programmes, newest, years, now } = given
  const city = definition.city.id
  const bundle = madeUpYear({ programmes, verified: Math.round(programmes / 3), seed: 1, definition })
  const db = new pg.Client({ connectionString: ownerUrl })
  await db.connect()
  try {
    await db.query('BEGIN')
    await db.query('INSERT INTO clock (city, played, now) VALUES ($1, true, $2)', [city, now])
    await db.query('INSERT INTO gate (id, city, listening) VALUES ($1, $2, true)', [courierId(city), city])
    await insert(db, 'department', bundle.departments.map((one) => ({ id: `${city}/${one.key}`, city, ...one })))
    await insert(db, 'post', bundle.posts.map((one) => ({ id: `${city}/${one.key}`, city, ...one })))
    await writePeople(db, city)
    const directory: Pick<Directory, 'officer' | 'role' | 'departmentOf'> = {
      officer: (department) => `${city}/${department}-officer`,
      role: (role) => `${city}/${role}`,
      departmentOf: (post) => bundle.posts.find((one) => `${city}/${one.key}` === post)?.department,
    }
    for (let fiscalYear = newest - years + 1; fiscalYear <= newest; fiscalYear += 1) {
      const id = cycleId(city, definition.id, fiscalYear)
      const plan = planYear(definition, fiscalYear)
      const running = fiscalYear >= newest - 1
      const body = JSON.stringify(definition)
      await db.query(
        `INSERT INTO snapshot (id, cycle_id, no, body, hash, created_at) VALUES ($1 || '@1', $1, 1, $2, $3, $4)`,
        [id, body, contentHash(definition), plan[definition.steps[0]?.id ?? '']?.opensAt],
      )
      await insert(
        db,
        'programme',
        bundle.programmes.map((one, position) => ({ ...one, cycle_id: id, position, shared_with: null })),
      )
      const steps = definition.steps.map((step, at) => {
        const dates = plan[step.id] as { opensAt: string; dueAt: string }
        const last = at === definition.steps.length - 1
        const until = running && (last || fiscalYear === newest) ? later(dates.dueAt, last ? 365 : 14) : dates.dueAt
        const state = !running || until <= now ? 'closed' : dates.opensAt <= now ? 'open' : 'planned'
        return { step, dates, state }
      })
      await writeCycle(db, { id, city, fiscalYear, definition, running, opensAt: steps[0]?.dates.opensAt ?? now })
      for (const { step, dates, state } of steps) {
        const asks = state === 'planned' ? [] : asksOf(step, bundle.programmes, directory as Directory)
        await writeStep(db, { id, city, step, dates, state, asks: asks.length, running })
        await writeAssignments(db, { id, city, step, dates, state, running, now, definition, asks, fiscalYear })
      }
    }
    await writeRest(db, city, now)
    await db.query('COMMIT')
    await db.query('ANALYZE')
    const { rows } = await db.query<{ n: string }>(`SELECT count(*) AS n FROM process WHERE kind = 'assignment'`)
    return {
      city,
      cycle: cycleId(city, definition.id, newest),
      home: `/${city}/${definition.id}/${newest}`,
      officer: `section-1@${city}.example`,
      office: `office@${city}.example`,
      assignments: Number(rows[0]?.n),
    }
  } finally {
    await db.end()
  }
}

const later = (at: string, days: number): string => new Date(Date.parse(at) + days * 86_400_000).toISOString()
