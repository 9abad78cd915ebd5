import { type Context, Hono } from 'hono'
import { cityCalendar } from '../../domain/calendar/city-calendar.js'
import { formatDate, formatDateTime } from '../../domain/calendar/date-words.js'
import { dateOf } from '../../domain/calendar/instants.js'
import { assignmentId } from '../../domain/process/ids.js'
import { readEntry } from '../../domain/sheet/entry.js'
import type { Desk } from '../app/desk/desk.js'
import type { Sheet } from '../app/desk/sheet.js'
import { Refused, refusalSentences } from '../app/errors.js'
import type { Request } from '../app/request.js'
import type { AssignmentView } from '../app/views/show-assignment.js'
import type { Views } from '../app/views/views.js'
import { actForm, readAct } from './act-form.js'
import { NotFound } from './error-pages.js'
import { denied, mayLook, mayOpen } from './guards.js'
import type { ActsProps } from './pages/assignment-acts.js'
import { AssignmentPage } from './pages/assignment-page.js'
import { inherit } from './pages/chase-select.js'
import { ComparePage, VersionPage } from './pages/compare-page.js'
import { EditPage, type EditPageProps } from './pages/edit-page.js'
import type { TemporalPages } from './pages/trail-table.js'
import { processPath, withQuery } from './paths.js'
import { read, readPage } from './read-sheet.js'
import { cycleIdOf, cyclePattern, html, numberIn, param } from './request.js'
import { rightsOf } from './session.js'
import { overlong, sheetForm } from './sheet-form.js'

const noAssignment = 'この依頼はありません。番号を確かめるか、提出状況から探してください。'
const pattern = `${cyclePattern}/assignments/:step/:subject`

/** One assignment: what happened to it, what the office and the checker do about it, and its versions. */
export function assignmentRoutes(desk: Desk, views: Views, temporal: TemporalPages | null): Hono {
  const page = async (c: Context, id: string, problem: ActsProps['problem'] = null) => {
    const one = await views.showAssignment(id)
    if (!one) return html(c, <NotFound what={noAssignment} />, 404)
    const rights = rightsOf(c, one.cycle.city)
    if (!mayLook(rights, one)) return denied(c, desk)
    const acts = await actsOf(c, desk, one, problem)
    const receipt = c.req.query('receipt')
    return html(
      c,
      <AssignmentPage one={one} temporal={temporal} acts={acts} receipt={receipt ? await desk.receiptOf(receipt) : null} />,
      problem ? 400 : 200,
    )
  }
  return new Hono()
    .get(pattern, (c) => page(c, idOf(c)))
    .post(`${pattern}/acts`, async (c) => {
      const sheet = await opened(c, desk)
      if (sheet instanceof Response) return sheet
      const form = await actForm(c)
      const asked = readAct(form, new Map(sheet.fields.map((field) => [field.id, field.label])), sheet.cycle.now)
      const wrong = (field: string, message: string) => {
        const problem = { act: form.act, field, message, texts: form.text }
        return form.act === 'return' || form.act === 'accept' ? readPage(c, desk, sheet, problem) : page(c, sheet.one.id, problem)
      }
      if ('field' in asked) return wrong(asked.field, asked.message)
      const unfit = unfitDay(sheet, asked.request)
      if (asked.request.act === 'set-chase' && asked.request.chase === inherit) {
        // 定めをやめる: what its programme, its section or the definition says counts again.
        const { chase = null } = (await desk.chaseWithout(sheet.cycle.id, sheet.one.id)) ?? {}
        asked.request = { ...asked.request, chase, prepared: { inherits: true } }
      }
      if (unfit) return wrong(unfit.field, unfit.message)
      return send(c, desk, sheet, form.key, asked.request, (message) => wrong('', message))
    })
    .get(`${pattern}/edit`, async (c) => {
      const sheet = await opened(c, desk)
      if (sheet instanceof Response) return sheet
      if (!rightsOf(c, sheet.cycle.city).office || !sheet.last || sheet.one.forMember) return denied(c, desk)
      if (sheet.one.state !== 'submitted' && sheet.one.state !== 'accepted') return c.redirect(processPath(sheet.one.id) ?? '/', 303)
      return html(c, <EditPage sheet={sheet} content={sheet.last.content} />)
    })
    .post(`${pattern}/edit`, async (c) => {
      const sheet = await opened(c, desk)
      if (sheet instanceof Response) return sheet
      if (sheet.one.forMember) return denied(c, desk)
      const form = await sheetForm(c)
      const content = readEntry(sheet.fields, form.entry)
      const edit = { reason: form.reason, consent: form.consent, base: form.base }
      const again = (problem: string) =>
        html(c, <EditPage sheet={sheet} content={content} problem={problem} edit={edit as NonNullable<EditPageProps['edit']>} />, 400)
      if (sheet.last && edit.base !== sheet.last.id && !(await desk.receiptOf(form.key))) {
        const problem = `この画面を開いた後に、第${sheet.last.no}版ができました。違いを確かめてから保存してください。保存すると、あなたの入力の内容になります。`
        return html(
          c,
          <EditPage sheet={sheet} content={content} problem={problem} edit={{ ...edit, base: sheet.last.id }} overtaken />,
          409,
        )
      }
      if (edit.reason === '') return again('何を直したかを一言書いてください（例：送り仮名の統一）。課に届きます。')
      const long = overlong(form)
      if (long) return again(long)
      const request = {
        act: 'edit',
        content,
        reason: edit.reason,
        versionId: edit.base,
        ...(edit.consent ? { consent: edit.consent } : {}),
      }
      return send(c, desk, sheet, form.key, request, again)
    })
    .get(`${pattern}/versions/:no{[1-9][0-9]{0,8}}`, async (c) => {
      const sheet = await opened(c, desk)
      if (sheet instanceof Response) return sheet
      const version = await desk.versionNo(sheet.one.id, Number(param(c, 'no')))
      return version ? read(c, sheet, <VersionPage sheet={sheet} version={version} />) : html(c, <NotFound what={noAssignment} />, 404)
    })
    .get(`${pattern}/compare`, async (c) => {
      const sheet = await opened(c, desk)
      if (sheet instanceof Response) return sheet
      const [from, to] = await Promise.all(
        [numberIn(c, 'from', '版の番号'), numberIn(c, 'to', '版の番号')].map((no) => desk.versionNo(sheet.one.id, no)),
      )
      return from && to
        ? html(c, <ComparePage sheet={sheet} from={from} to={to} />)
        : html(c, <NotFound what="この版はありません。依頼の画面から選んでください。" />, 404)
    })
}

/** A due date that would not be one: earlier than the present one where it is to be extended, or on a day when nobody is there. */
function unfitDay({ one, definition }: Sheet, { act, dueAt, until }: Partial<Request>): { field: string; message: string } | null {
  const day = dueAt ?? until
  if (!day) return null
  const field = act === 'extend' ? 'extend-date' : act === 'return' ? 'return-date' : 'call-date'
  if (act === 'extend' && day <= one.dueAt)
    return { field, message: `いまの期限（${formatDateTime(one.dueAt)}）より後の日を入力してください。期限を早めることはできません。` }
  const closed = cityCalendar(definition.calendar).closedReason(dateOf(day))
  return closed ? { field, message: `${formatDate(dateOf(day))}は閉庁日（${closed}）です。開庁日を入力してください。` } : null
}

const idOf = (c: Context): string => assignmentId(cycleIdOf(c), param(c, 'step'), param(c, 'subject'))

/** The sheet of the path, if it is the visitor's to see; else the answer that says it is not there. */
async function opened(c: Context, desk: Desk): Promise<Sheet | Response> {
  const sheet = await desk.openSheet(idOf(c))
  if (!sheet) return html(c, <NotFound what={noAssignment} />, 404)
  return mayOpen(rightsOf(c, sheet.cycle.city), sheet.one) ? sheet : denied(c, desk)
}

/** What the visitor may do here; null: look. */
async function actsOf(c: Context, desk: Desk, one: AssignmentView, problem: ActsProps['problem']): Promise<ActsProps | null> {
  const rights = rightsOf(c, one.cycle.city)
  const checks = rights.posts.some((post) => post.id === one.checkPost)
  const over = one.sealed || one.cycle.state !== 'running' || one.state === 'withdrawn'
  if (over || !(rights.office || (checks && one.state === 'submitted'))) return null
  const posts = rights.office ? await desk.postsOf(one.cycle.city) : []
  const without = rights.office ? await desk.chaseWithout(one.cycle.id, one.id) : null
  const back = without?.own ? (one.chases.find(({ id }) => id === without.chase)?.name ?? '何も送らない') : null
  return { one, office: rights.office, posts, chases: one.chases, chaseBack: back, problem, first: c.req.query('act') ?? null }
}

async function send(
  c: Context,
  desk: Desk,
  sheet: Sheet,
  key: string,
  request: Pick<Request, 'act'> & Partial<Request>,
  again: (message: string) => Response | Promise<Response>,
): Promise<Response> {
  const rights = rightsOf(c, sheet.cycle.city)
  const post = rights.posts.find((one) => one.role === 'office') ?? rights.posts.find((one) => one.id === sheet.one.checkPost)
  if (!post) return denied(c, desk)
  const there = withQuery(processPath(sheet.one.id) ?? '/', { receipt: key })
  // The button pressed twice: the first receipt answers.
  if (await desk.receiptOf(key)) return c.redirect(there, 303)
  try {
    await desk.act({ id: key, processId: sheet.one.id, post: post.id, person: c.get('visitor').personId, via: 'page', ...request })
    return c.redirect(there, 303)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return again(error.problems.length > 0 ? error.problems.join(' ') : refusalSentences[error.code])
  }
}
