import { composeMail } from '../../../domain/correspondence/compose-mail.js'
import type { DueNotice } from '../../../domain/correspondence/due-notice.js'
import { gather } from '../../../domain/correspondence/gather.js'
import { LetterError } from '../../../domain/correspondence/letter-error.js'
import { lettersOf } from '../../../domain/correspondence/letters.js'
import type { ComposedMail } from '../../../domain/correspondence/mail-input.js'
import { onceTitle } from '../../../domain/definition/ask-of.js'
import type { Definition } from '../../../domain/definition/schema.js'
import type { Instant } from '../../../domain/process/command.js'
import type { Database } from '../../../prisma/db.js'
import { noticesToSend } from '../../../prisma/due-notices.js'
import { lettersText } from '../../../prisma/letters.js'
import { boxKey, comingNotices } from './coming-rows.js'
import { heldWords } from './held-words.js'

/** One matter of a coming mail. */
export interface ComingMatter
  extends Pick<DueNotice, 'id' | 'kind' | 'state' | 'heldFor' | 'processId' | 'reason' | 'postTitle' | 'ownerDepartment'> {
  subjectName: string
  dueAt: Instant
  /** why the mail does not say it; null: it does */
  takenIn: string | null
  /** why the office holds it back, in its own words; null: it does not */
  heldWhy: string | null
}

/** One coming mail: what it says, about what, and word for word as it would be written for its dispatch. */
export interface ComingMailView {
  slot: Instant
  /** '': there is nobody to write to */
  mailbox: string
  box: string
  /** of the post that the mail is addressed to */
  postTitle: string
  departmentName: string
  matters: ComingMatter[]
  /** of these, how many the mail leaves out because they wait; 0 when all of it waits: then it is shown as if all were let go */
  leftWaiting: number
  /** null: nothing of it would leave, or it cannot be written */
  composed: ComposedMail | null
  /** why it cannot be written; null: it can, or nothing would leave */
  fault: string | null
  /** the dates it brings as a calendar file */
  dates: number
  /** the office's own sentence for this mail, and for the whole dispatch */
  line: string
  dispatchLine: string
}

/**
 * A coming mail as it would leave with its dispatch, made by what the courier makes mails with: without what is held, unless all of it is
 * (shown as if it were let go), or the year's first mails wait to be looked at.
 * Null: nothing leaves to that mailbox with that dispatch any more.
 */
export async function comingMail(
  db: Database,
  city: string,
  { slot, box, publicUrl }: { slot: Instant; box: string; publicUrl: string },
): Promise<ComingMailView | null> {
  const rows = await db.$queryRaw<{ id: string; at: Date; mailbox: string; now: Date }[]>`
    WITH ${comingNotices(city)}
    SELECT id, at, box AS mailbox, now FROM coming WHERE slot = ${slot}::timestamptz AND ${boxKey} = ${box}`
  const [first] = rows
  if (!first) return null
  const ids = new Set(rows.map(({ id }) => id))
  const earliest = Math.min(...rows.map(({ at }) => at.getTime()))
  // What is due already leaves as soon as the courier looks: it speaks of now.
  const asOf = new Date(Math.max(new Date(slot).getTime(), first.now.getTime()))
  const upTo = new Date(slot)
  const dispatch = await noticesToSend<DueNotice>(db, {
    city,
    upTo,
    after: new Date(earliest - 1),
    asOf,
    states: ['planned', 'held'],
  })
  const notices = dispatch.notices.filter(({ id }) => ids.has(id))
  const own = { ...dispatch, notices: notices.map((notice) => ({ ...notice, obstacle: notice.mailbox === null ? notice.obstacle : null })) }
  const goes = own.notices.filter(({ state, heldFor }) => state === 'planned' || heldFor === 'release')
  const leaves = goes.length > 0 ? goes : own.notices
  const gathered = (which: DueNotice[]) => gather({ ...own, notices: which }, { asOf: asOf.toISOString(), publicUrl }).mails[0]
  const mail = gathered(leaves)
  // Of what waits: what would become of it if it were let go for this dispatch.
  const out = new Map([...(gathered(own.notices)?.leftOut ?? []), ...(mail?.leftOut ?? [])].map(({ id, why }) => [id, why]))
  for (const { id } of mail?.stays ?? []) out.delete(id)
  const written = mail?.letter ? await write(db, city, mail.letter) : { composed: null, fault: null }
  const lineOf = (mailbox: string) => dispatch.lines.findLast((line) => line.mailbox.toLowerCase() === mailbox)?.text ?? ''
  const head = mail?.stays[0] ?? notices[0]
  const why = await heldWords(
    db,
    notices.filter(({ state, heldFor }) => state === 'held' && (heldFor ?? 'office') === 'office').map(({ id }) => id),
  )
  return {
    slot,
    mailbox: first.mailbox,
    box,
    postTitle: head?.postTitle ?? '',
    departmentName: head?.postDepartment ?? '',
    matters: notices.map((notice) => matterOf(notice, dispatch.definitions, out, why)),
    leftWaiting: notices.length - leaves.length,
    ...written,
    dates: mail?.calendar?.items.length ?? 0,
    line: first.mailbox === '' ? '' : lineOf(first.mailbox),
    dispatchLine: lineOf(''),
  }
}

/** A letter in the words that the city has adopted; or why it cannot be written. */
export async function write(db: Database, city: string, letter: Parameters<typeof composeMail>[0]) {
  try {
    return { composed: composeMail(letter, lettersOf(await lettersText(db, city))), fault: null }
  } catch (error) {
    if (error instanceof LetterError) return { composed: null, fault: error.message }
    throw error
  }
}

/** What a matter about no one programme or department is about: as the definition calls it. */
function calledIn(definitions: Map<string, unknown>, { cycleId, snapshotNo, stepKey, subject }: DueNotice): string {
  const definition = definitions.get(`${cycleId}@${snapshotNo}`) as Definition | undefined
  const step = definition?.steps.find(({ id }) => id === stepKey)
  return onceTitle(step, subject) ?? step?.name ?? stepKey
}

const matterOf = (
  notice: DueNotice,
  definitions: Map<string, unknown>,
  out: Map<string, string>,
  why: Map<string, string>,
): ComingMatter => ({
  id: notice.id,
  kind: notice.kind,
  state: notice.state,
  heldFor: notice.heldFor,
  processId: notice.processId,
  reason: notice.reason,
  postTitle: notice.postTitle,
  ownerDepartment: notice.ownerDepartment,
  subjectName: notice.subjectName ?? calledIn(definitions, notice),
  dueAt: notice.dueAt.toISOString(),
  takenIn: out.get(notice.id) ?? null,
  heldWhy: why.get(notice.id) ?? null,
})
