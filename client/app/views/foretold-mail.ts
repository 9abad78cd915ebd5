import type { Contact, DueNotice, Obstacle } from '../../../domain/correspondence/due-notice.js'
import { gather } from '../../../domain/correspondence/gather.js'
import type { Instant } from '../../../domain/process/command.js'
import type { Database } from '../../../prisma/db.js'
import { contactsShown, countedKinds, dayOf, deputyFor, obstacleTo, officeKinds } from '../../../prisma/due-notices.js'
import { Prisma } from '../../../prisma/generated/client.js'
import { type ComingMailView, type ComingMatter, write } from './coming-mail.js'
import { boxKey } from './coming-rows.js'
import { type ForetoldNotice, foretoldNotices } from './foretold.js'

/** One matter that the plan foretells: there is no assignment yet that could be opened. */
export interface ForetoldMatter extends ComingMatter {
  stepName: string
  /** it is asked for as its subject is accepted elsewhere, on this day at the earliest */
  onAcceptance: boolean
}

/** A mail that the plan foretells, as it would be written if nobody answered before. */
export interface ForetoldMailView extends ComingMailView {
  matters: ForetoldMatter[]
}

interface Address {
  post: string
  box: string
  mailbox: string | null
  obstacle: Obstacle | null
  deputy: { until: string | null } | null
  postTitle: string
  postRole: string
  postDepartment: string
}

/** A mail of steps that have not opened, made by what the courier makes mails with. Null: by the present plan there is none. */
export async function foretoldMail(
  db: Database,
  city: string,
  { slot, box, publicUrl }: { slot: Instant; box: string; publicUrl: string },
): Promise<ForetoldMailView | null> {
  const told = (await foretoldNotices(db, city)).filter(({ notice }) => notice.at === slot)
  if (told.length === 0) return null
  const { addresses, names, lines } = await around(db, city, slot, told)
  const own = told.filter(({ notice }) => addresses.get(notice.post)?.box === box)
  const [first] = own
  const to = first && addresses.get(first.notice.post)
  if (!to) return null
  const notices = own.map((one) => dueNotice(one, addresses, names))
  const contacts = own.flatMap((one) => contactsBefore(one, addresses))
  const definitions = new Map(own.map(({ cycleId, snapshotNo, definition }) => [`${cycleId}@${snapshotNo}`, definition]))
  const obstructed = notices.map((notice) => ({ ...notice, obstacle: notice.mailbox === null ? notice.obstacle : null }))
  const dispatch = { notices: obstructed, contacts, lines, definitions }
  const [mail] = gather(dispatch, { asOf: slot, publicUrl }).mails
  const out = new Map(mail?.leftOut.map(({ id, why }) => [id, why]))
  const lineOf = (mailbox: string) => lines.find((line) => line.mailbox === mailbox)?.text ?? ''
  const head = mail?.stays[0] ?? notices[0]
  return {
    slot,
    mailbox: (to.mailbox ?? '').toLowerCase(),
    box,
    postTitle: head?.postTitle ?? '',
    departmentName: head?.postDepartment ?? '',
    matters: own.map((one, place) => matterOf(one, notices[place] as DueNotice, out)),
    leftWaiting: 0,
    ...(mail?.letter ? await write(db, city, mail.letter) : { composed: null, fault: null }),
    dates: mail?.calendar?.items.length ?? 0,
    line: to.mailbox === null ? '' : lineOf(to.mailbox.toLowerCase()),
    dispatchLine: lineOf(''),
  }
}

interface Names {
  subjects: Map<string, string>
  departments: Map<string, string>
}

/** Where each post's mail goes on that day, what the subjects are called, and the office's sentences for the dispatch. Three statements. */
async function around(db: Database, city: string, slot: Instant, told: ForetoldNotice[]) {
  const day = dayOf(Prisma.sql`${slot}::timestamptz`)
  const posts = [...new Set(told.flatMap(({ beside }) => beside.map(({ post }) => post)))]
  const [found, named, lines] = await Promise.all([
    db.$queryRaw<Address[]>`
      SELECT a.*, ${boxKey} AS box, ${obstacleTo(Prisma.sql`a.mailbox`, city)} AS obstacle FROM (
        SELECT t.id AS post, goes.mailbox, lower(coalesce(goes.mailbox, '')) AS box, deputy.until AS deputy,
          t.title AS "postTitle", t.role AS "postRole", d.name AS "postDepartment"
        FROM post t JOIN department d ON d.city = t.city AND d.key = t.department
        CROSS JOIN LATERAL (SELECT mailbox_of(t.id, ${day}) AS mailbox) goes
        LEFT JOIN LATERAL (${deputyFor(Prisma.sql`t.id`, day)}) deputy ON TRUE
        WHERE t.id = ANY(${posts})) a`,
    db.$queryRaw<{ cycleId: string | null; key: string; name: string }[]>`
      SELECT g.cycle_id AS "cycleId", g.key, g.name FROM programme g WHERE g.cycle_id = ANY(${[...new Set(told.map(({ cycleId }) => cycleId))]})
      UNION ALL SELECT NULL, d.key, d.name FROM department d WHERE d.city = ${city}`,
    db.coveringLine.findMany({ where: { city, slot }, select: { slot: true, mailbox: true, text: true } }),
  ])
  const names: Names = {
    subjects: new Map(named.filter(({ cycleId }) => cycleId).map(({ cycleId, key, name }) => [`${cycleId} ${key}`, name])),
    departments: new Map(named.filter(({ cycleId }) => !cycleId).map(({ key, name }) => [key, name])),
  }
  return { addresses: new Map(found.map((one) => [one.post, one])), names, lines }
}

/** The notice as the records will have it on that day, if nobody answers. */
function dueNotice({ notice, ask, beside, ...one }: ForetoldNotice, addresses: Map<string, Address>, names: Names): DueNotice {
  const { id, kind, at, reason, facts, post } = notice
  const { asked } = ask
  const to = addresses.get(post)
  const before = beside.filter((other) => other.kind === kind && other.post === post && other.at < at && countedKinds.includes(kind))
  return {
    ...{ id, kind, reason, post, facts: facts as DueNotice['facts'], at: new Date(at), state: 'planned', heldFor: null },
    ...{ processId: ask.id, cycleId: one.cycleId, snapshotNo: one.snapshotNo, fiscalYear: one.fiscalYear, stepKey: one.step.id },
    ...{ subject: asked.subject, form: asked.form, round: asked.ask.round ?? null, status: 'open', dueAt: new Date(ask.dueAt), seq: 0 },
    ...{ mailbox: to?.mailbox ?? null, obstacle: to ? to.obstacle : 'nobody', deputy: to?.deputy ?? null },
    ...{ postTitle: to?.postTitle ?? '', postDepartment: to?.postDepartment ?? '', previousPost: null },
    party: post === asked.post ? 'owner' : (to?.postRole ?? ''),
    before: before.length,
    newlyTaken: false,
    subjectName: names.subjects.get(`${one.cycleId} ${asked.subject}`) ?? names.departments.get(asked.subject) ?? null,
    ownerDepartment: names.departments.get(asked.department) ?? '',
  }
}

/** What will have been sent about the assignment by then. */
const contactsBefore = ({ notice, ask, beside }: ForetoldNotice, addresses: Map<string, Address>): Contact[] =>
  beside
    .filter(({ at, kind }) => at < notice.at && !officeKinds.includes(kind))
    .slice(-contactsShown)
    .map(({ at, kind, post }) => ({ processId: ask.id, at: new Date(at), what: kind, to: addresses.get(post)?.postTitle ?? '' }))

const matterOf = ({ step, onAcceptance }: ForetoldNotice, notice: DueNotice, out: Map<string, string>): ForetoldMatter => ({
  id: notice.id,
  kind: notice.kind,
  state: notice.state,
  heldFor: null,
  processId: notice.processId,
  reason: notice.reason,
  postTitle: notice.postTitle,
  ownerDepartment: notice.ownerDepartment,
  subjectName: notice.subjectName ?? step.name,
  dueAt: notice.dueAt.toISOString(),
  takenIn: out.get(notice.id) ?? null,
  heldWhy: null,
  stepName: step.name,
  onAcceptance,
})
