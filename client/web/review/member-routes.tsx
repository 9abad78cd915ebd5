import { type Context, Hono } from 'hono'
import { crossCutting } from '../../../domain/review/whole.js'
import { statementsIn, statementsOf, withPage } from '../../../domain/review/write-statements.js'
import { checkContent } from '../../../domain/sheet/content.js'
import { Refused, refusalSentences } from '../../app/errors.js'
import { memberMeetings } from '../../app/review/member/member-meetings.js'
import { memberProgramme } from '../../app/review/member/member-programme.js'
import { memberYears, ownSeats } from '../../app/review/member/member-years.js'
import { confirmOwn } from '../../app/review/remarks/confirm-remarks.js'
import { denied } from '../guards.js'
import { memberAboutPath, memberPath, memberYearPath } from '../member-paths.js'
import { MemberAboutPage, type MemberAboutPageProps } from '../pages/review/members/member-about-page.js'
import { MemberClosedPage } from '../pages/review/members/member-closed-page.js'
import { MemberConflictPage } from '../pages/review/members/member-conflict-page.js'
import { MemberHomePage } from '../pages/review/members/member-home-page.js'
import { MemberSentPage } from '../pages/review/members/member-sent-page.js'
import { MemberYearPage, type MemberYearPageProps } from '../pages/review/members/member-year-page.js'
import { withQuery } from '../paths.js'
import { html, param } from '../request.js'
import { type SheetForm, sheetForm } from '../sheet-form.js'
import { type MemberParts, memberPattern, type OpenedAbout, type OpenedYear, onPage, openAbout, openYear } from './member-open.js'
import { save } from './member-save.js'

const about = `${memberPattern}/about/:subject{[a-z0-9][a-z0-9-]*}`

/** 委員のページ: what a member of a body reads, confirms and says, for the own seat and nobody else's. */
export const memberRoutes = (parts: MemberParts): Hono =>
  new Hono()
    .get(memberPath, async (c) => {
      const { posts } = c.get('visitor')
      if (ownSeats(posts).length === 0) return denied(c, parts.desk)
      const { db } = parts.connections
      const [years, meetings] = await Promise.all([memberYears(db, posts), memberMeetings(db, posts)])
      return html(c, <MemberHomePage years={years} meetings={meetings} />)
    })
    .get(memberPattern, async (c) => {
      const opened = await openYear(c, parts)
      return opened instanceof Response ? opened : yearPage(c, opened, justSaved(c))
    })
    .get(`${memberPattern}/sent/:key{[\\w-]+}`, async (c) => {
      const opened = await openYear(c, parts)
      if (opened instanceof Response) return opened
      const receipt = await parts.desk.receiptOf(param(c, 'key'))
      if (!receipt || receipt.processId !== opened.year.asked?.id) return denied(c, parts.desk)
      const problem = receipt.refusal ? refusalSentences[receipt.refusal] : null
      return html(c, <MemberSentPage {...opened} receipt={{ ...receipt, problem }} />)
    })
    .post(`${memberPattern}/send`, async (c) => {
      const opened = await openYear(c, parts)
      if (opened instanceof Response) return opened
      return send(c, parts, opened, await sheetForm(c))
    })
    .post(`${memberPattern}/confirm`, async (c) => {
      const opened = await openYear(c, parts)
      return opened instanceof Response ? opened : confirmRecords(c, parts, opened, await sheetForm(c))
    })
    .get(about, async (c) => {
      const opened = await openAbout(c, parts)
      return opened instanceof Response ? opened : aboutPage(c, parts, opened, justSaved(c))
    })
    .post(`${about}/draft`, async (c) => {
      const opened = await openAbout(c, parts)
      if (opened instanceof Response) return c.json({ problem: 'この画面は開けなくなりました。委員のページから開き直してください。' }, 404)
      if (!opened.writable || !mayWrite(opened))
        return c.json(
          { problem: 'すでに送られたか、受け付けを終えたため、書き換えられません。書き直したいときは、事務局に知らせてください。' },
          410,
        )
      const form = await sheetForm(c)
      if (isForeign(c, form)) return c.json({ kind: 'other-person', name: c.get('visitor').name }, 409)
      const saved = await save(c, parts, opened, form)
      return c.json(saved, saved.kind === 'conflict' ? 409 : 200)
    })
    .post(about, async (c) => {
      const opened = await openAbout(c, parts)
      if (opened instanceof Response) return opened
      const form = await formOf(c)
      if (isForeign(c, form))
        return aboutPage(c, parts, typedOver(opened, form), {
          problem: `この画面を開いた人と、いまサインインしている人（${c.get('visitor').name}）が違うため、まだ何も保存していません。内容を確かめて、もう一度操作してください。`,
        })
      if (!opened.writable || !mayWrite(opened)) return conflict(c, opened, form)
      const saved = await save(c, parts, opened, form)
      if (saved.kind !== 'saved') {
        const now = await openAbout(c, parts)
        return now instanceof Response ? now : conflict(c, now, form)
      }
      const { year, subject } = opened
      const list = form.next === 'list'
      return c.redirect(
        withQuery(list ? memberYearPath(year, year.seatKey) : memberAboutPath(year, year.seatKey, subject), {
          done: 'saved',
          page: form.key,
        }),
        303,
      )
    })

/** What has just been done, and by which page: what the browser kept of that one is not needed any more. */
function justSaved(c: Context) {
  const page = c.req.query('page') ?? ''
  return { done: c.req.query('done') ?? null, page: /^[\w-]{8,64}$/.test(page) ? page : null }
}

type AboutForm = SheetForm & { next: string }

/** The form, with the button that was pressed: where to go on. */
async function formOf(c: Context): Promise<AboutForm> {
  const form = await sheetForm(c)
  const next = String((await c.req.formData()).get('_do') ?? '')
  return { ...form, next }
}

/** Nothing can be written about a programme before its sheets are released, nor where its sheet was withdrawn. */
const mayWrite = ({ year, programmes, subject }: OpenedAbout): boolean =>
  subject === crossCutting || (year.released && programmes.some(({ key, withdrawn }) => key === subject && !withdrawn))

/** Somebody else has signed in on this machine since the page was opened. */
const isForeign = (c: Context, { person }: SheetForm): boolean => person !== '' && person !== c.get('visitor').personId

/** The same page as if what the form holds stood there. */
function typedOver(opened: OpenedAbout, form: SheetForm): OpenedAbout {
  const { subject, here, statements } = opened
  return { ...opened, statements: withPage(statements, subject, here, statementsIn(form.entry, subject, here)) }
}

async function send(c: Context, { desk }: MemberParts, opened: OpenedYear, form: SheetForm): Promise<Response> {
  const { year, sheet, writable, statements } = opened
  const sent = `${memberYearPath(year, year.seatKey)}/sent/${form.key}`
  const before = await desk.receiptOf(form.key)
  if (before && before.processId === sheet?.one.id) return c.redirect(sent, 303)
  const again = (problems: string[]) => yearPage(c, opened, { problems })
  if (isForeign(c, form))
    return again([`この画面を開いた人と、いまサインインしている人（${c.get('visitor').name}）が違うため、まだ送っていません。`])
  if (!sheet || !writable) return again(['すでに送られているか、受け付けを終えています。下の内容を確かめてください。'])
  if ((sheet.draft?.revision ?? 0) !== form.revision || (sheet.last?.id ?? '') !== form.base)
    return again(['この画面を開いた後に内容が変わりました。下の内容を確かめて、もう一度送ってください。'])
  if (statements.length === 0) return again(['まだ何も書かれていません。御意見を書いてから送ってください。'])
  const content = { ...(sheet.draft?.content ?? sheet.last?.content), statements }
  const checked = checkContent(sheet.definition, sheet.one.form, sheet.one.round, content)
  if (!checked.ok) return again(checked.problems.map(({ message }) => message))
  try {
    const { personId } = c.get('visitor')
    const asked = { id: form.key, processId: sheet.one.id, post: year.seat, person: personId, via: 'page', act: 'submit' } as const
    await desk.act({ ...asked, content, draftRevision: form.revision })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return again(error.message.split('\n'))
  }
  return c.redirect(sent, 303)
}

/** The member's word on what the office wrote down, once everything else is sent. */
async function confirmRecords(c: Context, parts: MemberParts, opened: OpenedYear, form: SheetForm): Promise<Response> {
  const { year, recorded } = opened
  const done = withQuery(memberYearPath(year, year.seatKey), { done: 'confirmed' })
  // Pressed twice: what it confirmed has other numbers by now.
  if ((await parts.desk.receiptOf(form.key))?.processId === year.cycleId) return c.redirect(done, 303)
  const typed = statementsIn(form.entry, '', recorded).filter(({ of }) => of !== undefined)
  const remarks = typed.map(({ of = 0, text }) => ({ no: of, text }))
  try {
    const { personId: person } = c.get('visitor')
    await confirmOwn(parts.connections.db, { id: form.key, cycleId: year.cycleId, post: year.seat, seat: year.seat, person, remarks })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const problems = remarks.length === 0 ? ['「このとおり」を選ぶか、文を直してください。'] : error.message.split('\n')
    return yearPage(c, opened, { problems, typed })
  }
  return c.redirect(done, 303)
}

/** What was typed beside what stands now. */
function conflict(c: Context, opened: OpenedAbout, form: SheetForm) {
  const { year, subject, programmes, sheet, here } = opened
  if (!sheet) return html(c, <MemberClosedPage year={year} name={opened.name} why="asked-nothing" />, 409)
  const { items, seen } = onPage(opened)
  const typed = statementsIn(form.entry, subject, here)
  const writable = opened.writable && mayWrite(opened)
  return html(c, <MemberConflictPage {...{ year, subject, sheet, form, typed, seen, writable }} names={programmes} stored={items} />, 409)
}

function yearPage(c: Context, opened: OpenedYear, more: Partial<MemberYearPageProps>) {
  return html(c, <MemberYearPage {...opened} {...more} />, more.problems ? 400 : 200)
}

async function aboutPage(c: Context, { connections: { db } }: MemberParts, opened: OpenedAbout, more: Partial<MemberAboutPageProps>) {
  const { year, subject, name, programmes, here, sheet, writable } = opened
  const whole = subject === crossCutting
  const { withdrawn } = programmes.find(({ key }) => key === subject) ?? { withdrawn: false }
  if (!whole && !year.released) return html(c, <MemberClosedPage year={year} name={name} why="unreleased" />)
  if (withdrawn) return html(c, <MemberClosedPage year={year} name={name} why="withdrawn" />)
  const { items, seen } = onPage(opened)
  return html(
    c,
    <MemberAboutPage
      {...{ year, subject, name, sheet, writable, seen }}
      names={programmes}
      programme={whole ? null : await memberProgramme(db, year.cycleId, subject)}
      recorded={here}
      statements={statementsOf({ statements: items })}
      {...more}
    />,
    more.problem ? 400 : 200,
  )
}
