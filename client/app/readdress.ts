import { randomUUID } from 'node:crypto'
import { cityCalendar } from '../../domain/calendar/city-calendar.js'
import { nextDispatch } from '../../domain/calendar/dispatch.js'
import type { Definition } from '../../domain/definition/schema.js'
import { courierId } from '../../domain/process/ids.js'
import { canonical } from '../../domain/trail/canonical.js'
import { nowOf } from '../../prisma/clock.js'
import { takeLinesAlong } from '../../prisma/covering-lines.js'
import { changeGates } from '../../prisma/gates.js'
import { clearAddressFaults, takeReachable } from '../../prisma/readdress.js'
import { snapshotBody } from '../../prisma/snapshots.js'
import { appendTrail, type Transaction } from '../../prisma/trail.js'
import { earliestOf, planRefusedAgain } from './send-again.js'
import { writtenMails } from './steering/lines-along.js'

/**
 * Lets go what had waited because its post could not be written to and can be again: a new address, a new holder, a refusal
 * that the office has cleared. It leaves at its own time, or at the next dispatch when that has passed. What was in mails that a
 * server refused at the address is planned anew for the next dispatch, where it still stands. Alarms that this answers are cleared. As often as one likes.
 * @returns reactors to be woken after the commit
 */
export async function freeAddressed(tx: Transaction, city: string): Promise<string[]> {
  const now = await nowOf(tx, city)
  // Assignments before notices, as a record takes them.
  const again = await planRefusedAgain(tx, city, now)
  const freed: { id: string; cycleId: string; at: string }[] = []
  const reachable = await takeReachable(tx, city, now)
  for (const notice of reachable)
    freed.push({ id: notice.id, cycleId: notice.cycleId, at: notice.at > now ? notice.at.toISOString() : await nextOf(notice) })
  const late = reachable.filter(({ at }) => at <= now).map(({ id }) => id)
  const moving = late.length > 0 ? await writtenMails(tx, city, late) : []
  if (freed.length > 0)
    await tx.$executeRaw`
      UPDATE notice SET state = 'planned', held_for = NULL, at = f.at
      FROM jsonb_to_recordset(${JSON.stringify(freed)}::jsonb) AS f(id text, at timestamptz) WHERE notice.id = f.id`
  await clearAddressFaults(tx, city, now)
  const earliest = [...freed.map(({ at }) => at), ...[earliestOf(again)].flatMap((at) => at ?? [])].sort()[0]
  const owing = earliest ? await changeGates(tx, [{ id: courierId(city), bump: { earliest } }]) : []
  const next = freed
    .filter(({ id }) => late.includes(id))
    .map(({ at }) => at)
    .sort()[0]
  for (const mail of moving) await takeLinesAlong(tx, mail, new Date(next ?? now))
  for (const cycleId of [...new Set([...freed, ...again].map((one) => one.cycleId))].sort()) {
    const notices = [...freed, ...again].filter((one) => one.cycleId === cycleId).map(({ id }) => id)
    const row = randomUUID()
    const body = canonical({ kind: 'notices-freed', row, process: cycleId, at: now.toISOString(), notices })
    await appendTrail(tx, cycleId, [{ key: row, kind: 'notices-freed', processId: cycleId, body }])
  }
  return owing

  async function nextOf({ cycleId, snapshotNo }: { cycleId: string; snapshotNo: number }): Promise<string> {
    const { calendar } = (await snapshotBody(tx, `${cycleId}@${snapshotNo}`)) as Definition
    return nextDispatch(cityCalendar(calendar), calendar.dispatch, now.toISOString(), { strictly: true })
  }
}
