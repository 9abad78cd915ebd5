import { readFile } from 'node:fs/promises'
import type { Transaction } from './trail.js'

const shippedFile = new URL('../definitions/letters.yaml', import.meta.url)
let file: Promise<string> | null = null

/** The wording that comes with the program. */
export function shippedLetters(): Promise<string> {
  file ??= readFile(shippedFile, 'utf8').catch((error: unknown) => {
    file = null
    throw error
  })
  return file
}

/** The wording of a city's mails: the file its office adopted last, else the shipped one; and the shipped one for what that file lacks. */
export async function lettersText(tx: Pick<Transaction, 'letters'>, city: string): Promise<{ text: string; shipped: string }> {
  const shipped = await shippedLetters()
  const newest = await tx.letters.findFirst({ where: { city }, orderBy: { no: 'desc' }, select: { body: true } })
  return { text: newest?.body ?? shipped, shipped }
}
