import { Prisma } from './generated/client.js'
import type { Transaction } from './trail.js'

/** The office's word for one year: another chase, or none, for a programme or a section. */
export interface OverrideRow {
  scope: 'programme' | 'section'
  /** the programme's or the section's key in the register */
  key: string
  /** a chase of the definition; null: nothing is sent */
  chase: string | null
}

/** Selects the overrides of a year that stand: of each programme and section the newest word, unless it took the one before it back. */
export const selectStandingOverrides = (cycleId: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT scope, key, chase FROM (
    SELECT DISTINCT ON (scope, key) scope, key, chase, standing FROM chase_override WHERE cycle_id = ${cycleId} ORDER BY scope, key, no DESC) AS newest
  WHERE standing ORDER BY scope, key`

export const standingOverrides = (tx: Pick<Transaction, '$queryRaw'>, cycleId: string): Promise<OverrideRow[]> =>
  tx.$queryRaw<OverrideRow[]>(selectStandingOverrides(Prisma.sql`${cycleId}`))
