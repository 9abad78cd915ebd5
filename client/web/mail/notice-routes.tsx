import { type Context, Hono } from 'hono'
import { assignmentId } from '../../../domain/process/ids.js'
import type { NoticeExplained } from '../../app/views/notice-explained.js'
import { type ActForm, actForm, unknownAct } from '../act-form.js'
import { NotFound } from '../error-pages.js'
import { only } from '../guards.js'
import type { ActProblem } from '../pages/act-line.js'
import { NoticePage } from '../pages/notice-page.js'
import { NoticesPage } from '../pages/notices-page.js'
import { noticePath, withQuery } from '../paths.js'
import { cycleIdOf, cyclePattern, html, param } from '../request.js'
import { rightsOf } from '../session.js'
import { type MailParts, noReason, office, overlong, oversees, refusedIn, type Wrong, wordOf } from './mail-parts.js'

const ofOne = `${cyclePattern}/assignments/:step/:subject/notices`
const pattern = `${ofOne}/:seq{[0-9]+}/:rule{[\\w-]+(?:/above|/again)*}`
const noNotice = 'このメールの予定はありません。依頼の画面の「連絡の経過」から探してください。'

/** Every notice explained, sent or not. */
export function noticeRoutes(parts: MailParts): Hono {
  const { desk, views } = parts
  return new Hono()
    .use(`${ofOne}/*`, only(desk, oversees))
    .use(`${pattern}/acts`, only(desk, office))
    .get(ofOne, async (c) => {
      const one = await views.chaseExplained(assignmentOf(c))
      return one ? html(c, <NoticesPage one={one} />) : html(c, <NotFound what={noNotice} />, 404)
    })
    .get(pattern, (c) => noticePage(c, parts, null))
    .post(`${pattern}/acts`, async (c) => {
      const form = await actForm(c)
      const one = await views.noticeExplained(noticeOf(c))
      if (!one) return html(c, <NotFound what={noNotice} />, 404)
      const [field, message] = (await act(c, parts, one, form)) ?? []
      if (field !== undefined) return noticePage(c, parts, { act: form.act, field, message: message ?? '', texts: form.text })
      return c.redirect(withQuery(noticePath(one.id), { done: form.act }), 303)
    })
}

const assignmentOf = (c: Context): string => assignmentId(cycleIdOf(c), param(c, 'step'), param(c, 'subject'))
const noticeOf = (c: Context): string => `${assignmentOf(c)}#${param(c, 'seq')}/${param(c, 'rule')}`

const doneWords: Record<string, string> = {
  hold: '止めました。保留を解くまで送りません。',
  release: '保留を解きました。予定の時刻か、過ぎていれば次の送信時刻に送ります。その時に用件が済んでいれば送りません。',
  'send-now': '今すぐ送ることにしました。まもなく送ります。',
}

async function noticePage(c: Context, { views }: MailParts, problem: ActProblem | null): Promise<Response> {
  const one = await views.noticeExplained(noticeOf(c))
  const cycle = one && (await views.listCycles(param(c, 'city'))).find(({ id }) => id === one.cycleId)
  if (!one || !cycle) return html(c, <NotFound what={noNotice} />, 404)
  const done = problem ? null : (doneWords[c.req.query('done') ?? ''] ?? null)
  const acts = rightsOf(c, cycle.city).office && one.yearState === 'running' ? { problem } : null
  return html(c, <NoticePage cycle={cycle} one={one} acts={acts} done={done} />, problem ? 400 : 200)
}

async function act(c: Context, { steering }: MailParts, one: NoticeExplained, form: ActForm): Promise<Wrong> {
  const long = overlong(form)
  if (long) return long
  const as = form.act
  if (as !== 'hold' && as !== 'release' && as !== 'send-now') return ['', unknownAct]
  const field = form.text('field')
  const reason = form.text(field)
  if (reason === '') return [field, noReason]
  const wrong = await refusedIn(() => steering.changeNotice({ ...wordOf(c, form, reason), as, noticeId: one.id }))
  return wrong && [field, wrong[1]]
}
