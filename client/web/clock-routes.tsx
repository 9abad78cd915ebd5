import { type Context, Hono } from 'hono'
import { addDays, dateOf, instantAt } from '../../domain/calendar/instants.js'
import { readDay } from '../../domain/sheet/written-date.js'
import type { Desk } from '../app/desk/desk.js'
import type { CycleLine } from '../app/views/list-cycles.js'
import type { Views } from '../app/views/views.js'
import { NotFound } from './error-pages.js'
import { only } from './guards.js'
import { ClockPage } from './pages/clock-page.js'
import { clockPath, withQuery } from './paths.js'
import { cityPattern, html, param } from './request.js'

/** How long one press of the button may take, in milliseconds; what is left is another press. */
const patience = 20_000

/** 再生用の時計: whoever tries a played year out moves its day on. A city's real clock has no such page. */
export function clockRoutes(desk: Desk, views: Views): Hono {
  const page = async (c: Context, cycle: CycleLine, more: { target?: string | null; problem?: string }) =>
    html(c, <ClockPage cycle={cycle} mailsLeave={await desk.nextMails(cycle.city)} {...more} />, more.problem ? 400 : 200)
  return new Hono()
    .use(
      `${cityPattern}/clock`,
      only(desk, (rights) => rights.office),
    )
    .get(`${cityPattern}/clock`, async (c) => {
      const cycle = await playedCity(views, param(c, 'city'))
      return cycle ? page(c, cycle, { target: c.req.query('target') ?? null }) : html(c, <NotFound />, 404)
    })
    .post(`${cityPattern}/clock`, async (c) => {
      const cycle = await playedCity(views, param(c, 'city'))
      if (!cycle) return html(c, <NotFound />, 404)
      const form = await c.req.formData()
      const target = targetOf(cycle, String(form.get('to') ?? ''), String(form.get('date') ?? ''))
      if (target === null || target <= cycle.now)
        return page(c, cycle, { problem: 'いまより後の日を、12月5日、平成28年12月5日、2016-12-05 のように入力してください。' })
      const reached = await desk.advanceClock(cycle.city, new Date(target), AbortSignal.timeout(patience))
      return c.redirect(withQuery(clockPath(cycle.city), { target: reached ? null : target }), 303)
    })
}

const playedCity = async (views: Views, city: string): Promise<CycleLine | null> =>
  (await views.listCycles(city)).find((cycle) => cycle.played) ?? null

function targetOf(cycle: CycleLine, to: string, date: string): string | null {
  const today = dateOf(cycle.now)
  if (to === 'day') return instantAt(addDays(today, 1), '09:00')
  if (to === 'week') return instantAt(addDays(today, 7), '09:00')
  if (!Number.isNaN(Date.parse(to))) return new Date(to).toISOString()
  const day = readDay(date, today)
  return day && instantAt(day, '09:00')
}
