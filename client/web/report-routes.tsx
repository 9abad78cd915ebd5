import { Hono } from 'hono'
import type { Views } from '../app/views/views.js'
import { NotFound } from './error-pages.js'
import { publishedFile } from './report-files.js'
import { cycleIdOf, cyclePattern, html, param } from './request.js'

/** The published report, file by file, as it was frozen at publication. */
export const reportRoutes = (views: Views): Hono =>
  new Hono()
    // Links inside the report are relative: they need the folder.
    .get(`/report${cyclePattern}`, (c) => c.redirect(`${c.req.path}/`, 301))
    .get(`/report${cyclePattern}/:file{[a-z0-9.-]*}`, async (c) => {
      const file = await views.editionFile(cycleIdOf(c), param(c, 'file') || 'index.html')
      if (file) return publishedFile(c, file)
      return html(
        c,
        <NotFound what="この報告書はまだ公表されていないか、この名前のファイルはありません。年間進行表で公表の予定を確かめてください。" />,
        404,
      )
    })
