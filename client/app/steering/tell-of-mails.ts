import { canonical } from '../../../domain/trail/canonical.js'
import { nowOf } from '../../../prisma/clock.js'
import { appendTrail, type Transaction } from '../../../prisma/trail.js'
import { Refused } from '../errors.js'
import { refuseUnwritable } from '../receive.js'
import type { Request } from '../request.js'
import { keepSettled } from './settled-command.js'

/** A word of the office about mails: who says it, by which way, and why. */
export interface MailWord {
  /** idempotency key */
  id: string
  /** the office's post */
  post: string
  /** null: by the command line */
  person: string | null
  /** default: a page */
  via?: Request['via']
  /** stands in the trail; '' where none is asked for */
  reason: string
}

/** @throws Refused: what cannot be kept, or no reason */
export function mustHaveReason(word: MailWord): void {
  refuseUnwritable(word)
  if (word.reason.trim() === '') throw new Refused('incomplete-command', ['理由を書いてください。理由は記録に残ります。'])
}

/** Whether this very word was spoken before: then nothing happens again. */
export const saidBefore = async (tx: Transaction, { id }: MailWord): Promise<boolean> => (await tx.command.count({ where: { id } })) > 0

/** What one year's trail says of a word: about one notice, or about several. */
export interface Told {
  cycleId: string
  notices: { id: string; processId: string }[]
}

/**
 * Writes a word about mails down, in every year that it concerns: a row in the trail, and a command, which keeps the person. The commands
 * are the years': a word about a mail is no act upon the assignments of which it speaks.
 */
export async function tellYears(
  tx: Transaction,
  city: string,
  word: MailWord,
  what: { kind: string; act: string; facts: Record<string, string | number> },
  years: Told[],
): Promise<void> {
  const now = await nowOf(tx, city)
  const { post, person, reason, via = 'page' } = word
  for (const [at, { cycleId, notices }] of years.toSorted((a, b) => (a.cycleId < b.cycleId ? -1 : 1)).entries()) {
    const key = at === 0 ? word.id : `${word.id}@${cycleId}`
    const only = notices.length === 1 ? notices[0] : undefined
    const about: Record<string, string> = only
      ? { notice: only.id }
      : notices.length > 1
        ? { notices: notices.map(({ id }) => id).join(' ') }
        : {}
    // A word about one matter stands at it, any other at the year.
    const processId = only?.processId ?? cycleId
    await keepSettled(tx, { id: key, processId: cycleId, cycleId, act: what.act, post, person, via, payload: about, now })
    const body = canonical({
      kind: what.kind,
      process: processId,
      at: now.toISOString(),
      command: key,
      ...(only ? about : {}),
      ...(notices.length > 1 ? { notices: notices.map(({ id }) => id) } : {}),
      post,
      via,
      ...(reason === '' ? {} : { reason }),
      ...what.facts,
    })
    await appendTrail(tx, cycleId, [{ key, kind: what.kind, processId, body }])
  }
}

/** The years of these notices, each with its own. */
export function yearsOf(notices: { id: string; processId: string; cycleId: string }[]): Told[] {
  const years = new Map<string, Told>()
  for (const { id, processId, cycleId } of notices) {
    const year = years.get(cycleId) ?? { cycleId, notices: [] }
    year.notices.push({ id, processId })
    years.set(cycleId, year)
  }
  return [...years.values()]
}

/** Years of a city that are going on: a word about all its mails stands in the trail of each. Held against sealing until this is written. */
export const runningYears = (tx: Transaction, city: string): Promise<{ cycleId: string; snapshotNo: number }[]> =>
  tx.$queryRaw<{ cycleId: string; snapshotNo: number }[]>`
    SELECT c.id AS "cycleId", c.snapshot_no AS "snapshotNo" FROM process c JOIN clock k ON k.city = c.city
    WHERE c.city = ${city} AND c.kind = 'cycle' AND c.state = 'running' ORDER BY c.id FOR SHARE OF c, k`
