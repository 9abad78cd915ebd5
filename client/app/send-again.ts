import { cityCalendar } from '../../domain/calendar/city-calendar.js'
import { nextDispatch } from '../../domain/calendar/dispatch.js'
import { lastingKinds } from '../../domain/correspondence/lasting-kinds.js'
import type { Definition } from '../../domain/definition/schema.js'
import type { Instant } from '../../domain/process/command.js'
import { courierId } from '../../domain/process/ids.js'
import type { GateChange } from '../../prisma/gates.js'
import { snapshotBody } from '../../prisma/snapshots.js'
import type { Transaction } from '../../prisma/trail.js'
import { Refused } from './errors.js'

/** A notice planned anew. */
export interface AgainNotice {
  id: string
  cycleId: string
  at: Instant
}

/**
 * Plans the notices of a mail anew, each for the city's next dispatch, as rows of their own: what was in the doubtful mail stays
 * on record. Their mail is written when it leaves, on how things stand then. Left out is what has lost its reason meanwhile: a
 * reminder of what was handed in since is not sent because its first mail is in doubt (`lost`: ids of such notices).
 * @throws Refused when nothing of the mail is still to be said
 */
export async function planAgain(
  tx: Transaction,
  mail: { id: string; city: string; slot: Date; now: Date },
): Promise<{ notices: AgainNotice[]; lost: string[]; gate: GateChange }> {
  // Held until this is written: an act recorded meanwhile comes wholly before, or finds the new notices and cancels them.
  await tx.$queryRaw`SELECT id FROM process WHERE id IN (SELECT process_id FROM notice WHERE mail_id = ${mail.id}) ORDER BY id FOR SHARE`
  const carried = await tx.$queryRaw<{ id: string; cycleId: string; snapshotNo: number; stands: boolean }[]>`
    SELECT n.id, n.cycle_id AS "cycleId", c.snapshot_no AS "snapshotNo", CASE
      WHEN p.state = 'withdrawn' THEN n.kind = 'withdrawal'
      WHEN n.kind = ANY(${[...lastingKinds]}) THEN true
      ELSE p.state IN ('open', 'returned') AND NOT p.sealed AND NOT EXISTS (
        SELECT 1 FROM command a WHERE a.process_id = p.id AND a.state = 'applied' AND a.settled_at >= ${mail.slot})
      END AS stands
    FROM notice n JOIN process p ON p.id = n.process_id JOIN process c ON c.id = n.cycle_id
    WHERE n.mail_id = ${mail.id} AND n.state = 'ambiguous' ORDER BY n.id`
  const standing = carried.filter((notice) => notice.stands)
  if (standing.length === 0) throw new Refused('nothing-to-resend', [mail.id])
  const notices: AgainNotice[] = []
  for (const { id, cycleId, snapshotNo } of standing) {
    const { calendar } = (await snapshotBody(tx, `${cycleId}@${snapshotNo}`)) as Definition
    const at = nextDispatch(cityCalendar(calendar), calendar.dispatch, mail.now.toISOString(), { strictly: true })
    notices.push({ id: `${id}/again`, cycleId, at })
    await tx.$executeRaw`
      INSERT INTO notice (id, process_id, cycle_id, city, rule, kind, post, at, reason, facts, state)
      SELECT ${`${id}/again`}, process_id, cycle_id, city, rule, kind, post, ${at}::timestamptz, reason, facts, 'planned' FROM notice WHERE id = ${id}`
  }
  const earliest = notices.map(({ at }) => at).sort()[0] as Instant
  const lost = carried.filter((notice) => !notice.stands).map(({ id }) => id)
  return { notices, lost, gate: { id: courierId(mail.city), bump: { earliest } } }
}
