import type { Letter } from './letter.js'
import { columns, count, wrap } from './lines.js'

const width = 76

const right = (text: string): string => `${' '.repeat(Math.max(0, width - columns(text)))}${text}`
const centre = (text: string): string => `${' '.repeat(Math.max(0, Math.floor((width - columns(text)) / 2)))}${text}`
const rule = '─'.repeat(width / 2)

/** A label and its text, the text's further lines standing under its first. */
const row = (label: string, text: string): string[] => wrap(text, `　　${label}　`, `　　${'　'.repeat(Math.ceil(columns(label) / 2))}　`)

/**
 * The letter as plain text, in the form of an office's 事務連絡. Lines are at most 38 full-width characters, because closed
 * networks' mail gateways break longer ones at will.
 */
export function letterText(letter: Letter): string {
  const groups = letter.groups.flatMap((group, index) => [
    ...wrap(group.heading, `${count(index + 1)}　`, '　　'),
    ...wrap(group.explanation, '　　', '　　'),
    ...(group.common.length > 0 ? ['', '　（次の各件に共通）'] : []),
    ...group.common.flatMap(({ label, text }) => row(label, text)),
    ...group.items.flatMap((item) => [
      '',
      ...wrap(item.name, '　・', '　　'),
      ...item.rows.flatMap(({ label, text }) => row(label, text)),
      ...item.remarks.flatMap((remark, no) => [
        ...wrap(`「${remark.field}」`, `　　(${no + 1}) `, '　　　　'),
        ...remark.lines.flatMap((line) => wrap(line, '　　　　', '　　　　')),
      ]),
    ]),
    '',
  ])
  return [
    ...wrap(letter.lead[0]),
    ...wrap(letter.lead[1]),
    '',
    right(letter.number),
    right(letter.date),
    '',
    ...wrap(letter.to),
    '',
    right(letter.from),
    '',
    ...wrap(letter.about, '　　　', '　　　'),
    '',
    ...wrap(letter.opening, '　'),
    '',
    centre('記'),
    '',
    ...groups,
    ...letter.closing.flatMap((line) => wrap(line, '　')),
    right('以上'),
    '',
    '［手続の方法］',
    ...letter.howTo.flatMap((line) => wrap(line, '　', '　')),
    '［問合せ先］',
    ...wrap(letter.contact, '　', '　'),
    rule,
    ...letter.footer.flatMap((line) => wrap(line)),
    '',
  ].join('\n')
}
