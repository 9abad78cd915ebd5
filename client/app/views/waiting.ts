import type { Instant } from '../../../domain/process/command.js'
import type { Database } from '../../../prisma/db.js'
import { plain } from './plain.js'

/** Somebody who is waited for: one section's part of one step, either to hand in or to check. */
export interface Waiting {
  cycleId: string
  step: string
  /** hand-in: the section has not handed in · check: what was handed in is to be checked */
  what: 'hand-in' | 'check'
  department: string
  departmentName: string
  count: number
  overdue: number
  /** since when the longest waits */
  since: Instant
  /** until when the first must be done; null where no date was set */
  until: Instant | null
  /** of these, what was promised by telephone for a day to come; the chase rests until the last such day */
  promised: number
  pausedUntil: Instant | null
  /** of these, whose promised day has passed, and the last such day */
  lapsed: number
  lapsedAt: Instant | null
}

/** Whom these cycles wait for, what is late first, then by the day it is due. One statement. */
export async function waitingFor(db: Database, cycleIds: string[]): Promise<Waiting[]> {
  const rows = await db.$queryRaw<
    (Omit<Waiting, 'since' | 'until' | 'pausedUntil' | 'lapsedAt'> & {
      since: Date
      until: Date | null
      pausedUntil: Date | null
      lapsedAt: Date | null
    })[]
  >`
    SELECT w.cycle_id AS "cycleId", w.step_key AS step, w.what, t.department, d.name AS "departmentName", count(*)::int AS count,
      (count(*) FILTER (WHERE w.late))::int AS overdue, min(w.since) AS since, min(w.until) AS until,
      (count(*) FILTER (WHERE w.paused_until > w.now))::int AS promised, max(w.paused_until) FILTER (WHERE w.paused_until > w.now) AS "pausedUntil",
      (count(*) FILTER (WHERE w.paused_until <= w.now))::int AS lapsed, max(w.paused_until) FILTER (WHERE w.paused_until <= w.now) AS "lapsedAt"
    FROM (
      SELECT p.cycle_id, p.step_key, 'hand-in' AS what, p.post, p.overdue AS late, p.asked_at AS since, p.due_at AS until, p.paused_until,
        CASE WHEN k.played THEN k.now ELSE clock_timestamp() END AS now
      FROM process p JOIN clock k ON k.city = p.city WHERE p.cycle_id = ANY(${cycleIds}) AND p.kind = 'assignment' AND p.state IN ('open', 'returned') AND NOT p.sealed
      UNION ALL
      SELECT p.cycle_id, p.step_key, 'check', coalesce(p.check_post, p.post), coalesce(p.check_due_at < CASE WHEN k.played THEN k.now ELSE clock_timestamp() END, false),
        p.updated_at, p.check_due_at, NULL, NULL
      FROM process p JOIN clock k ON k.city = p.city WHERE p.cycle_id = ANY(${cycleIds}) AND p.kind = 'assignment' AND p.state = 'submitted' AND NOT p.sealed) w
    JOIN post t ON t.id = w.post JOIN department d ON d.city = t.city AND d.key = t.department
    GROUP BY w.cycle_id, w.step_key, w.what, t.city, t.department, d.name
    ORDER BY (count(*) FILTER (WHERE w.late) > 0) DESC, min(w.until) NULLS LAST, w.step_key, t.department`
  return rows.map(plain)
}
