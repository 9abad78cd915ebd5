import type { Database } from '../../../prisma/db.js'
import { type CycleStatus, statusOf } from './cycle-status.js'
import { type CycleLine, lineOf } from './list-cycles.js'
import { readCycles } from './read-cycle.js'

export interface CurrentYears {
  /** every year of these cities, newest first */
  all: CycleLine[]
  /** with their steps, when there is one city: the newest two that are not sealed, or else the newest */
  current: CycleStatus[]
}

/** What the office's first page shows, of the cities where one has a post: two cycles of a city overlap. */
export async function currentYears(db: Database, cities: string[]): Promise<CurrentYears> {
  const cycles = (await readCycles(db)).filter(({ row }) => cities.includes(row.city))
  const all = cycles.map(lineOf)
  if (new Set(all.map(({ city }) => city)).size !== 1) return { all, current: [] }
  const running = cycles.filter(({ row }) => row.state !== 'sealed').slice(0, 2)
  const current: CycleStatus[] = []
  for (const cycle of running.length > 0 ? running : cycles.slice(0, 1)) current.push(await statusOf(db, cycle))
  return { all, current }
}
