import type { Database } from '../../../prisma/db.js'
import { Prisma } from '../../../prisma/generated/client.js'
import { type Plain, plain } from './plain.js'
import { type CycleRow, type ReadCycle, selectCycles } from './read-cycle.js'

interface Names {
  cityName: string
  /** 年次の手続の名前 */
  name: string
  reportTitle: string
}

/** One year of one city: what it is and how far it has come. */
export type CycleLine = Plain<CycleRow> & Names

export const lineOf = ({ row, definition }: ReadCycle): CycleLine => ({
  ...row,
  cityName: definition.city.name,
  name: definition.name,
  reportTitle: definition.report.title,
})

const names = Prisma.sql`s.body #>> '{city,name}' AS "cityName", s.body ->> 'name' AS name, s.body #>> '{report,title}' AS "reportTitle"`

/** Every year that was started, newest first; the definitions stay in the database. One statement. */
export async function listCycles(db: Database, city?: string): Promise<CycleLine[]> {
  return (await db.$queryRaw<(CycleRow & Names)[]>(selectCycles(names, city === undefined ? {} : { city }))).map(plain)
}
