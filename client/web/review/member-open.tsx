import type { Context } from 'hono'
import type { ProgrammeStanding, Statement } from '../../../domain/review/check-statements.js'
import { crossCutting, wholeName } from '../../../domain/review/whole.js'
import { isOn, statementsOf } from '../../../domain/review/write-statements.js'
import { contentHash } from '../../../domain/trail/canonical.js'
import type { Connections } from '../../app/connections.js'
import type { Desk } from '../../app/desk/desk.js'
import type { Sheet } from '../../app/desk/sheet.js'
import { programmesFor, type RecordedRemark, recordedOf } from '../../app/review/member/ground.js'
import { type MemberYear, memberYears } from '../../app/review/member/member-years.js'
import { NotFound } from '../error-pages.js'
import { denied } from '../guards.js'
import { memberPath } from '../member-paths.js'
import { cycleIdOf, cyclePattern, html, param } from '../request.js'
import { isWritable } from '../sheet-form.js'

export interface MemberParts {
  connections: Connections
  desk: Desk
}

export const memberPattern = `${memberPath}${cyclePattern}/:seat{[a-z0-9][a-z0-9-]*}`

/** One seat's year with everything that its pages show. */
export interface OpenedYear {
  year: MemberYear
  programmes: ProgrammeStanding[]
  recorded: RecordedRemark[]
  sheet: Sheet | null
  writable: boolean
  /** what stands: the draft, else what was sent last */
  statements: Statement[]
}

/** The seat's year of the path, if the visitor holds that seat today; else the answer that says it is not there. */
export async function openYear(c: Context, { connections: { db }, desk }: MemberParts): Promise<OpenedYear | Response> {
  const seat = `${param(c, 'city')}/${param(c, 'seat')}`
  const { posts } = c.get('visitor')
  const held = posts.filter(({ id, role }) => id === seat && role === 'member')
  if (held.length === 0) return denied(c, desk)
  const [year] = await memberYears(db, held, cycleIdOf(c))
  if (!year) return html(c, <NotFound what="この年度にお願いしていることはありません。委員のページから開いてください。" />, 404)
  const [programmes, recorded, sheet] = await Promise.all([
    programmesFor(db, year.cycleId, seat),
    recordedOf(db, year.cycleId, seat),
    year.asked ? desk.openSheet(year.asked.id) : null,
  ])
  return { year, programmes, recorded, ...standing(sheet) }
}

/** What an assignment says as it stands, and whether the member may still write. */
export const standing = (sheet: Sheet | null) => ({
  sheet,
  writable: sheet ? sheet.fields.some(({ type }) => type === 'statements') && isWritable(sheet) : false,
  statements: statementsOf(sheet?.draft?.content ?? sheet?.last?.content),
})

/** What one page is about, for this seat. */
export interface OpenedAbout extends OpenedYear {
  subject: string
  name: string
  /** the office's records that are confirmed on this page */
  here: RecordedRemark[]
}

/** A programme that is the seat's to speak of, or the whole; else why not, as a page. */
export async function openAbout(c: Context, parts: MemberParts): Promise<OpenedAbout | Response> {
  const opened = await openYear(c, parts)
  if (opened instanceof Response) return opened
  const subject = param(c, 'subject')
  const { programmes, recorded } = opened
  const assigned = new Set(programmes.filter(({ standing: how }) => how === 'assigned').map(({ key }) => key))
  // What was said of anything that has no page of its own is confirmed with the whole.
  if (subject === crossCutting) return { ...opened, subject, name: wholeName, here: recorded.filter((one) => !assigned.has(one.subject)) }
  const programme = programmes.find(({ key }) => key === subject)
  if (!programme || !assigned.has(subject)) return denied(c, parts.desk)
  return { ...opened, subject, name: programme.name, here: recorded.filter((one) => one.subject === subject) }
}

/** What stands on one page, and a name for exactly that. */
export function onPage({ statements, subject, here }: Pick<OpenedAbout, 'statements' | 'subject' | 'here'>): {
  items: Statement[]
  seen: string
} {
  const items = statements.filter(isOn(subject, here))
  return { items, seen: contentHash({ items }).slice(0, 16) }
}
