import { fiscalYearName, formatDateTime, formatShort } from '../calendar/date-words.js'
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

/** titles of posts mostly begin with their section already */
const addresseeOf = ({ addressee }: MailInput): string => {
  const [department, title] = [oneLine(addressee.department), oneLine(addressee.title)]
  return title.startsWith(department) ? title : `${department}　${title}`
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
})

/** The values of matters of one kind. */
export function groupValues(kind: NoticeKind, items: NoticeItem[], mail: MailInput): Scope {
  const title = titleOf(items)
  const dues = [...new Set(items.flatMap(({ dueAt }) => dueAt ?? []))].sort()
  return {
    ...mailValues(mail),
    title,
    count: items.length,
    dueCount: dues.length,
    isForm: isForm(title),
    ...dueValues(dues[0], mail),
    ...kindValues(kind, items, title),
  }
}

const dueValues = (due: string | undefined, { asOf }: MailInput): Scope =>
  due === undefined
    ? {}
    : { due: formatDateTime(due), dueShort: formatShort(due), dueDay: formatDay(due), daysLeft: daysBetween(asOf, due) }

function kindValues(kind: NoticeKind, items: NoticeItem[], title: string): Scope {
  switch (kind) {
    case 'overdue':
    case 'head-notice':
    case 'escalation':
    case 'escalation-proposal': {
      const daysLate = Math.max(0, ...items.map((item) => item.daysLate ?? 0))
      return daysLate > 0 ? { daysLate } : {}
    }
    case 'return':
      return { places: items.reduce((sum, item) => sum + (item.remarks?.length ?? 0), 0) }
    case 'receipt':
    case 'attestation': {
      const numbers = items.flatMap(({ number }) => (number === null ? [] : [String(number)]))
      return { ...(numbers[0] === undefined ? {} : { receiptNumber: numbers[0] }), moreReceipts: Math.max(0, numbers.length - 1) }
    }
    case 'handover': {
      const on = items.find((item) => item.handoverOn !== undefined)?.handoverOn
      return on === undefined ? {} : { handoverDay: monthDayName(on) }
    }
    case 'invitation':
      return { meetingTitle: `${title}${title.endsWith('開催') ? '' : 'の開催'}` }
    case 'extension-request': {
      const wished = items.flatMap((item) => item.wishedAt ?? []).sort()[0]
      return wished === undefined ? {} : { wished: formatDateTime(wished) }
    }
    default:
      return {}
  }
}
