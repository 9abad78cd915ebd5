import { Hono } from 'hono'
import type { Connections } from '../../app/connections.js'
import type { Desk } from '../../app/desk/desk.js'
import { reviewStanding } from '../../app/review/workbench/standing.js'
import type { Views } from '../../app/views/views.js'
import { NotFound } from '../error-pages.js'
import { denied } from '../guards.js'
import { ReviewHubPage } from '../pages/review/hub-page.js'
import { cycleIdOf, cyclePattern, html, param } from '../request.js'
import { rightsOf } from '../session.js'

/** 検証と対応: the way to all pages of a year's Check and Action, for those who oversee it. */
export const reviewHubRoutes = ({ connections, desk, views }: { connections: Connections; desk: Desk; views: Views }): Hono =>
  new Hono().get(`${cyclePattern}/review`, async (c) => {
    const rights = rightsOf(c, param(c, 'city'))
    if (!rights.oversees) return denied(c, desk)
    const cycle = await views.cycleStatus(cycleIdOf(c))
    if (!cycle) return html(c, <NotFound />, 404)
    const standing = await reviewStanding(connections.db, cycle.id, rights.office)
    return html(c, <ReviewHubPage cycle={cycle} standing={standing} rights={rights} />)
  })
