import { type Context, Hono } from 'hono'
import type { Connections } from '../../app/connections.js'
import type { Desk } from '../../app/desk/desk.js'
import { comparable, programmeYears } from '../../app/review/programme-years.js'
import { denied } from '../guards.js'
import { YearsIndexPage } from '../pages/review/years/years-index-page.js'
import { YearsPage } from '../pages/review/years/years-page.js'
import { cycleIdOf, cyclePattern, html, param } from '../request.js'
import { rightsOf } from '../session.js'

/** 年度比較: those who oversee see every programme, a section its own and what these came from. */
export function yearsRoutes({ connections: { db }, desk }: { connections: Connections; desk: Desk }): Hono {
  const seerOf = (c: Context) => {
    const { oversees, departments } = rightsOf(c, param(c, 'city'))
    return { oversees, departments }
  }
  return new Hono()
    .get(`${cyclePattern}/review/years`, async (c) => {
      const seer = seerOf(c)
      const found = seer.oversees || seer.departments.length > 0 ? await comparable(db, cycleIdOf(c), seer) : null
      return found ? html(c, <YearsIndexPage of={found} />) : denied(c, desk)
    })
    .get(`${cyclePattern}/review/years/:key{[a-z0-9][a-z0-9-]*}`, async (c) => {
      const found = await programmeYears(db, cycleIdOf(c), param(c, 'key'), seerOf(c))
      return found ? html(c, <YearsPage of={found} />) : denied(c, desk)
    })
}
