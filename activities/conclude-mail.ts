import { lastingKinds } from '../domain/correspondence/lasting-kinds.js'
import { oneLine } from '../domain/correspondence/lines.js'
import { courierId } from '../domain/process/ids.js'
import { canonical } from '../domain/trail/canonical.js'
import { changeGates } from '../prisma/gates.js'
import { Prisma } from '../prisma/generated/client.js'
import { standsSince } from '../prisma/put-back.js'
import { appendTrail } from '../prisma/trail.js'
import { alarm } from './act-record.js'
import type { Delivery } from './deliver-mail.js'
import type { Dependencies, Transaction } from './dependencies.js'
import { pokeAll } from './poke.js'

type Outcome = 'sent' | 'refused' | 'ambiguous'

/** What the server said of a mail, or that it said nothing. */
export interface Word {
  outcome: Outcome
  reply: string
  /** refused: it does not know the recipient's address */
  address: boolean
}

/** A mail under its lock, and its city's present. */
interface Held {
  id: string
  city: string
  mailbox: string
  messageId: string
  slot: Date
  state: string
  attempt: string | null
  now: Date
}

interface CarriedNotice {
  id: string
  cycleId: string
  post: string
  postTitle: string
}

/** What this attempt (`attempt`: its token) made of a mail. A mail that was not needed stays as it is. */
export async function settleDelivery(deps: Dependencies, id: string, attempt: string, delivery: Delivery): Promise<void> {
  switch (delivery.kind) {
    case 'sent':
      return conclude(deps, id, { outcome: 'sent', reply: delivery.reply, address: false }, attempt)
    case 'refused':
      return conclude(deps, id, { outcome: 'refused', reply: delivery.reply, address: delivery.address }, attempt)
    case 'lost':
      return conclude(deps, id, { outcome: 'ambiguous', reply: delivery.reply, address: false }, attempt)
    case 'deferred':
      return defer(deps, id, attempt, delivery.reply)
    case 'not-needed':
      return
  }
}

/**
 * Keeps a mail for later, also where the server said so before it was given anything: what has a reply is left to its own retries. One
 * that was given up meanwhile was not taken after all: what still stands in it is planned anew.
 */
async function defer({ db, temporal }: Dependencies, id: string, attempt: string, reply: string): Promise<void> {
  const owing = await db.$transaction(async (tx) => {
    const back = await tx.$executeRaw`
      UPDATE mail SET state = 'claimed', attempt = NULL, reply = ${reply}
      WHERE id = ${id} AND (state = 'claimed' OR (state = 'sending' AND attempt = ${attempt}))`
    if (back === 0) return takeBack(tx, id, attempt, reply)
    await carried(tx, id)
    await tx.$executeRaw`UPDATE notice SET state = 'claimed' WHERE mail_id = ${id} AND state = 'sending'`
    return []
  })
  await pokeAll(temporal, owing)
}

/** A mail listed as ambiguous of which the server says late, to whoever had sent it, that it did not take it. @returns reactors to be woken */
async function takeBack(tx: Transaction, id: string, attempt: string, reply: string): Promise<string[]> {
  const mail = await held(tx, id)
  if (mail?.state !== 'ambiguous' || mail.attempt !== attempt) return []
  const { city, messageId, slot, now } = mail
  const notices = await carried(tx, id)
  await tx.$executeRaw`UPDATE mail SET state = 'dropped', reply = ${reply} WHERE id = ${id}`
  await tx.$executeRaw`
    UPDATE notice SET state = CASE WHEN t.stands THEN 'planned' ELSE 'cancelled' END, mail_id = CASE WHEN t.stands THEN NULL ELSE notice.mail_id END,
      ended = CASE WHEN NOT t.stands THEN '用件が済んだため' END
    FROM (SELECT n.id, ${standsSince(Prisma.sql`${slot}::timestamptz`, lastingKinds)} AS stands FROM notice n JOIN process p ON p.id = n.process_id WHERE n.mail_id = ${id}) t
    WHERE notice.id = t.id AND notice.state = 'ambiguous'`
  await tx.fault.updateMany({ where: { id: `${id}/ambiguous`, clearedAt: null }, data: { clearedAt: now } })
  const owing = await changeGates(tx, [{ id: courierId(city), bump: 'always' }])
  const times = { slot: slot.toISOString(), at: now.toISOString() }
  await tell(tx, id, notices, { outcome: 'deferred', messageId, ...times, reply: withoutAddresses(reply), late: true })
  return owing
}

/** Lists a mail that an attempt left in its hand as ambiguous: whoever had it is gone, and nobody knows. */
export const giveUp = (deps: Dependencies, id: string): Promise<void> =>
  conclude(deps, id, { outcome: 'ambiguous', reply: "an earlier attempt ended without the server's word", address: false }, null)

/** Writes down what became of a mail, with a row in the trail of every cycle it spoke of. A late word of the server still settles an ambiguous one. */
async function conclude({ db, log }: Dependencies, id: string, word: Word, attempt: string | null): Promise<void> {
  const { outcome, reply } = word
  await db.$transaction(async (tx) => {
    const mail = await held(tx, id)
    if (!mail || !mayConclude(mail, outcome, attempt)) return
    const { now } = mail
    const notices = await carried(tx, id)
    await tx.$executeRaw`
      WITH concluded AS (UPDATE mail SET state = ${outcome}, reply = ${reply}, settled_at = ${now} WHERE id = ${id})
      UPDATE notice SET state = ${outcome} WHERE mail_id = ${id} AND state IN ('claimed', 'sending', 'ambiguous')`
    if (outcome !== 'sent') await raise(tx, mail, word, notices)
    // The late word answers the question that the alarm put.
    if (mail.state === 'ambiguous')
      await tx.fault.updateMany({ where: { id: `${id}/ambiguous`, clearedAt: null }, data: { clearedAt: now } })
    await tell(tx, id, notices, {
      outcome,
      messageId: mail.messageId,
      slot: mail.slot.toISOString(),
      at: now.toISOString(),
      reply: withoutAddresses(reply),
      late: mail.state === 'ambiguous',
    })
  })
  if (outcome !== 'sent') log.warn({ mail: id, outcome }, 'a mail was not plainly delivered')
}

/** The mail under its lock, and its city's present. */
async function held(tx: Transaction, id: string): Promise<Held | undefined> {
  const rows = await tx.$queryRaw<Held[]>`
    SELECT m.id, m.city, m.mailbox, m.message_id AS "messageId", m.slot, m.state, m.attempt,
      CASE WHEN c.played THEN c.now ELSE clock_timestamp() END AS now
    FROM mail m JOIN clock c USING (city) WHERE m.id = ${id} FOR UPDATE OF m`
  return rows[0]
}

/** What a mail says, locked in the order in which records lock it. */
const carried = (tx: Transaction, id: string): Promise<CarriedNotice[]> =>
  tx.$queryRaw<CarriedNotice[]>`
    SELECT n.id, n.cycle_id AS "cycleId", n.post, t.title AS "postTitle" FROM notice n JOIN post t ON t.id = n.post
    WHERE n.mail_id = ${id} ORDER BY n.id FOR UPDATE OF n`

const mayConclude = (mail: { state: string; attempt: string | null }, outcome: Outcome, attempt: string | null): boolean => {
  if (attempt === null) return mail.state === 'sending'
  if (mail.attempt === attempt) return mail.state === 'sending' || (mail.state === 'ambiguous' && outcome !== 'ambiguous')
  // Refused before it was taken in hand: at the recipient's address.
  return mail.state === 'claimed' && outcome === 'refused'
}

/** Servers like to repeat the recipient: no address stands in an alarm or in the trail. The whole reply stays with the mail. */
const withoutAddresses = (reply: string): string => reply.replace(/<?[^\s<>]+@[^\s<>]+>?/g, '…')

/** Tells the office of a mail that was not plainly delivered. An address that is refused is marked, and alarmed of, once while that stands. */
async function raise(tx: Transaction, mail: Held, { outcome, reply, address }: Word, notices: CarriedNotice[]): Promise<void> {
  const { id, city, now } = mail
  if (address && !(await mark(tx, mail, reply))) return
  const posts = [...new Map(notices.map(({ post, postTitle }) => [post, `「${oneLine(postTitle)}」（${post}）`])).values()].join('、')
  const plain = { id: `${id}/${outcome}`, city, cycleId: null, processId: null, at: now }
  if (address)
    await alarm(tx, {
      ...plain,
      kind: 'address-refused',
      detail: `${posts}の宛先を、メールサーバーが断りました（${withoutAddresses(reply)}）。名簿でアドレスを直すか、送れるようになったら「送信予定」の画面で再び送るようにしてください。それまで、その宛先へのメールは保留します。断られたメールの用件も、まだ済んでいなければ、その後の送信時刻に改めて送ります。`,
    })
  else
    await alarm(tx, {
      ...plain,
      kind: outcome === 'refused' ? 'mail-refused' : 'mail-ambiguous',
      detail: `${mail.messageId}: ${withoutAddresses(reply)}`,
    })
}

/** Keeps that a server refused this address for good. @returns false: it was known */
async function mark(tx: Transaction, { id, city, mailbox, now }: Held, reply: string): Promise<boolean> {
  const marked = await tx.$executeRaw`
    INSERT INTO refused_address (city, mailbox, reply, mail_id, since)
    SELECT ${city}, lower(${mailbox}), ${reply}, ${id}, ${now}
    WHERE NOT EXISTS (SELECT 1 FROM refused_address WHERE city = ${city} AND mailbox = lower(${mailbox}) AND cleared_at IS NULL)
    ON CONFLICT (city, mailbox, since) DO UPDATE SET cleared_at = NULL, cleared_by = NULL, reason = NULL, reply = excluded.reply, mail_id = excluded.mail_id`
  return marked === 1
}

async function tell(
  tx: Transaction,
  id: string,
  notices: { id: string; cycleId: string }[],
  facts: { outcome: Outcome | 'deferred'; late: boolean; [key: string]: unknown },
): Promise<void> {
  for (const cycleId of [...new Set(notices.map((n) => n.cycleId))].sort()) {
    const own = notices.filter((n) => n.cycleId === cycleId).map((n) => n.id)
    const body = canonical({ kind: 'mail', mail: id, ...facts, notices: own })
    await appendTrail(tx, cycleId, [{ key: facts.late ? `${id}/late` : id, kind: 'mail', processId: null, body }])
  }
}
