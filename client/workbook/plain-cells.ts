import { Unreadable } from './unreadable.js'

/**
 * The reader of worksheets gives values without their formats, passes over cells that show an error, and knows a formula only by
 * its last result. Here those cells are turned into text that says so, before it reads them.
 */
export const FAULT = '\uE000'

const attribute = (tag: string, name: string): string | undefined => new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(tag)?.[1]

/** Which of a workbook's styles show a number otherwise than it is: by their number in `s="…"`. */
export type NumberStyles = Map<string, 'percent' | 'scaled'>

export function numberStyles(stylesXml: string): NumberStyles {
  const codes = new Map(
    [...stylesXml.matchAll(/<(?:\w+:)?numFmt\s[^>]*>/g)].map(([tag]) => [attribute(tag, 'numFmtId'), attribute(tag, 'formatCode')]),
  )
  const formats = /<(?:\w+:)?cellXfs[\s>]([\s\S]*?)<\/(?:\w+:)?cellXfs>/.exec(stylesXml)?.[1] ?? ''
  const styles: NumberStyles = new Map()
  ;[...formats.matchAll(/<(?:\w+:)?xf\s[^>]*>/g)].forEach(([tag], index) => {
    const id = attribute(tag, 'numFmtId')
    const code = (codes.get(id) ?? '').replace(/&quot;[^&]*&quot;|\\./g, '').split(';')[0] ?? ''
    if (id === '9' || id === '10' || code.includes('%')) styles.set(String(index), 'percent')
    else if (/[0#?],+(?![0#?,])/.test(code)) styles.set(String(index), 'scaled')
  })
  return styles
}

/** A worksheet's part with those cells as text. @throws Unreadable when a cell has no end */
export function plainCells(xml: string, styles: NumberStyles): string {
  const pieces: string[] = []
  let done = 0
  for (const { tag, start, end } of cellsOf(xml)) {
    const said = saidBy(tag, xml.slice(start, end), styles)
    if (said === undefined) continue
    pieces.push(xml.slice(done, start), `<c r="${attribute(tag, 'r') ?? ''}" t="inlineStr"><is><t>${said}</t></is></c>`)
    done = end
  }
  pieces.push(xml.slice(done))
  return pieces.join('')
}

function* cellsOf(xml: string): Generator<{ tag: string; start: number; end: number }> {
  const opening = /<((?:\w{1,20}:)?c)(?:\s[^<>]*)?>/g
  for (let match = opening.exec(xml); match; match = opening.exec(xml)) {
    const [tag, name = 'c'] = match
    if (tag.endsWith('/>')) continue
    const close = `</${name}>`
    const last = xml.indexOf(close, opening.lastIndex)
    if (last < 0) throw new Unreadable('シートの中身が壊れています。もう一度保存し直して、読み込んでください。')
    yield { tag, start: match.index, end: last + close.length }
    opening.lastIndex = last + close.length
  }
}

function saidBy(tag: string, cell: string, styles: NumberStyles): string | undefined {
  const type = attribute(tag, 't') ?? 'n'
  if (type === 'e') return `${FAULT}error`
  const value = /<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</.exec(cell)?.[1]
  if (value === undefined) return /<(?:\w+:)?f[\s>/]/.test(cell) ? `${FAULT}uncalculated` : undefined
  if (type !== 'n') return undefined
  const shown = styles.get(attribute(tag, 's') ?? '')
  if (shown === 'scaled') return Number(value) === 0 ? undefined : `${FAULT}scaled`
  return shown === 'percent' ? `${plainNumber(Number(value) * 100)}%` : undefined
}

/** A number as a person sees it: without the noise of binary fractions (0.1 + 0.2 is 0.3). */
export const plainNumber = (value: number): string => {
  const text = String(Number(value.toPrecision(15)))
  return /e-/.test(text) ? value.toFixed(20).replace(/0+$/, '') : text
}
