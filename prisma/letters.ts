import { readFile } from 'node:fs/promises'
import type { Transaction } from './trail.js'

const shippedFile = new URL('../definitions/letters.yaml', import.meta.url)
let shipped: Promise<string> | null = null

/** The wording that comes with the program. */
export function shippedLetters(): Promise<string> {
  shipped ??= readFile(shippedFile, 'utf8').catch((error: unknown) => {
    shipped = null
    throw error
  })
  return shipped
}

/** The wording of a city's mails: the file its office adopted last, else the shipped one. */
export async function lettersText(tx: Pick<Transaction, 'letters'>, city: string): Promise<string> {
  const newest = await tx.letters.findFirst({ where: { city }, orderBy: { no: 'desc' }, select: { body: true } })
  return newest?.body ?? (await shippedLetters())
}
