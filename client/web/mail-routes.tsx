import { type Context, Hono } from 'hono'
import type { Desk } from '../app/desk/desk.js'
import type { Rights } from '../app/people/posts-held.js'
import type { CycleLine } from '../app/views/list-cycles.js'
import type { Views } from '../app/views/views.js'
import { NotFound } from './error-pages.js'
import { only } from './guards.js'
import { ComingMailsPage, isMailState, MailPage, MailsPage } from './pages/mail-pages.js'
import { choiceIn, cityPattern, html, numberIn, param } from './request.js'

const noCity = 'この市の記録はありません。アドレスを確かめてください。'

const oversees = (rights: Rights): boolean => rights.oversees

/** The mails of a city: what is coming, what was sent, and one word for word. */
export const mailRoutes = (views: Views, desk: Pick<Desk, 'deny'>): Hono =>
  new Hono()
    .use(`${cityPattern}/coming-mails`, only(desk, oversees))
    .use(`${cityPattern}/mails/*`, only(desk, oversees))
    .get(`${cityPattern}/coming-mails`, async (c) => {
      const cycle = await newestOf(c, views)
      if (!cycle) return html(c, <NotFound what={noCity} />, 404)
      const coming = await views.comingMails(cycle.city)
      return html(c, <ComingMailsPage cycle={cycle} coming={coming} all={c.req.query('all') !== undefined} />)
    })
    .get(`${cityPattern}/mails`, async (c) => {
      const cycle = await newestOf(c, views)
      if (!cycle) return html(c, <NotFound what={noCity} />, 404)
      const state = choiceIn(c, 'state', '状態', isMailState)
      const page = numberIn(c, 'page', 'ページの番号')
      const { mails, more } = await views.listMails(cycle.city, { page, ...(state ? { states: [state] } : {}) })
      return html(c, <MailsPage cycle={cycle} mails={mails} state={state} page={page} more={more} />)
    })
    .get(`${cityPattern}/mails/:digest`, async (c) => {
      const cycle = await newestOf(c, views)
      const mail = cycle && (await views.showMail(`${cycle.city}/mail/${param(c, 'digest')}`))
      if (cycle && mail) return html(c, <MailPage cycle={cycle} mail={mail} />)
      return html(c, <NotFound what="このメールの記録はありません。番号を確かめるか、送ったメールの一覧から探してください。" />, 404)
    })

/** Mails belong to a city; its newest year gives the page its header. */
const newestOf = async (c: Context, views: Views): Promise<CycleLine | null> => (await views.listCycles(param(c, 'city')))[0] ?? null
