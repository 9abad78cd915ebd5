import type { Context } from 'hono'
import type { Definition } from '../../../domain/definition/schema.js'
import { type RemarkSubject, subjectsOf } from '../../../domain/review/remark.js'
import type { Connections } from '../../app/connections.js'
import type { Desk } from '../../app/desk/desk.js'
import { type Bench, benchesSeen } from '../../app/review/workbench/bench.js'
import { type CycleLine, lineOf } from '../../app/views/list-cycles.js'
import { readCycles } from '../../app/views/read-cycle.js'
import { NotFound, noYear } from '../error-pages.js'
import { denied } from '../guards.js'
import { cycleIdOf, html, param } from '../request.js'
import { rightsOf } from '../session.js'

/** A year as those who oversee it see it, and as its office acts on it. */
export interface OverseenYear {
  cycle: CycleLine
  definition: Definition
  /** the office's post by which the visitor acts; null: only looks */
  post: string | null
  person: string
}

/** The same, with all that can be spoken about. */
export interface SubjectsYear extends OverseenYear {
  subjects: RemarkSubject[]
}

/** A year as the office works on it. */
export interface OfficeYear extends SubjectsYear {
  post: string
}

/** Whether the visitor may change something in it now. */
export const acts = ({ cycle, post }: OverseenYear): boolean => post !== null && cycle.state === 'running'

/** The year of the path, if it is the visitor's to see, and to act in where `toAct`; else the answer that says it is not there. One statement. */
export async function overseenYear(
  c: Context,
  { connections: { db }, desk }: OfficeParts,
  { toAct }: { toAct: boolean },
): Promise<OverseenYear | Response> {
  const rights = rightsOf(c, param(c, 'city'))
  const post = rights.posts.find(({ role }) => role === 'office')?.id ?? null
  if (toAct ? post === null : !rights.oversees) return denied(c, desk)
  const [found] = await readCycles(db, { id: cycleIdOf(c) })
  if (!found) return html(c, <NotFound what={noYear} />, 404)
  return { cycle: lineOf(found), definition: found.definition, post, person: c.get('visitor').personId }
}

/** The year of the path, for those who oversee it; else the answer that says it is not there. */
export async function subjectsYear(c: Context, parts: OfficeParts): Promise<SubjectsYear | Response> {
  const year = await overseenYear(c, parts, { toAct: false })
  return year instanceof Response ? year : { ...year, subjects: await subjectsIn(parts, year) }
}

/** The year of the path, for its office alone; else the answer that says it is not there. */
export async function officeYear(c: Context, parts: OfficeParts): Promise<OfficeYear | Response> {
  const year = await overseenYear(c, parts, { toAct: true })
  if (year instanceof Response || year.post === null) return year instanceof Response ? year : denied(c, parts.desk)
  return { ...year, post: year.post, subjects: await subjectsIn(parts, year) }
}

/** Answers for the year's office alone. */
export const forOffice =
  (parts: OfficeParts, answer: (c: Context, year: OfficeYear) => Promise<Response>) =>
  async (c: Context): Promise<Response> => {
    const year = await officeYear(c, parts)
    return year instanceof Response ? year : answer(c, year)
  }

/** Answers for all who oversee the year. */
export const forOverseers =
  (parts: OfficeParts, answer: (c: Context, year: SubjectsYear) => Promise<Response>) =>
  async (c: Context): Promise<Response> => {
    const year = await subjectsYear(c, parts)
    return year instanceof Response ? year : answer(c, year)
  }

async function subjectsIn({ connections: { db } }: OfficeParts, { cycle, definition }: OverseenYear): Promise<RemarkSubject[]> {
  const of = { where: { cycleId: cycle.id }, orderBy: { position: 'asc' as const } }
  return subjectsOf(definition, await db.programme.findMany({ ...of, select: { key: true, name: true } }))
}

/** The opinions of a year as they are the visitor's to see: the office its drafts, others what was handed in. */
export const benchesFor = (db: Connections['db'], { cycle, definition, post }: OverseenYear): Promise<Bench[]> =>
  benchesSeen(db, cycle.id, definition, post !== null)

export interface OfficeParts {
  connections: Connections
  desk: Desk
}

export const nameIn = (subjects: RemarkSubject[], key: string): string => subjects.find((one) => one.key === key)?.name ?? key
