import { cityCalendar } from '../../../domain/calendar/city-calendar.js'
import type { ChaseParty } from '../../../domain/chase/chase-words.js'
import { explainChase } from '../../../domain/chase/plan-chase.js'
import { askTitle } from '../../../domain/definition/ask-of.js'
import type { Definition } from '../../../domain/definition/schema.js'
import type { Instant } from '../../../domain/process/command.js'
import type { Database } from '../../../prisma/db.js'
import { type CycleLine, lineOf } from './list-cycles.js'
import { readCycles } from './read-cycle.js'

/** One notice of an assignment, in a line. */
export interface NoticeLine {
  id: string
  kind: string
  rule: string
  at: Instant
  state: string
  heldFor: string | null
  reason: string
  ended: string | null
  postTitle: string
}

/** All notices of one assignment, and what its chase names and is not sent. */
export interface ChaseExplained {
  cycle: CycleLine
  processId: string
  title: string
  subjectName: string
  status: string
  dueAt: Instant
  pausedUntil: Instant | null
  /** the chase by which it is asked for; null: nothing is sent */
  policy: string | null
  notices: NoticeLine[]
  /** what the chase names for the present due date and is not sent, with its reason; empty once nothing is waited for */
  left: { rule: string; kind: string; reason: string }[]
}

/** Acts after which what is still to be sent is planned anew. */
const planning = ['return', 'extend', 'reassign', 'record-call', 'set-chase']

/** Three statements. Null: there is no such assignment. */
export async function chaseExplained(db: Database, processId: string): Promise<ChaseExplained | null> {
  const [one] = await db.$queryRaw<Assignment[]>`
    SELECT p.id, p.cycle_id AS "cycleId", p.step_key AS step, p.subject, p.form, p.round, coalesce(g.name, sd.name) AS "subjectName", p.state, p.due_at AS "dueAt",
      p.paused_until AS "pausedUntil", p.chase,
      greatest(p.asked_at, (SELECT max(c.received_at) FROM command c WHERE c.process_id = p.id AND c.state = 'applied' AND c.act = ANY(${planning}))) AS "plannedAt",
      array_remove(ARRAY[
        CASE WHEN NOT EXISTS (SELECT 1 FROM post h WHERE h.city = p.city AND h.department = t.department AND h.role = 'head') THEN 'head' END,
        CASE WHEN NOT EXISTS (SELECT 1 FROM post h WHERE h.city = p.city AND h.role = 'office') THEN 'office' END,
        CASE WHEN NOT EXISTS (SELECT 1 FROM post h JOIN department b ON b.city = h.city AND b.key = h.department
          WHERE h.city = p.city AND b.bureau = d.bureau AND h.role = 'coordinator') THEN 'coordinator' END], NULL) AS absent
    FROM process p JOIN post t ON t.id = p.post JOIN department d ON d.city = t.city AND d.key = t.department
    LEFT JOIN programme g ON g.cycle_id = p.cycle_id AND g.key = p.subject
    LEFT JOIN department sd ON sd.city = p.city AND sd.key = p.subject
    WHERE p.id = ${processId} AND p.kind = 'assignment'`
  const [cycle] = one ? await readCycles(db, { id: one.cycleId }) : []
  if (!one || !cycle) return null
  const notices = await db.$queryRaw<(Omit<NoticeLine, 'at'> & { at: Date })[]>`
    SELECT n.id, n.kind, n.rule, n.at, n.state, n.held_for AS "heldFor", n.reason, n.ended, t.title AS "postTitle"
    FROM notice n JOIN post t ON t.id = n.post WHERE n.process_id = ${processId} ORDER BY n.at, n.id`
  const { definition } = cycle
  const title = askTitle(definition, { ...one, stepKey: one.step }) ?? one.step
  return {
    cycle: lineOf(cycle),
    processId,
    title,
    subjectName: one.subjectName ?? title,
    status: one.state,
    dueAt: one.dueAt.toISOString(),
    pausedUntil: one.pausedUntil?.toISOString() ?? null,
    policy: definition.chases.find(({ id }) => id === one.chase)?.name ?? null,
    notices: notices.map((notice) => ({ ...notice, at: notice.at.toISOString() })),
    left: leftOf(definition, one),
  }
}

interface Assignment {
  id: string
  cycleId: string
  step: string
  subject: string
  form: string
  round: string | null
  subjectName: string | null
  state: string
  dueAt: Date
  pausedUntil: Date | null
  /** when its coming notices were planned anew for the last time */
  plannedAt: Date | null
  /** places of the ladder that no post holds */
  absent: ChaseParty[]
  chase: string | null
}

/** What the chase names and is not sent, for as long as somebody is waited for. */
function leftOf(definition: Definition, one: Assignment): ChaseExplained['left'] {
  const policy = definition.chases.find(({ id }) => id === one.chase)
  if (!policy || (one.state !== 'open' && one.state !== 'returned')) return []
  const { left } = explainChase({
    policy,
    calendar: cityCalendar(definition.calendar),
    dispatch: definition.calendar.dispatch,
    dueAt: one.dueAt.toISOString(),
    from: (one.plannedAt ?? one.dueAt).toISOString(),
    promisedUntil: one.pausedUntil?.toISOString() ?? null,
    absent: new Set(one.absent),
  })
  return left
}
