import { randomUUID } from 'node:crypto'
import type { DueNotice, Obstacle } from '../domain/correspondence/due-notice.js'
import type { Unaddressed } from '../domain/correspondence/gather.js'
import { oneLine } from '../domain/correspondence/lines.js'
import { canonical, sha256 } from '../domain/trail/canonical.js'
import { appendTrail } from '../prisma/trail.js'
import type { Transaction } from './dependencies.js'

/** Notices that were due and cannot leave. */
export interface HeldBack {
  city: string
  now: Date
  unaddressed: Unaddressed[]
  /** by the letter's fault, a sentence */
  unwritten: { fault: string; notices: DueNotice[] }[]
}

/**
 * Tells the office of what cannot leave, one alarm a cause however many mails wait for it, and the trail of the notices that
 * were held. An alarm that was cleared and comes true again stands open again.
 */
export async function holdBack(tx: Transaction, { city, now, unaddressed, unwritten }: HeldBack): Promise<void> {
  if (unaddressed.length === 0 && unwritten.length === 0) return
  const faults = new Map<string, { id: string; kind: string; detail: string }>()
  for (const { post, postTitle, obstacle } of unaddressed) {
    const detail = obstacleWords[obstacle]
    const id = `${post}/unaddressed`
    if (detail) faults.set(id, { id, kind: 'notice-unaddressed', detail: `「${oneLine(postTitle)}」（${post}）${detail}` })
  }
  for (const { fault } of unwritten) {
    const id = `${city}/letter/${sha256(fault).slice(0, 16)}`
    faults.set(id, { id, kind: 'letter-failed', detail: fault })
  }
  await tx.$executeRaw`
    INSERT INTO fault (id, city, kind, detail, raised_at)
    SELECT f.id, ${city}, f.kind, f.detail, ${now} FROM jsonb_to_recordset(${JSON.stringify([...faults.values()])}::jsonb) AS f(id text, kind text, detail text)
    ON CONFLICT (id) DO UPDATE SET cleared_at = NULL, raised_at = excluded.raised_at, detail = excluded.detail WHERE fault.cleared_at IS NOT NULL`
  await reopenRefusals(tx, city, unaddressed)
  await tellHeld(tx, now, [
    ...unaddressed.map(({ notices }) => ({ heldFor: 'address', notices })),
    ...unwritten.map(({ notices }) => ({ heldFor: 'letter', notices })),
  ])
}

/** What the alarm says after the post's name. A refused address has its alarm from the mail that showed it. */
const obstacleWords: Record<Obstacle, string | null> = {
  nobody:
    'に宛てたメールを届ける先がありません。名簿で、この職のメールボックスを入れるか、メールを受け取る人を就けてください。それまで、この職へのメールは保留します。',
  malformed: 'のメールボックスは、メールアドレスではありません。名簿で直してください。それまで、この職へのメールは保留します。',
  refused: null,
}

/** The alarm of a refused address that nobody had used any more stands open again when somebody does. */
async function reopenRefusals(tx: Transaction, city: string, unaddressed: Unaddressed[]): Promise<void> {
  const refused = unaddressed.filter(({ obstacle }) => obstacle === 'refused').flatMap(({ notices }) => notices.slice(0, 1))
  if (refused.length === 0) return
  const mailboxes = refused.map(({ mailbox }) => (mailbox ?? '').toLowerCase())
  await tx.$executeRaw`
    UPDATE fault SET cleared_at = NULL FROM refused_address r
    WHERE fault.id = r.mail_id || '/refused' AND r.city = ${city} AND r.mailbox = ANY(${mailboxes}) AND r.cleared_at IS NULL`
}

/** A row in the trail of every cycle whose notices were held. No address stands in it. */
async function tellHeld(tx: Transaction, now: Date, held: { heldFor: string; notices: DueNotice[] }[]): Promise<void> {
  const rows = held.flatMap(({ heldFor, notices }) => notices.map(({ id, cycleId }) => ({ id, cycleId, heldFor })))
  for (const cycleId of [...new Set(rows.map((row) => row.cycleId))].sort()) {
    const own = rows.filter((row) => row.cycleId === cycleId)
    const entries = [...new Set(own.map(({ heldFor }) => heldFor))].sort().map((heldFor) => {
      const row = randomUUID()
      const notices = own.filter((one) => one.heldFor === heldFor).map(({ id }) => id)
      const body = canonical({ kind: 'notices-held', row, process: cycleId, at: now.toISOString(), heldFor, notices })
      return { key: row, kind: 'notices-held', processId: cycleId, body }
    })
    await appendTrail(tx, cycleId, entries)
  }
}
