import type { Database } from '../../../prisma/db.js'
import { fittingRows, type TrailFilter } from './trail-filter.js'
import { subjectsNamed, trailSteps } from './trail-steps.js'

/** Where the rows shown stand among all that fit, and where the chain of the year ends. */
export interface TrailPlace {
  /** rows that fit */
  total: number
  /** of them, before the first one shown */
  before: number
  /** number of the row with which the page before begins, and the last page; null: there is none */
  previous: number | null
  last: number | null
  head: { no: number; hash: string }
}

/** One statement besides the steps' names. */
export async function trailPlace(db: Database, cycleId: string, filter: TrailFilter, page: number): Promise<TrailPlace> {
  const steps = filter.subject ? await trailSteps(db, cycleId) : []
  const { from = 1 } = filter
  const rows = await db.$queryRaw<(Omit<TrailPlace, 'head'> & { no: number | null; hash: string | null })[]>`
    WITH hit AS MATERIALIZED (SELECT r.no FROM ${fittingRows(cycleId, { ...filter, subjectKeys: subjectsNamed(steps, filter.subject) })})
    SELECT (SELECT count(*)::int FROM hit) AS total, (SELECT count(*)::int FROM hit WHERE no < ${from}) AS before,
      (SELECT min(no) FROM (SELECT no FROM hit WHERE no < ${from} ORDER BY no DESC LIMIT ${page}) p) AS previous,
      (SELECT min(no) FROM (SELECT no FROM hit ORDER BY no DESC LIMIT ${page}) p) AS last, h.no, h.hash
    FROM (SELECT 1) one LEFT JOIN chain_head h ON h.cycle_id = ${cycleId}`
  const found = rows[0]
  return {
    total: found?.total ?? 0,
    before: found?.before ?? 0,
    previous: found?.previous ?? null,
    last: found?.last ?? null,
    head: { no: found?.no ?? 0, hash: found?.hash ?? '' },
  }
}
