import type { Database } from '../../../prisma/db.js'
import { type CycleStatus, statusesOf } from './cycle-status.js'
import { type CycleLine, listCycles } from './list-cycles.js'
import { type ReadCycle, readCycles } from './read-cycle.js'

export interface CurrentYears {
  /** where there are several cities to choose from: every year of theirs, newest first */
  all: CycleLine[]
  /** with their steps, when there is one city: the newest two that are not sealed, or else the newest */
  current: CycleStatus[]
}

/** What the office's first page shows, of the cities where one has a post: two cycles of a city overlap. */
export async function currentYears(db: Database, cities: string[]): Promise<CurrentYears> {
  const [city] = cities
  if (city !== undefined && cities.length === 1) {
    const running = await readCycles(db, { city, running: true })
    if (running.length > 0) return { all: [], current: await statusesOf(db, begunFirst(running).slice(0, 2)) }
  }
  const all = (await Promise.all(cities.map((one) => listCycles(db, one)))).flat().sort((a, b) => b.fiscalYear - a.fiscalYear)
  if (new Set(all.map(({ city }) => city)).size !== 1) return { all, current: [] }
  const running = all.filter(({ state }) => state !== 'sealed').slice(0, 2)
  const ids = (running.length > 0 ? running : all.slice(0, 1)).map(({ id }) => id)
  return { all, current: await statusesOf(db, await readCycles(db, { ids })) }
}

/** A year in which nobody was asked yet stands after the one that people work on. */
const begunFirst = (cycles: ReadCycle[]): ReadCycle[] =>
  cycles.toSorted((a, b) => Number(b.row.assignments > 0) - Number(a.row.assignments > 0))
