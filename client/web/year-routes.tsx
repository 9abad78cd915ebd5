import { type Context, Hono } from 'hono'
import type { Desk } from '../app/desk/desk.js'
import { onlyAudits } from '../app/people/posts-held.js'
import type { CurrentYears } from '../app/views/current-years.js'
import type { CycleStatus } from '../app/views/cycle-status.js'
import type { Views } from '../app/views/views.js'
import { NotFound, noYear } from './error-pages.js'
import { denied } from './guards.js'
import { AuditPage } from './pages/audit-page.js'
import { YearPage, YearsPage } from './pages/year-page.js'
import { myWorkPath } from './paths.js'
import { choiceIn, cycleIdOf, cyclePattern, html, param } from './request.js'
import { rightsOf } from './session.js'

/** Seconds between two looks at a year that is being played; it is played while something was recorded within `restless` s. */
const beat = 2
const restless = 60

/** The office's first page, and the same for one year. */
export const yearRoutes = (views: Views, desk: Pick<Desk, 'deny'>): Hono =>
  new Hono()
    .get('/', async (c) => {
      const { posts } = c.get('visitor')
      if (onlyAudits(posts)) {
        const cities = posts.map((post) => post.city)
        return html(c, <AuditPage cycles={(await views.listCycles()).filter(({ city }) => cities.includes(city))} />)
      }
      const cities = [...new Set(posts.map((post) => post.city))]
      // A section's people come for what they have to do, the office for the year.
      if (!cities.some((city) => rightsOf(c, city).oversees)) return c.redirect(myWorkPath, 303)
      const years: CurrentYears = await views.currentYears(cities)
      return years.current.length > 0 ? yearPage(c, views, years.current) : html(c, <YearsPage cycles={years.all} />)
    })
    .get(cyclePattern, async (c) => {
      if (rightsOf(c, param(c, 'city')).posts.length === 0) return denied(c, desk)
      const cycle = await views.cycleStatus(cycleIdOf(c))
      return cycle
        ? yearPage(
            c,
            views,
            [cycle],
            choiceIn(c, 'started', '表示', (value) => value === 'new' || value === 'already'),
          )
        : html(c, <NotFound what={noYear} />, 404)
    })

async function yearPage(c: Context, views: Views, cycles: CycleStatus[], started = ''): Promise<Response> {
  const city = cycles[0]?.city ?? ''
  const rights = rightsOf(c, city)
  if (!rights.oversees) {
    const waiting = (await views.waitingFor(cycles.map(({ id }) => id))).filter((one) => rights.departments.includes(one.department))
    return html(c, <YearPage cycles={cycles} waiting={waiting} office={null} live={null} started="" />)
  }
  const [waiting, coming, settle, decide] = await Promise.all([
    views.waitingFor(cycles.map(({ id }) => id)),
    views.comingMails(city),
    views.toSettle(city),
    views.toDecide(
      city,
      cycles.map(({ id }) => id),
    ),
  ])
  const playing = cycles.some((cycle) => cycle.played && cycle.state !== 'sealed' && cycle.idleSeconds < restless)
  const still = c.req.query('still') !== undefined
  // By header, so that the pause is a link and the page needs no script.
  if (playing && !still) c.header('Refresh', String(beat))
  const live = playing ? { on: !still, other: still ? c.req.path : `${c.req.path}?still` } : null
  return html(c, <YearPage cycles={cycles} waiting={waiting} office={{ coming, ...settle, ...decide }} live={live} started={started} />)
}
