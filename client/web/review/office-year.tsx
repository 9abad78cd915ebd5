import type { Context } from 'hono'
import type { Definition } from '../../../domain/definition/schema.js'
import { type RemarkSubject, subjectsOf } from '../../../domain/review/remark.js'
import type { Connections } from '../../app/connections.js'
import type { Desk } from '../../app/desk/desk.js'
import { type CycleLine, lineOf } from '../../app/views/list-cycles.js'
import { readCycles } from '../../app/views/read-cycle.js'
import { NotFound } from '../error-pages.js'
import { denied } from '../guards.js'
import { cycleIdOf, html, param } from '../request.js'
import { rightsOf } from '../session.js'

/** A year as the office works on it. */
export interface OfficeYear {
  cycle: CycleLine
  definition: Definition
  subjects: RemarkSubject[]
  /** the office's post under which the visitor acts */
  post: string
  person: string
}

/** The year of the path, for its office; else the answer that says it is not there. */
export async function officeYear(c: Context, { connections: { db }, desk }: OfficeParts): Promise<OfficeYear | Response> {
  const post = rightsOf(c, param(c, 'city')).posts.find(({ role }) => role === 'office')
  if (!post) return denied(c, desk)
  const [found] = await readCycles(db, { id: cycleIdOf(c) })
  if (!found) return html(c, <NotFound what="この年度の記録はありません。" />, 404)
  const programmes = await db.programme.findMany({
    where: { cycleId: found.row.id },
    select: { key: true, name: true },
    orderBy: { position: 'asc' },
  })
  const { definition } = found
  return {
    cycle: lineOf(found),
    definition,
    subjects: subjectsOf(definition, programmes),
    post: post.id,
    person: c.get('visitor').personId,
  }
}

export interface OfficeParts {
  connections: Connections
  desk: Desk
}

export const nameIn = (subjects: RemarkSubject[], key: string): string => subjects.find((one) => one.key === key)?.name ?? key
