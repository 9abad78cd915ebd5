import { cityCalendar } from '../domain/calendar/city-calendar.js'
import { dateOf } from '../domain/calendar/instants.js'
import { composeMail } from '../domain/correspondence/compose-mail.js'
import { lettersOf } from '../domain/correspondence/letters.js'
import type { NoticeItem } from '../domain/correspondence/mail-input.js'
import { assignmentStateWords } from '../domain/correspondence/state-words.js'
import { askOf } from '../domain/definition/ask-of.js'
import type { Definition } from '../domain/definition/schema.js'
import type { AssignmentStatus } from '../domain/process/assignment.js'
import type { Instant } from '../domain/process/command.js'
import { courierId } from '../domain/process/ids.js'
import { sha256 } from '../domain/trail/canonical.js'
import { lettersText } from '../prisma/letters.js'
import type { CourierActivities } from '../workflows/courier/contract.js'
import type { Dependencies, Transaction } from './dependencies.js'
import { definitionOf } from './snapshots.js'

/** A notice with what its mail has to say: how things stand as the mail is frozen. */
interface DueNotice {
  id: string
  kind: string
  at: Date
  reason: string
  facts: { receiptNo?: number; remarks?: NoticeItem['remarks']; handoverOn?: string } | null
  processId: string
  cycleId: string
  mailbox: string
  postTitle: string
  postDepartment: string
  /** who had it before a handover: section and post */
  previousPost: string | null
  stepKey: string
  subject: string
  form: string
  round: string | null
  state: AssignmentStatus
  dueAt: Date
  subjectName: string | null
  ownerDepartment: string
  snapshotNo: number
  fiscalYear: number
}

/**
 * Freezes what is due into one mail per mailbox (docs/architecture.md, "Mail"): every notice of this dispatch that still has
 * its reason, most urgent first, under a Message-ID that is fixed before any server is spoken to. Mails frozen before and
 * not yet in anybody's hand are handed out again.
 */
export function createClaimMails({ db, publicUrl }: Dependencies): Pick<CourierActivities, 'claimMails'> {
  return {
    claimMails: (city) =>
      db.$transaction(async (tx) => {
        const { version, now, due: isDue, waiting } = await lookAtGate(tx, city)
        const due = isDue ? await dueNotices(tx, city, now) : []
        const slot = due.map((n) => n.at).reduce((a, b) => (a > b ? a : b), new Date(0))
        const mailboxes = grouped(due)
        // Recorded late (the worker was away at nine), a notice of nine o'clock finds that dispatch gone: it leaves now, as a mail of its own.
        const gone = isDue
          ? await tx.mail.findMany({ where: { city, slot, mailbox: { in: [...mailboxes.keys()] } }, select: { mailbox: true } })
          : []
        const left = new Set(gone.map((mail) => mail.mailbox))
        for (const [mailbox, notices] of mailboxes)
          await freeze(tx, { city, mailbox, slot: left.has(mailbox) ? now : slot, now, publicUrl }, notices)

        const wakeAt = await actedOn(tx, city, version)
        if (!isDue && !waiting) return { mails: [], wakeAt }
        const mails = await tx.mail.findMany({
          where: { city, OR: [{ state: 'claimed', reply: null }, { state: 'sending' }] },
          select: { id: true },
          orderBy: { id: 'asc' },
          take: atOnce,
        })
        // Handed out in part: the courier comes again at once for the others.
        return { mails: mails.map((m) => m.id), wakeAt: mails.length === atOnce ? now.toISOString() : wakeAt }
      }),
  }
}

/** Mails handed out at once. */
const atOnce = 200

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

/** What the courier has seen is acted on: it sleeps until the next notice is due. */
async function actedOn(tx: Transaction, city: string, version: number): Promise<Instant | null> {
  const rows = await tx.$queryRaw<{ wakeAt: Date | null }[]>`
    UPDATE gate SET acted = ${version}, wake_at = (SELECT min(at) FROM notice WHERE city = ${city} AND state = 'planned')
    WHERE id = ${courierId(city)} RETURNING wake_at AS "wakeAt"`
  return rows[0]?.wakeAt?.toISOString() ?? null
}

function grouped(due: DueNotice[]): Map<string, DueNotice[]> {
  const groups = new Map<string, DueNotice[]>()
  for (const notice of due) groups.set(notice.mailbox, [...(groups.get(notice.mailbox) ?? []), notice])
  return groups
}

const dueNotices = (tx: Transaction, city: string, now: Date): Promise<DueNotice[]> =>
  tx.$queryRaw<DueNotice[]>`
    SELECT n.id, n.kind, n.at, n.reason, n.facts, n.process_id AS "processId", n.cycle_id AS "cycleId", t.mailbox, t.title AS "postTitle",
      d.name AS "postDepartment", p.step_key AS "stepKey", p.subject, p.form, p.round, p.state, p.due_at AS "dueAt",
      coalesce(g.name, sd.name) AS "subjectName", od.name AS "ownerDepartment", c.snapshot_no AS "snapshotNo", c.fiscal_year AS "fiscalYear",
      CASE WHEN starts_with(pt.title, pd.name) THEN pt.title ELSE pd.name || '　' || pt.title END AS "previousPost"
    FROM notice n
    JOIN process p ON p.id = n.process_id
    JOIN process c ON c.id = n.cycle_id
    JOIN post t ON t.id = n.post
    JOIN department d ON d.city = t.city AND d.key = t.department
    JOIN post o ON o.id = p.post
    JOIN department od ON od.city = o.city AND od.key = o.department
    LEFT JOIN post pt ON pt.id = n.facts->>'previousPost'
    LEFT JOIN department pd ON pd.city = pt.city AND pd.key = pt.department
    LEFT JOIN programme g ON g.cycle_id = n.cycle_id AND g.key = p.subject
    LEFT JOIN department sd ON sd.city = n.city AND sd.key = p.subject
    WHERE n.city = ${city} AND n.state = 'planned' AND n.at <= ${now}
    ORDER BY t.mailbox, n.id`

async function freeze(
  tx: Transaction,
  dispatch: { city: string; mailbox: string; slot: Date; now: Date; publicUrl: string },
  notices: DueNotice[],
): Promise<void> {
  const first = notices.reduce((a, b) => (b.fiscalYear > a.fiscalYear ? b : a))
  const definition = await definitionOf(tx, first.cycleId, first.snapshotNo)
  const items: NoticeItem[] = []
  for (const notice of notices) items.push(itemOf(notice, await definitionOf(tx, notice.cycleId, notice.snapshotNo), dispatch.now))
  const mail = composeMail(
    {
      city: definition.city.name,
      office: definition.report.office,
      reportTitle: definition.report.title,
      fiscalYear: first.fiscalYear,
      addressee: { title: first.postTitle, department: first.postDepartment },
      asOf: dispatch.now.toISOString(),
      publicUrl: dispatch.publicUrl,
      items,
    },
    lettersOf(await lettersText(tx, dispatch.city)),
  )
  const digest = sha256(`${dispatch.city}\n${dispatch.mailbox}\n${dispatch.slot.toISOString()}`).slice(0, 32)
  const id = `${dispatch.city}/mail/${digest}`
  await tx.mail.create({
    data: {
      id,
      city: dispatch.city,
      mailbox: dispatch.mailbox,
      slot: dispatch.slot,
      messageId: `<${digest}@junkan.${dispatch.city}>`,
      ...mail,
      state: 'claimed',
    },
  })
  await tx.notice.updateMany({ where: { id: { in: notices.map((n) => n.id) }, state: 'planned' }, data: { state: 'claimed', mailId: id } })
}

function itemOf(notice: DueNotice, definition: Definition, now: Date): NoticeItem {
  const step = definition.steps.find((s) => s.id === notice.stepKey)
  const title = askOf(definition, notice)?.title ?? step?.name ?? notice.stepKey
  const late = cityCalendar(definition.calendar).businessDaysBetween(dateOf(notice.dueAt.toISOString()), dateOf(now.toISOString()))
  const waiting = notice.state === 'open' || notice.state === 'returned'
  return {
    kind: notice.kind as NoticeItem['kind'],
    number: notice.facts?.receiptNo ?? null,
    task: notice.processId,
    title,
    subjectName: notice.subjectName ?? title,
    department: notice.ownerDepartment,
    dueAt: notice.dueAt.toISOString(),
    status: waiting && late > 0 ? `期限超過${late}日` : assignmentStateWords[notice.state],
    reason: notice.reason,
    ...(notice.facts?.remarks ? { remarks: notice.facts.remarks } : {}),
    ...(notice.previousPost ? { previousPost: notice.previousPost } : {}),
    ...(notice.facts?.handoverOn ? { handoverOn: notice.facts.handoverOn } : {}),
    ...(waiting && late > 0 ? { daysLate: late } : {}),
  }
}
