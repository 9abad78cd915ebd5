import { type Context, Hono } from 'hono'
import type { MailSettlement } from '../../app/settle-mail.js'
import { type ActForm, actForm } from '../act-form.js'
import { NotFound } from '../error-pages.js'
import { only } from '../guards.js'
import type { ActProblem } from '../pages/act-line.js'
import { MailPage } from '../pages/mail-page.js'
import { isMailState, MailsPage } from '../pages/mails-page.js'
import { mailPath } from '../paths.js'
import { choiceIn, cityPattern, html, numberIn, param } from '../request.js'
import { rightsOf } from '../session.js'
import { letterAlone } from './letter-alone.js'
import { type MailParts, newestOf, noCity, office, officePost, overlong, oversees, refusedIn, type Wrong } from './mail-parts.js'

const noMail = 'このメールの記録はありません。番号を確かめるか、送ったメールの一覧から探してください。'

/** What was sent, what became of it, and one mail word for word. */
export function sentRoutes(parts: MailParts): Hono {
  const { views, desk } = parts
  return new Hono()
    .use(`${cityPattern}/mails/*`, only(desk, oversees))
    .use(`${cityPattern}/mails/:digest/settle`, only(desk, office))
    .get(`${cityPattern}/mails`, async (c) => {
      const cycle = await newestOf(c, views)
      if (!cycle) return html(c, <NotFound what={noCity} />, 404)
      const state = choiceIn(c, 'state', '状態', isMailState)
      const to = (c.req.query('to') ?? '').trim().slice(0, 100)
      const page = numberIn(c, 'page', 'ページの番号')
      const [{ mails, more }, counts, held] = await Promise.all([
        views.listMails(cycle.city, { page, to, ...(state ? { states: [state] } : {}) }),
        views.mailCounts(cycle.city),
        views.heldMails(cycle.city),
      ])
      const acts = rightsOf(c, cycle.city).office ? { problem: null } : null
      return html(
        c,
        <MailsPage cycle={cycle} mails={mails} counts={counts} held={held} asked={{ state, to, page }} more={more} acts={acts} />,
      )
    })
    .get(`${cityPattern}/mails/:digest`, (c) => mailPage(c, parts, null))
    .get(`${cityPattern}/mails/:digest/html`, async (c) => {
      const letter = await views.mailHtml(mailId(c))
      return letter === null ? html(c, <NotFound what={noMail} />, 404) : letterAlone(c, letter)
    })
    .post(`${cityPattern}/mails/:digest/settle`, async (c) => {
      const form = await actForm(c)
      const [field, message] = (await settle(c, parts, form)) ?? []
      if (field !== undefined) return mailPage(c, parts, { act: 'settle', field, message: message ?? '', texts: form.text })
      return c.redirect(mailPath(mailId(c)), 303)
    })
}

const mailId = (c: Context): string => `${param(c, 'city')}/mail/${param(c, 'digest')}`

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
