import { type Context, Hono } from 'hono'
import type { AssignmentLine } from '../app/views/assignment-rows.js'
import type { CycleLine } from '../app/views/list-cycles.js'
import type { Views } from '../app/views/views.js'
import { NotFound } from './error-pages.js'
import { mayOpen } from './guards.js'
import { assignmentsCsv } from './pages/assignments-csv.js'
import { type AssignmentQuery, AssignmentsPage, assignmentStates, pendingStates } from './pages/assignments-page.js'
import { PlanPage } from './pages/plan-page.js'
import { choiceIn, cycleIdOf, cyclePattern, html, param } from './request.js'
import { rightsOf } from './session.js'

const noYear = 'この年度の記録はありません。市・条例・年度を確かめてください。'

/** The pages of one year. */
export const cycleRoutes = (views: Views): Hono =>
  new Hono()
    .get(`${cyclePattern}/plan`, async (c) => {
      const cycle = await views.cycleStatus(cycleIdOf(c))
      return cycle ? html(c, <PlanPage cycle={cycle} />) : html(c, <NotFound what={noYear} />, 404)
    })
    .get(`${cyclePattern}/assignments`, async (c) => {
      const found = await assignmentsOf(c, views)
      return found ? html(c, <AssignmentsPage {...found} />) : html(c, <NotFound what={noYear} />, 404)
    })
    .get(`${cyclePattern}/assignments.csv`, async (c) => {
      const found = await assignmentsOf(c, views)
      if (!found) return html(c, <NotFound what={noYear} />, 404)
      c.header('Content-Type', 'text/csv; charset=utf-8')
      c.header('Content-Disposition', `attachment; filename="assignments-${found.cycle.definition}-${found.cycle.fiscalYear}.csv"`)
      return c.body(assignmentsCsv(found.shown))
    })

const cycleOf = async (c: Context, views: Views): Promise<CycleLine | null> =>
  (await views.listCycles(param(c, 'city'))).find(({ id }) => id === cycleIdOf(c)) ?? null

async function assignmentsOf(c: Context, views: Views) {
  const cycle = await cycleOf(c, views)
  const rights = rightsOf(c, param(c, 'city'))
  const listed = cycle && (await views.listAssignments(cycle.id))
  if (!cycle || !listed) return null
  // A section sees its own; those who oversee the year see all.
  const all = listed.filter((one) => mayOpen(rights, one))
  const query: AssignmentQuery = {
    step: choiceIn(c, 'step', '工程', () => true),
    department: choiceIn(c, 'department', '課', () => true),
    // While the year runs, people look for what is not done.
    state: choiceIn(c, 'state', '状態', (value) => assignmentStates.includes(value)) || (cycle.state === 'sealed' ? 'all' : 'pending'),
    overdue: choiceIn(c, 'overdue', '期限の条件', (value) => value === 'yes'),
  }
  return { cycle, all, shown: all.filter((one) => fits(one, query)), query }
}

const fits = (one: AssignmentLine, { step, department, state, overdue }: AssignmentQuery): boolean =>
  (step === '' || one.step === step) &&
  (department === '' || one.department === department) &&
  (state === 'all' || (state === 'pending' ? pendingStates.includes(one.state) : one.state === state)) &&
  (overdue === '' || one.daysLate !== null)
