import { type Context, Hono } from 'hono'
import { releasable, releaseSheets } from '../../app/review/selecting/release-sheets.js'
import { actForm, tooLong, unknownAct } from '../act-form.js'
import type { ActProblem } from '../pages/act-line.js'
import { ReleasePage } from '../pages/review/selecting/release-page.js'
import { withQuery } from '../paths.js'
import { cyclePattern, html } from '../request.js'
import { releasePath } from '../review-paths.js'
import { sentences } from './office-form.js'
import { type OverseenYear, overseenYear } from './office-year.js'
import type { SelectionParts } from './selection-routes.js'

/** 委員への公開 of a year's accepted sheets. */
export function releaseRoutes(parts: SelectionParts): Hono {
  const { connections } = parts
  const pattern = `${cyclePattern}/review/release`
  const page = async (c: Context, { cycle, post }: OverseenYear, problem: ActProblem | null) => {
    const [sheets, row] = await Promise.all([
      releasable(connections.db, cycle.id),
      connections.db.process.findUnique({ where: { id: cycle.id }, select: { membersSeeAt: true } }),
    ])
    const since = row?.membersSeeAt?.toISOString() ?? null
    return html(
      c,
      <ReleasePage
        cycle={cycle}
        sheets={sheets}
        since={since}
        office={post !== null}
        done={problem ? '' : (c.req.query('done') ?? '')}
        problem={problem}
      />,
      problem ? 400 : 200,
    )
  }
  return new Hono()
    .get(pattern, async (c) => {
      const opened = await overseenYear(c, parts, { toAct: false })
      return opened instanceof Response ? opened : page(c, opened, null)
    })
    .post(pattern, async (c) => {
      const opened = await overseenYear(c, parts, { toAct: true })
      if (opened instanceof Response) return opened
      const form = await actForm(c)
      const wrong = (field: string, message: string) => page(c, opened, { act: form.act, field, message, texts: form.text })
      const long = tooLong(form)
      if (long) return wrong(long.field, long.message)
      if (form.act !== 'release' && form.act !== 'hide') return wrong('', unknownAct)
      try {
        const { cycle, post, person } = opened
        const visible = form.act === 'release'
        await releaseSheets(connections, {
          id: form.key,
          cycleId: cycle.id,
          visible,
          reason: form.text('reason'),
          post: post ?? '',
          person,
        })
        return c.redirect(withQuery(releasePath(cycle), { done: form.act }), 303)
      } catch (error) {
        return wrong('reason', sentences(error).join(' '))
      }
    })
}
