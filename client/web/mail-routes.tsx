import { type Context, Hono } from 'hono'
import type { Desk } from '../app/desk/desk.js'
import { Refused, refusalSentences } from '../app/errors.js'
import type { Rights } from '../app/people/posts-held.js'
import type { MailSettlement } from '../app/settle-mail.js'
import type { Steering } from '../app/steering/steering.js'
import type { CycleLine } from '../app/views/list-cycles.js'
import type { Views } from '../app/views/views.js'
import { type ActForm, actForm, tooLong } from './act-form.js'
import { NotFound } from './error-pages.js'
import { only } from './guards.js'
import type { ActProblem } from './pages/act-line.js'
import { noticeField } from './pages/mail-acts.js'
import { ComingMailsPage, isMailState, MailPage, MailsPage } from './pages/mail-pages.js'
import { comingMailsPath, mailPath, withQuery } from './paths.js'
import { choiceIn, cityPattern, html, numberIn, param } from './request.js'
import { rightsOf } from './session.js'

const noCity = 'この市の記録はありません。アドレスを確かめてください。'
const noMail = 'このメールの記録はありません。番号を確かめるか、送ったメールの一覧から探してください。'

const oversees = (rights: Rights): boolean => rights.oversees
const office = (rights: Rights): boolean => rights.office

export interface MailParts {
  views: Views
  desk: Pick<Desk, 'deny' | 'postsOf'>
  steering: Steering
}

/** The mails of a city: what is coming and what the office does about it, what was sent, and one word for word. */
export function mailRoutes(parts: MailParts): Hono {
  const { views, desk } = parts
  return new Hono()
    .use(`${cityPattern}/coming-mails`, only(desk, oversees))
    .use(`${cityPattern}/coming-mails/acts`, only(desk, office))
    .use(`${cityPattern}/mails/*`, only(desk, oversees))
    .use(`${cityPattern}/mails/:digest/settle`, only(desk, office))
    .get(`${cityPattern}/coming-mails`, (c) => comingPage(c, parts, null))
    .post(`${cityPattern}/coming-mails/acts`, async (c) => {
      const form = await actForm(c)
      const [field, message] = (await changeMails(c, parts, form)) ?? []
      if (field !== undefined) return comingPage(c, parts, { act: form.act, field, message: message ?? '', texts: form.text })
      return c.redirect(withQuery(comingMailsPath(param(c, 'city')), { done: form.act }), 303)
    })
    .get(`${cityPattern}/mails`, async (c) => {
      const cycle = await newestOf(c, views)
      if (!cycle) return html(c, <NotFound what={noCity} />, 404)
      const state = choiceIn(c, 'state', '状態', isMailState)
      const page = numberIn(c, 'page', 'ページの番号')
      const { mails, more } = await views.listMails(cycle.city, { page, ...(state ? { states: [state] } : {}) })
      return html(c, <MailsPage cycle={cycle} mails={mails} state={state} page={page} more={more} />)
    })
    .get(`${cityPattern}/mails/:digest`, (c) => mailPage(c, parts, null))
    .post(`${cityPattern}/mails/:digest/settle`, async (c) => {
      const form = await actForm(c)
      const [field, message] = (await settle(c, parts, form)) ?? []
      if (field !== undefined) return mailPage(c, parts, { act: 'settle', field, message: message ?? '', texts: form.text })
      return c.redirect(mailPath(mailId(c)), 303)
    })
}

/** Mails belong to a city; its newest year gives the page its header. */
const newestOf = async (c: Context, views: Views): Promise<CycleLine | null> => (await views.listCycles(param(c, 'city')))[0] ?? null
const mailId = (c: Context): string => `${param(c, 'city')}/mail/${param(c, 'digest')}`

/** The office's own post in the path's city; the guards have let nobody else past. */
const officePost = (c: Context): string => rightsOf(c, param(c, 'city')).posts.find(({ role }) => role === 'office')?.id ?? ''

const doneWords: Record<string, string> = {
  hold: 'メールを止めました。「出す」とするまで送りません。',
  release: 'メールを出すことにしました。',
  escalate: '上位の職への連絡についての判断を記録しました。',
}

async function comingPage(c: Context, { views, desk }: MailParts, problem: ActProblem | null): Promise<Response> {
  const cycle = await newestOf(c, views)
  if (!cycle) return html(c, <NotFound what={noCity} />, 404)
  const { city } = cycle
  const acting = rightsOf(c, city).office
  const [coming, proposals] = await Promise.all([views.comingMails(city), views.escalationProposals(city)])
  const posts = acting && proposals.length > 0 ? await desk.postsOf(city) : []
  const done = doneWords[c.req.query('done') ?? ''] ?? null
  return html(
    c,
    <ComingMailsPage
      cycle={cycle}
      coming={coming}
      all={c.req.query('all') !== undefined || problem !== null}
      proposals={proposals}
      acts={acting ? { posts, problem, done } : null}
    />,
    problem ? 400 : 200,
  )
}

/** Field and sentence of what was wrong; null: done. */
type Wrong = [field: string, message: string] | null

const overlong = (form: ActForm): Wrong => {
  const long = tooLong(form)
  return long && [long.field, long.message]
}

const refusedIn = async (act: () => Promise<unknown>): Promise<Wrong> => {
  try {
    await act()
    return null
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return [
      '',
      [refusalSentences[error.code], ...(error.code === 'nothing-to-resend' || error.code.startsWith('mail-') ? [] : error.problems)].join(
        ' ',
      ),
    ]
  }
}

async function changeMails(c: Context, { steering }: MailParts, form: ActForm): Promise<Wrong> {
  const notice = form.text('notice')
  const field = noticeField(form.act, notice)
  const reason = form.text(field)
  if (!(form.act in doneWords)) return ['', 'できない操作です。画面を開き直してください。']
  const long = overlong(form)
  if (long) return long
  if (reason === '') return [field, '理由を書いてください。記録に残ります。']
  const post = officePost(c)
  const person = c.get('visitor').personId
  if (form.act === 'hold' || form.act === 'release') {
    const as = form.act
    return refusedIn(() => steering.changeNotice({ id: form.key, noticeId: notice, as, post, person, reason }))
  }
  const told = form.text('told') === 'yes'
  const toPost = told ? form.text(`${field}:to`) : null
  if (toPost === '') return [`${field}:to`, '送る宛先の職を選んでください。']
  return refusedIn(() => steering.decideEscalation({ noticeId: notice, toPost, post, person, reason }))
}

async function mailPage(c: Context, { views, steering }: MailParts, problem: ActProblem | null): Promise<Response> {
  const cycle = await newestOf(c, views)
  const mail = cycle && (await views.showMail(mailId(c)))
  if (!cycle || !mail) return html(c, <NotFound what={noMail} />, 404)
  const settled = mail.settledBy ? await steering.mailSettled(mail.id) : null
  const acting = rightsOf(c, cycle.city).office
  return html(c, <MailPage cycle={cycle} mail={mail} settled={settled} settle={acting ? { problem } : null} />, problem ? 400 : 200)
}

const isFate = (text: string): text is MailSettlement['as'] => text === 'sent' || text === 'refused' || text === 'resend'

async function settle(c: Context, { steering }: MailParts, form: ActForm): Promise<Wrong> {
  const as = form.text('as')
  const reason = form.text('settle-reason')
  const long = overlong(form)
  if (long) return long
  if (!isFate(as)) return ['as', '確かめた結果を一つ選んでください。']
  if (reason === '') return ['settle-reason', 'どのように確かめたかを書いてください。記録に残ります。']
  const person = c.get('visitor').personId
  return refusedIn(() => steering.settleMail({ mailId: mailId(c), as, post: officePost(c), person, reason, via: 'page' }))
}
