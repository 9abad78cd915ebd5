import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { Desk } from '../app/desk/desk.js'
import type { Sheet } from '../app/desk/sheet.js'
import type { ActProblem } from './pages/act-line.js'
import { StageContext } from './pages/review/decision/ruling-field.js'
import { SheetReadPage } from './pages/sheet-read-page.js'
import { StatementSubjects } from './pages/statement-fields.js'
import { html } from './request.js'
import { rightsOf } from './session.js'

const judged = ['submitted', 'accepted', 'attested']

/** The sheet to be read; whoever checks it judges on the same page. `problem`: what was asked for there and could not be done. */
export async function readPage(c: Context, desk: Desk, sheet: Sheet, problem: ActProblem | null = null): Promise<Response> {
  const { one, cycle, last } = sheet
  const rights = rightsOf(c, cycle.city)
  const checks = rights.office || rights.posts.some((post) => post.id === one.checkPost)
  if (sheet.stage?.rules || !checks || !judged.includes(one.state) || one.sealed || cycle.state !== 'running')
    return read(c, sheet, <SheetReadPage sheet={sheet} judge={null} />)
  const before = last && last.no > 1 ? await desk.versionBefore(one.id, last.no) : null
  return read(c, sheet, <SheetReadPage sheet={sheet} judge={{ office: rights.office, before, problem }} />, problem ? 400 : 200)
}

/** A page that shows what was handed in, with the words for what a member spoke of, and the route on which it stands. */
export const read = (c: Context, { subjects, stage }: Sheet, page: Child, status: 200 | 400 = 200) =>
  html(
    c,
    <StatementSubjects.Provider value={subjects}>
      <StageContext.Provider value={stage}>{page}</StageContext.Provider>
    </StatementSubjects.Provider>,
    status,
  )
