import { type Entry, lineAt, rowsOf, textAt } from './entry-text.js'
import { readNumber } from './plain-number.js'

/** The rows of what is said in a review: opinions, Actions, statements, promises. Names are told at `readEntry`. */

/** Those of a row's texts that are not empty. */
export const filled = (entry: Entry, row: string, ...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, lineAt(entry, `${row}.${name}`)] as const).filter(([, text]) => text !== ''))

/** Rows in which a person has written something: what only travels along (an id, where it came from) makes no row. */
export const writtenIn = (entry: Entry, id: string, ...names: string[]): string[] =>
  rowsOf(entry, id).filter((row) => isWritten(entry, row, ...names))

const isWritten = (entry: Entry, row: string, ...names: string[]): boolean =>
  names.some((name) => textAt(entry, `${row}.${name}`).trim() !== '')

export function opinionIn(entry: Entry, row: string) {
  const as = lineAt(entry, `${row}.printed`)
  const sources = textAt(entry, `${row}.sources`)
    .split('\n')
    .filter((key) => key !== '')
  const reason = lineAt(entry, `${row}.unprinted`)
  return {
    ...numbered(entry, row),
    text: textAt(entry, `${row}.text`).trimEnd(),
    ...filled(entry, row, 'kind', 'viewpoint', 'source', 'id'),
    ...(sources.length > 0 ? { sources } : {}),
    ...(as === '' ? {} : { printing: { as, ...numbered(entry, row, 'into'), ...(reason === '' ? {} : { reason }) } }),
  }
}

export const statementIn = (entry: Entry, row: string) => ({
  ...filled(entry, row, 'id', 'subject'),
  text: textAt(entry, `${row}.text`).trimEnd(),
  ...numbered(entry, row, 'of'),
  ...agreedIn(lineAt(entry, `${row}.agreed`)),
})
const agreedIn = (text: string) => (text === '' ? {} : { agreed: text === 'on' })

export const promiseIn = (entry: Entry, row: string) => filled(entry, row, 'ref', 'state', 'text', 'reason')

/** Nothing as long as neither was chosen and nothing was written: which package was on the page travels along. */
export function rulingIn(entry: Entry, id: string): Record<string, unknown> | undefined {
  const said = { ...filled(entry, id, 'state', 'to'), ...given(textAt(entry, `${id}.reason`).trimEnd()) }
  return Object.keys(said).length === 0 ? undefined : { ...said, ...numbered(entry, id, 'package') }
}
const given = (reason: string) => (reason === '' ? {} : { reason })

/** Rows of Actions: written in, or ticked. */
export const actionRows = (entry: Entry, id: string): string[] =>
  rowsOf(entry, id).filter(
    (row) =>
      isWritten(entry, row, 'text', 'no', 'answers', 'whole', 'category', 'timing', 'budget', 'indicator') ||
      ticked(entry, row, 'answer').length + ticked(entry, row, 'wholly').length > 0,
  )

export function actionIn(entry: Entry, row: string) {
  const whole = namedIn(entry, row, 'whole', 'wholly')
  return {
    ...numbered(entry, row),
    text: textAt(entry, `${row}.text`).trimEnd(),
    answers: namedIn(entry, row, 'answers', 'answer'),
    ...(whole.length === 0 ? {} : { whole }),
    ...filled(entry, row, 'category', 'timing', 'budget', 'indicator', 'continues'),
  }
}

/** Numbers that are written under `text` and ticked under `tick`. What is ticked stays in the order it had; what is new follows by number. */
function namedIn(entry: Entry, row: string, text: string, tick: string): (number | string)[] {
  const written = numbersIn(textAt(entry, `${row}.${text}`))
  const chosen = ticked(entry, row, tick)
  if (chosen.length === 0) return written
  const were = numbersIn(textAt(entry, `${row}.${text}Were`))
  const place = (no: number | string) => (were.includes(no) ? were.indexOf(no) : were.length)
  return [...new Set([...chosen, ...written])].sort((a, b) => place(a) - place(b) || Number(a) - Number(b))
}

/** The numbers of the boxes that are ticked under a name, smallest first. */
const ticked = (entry: Entry, row: string, name: string): number[] =>
  Object.keys(entry)
    .filter((key) => key.startsWith(`${row}.${name}.`) && lineAt(entry, key) === 'on')
    .map((key) => Number(key.slice(`${row}.${name}.`.length)))
    .filter((no) => Number.isSafeInteger(no) && no > 0)
    .sort((a, b) => a - b)

const numbered = (entry: Entry, row: string, name = 'no') => {
  const text = lineAt(entry, `${row}.${name}`)
  const [no = text, ...more] = numbersIn(text)
  return text === '' ? {} : { [name]: more.length === 0 ? no : text }
}

/** Numbers of opinions: 1、2 · ①② · １ ２. What is no number stays a text, for the check to refuse by its words. */
function numbersIn(text: string): (number | string)[] {
  const words = text.replace(/[①-⑳㉑-㉟㊱-㊿]/g, (circled) => ` ${circled.normalize('NFKC')} `).split(/[\s、，,・]+/)
  return words
    .filter((word) => word !== '')
    .map((word) => {
      const { value } = readNumber(word)
      return value !== null && Number.isSafeInteger(value) ? value : word
    })
}
