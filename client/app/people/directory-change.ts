import type { CityDate } from '../../../domain/calendar/instants.js'
import { dateOf } from '../../../domain/calendar/instants.js'
import { nowOf } from '../../../prisma/clock.js'
import type { Database } from '../../../prisma/db.js'
import type { Transaction } from '../../../prisma/trail.js'
import { Refused } from '../errors.js'
import { freeAddressed } from '../readdress.js'

/** Who changes the directory: a person, by a post held today that may. Made from the rights of whoever is signed in. */
export interface Keeper {
  city: string
  person: string
  /** id of the office's post this person holds, if any */
  office: string | null
  /** id of the administrator's post this person holds, if any */
  admin: string | null
}

/** What an act did, for the history: kind (directory-words.ts) and facts in the register's words. */
export interface Change {
  kind: string
  facts: Record<string, unknown>
}

/** What every act works with: its transaction, the city's day, and who acts. */
export interface Moment {
  tx: Transaction
  keeper: Keeper
  now: Date
  today: CityDate
}

export const faulty = (...problems: string[]): Refused => new Refused('invalid-input', problems)

/**
 * Changes the directory in one transaction, one change of a city after another, and writes down what was changed by whom.
 * `key` is the form's: sent twice, it happens once. @throws Refused with sentences; nothing is changed then
 */
export async function change(db: Database, keeper: Keeper, key: string, run: (moment: Moment) => Promise<Change[]>): Promise<void> {
  if (!/^[\w/-]{8,100}$/.test(key)) throw faulty('送信の番号がありません。画面を開き直して、もう一度送ってください。')
  await db.$transaction(async (tx) => {
    const moment = await momentOf(tx, keeper)
    if ((await tx.registerChange.count({ where: { id: key } })) > 0) return
    await writeChanges(moment, key, await run(moment))
    // What waited because nobody could be written to may leave now; whoever has no engine at hand leaves the waking to the relay.
    await freeAddressed(tx, keeper.city)
  })
}

/** Takes the city's directory in hand until the transaction ends. @throws Refused when the keeper holds no post that may */
export async function momentOf(tx: Transaction, keeper: Keeper): Promise<Moment> {
  if (!keeper.office && !keeper.admin) throw new Refused('wrong-post')
  await lockDirectory(tx, keeper.city)
  const now = await nowOf(tx, keeper.city)
  return { tx, keeper, now, today: dateOf(now.toISOString()) }
}

export const lockDirectory = (tx: Transaction, city: string): Promise<unknown> =>
  tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${city}/register`}, 0))`

const secret = ['planned', 'announced']

export async function writeChanges({ tx, keeper, now }: Moment, key: string, changes: Change[]): Promise<void> {
  await tx.registerChange.createMany({
    data: changes.map(({ kind, facts }, n) => ({
      id: n === 0 ? key : `${key}/${n}`,
      city: keeper.city,
      at: now,
      byPerson: keeper.person,
      byPost: (secret.includes(kind) ? keeper.admin : (keeper.office ?? keeper.admin)) ?? '',
      kind,
      facts: facts as object,
    })),
  })
}

/** A register key as definitions write them. */
export const isKey = (key: string): boolean => /^[a-z0-9][a-z0-9-]{0,59}$/.test(key)
export const isAddress = (text: string): boolean => text.length <= 254 && /^[^\s@,;<>"']+@[^\s@,;<>"']+$/.test(text)
/** One line without the characters nobody sees; full-width letters of addresses and keys become plain. */
export const tidy = (text: string): string =>
  text
    .replace(/\p{C}+/gu, ' ')
    .replace(/[ \u3000]{2,}/g, ' ')
    .trim()
export const tidyAddress = (text: string): string => tidy(text).normalize('NFKC').toLowerCase()
