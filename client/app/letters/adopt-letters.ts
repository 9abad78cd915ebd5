import { readLetters } from '../../../domain/correspondence/letters.js'
import type { Instant } from '../../../domain/process/command.js'
import { courierId } from '../../../domain/process/ids.js'
import { sha256 } from '../../../domain/trail/canonical.js'
import { nowOf } from '../../../prisma/clock.js'
import { takeLinesAlong } from '../../../prisma/covering-lines.js'
import { changeGates } from '../../../prisma/gates.js'
import { Prisma } from '../../../prisma/generated/client.js'
import { lettersText } from '../../../prisma/letters.js'
import { lockNotices } from '../../../prisma/lock-notices.js'
import type { Transaction } from '../../../prisma/trail.js'
import type { Connections } from '../connections.js'
import { Refused } from '../errors.js'
import { mustBeOffice, nextDispatchOf } from '../steering/hold-notice.js'
import { writtenMails } from '../steering/lines-along.js'
import { type MailWord, mustHaveReason, runningYears, saidBefore, tellYears } from '../steering/tell-of-mails.js'
import { hint } from '../wake.js'

/** The office takes up another wording for all coming mails of its city. */
export interface LettersAdoption extends MailWord {
  city: string
  /** the file, word for word */
  text: string
}

/**
 * Adopts a file of letters: every mail that is written from now on has its words. Mails that could not be written with the words
 * before are written with the next dispatch. What was adopted stays; going back is adopting an earlier text again.
 * @returns the number of the wording, and how many notices were waiting for it
 * @throws Refused: not the office's post, no reason, anything wrong with the file (each with its line), or the wording in force already
 */
export async function adoptLetters(connections: Connections, adoption: LettersAdoption): Promise<{ no: number; waiting: number }> {
  mustHaveReason({ ...adoption })
  const read = readLetters(adoption.text)
  if (!read.ok)
    throw new Refused(
      'invalid-input',
      read.problems.map(({ line, message }) => `${line}行目：${message}`),
    )
  const { owing, ...adopted } = await connections.db.$transaction((tx) => adoptIn(tx, adoption))
  await hint(connections, owing)
  return adopted
}

async function adoptIn(tx: Transaction, adoption: LettersAdoption): Promise<{ no: number; waiting: number; owing: string[] }> {
  const { city, text, post, person, reason } = adoption
  if (await saidBefore(tx, adoption)) return { no: await newestNo(tx, city), waiting: 0, owing: [] }
  await mustBeOffice(tx, post, city)
  const years = await runningYears(tx, city)
  // Under the courier's gate: a mail is written wholly with the words before or with these.
  const cycles = years.map(({ cycleId }) => cycleId)
  const waits = Prisma.sql`cycle_id = ANY(${cycles}) AND state = 'held' AND held_for = 'letter'`
  const locked = await lockNotices(tx, waits, [courierId(city)])
  if ((await lettersText(tx, city)).text === text) throw new Refused('invalid-input', ['この文面は、すでに使っている文面と同じです。'])
  const now = await nowOf(tx, city)
  const no = (await newestNo(tx, city)) + 1
  const hash = sha256(text)
  await tx.letters.create({
    data: { city, no, body: text, hash, byPost: post, byPerson: person ?? post, reason, adoptedAt: now },
  })
  await tx.$executeRaw`UPDATE fault SET cleared_at = ${now} WHERE city = ${city} AND kind = 'letter-failed' AND cleared_at IS NULL`
  const late = locked.filter((notice) => notice.at <= now).map((notice) => notice.id)
  const moving = await writtenMails(tx, city, late)
  const slots: string[] = []
  let waiting = 0
  for (const year of years) {
    const next = await nextDispatchOf(tx, year, now)
    slots.push(next)
    waiting += await free(
      tx,
      year.cycleId,
      locked.map(({ id }) => id),
      { now, next },
    )
  }
  for (const mail of moving) await takeLinesAlong(tx, mail, new Date(slots.sort()[0] ?? now))
  const owing = waiting > 0 ? await changeGates(tx, [{ id: courierId(city), bump: 'always' }]) : []
  const what = { kind: 'letters-adopted', act: 'adopt-letters', facts: { letters: no, hash } }
  await tellYears(
    tx,
    city,
    adoption,
    what,
    years.map(({ cycleId }) => ({ cycleId, notices: [] })),
  )
  return { no, waiting, owing }
}

async function newestNo(tx: Transaction, city: string): Promise<number> {
  const newest = await tx.letters.aggregate({ where: { city }, _max: { no: true } })
  return newest._max.no ?? 0
}

/** What waited for its words leaves at its time, or with the next dispatch when that has passed. */
const free = (tx: Transaction, cycleId: string, waiting: string[], { now, next }: { now: Date; next: Instant }): Promise<number> =>
  tx.$executeRaw`
    UPDATE notice SET state = 'planned', held_for = NULL, at = CASE WHEN at <= ${now} THEN ${next}::timestamptz ELSE at END
    WHERE cycle_id = ${cycleId} AND id = ANY(${waiting})`
