import { fiscalYearName, formatDateTime, formatMonthDay, formatShort } from '../calendar/date-words.js'
import { daysBetween, formatDay, monthDayName } from './dates.js'
import { oneLine } from './lines.js'
import type { MailInput, NoticeItem, NoticeKind } from './mail-input.js'
import type { Scope } from './template.js'

/** What a form is called in a subject: without the round (見込, 実績…); （案） is part of the name and stays. */
const plainTitle = (title: string): string => {
  const plain = oneLine(title).replace(/（(?![^（）]*案）)[^（）]*）$/, '')
  return plain === '' ? oneLine(title) : plain
}

/** One name for all items: the form's, with 等 when there are several forms. */
function titleOf(items: NoticeItem[]): string {
  const titles = [...new Set(items.map((item) => plainTitle(item.title)))]
  return `${titles[0] ?? ''}${titles.length > 1 ? '等' : ''}`
}

/** A form is made out (作成); anything else that is asked (a confirmation, an answer) already names its act. */
const isForm = (title: string): boolean => /(シート|調書|様式|票|表)等?$/.test(title)

/** 経済労働局長, 港湾課 担当: a title that names the unit it stands over or belongs to */
const namesUnit = /^(?!担当|副|主)[^　 ]+(局|部|室|課|所|センター)/

/** titles of posts mostly begin with their section already */
const addresseeOf = ({ addressee }: MailInput): string => {
  const [department, title] = [oneLine(addressee.department), oneLine(addressee.title)]
  return title.startsWith(department) || namesUnit.test(title) ? title : `${department}　${title}`
}

/** The values of a mail (domain/correspondence/values.ts says what each is). */
export const mailValues = (mail: MailInput): Scope => ({
  city: mail.city,
  office: mail.office,
  sender: `${oneLine(mail.city)}${oneLine(mail.office)}`,
  report: mail.reportTitle,
  year: fiscalYearName(mail.fiscalYear),
  addressee: addresseeOf(mail),
  asOf: formatDateTime(mail.asOf),
  url: mail.publicUrl,
  isDeputy: mail.deputy !== undefined,
  ...(mail.deputy?.until ? { deputyUntil: formatMonthDay(mail.deputy.until) } : {}),
})

/** The values of matters of one kind. */
export function groupValues(kind: NoticeKind, items: NoticeItem[], mail: MailInput): Scope {
  const title = titleOf(items)
  const isSubmission = items[0]?.isSubmission ?? true
  const dues = [...new Set(items.flatMap(({ dueAt }) => dueAt ?? []))].sort()
  return {
    ...mailValues(mail),
    title,
    count: items.length,
    dueCount: dues.length,
    isForm: isSubmission && isForm(title),
    isSubmission,
    isMeeting: !isSubmission && /開催|会議$/.test(title),
    ...dueValues(dues[0], mail),
    ...timesValues(kind, items),
    ...kindValues(kind, items, title),
  }
}

const dueValues = (due: string | undefined, { asOf }: MailInput): Scope =>
  due === undefined
    ? {}
    : { due: formatDateTime(due), dueShort: formatShort(due), dueDay: formatDay(due), daysLeft: daysBetween(asOf, due) }

/** Which time the same is said, where a chase says it several times; and to whom. */
function timesValues(kind: NoticeKind, items: NoticeItem[]): Scope {
  if (kind !== 'overdue' && kind !== 'head-notice') return {}
  const nth = Math.max(1, ...items.map((item) => item.nth ?? 1))
  return { ...(nth > 1 ? { nth } : {}), toCoordinator: items[0]?.toCoordinator ?? false }
}

const lateValues = (items: NoticeItem[]): Scope => {
  const daysLate = Math.max(0, ...items.map((item) => item.daysLate ?? 0))
  return daysLate > 0 ? { daysLate } : {}
}

const wishedValues = (items: NoticeItem[]): Scope => {
  const wished = items.flatMap((item) => item.wishedAt ?? []).sort()[0]
  return wished === undefined ? {} : { wished: formatDateTime(wished) }
}

const movedValues = (items: NoticeItem[]): Scope => {
  const from = items.flatMap(({ movedFrom, dueAt }) => (movedFrom && movedFrom !== dueAt ? [movedFrom] : []))[0]
  return from === undefined ? {} : { movedFrom: formatDateTime(from) }
}

/** Of matters for members: none of them has to be handed in. */
const optionalValue = (kind: NoticeKind, items: NoticeItem[]): Scope =>
  kind.startsWith('member-') ? { isOptional: items.every((item) => item.isOptional ?? false) } : {}

function kindValues(kind: NoticeKind, items: NoticeItem[], title: string): Scope {
  switch (kind) {
    case 'overdue':
    case 'head-notice':
    case 'escalation':
    case 'escalation-proposal':
      return lateValues(items)
    case 'return':
      return { places: items.reduce((sum, item) => sum + (item.remarks?.length ?? 0), 0) }
    case 'receipt':
    case 'attestation':
    case 'member-receipt': {
      const numbers = items.flatMap(({ number }) => (number === null ? [] : [String(number)]))
      return {
        ...optionalValue(kind, items),
        ...(numbers[0] === undefined ? {} : { receiptNumber: numbers[0] }),
        moreReceipts: Math.max(0, numbers.length - 1),
      }
    }
    case 'handover': {
      const on = items.find((item) => item.handoverOn !== undefined)?.handoverOn
      return { ...(on === undefined ? {} : { handoverDay: monthDayName(on) }), ...lateValues(items) }
    }
    case 'invitation':
    case 'meeting-moved':
    case 'meeting-cancelled':
      return { meetingTitle: `${title}${title.endsWith('開催') ? '' : 'の開催'}`, ...movedValues(items) }
    case 'extension': {
      const isShorter = items.some(({ wishedAt, dueAt }) => wishedAt !== undefined && dueAt !== null && dueAt < wishedAt)
      return { ...wishedValues(items), isShorter }
    }
    case 'extension-declined':
    case 'extension-request':
      return wishedValues(items)
    case 'member-request':
    case 'member-reminder':
    case 'member-return':
      return optionalValue(kind, items)
    default:
      return {}
  }
}
