import type { Context } from 'hono'
import type { Desk } from '../../app/desk/desk.js'
import { Refused, refusalSentences } from '../../app/errors.js'
import type { CycleLine } from '../../app/views/list-cycles.js'
import type { Views } from '../../app/views/views.js'
import { denied } from '../guards.js'
import { cycleIdOf, param } from '../request.js'
import { rightsOf } from '../session.js'

/** A year's page of the office: those who oversee look, the office acts. */
export interface OfficeYear {
  cycle: CycleLine
  /** the office's post by which the visitor acts; null: only looks */
  post: string | null
  person: string
}

/** The year of the path, if it is the visitor's to see, and to act in where `acts`; else the answer that says it is not there. */
export async function officeYear(
  c: Context,
  { desk, views }: { desk: Desk; views: Views },
  { acts }: { acts: boolean },
): Promise<OfficeYear | Response> {
  const rights = rightsOf(c, param(c, 'city'))
  const post = rights.posts.find(({ role }) => role === 'office')?.id ?? null
  if (acts ? post === null : !rights.oversees) return denied(c, desk)
  const cycle = (await views.listCycles(param(c, 'city'))).find(({ id }) => id === cycleIdOf(c))
  return cycle ? { cycle, post, person: c.get('visitor').personId } : denied(c, desk)
}

/** What a refused act says to the person. @throws what is no refusal */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Refused)) throw error
  return error.problems.length > 0 ? error.problems.join(' ') : refusalSentences[error.code]
}
