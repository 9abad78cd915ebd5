import { onceOf, onceTitle } from '../../../../domain/definition/ask-of.js'
import type { Definition, DefinitionStep } from '../../../../domain/definition/schema.js'
import { asObject } from '../../../../domain/sheet/loose-content.js'
import { snapshotBody } from '../../../../prisma/snapshots.js'
import type { Transaction } from '../../../../prisma/trail.js'
import { Refused } from '../../errors.js'
import type { Request } from '../../request.js'
import type { Target } from '../../target.js'
import { packagesOf } from './packages.js'

/**
 * What a stage of a route (回議) hands in: said by the post that was asked and nobody in its place, about the newest package, as long as that
 * is what stands; back to a stage before it. Who drafted does not rule.
 * @throws Refused with what stands in the way and what to do; nothing has been written
 */
export async function checkStage(tx: Transaction, definition: Definition, target: Target, request: Request): Promise<void> {
  const step = definition.steps.find(({ id }) => id === target.stepKey)
  const once = step?.inTurn && target.subject ? onceOf(step, target.subject) : null
  if (!step || !once) return
  const form = definition.forms.find(({ id }) => id === target.form)
  const rules = form?.fields.some(({ type }) => type === 'ruling') ?? false
  if (request.act === 'reassign') return rules ? mustStayWithOthers(tx, request) : undefined
  if (request.act === 'attest')
    refuse('回議の段階には「該当なし」がありません。承認するか、差し戻してください。起案では、起案の内容を書いてください。')
  if (request.act === 'edit') refuse('回議の記録は、後から直せません。差し戻しは、回ってきている職が行います。')
  if (request.act !== 'submit') return
  const stepId = `${target.cycleId}/${step.id}`
  const row = await tx.process.findUnique({ where: { id: stepId }, select: { state: true } })
  if (row?.state === 'closed') refuse(`「${step.name}」は全ての段階の承認が済み、終わっています。判断は変えられません。`)
  const { made, newest } = await packagesOf(tx, target.cycleId, stepId)
  const no = made[0]?.no ?? null
  if (no === null) refuse('起案の資料がありません。工程の画面の「起案の資料」で作ってから、起案を提出してください。')
  const moved = newest?.changed ?? 0
  if (!rules) {
    if (moved > 0) refuse(`起案の資料（第${no}号）を作った後に、${moved}件の内容が変わっています。資料を作り直してから提出してください。`)
    return
  }
  const ruling = asObject(asObject(request.content)['ruling'])
  if (request.post !== target.owner?.id)
    refuse('判断を書けるのは、依頼された職の人（代理を含みます）だけです。ほかの職は代わりに書けません。')
  if (ruling['state'] === undefined) refuse('「承認する」「差し戻す」のどちらかを選んでください。')
  if (ruling['package'] !== no) refuse(`起案の資料は第${no}号が最新です。画面を開き直し、その資料を確かめてから判断してください。`)
  if (ruling['state'] === 'returned') mustGoBack(step, once.ask.subject ?? '', String(ruling['to'] ?? ''))
  else {
    if (moved > 0)
      refuse(
        `起案の資料（第${no}号）を作った後に、${moved}件の内容が変わっています。承認すると、変わった内容を見ないまま決めることになります。起案に差し戻し、資料を作り直してもらってください。`,
      )
    await mustBeAnother(tx, step, target, request)
  }
}

/**
 * What goes round stays what it is: while somebody is asked to rule on a package, no other is made.
 * @throws Refused with what to do
 */
export async function mustNotGoRound(tx: Transaction, cycleId: string, stepKey: string): Promise<void> {
  const cycle = await tx.process.findUniqueOrThrow({ where: { id: cycleId }, select: { snapshotNo: true } })
  const { steps, forms } = (await snapshotBody(tx, `${cycleId}@${cycle.snapshotNo}`)) as Definition
  if (!steps.some(({ id, inTurn }) => id === stepKey && inTurn)) return
  const ruling = forms.filter(({ fields }) => fields.some(({ type }) => type === 'ruling')).map(({ id }) => id)
  const waits = await tx.process.count({
    where: { parentId: `${cycleId}/${stepKey}`, form: { in: ruling }, state: { in: ['open', 'returned'] } },
  })
  if (waits > 0)
    refuse(
      'いまの号が回議中のため、新しい号は作れません。内容を直すときは、いま判断を求められている職に、起案へ差し戻してもらってください。',
    )
}

function refuse(sentence: string): never {
  throw new Refused('invalid-input', [sentence])
}

/** Back means back: to a stage that comes before this one. */
function mustGoBack(step: DefinitionStep, stage: string, to: string): void {
  const place = step.asks.findIndex(({ subject }) => subject === stage)
  const earlier = step.asks.slice(0, place).flatMap(({ subject }) => subject ?? [])
  if (earlier.includes(to)) return
  refuse(`差し戻せるのは、前の段階だけです：${earlier.map((subject) => onceTitle(step, subject) ?? subject).join('、')}。`)
}

/** 起案と承認は別の人が: also where one holds both posts, or deputises. */
async function mustBeAnother(tx: Transaction, step: DefinitionStep, target: Target, { person }: Request): Promise<void> {
  const first = step.asks[0]?.subject ?? ''
  const [draft] = await tx.$queryRaw<{ person: string | null }[]>`
    SELECT c.actor_person AS person FROM process p JOIN command c ON c.version_id = p.accepted_version AND c.act = 'submit'
    WHERE p.parent_id = ${`${target.cycleId}/${step.id}`} AND (p.subject = ${first} OR p.subject LIKE ${`${first}-%`}) ORDER BY c.received_at DESC LIMIT 1`
  if (person !== undefined && draft?.person === person)
    refuse('起案した人は承認できません。ほかの人（本務の人か、別の代理の人）が判断してください。')
}

/** @throws Refused when a ruling would come to whoever runs the year */
async function mustStayWithOthers(tx: Transaction, { toPost }: Request): Promise<void> {
  const next = toPost ? await tx.post.findUnique({ where: { id: toPost }, select: { role: true } }) : null
  if (next?.role === 'office') refuse('承認の段階は、事務局の職には移せません。決裁する職の後任か、代わりに決裁できる職を選んでください。')
}
