import { Hono } from 'hono'
import type { Desk } from '../app/desk/desk.js'
import { MyWorkPage } from './pages/my-work-page.js'
import { myWorkPath } from './paths.js'
import { html, numberIn } from './request.js'

/** マイ業務: what the visitor has to do, over all years. */
export const deskRoutes = (desk: Desk): Hono =>
  new Hono().get(myWorkPath, async (c) => {
    const { posts } = c.get('visitor')
    const tasks = await desk.myWork(posts)
    const imported = c.req.query('imported') ? numberIn(c, 'imported', '件数') : null
    return html(c, <MyWorkPage tasks={tasks} posts={posts} cycle={tasks[0]?.cycle ?? null} imported={imported} />)
  })
