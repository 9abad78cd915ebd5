import type { Database } from '../../../prisma/db.js'
import { type ReadCycle, readCycles } from './read-cycle.js'

/** One year of one city: what it is and how far it has come. */
export type CycleLine = ReadCycle['row'] & {
  cityName: string
  /** 年次の手続の名前 */
  name: string
  reportTitle: string
}

export const lineOf = ({ row, definition }: ReadCycle): CycleLine => ({
  ...row,
  cityName: definition.city.name,
  name: definition.name,
  reportTitle: definition.report.title,
})

/** Every year that was started, newest first. One statement. */
export async function listCycles(db: Database, city?: string): Promise<CycleLine[]> {
  return (await readCycles(db, { city: city ?? null })).map(lineOf)
}
