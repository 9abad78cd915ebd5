import { type Context, Hono } from 'hono'
import type { Connections } from '../../app/connections.js'
import type { Desk } from '../../app/desk/desk.js'
import { changeSelection } from '../../app/review/selecting/change-selection.js'
import { readSelection } from '../../app/review/selecting/selection.js'
import type { Views } from '../../app/views/views.js'
import { type ActForm, actForm, tooLong } from '../act-form.js'
import { NotFound } from '../error-pages.js'
import type { ActProblem } from '../pages/act-line.js'
import { SelectionPage } from '../pages/review/selecting/selection-page.js'
import { withQuery } from '../paths.js'
import { cyclePattern, html } from '../request.js'
import { selectionPath } from '../review-paths.js'
import { sentences } from './office-form.js'
import { type OverseenYear, overseenYear } from './office-year.js'

export interface SelectionParts {
  connections: Connections
  desk: Desk
  views: Views
}

/** Keys whose box is not as it was when the page was made. */
const turned = (form: ActForm, name: string, to: 'on' | 'off'): string[] =>
  form
    .under(`${name}-was.`)
    .filter(([key, was]) => was !== to && (form.text(`${name}.${key}`) === 'on') === (to === 'on'))
    .map(([key]) => key)

/** 選定 of a year. */
export function selectionRoutes(parts: SelectionParts): Hono {
  const { connections } = parts
  const pattern = `${cyclePattern}/review/selection`
  const page = async (c: Context, { cycle, post }: OverseenYear, problem: ActProblem | null) => {
    const selection = await readSelection(connections.db, cycle.id)
    if (!selection) return html(c, <NotFound />, 404)
    const done = c.req.query('done') !== undefined && !problem
    return html(
      c,
      <SelectionPage cycle={cycle} selection={selection} office={post !== null} done={done} problem={problem} />,
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
      const wrong = (field: string, message: string) => page(c, opened, { act: '', field, message, texts: form.text })
      const long = tooLong(form)
      if (long) return wrong(long.field, long.message)
      try {
        await changeSelection(connections, {
          id: form.key,
          cycleId: opened.cycle.id,
          add: turned(form, 'verified', 'on'),
          drop: turned(form, 'verified', 'off'),
          wish: turned(form, 'wish', 'on'),
          unwish: turned(form, 'wish', 'off'),
          reason: form.text('reason'),
          post: opened.post ?? '',
          person: opened.person,
        })
        return c.redirect(withQuery(selectionPath(opened.cycle), { done: 'yes' }), 303)
      } catch (error) {
        return wrong(form.text('reason') === '' ? 'reason' : '', sentences(error).join(' '))
      }
    })
}
