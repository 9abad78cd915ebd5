import { fiscalYearName, formatDate, formatDateTime } from '../calendar/date-words.js'
import { dateOf } from '../calendar/instants.js'
import { count, oneLine, safeLines } from './lines.js'
import type { MailInput, NoticeItem, NoticeKind } from './mail-input.js'
import { lead, phraseOf } from './phrases.js'
import { byUrgency, subject } from './subjects.js'

export interface Row {
  label: string
  text: string
}

/** One matter as the letter lists it. */
export interface LetterItem {
  name: string
  rows: Row[]
  remarks: { field: string; lines: string[] }[]
}

/** Matters of one kind under one heading. */
export interface LetterGroup {
  kind: NoticeKind
  heading: string
  explanation: string
  /** what holds of every item of the group alike, said once */
  common: Row[]
  items: LetterItem[]
}

/** What a mail says, before it is set as text or HTML: both are made from it, so they cannot differ. */
export interface Letter {
  subject: string
  /** what to do, and by when */
  lead: [string, string]
  number: string
  date: string
  to: string
  from: string
  /** the subject as the letter names it: without the mark 【…】 that sorts the mailbox */
  about: string
  opening: string
  groups: LetterGroup[]
  closing: string[]
  howTo: string[]
  contact: string
  footer: string[]
}

function letterItem(item: NoticeItem): LetterItem {
  const phrase = phraseOf[item.kind]
  const rows: Row[] = [{ label: '件　　名', text: oneLine(item.title) }]
  if (item.dueAt !== null) {
    const late = item.daysLate !== undefined && item.daysLate > 0 ? `　${count(item.daysLate)}開庁日超過` : ''
    rows.push({ label: phrase.dueLabel, text: `${formatDateTime(item.dueAt)}${late}` })
  }
  if (oneLine(item.status) !== '') rows.push({ label: '状　　況', text: oneLine(item.status) })
  if (item.number !== null) rows.push({ label: '受付番号', text: oneLine(String(item.number)) })
  if (item.previousPost !== undefined) rows.push({ label: '前 担 当', text: oneLine(item.previousPost) })
  rows.push({ label: '手続番号', text: oneLine(item.task) }, { label: '理　　由', text: oneLine(item.reason) })
  return {
    name: `${oneLine(item.subjectName)}（${oneLine(item.department)}）`,
    rows,
    remarks: (item.remarks ?? []).map((remark) => ({ field: oneLine(remark.field), lines: safeLines(remark.text) })),
  }
}

const has = (item: LetterItem, row: Row): boolean => item.rows.some(({ label, text }) => label === row.label && text === row.text)

/** Twenty sheets asked for at once share their due date and their reason: what all items say alike is said once. */
function group(kind: NoticeKind, matters: NoticeItem[]): LetterGroup {
  const phrase = phraseOf[kind]
  const items = matters.map(letterItem)
  const common = items.length < 2 ? [] : (items[0]?.rows.filter((row) => items.every((item) => has(item, row))) ?? [])
  return {
    kind,
    heading: `${phrase.heading}（${count(items.length)}件）`,
    explanation: phrase.explanation,
    common,
    items: items.map((item) => ({ ...item, rows: item.rows.filter(({ label }) => !common.some((row) => row.label === label)) })),
  }
}

const kinds = (items: NoticeItem[]): NoticeKind[] => [...new Set(items.map((item) => item.kind))]

/**
 * The letter (事務連絡) for one mailbox and one dispatch, most urgent matters first. Everything that others wrote is made safe
 * for one line here, so neither a header nor the letter's own lines can be forged from a name.
 * @throws Error when there is nothing to write about.
 */
export function letter(mail: MailInput): Letter {
  const items = [...mail.items].sort(byUrgency)
  const line = subject(mail)
  const office = `${oneLine(mail.city)}${oneLine(mail.office)}`
  const department = oneLine(mail.addressee.department)
  const title = oneLine(mail.addressee.title)
  // titles of posts mostly begin with their section already
  const addressee = title.startsWith(department) ? title : `${department}　${title}`
  const contact = mail.contact === undefined ? '' : oneLine(mail.contact)
  return {
    subject: line,
    lead: lead(items),
    number: mail.number === undefined ? '事務連絡' : oneLine(mail.number),
    date: formatDate(dateOf(mail.asOf)).replace(/（.*$/, ''),
    to: `${addressee}　様`,
    from: office,
    about: line.replace(/^【[^】]*】/, ''),
    opening: `「${fiscalYearName(mail.fiscalYear)} ${oneLine(mail.reportTitle)}」に係る事務について、次のとおりお知らせします。`,
    groups: kinds(items).map((kind) =>
      group(
        kind,
        items.filter((item) => item.kind === kind),
      ),
    ),
    closing: mail.closing === undefined ? [] : safeLines(mail.closing),
    howTo: [
      `画面：${oneLine(mail.publicUrl)}`,
      'サインインの後、「手続番号」を入力すると、その手続の画面が開きます。本文のリンクを開く必要はありません。',
    ],
    contact: contact === '' ? `${office}（このメールに返信してください。）` : `${office}　${contact}`,
    footer: [
      `このメールは、${formatDateTime(mail.asOf)}現在の記録に基づいて作成しました。行き違いの場合は御容赦ください。`,
      `${addressee}の職に宛てて、その受信箱に一通にまとめてお送りしています。それぞれの用件をお送りした理由は、各件の「理由」のとおりです。`,
    ],
  }
}
