import { type Context, Hono } from 'hono'
import type { PostHeld, Rights } from '../app/people/posts-held.js'
import { stepDecision } from '../app/review/decision/decision-view.js'
import { yearPoints } from '../app/review/points/read-points.js'
import { answersView } from '../app/review/responses/answers.js'
import { secondRoles } from '../app/steering/answer-override.js'
import { actForm } from './act-form.js'
import { NotFound } from './error-pages.js'
import { denied } from './guards.js'
import type { ActProblem } from './pages/act-line.js'
import { StepPage } from './pages/step-page.js'
import { withQuery } from './paths.js'
import { cycleIdOf, cyclePattern, html, param } from './request.js'
import { rightsOf } from './session.js'
import { answerOf, type Opened, type StepParts } from './step-answers.js'
import { stepPath } from './step-paths.js'

const noStep = 'この工程はありません。年間進行表から選んでください。'
export const stepPattern = `${cyclePattern}/steps/:step{[a-z0-9][a-z0-9-]*}`

/** 工程: one step of a year, and how the office steers it. */
export function stepRoutes(parts: StepParts): Hono {
  return new Hono()
    .get(stepPattern, async (c) => {
      const opened = await openStep(c, parts)
      return opened instanceof Response ? opened : stepPage(c, parts, opened, null)
    })
    .post(`${stepPattern}/acts`, async (c) => {
      const opened = await openStep(c, parts)
      if (opened instanceof Response) return opened
      const form = await actForm(c)
      const answer = await answerOf(c, parts, opened, form)
      if (answer instanceof Response) return answer
      if ('field' in answer) return stepPage(c, parts, opened, { act: form.act, ...answer, texts: form.text })
      return c.redirect(withQuery(stepPath(opened.cycle, opened.step.key), { receipt: answer.receipt }), 303)
    })
}

/** The post by which somebody attaches a cover: the office's, or the approver's. */
export const decidingPost = ({ posts }: Rights): PostHeld | undefined =>
  posts.find(({ role }) => role === 'office') ?? posts.find(({ role }) => role === 'approver')

/** Ids of the posts that somebody holds, not as a deputy. */
export const heldBy = ({ posts }: Rights): string[] => posts.filter((post) => post.as === 'holder').map(({ id }) => id)

/** Those who oversee the year look; a head comes when the office asks for a second person, and sees what that takes. */
export async function openStep(c: Context, { views, desk, steering }: StepParts): Promise<Opened | Response> {
  const rights = rightsOf(c, param(c, 'city'))
  const seconds = rights.posts.filter(({ role }) => secondRoles.includes(role))
  if (!rights.oversees && seconds.length === 0) return denied(c, desk)
  const cycle = await views.cycleStatus(cycleIdOf(c))
  const step = cycle?.steps.find(({ key }) => key === param(c, 'step'))
  if (!cycle || !step) return html(c, <NotFound what={noStep} />, 404)
  const person = c.get('visitor').personId
  const asked = await steering.pendingOverrides(step.id)
  const pending = asked.map(({ person: asker, ...one }) => ({
    ...one,
    mine: asker !== person && seconds.some(({ id }) => id !== one.post),
  }))
  const key = c.req.query('receipt')
  const found = key ? await desk.receiptOf(key) : null
  const receipt = found && [step.id, cycle.id].includes(found.processId) ? found : null
  const may = rights.oversees || pending.some(({ mine }) => mine) || receipt?.processId === step.id
  return may ? { cycle, step, rights, pending, receipt } : denied(c, desk)
}

/** `unkept`: why the cover of its decision was not kept. */
export async function stepPage(c: Context, parts: StepParts, opened: Opened, problem: ActProblem | null, unkept = '') {
  const { views, steering } = parts
  const { cycle, step, rights, pending, receipt } = opened
  const [late, events] = rights.oversees
    ? await Promise.all([views.listAssignments(cycle.id, { step: step.key, overdue: true }), steering.stepEvents(step.id)])
    : [[], null]
  const decision = rights.oversees && step.kind === 'approve' ? await stepDecision(parts.connections.db, cycle.id, step.id) : null
  const asksAnswers = rights.oversees && step.requires.includes('answered') && step.state !== 'closed'
  const answers = asksAnswers ? await answersView(parts.connections.db, cycle.id) : null
  const followed = rights.oversees && ['approve', 'publish'].includes(step.kind) ? await yearPoints(parts.connections.db, cycle.id) : null
  return html(
    c,
    <StepPage
      cycle={cycle}
      step={step}
      late={late ?? []}
      pending={pending}
      events={events}
      answers={answers}
      office={rights.office}
      problem={problem}
      receipt={receipt}
      decision={decision && { ...decision, attaches: decidingPost(rights) !== undefined, holds: heldBy(rights), problem: unkept }}
      points={followed && { open: followed.filter(({ state }) => state === 'open').length, all: followed.length }}
    />,
    problem || unkept ? 400 : 200,
  )
}
