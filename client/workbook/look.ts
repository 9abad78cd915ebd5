import type { Borders, Fill, Font, Style } from 'exceljs'
import type { Look } from './sheet-plan.js'

const FONT = '游ゴシック'
const fill = (argb: string): Fill => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } })
const font = (more: Partial<Font> = {}): Partial<Font> => ({ name: FONT, size: 11, ...more })
const line = { style: 'thin', color: { argb: 'FFB3B3B3' } } as const
const box: Partial<Borders> = { top: line, left: line, bottom: line, right: line }
const top = { vertical: 'top', wrapText: true } as const

/** How each kind of cell looks. Only `edit` is not locked; its format is text, so that what is typed stays as typed. */
export const styles: Record<Look, Partial<Style>> = {
  title: { font: font({ size: 14, bold: true }), alignment: { vertical: 'middle' } },
  plain: { font: font(), alignment: { vertical: 'middle', wrapText: true } },
  heading: { font: font({ bold: true }), fill: fill('FFE6E6E6'), border: box, alignment: { vertical: 'middle', wrapText: true } },
  label: { font: font({ bold: true }), border: box, alignment: top },
  caption: { font: font({ color: { argb: 'FF4D4D4D' } }), alignment: top },
  edit: { font: font(), fill: fill('FFFFF7D6'), border: box, alignment: top, numFmt: '@', protection: { locked: false } },
  quiet: { font: font({ color: { argb: 'FF666666' } }), alignment: top },
  remark: { font: font({ bold: true, color: { argb: 'FF8F2E00' } }), fill: fill('FFFFE8DC'), border: box, alignment: top },
}

/** Figures stand at the right edge. */
export const figureAlignment = { ...top, horizontal: 'right' } as const

/** How wide a text is, in half-width characters. */
export const widthOf = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (/[\u0020-\u007e\uff61-\uff9f]/.test(sign) ? 1 : 2), 0)

/** The height in points that a wrapped text needs in a column of so many half-width characters. Excel allows 409 at most. */
export function heightOf(text: string, columnWidth: number): number {
  const lines = text.split('\n').reduce((sum, one) => sum + Math.max(1, Math.ceil(widthOf(one) / Math.max(1, columnWidth - 2))), 0)
  return Math.min(409, 6 + lines * 18)
}
