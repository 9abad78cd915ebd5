import { type Context, Hono } from 'hono'
import type { ListSort, Seer } from '../app/views/assignment-list.js'
import type { Views } from '../app/views/views.js'
import { NotFound, noYear } from './error-pages.js'
import { assignmentsCsv } from './pages/assignments-csv.js'
import { type AssignmentQuery, assignmentSorts, assignmentStates } from './pages/assignments-filter.js'
import { AssignmentsPage } from './pages/assignments-page.js'
import { PlanPage } from './pages/plan-page.js'
import { choiceIn, cycleIdOf, cyclePattern, html, numberIn, param } from './request.js'
import { rightsOf } from './session.js'

/** The pages of one year. */
export const cycleRoutes = (views: Views): Hono =>
  new Hono()
    .get(`${cyclePattern}/plan`, async (c) => {
      const cycle = await views.cycleStatus(cycleIdOf(c))
      return cycle ? html(c, <PlanPage cycle={cycle} />) : html(c, <NotFound what={noYear} />, 404)
    })
    .get(`${cyclePattern}/assignments`, async (c) => {
      const query = queryOf(c)
      const list = await views.assignmentList(cycleIdOf(c), seerOf(c), query)
      return list ? html(c, <AssignmentsPage list={list} query={query} />) : html(c, <NotFound what={noYear} />, 404)
    })
    .get(`${cyclePattern}/assignments.csv`, async (c) => {
      const list = await views.assignmentList(cycleIdOf(c), seerOf(c), { ...queryOf(c), page: null })
      if (!list) return html(c, <NotFound what={noYear} />, 404)
      c.header('Content-Type', 'text/csv; charset=utf-8')
      c.header('Content-Disposition', `attachment; filename="assignments-${list.cycle.definition}-${list.cycle.fiscalYear}.csv"`)
      return c.body(assignmentsCsv(list.shown))
    })

/** A section sees its own; those who oversee the year see all. */
function seerOf(c: Context): Seer {
  const { oversees, departments, posts } = rightsOf(c, param(c, 'city'))
  return { oversees, departments, posts: posts.map(({ id }) => id) }
}

const anything = () => true

function queryOf(c: Context): AssignmentQuery {
  return {
    step: choiceIn(c, 'step', '工程', anything),
    bureau: choiceIn(c, 'bureau', '局', anything),
    department: choiceIn(c, 'department', '課', anything),
    article: choiceIn(c, 'article', '条', (value) => /^\d{1,4}$/.test(value)),
    state: choiceIn(c, 'state', '状態', (value) => assignmentStates.includes(value)),
    overdue: choiceIn(c, 'overdue', '期限の条件', (value) => value === 'yes') !== '',
    sort: choiceIn(c, 'sort', '並べ方', (value) => assignmentSorts.includes(value)) as ListSort,
    page: numberIn(c, 'page', 'ページ'),
  }
}
