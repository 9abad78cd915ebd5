// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what must not pass
const unseen = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g

/** Control characters (CR and LF would end a mail header, RFC 5322 2.2) and the invisible ones that turn or hide text become a space. */
export const withoutUnseen = (text: string): string => text.replace(unseen, ' ')

/** Text that others wrote, made safe for one line: nothing unseen, runs of spaces become one. */
export const oneLine = (text: string): string =>
  withoutUnseen(text)
    .replace(/[ \u3000]{2,}/g, ' ')
    .trim()

/** The same for text of several lines: each line is made safe, empty ones are left out. */
export const safeLines = (text: string): string[] =>
  text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map(oneLine)
    .filter((line) => line !== '')

/** A count in an office's letter: one digit is written full-width, more are not. */
export const count = (n: number): string => (n >= 0 && n < 10 ? String.fromCharCode(0xff10 + n) : String(n))

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}○●◎・…―※〔〕【】→]/u

/** Columns that text takes on a terminal: a full-width character two, any other one. */
export const columns = (text: string): number => [...text].reduce((sum, c) => sum + (wide.test(c) ? 2 : 1), 0)

/** Characters that must not begin a line (行頭禁則) and those that must not end one (行末禁則). */
const neverFirst = /^[、。，．・：；？！」』）〕】〉》ー々ゝゞぁぃぅぇぉっゃゅょァィゥェォッャュョ)\]},.:;?!%]/u
const neverLast = /[「『（〔【〈《([{]$/u

/** Words of ASCII (task numbers, addresses, dates, figures) are never cut: a number that is cut finds nothing. */
const units = (text: string): string[] => {
  const found: string[] = []
  for (const part of text.match(/[\x21-\x7e]+| |[^\x20-\x7e]/gu) ?? []) {
    const last = found.at(-1)
    if (last !== undefined && (neverFirst.test(part) || neverLast.test(last))) found[found.length - 1] = last + part
    else found.push(part)
  }
  return found
}

/**
 * Breaks text into lines of at most `width` columns (76 = 38 full-width characters). The first line begins with `first`,
 * the others with `rest`. Only a single word that is itself too long makes a longer line.
 */
export function wrap(text: string, first = '', rest = first, width = 76): string[] {
  const lines: string[] = []
  let line = first
  let empty = true
  for (const unit of units(text)) {
    if (!empty && columns(line) + columns(unit) > width) {
      lines.push(line.trimEnd())
      line = rest
      empty = true
    }
    if (empty && unit === ' ') continue
    line += unit
    empty = false
  }
  return [...lines, line.trimEnd()]
}
