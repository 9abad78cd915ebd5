import { type Context, Hono } from 'hono'
import { meetingId } from '../../../domain/review/meeting.js'
import type { Desk } from '../../app/desk/desk.js'
import { Refused, refusalSentences } from '../../app/errors.js'
import type { MeetingView } from '../../app/review/meetings/meeting-view.js'
import type { Meetings } from '../../app/review/meetings/meetings.js'
import type { Views } from '../../app/views/views.js'
import { type ActForm, actForm, tooLong } from '../act-form.js'
import { NotFound } from '../error-pages.js'
import { denied, only } from '../guards.js'
import { meetingPath, meetingsPath } from '../meeting-paths.js'
import { attendanceCsv } from '../pages/review/meetings/attendance-csv.js'
import type { MeetingProblem } from '../pages/review/meetings/meeting-fields.js'
import { MeetingPage } from '../pages/review/meetings/meeting-page.js'
import { MeetingsPage } from '../pages/review/meetings/meetings-page.js'
import { MinutesComparePage } from '../pages/review/meetings/minutes-compare-page.js'
import { withQuery } from '../paths.js'
import { cityPattern, html, numberIn, param } from '../request.js'
import { rightsOf } from '../session.js'
import { doneWords, meetingAnswer } from './meeting-answers.js'
import { readTime, timeIn } from './meeting-input.js'

export interface MeetingParts {
  meetings: Meetings
  desk: Desk
  views: Views
}

export const noMeeting = 'この会議はありません。会議一覧から選んでください。'
export const ofMeeting = '/:body{[a-z0-9][a-z0-9-]*}/:slug{[0-9]{4}-[0-9]{1,3}}'
const list = `${cityPattern}/meetings`
const pattern = `${list}${ofMeeting}`

export const meetingIdIn = (c: Context): string => {
  const [year = '', no = ''] = param(c, 'slug').split('-')
  return meetingId(param(c, 'city'), param(c, 'body'), Number(year), Number(no))
}

/** 会議: planned and run by the office; whoever oversees the years looks. */
export function meetingRoutes(parts: MeetingParts): Hono {
  const { meetings, desk, views } = parts
  const oversees = only(desk, (rights) => rights.oversees)
  return new Hono()
    .use(list, oversees)
    .use(`${list}/*`, oversees)
    .get(list, (c) => listPage(c, parts, null))
    .post(list, async (c) => plan(c, parts, await actForm(c)))
    .get(pattern, (c) => withMeeting(c, parts, (meeting) => meetingPage(c, parts, meeting, null)))
    .get(`${pattern}/attendance.csv`, (c) =>
      withMeeting(c, parts, async (meeting) => {
        c.header('Content-Type', 'text/csv; charset=utf-8')
        c.header('Content-Disposition', `attachment; filename="attendance-${meeting.body}-${meeting.fiscalYear}-${meeting.no}.csv"`)
        return c.body(attendanceCsv(meeting))
      }),
    )
    .get(`${pattern}/materials.pdf`, (c) =>
      withMeeting(c, parts, async (meeting) => {
        const { newest } = await meetings.materials(meeting.id)
        return pdfOf(c, newest ? await meetings.materialsFile(newest.id) : null)
      }),
    )
    .get(`${pattern}/papers/:paper{[0-9a-f-]{36}}`, (c) =>
      withMeeting(c, parts, async (meeting) => pdfOf(c, await meetings.paperFile(meeting.id, param(c, 'paper')))),
    )
    .get(`${pattern}/minutes`, (c) =>
      withMeeting(c, parts, async (meeting) => {
        const versions = await meetings.minutes(meeting.id)
        const [from, to] = ['from', 'to'].map((name) => versions.find(({ no }) => no === numberIn(c, name, '版')))
        const [cycle] = await views.listCycles(meeting.city)
        if (!from || !to) return html(c, <NotFound what="この版の会議録はありません。会議の画面から選んでください。" />, 404)
        return html(c, <MinutesComparePage meeting={meeting} cycle={cycle ?? null} from={from} to={to} />)
      }),
    )
    .post(`${pattern}/acts`, (c) =>
      withMeeting(c, parts, async (meeting) => {
        const post = officePost(c)
        if (!post) return denied(c, desk)
        const form = await actForm(c)
        const answer = await meetingAnswer({ c, meetings, views, meeting, post, form })
        if (answer instanceof Response) return answer
        if ('done' in answer) return c.redirect(withQuery(meetingPath(meeting.id), { done: answer.done }), 303)
        const { field, message, conflict = false } = answer
        const fresh = (await meetings.read(meeting.id)) ?? meeting
        return meetingPage(c, parts, fresh, { act: form.act, field, message, conflict, texts: form.text })
      }),
    )
}

/** A PDF as a file to be saved: a browser's own viewer would need what the pages' policy forbids. */
export function pdfOf(c: Context, file: { name: string; bytes: Uint8Array } | null): Response | Promise<Response> {
  if (!file) return html(c, <NotFound what="この資料はありません。会議の画面から選んでください。" />, 404)
  c.header('Content-Type', 'application/pdf')
  c.header('Content-Disposition', `attachment; filename="materials.pdf"; filename*=UTF-8''${encodeURIComponent(file.name)}`)
  return c.body(new Uint8Array(file.bytes))
}

const officePost = (c: Context): string | undefined => rightsOf(c, param(c, 'city')).posts.find(({ role }) => role === 'office')?.id

async function withMeeting(c: Context, { meetings }: MeetingParts, then: (meeting: MeetingView) => Promise<Response>): Promise<Response> {
  const meeting = await meetings.read(meetingIdIn(c))
  return meeting ? then(meeting) : html(c, <NotFound what={noMeeting} />, 404)
}

async function meetingPage(
  c: Context,
  { meetings, views }: MeetingParts,
  meeting: MeetingView,
  problem: MeetingProblem | null,
): Promise<Response> {
  const office = officePost(c) !== undefined
  const [steps, versions, words, materials, papers, [cycle]] = await Promise.all([
    office ? meetings.stepsWithout(meeting.city) : [],
    meetings.minutes(meeting.id),
    meetings.wordsOnMinutes(meeting.id),
    meetings.materials(meeting.id),
    office ? meetings.papers(meeting.id) : [],
    views.listCycles(meeting.city),
  ])
  return html(
    c,
    <MeetingPage
      meeting={meeting}
      cycle={cycle ?? null}
      steps={steps.filter(({ body }) => body === meeting.body)}
      versions={versions}
      words={words}
      materials={materials}
      papers={papers}
      office={office}
      problem={problem}
      done={problem ? null : (doneWords[c.req.query('done') ?? ''] ?? null)}
    />,
    problem ? (problem.conflict ? 409 : 400) : 200,
  )
}

async function listPage(c: Context, { meetings, views }: MeetingParts, problem: MeetingProblem | null): Promise<Response> {
  const city = param(c, 'city')
  const office = officePost(c) !== undefined
  const [all, steps, [cycle]] = await Promise.all([meetings.list(city), office ? meetings.stepsWithout(city) : [], views.listCycles(city)])
  return html(
    c,
    <MeetingsPage city={city} cycle={cycle ?? null} meetings={all} steps={steps} office={office} problem={problem} />,
    problem ? 400 : 200,
  )
}

/** Plans a meeting from a step that was chosen. */
async function plan(c: Context, parts: MeetingParts, form: ActForm): Promise<Response> {
  const post = officePost(c)
  if (!post) return denied(c, parts.desk)
  const wrong = (field: string, message: string) => listPage(c, parts, { act: 'plan', field, message, texts: form.text })
  const long = tooLong(form)
  if (long) return wrong(long.field, long.message)
  const chosen = form.text('step')
  const at = chosen.lastIndexOf('/')
  if (at < 0) return wrong('step', '工程を選んでください。')
  const from = readTime(form.text('from'))
  if (from === null) return wrong('from', '時刻として読めません。14:00 のように入力してください。')
  const until = timeIn(form, 'until')
  if (until !== null && typeof until === 'object') return wrong(until.field, until.message)
  const city = param(c, 'city')
  const person = c.get('visitor').personId
  const step = { cycleId: chosen.slice(0, at), step: chosen.slice(at + 1) }
  try {
    const id = await parts.meetings.plan({ id: form.key, city, ...step, from, until, place: form.text('place'), post, person })
    return c.redirect(id === '' ? meetingsPath(city) : withQuery(meetingPath(id), { done: 'plan' }), 303)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return wrong('step', [refusalSentences[error.code], ...error.problems].join(' '))
  }
}
