import { type Context, Hono } from 'hono'
import type { Connections } from '../../app/connections.js'
import type { Desk } from '../../app/desk/desk.js'
import { type PromiseList, promiseList } from '../../app/review/promises/promise-list.js'
import { denied } from '../guards.js'
import { promisesCsv } from '../pages/review/responses/promises-csv.js'
import { listedStates, matching, type PromiseQuery, PromisesPage } from '../pages/review/responses/promises-page.js'
import { choiceIn, cityPattern, html, param } from '../request.js'
import { rightsOf } from '../session.js'

/** 約束の一覧 of a city: those who oversee see all, sections what is theirs now. */
export function promiseRoutes({ connections: { db }, desk }: { connections: Connections; desk: Desk }): Hono {
  const opened = async (c: Context): Promise<PromiseList | Response> => {
    const { oversees, departments } = rightsOf(c, param(c, 'city'))
    return oversees || departments.length > 0 ? promiseList(db, param(c, 'city'), { oversees, departments }) : denied(c, desk)
  }
  return new Hono()
    .get(`${cityPattern}/promises`, async (c) => {
      const query = queryOf(c)
      const list = await opened(c)
      return list instanceof Response ? list : html(c, <PromisesPage city={param(c, 'city')} list={list} query={query} />)
    })
    .get(`${cityPattern}/promises.csv`, async (c) => {
      const query = queryOf(c)
      const list = await opened(c)
      if (list instanceof Response) return list
      c.header('Content-Type', 'text/csv; charset=utf-8')
      c.header('Content-Disposition', `attachment; filename="promises-${param(c, 'city')}.csv"`)
      return c.body(promisesCsv(matching(list.promises, query)))
    })
}

const queryOf = (c: Context): PromiseQuery => ({
  state: choiceIn(c, 'state', '状態', (value) => listedStates.some((state) => state === value)),
  year: choiceIn(c, 'year', '年度', (value) => /^\d{4}$/.test(value)),
  department: choiceIn(c, 'department', '課', () => true),
  article: choiceIn(c, 'article', '条', (value) => /^\d{1,4}$/.test(value)),
})
