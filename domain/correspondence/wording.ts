import { noticeKindWord } from './kind-words.js'
import { LetterError } from './letter-error.js'
import type { KindFile, LettersFile } from './letters-schema.js'
import type { NoticeKind, Tone } from './mail-input.js'
import { type Scope, type Template, ValueMissing } from './template.js'

/** A line of a letter, ready to be filled in. @throws LetterError when a value that it names is missing */
export type Phrase = (scope: Scope) => string

export type Toned = Record<Tone, Phrase>

/** What one kind of notice says. */
export type KindWording = { [Part in keyof KindFile]: Part extends 'leadOtherwise' | 'dueLabel' ? Phrase : Toned }

/** What every letter says. */
export type FrameWording = {
  [Part in keyof LettersFile['frame']]: LettersFile['frame'][Part] extends string
    ? Phrase
    : LettersFile['frame'][Part] extends string[]
      ? Phrase[]
      : Record<keyof LettersFile['frame']['labels'], Phrase>
}

/** The wording of a city's mails (docs/letters.md), ready to be filled in. */
export interface Letters {
  /** the file it was read from, word for word */
  readonly text: string
  /** parts that the file lacks, in words: they have the words that come with the program */
  readonly added: readonly string[]
  readonly frame: FrameWording
  readonly kinds: Record<NoticeKind, KindWording>
}

/** 「再依頼」の文面の kinds.overdue.subject */
export const partName = (path: PropertyKey[]): string =>
  path[0] === 'kinds' && path[1] !== undefined
    ? `「${noticeKindWord(String(path[1]))}」の文面の ${path.join('.')}`
    : `共通の文面の ${path.join('.')}`

/** A template that names its place when a value is missing. */
export const phrase =
  (template: Template, path: PropertyKey[]): Phrase =>
  (scope) => {
    try {
      return template.fill(scope)
    } catch (error) {
      if (!(error instanceof ValueMissing)) throw error
      throw new LetterError(
        `${partName(path)}で使う {{ ${error.value} }} に入る値がないため、メールを作れません。「文面」の画面で {% if ${error.value} %}…{% endif %} で囲んだものを採用してください。`,
      )
    }
  }
