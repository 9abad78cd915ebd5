import { formatShort } from '../calendar/date-words.js'
import { daysBetween, formatDay, monthDayName } from './dates.js'
import { count, oneLine } from './lines.js'
import type { MailInput, NoticeItem, NoticeKind } from './mail-input.js'

/** The most urgent first: it names the mail and stands at its head. */
export const urgency: NoticeKind[] = [
  'overdue',
  'return',
  'head-notice',
  'escalation',
  'escalation-proposal',
  'extension-request',
  'extension-declined',
  'confirmation',
  'reminder',
  'request',
  'invitation',
  'handover',
  'extension',
  'withdrawal',
  'edit',
  'attestation',
  'receipt',
  'acceptance',
]

/** Most urgent kind first, within a kind what is due first. */
export const byUrgency = (a: NoticeItem, b: NoticeItem): number =>
  urgency.indexOf(a.kind) - urgency.indexOf(b.kind) ||
  (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9') ||
  a.department.localeCompare(b.department, 'ja') ||
  a.task.localeCompare(b.task)

/** What a form is called in a subject: without the round (見込, 実績…); （案） is part of the name and stays. */
const plainTitle = (title: string): string => {
  const plain = oneLine(title).replace(/（(?![^（）]*案）)[^（）]*）$/, '')
  return plain === '' ? oneLine(title) : plain
}

/** One name for all items: the form's, with 等 when there are several forms. */
export function titleOf(items: NoticeItem[]): string {
  const titles = [...new Set(items.map((item) => plainTitle(item.title)))]
  return `${titles[0] ?? ''}${titles.length > 1 ? '等' : ''}`
}

/** A form is made out (作成); anything else that is asked (a confirmation, an answer) already names its act. */
const isForm = (title: string): boolean => /(シート|調書|様式|票|表)等?$/.test(title)

const earliest = (items: NoticeItem[]): string | null => items.map((item) => item.dueAt).find((due) => due !== null) ?? null

/** （受付番号○） with the number of further ones. */
const receiptNumber = (items: NoticeItem[]): string => {
  const numbers = items.flatMap((item) => (item.number === null ? [] : [oneLine(String(item.number))]))
  if (numbers.length === 0) return `（${count(items.length)}件）`
  return `（受付番号${numbers[0]}${numbers.length > 1 ? `ほか${count(numbers.length - 1)}件` : ''}）`
}

const remaining = (asOf: string, due: string): string => {
  const days = daysBetween(asOf, due)
  return days <= 0 ? '本日まで' : `あと${count(days)}日`
}

type SubjectOf = (items: NoticeItem[], mail: MailInput) => string

/** The subjects of the year's mails. 再依頼, never 督促: a department owes nobody money. */
const subjectOf: Record<NoticeKind, SubjectOf> = {
  request: (items) => {
    const title = titleOf(items)
    const due = earliest(items)
    return `【照会】${title}${isForm(title) ? 'の作成' : ''}について（依頼）${due ? `〔${formatShort(due)}〆〕` : ''}`
  },
  reminder: (items, { asOf }) => {
    const due = earliest(items)
    return `【お知らせ】${titleOf(items)}の提出期限について（${due ? `${remaining(asOf, due)}・` : ''}${count(items.length)}件）`
  },
  overdue: (items) => {
    const due = earliest(items)
    return `【再依頼】${titleOf(items)}の提出について（${due ? `${formatDay(due)}期限・` : ''}未提出${count(items.length)}件）`
  },
  'head-notice': (items) => `【確認のお願い】貴課の${titleOf(items)}の提出状況について（課長宛て）`,
  escalation: (items) => `【確認のお願い】${titleOf(items)}の提出の遅れについて（${count(items.length)}件）`,
  'escalation-proposal': (items) => `【判断のお願い】${titleOf(items)}の提出が遅れている課への連絡について（${count(items.length)}件）`,
  receipt: (items) => `【受領】${titleOf(items)}を受け付けました${receiptNumber(items)}`,
  return: (items) => {
    const places = items.reduce((sum, item) => sum + (item.remarks?.length ?? 0), 0)
    const due = earliest(items)
    const facts = [...(places > 0 ? [`${count(places)}か所`] : [`${count(items.length)}件`]), ...(due ? [`${formatDay(due)}まで`] : [])]
    return `【修正依頼】${titleOf(items)}の記載内容について（${facts.join('・')}）`
  },
  extension: (items) => {
    const due = earliest(items)
    return `【回答】提出期限の延長について（${due ? `${formatDay(due)}まで延長` : `${count(items.length)}件`}）`
  },
  'extension-request': (items) => `【判断のお願い】${titleOf(items)}の提出期限の延長の申出について（${count(items.length)}件）`,
  'extension-declined': (items) => `【回答】提出期限の延長について（${titleOf(items)}${count(items.length)}件・期限の変更なし）`,
  handover: (items) => {
    const on = items.find((item) => item.handoverOn !== undefined)?.handoverOn
    return `【引継ぎ】${on ? `${monthDayName(on)}付け` : ''}担当変更に伴う未処理案件について（${count(items.length)}件）`
  },
  invitation: (items) => {
    const title = titleOf(items)
    const due = earliest(items)
    return `【開催通知】${title}${title.endsWith('開催') ? '' : 'の開催'}について${due ? `〔${formatShort(due)}〕` : ''}`
  },
  acceptance: (items) => `【お知らせ】${titleOf(items)}を受理しました（${count(items.length)}件）`,
  attestation: (items) => `【受領】${titleOf(items)}に係る「該当なし」の申出を受け付けました${receiptNumber(items)}`,
  edit: (items) => `【お知らせ】${titleOf(items)}の字句の修正について（${count(items.length)}件）`,
  confirmation: (items) => `【課長確認のお願い】${titleOf(items)}の内容について（${count(items.length)}件）`,
  withdrawal: (items) => `【お知らせ】${titleOf(items)}の依頼の取下げについて（${count(items.length)}件）`,
}

/** The subject of a mail: the most urgent kind names it, others are counted （ほか○件）. Always one line. */
export function subject(mail: MailInput): string {
  const items = [...mail.items].sort(byUrgency)
  const kind = items[0]?.kind
  if (kind === undefined) throw new Error('送る用件が一件もない連絡は作れません。用件のある宛先だけを渡してください。')
  const named = items.filter((item) => item.kind === kind)
  const others = items.length - named.length
  return oneLine(`${subjectOf[kind](named, mail)}${others > 0 ? `（ほか${count(others)}件）` : ''}`)
}
