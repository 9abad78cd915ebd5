import type { Fault } from '../definition/problem.js'
import { keysAt } from '../definition/schema-keys.js'
import { shapeFaults } from '../definition/shape-faults.js'
import { readYaml } from '../definition/yaml-source.js'
import { LetterError } from './letter-error.js'
import { completed } from './letters-completed.js'
import { lettersFile, shapelyParts } from './letters-schema.js'
import { wordingFrom } from './letters-templates.js'
import { type Letters, partName } from './wording.js'

export type { Letters } from './wording.js'

/** One thing that is wrong with a file of letters; lines count from 1. */
export interface LetterProblem {
  line: number
  message: string
}

/** The words of a city's mails as they are kept. */
export interface LettersWritten {
  /** the file in force, word for word */
  text: string
  /** the file that comes with the program */
  shipped: string
}

export type LettersRead = { ok: true; letters: Letters } | { ok: false; problems: LetterProblem[] }

/** Characters of a file of letters at most. */
const longest = 100_000

const read = new Map<string, LettersRead>()

/**
 * Reads a file of letters (definitions/letters.yaml is the shipped one). Either all of it is good, or everything that is wrong
 * is named with its line: syntax, keys, values that do not exist, values that may be missing and are not asked for, what is no
 * plain text. Never throws.
 */
export const readLetters = (text: string): LettersRead => readWith(text, null)

/** @param shipped where the file lacks a part, that part's words; null: it may lack none */
function readWith(text: string, shipped: string | null): LettersRead {
  const key = JSON.stringify([text, shipped])
  const known = read.get(key)
  if (known) return known
  const found = readAnew(text, shipped)
  if (read.size > 8) read.clear()
  read.set(key, found)
  return found
}

function readAnew(text: string, shipped: string | null): LettersRead {
  if (text.length > longest)
    return { ok: false, problems: [{ line: 1, message: `文面のファイルが長すぎます（${longest}字まで）。短くしてください。` }] }
  const unreadable = unreadableLine(text)
  if (unreadable) return { ok: false, problems: [unreadable] }
  const yaml = readYaml(text, '')
  if (!yaml.readable) return refused(yaml.problems)
  const { value, added } = shipped === null ? { value: yaml.value, added: [] } : completed(yaml.value, readYaml(shipped, '').value)
  const parsed = lettersFile.safeParse(value)
  if (!parsed.success) {
    const faults = shapeFaults(parsed.error.issues, value, (path, written) => keysAt(lettersFile, path, written))
    const more = wordingFrom(shapelyParts(value)).faults
    return refused([...yaml.problems, ...[...faults, ...more].map(yaml.problemAt)])
  }
  const { wording, faults } = wordingFrom(parsed.data)
  const problems = [...yaml.problems, ...faults.map(yaml.problemAt)]
  return wording && problems.length === 0 ? { ok: true, letters: { text, added: added.map(partName), ...wording } } : refused(problems)
}

/** What no reading gets past: told alone, because all that follows would be complained of because of it. */
function unreadableLine(text: string): LetterProblem | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a picture or a workbook holds such characters, a text does not
  if (/[\u0000\ufffd]/.test(text))
    return { line: 1, message: '文面のファイル（YAML の文章）ではありません。「文面」の画面から取り出したファイルを選んでください。' }
  const line = text.split('\n').findIndex((one) => /^ *\t/.test(one))
  return line < 0 ? null : { line: line + 1, message: '行の始まりにタブがあります。タブを消し、半角の空白で字下げしてください。' }
}

const refused = (problems: (Pick<Fault, 'message' | 'remedy'> & { line: number; path: string })[]): LettersRead => ({
  ok: false,
  problems: problems
    .map(({ line, path, message, remedy }) => ({
      line,
      message: [path === '' ? message : `${path}：${message}`, remedy].filter(Boolean).join(''),
    }))
    .sort((a, b) => a.line - b.line),
})

/**
 * The letters of a text that was checked when it was adopted. What mails have learnt to say since, and the text does not, they say in the
 * words that come with the program.
 * @throws LetterError when this program cannot read it any more
 */
export function lettersOf({ text, shipped }: LettersWritten): Letters {
  const found = readWith(text, shipped)
  if (found.ok) return found.letters
  const first = found.problems[0]
  throw new LetterError(
    `メールの文面を読めません（${found.problems.length}か所。${first ? `${first.line}行目：${first.message}` : ''}）。「文面」の画面で直したものを採用してください。`,
  )
}
