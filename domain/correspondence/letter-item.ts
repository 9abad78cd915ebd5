import { formatDateTime, formatShort } from '../calendar/date-words.js'
import type { LetterItem, Row, Words } from './letter-shape.js'
import { oneLine, safeLines } from './lines.js'
import type { NoticeItem } from './mail-input.js'
import type { Scope } from './template.js'
import type { FrameWording } from './wording.js'

/** Earlier mails that a letter lists; of more it tells the newest and how many there were besides. */
const toldAtMost = 8

/** One matter of a letter. @param values the mail's own */
export function letterItem(item: NoticeItem, dueLabel: string, values: Scope, frame: FrameWording): LetterItem {
  const { labels } = frame
  const rows: Row[] = []
  const add = (label: (values: Scope) => string, text: string) => rows.push({ label: label(values), text: oneLine(text) })
  add(labels.title, item.title)
  if (item.dueAt !== null) {
    const late = item.daysLate !== undefined && item.daysLate > 0 ? `　${frame.late({ ...values, daysLate: item.daysLate })}` : ''
    rows.push({ label: dueLabel, text: `${formatDateTime(item.dueAt)}${late}` })
  }
  if (item.place) add(labels.place, item.place)
  if (item.wishedAt !== undefined) add(labels.wished, formatDateTime(item.wishedAt))
  if (oneLine(item.status) !== '') add(labels.status, item.status)
  if (item.number !== null) add(labels.number, String(item.number))
  if (item.previousPost !== undefined) add(labels.previousPost, item.previousPost)
  rows.push({ label: labels.task(values), text: oneLine(item.task), ...linkOf(item, values) })
  if (oneLine(item.reason) !== '') add(labels.reason, item.reason)
  return {
    name: oneLine(frame.itemName({ ...values, subject: item.subjectName, department: item.department })),
    rows,
    remarks: (item.remarks ?? []).map((remark) => ({ field: oneLine(remark.field), lines: safeLines(remark.text) })),
    note: note(item, values, frame),
    told: told(item, values, frame),
  }
}

const linkOf = ({ page }: NoticeItem, { url }: Scope): { link?: string } =>
  page === undefined ? {} : { link: encodeURI(oneLine(`${String(url).replace(/\/+$/, '')}${page}`)) }

/** A person's own words, in 「」. */
function note({ kind, note: text }: NoticeItem, values: Scope, { labels }: FrameWording): Words | null {
  const lines = safeLines(text ?? '')
  if (lines.length === 0) return null
  const label = kind === 'extension-request' ? labels.wishNote : labels.note
  return { label: label(values), lines: `「${lines.join('\n')}」`.split('\n') }
}

function told({ told: before = [] }: NoticeItem, values: Scope, frame: FrameWording): Words | null {
  if (before.length === 0) return null
  const others = before.length - toldAtMost
  const lines = before.slice(-toldAtMost).map(({ at, what, to }) => oneLine(frame.toldLine({ ...values, on: formatShort(at), what, to })))
  return { label: frame.told(values), lines: [...(others > 0 ? [frame.toldMore({ ...values, others })] : []), ...lines] }
}
