import { type Context, Hono } from 'hono'
import { isDate } from '../../../domain/calendar/instants.js'
import { isInstant } from '../../../domain/process/command.js'
import type { ComingQuery } from '../../app/views/coming-dispatches.js'
import { type ActForm, actForm, unknownAct } from '../act-form.js'
import { NotFound } from '../error-pages.js'
import { only } from '../guards.js'
import type { ActProblem } from '../pages/act-line.js'
import { isHeldCause, isOrigin } from '../pages/coming-filter.js'
import { ComingMailsPage } from '../pages/coming-mails-page.js'
import { comingMailsPath, withQuery } from '../paths.js'
import { choiceIn, cityPattern, html, numberIn, param } from '../request.js'
import { rightsOf } from '../session.js'
import {
  type MailParts,
  newestOf,
  noCity,
  noReason,
  office,
  officePost,
  overlong,
  oversees,
  refusedIn,
  type Wrong,
  wordOf,
} from './mail-parts.js'

/** 送信予定: the list of coming mails, and what the office does about all of them. */
export function comingRoutes(parts: MailParts): Hono {
  const { desk } = parts
  return new Hono()
    .use(`${cityPattern}/coming-mails`, only(desk, oversees))
    .use(`${cityPattern}/coming-mails/acts`, only(desk, office))
    .get(`${cityPattern}/coming-mails`, (c) => comingPage(c, parts, null))
    .post(`${cityPattern}/coming-mails/acts`, async (c) => {
      const form = await actForm(c)
      const [field, message] = (await act(c, parts, form)) ?? []
      if (field !== undefined) return comingPage(c, parts, { act: form.act, field, message: message ?? '', texts: form.text })
      return c.redirect(withQuery(comingMailsPath(param(c, 'city')), { done: form.act }), 303)
    })
}

const doneWords: Record<string, string> = {
  stop: 'メールを全て止めました。「再開する」とするまで、どのメールも送りません。',
  resume: 'メールの送信を再開しました。',
  'release-year': '初回メールの点検を記録しました。予定の時刻に送り始めます。',
  'clear-address': '宛先の解除を記録しました。待っていたものと、断られたメールの用件のうちまだ済んでいないものは、次の送信時刻に送ります。',
  cover: '添え書きを保存しました。',
  hold: '止めました。保留を解くまで送りません。',
  release: '保留を解きました。予定の時刻か、過ぎていれば次の送信時刻に送ります。その時に用件が済んでいれば送りません。',
  'send-now': '今すぐ送ることにしました。まもなく送り、結果は「送ったメール」に出ます。',
  escalate: '上位の職への連絡についての判断を記録しました。',
}

const anything = () => true

function queryOf(c: Context): ComingQuery {
  return {
    day: choiceIn(c, 'day', '送る日', isDate),
    section: choiceIn(c, 'section', '課', anything),
    step: choiceIn(c, 'step', '工程', anything),
    kind: choiceIn(c, 'kind', '種類', anything),
    held: choiceIn(c, 'held', '保留', isHeldCause),
    from: choiceIn(c, 'from', '工程の状況', isOrigin),
    page: numberIn(c, 'page', 'ページの番号'),
  }
}

async function comingPage(c: Context, { views, desk }: MailParts, problem: ActProblem | null): Promise<Response> {
  const cycle = await newestOf(c, views)
  if (!cycle) return html(c, <NotFound what={noCity} />, 404)
  const { city } = cycle
  const acting = rightsOf(c, city).office
  const query = queryOf(c)
  const [coming, held, proposals] = await Promise.all([
    views.comingDispatches(city, query),
    views.heldMails(city),
    views.escalationProposals(city),
  ])
  const posts = acting && proposals.length > 0 ? await desk.postsOf(city) : []
  const done = problem ? null : (doneWords[c.req.query('done') ?? ''] ?? null)
  return html(
    c,
    <ComingMailsPage
      cycle={cycle}
      coming={coming}
      query={query}
      held={held}
      proposals={proposals}
      acts={acting ? { posts, problem } : null}
      done={done}
    />,
    problem ? 400 : 200,
  )
}

async function act(c: Context, { steering }: MailParts, form: ActForm): Promise<Wrong> {
  const long = overlong(form)
  if (long) return long
  const city = param(c, 'city')
  const field = form.text('field')
  const reason = form.text(field)
  const word = wordOf(c, form, reason)
  switch (form.act) {
    case 'stop':
    case 'resume': {
      const as = form.act
      return reason === '' ? [field, noReason] : wrongIn(field, () => steering.changeDispatch({ ...word, city, as }))
    }
    case 'release-year': {
      if (reason !== 'yes') return [field, '宛先と文面を確かめたことに印を付けてください。']
      const cycleId = form.text('cycle')
      if (!cycleId.startsWith(`${city}/cycle/`)) return ['', unknownAct]
      return refusedIn(() => steering.releaseMails({ ...word, cycleId, via: 'page' }))
    }
    case 'clear-address':
      return reason === ''
        ? [field, noReason]
        : wrongIn(field, () => steering.clearAddress({ ...word, city, mailbox: form.text('mailbox') }))
    case 'cover': {
      const slot = form.text('slot')
      if (!isInstant(slot)) return ['', unknownAct]
      return wrongIn(field, () => steering.changeCoveringLine({ ...word, city, slot, mailbox: null, was: form.text('was'), text: reason }))
    }
    case 'escalate':
      return escalate(c, steering, form)
    default:
      return ['', unknownAct]
  }
}

/** A refusal is said at the field it is about. */
async function wrongIn(field: string, act: () => Promise<unknown>): Promise<Wrong> {
  const wrong = await refusedIn(act)
  return wrong && [field, wrong[1]]
}

async function escalate(c: Context, steering: MailParts['steering'], form: ActForm): Promise<Wrong> {
  const notice = form.text('notice')
  const field = `escalate:${notice}`
  const reason = form.text(field)
  if (reason === '') return [field, noReason]
  const told = form.text('told') === 'yes'
  const toPost = told ? form.text(`${field}:to`) : null
  if (toPost === '') return [`${field}:to`, '送る宛先の職を選んでください。']
  return refusedIn(() =>
    steering.decideEscalation({ noticeId: notice, toPost, post: officePost(c), person: c.get('visitor').personId, reason }),
  )
}
