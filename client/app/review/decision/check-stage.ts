import { stagesOf, type Turn, turnOf } from '../../../../domain/asking/turns.js'
import { onceOf, onceTitle } from '../../../../domain/definition/ask-of.js'
import { gateQuestion } from '../../../../domain/definition/gate-question.js'
import { requirementWord } from '../../../../domain/definition/requirement-words.js'
import type { Definition, DefinitionStep } from '../../../../domain/definition/schema.js'
import { passIn } from '../../../../domain/process/passes.js'
import { asObject } from '../../../../domain/sheet/loose-content.js'
import { gateFindings } from '../../../../prisma/gate-findings.js'
import { routeStands } from '../../../../prisma/route-stands.js'
import type { Transaction } from '../../../../prisma/trail.js'
import { Refused } from '../../errors.js'
import type { Request } from '../../request.js'
import type { Target } from '../../target.js'

/** The stage that is acted upon: its step, whose id it has, and whether its form asks for a ruling (else it drafts). */
interface Stage {
  step: DefinitionStep
  stepId: string
  subject: string
  rules: boolean
}

/**
 * What is done to a stage of a route (回議): said by the post that was asked and nobody in its place, about the newest package, as long as
 * that is what stands; back to a stage before it. Who drafted does not rule. What was said stays said.
 * @throws Refused with what stands in the way and what to do; nothing has been written
 */
export async function checkStage(tx: Transaction, definition: Definition, target: Target, request: Request): Promise<void> {
  const stage = stageOf(definition, target)
  if (!stage) return
  switch (request.act) {
    case 'reassign':
      return stage.rules ? mustStayWithOthers(tx, request) : undefined
    case 'attest':
      return refuse('回議の段階には「該当なし」がありません。承認するか、差し戻してください。起案では、起案の内容を書いてください。')
    case 'edit':
      return refuse('回議の記録は、後から直せません。差し戻しは、回ってきている職が行います。')
    case 'return':
    case 'withdraw':
      await mustBeOpen(tx, stage)
      // The draft may be asked for again while it goes round, and a request that nobody has answered taken back.
      if (stage.rules && target.state === 'accepted')
        refuse('決裁する職の判断は、事務局から取り消せません。戻すときは、いま判断を求められている職に、差し戻してもらってください。')
      return
    case 'submit':
      await mustBeOpen(tx, stage)
      return stage.rules ? checkRuling(tx, definition, stage, target, request) : checkDraft(tx, definition, stage, target)
    default:
      return
  }
}

function stageOf(definition: Definition, { cycleId, stepKey, subject, form }: Target): Stage | null {
  const step = definition.steps.find(({ id }) => id === stepKey)
  const once = step?.inTurn && subject ? onceOf(step, subject) : null
  if (!step || !once) return null
  const fields = definition.forms.find(({ id }) => id === form)?.fields ?? []
  return { step, stepId: `${cycleId}/${step.id}`, subject: once.ask.subject ?? '', rules: fields.some(({ type }) => type === 'ruling') }
}

async function checkDraft(tx: Transaction, definition: Definition, stage: Stage, target: Target): Promise<void> {
  const { no, changed } = await standing(tx, stage, target)
  if (changed > 0) refuse(`起案の資料（第${no}号）を作った後に、${changed}件の内容が変わっています。資料を作り直してから提出してください。`)
  await mustHold(tx, definition, stage, target)
}

async function checkRuling(tx: Transaction, definition: Definition, stage: Stage, target: Target, request: Request): Promise<void> {
  const { no, changed, turn } = await standing(tx, stage, target)
  const ruling = asObject(asObject(request.content)['ruling'])
  if (request.post !== target.owner?.id)
    refuse('判断を書けるのは、依頼された職の人（代理を含みます）だけです。ほかの職は代わりに書けません。')
  mustBeItsTurn(stage, target, turn)
  if (ruling['state'] === undefined) refuse('「承認する」「差し戻す」のどちらかを選んでください。')
  if (ruling['package'] !== no) refuse(`起案の資料は第${no}号が最新です。画面を開き直し、その資料を確かめてから判断してください。`)
  if (ruling['state'] === 'returned') return mustGoBack(stage, String(ruling['to'] ?? ''))
  if (changed > 0)
    refuse(
      `起案の資料（第${no}号）を作った後に、${changed}件の内容が変わっています。承認すると、変わった内容を見ないまま決めることになります。起案に差し戻し、資料を作り直してもらってください。`,
    )
  await mustBeAnother(tx, stage, request)
  await mustHold(tx, definition, stage, target)
}

/** What is decided on, and whose turn it is. @throws Refused: nothing was made yet */
async function standing(tx: Transaction, { step }: Stage, { cycleId }: Target): Promise<{ no: number; changed: number; turn: Turn }> {
  const stands = await routeStands(tx, cycleId, step.id)
  const { no, changed } =
    stands.newest ?? refuse('起案の資料がありません。工程の画面の「起案の資料」で作ってから、起案を提出してください。')
  return { no, changed, turn: turnOf(stagesOf(step), stands) }
}

/** An asking stays open while an earlier stage is asked anew: what it said meanwhile would be overtaken. */
function mustBeItsTurn({ step }: Stage, { subject }: Target, turn: Turn): void {
  if (turn.at === 'end' || turn.subject === subject) return
  const before = onceTitle(step, turn.subject) ?? turn.subject
  refuse(`いまは、前の段階の「${before}」が済むのを待っています。済んだ後に、この画面を開き直して判断してください。`)
}

function refuse(sentence: string): never {
  throw new Refused('invalid-input', [sentence])
}

async function mustBeOpen(tx: Transaction, { stepId, step }: Stage): Promise<void> {
  const row = await tx.process.findUnique({ where: { id: stepId }, select: { state: true } })
  if (row?.state === 'closed') refuse(`「${step.name}」は全ての段階の承認が済み、終わっています。判断は変えられません。`)
}

/** Back means back: to a stage that comes before this one. */
function mustGoBack({ step, subject }: Stage, to: string): void {
  const place = step.asks.findIndex((ask) => ask.subject === subject)
  const earlier = step.asks.slice(0, place).flatMap((ask) => ask.subject ?? [])
  if (earlier.includes(to)) return
  refuse(`差し戻せるのは、前の段階だけです：${earlier.map((one) => onceTitle(step, one) ?? one).join('、')}。`)
}

/** 起案と承認は別の人が: also where one holds both posts, or deputises; of whoever drafted on any pass. */
async function mustBeAnother(tx: Transaction, { step, stepId }: Stage, { person }: Request): Promise<void> {
  const first = step.asks[0]?.subject ?? ''
  const said = await tx.$queryRaw<{ subject: string; person: string | null }[]>`
    SELECT DISTINCT p.subject, c.actor_person AS person FROM process p JOIN command c ON c.process_id = p.id AND c.act = 'submit' AND c.state = 'applied'
    WHERE p.parent_id = ${stepId}`
  if (person !== undefined && said.some((one) => one.person === person && passIn(first, one.subject) !== null))
    refuse('起案した人は承認できません。ほかの人（本務の人か、別の代理の人）が判断してください。')
}

/** What the step asks for before it may close holds already when somebody hands in: nothing changes between the last word and the end. */
async function mustHold(tx: Transaction, definition: Definition, { step, stepId }: Stage, { cycleId }: Target): Promise<void> {
  const gate = await tx.gate.findUnique({ where: { id: stepId }, select: { overrides: true } })
  const overrides = (gate?.overrides ?? []) as { requirement: string }[]
  const lacking = await gateFindings(tx, gateQuestion(definition, cycleId, step.id), { open: 0, overrides })
  if (lacking.length === 0) return
  const words = lacking.map((one) => `「${requirementWord(one)}」`).join('')
  refuse(`この工程を終える条件${words}が、まだ満たされていません。満たしてから（または条件を外してから）、その内容の資料で回してください。`)
}

/** @throws Refused when a ruling would come to whoever runs the year */
async function mustStayWithOthers(tx: Transaction, { toPost }: Request): Promise<void> {
  const next = toPost ? await tx.post.findUnique({ where: { id: toPost }, select: { role: true } }) : null
  if (next?.role === 'office') refuse('承認の段階は、事務局の職には移せません。決裁する職の後任か、代わりに決裁できる職を選んでください。')
}
