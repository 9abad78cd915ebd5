import { randomUUID } from 'node:crypto'
import { Context, heartbeat } from '@temporalio/activity'
import type { CourierActivities } from '../workflows/courier/contract.js'
import { giveUp, settleDelivery } from './conclude-mail.js'
import { NotNeeded } from './deliver-mail.js'
import type { Dependencies } from './dependencies.js'
import { mailLines, usualRules } from './mail-lines.js'
import { putBack, type Taking, takeMail } from './take-mail.js'

/**
 * Sends frozen mails, each at most once. SMTP cannot say whether a message was taken when the line breaks after its last
 * line (RFC 1047), so an attempt marks the mail with its own token before it sends; whoever finds another's token cannot
 * know what became of it and lists the mail as ambiguous for a person to settle. It is never sent again by itself.
 */
export function createSendMails(deps: Dependencies): Pick<CourierActivities, 'sendMails' | 'resendMails'> {
  const lines = mailLines({ ...usualRules, ...deps.mail, smtpUrl: deps.smtpUrl })

  /** @returns those that have not ended, as they stand in the records once all were tried */
  const sendAll = async (ids: string[]): Promise<Waiting[]> => {
    // A slow server is no dead worker: without a sign of life a second attempt would find mails in the first one's hand.
    const alive = setInterval(() => heartbeat(), 1_000)
    try {
      // Whoever had these in hand is gone: a person is told at once, before the others are sent.
      const left = await deps.db.mail.findMany({ where: { id: { in: ids }, state: 'sending' }, select: { id: true } })
      for (const { id } of left) await giveUp(deps, id)
      await lines.each(ids, Context.current().cancellationSignal, async (id, send) => {
        const mail = await frozenMail(deps, id)
        if (!mail || mail.stopped) return
        if (mail.outdated) return putBack(deps, id, 'next-dispatch')
        if (mail.refused) return putBack(deps, id, 'at-once')
        const attempt = randomUUID()
        let taking: Taking = 'elsewhere'
        const { office, mailbox: to, messageId, slot: date, subject, text, html, calendar } = mail
        const frozen = { from: deps.mail?.from ?? office, replyTo: office, to, messageId, date, subject, text, html, calendar }
        const delivery = await send(frozen, async () => {
          taking = await takeMail(deps, id, attempt)
          if (taking !== 'taken') throw new NotNeeded()
        })
        if (delivery.kind === 'not-needed') await notTaken(id, taking)
        else await settleDelivery(deps, id, attempt, delivery)
      })
      return await waiting(deps, ids)
    } finally {
      clearInterval(alive)
    }
  }

  const notTaken = async (id: string, taking: Taking): Promise<void> => {
    if (taking === 'astray') await putBack(deps, id, 'at-once')
    if (taking === 'outdated') await putBack(deps, id, 'next-dispatch')
  }

  return {
    async sendMails(ids) {
      const left = await sendAll(ids)
      // What was merely stopped is planned anew once mail leaves again.
      return { deferred: left.filter(({ stopped, answered }) => !stopped || answered).map(({ id }) => id) }
    },
    async resendMails(ids) {
      const left = await sendAll(ids)
      if (left.length === 0) return
      const why = left[0]?.stopped ? 'All mail of the city has been stopped by its office' : 'The mail server asked to come again later'
      throw new Error(`${why}: ${left.length} of ${ids.length} mails wait.`)
    },
  }
}

/** A mail that has not ended. */
interface Waiting {
  id: string
  /** the office has stopped all mail, and it is in nobody's hand */
  stopped: boolean
  /** a server has said something of it */
  answered: boolean
}

/** Those of these mails that have not ended, whoever tried them. */
const waiting = ({ db }: Dependencies, ids: string[]): Promise<Waiting[]> =>
  db.$queryRaw<Waiting[]>`
    SELECT m.id, m.state = 'claimed' AND EXISTS (SELECT 1 FROM dispatch_hold h WHERE h.city = m.city) AS stopped, m.reply IS NOT NULL AS answered
    FROM mail m WHERE m.id = ANY(${ids}) AND m.state IN ('claimed', 'sending') ORDER BY m.id`

/** A mail that waits to be sent, where answers to it go, and whether it may be sent at all. Null: it has ended. One statement. */
async function frozenMail({ db }: Dependencies, id: string) {
  const rows = await db.$queryRaw<
    {
      mailbox: string
      messageId: string
      slot: Date
      subject: string
      text: string
      html: string
      calendar: string | null
      office: string
      /** the office has stopped all mail */
      stopped: boolean
      /** it was written on an earlier day */
      outdated: boolean
      /** a server has refused its address meanwhile */
      refused: boolean
    }[]
  >`
    SELECT m.mailbox, m.message_id AS "messageId", m.slot, m.subject, m.text, m.html, m.calendar,
      (SELECT mailbox_of(t.id, (CASE WHEN k.played THEN k.now ELSE clock_timestamp() END AT TIME ZONE 'Asia/Tokyo')::date)
        FROM post t JOIN clock k USING (city) WHERE t.city = m.city AND t.role = 'office' ORDER BY t.id LIMIT 1) AS office,
      EXISTS (SELECT 1 FROM dispatch_hold h WHERE h.city = m.city) AS stopped,
      (m.slot AT TIME ZONE 'Asia/Tokyo')::date
        < (CASE WHEN k.played THEN k.now ELSE clock_timestamp() END AT TIME ZONE 'Asia/Tokyo')::date AS outdated,
      EXISTS (SELECT 1 FROM refused_address r WHERE r.city = m.city AND r.mailbox = lower(m.mailbox) AND r.cleared_at IS NULL) AS refused
    FROM mail m JOIN clock k USING (city) WHERE m.id = ${id} AND m.state = 'claimed'`
  return rows[0] ?? null
}
