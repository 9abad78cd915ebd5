import { type Context, Hono } from 'hono'
import { type Cell, distributed, standingOf, standings } from '../../../domain/review/allot.js'
import { type AllotmentTable, allotmentTable } from '../../app/review/selecting/allotment-table.js'
import { recordAllotments } from '../../app/review/selecting/allotments.js'
import { type ActForm, actForm, tooLong } from '../act-form.js'
import { NotFound } from '../error-pages.js'
import { AllotmentPage, type AllotmentPageProps, cellName } from '../pages/review/selecting/allotment-page.js'
import { withQuery } from '../paths.js'
import { cyclePattern, html } from '../request.js'
import { allotmentPath } from '../review-paths.js'
import { sentences } from './office-form.js'
import { type OverseenYear, overseenYear } from './office-year.js'
import type { SelectionParts } from './selection-routes.js'

type More = Partial<Pick<AllotmentPageProps, 'shown' | 'proposal' | 'done' | 'problem'>>

/** What the form says of each cell of the table; what it does not name stays as it stands. */
const typed = (form: ActForm, { programmes, seats, cells }: AllotmentTable): Cell[] => {
  const stands = standingOf(cells)
  return programmes.flatMap(({ key }) =>
    seats.map((seat): Cell => {
      const now = stands(key, seat.id)
      const said = form.text(cellName('at', key, seat))
      const standing = standings.find((one) => one === said) ?? now.standing
      const why = form.text(cellName('why', key, seat))
      return { programme: key, seat: seat.id, standing, reason: standing === 'conflict' ? why || now.reason : '' }
    }),
  )
}

/** 担当・利害関係 of a year: one table, one save. */
export function allotmentRoutes(parts: SelectionParts): Hono {
  const { connections } = parts
  const pattern = `${cyclePattern}/review/allotment`
  const page = (
    c: Context,
    { cycle, post }: OverseenYear,
    table: AllotmentTable,
    { shown = null, proposal = null, done = null, problem = null }: More,
  ) => html(c, <AllotmentPage {...{ cycle, table, shown, proposal, done, problem }} office={post !== null} />, problem ? 400 : 200)

  return new Hono()
    .get(pattern, async (c) => {
      const opened = await overseenYear(c, parts, { toAct: false })
      if (opened instanceof Response) return opened
      const table = await allotmentTable(connections.db, opened.cycle.id, c.req.query('body') ?? '')
      const done = /^\d{1,6}$/.exec(c.req.query('done') ?? '')?.[0]
      return table ? page(c, opened, table, { done: done === undefined ? null : Number(done) }) : html(c, <NotFound />, 404)
    })
    .post(pattern, async (c) => {
      const opened = await overseenYear(c, parts, { toAct: true })
      if (opened instanceof Response) return opened
      const form = await actForm(c)
      const { cycle, post, person } = opened
      const table = await allotmentTable(connections.db, cycle.id, form.text('body'))
      if (!table) return html(c, <NotFound />, 404)
      const shown = typed(form, table)
      const long = tooLong(form)
      if (long) return page(c, opened, table, { shown, problem: long.message })
      if (form.act === 'propose') {
        const each = Number(form.text('each'))
        if (!Number.isInteger(each) || each < 1 || each > 50)
          return page(c, opened, table, { shown, problem: '一つの施策を見る委員の人数は、1から50までの数で書いてください。' })
        const verified = table.programmes.filter((one) => one.verified).map(({ key }) => key)
        const { cells, short } = distributed(
          verified,
          table.seats.map(({ id }) => id),
          shown,
          each,
        )
        const others = shown.filter(({ programme }) => !verified.includes(programme))
        return page(c, opened, table, { shown: [...cells, ...others], proposal: { each, short } })
      }
      const bare = shown.filter(({ standing, reason }) => standing === 'conflict' && reason === '').length
      if (bare > 0)
        return page(c, opened, table, {
          shown,
          problem: `利害関係の理由がない欄が${bare}か所あります。表の下に理由を書いて、もう一度保存してください。`,
        })
      try {
        const change = { id: form.key, cycleId: cycle.id, cells: shown, stood: form.text('stood'), post: post ?? '', person }
        const changed = await recordAllotments(connections, change)
        return c.redirect(withQuery(allotmentPath(cycle), { body: table.body, done: changed }), 303)
      } catch (error) {
        return page(c, opened, table, { shown, problem: sentences(error).join(' ') })
      }
    })
}
