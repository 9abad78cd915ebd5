import { chaseKinds } from '../../../domain/chase/chase-words.js'
import { courierId } from '../../../domain/process/ids.js'
import { canonical } from '../../../domain/trail/canonical.js'
import { nowOf } from '../../../prisma/clock.js'
import { takeLinesAlong } from '../../../prisma/covering-lines.js'
import { changeGates } from '../../../prisma/gates.js'
import { Prisma } from '../../../prisma/generated/client.js'
import { lockNotices } from '../../../prisma/lock-notices.js'
import { appendTrail, type Transaction } from '../../../prisma/trail.js'
import type { Connections } from '../connections.js'
import { Refused } from '../errors.js'
import type { Request } from '../request.js'
import { hint } from '../wake.js'
import { mustHaveFirstMails } from './first-mails.js'
import { mustBeOffice, nextDispatchOf } from './hold-notice.js'
import { writtenMails } from './lines-along.js'
import { keepSettled } from './settled-command.js'

/** The office has looked at the first mails of a year and lets them leave, and all later ones with them. */
export interface MailRelease {
  /** idempotency key */
  id: string
  cycleId: string
  post: string
  person: string | null
  via: Request['via']
}

/**
 * Lets the mails of a year leave (初回メールの送信開始): what waits for it goes at its own time, or at the next dispatch when
 * that has passed. From then on nothing of that year waits for a release. Once; a second time nothing happens.
 * @returns how many notices had waited
 * @throws Refused: no such year, sealed, not the office's post, or nothing but the office's own mails waits yet
 */
export async function releaseMails(connections: Connections, release: MailRelease): Promise<number> {
  const { released, owing } = await connections.db.$transaction((tx) => releaseIn(tx, release))
  await hint(connections, owing)
  return released
}

async function releaseIn(tx: Transaction, release: MailRelease): Promise<{ released: number; owing: string[] }> {
  const { id, cycleId, post, person, via } = release
  // A record holds the year FOR SHARE, a step its gate, the courier its own: whoever plans a notice meanwhile comes wholly before or after this.
  const [cycle] = await tx.$queryRaw<{ city: string; state: string; snapshotNo: number; done: boolean }[]>`
    SELECT city, state, snapshot_no AS "snapshotNo", mail_released_at IS NOT NULL AS done FROM process
    WHERE id = ${cycleId} AND kind = 'cycle' FOR UPDATE`
  if (!cycle) throw new Refused('unknown-process', [cycleId])
  await mustBeOffice(tx, post, cycle.city)
  if (cycle.done) return { released: 0, owing: [] }
  if (cycle.state !== 'running') throw new Refused('sealed')
  await mustHaveFirstMails(tx, cycleId)
  const waits = Prisma.sql`cycle_id = ${cycleId} AND state = 'held' AND held_for = 'release'`
  const locked = await lockNotices(tx, waits, [courierId(cycle.city), cycleId])
  const waiting = locked.map(({ id }) => id)
  const now = await nowOf(tx, cycle.city)
  const next = await nextDispatchOf(tx, { cycleId, snapshotNo: cycle.snapshotNo }, now)
  await tx.$executeRaw`UPDATE process SET mail_released_at = ${now} WHERE id = ${cycleId}`
  // Nobody is chased for a request that comes only with the next dispatch.
  await tx.$executeRaw`
    UPDATE notice SET state = 'cancelled', held_for = NULL, ended = '送り始めるより前の予定のため'
    WHERE id = ANY(${waiting}) AND at <= ${next}::timestamptz AND kind = ANY(${[...chaseKinds]})`
  const late = locked.filter(({ at }) => at <= now).map(({ id }) => id)
  for (const mail of await writtenMails(tx, cycle.city, late)) await takeLinesAlong(tx, mail, new Date(next))
  const freed = await tx.$queryRaw<{ at: Date }[]>`
    UPDATE notice SET state = 'planned', held_for = NULL, at = CASE WHEN at <= ${now} THEN ${next}::timestamptz ELSE at END
    WHERE id = ANY(${waiting}) AND state = 'held' RETURNING at`
  const earliest = freed.map(({ at }) => at.toISOString()).sort()[0]
  const owing = earliest ? await changeGates(tx, [{ id: courierId(cycle.city), bump: { earliest } }]) : []
  const payload = { notices: String(freed.length) }
  const { receiptNo } = await keepSettled(tx, { id, processId: cycleId, cycleId, act: 'release-mails', post, person, via, payload, now })
  const at = now.toISOString()
  const body = {
    kind: 'mails-released',
    process: cycleId,
    at,
    command: id,
    receipt: receiptNo,
    act: 'release-mails',
    post,
    via,
    ...payload,
  }
  await appendTrail(tx, cycleId, [{ key: id, kind: 'mails-released', processId: cycleId, body: canonical(body) }])
  return { released: freed.length, owing }
}
