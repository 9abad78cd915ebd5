import { nowOf } from '../../../prisma/clock.js'
import type { Transaction } from '../../../prisma/trail.js'
import type { Connections } from '../connections.js'
import { Refused } from '../errors.js'
import { freeAddressed } from '../readdress.js'
import { hint } from '../wake.js'
import { mustBeOffice } from './hold-notice.js'
import { type MailWord, mustHaveReason, runningYears, saidBefore, tellYears } from './tell-of-mails.js'

/** The office has found out that an address which a server refused takes mail again. */
export interface AddressClearing extends MailWord {
  city: string
  mailbox: string
}

/**
 * Lets mails go to an address again that a mail server had refused for good. What has waited for it leaves with the next dispatch,
 * and so does what the refused mails were to say, where it still stands.
 * @throws Refused: not the office's post, no reason, no year that is going on, or no such refusal stands
 */
export async function clearAddress(connections: Connections, clearing: AddressClearing): Promise<void> {
  mustHaveReason(clearing)
  await hint(connections, await connections.db.$transaction((tx) => clearIn(tx, clearing)))
}

async function clearIn(tx: Transaction, clearing: AddressClearing): Promise<string[]> {
  const { city, mailbox, post, person, reason } = clearing
  if (await saidBefore(tx, clearing)) return []
  await mustBeOffice(tx, post, city)
  const years = await runningYears(tx, city)
  if (years.length === 0) throw new Refused('sealed')
  const now = await nowOf(tx, city)
  const mails = await tx.$queryRaw<{ mailId: string }[]>`
    UPDATE refused_address SET cleared_at = ${now}, cleared_by = ${person ?? post}, reason = ${reason}
    WHERE city = ${city} AND lower(mailbox) = lower(${mailbox}) AND cleared_at IS NULL RETURNING mail_id AS "mailId"`
  if (mails.length === 0) throw new Refused('address-not-refused')
  const owing = await freeAddressed(tx, city)
  // No address stands in the trail: the mail that showed the refusal names it.
  const facts = { mail: mails.map(({ mailId }) => mailId).toSorted()[0] ?? '' }
  const told = years.map(({ cycleId }) => ({ cycleId, notices: [] }))
  await tellYears(tx, city, clearing, { kind: 'address-cleared', act: 'clear-address', facts }, told)
  return owing
}
