import type { Context } from 'hono'
import type { Instant } from '../../domain/process/command.js'
import type { Connections } from '../app/connections.js'
import type { Desk } from '../app/desk/desk.js'
import type { ReceiptView } from '../app/desk/receipt.js'
import { Refused, refusalSentences } from '../app/errors.js'
import type { PostHeld, Rights } from '../app/people/posts-held.js'
import { secondRoles } from '../app/steering/answer-override.js'
import type { Steering } from '../app/steering/steering.js'
import type { CycleStatus } from '../app/views/cycle-status.js'
import type { StepView } from '../app/views/steps-of.js'
import type { Views } from '../app/views/views.js'
import { type ActForm, dayIn, notADay, tooLong, unknownAct } from './act-form.js'
import { denied } from './guards.js'
import type { PendingView } from './pages/step-acts.js'
import { StepPreviewPage } from './pages/step-preview-page.js'
import { html } from './request.js'

export interface StepParts {
  connections: Connections
  views: Views
  desk: Desk
  steering: Steering
}

/** A step that whoever looks may see, with what is asked of a second person there. */
export interface Opened {
  cycle: CycleStatus
  step: StepView
  rights: Rights
  pending: PendingView[]
  /** of an act upon this step or its year, asked for by its key */
  receipt: ReceiptView | null
}

/** What an act led to: the receipt to show, or what was wrong and where. */
type Answer = { receipt: string | null } | { field: string; message: string } | Response

const officePost = ({ posts }: Rights): PostHeld | undefined => posts.find(({ role }) => role === 'office')

/** Does what a form of a step's page asks for, as far as its sender may. */
export async function answerOf(c: Context, parts: StepParts, opened: Opened, form: ActForm): Promise<Answer> {
  const act = acts[form.act]
  if (!act) return { field: 'acts', message: unknownAct }
  const long = tooLong(form)
  if (long) return long
  try {
    return await act({ c, parts, opened, form })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { field: 'acts', message: [refusalSentences[error.code], ...error.problems].join(' ') }
  }
}

interface Acting {
  c: Context
  parts: StepParts
  opened: Opened
  form: ActForm
}

/** An act of the office upon the step itself. */
async function simple({ c, parts, opened, form }: Acting, act: string, reasonName: string): Promise<Answer> {
  const post = officePost(opened.rights)
  if (!post) return denied(c, parts.desk)
  const reason = form.text(reasonName)
  if (reason === '') return { field: reasonName, message: '理由を書いてください。記録に残ります。' }
  // The button pressed twice: the first receipt answers.
  if (!(await parts.desk.receiptOf(form.key)))
    await parts.desk.act({
      id: form.key,
      processId: opened.step.id,
      act,
      post: post.id,
      person: c.get('visitor').personId,
      via: 'page',
      reason,
    })
  return { receipt: form.key }
}

async function reschedule({ c, parts, opened, form }: Acting): Promise<Answer> {
  const { cycle, step, rights } = opened
  const post = officePost(rights)
  if (!post) return denied(c, parts.desk)
  const dates = datesIn(form, cycle.now)
  if ('field' in dates) return dates
  const reason = form.text('reschedule-reason')
  if (reason === '') return { field: 'reschedule-reason', message: '理由を書いてください。日程の理由と記録に残ります。' }
  if (await parts.desk.receiptOf(form.key)) return { receipt: form.key }
  const moving = { stepId: step.id, ...dates, post: post.id, person: c.get('visitor').personId, reason, via: 'page' as const }
  if (form.text('_sure') !== 'yes') {
    const { effects } = await parts.steering.reschedule({ ...moving, dryRun: true })
    const consequences = await parts.steering.foresee(cycle.id, step.key, dates)
    if (!consequences) return { field: 'acts', message: 'この工程はありません。画面を開き直してください。' }
    const typed = { opens: form.text('opens-date'), due: form.text('due-date'), reason }
    return html(c, <StepPreviewPage cycle={cycle} step={step} typed={typed} effects={effects} consequences={consequences} />)
  }
  const { outcomes } = await parts.steering.reschedule({ ...moving, id: form.key })
  const refused = outcomes.flatMap(({ receiptNo, refusal }) => (refusal ? [`受付番号 ${receiptNo}：${refusalSentences[refusal]}`] : []))
  return refused.length > 0 ? { field: 'acts', message: `一部を変えられませんでした。${refused.join(' ')}` } : { receipt: form.key }
}

function datesIn(form: ActForm, now: Instant): { opensAt?: Instant; dueAt?: Instant } | { field: string; message: string } {
  const dates: { opensAt?: Instant; dueAt?: Instant } = {}
  for (const [name, edge, time] of [
    ['opens-date', 'opensAt', '09:00'],
    ['due-date', 'dueAt', '17:00'],
  ] as const) {
    if (form.text(name) === '') continue
    const instant = dayIn(form, name, now, time)
    if (instant === null) return { field: name, message: notADay }
    if (instant <= now) return { field: name, message: 'これから先の日を入力してください。' }
    dates[edge] = instant
  }
  if (!dates.opensAt && !dates.dueAt) return { field: 'due-date', message: '新しい日を、開始か期限の少なくとも一方に入力してください。' }
  return dates
}

async function ask({ c, parts, opened, form }: Acting): Promise<Answer> {
  const post = officePost(opened.rights)
  if (!post) return denied(c, parts.desk)
  const [requirement, reason] = [form.text('requirement'), form.text('override-reason')]
  if (requirement === '') return { field: 'acts', message: '外す条件を選んでください。' }
  if (reason === '') return { field: 'override-reason', message: '条件を外す理由を書いてください。確認者に示され、記録に残ります。' }
  const person = c.get('visitor').personId
  await parts.steering.askOverride({ id: form.key, stepId: opened.step.id, requirement, reason, post: post.id, person })
  return { receipt: form.key }
}

/** The second person's answer; whoever asked, and whoever holds no such post, finds nothing to press. */
async function answer({ c, parts, opened, form }: Acting, agrees: boolean): Promise<Answer> {
  const asked = opened.pending.find(({ id }) => id === form.text('ask'))
  const receipt = `${form.text('ask')}/${agrees ? 'agreed' : 'declined'}`
  if (!asked) return { field: 'acts', message: 'この依頼には返事が済んでいます。画面を開き直してください。' }
  const post = opened.rights.posts.find(({ role, id }) => secondRoles.includes(role) && id !== asked.post)
  if (!post || !asked.mine) return denied(c, parts.desk)
  const reason = form.text('decline-reason')
  if (!agrees && reason === '')
    return { field: 'decline-reason', message: '同意しない理由を書いてください。求めた人に示され、記録に残ります。' }
  const person = c.get('visitor').personId
  await parts.steering.answerOverride({ ask: asked.id, stepId: opened.step.id, agrees, reason, post: post.id, person })
  return { receipt }
}

const acts: Record<string, (acting: Acting) => Promise<Answer>> = {
  reschedule,
  advance: (acting) => simple(acting, 'advance', 'advance-reason'),
  confirm: (acting) => simple(acting, 'confirm', 'confirm-reason'),
  'ask-override': ask,
  'agree-override': (acting) => answer(acting, true),
  'decline-override': (acting) => answer(acting, false),
}
