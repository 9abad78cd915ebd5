import { type Context, Hono } from 'hono'
import type { Instant } from '../../domain/process/command.js'
import { assignmentId } from '../../domain/process/ids.js'
import type { Desk } from '../app/desk/desk.js'
import { Refused, refusalSentences } from '../app/errors.js'
import type { PostHeld } from '../app/people/posts-held.js'
import type { Steering } from '../app/steering/steering.js'
import type { AssignmentView } from '../app/views/show-assignment.js'
import type { Views } from '../app/views/views.js'
import { type ActForm, actForm, dayIn, notADay, tooLong, unknownAct } from './act-form.js'
import { NotFound } from './error-pages.js'
import { extensionDecisionPath, extensionPath } from './extension-paths.js'
import { denied, mayOpen } from './guards.js'
import type { ActProblem } from './pages/act-line.js'
import { ExtensionDecisionPage } from './pages/extension-decision-page.js'
import { ExtensionPage } from './pages/extension-page.js'
import { withQuery } from './paths.js'
import { cycleIdOf, cyclePattern, html, param } from './request.js'
import { rightsOf } from './session.js'

const pattern = `${cyclePattern}/assignments/:step/:subject/extension`
const noAssignment = 'この依頼はありません。番号を確かめるか、マイ業務から探してください。'

interface ExtensionParts {
  desk: Desk
  views: Views
  steering: Steering
}

/** 期限の延長: a section wishes for a later date; the office sees what that brings to the year, and decides. */
export function extensionRoutes({ desk, views, steering }: ExtensionParts): Hono {
  const open = async (c: Context, office: boolean): Promise<AssignmentView | Response> => {
    const one = await views.showAssignment(assignmentId(cycleIdOf(c), param(c, 'step'), param(c, 'subject')))
    if (!one) return html(c, <NotFound what={noAssignment} />, 404)
    const rights = rightsOf(c, one.cycle.city)
    return mayOpen(rights, one) && (!office || rights.office) ? one : denied(c, desk)
  }
  const receiptIn = async (c: Context) => {
    const key = c.req.query('receipt')
    return key ? desk.receiptOf(key) : null
  }
  const askPage = async (c: Context, one: AssignmentView, problem: ActProblem | null) => {
    const asker = askerOf(c, one)
    return html(
      c,
      <ExtensionPage
        one={one}
        may={asker !== null && waits(one)}
        onBehalf={asker?.role === 'office' && asker.department !== one.department}
        receipt={await receiptIn(c)}
        problem={problem}
      />,
      problem ? 400 : 200,
    )
  }
  const decisionPage = async (c: Context, one: AssignmentView, problem: ActProblem | null, dueAt: Instant | null) => {
    const [wished, outlook] = await Promise.all([
      one.extension ? steering.foreseeExtension(one.id, one.extension.wishedAt) : null,
      one.extension && dueAt ? steering.foreseeExtension(one.id, dueAt) : null,
    ])
    const other = outlook && dueAt ? { dueAt, outlook } : null
    return html(
      c,
      <ExtensionDecisionPage one={one} wished={wished} other={other} receipt={await receiptIn(c)} problem={problem} />,
      problem ? 400 : 200,
    )
  }
  return new Hono()
    .get(pattern, async (c) => {
      const one = await open(c, false)
      return one instanceof Response ? one : askPage(c, one, null)
    })
    .post(pattern, async (c) => {
      const one = await open(c, false)
      if (one instanceof Response) return one
      const asker = askerOf(c, one)
      if (!asker) return denied(c, desk)
      const form = await actForm(c)
      const there = withQuery(extensionPath(one.id), { receipt: form.key })
      // The button pressed twice: the first receipt answers.
      if (await desk.receiptOf(form.key)) return c.redirect(there, 303)
      const wrong = (field: string, message: string) => askPage(c, one, { act: 'request-extension', field, message, texts: form.text })
      const asked = wishIn(form, one.cycle.now)
      if ('field' in asked) return wrong(asked.field, asked.message)
      const unfit = await steering.unfitDueDate(one.cycle.id, one.dueAt, asked.wishedAt)
      if (unfit) return wrong('wished-date', unfit)
      return answered(
        () =>
          desk.act({
            id: form.key,
            processId: one.id,
            act: 'request-extension',
            ...asked,
            post: asker.id,
            person: c.get('visitor').personId,
            via: 'page',
          }),
        () => c.redirect(there, 303),
        (message) => wrong('', message),
      )
    })
    .get(`${pattern}/decision`, async (c) => {
      const one = await open(c, true)
      if (one instanceof Response) return one
      const typed = c.req.query('date') ?? ''
      if (typed === '' || !one.extension) return decisionPage(c, one, null, null)
      const texts = (name: string) => (name === 'date' ? typed : '')
      const dueAt = dayIn({ text: texts }, 'date', one.cycle.now)
      const unfit = dueAt === null ? notADay : await steering.unfitDueDate(one.cycle.id, one.dueAt, dueAt)
      return decisionPage(c, one, unfit ? { act: 'grant-other', field: 'date', message: unfit, texts } : null, unfit ? null : dueAt)
    })
    .post(`${pattern}/decision`, async (c) => {
      const one = await open(c, true)
      if (one instanceof Response) return one
      const post = rightsOf(c, one.cycle.city).posts.find(({ role }) => role === 'office')
      if (!post) return denied(c, desk)
      const form = await actForm(c)
      const there = withQuery(extensionDecisionPath(one.id), { receipt: form.key })
      if (await desk.receiptOf(form.key)) return c.redirect(there, 303)
      const granted = form.act === 'grant-other' ? dayIn(form, 'date', one.cycle.now) : null
      const wrong = (field: string, message: string) => decisionPage(c, one, { act: form.act, field, message, texts: form.text }, granted)
      const decided = decisionIn(form, one, granted)
      if ('field' in decided) return wrong(decided.field, decided.message)
      const decision = { id: form.key, processId: one.id, asked: form.text('asked'), post: post.id, person: c.get('visitor').personId }
      return answered(
        () => steering.decideExtension({ ...decision, ...decided }),
        () => c.redirect(there, 303),
        (message) => wrong('', message),
      )
    })
}

/** Does it and goes on; refused, the page says why. */
async function answered(
  run: () => Promise<unknown>,
  done: () => Response,
  again: (message: string) => Response | Promise<Response>,
): Promise<Response> {
  try {
    await run()
    return done()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return again([refusalSentences[error.code], ...error.problems].join(' '))
  }
}

/** The post in which the visitor asks: one of the section's, else the office's on its behalf. */
function askerOf(c: Context, one: AssignmentView): PostHeld | null {
  const { posts } = rightsOf(c, one.cycle.city)
  const own = posts.filter(({ department }) => department === one.department)
  return own.find(({ id }) => id === one.post) ?? own[0] ?? posts.find(({ role }) => role === 'office') ?? null
}

const waits = (one: AssignmentView): boolean =>
  (one.state === 'open' || one.state === 'returned') && !one.sealed && one.cycle.state === 'running'

function wishIn(form: ActForm, now: Instant): { wishedAt: Instant; reason: string } | { field: string; message: string } {
  const long = tooLong(form)
  if (long) return long
  const wishedAt = dayIn(form, 'wished-date', now)
  if (wishedAt === null) return { field: 'wished-date', message: notADay }
  const reason = form.text('extension-reason')
  if (reason === '') return { field: 'extension-reason', message: '理由を書いてください。事務局が判断の材料にし、記録に残ります。' }
  return { wishedAt, reason }
}

type Decided = { dueAt: Instant | null; reason: string }

function decisionIn(form: ActForm, one: AssignmentView, granted: Instant | null): Decided | { field: string; message: string } {
  const long = tooLong(form)
  if (long) return long
  if (!one.extension) return { field: '', message: 'この申出には、すでに判断が済んでいます。' }
  switch (form.act) {
    case 'grant':
      return { dueAt: one.extension.wishedAt, reason: form.text('grant-reason') }
    case 'grant-other':
      return granted === null ? { field: 'date', message: notADay } : { dueAt: granted, reason: form.text('other-reason') }
    case 'decline':
      return form.text('decline-reason') === ''
        ? { field: 'decline-reason', message: '認めない理由を書いてください。課にそのまま届きます。' }
        : { dueAt: null, reason: form.text('decline-reason') }
    default:
      return { field: '', message: unknownAct }
  }
}
