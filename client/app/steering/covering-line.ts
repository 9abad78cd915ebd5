import type { Instant } from '../../../domain/process/command.js'
import { courierId } from '../../../domain/process/ids.js'
import { contentHash } from '../../../domain/trail/canonical.js'
import { nowOf } from '../../../prisma/clock.js'
import { changeGates } from '../../../prisma/gates.js'
import type { Transaction } from '../../../prisma/trail.js'
import type { Connections } from '../connections.js'
import { Refused } from '../errors.js'
import { refuseUnwritable } from '../receive.js'
import { comingNotices } from '../views/coming-rows.js'
import { mustBeOffice } from './hold-notice.js'
import { type MailWord, saidBefore, tellYears, yearsOf } from './tell-of-mails.js'

/** A sentence of the office's own at the end of one coming mail, or of every mail of a dispatch. */
export interface CoveringWord extends Omit<MailWord, 'reason'> {
  city: string
  slot: Instant
  /** null: every mail of the dispatch */
  mailbox: string | null
  /** the sentence that was looked at; '': there was none. Lines of it may end as a form ends them */
  was: string
  /** '': no sentence any more; more than one line only where several are looked at, which met in one mail */
  text: string
}

/** Characters of a covering line. */
export const longestLine = 400

/**
 * Sets, changes or removes a covering line (添え書き) until its mail is written. The trail keeps its hash: the sentence itself stands in the mail.
 * @throws Refused: not the office's post, too long, more than one line where at most one stood, nothing leaves with that dispatch to that mailbox any more, or another sentence
 * stands by now than the one that was looked at
 */
export async function changeCoveringLine({ db }: Connections, given: CoveringWord): Promise<void> {
  refuseUnwritable(given)
  const word = { ...given, was: inLines(given.was), text: inLines(given.text) }
  if (word.text.length > longestLine) throw new Refused('invalid-input', [`添え書きは${longestLine}字以内で書いてください。`])
  if (word.text.includes('\n') && !word.was.includes('\n')) throw new Refused('invalid-input', ['添え書きは改行せずに書いてください。'])
  await db.$transaction((tx) => changeIn(tx, word))
}

const inLines = (text: string): string => text.replaceAll(/\r\n?/g, '\n')

const meanwhile = (stands: string): string =>
  stands === ''
    ? 'その間に、ほかの操作で添え書きが取り消されたか、別の便に移りました。確かめてから、もう一度保存してください。'
    : `その間に、ほかの操作で添え書きが「${stands}」になりました。もう一度保存すると、あなたの入力の内容になります。`

async function changeIn(tx: Transaction, word: CoveringWord): Promise<void> {
  const { city, slot, mailbox, text, post, person } = word
  const said = { ...word, reason: '' }
  if (await saidBefore(tx, said)) return
  await mustBeOffice(tx, post, city)
  await tx.$queryRaw`SELECT c.id FROM process c JOIN clock k ON k.city = c.city WHERE c.city = ${city} AND c.kind = 'cycle' ORDER BY c.id FOR SHARE OF c, k`
  await changeGates(tx, [{ id: courierId(city), bump: 'never' }])
  const coming = await tx.$queryRaw<{ id: string; processId: string; cycleId: string; at: Date }[]>`
    WITH ${comingNotices(city)}
    SELECT n.id, n.process_id AS "processId", n.cycle_id AS "cycleId", n.at FROM coming n JOIN process c ON c.id = n.cycle_id
    WHERE n.slot = ${slot}::timestamptz AND (${mailbox}::text IS NULL OR n.box = lower(${mailbox})) AND c.state = 'running' ORDER BY n.id`
  if (coming.length === 0) throw new Refused('notice-changed')
  const box = (mailbox ?? '').toLowerCase()
  const since = coming.map(({ at }) => at).reduce((a, b) => (a < b ? a : b))
  // What is late leaves with a later dispatch than the one it was written for: the newest is what the page shows (comingMail).
  const stands = await tx.coveringLine.findFirst({
    where: { city, mailbox: box, slot: { gte: since, lte: slot } },
    orderBy: { slot: 'desc' },
    select: { slot: true, text: true },
  })
  if ((stands?.text ?? '') !== word.was) throw new Refused('invalid-input', [meanwhile(stands?.text ?? '')])
  const at = await nowOf(tx, city)
  const place = { city, slot: stands?.slot ?? new Date(slot), mailbox: box }
  if (text === '') await tx.coveringLine.deleteMany({ where: place })
  else {
    const line = { text, byPost: post, byPerson: person ?? post, at }
    await tx.coveringLine.upsert({
      where: { city_slot_mailbox: place },
      create: { ...place, ...line },
      update: line,
    })
  }
  const facts = {
    slot,
    scope: mailbox === null ? 'dispatch' : 'mail',
    outcome: text === '' ? 'removed' : 'set',
    textHash: contentHash(text),
  }
  const years = yearsOf(coming).map(({ cycleId, notices }) => ({ cycleId, notices: mailbox === null ? [] : notices }))
  await tellYears(tx, city, said, { kind: 'covering-line', act: 'cover-mail', facts }, years)
}
