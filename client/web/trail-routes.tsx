import { type Context, Hono } from 'hono'
import type { Desk } from '../app/desk/desk.js'
import type { CycleLine } from '../app/views/list-cycles.js'
import type { Views } from '../app/views/views.js'
import { NotFound, noYear } from './error-pages.js'
import { only } from './guards.js'
import { trailCsv } from './pages/trail-csv.js'
import { TrailPage } from './pages/trail-page.js'
import type { TemporalPages } from './pages/trail-table.js'
import { TrailVerifiedPage } from './pages/trail-verified-page.js'
import { cycleIdOf, cyclePattern, html, param } from './request.js'
import { filterOf, trailQuery } from './trail-query.js'

/** Rows on one page, on one page for paper, and in one file: all there can be. */
const screen = 100
const paper = 500
const whole = 2_000_000_000

/** 経過一覧: the course of a year for auditors, as a page, on paper and as a file; and the chain computed anew. */
export const trailRoutes = (views: Views, desk: Pick<Desk, 'deny'>, temporal: TemporalPages | null): Hono => {
  const overseers = only(desk, (rights) => rights.oversees)
  return new Hono()
    .get(`${cyclePattern}/trail`, overseers, async (c) => {
      const cycle = await cycleOf(c, views)
      if (!cycle) return html(c, <NotFound what={noYear} />, 404)
      const query = trailQuery(c)
      const filter = filterOf(cycle.id, query)
      const print = c.req.query('print') !== undefined
      const page = print ? paper : screen
      const [rows, place, steps, sections] = await Promise.all([
        views.trailRows(cycle.id, { ...filter, limit: page }),
        views.trailPlace(cycle.id, filter, page),
        views.trailSteps(cycle.id),
        views.trailSections(cycle.city),
      ])
      const shown = { cycle, rows, place, query, steps, sections, temporal, print }
      return html(c, <TrailPage {...shown} />)
    })
    .get(`${cyclePattern}/trail.csv`, overseers, async (c) => {
      const cycle = await cycleOf(c, views)
      if (!cycle) return html(c, <NotFound what={noYear} />, 404)
      const rows = await views.trailRows(cycle.id, { ...filterOf(cycle.id, trailQuery(c)), limit: whole })
      c.header('Content-Type', 'text/csv; charset=utf-8')
      c.header('Content-Disposition', `attachment; filename="trail-${cycle.definition}-${cycle.fiscalYear}.csv"`)
      return c.body(trailCsv(rows))
    })
    .get(`${cyclePattern}/trail/verify`, overseers, async (c) => {
      const cycle = await cycleOf(c, views)
      if (!cycle) return html(c, <NotFound what={noYear} />, 404)
      const found = await views.verifyTrail(cycle.id)
      return html(c, <TrailVerifiedPage cycle={cycle} found={found} at={new Date().toISOString()} />)
    })
}

const cycleOf = async (c: Context, views: Views): Promise<CycleLine | null> =>
  (await views.listCycles(param(c, 'city'))).find(({ id }) => id === cycleIdOf(c)) ?? null
