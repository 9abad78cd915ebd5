import type { Instant } from '../../domain/process/command.js'
import { canonical } from '../../domain/trail/canonical.js'
import { changeGates } from '../../prisma/gates.js'
import { appendTrail, type Transaction } from '../../prisma/trail.js'
import { poke } from '../../workflows/acting.js'
import type { Connections } from './connections.js'
import { Refused } from './errors.js'
import { refuseUnwritable } from './receive.js'
import type { Request } from './request.js'
import { planAgain } from './send-again.js'

/** What a person of the office found out about a mail whose fate the line had left open. */
export interface MailSettlement {
  mailId: string
  /** `sent`: it had arrived; `refused`: it had not, and is not to go; `resend`: it had not, and what it says is planned anew */
  as: 'sent' | 'refused' | 'resend'
  /** id of the office's post that settles it */
  post: string
  person?: string
  /** how it was found out; it stands in the trail */
  reason: string
  via: Request['via']
}

export interface SettledMail {
  mail: string
  /** what the mail now is */
  state: 'sent' | 'refused' | 'resent'
  settledAt: Instant
  /** resend: the notices planned anew, and the first of their dispatches */
  again: { notices: string[]; at: Instant } | null
}

/**
 * Settles a mail that the courier had to leave `ambiguous`: in the records, in its alarm, and in the trail of every year it
 * speaks of. Once; a late word of the server that came first counts, and one that comes later changes nothing any more.
 * @throws Refused: no such mail, not ambiguous, not the office's post, no reason, or nothing in it that is still to be said
 */
export async function settleMail({ db, temporal }: Connections, settlement: MailSettlement): Promise<SettledMail> {
  refuseUnwritable(settlement)
  if (settlement.reason.trim() === '') throw new Refused('incomplete-command', ['どのように確かめたかを理由に書いてください。'])
  const { settled, owing } = await db.$transaction((tx) => settleIn(tx, settlement))
  // A hint: whoever missed it is woken within a minute.
  await Promise.allSettled(owing.map((id) => temporal.workflow.getHandle(id).signal(poke)))
  return settled
}

async function settleIn(tx: Transaction, settlement: MailSettlement): Promise<{ settled: SettledMail; owing: string[] }> {
  const { mailId, as, post, person } = settlement
  const mail = await held(tx, mailId)
  if (!mail) throw new Refused('unknown-mail', [mailId])
  await mustBeOffice(tx, post, mail.city)
  if (mail.state !== 'ambiguous') throw new Refused('mail-not-ambiguous', [mailId])

  const state = as === 'resend' ? 'resent' : as
  const again = as === 'resend' ? await planAgain(tx, mail) : null
  await tx.mail.update({ where: { id: mailId }, data: { state, settledAt: mail.now, settledBy: person ?? post } })
  const lost = again?.lost ?? []
  const notices = await tx.$queryRaw<{ id: string; cycleId: string }[]>`
    UPDATE notice SET state = CASE WHEN id = ANY(${lost}) THEN 'cancelled' ELSE ${state} END,
      ended = CASE WHEN id = ANY(${lost}) THEN '用件が済んだため' END
    WHERE mail_id = ${mailId} AND state = 'ambiguous' RETURNING id, cycle_id AS "cycleId"`
  const owing = again ? await changeGates(tx, [again.gate]) : []
  await tx.fault.updateMany({ where: { id: `${mailId}/ambiguous`, clearedAt: null }, data: { clearedAt: mail.now } })
  await tell(tx, mail, settlement, { state, notices, again: again?.notices ?? [] })
  const at = again?.notices.map((notice) => notice.at).sort()[0]
  return {
    settled: {
      mail: mailId,
      state,
      settledAt: mail.now.toISOString(),
      again: again && at ? { notices: again.notices.map(({ id }) => id), at } : null,
    },
    owing,
  }
}

interface HeldMail {
  id: string
  city: string
  messageId: string
  slot: Date
  state: string
  now: Date
}

/** The mail under its lock, which the server's late word takes too, and the city's clock, which does not move meanwhile. */
async function held(tx: Transaction, id: string): Promise<HeldMail | undefined> {
  const rows = await tx.$queryRaw<HeldMail[]>`
    SELECT m.id, m.city, m.message_id AS "messageId", m.slot, m.state, CASE WHEN k.played THEN k.now ELSE clock_timestamp() END AS now
    FROM mail m JOIN clock k USING (city) WHERE m.id = ${id} FOR UPDATE OF m FOR SHARE OF k`
  return rows[0]
}

async function mustBeOffice(tx: Transaction, post: string, city: string): Promise<void> {
  const actor = await tx.post.findUnique({ where: { id: post }, select: { city: true, role: true } })
  if (!actor) throw new Refused('unknown-post', [post])
  if (actor.city !== city || actor.role !== 'office') throw new Refused('wrong-post', [post])
}

/** A row for every year the mail speaks of: who settled it as what, and why. */
async function tell(
  tx: Transaction,
  mail: HeldMail,
  { post, via, reason }: MailSettlement,
  found: { state: string; notices: { id: string; cycleId: string }[]; again: { id: string; cycleId: string }[] },
): Promise<void> {
  const of = (rows: { id: string; cycleId: string }[], cycleId: string) =>
    rows
      .filter((row) => row.cycleId === cycleId)
      .map((row) => row.id)
      .sort()
  for (const cycleId of [...new Set(found.notices.map((notice) => notice.cycleId))].sort()) {
    const again = of(found.again, cycleId)
    const body = {
      kind: 'mail-settled',
      mail: mail.id,
      messageId: mail.messageId,
      slot: mail.slot.toISOString(),
      at: mail.now.toISOString(),
      outcome: found.state,
      post,
      via,
      reason,
      notices: of(found.notices, cycleId),
      ...(again.length > 0 ? { again } : {}),
    }
    await appendTrail(tx, cycleId, [{ key: `${mail.id}/settled`, kind: 'mail-settled', processId: null, body: canonical(body) }])
  }
}
