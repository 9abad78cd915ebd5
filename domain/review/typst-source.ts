import type { Block } from './field-blocks.js'

/** A document to be set as PDF. */
export interface PdfDocument {
  title: string
  /** under the title on the first page: label and text */
  facts: [string, string][]
  /** what stands at the foot of every page, before its number */
  foot: string
  blocks: Block[]
}

/** A text as a literal of Typst, whose strings are never markup: nothing that people wrote can become a command. */
const literal = (text: string): string => JSON.stringify(text.replace(/[^\P{Cc}\n]/gu, ''))

const cell = (text: string): string => `[#${literal(text)}]`

/** A page of another PDF on a page of its own, as it lies, with our foot and number beneath. */
function pdfPage({ file, title }: Extract<Block, { kind: 'pdf' }>, no: number): string {
  const own = (more: string) => `image(${literal(file)}, page: ${no}${more})`
  const whole = own(`, width: 100%, height: 100%, fit: "contain", alt: ${literal(`${title}　${no}ページ`)}`)
  return `#context { let size = measure(${own('')}); page(flipped: size.width > size.height, margin: (x: 10mm, top: 10mm, bottom: 18mm), align(center + horizon, ${whole})) }`
}

function block(one: Block): string {
  switch (one.kind) {
    case 'heading':
      return `#heading(level: ${one.level}, ${literal(one.text)})`
    case 'text':
      return `#par(${literal(one.text)})`
    case 'bullets':
      return `#list(${one.items.map(cell).join(', ')})`
    case 'table': {
      const head = `table.header(${one.columns.map(cell).join(', ')})`
      return `#table(columns: ${one.columns.length}, ${[head, ...one.rows.map((row) => row.map(cell).join(', '))].join(', ')})`
    }
    case 'page':
      return '#pagebreak(weak: true)'
    case 'pdf':
      return Array.from({ length: one.pages }, (_, at) => pdfPage(one, at + 1)).join('\n')
  }
}

/**
 * A document in the markup of Typst: A4, page numbers, a table of contents, bookmarks from its headings. `at` dates it, so that the same
 * content makes the same file.
 */
export function typstSource({ title, facts, foot, blocks }: PdfDocument): string {
  const rows = facts.map(([label, text]) => `${cell(label)}, ${cell(text)}`).join(', ')
  return [
    `#set document(title: ${literal(title)}, date: none)`,
    '#set text(font: "BIZ UDPGothic", lang: "ja", size: 10.5pt)',
    '#set par(leading: 0.9em, spacing: 1.1em)',
    '#set table(stroke: 0.5pt, inset: 5pt)',
    `#set page(paper: "a4", margin: 22mm, footer: context [#set text(size: 9pt); #${literal(foot)} #h(1fr) #counter(page).display("1 / 1", both: true)])`,
    '#show heading.where(level: 1): set text(size: 15pt)',
    '#show heading.where(level: 2): set text(size: 12.5pt)',
    `#align(center, text(size: 18pt, weight: "bold", ${literal(title)}))`,
    `#table(columns: (auto, 1fr), stroke: none, ${rows})`,
    '#outline(title: [目次], depth: 2)',
    ...blocks.map(block),
  ].join('\n\n')
}
