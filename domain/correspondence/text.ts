import type { Letter, Row, Words } from './letter-shape.js'
import { columns, count, wrap } from './lines.js'

const width = 76

const right = (text: string): string => `${' '.repeat(Math.max(0, width - columns(text)))}${text}`
const centre = (text: string): string => `${' '.repeat(Math.max(0, Math.floor((width - columns(text)) / 2)))}${text}`
const rule = '─'.repeat(width / 2)

/** A label and its text, the text's further lines standing under its first; a link is whole on a line of its own. */
const row = ({ label, text, link }: Row): string[] => [
  ...wrap(text, `　　${label}　`, `　　${'　'.repeat(Math.ceil(columns(label) / 2))}　`),
  ...(link === undefined ? [] : [`　　${link}`]),
]

/** A person's own words beneath their label. */
const noted = ({ label, lines }: Words): string[] => [...wrap(label, '　　'), ...lines.flatMap((line) => wrap(line, '　　　'))]

const listed = ({ label, lines }: Words): string[] => [
  ...wrap(label, '　　'),
  ...lines.flatMap((line) => wrap(line, '　　　・', '　　　　')),
]

const section = ({ label, lines }: Words): string[] => [`［${label}］`, ...lines.flatMap((line) => wrap(line, '　'))]

/**
 * The letter as plain text, in the form of an office's 事務連絡. Lines are at most 38 full-width characters, because closed
 * networks' mail gateways break longer ones at will.
 */
export function letterText(letter: Letter): string {
  const groups = letter.groups.flatMap((group, index) => [
    ...wrap(group.heading, `${count(index + 1)}　`, '　　'),
    ...wrap(group.explanation, '　　', '　　'),
    ...(group.common.length > 0 || group.told ? ['', ...wrap(`（${letter.common}）`, '　')] : []),
    ...group.common.flatMap(row),
    ...(group.told ? listed(group.told) : []),
    ...group.items.flatMap((item) => [
      '',
      ...wrap(item.name, '　・', '　　'),
      ...item.rows.flatMap(row),
      ...item.remarks.flatMap((remark, no) => [
        ...wrap(`「${remark.field}」`, `　　(${no + 1}) `, '　　　　'),
        ...remark.lines.flatMap((line) => wrap(line, '　　　　', '　　　　')),
      ]),
      ...(item.note ? noted(item.note) : []),
      ...(item.told ? listed(item.told) : []),
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
    centre(letter.record),
    '',
    ...groups,
    ...letter.closing.flatMap((line) => wrap(line, '　')),
    right(letter.end),
    '',
    ...section(letter.howTo),
    ...section(letter.contact),
    rule,
    ...letter.footer.flatMap((line) => wrap(line)),
    '',
  ].join('\n')
}
