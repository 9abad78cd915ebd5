import type { Database } from '../../prisma/db.js'
import { StackError } from '../../stack/stack-error.js'
import { listCycles } from '../app/views/list-cycles.js'
import { exitCode } from './exit-codes.js'

/**
 * The year that is meant: its full id as typed, its fiscal year, or, with nothing typed, the only one there is (among those
 * not sealed, if any).
 * @throws StackError (usage) when none or several fit, naming them
 */
export async function cycleNamed(db: Database, typed?: string): Promise<string> {
  if (typed?.includes('/')) return typed
  const all = await listCycles(db)
  const running = all.filter(({ state }) => state !== 'sealed')
  const fit = typed === undefined ? (running.length > 0 ? running : all) : all.filter(({ fiscalYear }) => String(fiscalYear) === typed)
  const [only, ...others] = fit.map(({ id }) => id)
  if (only === undefined) {
    const known = all.map(({ id }) => id).join(', ')
    throw new StackError(
      typed === undefined ? 'No year was started yet: junkan cycle start.' : `There is no year ${typed}. There are: ${known || 'none'}.`,
      exitCode.usage,
    )
  }
  if (others.length > 0) throw new StackError(`Say which year is meant: ${[only, ...others].join(', ')}.`, exitCode.usage)
  return only
}

/** A step or an assignment: its full id, or what follows the year's id (`cards/crane`) when one year is meant. */
export const processNamed = async (db: Database, typed: string): Promise<string> =>
  typed.includes('/cycle/') ? typed : `${await cycleNamed(db)}/${typed}`

/** A post's id; its key alone is a post of the same city as `of`. */
export const postNamed = (typed: string, of: string): string => (typed.includes('/') ? typed : `${cityOf(of)}/${typed}`)

/** A mail: its id, what follows `/mail/` in it, or its Message-ID as the mail server's log has it. @throws StackError (usage) */
export async function mailNamed(db: Database, typed: string): Promise<string> {
  if (typed.includes('/')) return typed
  const found = await db.mail.findFirst({
    where: { OR: [{ id: { endsWith: `/mail/${typed}` } }, { messageId: typed }] },
    select: { id: true },
  })
  if (!found) throw new StackError(`There is no mail ${typed}. Its number is the last column of: junkan mail list.`, exitCode.usage)
  return found.id
}

/** The office's post that is meant: as typed, or the only one of the city. @throws StackError (usage) */
export async function officeNamed(db: Database, city: string, typed?: string): Promise<string> {
  if (typed !== undefined) return postNamed(typed, city)
  const [only, ...others] = await db.post.findMany({ where: { city, role: 'office' }, select: { id: true }, orderBy: { id: 'asc' } })
  if (only && others.length === 0) return only.id
  throw new StackError(
    `Say which post of the office does it with --by: ${[only, ...others].map((post) => post?.id ?? 'none').join(', ')}.`,
    exitCode.usage,
  )
}

/** The city to which a year, a step or an assignment belongs. */
export const cityOf = (id: string): string => id.split('/')[0] ?? id

/** The city that is meant: as typed, or the only one there is. @throws StackError (usage) */
export async function cityNamed(db: Database, typed?: string): Promise<string> {
  const cities = [...new Set((await listCycles(db)).map(({ city }) => city))]
  if (typed !== undefined) {
    if (cities.includes(typed)) return typed
    throw new StackError(`There is no city ${typed}. There are: ${cities.join(', ') || 'none'}.`, exitCode.usage)
  }
  const [only, ...others] = cities
  if (only === undefined) throw new StackError('No year was started yet: junkan cycle start.', exitCode.usage)
  if (others.length > 0) throw new StackError(`Say which city is meant with --city: ${cities.join(', ')}.`, exitCode.usage)
  return only
}
