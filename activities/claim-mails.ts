import type { Instant } from '../domain/process/command.js'
import { courierId } from '../domain/process/ids.js'
import type { CourierActivities } from '../workflows/courier/contract.js'
import type { Dependencies, Transaction } from './dependencies.js'
import { freezeDue } from './freeze-mails.js'

/** Mails handed out at once. */
const atOnce = 100

/**
 * Freezes what is due into one mail per mailbox (docs/architecture.md, "Mail"): every notice of this dispatch that still has
 * its reason, most urgent first, under a Message-ID that is fixed before any server is spoken to. Mails frozen before and
 * not yet in anybody's hand are handed out again; those that a server answered are left to the courier's retries, and to the courier that
 * has none, so that nothing stays without an owner. While the office has stopped all mail, nothing is frozen and nothing handed
 * out but what an earlier attempt left in doubt; the courier sleeps until it is told that mail leaves again.
 */
export function createClaimMails({ db, publicUrl }: Pick<Dependencies, 'db' | 'publicUrl'>): Pick<CourierActivities, 'claimMails'> {
  return {
    claimMails: (city, idle) =>
      db.$transaction(async (tx) => {
        const { version, now, due, waiting } = await lookAtGate(tx, city)
        const stopped = (due || waiting) && (await isStopped(tx, city))
        if (due && !stopped) await freezeDue(tx, { city, now, publicUrl })
        const wakeAt = await actedOn(tx, city, version)
        if (!due && !waiting) return { mails: [], wakeAt }
        const mails = await tx.mail.findMany({
          where: { city, OR: [{ state: 'sending' }, ...(stopped ? [] : [{ state: 'claimed', ...(idle ? {} : { reply: null }) }])] },
          select: { id: true },
          orderBy: { id: 'asc' },
          take: atOnce,
        })
        // Handed out in part: the courier comes again at once for the others.
        return { mails: mails.map((m) => m.id), wakeAt: mails.length === atOnce ? now.toISOString() : wakeAt }
      }),
  }
}

/**
 * Locks the courier's gate and says what there is to do: most often, when it was only told of a later notice, nothing. What
 * was planned while it waited for the lock is not in this answer; `actedOn` finds it and lets the courier come at once.
 */
async function lookAtGate(tx: Transaction, city: string): Promise<{ version: number; now: Date; due: boolean; waiting: boolean }> {
  const rows = await tx.$queryRaw<{ version: number; now: Date; due: boolean; waiting: boolean }[]>`
    WITH present AS (SELECT CASE WHEN played THEN now ELSE clock_timestamp() END AS now FROM clock WHERE city = ${city}),
    held AS (SELECT version FROM gate WHERE id = ${courierId(city)} FOR UPDATE)
    SELECT version, present.now,
      EXISTS (SELECT 1 FROM notice n WHERE n.city = ${city} AND n.state = 'planned' AND n.at <= present.now) AS due,
      EXISTS (SELECT 1 FROM mail m WHERE m.city = ${city} AND m.state IN ('claimed', 'sending')) AS waiting
    FROM present, held`
  const found = rows[0]
  if (!found) throw new Error(`The city ${city} has no clock or no courier: start a cycle first.`)
  return found
}

/** Asked once the gate is locked: whoever stops the mail holds that lock too, so it comes wholly before or after. */
const isStopped = async (tx: Transaction, city: string): Promise<boolean> => (await tx.dispatchHold.count({ where: { city } })) > 0

/** What the courier has seen is acted on: it sleeps until the next notice is due. */
async function actedOn(tx: Transaction, city: string, version: number): Promise<Instant | null> {
  const rows = await tx.$queryRaw<{ wakeAt: Date | null }[]>`
    UPDATE gate SET acted = ${version}, wake_at = (
      SELECT min(at) FROM notice WHERE city = ${city} AND state = 'planned' AND NOT EXISTS (SELECT 1 FROM dispatch_hold WHERE city = ${city}))
    WHERE id = ${courierId(city)} RETURNING wake_at AS "wakeAt"`
  return rows[0]?.wakeAt?.toISOString() ?? null
}
