import { calendarFile } from '../domain/correspondence/calendar-file.js'
import { composeMail } from '../domain/correspondence/compose-mail.js'
import type { DueNotice } from '../domain/correspondence/due-notice.js'
import { type GatheredMail, gather } from '../domain/correspondence/gather.js'
import { LetterError } from '../domain/correspondence/letter-error.js'
import { type Letters, type LettersWritten, lettersOf } from '../domain/correspondence/letters.js'
import type { ComposedMail } from '../domain/correspondence/mail-input.js'
import { sha256 } from '../domain/trail/canonical.js'
import { noticesToSend } from '../prisma/due-notices.js'
import { lettersText } from '../prisma/letters.js'
import type { Transaction } from './dependencies.js'
import { holdBack } from './hold-back.js'

/** Whose mail is frozen, and when. */
export interface Freezing {
  city: string
  now: Date
  /** where people sign in; printed in mails */
  publicUrl: string
}

/** What becomes of a notice that was due. */
export interface Verdict {
  id: string
  state: 'claimed' | 'cancelled' | 'held'
  mail: string | null
  /** cancelled: why */
  ended: string | null
  /** held: what for */
  heldFor: 'address' | 'letter' | null
}

/** Mailboxes whose mails are frozen in one look. */
const atOnce = 100

/** How late a dispatch may be and still be dated as planned, in milliseconds: beyond that it is a dispatch of its own. */
const punctual = 10 * 60_000

/**
 * Freezes what is due by now: each notice ends in a mail, is not said because another one says it, or is held because it cannot
 * be addressed or written. A mailbox whose letter cannot be written holds up no other. The caller has locked the courier's gate.
 */
export async function freezeDue(tx: Transaction, { city, now, publicUrl }: Freezing): Promise<void> {
  // The others stay due: the courier comes for them at once. A dispatch of any size must fit into transactions of some seconds.
  const due = await noticesToSend<DueNotice>(tx, { city, upTo: now, asOf: now, lock: true, mailboxes: atOnce })
  if (due.notices.length === 0) return
  const { mails, unaddressed } = gather(due, { asOf: now.toISOString(), publicUrl })
  const written = write(mails, await lettersText(tx, city))
  const slotOf = await slots(tx, city, due.notices, now, written)

  const verdicts: Verdict[] = mails.filter(({ letter }) => letter === null).flatMap(({ leftOut }) => leftOut.map(notSaid))
  const rows = written.flatMap(({ gathered, composed, calendar }) => {
    if (!composed) return []
    const { mailbox, stays, leftOut } = gathered
    const slot = slotOf(mailbox)
    const digest = sha256(`${city}\n${mailbox}\n${slot.toISOString()}`).slice(0, 32)
    const id = `${city}/mail/${digest}`
    for (const notice of stays) verdicts.push({ id: notice.id, state: 'claimed', mail: id, ended: null, heldFor: null })
    verdicts.push(...leftOut.map(notSaid))
    return [{ id, city, mailbox, slot, messageId: `<${digest}@junkan.${city}>`, ...composed, calendar, state: 'claimed' }]
  })
  if (rows.length > 0) await tx.mail.createMany({ data: rows })

  const byId = new Map(due.notices.map((notice) => [notice.id, notice]))
  const unwritten = written.flatMap(({ gathered, fault }) =>
    fault === null ? [] : [{ fault, notices: [...gathered.stays, ...gathered.leftOut].map(({ id }) => byId.get(id) as DueNotice) }],
  )
  for (const { notices } of unaddressed) verdicts.push(...notices.map(({ id }) => waits(id, 'address')))
  for (const { notices } of unwritten) verdicts.push(...notices.map(({ id }) => waits(id, 'letter')))
  await settleNotices(tx, verdicts)
  await holdBack(tx, { city, now, unaddressed, unwritten })
}

const notSaid = ({ id, why }: { id: string; why: string }): Verdict => ({ id, state: 'cancelled', mail: null, ended: why, heldFor: null })
const waits = (id: string, heldFor: 'address' | 'letter'): Verdict => ({ id, state: 'held', mail: null, ended: null, heldFor })

interface Written {
  gathered: GatheredMail
  /** null: it cannot be written */
  composed: ComposedMail | null
  calendar: string | null
  /** why it cannot be written, a sentence */
  fault: string | null
}

/** Writes each mail that has something to say. */
function write(mails: GatheredMail[], wording: LettersWritten): Written[] {
  let letters: Letters | null = null
  return mails.flatMap((gathered): Written[] => {
    const { letter, calendar } = gathered
    if (letter === null) return []
    try {
      letters ??= lettersOf(wording)
      return [{ gathered, composed: composeMail(letter, letters), calendar: calendar && calendarFile(calendar), fault: null }]
    } catch (error) {
      if (!(error instanceof LetterError)) throw error
      return [{ gathered, composed: null, calendar: null, fault: error.message }]
    }
  })
}

/**
 * The dispatch that each mail belongs to. After a long absence it is now; so is it when a mailbox has its mail of that
 * dispatch already, as when a notice of nine o'clock was recorded at five past. Two mails of one instant differ by a millisecond.
 */
async function slots(tx: Transaction, city: string, due: DueNotice[], now: Date, written: Written[]): Promise<(mailbox: string) => Date> {
  const latest = due.map(({ at }) => at).reduce((a, b) => (a > b ? a : b))
  const slot = now.getTime() - latest.getTime() > punctual ? now : latest
  const mailboxes = written.map(({ gathered }) => gathered.mailbox)
  const gone = await tx.mail.groupBy({
    by: ['mailbox'],
    where: { city, slot: { gte: slot }, mailbox: { in: mailboxes } },
    _max: { slot: true },
  })
  const last = new Map(gone.map((one) => [one.mailbox, one._max.slot]))
  return (mailbox) => {
    const before = last.get(mailbox)
    return before ? new Date(Math.max(now.getTime(), before.getTime() + 1)) : slot
  }
}

/** Writes down what became of each notice, in one statement. */
async function settleNotices(tx: Transaction, verdicts: Verdict[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE notice SET state = v.state, mail_id = v.mail, ended = v.ended, held_for = v."heldFor"
    FROM jsonb_to_recordset(${JSON.stringify(verdicts)}::jsonb) AS v(id text, state text, mail text, ended text, "heldFor" text)
    WHERE notice.id = v.id`
}
