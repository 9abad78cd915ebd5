import { type Context, Hono } from 'hono'
import type { Preparation } from '../app/start-year/preparation.js'
import { readRegisterFile } from '../app/start-year/read-register-file.js'
import { changesSince, type Typed, takenOver } from '../app/start-year/typed-rows.js'
import { readTable } from '../workbook/read-workbook.js'
import { StartFilePage, StartPreviewPage } from './pages/start-year-file-pages.js'
import { filePath, registerPath } from './pages/start-year-parts.js'
import { withQuery } from './paths.js'
import { html } from './request.js'
import { type PreparationParts, preparationPattern, saver, typedIn, within } from './start-year-preparation.js'

/** A workbook's first sheet as CSV, any other file as it is; a string says why it cannot be read. */
async function asCsv(file: Uint8Array): Promise<Uint8Array | string> {
  const begins = (...bytes: number[]) => bytes.every((byte, at) => file[at] === byte)
  if (!begins(0x50, 0x4b, 0x03, 0x04) && !begins(0xd0, 0xcf, 0x11, 0xe0)) return file
  const table = await readTable(file)
  if (!table.ok) return table.problem
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`
  return new TextEncoder().encode(table.rows.map((row) => row.map(cell).join(',')).join('\r\n'))
}

/** A register from a file: read whole or refused whole, shown beside last year's, and only then taken over. */
export function startYearFileRoutes(parts: PreparationParts): Hono {
  const [on, save] = [within(parts), saver(parts)]

  async function upload(c: Context, prep: Preparation): Promise<Response> {
    const form = await c.req.formData()
    const file = form.get('file')
    const again = (now: Preparation, text: string, status: 400 | 409) =>
      html(c, <StartFilePage prep={now} problems={[{ text, href: '#file' }]} />, status)
    if (!(file instanceof File) || file.size === 0) return again(prep, 'CSVかExcelのファイルを選んでください。', 400)
    const lines = await asCsv(new Uint8Array(await file.arrayBuffer()))
    if (typeof lines === 'string') return again(prep, lines, 400)
    const { rows, unread, faults } = readRegisterFile(prep, lines)
    if (faults.length > 0) return html(c, <StartFilePage prep={prep} refused={{ file: file.name, faults }} />, 400)
    const revision = form.get('revision')
    const typed: Typed = (name) => (name === 'revision' && typeof revision === 'string' ? revision : undefined)
    const conflict = await save(c, prep, typed, { ...prep.draft.body, incoming: { file: file.name, rows, unread } })
    if (conflict) return again(conflict.prep, '別の画面で先に保存されました。もう一度ファイルを選んでください。', 409)
    return c.redirect(`${filePath(prep)}/preview`, 303)
  }

  function preview(c: Context, prep: Preparation): Response | Promise<Response> {
    const { incoming, dropped } = prep.draft.body
    if (!incoming) return c.redirect(filePath(prep), 303)
    const reasons = Object.fromEntries(dropped.map(({ key, reason }) => [key, reason]))
    return html(c, <StartPreviewPage prep={prep} incoming={incoming} reasons={reasons} />)
  }

  async function takeOver(c: Context, prep: Preparation): Promise<Response> {
    const typed = await typedIn(c)
    const { incoming } = prep.draft.body
    if (!incoming) return c.redirect(filePath(prep), 303)
    const leave = typed('go') === 'leave'
    const reason = (key: string) => (typed(`reason.${key}`) ?? '').trim()
    const gone = changesSince(prep, incoming.rows).dropped
    const reasons = Object.fromEntries(gone.map(({ key }) => [key, reason(key)]))
    const missing = gone.filter(({ key }) => !leave && reasons[key] === '')
    const problems = missing.map(({ key, name }) => ({ text: `${name}：外す理由を書いてください。`, href: `#reason-${key}` }))
    if (problems.length > 0) return html(c, <StartPreviewPage prep={prep} incoming={incoming} reasons={reasons} problems={problems} />, 400)
    const body = leave ? { ...prep.draft.body, incoming: null } : takenOver(prep, reason)
    const conflict = await save(c, prep, typed, body)
    if (!conflict) return c.redirect(leave ? registerPath(prep) : withQuery(registerPath(prep), { saved: 'yes' }), 303)
    const newest = conflict.prep.draft.body.incoming ?? incoming
    return html(c, <StartPreviewPage prep={conflict.prep} incoming={newest} reasons={reasons} problems={conflict.problems} />, 409)
  }

  return new Hono()
    .get(
      `${preparationPattern}/file`,
      on((c, prep) => html(c, <StartFilePage prep={prep} />)),
    )
    .post(`${preparationPattern}/file`, on(upload))
    .get(`${preparationPattern}/file/preview`, on(preview))
    .post(`${preparationPattern}/file/preview`, on(takeOver))
}
