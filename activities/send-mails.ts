import { randomUUID } from 'node:crypto'
import { Context, heartbeat } from '@temporalio/activity'
import { canonical } from '../domain/trail/canonical.js'
import { appendTrail } from '../prisma/trail.js'
import type { CourierActivities } from '../workflows/courier/contract.js'
import { alarm } from './act-record.js'
import { type Delivery, NotNeeded } from './deliver-mail.js'
import type { Dependencies, Transaction } from './dependencies.js'
import { mailLines, usualRules } from './mail-lines.js'

type Outcome = 'sent' | 'refused' | 'ambiguous'

/**
 * Sends frozen mails, each at most once. SMTP cannot say whether a message was taken when the line breaks after its last
 * line (RFC 1047), so an attempt marks the mail with its own token before it sends; whoever finds another's token cannot
 * know what became of it and lists the mail as ambiguous for a person to settle. It is never sent again by itself.
 */
export function createSendMails(deps: Dependencies): Pick<CourierActivities, 'sendMails' | 'resendMail'> {
  const lines = mailLines({ ...usualRules, ...deps.mail, smtpUrl: deps.smtpUrl })
  const activities: Pick<CourierActivities, 'sendMails' | 'resendMail'> = {
    async resendMail(id) {
      const { deferred } = await activities.sendMails([id])
      if (deferred.length > 0) throw new Error(`The mail server asked to come again later: ${id}`)
    },
    async sendMails(ids) {
      const deferred: string[] = []
      // A slow server is no dead worker: without a sign of life a second attempt would find mails in the first one's hand.
      const alive = setInterval(() => heartbeat(), 1_000)
      try {
        // Whoever had these in hand is gone: a person is told at once, before the others are sent.
        const left = await deps.db.mail.findMany({ where: { id: { in: ids }, state: 'sending' }, select: { id: true } })
        for (const { id } of left) await conclude(deps, id, 'ambiguous', "an earlier attempt ended without the server's word", null)
        await lines.each(ids, Context.current().cancellationSignal, async (id, send) => {
          const mail = await deps.db.mail.findUniqueOrThrow({ where: { id } })
          if (mail.state !== 'claimed') return
          const attempt = randomUUID()
          const office = await officeOf(deps, mail.city)
          const { mailbox: to, messageId, slot: date, subject, text, html, calendar } = mail
          const frozen = { from: deps.mail?.from ?? office, replyTo: office, to, messageId, date, subject, text, html, calendar }
          const delivery = await send(frozen, () => take(deps, id, attempt))
          if (delivery.kind === 'deferred') deferred.push(id)
          await settle(deps, id, attempt, delivery)
        })
      } finally {
        clearInterval(alive)
      }
      return { deferred }
    },
  }
  return activities
}

const officeOf = async (deps: Dependencies, city: string): Promise<string> =>
  (await deps.db.post.findFirstOrThrow({ where: { city, role: 'office' }, orderBy: { id: 'asc' } })).mailbox

/** Takes the mail in hand for this attempt, if anything in it still has a reason. */
async function take({ db }: Dependencies, id: string, attempt: string): Promise<void> {
  const rows = await db.$queryRaw<{ taken: boolean }[]>`
    WITH held AS MATERIALIZED (SELECT id FROM mail WHERE id = ${id} AND state = 'claimed' FOR UPDATE),
    needed AS MATERIALIZED (SELECT n.id FROM notice n JOIN held h ON n.mail_id = h.id WHERE n.state = 'claimed' FOR UPDATE OF n),
    taken AS (
      UPDATE mail SET
        state = CASE WHEN EXISTS (SELECT 1 FROM needed) THEN 'sending' ELSE 'dropped' END,
        attempt = CASE WHEN EXISTS (SELECT 1 FROM needed) THEN ${attempt} END
      WHERE id IN (SELECT id FROM held) RETURNING state),
    carried AS (UPDATE notice SET state = 'sending' WHERE id IN (SELECT id FROM needed) AND EXISTS (SELECT 1 FROM taken WHERE state = 'sending'))
    SELECT state = 'sending' AS taken FROM taken`
  if (!rows[0]?.taken) throw new NotNeeded()
}

async function settle(deps: Dependencies, id: string, attempt: string, delivery: Delivery): Promise<void> {
  switch (delivery.kind) {
    case 'sent':
    case 'refused':
      return conclude(deps, id, delivery.kind, delivery.reply, attempt)
    case 'lost':
      return conclude(deps, id, 'ambiguous', delivery.reply, attempt)
    case 'deferred':
      await deps.db.$transaction(async (tx) => {
        const back =
          await tx.$executeRaw`UPDATE mail SET state = 'claimed', attempt = NULL, reply = ${delivery.reply} WHERE id = ${id} AND state = 'sending' AND attempt = ${attempt}`
        if (back === 1) await tx.$executeRaw`UPDATE notice SET state = 'claimed' WHERE mail_id = ${id} AND state = 'sending'`
      })
      return
    case 'not-needed':
      return
  }
}

/** A mail under its lock, and its city's present. */
interface Held {
  city: string
  messageId: string
  slot: Date
  state: string
  attempt: string | null
  now: Date
}

/** Writes down what became of a mail, with a row in the trail of every cycle it spoke of. A late word of the server still settles an ambiguous one. */
async function conclude({ db, log }: Dependencies, id: string, outcome: Outcome, reply: string, attempt: string | null): Promise<void> {
  await db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<Held[]>`
      SELECT m.city, m.message_id AS "messageId", m.slot, m.state, m.attempt, CASE WHEN c.played THEN c.now ELSE clock_timestamp() END AS now
      FROM mail m JOIN clock c USING (city) WHERE m.id = ${id} FOR UPDATE OF m`
    const mail = rows[0]
    if (!mail || !mayConclude(mail, outcome, attempt)) return
    const { now } = mail
    const notices = await tx.$queryRaw<{ id: string; cycleId: string }[]>`
      WITH concluded AS (UPDATE mail SET state = ${outcome}, reply = ${reply}, settled_at = ${now} WHERE id = ${id}),
      told AS (UPDATE notice SET state = ${outcome} WHERE mail_id = ${id} AND state IN ('claimed', 'sending', 'ambiguous'))
      SELECT id, cycle_id AS "cycleId" FROM notice WHERE mail_id = ${id} ORDER BY id`
    if (outcome !== 'sent') {
      const kind = outcome === 'refused' ? 'mail-refused' : 'mail-ambiguous'
      await alarm(tx, {
        id: `${id}/${outcome}`,
        city: mail.city,
        cycleId: null,
        processId: null,
        kind,
        detail: `${mail.messageId}: ${reply}`,
        at: now,
      })
    }
    // The late word answers the question that the alarm put.
    if (mail.state === 'ambiguous')
      await tx.fault.updateMany({ where: { id: `${id}/ambiguous`, clearedAt: null }, data: { clearedAt: now } })
    await tell(tx, id, notices, {
      outcome,
      messageId: mail.messageId,
      slot: mail.slot.toISOString(),
      at: now.toISOString(),
      reply,
      late: mail.state === 'ambiguous',
    })
  })
  if (outcome !== 'sent') log.warn({ mail: id, outcome }, 'a mail was not plainly delivered')
}

const mayConclude = (mail: { state: string; attempt: string | null }, outcome: Outcome, attempt: string | null): boolean => {
  if (attempt === null) return mail.state === 'sending'
  if (mail.attempt === attempt) return mail.state === 'sending' || (mail.state === 'ambiguous' && outcome !== 'ambiguous')
  // Refused before it was taken in hand: at the recipient's address.
  return mail.state === 'claimed' && outcome === 'refused'
}

async function tell(
  tx: Transaction,
  id: string,
  notices: { id: string; cycleId: string }[],
  facts: { outcome: Outcome; late: boolean; [key: string]: unknown },
): Promise<void> {
  for (const cycleId of [...new Set(notices.map((n) => n.cycleId))].sort()) {
    const own = notices.filter((n) => n.cycleId === cycleId).map((n) => n.id)
    const body = canonical({ kind: 'mail', mail: id, ...facts, notices: own })
    await appendTrail(tx, cycleId, [{ key: facts.late ? `${id}/late` : id, kind: 'mail', processId: null, body }])
  }
}
