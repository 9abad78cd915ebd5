import type { Connections } from '../app/connections.js'
import type { Waiting } from './people.js'

/** Everything that waits for somebody, with what has been done about it so far. */
export const waitingIn = (db: Connections['db'], cycle: string): Promise<Waiting[]> =>
  db.$queryRaw<Waiting[]>`
    SELECT p.id, p.step_key AS "stepKey", p.step_kind AS "stepKind", p.subject, p.form, p.round, p.state, p.seq, p.checked, p.post, p.check_post AS "checkPost",
      p.asked_at AS "askedAt", p.due_at AS "dueAt", p.updated_at AS "updatedAt", p.paused_until AS "pausedUntil", p.version_id AS "versionId",
      count(*) FILTER (WHERE c.act = 'return')::int AS returns,
      count(*) FILTER (WHERE c.act = 'extend')::int AS extensions,
      count(*) FILTER (WHERE c.act = 'record-call')::int AS calls,
      count(*) FILTER (WHERE c.act = 'request-extension')::int AS requests,
      max(x.payload ->> 'wishedAt') AS "wishedAt", max(x.received_at) AS "wishedOn",
      coalesce((SELECT d.revision FROM draft d WHERE d.process_id = p.id), 0) AS drafted,
      (SELECT b.act_id FROM draft d JOIN draft_before b ON b.process_id = d.process_id AND b.revision = d.revision WHERE d.process_id = p.id) AS "draftedBy"
    FROM process p LEFT JOIN command c ON c.process_id = p.id AND c.state = 'applied' LEFT JOIN command x ON x.id = p.extension_asked
    WHERE p.cycle_id = ${cycle} AND p.kind = 'assignment' AND p.state IN ('open', 'returned', 'submitted') AND NOT p.sealed
    GROUP BY p.id ORDER BY p.id`

export async function stepStates(db: Connections['db'], cycle: string): Promise<Record<string, string>> {
  const steps = await db.process.findMany({ where: { parentId: cycle, kind: 'step' }, select: { stepKey: true, state: true } })
  return Object.fromEntries(steps.map((step) => [step.stepKey, step.state]))
}
