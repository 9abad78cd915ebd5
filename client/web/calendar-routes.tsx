import { type Context, Hono } from 'hono'
import { assignmentId } from '../../domain/process/ids.js'
import type { Desk } from '../app/desk/desk.js'
import { NotFound } from './error-pages.js'
import { denied, mayOpen } from './guards.js'
import { myWorkPath } from './paths.js'
import { cycleIdOf, cyclePattern, html, param } from './request.js'
import { rightsOf } from './session.js'

const noAssignment = 'この依頼はありません。番号を確かめるか、マイ業務から探してください。'
const noDates = 'カレンダーに入れる期限はありません。依頼があると、マイ業務から保存できます。'

/** Due dates and meetings as calendar files, for whoever may open what they are about. A file, not a feed: no address works without signing in. */
export const calendarRoutes = (desk: Desk, publicUrl: string | null): Hono => {
  const address = (c: Context) => publicUrl ?? new URL(c.req.url).origin
  return new Hono()
    .get(`${myWorkPath}/calendar.ics`, async (c) => {
      const file = await desk.myCalendar(c.get('visitor').posts, address(c))
      return file === null ? html(c, <NotFound what={noDates} />, 404) : calendar(c, 'my-work', file)
    })
    .get(`${cyclePattern}/assignments/:step/:subject/calendar.ics`, async (c) => {
      const id = assignmentId(cycleIdOf(c), param(c, 'step'), param(c, 'subject'))
      const owners = await desk.ownersOf(id)
      if (!owners) return html(c, <NotFound what={noAssignment} />, 404)
      if (!mayOpen(rightsOf(c, param(c, 'city')), owners)) return denied(c, desk)
      const file = await desk.calendarOf(id, address(c))
      return file === null
        ? html(c, <NotFound what={noAssignment} />, 404)
        : calendar(c, `${param(c, 'step')}-${param(c, 'subject')}`, file)
    })
}

function calendar(c: Context, name: string, file: string): Response {
  c.header('Content-Type', 'text/calendar; charset=utf-8; method=PUBLISH')
  c.header('Content-Disposition', `attachment; filename="${name.replace(/[^\w-]/g, '')}.ics"`)
  return c.body(file)
}
