import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { fiscalYearName } from '../../domain/calendar/date-words.js'
import { dateOf } from '../../domain/calendar/instants.js'
import type { Desk } from '../app/desk/desk.js'
import { sameContent } from '../app/desk/draft.js'
import type { Sheet } from '../app/desk/sheet.js'
import type { AssignmentLine } from '../app/views/assignment-rows.js'
import type { CycleLine } from '../app/views/list-cycles.js'
import type { Views } from '../app/views/views.js'
import { readWorkbook } from '../workbook/read-workbook.js'
import { WorkbookError, writeWorkbook } from '../workbook/write-workbook.js'
import { NotFound, noYear } from './error-pages.js'
import { denied, mayOpen } from './guards.js'
import { PreviewPage, type PreviewProps, WorkbookPage } from './pages/workbook-pages.js'
import { myWorkPath, sheetPath, withQuery } from './paths.js'
import { cycleIdOf, cyclePattern, html, param } from './request.js'
import { seal, unseal } from './sealed.js'
import { rightsOf } from './session.js'
import { isWritable, sheetRights } from './sheet-form.js'
import { type Brought, held, standOf, workbookSheet } from './workbook-sheets.js'

/** Sheets of one file, there and back: more than any section has. */
const mostSheets = 60

const lost = 'この画面は古いか、途中で書き換わっています。何も保存していません。Excelファイルをもう一度読み込んでください。'
const tooLong = 'ファイルの文章が多すぎて、一度に確かめられません。シートを分けて保存し直し、少しずつ読み込んでください。'

/** What the preview's form brings back: sheets as they were read, and how each draft stood when it was shown. */
type Shown = (Brought & { seen: number })[]

/** Excelで書く: a section's open sheets as one file, and the file back into the drafts after a look at every changed cell. */
export function workbookRoutes({ desk, views, secret }: { desk: Desk; views: Views; secret: string }): Hono {
  const pattern = `${cyclePattern}/workbook`
  const purpose = (c: Context) => ['workbook', c.get('visitor').personId, cycleIdOf(c)]

  /** The page's year, and what may be taken along; a sheet named by `?id=` brings its whole section. */
  async function choices(c: Context): Promise<{ cycle: CycleLine; lines: AssignmentLine[] } | Response> {
    const cycle = (await views.listCycles(param(c, 'city'))).find((one) => one.id === cycleIdOf(c))
    if (!cycle) return html(c, <NotFound what={noYear} />, 404)
    const rights = rightsOf(c, cycle.city)
    const asked = c.req.query('id')
    const sheet = asked ? await desk.openSheet(asked) : null
    if (sheet && (sheet.cycle.id !== cycle.id || !mayOpen(rights, sheet.one))) return denied(c, desk)
    const onBehalf = rights.office && sheet && !rights.departments.includes(sheet.one.department)
    const departments = onBehalf ? [sheet.one.department] : rights.departments
    const all = await Promise.all(departments.map((department) => views.listAssignments(cycle.id, { department })))
    const lines = all.flatMap((one) => one ?? []).filter((one) => (one.state === 'open' || one.state === 'returned') && !one.sealed)
    return { cycle, lines: cycle.state === 'running' ? lines : [] }
  }

  async function page(c: Context, problems: string[] = []): Promise<Response> {
    const found = await choices(c)
    if (found instanceof Response) return found
    return html(c, <WorkbookPage {...found} only={c.req.query('id') ?? null} problems={problems} />, problems.length > 0 ? 400 : 200)
  }

  async function download(c: Context): Promise<Response> {
    const sheets: Sheet[] = []
    for (const id of new Set(c.req.queries('id') ?? [])) {
      const sheet = await desk.openSheet(id)
      if (!sheet || sheet.cycle.id !== cycleIdOf(c) || !mayOpen(rightsOf(c, sheet.cycle.city), sheet.one)) return denied(c, desk)
      if (isWritable(sheet) && sheetRights(sheet, c.get('visitor').posts).as) sheets.push(sheet)
      if (sheets.length > mostSheets) return page(c, [`一度に保存できるのは${mostSheets}シートまでです。分けて保存してください。`])
    }
    const [first] = sheets
    if (!first) return page(c, ['保存するシートを一つ以上選んでください。提出済みのシートは保存できません。'])
    try {
      const file = await writeWorkbook(sheets.map(workbookSheet))
      c.header('Content-Type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      c.header('Content-Disposition', attachment(nameOf(first, sheets.length)))
      return c.body(new Uint8Array(file))
    } catch (error) {
      if (error instanceof WorkbookError) return page(c, [error.message])
      throw error
    }
  }

  async function upload(c: Context): Promise<Response> {
    const file = (await c.req.formData().catch(() => new FormData())).get('file')
    if (!(file instanceof File) || file.name === '') return page(c, ['Excelファイルを選んでください。'])
    const reading = await readWorkbook(new Uint8Array(await file.arrayBuffer()))
    if (!reading.ok) return page(c, reading.problem.split('\n'))
    if (reading.sheets.length > mostSheets) return page(c, [`一度に読み込めるのは${mostSheets}シートまでです。分けて読み込んでください。`])
    const brought = reading.sheets.map(({ id, revision, entry }) => ({ id, stand: revision, entry }))
    return preview(c, brought, { strays: reading.strays, missing: reading.missing.map(({ title }) => title) })
  }

  /** Shows what the brought sheets would change. Nothing is saved. */
  async function preview(c: Context, brought: Brought[], more: Partial<PreviewProps>, status: 200 | 400 | 409 = 200): Promise<Response> {
    const cycle = (await views.listCycles(param(c, 'city'))).find((one) => one.id === cycleIdOf(c))
    if (!cycle) return html(c, <NotFound what={noYear} />, 404)
    const looked = await Promise.all(brought.map(async (one) => ({ one, found: await openFor(c, one.id) })))
    const sheets = looked.flatMap(({ one, found }) => (typeof found === 'string' ? [] : [held(found, one)]))
    const refused = looked.flatMap(({ one, found }) => (typeof found === 'string' ? [{ id: one.id, why: found }] : []))
    const shown: Shown = sheets.map(({ sheet, brought: one }) => ({ ...one, seen: standOf(sheet) }))
    const sealed = seal(secret, purpose(c), shown)
    if (sealed === null) return page(c, [tooLong])
    return html(c, <PreviewPage cycle={cycle} sheets={sheets} refused={refused} sealed={sealed} {...more} />, status)
  }

  /** A sheet that the visitor may fill in now, or why not. What is another section's does not exist, and the asking is written down. */
  async function openFor(c: Context, id: string): Promise<Sheet | string> {
    const none = 'この年度に、この番号の依頼はありません。'
    const sheet = id.startsWith(`${cycleIdOf(c)}/`) ? await desk.openSheet(id) : null
    if (!sheet) return none
    if (!mayOpen(rightsOf(c, sheet.cycle.city), sheet.one)) {
      await desk.deny(c.get('visitor').personId, sheetPath(id))
      return none
    }
    const name = `「${sheet.one.subjectName}：${sheet.one.title}」`
    if (!sheetRights(sheet, c.get('visitor').posts).as) return `${name}を書くのは担当の課です。見ることだけができます。`
    return isWritable(sheet) ? sheet : `${name}は、もう書き換えられません（提出済みか、取り下げられています）。`
  }

  async function accept(c: Context): Promise<Response> {
    const form = await c.req.formData().catch(() => new FormData())
    const shown = unseal(secret, purpose(c), String(form.get('sheets') ?? '')) as Shown | null
    if (shown === null) return page(c, [lost])
    const taken = shown.filter(({ id }) => form.getAll('take').includes(id))
    const again = (problem: string, status: 400 | 409) => preview(c, shown, { problem }, status)
    if (taken.length === 0) return again('取り込むシートを一つ以上選んでください。', 400)
    const looked = await Promise.all(taken.map(async (one) => ({ one, found: await openFor(c, one.id) })))
    const wanted = looked.flatMap(({ one, found }) => (typeof found === 'string' ? [] : [{ seen: one.seen, ...held(found, one) }]))
    // The button pressed twice: what is saved already is not in conflict with itself.
    const moved = wanted.some(({ sheet, content, seen }) => standOf(sheet) !== seen && !sameContent(sheet.draft?.content ?? {}, content))
    const { personId, posts } = c.get('visitor')
    const drafts = wanted.map(({ sheet, content }) => ({
      ...draftFor(sheet),
      content,
      personId,
      bySection: !sheetRights(sheet, posts).onBehalf,
    }))
    if (wanted.length < taken.length || moved || !(await desk.saveDrafts(drafts)))
      return again(
        '確かめている間に、下書きか提出の状態が変わりました。何も取り込んでいません。もう一度、変わるところを確かめてください。',
        409,
      )
    const [only] = taken
    return c.redirect(
      taken.length === 1 && only ? withQuery(sheetPath(only.id), { done: 'imported' }) : withQuery(myWorkPath, { imported: taken.length }),
      303,
    )
  }

  return new Hono()
    .get(pattern, (c) => page(c))
    .get(`${pattern}.xlsx`, download)
    .post(pattern, upload)
    .post(`${pattern}/accept`, accept)
}

/** The draft that an accepted sheet takes the place of. Each acceptance counts as a page of its own. */
const draftFor = (sheet: Sheet) => ({
  processId: sheet.one.id,
  revision: sheet.draft?.revision ?? 0,
  base: sheet.last?.id ?? '',
  page: { key: randomUUID(), turn: 0 },
})

/** 検証シート_平成28年度_商業振興課_20161205.xlsx */
function nameOf({ one, cycle }: Sheet, sheets: number): string {
  const what = sheets === 1 ? `${one.title}_${one.subjectName}` : one.title
  const day = dateOf(cycle.now).replaceAll('-', '')
  return `${[what, fiscalYearName(cycle.fiscalYear), one.departmentName, day].join('_').replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ')}.xlsx`
}

/** RFC 6266: the name in Japanese, and a plain one for programs that cannot read it. */
const attachment = (name: string): string =>
  `attachment; filename="workbook.xlsx"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`
