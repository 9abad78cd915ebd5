import { cityCalendar } from '../../domain/calendar/city-calendar.js'
import { nextDispatch } from '../../domain/calendar/dispatch.js'
import { lastingKinds } from '../../domain/correspondence/lasting-kinds.js'
import type { Definition } from '../../domain/definition/schema.js'
import type { Instant } from '../../domain/process/command.js'
import { courierId } from '../../domain/process/ids.js'
import type { GateChange } from '../../prisma/gates.js'
import { Prisma } from '../../prisma/generated/client.js'
import { mayLeave, plannedIf } from '../../prisma/may-leave.js'
import { standsSince } from '../../prisma/put-back.js'
import { refusedAndReachable } from '../../prisma/readdress.js'
import { snapshotBody } from '../../prisma/snapshots.js'
import type { Transaction } from '../../prisma/trail.js'
import { Refused } from './errors.js'

/** A notice planned anew. */
export interface AgainNotice {
  id: string
  cycleId: string
  at: Instant
  /** it waits with the first mails of its year */
  waits: boolean
}

/**
 * Plans the notices of a mail anew as rows of their own, each for the city's next dispatch, or to wait with the first mails of its year: what
 * was in the doubtful mail stays on record. Their mail is written when it leaves, on how things stand then. Left out is what has lost its
 * reason meanwhile: a reminder of what was handed in since is not sent because its first mail is in doubt (`lost`: ids of such notices).
 * @throws Refused when nothing of the mail is still to be said
 */
export async function planAgain(
  tx: Transaction,
  mail: { id: string; city: string; now: Date },
): Promise<{ notices: AgainNotice[]; lost: string[]; gate: GateChange }> {
  const carried = await carriedAsItStands(tx, Prisma.sql`n.mail_id = ${mail.id} AND n.state = 'ambiguous'`)
  const standing = carried.filter((notice) => notice.stands)
  if (standing.length === 0) throw new Refused('nothing-to-resend', [mail.id])
  const notices = await planRows(tx, standing, mail.now)
  const earliest = earliestOf(notices)
  const lost = carried.filter((notice) => !notice.stands).map(({ id }) => id)
  return { notices, lost, gate: { id: courierId(mail.city), bump: earliest ? { earliest } : 'never' } }
}

/**
 * Plans anew what mails were to say that a server refused at their address, once their posts can be written to again. The refused mails stay
 * on record; what has lost its reason meanwhile is not said. As often as one likes: each notice is planned anew once.
 */
export async function planRefusedAgain(tx: Transaction, city: string, now: Date): Promise<AgainNotice[]> {
  const ids = await refusedAndReachable(tx, city, now)
  if (ids.length === 0) return []
  const carried = await carriedAsItStands(tx, Prisma.sql`n.id = ANY(${ids})`)
  return planRows(
    tx,
    carried.filter((notice) => notice.stands),
    now,
  )
}

/** When the first of them leaves; null: all of them wait. */
export const earliestOf = (notices: AgainNotice[]): Instant | null =>
  notices.flatMap(({ at, waits }) => (waits ? [] : [at])).sort()[0] ?? null

interface CarriedNotice {
  id: string
  cycleId: string
  snapshotNo: number
  stands: boolean
}

/** Notices that mails carried, and whether what they say is still to be said. */
async function carriedAsItStands(tx: Transaction, which: Prisma.Sql): Promise<CarriedNotice[]> {
  // Held until this is written: an act recorded meanwhile, or the release of a year's mails, comes wholly before, or finds the new notices.
  await tx.$queryRaw`
    SELECT id FROM process WHERE id IN (SELECT unnest(ARRAY[n.process_id, n.cycle_id]) FROM notice n WHERE ${which}) ORDER BY id FOR SHARE`
  return tx.$queryRaw<CarriedNotice[]>`
    SELECT n.id, n.cycle_id AS "cycleId", c.snapshot_no AS "snapshotNo", ${standsSince(Prisma.sql`m.slot`, lastingKinds)} AS stands
    FROM notice n JOIN mail m ON m.id = n.mail_id JOIN process p ON p.id = n.process_id JOIN process c ON c.id = n.cycle_id
    WHERE ${which} ORDER BY n.id`
}

/** @returns those that were not planned anew before */
async function planRows(tx: Transaction, standing: CarriedNotice[], now: Date): Promise<AgainNotice[]> {
  const notices: AgainNotice[] = []
  const leaves = mayLeave(Prisma.sql`c.mail_released_at IS NOT NULL`, Prisma.sql`n.post`, Prisma.sql`p.post`)
  for (const { id, cycleId, snapshotNo } of standing) {
    const { calendar } = (await snapshotBody(tx, `${cycleId}@${snapshotNo}`)) as Definition
    const at = nextDispatch(cityCalendar(calendar), calendar.dispatch, now.toISOString(), { strictly: true })
    const [planned] = await tx.$queryRaw<{ waits: boolean }[]>`
      INSERT INTO notice (id, process_id, cycle_id, city, rule, kind, post, at, reason, facts, state, held_for)
      SELECT ${`${id}/again`}, n.process_id, n.cycle_id, n.city, n.rule, n.kind, n.post, ${at}::timestamptz, n.reason, n.facts, ${plannedIf(leaves)}
      FROM notice n JOIN process p ON p.id = n.process_id JOIN process c ON c.id = n.cycle_id WHERE n.id = ${id}
      ON CONFLICT (id) DO NOTHING RETURNING state = 'held' AS waits`
    if (planned) notices.push({ id: `${id}/again`, cycleId, at, ...planned })
  }
  return notices
}
