import { formatDateTime } from '../../domain/calendar/date-words.js'
import { dateOf, timeOf } from '../../domain/calendar/instants.js'
import type { Instant } from '../../domain/process/command.js'

/** One JSON document on stdout: what `--json` prints, whatever the command. */
export const printJson = (value: unknown): void => console.log(JSON.stringify(value, null, 2))

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u

/** How many columns of a terminal a text takes: Japanese characters take two. */
export const widthOf = (text: string): number => {
  let width = 0
  for (const { segment } of new Intl.Segmenter('ja').segment(text)) width += wide.test(segment) ? 2 : 1
  return width
}

/** What people wrote, fit for a terminal: no control characters, by which a text could steer the screen. */
export const safe = (text: string): string => text.replace(/[\p{Cc}\p{Bidi_Control}]+/gu, ' ')

type Cell = string | number | null

/** Prints rows in columns; numbers stand to the right, null is empty. Without rows it says `none`. */
export function printTable(headings: string[], rows: Cell[][], none = '該当するものはありません。'): void {
  if (rows.length === 0) {
    console.log(none)
    return
  }
  const lines = [headings, ...rows].map((row) => row.map((cell) => (cell === null ? '' : safe(String(cell)))))
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => widthOf(line[column] ?? ''))))
  const right = headings.map((_, column) => rows.every((row) => typeof row[column] === 'number' || row[column] === null))
  for (const line of lines) {
    const cells = line.map((text, column) => {
      const gap = ' '.repeat((widths[column] ?? 0) - widthOf(text))
      return right[column] ? gap + text : text + gap
    })
    console.log(cells.join('  ').trimEnd())
  }
}

/** `2016-12-22 17:00` in Asia/Tokyo, as it may be typed (with a T); empty for null. */
export const stamp = (instant: Instant | null): string => (instant === null ? '' : `${dateOf(instant)} ${timeOf(instant)}`)

/** The same in words: `平成28年12月22日（木）17時`. */
export const inWords = (instant: Instant): string => formatDateTime(instant)
