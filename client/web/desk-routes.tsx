import { type Context, Hono } from 'hono'
import type { Desk } from '../app/desk/desk.js'
import { BadRequest } from './error-pages.js'
import { meetingPath, memberMeetingPath } from './meeting-paths.js'
import { MyWorkPage } from './pages/my-work-page.js'
import { findPath, myWorkPath, processPath } from './paths.js'
import { html, numberIn } from './request.js'
import { rightsOf } from './session.js'

/** A meeting's number leads its members to their page of it, and whoever oversees the years to the office's. Null: not a meeting's. */
const meetingOf = (c: Context, number: string): string | null => {
  const [city = '', kind, , slug, ...more] = number.split('/')
  if (kind !== 'meeting' || !slug || more.length > 0) return null
  return rightsOf(c, city).oversees ? meetingPath(number) : memberMeetingPath(number)
}

/** マイ業務: what the visitor has to do, over all years; and the way from a number in a mail to its page. */
export const deskRoutes = (desk: Desk): Hono =>
  new Hono()
    .get(myWorkPath, async (c) => {
      const { posts } = c.get('visitor')
      const offices = posts.filter(({ role }) => role === 'office').map(({ city }) => city)
      const [tasks, extensions, escalations, seconds] = await Promise.all([
        desk.myWork(posts),
        desk.openExtensions(offices),
        desk.escalations(offices),
        desk.secondAsked(posts, c.get('visitor').personId),
      ])
      const imported = c.req.query('imported') ? numberIn(c, 'imported', '件数') : null
      return html(
        c,
        <MyWorkPage
          tasks={tasks}
          posts={posts}
          cycle={(tasks[0] ?? extensions[0])?.cycle ?? null}
          extensions={extensions}
          escalations={escalations}
          seconds={seconds}
          imported={imported}
        />,
      )
    })
    .get(findPath, (c) => {
      // Pasted from a mail: with its label, full-width, broken over lines, with a mark around it. Whether it is the visitor's is its page's to say.
      const number = (c.req.query('number') ?? '')
        .normalize('NFKC')
        .replace(/[\s「」]/g, '')
        .replace(/^手続番号:?/, '')
      const path = /^[a-z0-9][\w-]*(\/[\w-]+){3,6}$/.test(number) ? (processPath(number) ?? meetingOf(c, number)) : null
      const problem = 'この手続番号を読めません。メールの「手続番号」の欄にある、斜線（/）で区切られた番号を、そのまま貼り付けてください。'
      return path ? c.redirect(path, 303) : html(c, <BadRequest problem={problem} />, 400)
    })
