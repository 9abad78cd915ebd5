import { courierId } from '../../../domain/process/ids.js'
import type { Database } from '../../../prisma/db.js'
import { changeGates } from '../../../prisma/gates.js'
import { Prisma } from '../../../prisma/generated/client.js'
import { mayLeave, plannedIf } from '../../../prisma/may-leave.js'
import type { Transaction } from '../../../prisma/trail.js'
import type { Connections } from '../connections.js'
import { Refused } from '../errors.js'
import { hint } from '../wake.js'
import { mustBeOffice, nextDispatchOf } from './hold-notice.js'
import { meantNotices, type NoticeRow } from './meant-notices.js'
import { mustHaveReason, tellYears } from './tell-of-mails.js'

/** Whether somebody above the section's head is told of what is late: only ever by the office's own hand. */
export interface EscalationDecision {
  /** the proposal */
  noticeId: string
  /** the post that is told; null: nobody is */
  toPost: string | null
  post: string
  person: string
  reason: string
}

/** A proposal that waits for the office's decision. */
export interface EscalationProposal {
  id: string
  processId: string
  cycleId: string
  at: Date
  subjectName: string | null
  step: string
  /** the late section: its key, name and bureau */
  department: string
  departmentName: string
  bureau: string
  dueAt: Date
  reason: string
}

const decidedKey = (noticeId: string): string => `${noticeId}/decided`

/** Proposals of a city whose time has come, whose assignment is still late, and on which nobody has decided. */
export const selectProposals = (city: string) => Prisma.sql`
  SELECT n.id, n.process_id AS "processId", n.cycle_id AS "cycleId", n.at, coalesce(g.name, sd.name) AS "subjectName", p.step_key AS step,
    d.key AS department, d.name AS "departmentName", d.bureau, p.due_at AS "dueAt", n.reason
  FROM notice n JOIN process p ON p.id = n.process_id JOIN process c ON c.id = n.cycle_id JOIN clock k ON k.city = n.city
  JOIN post t ON t.id = p.post JOIN department d ON d.city = t.city AND d.key = t.department
  LEFT JOIN programme g ON g.cycle_id = n.cycle_id AND g.key = p.subject
  LEFT JOIN department sd ON sd.city = n.city AND sd.key = p.subject
  WHERE n.city = ${city} AND n.kind = 'escalation-proposal' AND n.state <> 'cancelled' AND c.state = 'running'
    AND n.at <= CASE WHEN k.played THEN k.now ELSE clock_timestamp() END AND p.overdue AND p.state IN ('open', 'returned')
    AND NOT EXISTS (SELECT 1 FROM trail r WHERE r.cycle_id = n.cycle_id AND r.key = n.id || '/decided')`

/** The same, the longest due first. One statement. */
export const escalationProposals = (db: Database, city: string): Promise<EscalationProposal[]> =>
  db.$queryRaw<EscalationProposal[]>`${selectProposals(city)} ORDER BY n.at, n.id`

/**
 * Writes the decision down, once, and plans the mail to the post above when it is to be told.
 * @throws Refused: not the office's post, no reason, no such post, decided already, or what was late has come
 */
export async function decideEscalation(connections: Connections, decision: EscalationDecision): Promise<void> {
  mustHaveReason({ ...decision, id: decidedKey(decision.noticeId) })
  await hint(connections, await connections.db.$transaction((tx) => decideIn(tx, decision)))
}

async function decideIn(tx: Transaction, { noticeId, toPost, post, person, reason }: EscalationDecision): Promise<string[]> {
  const [notice] = (await meantNotices(tx, noticeId)) as [NoticeRow]
  await mustBeOffice(tx, post, notice.city)
  // Held until this is written: what is handed in meanwhile comes wholly before, or cancels the new notice.
  const [late] = await tx.$queryRaw<{ seq: number; now: Date }[]>`
    SELECT p.seq, CASE WHEN k.played THEN k.now ELSE clock_timestamp() END AS now FROM process p JOIN clock k ON k.city = p.city
    WHERE p.id = ${notice.processId} AND p.overdue AND p.state IN ('open', 'returned') FOR UPDATE OF p`
  const decided = await tx.trail.count({ where: { cycleId: notice.cycleId, key: decidedKey(noticeId) } })
  if (!late || decided > 0) throw new Refused('notice-changed')
  const above = toPost === null ? null : await tx.post.findUnique({ where: { id: toPost } })
  if (toPost !== null && above?.city !== notice.city) throw new Refused('unknown-post', [toPost])
  await tx.$executeRaw`UPDATE notice SET state = 'cancelled', ended = '判断が済んだため' WHERE id = ${noticeId} AND state IN ('planned', 'held')`
  const owing = above ? await tell(tx, notice, above.id, late.now) : []
  const facts = { outcome: above ? 'told' : 'not-told', ...(above ? { to: above.id } : {}) }
  const kind = 'escalation-decided'
  const word = { id: decidedKey(noticeId), post, person, reason }
  await tellYears(tx, notice.city, word, { kind, act: 'escalate', facts }, [{ cycleId: notice.cycleId, notices: [notice] }])
  return owing
}

async function tell(tx: Transaction, notice: NoticeRow, post: string, now: Date): Promise<string[]> {
  const at = await nextDispatchOf(tx, notice, now)
  const leaves = mayLeave(Prisma.sql`${notice.released}::bool`, Prisma.sql`${post}`, Prisma.sql`p.post`)
  await tx.$executeRaw`
    INSERT INTO notice (id, process_id, cycle_id, city, rule, kind, post, at, reason, state, held_for)
    SELECT ${`${notice.id}/above`}, p.id, p.cycle_id, p.city, 'escalation', 'escalation', ${post}, ${at}::timestamptz,
      '事務局が、上位の職へ連絡すると判断したため', ${plannedIf(leaves)}
    FROM process p WHERE p.id = ${notice.processId}`
  return changeGates(tx, [{ id: courierId(notice.city), bump: { earliest: at } }])
}
