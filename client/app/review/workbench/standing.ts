import type { Database } from '../../../../prisma/db.js'
import { readCycles } from '../../views/read-cycle.js'
import { benchesSeen } from './bench.js'
import { isLeft, listSaid, type Said } from './said.js'

/** How far a year's Check and Action (検証と対応) have come, all counted from the records. */
export interface ReviewStanding {
  verified: number
  /** programmes that some member looks at */
  allotted: number
  /** whether members see the accepted sheets */
  released: boolean
  /** what was said, and how much of it no opinion is made of yet and was not set aside */
  said: number
  unused: number
  opinions: number
  actions: number
  /** meetings that deal with this year, and those of them that were held */
  meetings: number
  held: number
}

/** What is accepted counts; of what was said, what the workbench counts for whoever asks: its office its drafts, too. Four statements. */
export async function reviewStanding(db: Database, cycleId: string, office: boolean): Promise<ReviewStanding> {
  const [rows, said] = await Promise.all([counted(db, cycleId), saidIn(db, cycleId, office)])
  return { ...(rows[0] as Counted), said: said.length, unused: said.filter(isLeft).length }
}

async function saidIn(db: Database, cycleId: string, office: boolean): Promise<Said[]> {
  const [cycle] = await readCycles(db, { id: cycleId })
  return cycle ? listSaid(db, cycleId, await benchesSeen(db, cycleId, cycle.definition, office)) : []
}

type Counted = Omit<ReviewStanding, 'said' | 'unused'>

const counted = (db: Database, cycleId: string): Promise<Counted[]> =>
  db.$queryRaw<Counted[]>`
    WITH meant AS (
      SELECT DISTINCT m.id, m.state FROM meeting m JOIN agenda_item a ON a.meeting_id = m.id WHERE a.cycle_id = ${cycleId} AND m.state <> 'cancelled'),
    looked AS (
      SELECT DISTINCT ON (programme, seat) programme, standing FROM allotment WHERE cycle_id = ${cycleId} ORDER BY programme, seat, no DESC)
    SELECT
      (SELECT count(*)::int FROM programme WHERE cycle_id = ${cycleId} AND verified) AS verified,
      (SELECT count(DISTINCT programme)::int FROM looked WHERE standing = 'assigned') AS allotted,
      (SELECT coalesce(c.members_see_at <= CASE WHEN k.played THEN k.now ELSE clock_timestamp() END, false)
        FROM process c JOIN clock k ON k.city = c.city WHERE c.id = ${cycleId}) AS released,
      (SELECT count(*)::int FROM opinion WHERE cycle_id = ${cycleId}) AS opinions,
      (SELECT count(*)::int FROM action WHERE cycle_id = ${cycleId}) AS actions,
      (SELECT count(*)::int FROM meant) AS meetings,
      (SELECT count(*)::int FROM meant WHERE state IN ('held', 'written')) AS held`
