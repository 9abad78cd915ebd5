import type { Definition } from '../definition/schema.js'
import type { Instant } from '../process/command.js'
import type { CalendarInput, CalendarItem } from './calendar-file.js'
import type { DueDispatch, DueNotice, Obstacle } from './due-notice.js'
import { grouped } from './grouped.js'
import type { MailInput } from './mail-input.js'
import { calendarItem, isToMember, noticeItem } from './notice-item.js'
import { type LeftOut, takeIn } from './take-in.js'

/** What one mailbox gets in one dispatch. */
export interface GatheredMail {
  /** as the first of its notices spells it; the same address in other letters is the same mailbox */
  mailbox: string
  /** what the mail says */
  stays: DueNotice[]
  /** what it need not say, with the reason */
  leftOut: LeftOut[]
  /** null: nothing is left to be said, no mail leaves */
  letter: MailInput | null
  /** null: it brings no date */
  calendar: CalendarInput | null
}

/** A post that cannot be written to, and what waits for that. */
export interface Unaddressed {
  post: string
  postTitle: string
  obstacle: Obstacle
  notices: DueNotice[]
}

/**
 * Gathers what is due into one mail a mailbox: by the address as it counts that day, not by the post. The courier freezes
 * what this answers, and the preview (送信予定) shows it: there is one way to make a mail.
 */
export function gather(
  { notices, contacts, lines, definitions }: DueDispatch,
  { asOf, publicUrl }: { asOf: Instant; publicUrl: string },
): { mails: GatheredMail[]; unaddressed: Unaddressed[] } {
  const now = new Date(asOf)
  const definitionOf = ({ cycleId, snapshotNo }: DueNotice) => definitions.get(`${cycleId}@${snapshotNo}`) as Definition
  const tried = grouped(contacts, ({ processId }) => processId)
  const mails: GatheredMail[] = []
  for (const [key, own] of grouped(notices.filter(reachable), ({ mailbox }) => (mailbox ?? '').toLowerCase())) {
    const { stays, leftOut } = takeIn(own, now)
    const mailbox = stays[0]?.mailbox ?? own[0]?.mailbox ?? ''
    mails.push({ mailbox, stays, leftOut, letter: letterOf(key, stays), calendar: calendarOf(stays) })
  }
  return { mails, unaddressed: unaddressed(notices) }

  function letterOf(mailbox: string, stays: DueNotice[]): MailInput | null {
    const first = newestYear(stays)
    if (!first) return null
    const { city, report } = definitionOf(first)
    const earliest = Math.min(...stays.map(({ at }) => at.getTime()))
    const closing = lines.filter((line) => line.slot.getTime() >= earliest && ['', mailbox].includes(line.mailbox.toLowerCase()))
    return {
      city: city.name,
      office: report.office,
      reportTitle: report.title,
      fiscalYear: first.fiscalYear,
      addressee: { title: first.postTitle, department: first.postDepartment },
      ...(first.deputy ? { deputy: first.deputy } : {}),
      asOf,
      publicUrl,
      items: stays.map((notice) => noticeItem(notice, definitionOf(notice), tried.get(notice.processId) ?? [], now)),
      ...(stays.every((notice) => isToMember(notice, definitionOf(notice))) ? { toMembers: true } : {}),
      ...(closing.length > 0 ? { closing: closing.map(({ text }) => text).join('\n') } : {}),
    }
  }

  function calendarOf(stays: DueNotice[]): CalendarInput | null {
    const first = newestYear(stays)
    const dates = new Map<string, CalendarItem>()
    for (const notice of stays) {
      const date = calendarItem(notice, definitionOf(notice))
      if (date) dates.set(date.task, date)
    }
    if (!first || dates.size === 0) return null
    const { city, report } = definitionOf(first)
    return { city: city.name, office: report.office, publicUrl, asOf, items: [...dates.values()] }
  }
}

/** Years overlap in a mail; the newest gives it its head. */
const newestYear = (notices: DueNotice[]): DueNotice | undefined =>
  notices.reduce<DueNotice | undefined>((a, b) => (a === undefined || b.fiscalYear > a.fiscalYear ? b : a), undefined)

const reachable = ({ mailbox, obstacle }: DueNotice): boolean => mailbox !== null && obstacle === null

const unaddressed = (notices: DueNotice[]): Unaddressed[] =>
  [...grouped(notices, ({ post }) => post)].flatMap(([post, own]) => {
    const [first] = own
    return first?.obstacle ? [{ post, postTitle: first.postTitle, obstacle: first.obstacle, notices: own }] : []
  })
