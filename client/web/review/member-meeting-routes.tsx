import { type Context, Hono } from 'hono'
import { oneOf, presences } from '../../../domain/review/meeting.js'
import type { Desk } from '../../app/desk/desk.js'
import { Refused, refusalSentences } from '../../app/errors.js'
import type { MeetingView, SeatView } from '../../app/review/meetings/meeting-view.js'
import type { Meetings } from '../../app/review/meetings/meetings.js'
import { type ActForm, actForm, tooLong } from '../act-form.js'
import { NotFound } from '../error-pages.js'
import { denied } from '../guards.js'
import { memberMeetingPath } from '../meeting-paths.js'
import type { MeetingProblem } from '../pages/review/meetings/meeting-fields.js'
import { PublicMinutesPage } from '../pages/review/meetings/public-minutes-page.js'
import { MemberMeetingPage } from '../pages/review/members/member-meeting-page.js'
import { withQuery } from '../paths.js'
import { cityPattern, html } from '../request.js'
import { rightsOf } from '../session.js'
import { meetingIdIn, noMeeting, ofMeeting, pdfOf } from './meeting-routes.js'

const pattern = `/member/meetings${cityPattern}${ofMeeting}`

interface Own {
  meeting: MeetingView
  seat: SeatView
}

/** A meeting for the members of its body: what they were told of, and no more. A seat of another body finds nothing. */
export function memberMeetingRoutes({ meetings, desk, publicUrl }: { meetings: Meetings; desk: Desk; publicUrl: string | null }): Hono {
  const open = async (c: Context): Promise<Own | Response> => {
    const meeting = await meetings.read(meetingIdIn(c))
    const { seats } = rightsOf(c, c.req.param('city') ?? '')
    const seat = meeting?.seats.find(({ id }) => seats.includes(id))
    return meeting && seat && wasTold(seat) ? { meeting, seat } : denied(c, desk)
  }
  return new Hono()
    .get(pattern, async (c) => {
      const own = await open(c)
      return own instanceof Response ? own : memberPage(c, meetings, own, null)
    })
    .get(`${pattern}/meeting.ics`, async (c) => {
      const own = await open(c)
      if (own instanceof Response) return own
      c.header('Content-Type', 'text/calendar; charset=utf-8; method=PUBLISH')
      c.header('Content-Disposition', `attachment; filename="meeting-${own.meeting.fiscalYear}-${own.meeting.no}.ics"`)
      return c.body(await meetings.calendar(own.meeting, publicUrl ?? new URL(c.req.url).origin))
    })
    .get(`${pattern}/materials.pdf`, async (c) => {
      const own = await open(c)
      if (own instanceof Response) return own
      const released = await meetings.materialsOfSeat(own.meeting.id, own.seat.id)
      return pdfOf(c, released ? await meetings.materialsFile(released.id) : null)
    })
    .post(pattern, async (c) => {
      const own = await open(c)
      if (own instanceof Response) return own
      const form = await actForm(c)
      const answer = await answerOf(c, meetings, own, form)
      if ('done' in answer) return c.redirect(withQuery(memberMeetingPath(own.meeting.id), { done: answer.done }), 303)
      return memberPage(c, meetings, own, { act: form.act, ...answer, texts: form.text })
    })
}

/** A mail about the meeting has left for the seat, or its member was there. */
const wasTold = ({ mails, present }: SeatView): boolean =>
  present !== null || mails.some(({ state }) => !['planned', 'held', 'cancelled', 'dropped'].includes(state))

const done: Record<string, string> = {
  attend: '「出席」と承りました。',
  online: '「オンライン」と承りました。接続の方法は事務局からお知らせします。',
  absent: '「欠席」と承りました。',
  agreed: '会議録（案）は「このとおりでよい」と承りました。',
  mend: '直すところを事務局に送りました。',
}

type Answer = { done: string } | { field: string; message: string }

async function answerOf(c: Context, meetings: Meetings, { meeting, seat }: Own, form: ActForm): Promise<Answer> {
  const long = tooLong(form)
  if (long) return long
  const word = { id: form.key, meetingId: meeting.id, post: seat.id, person: c.get('visitor').personId }
  try {
    if (form.act === 'answer') {
      const reply = oneOf(presences, form.text('reply'))
      if (reply === null) return { field: 'reply', message: '出席・オンライン・欠席のいずれかを押してください。' }
      const to = form.text('to')
      await meetings.answer(word, { seat: seat.id, reply, note: form.text('note'), ...(to === '' ? {} : { to }) })
      return { done: reply }
    }
    const agreed = form.act === 'minutes-agree'
    const text = form.text('word-text')
    if (!agreed && text === '') return { field: 'word-text', message: '直してほしいところを書いてください。' }
    await meetings.wordOnMinutes(word, { seat: seat.id, minutesNo: Number(form.text('minutes')), agreed, text })
    return { done: agreed ? 'agreed' : 'mend' }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    if (error.code === 'changed-meanwhile')
      return form.act === 'answer'
        ? {
            field: 'reply',
            message: '会議の日時が変わりました。御回答はまだ承っていません。新しい日時を御確認の上、もう一度押してください。',
          }
        : { field: 'minutes', message: '会議録（案）が新しい版に変わっています。内容をもう一度御確認ください。' }
    const own = error.code === 'invalid-input' && error.problems.length > 0 ? [] : [refusalSentences[error.code]]
    return { field: '', message: [...own, ...error.problems].join(' ') }
  }
}

async function memberPage(c: Context, meetings: Meetings, { meeting, seat }: Own, problem: MeetingProblem | null): Promise<Response> {
  const there = seat.present === 'attend' || seat.present === 'online'
  const asked = meeting.minutesState === 'asked' && there
  const [minutes] = asked ? await meetings.minutes(meeting.id) : []
  const released = await meetings.materialsOfSeat(meeting.id, seat.id)
  const words = asked ? await meetings.wordsOnMinutes(meeting.id) : []
  return html(
    c,
    <MemberMeetingPage
      meeting={meeting}
      seat={seat}
      minutes={minutes ?? null}
      word={words.find((one) => one.seat === seat.id && one.minutesNo === minutes?.no) ?? null}
      materials={released ? [{ name: released.name, path: `${memberMeetingPath(meeting.id)}/materials.pdf` }] : []}
      problem={problem}
      done={problem ? null : (done[c.req.query('done') ?? ''] ?? null)}
    />,
    problem ? 400 : 200,
  )
}

/** Published minutes, for whoever asks. */
export const publicMinutesRoutes = (meetings: Meetings): Hono =>
  new Hono().get(`/report${cityPattern}/meetings${ofMeeting}`, async (c) => {
    const meeting = await meetings.read(meetingIdIn(c))
    const [last] = meeting?.minutesState === 'published' ? await meetings.minutes(meeting.id) : []
    return meeting && last ? html(c, <PublicMinutesPage meeting={meeting} text={last.text} />) : html(c, <NotFound what={noMeeting} />, 404)
  })
