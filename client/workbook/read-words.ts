import mammoth from 'mammoth'
import { unpackWords } from './unpack-words.js'
import { Unreadable } from './unreadable.js'

/** The text of a Word file (.docx), a line a paragraph, or the sentence why it is not read. */
export type WordsReading = { ok: true; text: string } | { ok: false; problem: string }

/** Characters: three times a long meeting's notes. */
const LONGEST = 300_000

/** Reads the text of a .docx file; to be called where it may run out of memory or time without harm. @throws Unreadable */
export async function readWordsParts(file: Buffer): Promise<WordsReading> {
  const small = await unpackWords(file)
  const read = await mammoth.extractRawText({ buffer: small }).catch(() => {
    throw new Unreadable('Wordファイルの文を読めませんでした。必要な文だけを写して貼り付けてください。')
  })
  const text = read.value.replace(/\n{2,}/g, '\n').trim()
  if (text === '') throw new Unreadable('Wordファイルに文がありません。図だけのファイルは読めません。')
  if (text.length > LONGEST) throw new Unreadable('Wordファイルの文が長すぎます。必要な文だけを写して貼り付けてください。')
  return { ok: true, text }
}
