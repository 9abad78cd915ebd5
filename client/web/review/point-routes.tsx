import { type Context, Hono } from 'hono'
import type { Connections } from '../../app/connections.js'
import type { Desk } from '../../app/desk/desk.js'
import { Refused } from '../../app/errors.js'
import { formsPrinted, versionsSince, type YearPoint, yearPoints } from '../../app/review/points/read-points.js'
import { settlePoint } from '../../app/review/points/settle-point.js'
import type { CycleStatus } from '../../app/views/cycle-status.js'
import { readCycles } from '../../app/views/read-cycle.js'
import type { Views } from '../../app/views/views.js'
import { NotFound, noYear } from '../error-pages.js'
import { denied, only } from '../guards.js'
import { PointsPage, type Settling } from '../pages/review/decision/points-page.js'
import { cycleIdOf, cyclePattern, html, param } from '../request.js'
import { pointsPath } from '../review-paths.js'
import { rightsOf } from '../session.js'
import { keyOf, sentencesOf } from './decision-routes.js'

interface PointParts {
  connections: Connections
  desk: Desk
  views: Views
}

/** 指摘と対応: those who oversee the year look; the office records what became of each. */
export function pointRoutes({ connections: { db }, desk, views }: PointParts): Hono {
  const pattern = `${cyclePattern}/review/points`

  /** `problem`: why what was sent was not recorded. It stands at the form, or above all where the point has no form any more. */
  async function page(c: Context, cycle: CycleStatus, settling: (points: YearPoint[]) => Promise<Settling | null>, problem = '') {
    const points = await yearPoints(db, cycle.id)
    const { office } = rightsOf(c, cycle.city)
    const open = await settling(points)
    const shown = <PointsPage cycle={cycle} points={points} office={office} settling={office ? open : null} problem={open ? '' : problem} />
    return html(c, shown, problem ? 400 : 200)
  }

  /** The form for one of the points, with what was typed; null: there is no such point, or nothing can be said of it. */
  const formFor =
    (cycle: CycleStatus, key: string, typed = { standing: '', version: '', reason: '' }, problem = '') =>
    async (points: YearPoint[]): Promise<Settling | null> => {
      const point = points.find((one) => one.key === key && one.state !== 'gone')
      if (!point || cycle.state !== 'running') return null
      const [{ definition } = { definition: null }] = await readCycles(db, { id: cycle.id })
      const versions = definition ? await versionsSince(db, cycle.id, point.given, formsPrinted(definition)) : []
      return { point, versions, typed, problem }
    }

  const inYear = (answer: (c: Context, cycle: CycleStatus) => Promise<Response>) => async (c: Context) => {
    const cycle = await views.cycleStatus(cycleIdOf(c))
    return cycle ? answer(c, cycle) : html(c, <NotFound what={noYear} />, 404)
  }

  return new Hono()
    .use(
      pattern,
      only(desk, (rights) => rights.oversees),
    )
    .get(
      pattern,
      inYear((c, cycle) => page(c, cycle, formFor(cycle, c.req.query('point') ?? ''))),
    )
    .post(
      pattern,
      inYear(async (c, cycle) => {
        const post = rightsOf(c, param(c, 'city')).posts.find(({ role }) => role === 'office')
        if (!post) return denied(c, desk)
        const form = await c.req.formData().catch(() => new FormData())
        const text = (name: string) => String(form.get(name) ?? '').trim()
        const [point, typed] = [
          text('point'),
          { standing: text('standing'), version: text('version'), reason: text('reason').slice(0, 2000) },
        ]
        try {
          await settlePoint(db, {
            id: keyOf(form),
            cycleId: cycle.id,
            post: post.id,
            person: c.get('visitor').personId,
            point,
            standing: typed.standing,
            versionId: typed.version === '' ? null : typed.version,
            reason: typed.reason,
            seen: Number(text('seen')) || 0,
          })
        } catch (error) {
          if (!(error instanceof Refused)) throw error
          const problem = sentencesOf(error)
          return page(c, cycle, formFor(cycle, point, typed, problem), problem)
        }
        return c.redirect(pointsPath(cycle), 303)
      }),
    )
}
