import { courierId } from '../../../domain/process/ids.js'
import { nowOf } from '../../../prisma/clock.js'
import { takeLinesAlong } from '../../../prisma/covering-lines.js'
import { changeGates } from '../../../prisma/gates.js'
import { Prisma } from '../../../prisma/generated/client.js'
import { lockNotices } from '../../../prisma/lock-notices.js'
import { putBackMails } from '../../../prisma/put-back.js'
import type { Transaction } from '../../../prisma/trail.js'
import type { Connections } from '../connections.js'
import { Refused } from '../errors.js'
import { hint } from '../wake.js'
import { mustBeOffice, nextDispatchOf } from './hold-notice.js'
import { writtenMails } from './lines-along.js'
import { type MailWord, mustHaveReason, runningYears, saidBefore, tellYears } from './tell-of-mails.js'

/** Whether a city's mails leave at all: the office's word, with its reason. */
export interface DispatchChange extends MailWord {
  city: string
  as: 'stop' | 'resume'
}

/**
 * Stops every mail of a city, or lets them leave again; once each. Resumed, what is due leaves with the next dispatch, written on how things
 * stand then, and not in the middle of the night in which somebody presses the button. Notices go on being planned and cancelled while they are stopped.
 * @throws Refused: not the office's post, no reason, no year that is going on, or stopped (resumed) already
 */
export async function changeDispatch(connections: Connections, change: DispatchChange): Promise<void> {
  mustHaveReason(change)
  await hint(connections, await connections.db.$transaction((tx) => changeIn(tx, change)))
}

async function changeIn(tx: Transaction, change: DispatchChange): Promise<string[]> {
  const { city, as, post } = change
  if (await saidBefore(tx, change)) return []
  await mustBeOffice(tx, post, city)
  const years = await runningYears(tx, city)
  if (years.length === 0) throw new Refused('sealed')
  // A mail that was frozen before says what stood then: it is written anew. Before the gate, as whoever sends takes them.
  if (as === 'resume') await putBackMails(tx, { city })
  // The courier claims under this gate: what it has in hand goes, and nothing is claimed any more from here on.
  const now = await nowOf(tx, city)
  const due = Prisma.sql`${as === 'resume'} AND city = ${city} AND state = 'planned' AND at <= ${now}`
  const waiting = (await lockNotices(tx, due, [courierId(city)])).map(({ id }) => id)
  const owing = as === 'stop' ? await stop(tx, change, now) : await resume(tx, city, years, waiting, now)
  const kind = as === 'stop' ? 'dispatch-stopped' : 'dispatch-resumed'
  const act = as === 'stop' ? 'stop-mails' : 'resume-mails'
  const told = years.map(({ cycleId }) => ({ cycleId, notices: [] }))
  await tellYears(tx, city, change, { kind, act, facts: {} }, told)
  return owing
}

async function stop(tx: Transaction, { city, post, person, reason }: DispatchChange, now: Date): Promise<string[]> {
  const held = await tx.$executeRaw`
    INSERT INTO dispatch_hold (city, held_at, by_post, by_person, reason) VALUES (${city}, ${now}, ${post}, ${person ?? post}, ${reason})
    ON CONFLICT (city) DO NOTHING`
  if (held === 0) throw new Refused('mails-stopped')
  return []
}

async function resume(
  tx: Transaction,
  city: string,
  years: { cycleId: string; snapshotNo: number }[],
  waiting: string[],
  now: Date,
): Promise<string[]> {
  const { count } = await tx.dispatchHold.deleteMany({ where: { city } })
  if (count === 0) throw new Refused('mails-not-stopped')
  const moving = await writtenMails(tx, city, waiting)
  const slots: string[] = []
  for (const year of years) {
    const at = await nextDispatchOf(tx, year, now)
    slots.push(at)
    await tx.$executeRaw`
      UPDATE notice SET at = ${at}::timestamptz WHERE cycle_id = ${year.cycleId} AND id = ANY(${waiting})`
  }
  for (const mail of moving) await takeLinesAlong(tx, mail, new Date(slots.sort()[0] ?? now))
  return changeGates(tx, [{ id: courierId(city), bump: 'always' }])
}
