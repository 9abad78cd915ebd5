import type { Definition } from '../../../../domain/definition/schema.js'
import { notReady, writeBench } from '../../../../domain/review/bench-content.js'
import { checkContent } from '../../../../domain/sheet/content.js'
import type { Transaction } from '../../../../prisma/trail.js'
import { applyCommand } from '../../apply.js'
import type { Connections } from '../../connections.js'
import { Refused } from '../../errors.js'
import { receiveIn } from '../../receive.js'
import { holdPairing } from '../pairing.js'
import { begin, type OfficeWord } from '../remarks/remarks.js'
import { type Bench, isOnBench, readBenches } from './bench.js'
import { isLeft, listSaid, type Said } from './said.js'

/** What keeps a bench that waits from being handed in. */
export function missingOf(bench: Bench, said: Said[], definition: Definition): string[] {
  const left = said.filter((one) => one.subject === bench.subject && isLeft(one)).length
  const missing = notReady(bench.opinions, left)
  if (missing.length > 0) return missing
  const checked = checkContent(definition, bench.form, bench.round, { ...bench.content, ...writeBench(bench.opinions) })
  return checked.ok ? [] : checked.problems.map(({ message }) => message)
}

export interface HandingIn extends OfficeWord {
  person: string
  /** each with the draft's revision that was looked at */
  subjects: { subject: string; revision: number }[]
  /** the head of the office's section has agreed by word of mouth; needed where the section has one and did not confirm the draft */
  oral: boolean
}

/** What became of each subject: handed in with a receipt's number, or why not. */
export type HandedIn = { subject: string; receiptNo: number } | { subject: string; problems: string[] }

/** Milliseconds for receiving what is handed in together. */
const patience = 60_000

/**
 * Hands in the opinions of subjects that are ready, each by its own command: all are received in one transaction, then applied. One that is
 * not ready, or that somebody saved since, stays as it is.
 */
export async function handInOpinions(connections: Connections, definition: Definition, given: HandingIn): Promise<HandedIn[]> {
  const { db } = connections
  const received = await db.$transaction((tx) => receiveEach(tx, definition, given), { timeout: patience })
  for (const answer of received) if ('id' in answer) await applyCommand(connections, answer.id)
  return received.map((answer) => ('id' in answer ? { subject: answer.subject, receiptNo: answer.receiptNo } : answer))
}

export const moved = 'その間にほかの画面で保存されたか、提出されました。画面を開き直して、内容を確かめてください。'

type Received = { id: string; subject: string; receiptNo: number } | { subject: string; problems: string[] }

async function receiveEach(tx: Transaction, definition: Definition, given: HandingIn): Promise<Received[]> {
  const { cycleId } = given
  // Nobody writes down or sets aside meanwhile: nothing that was said is left out because it came a moment later.
  await begin(tx, given)
  const ids = new Map(given.subjects.map(({ subject }) => [subject, `${given.id}-${subject}`]))
  const known = await tx.command.findMany({ where: { id: { in: [...ids.values()] } }, select: { id: true, receiptNo: true } })
  const asked = (await readBenches(tx, cycleId, definition)).map(({ id }) => id).sort()
  await holdPairing(tx, cycleId)
  // Under the locks that drafts are saved under: what is handed in is what stands, and nobody's later words are thrown away with a draft.
  for (const id of asked) await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${id}, 0))`
  const benches = await readBenches(tx, cycleId, definition)
  const said = await listSaid(tx, cycleId, benches)
  const answers: Received[] = []
  for (const { subject, revision } of given.subjects) {
    const id = ids.get(subject) ?? ''
    const before = known.find((one) => one.id === id)
    const bench = benches.find((one) => one.subject === subject)
    const problems = before ? [] : problemsOf(bench, said, definition, revision, given.oral)
    if (before) answers.push({ id, subject, receiptNo: before.receiptNo })
    else if (!bench || problems.length > 0) answers.push({ subject, problems })
    else answers.push(await receiveOne(tx, bench, given, id))
  }
  return answers
}

function problemsOf(bench: Bench | undefined, said: Said[], definition: Definition, revision: number, oral: boolean): string[] {
  if (!bench || !isOnBench(bench)) return ['提出を待つ状態にありません。']
  if (bench.revision !== revision) return [moved]
  const missing = missingOf(bench, said, definition)
  if (missing.length > 0) return missing
  return bench.hasHead && confirmedBy(bench, oral) === null
    ? ['提出の前に課長の確認が要ります。確認を依頼するか、口頭で確認を得たことに印を付けてください。']
    : []
}

const confirmedBy = ({ confirmed, revision }: Bench, oral: boolean): 'self' | 'oral' | null =>
  confirmed === revision && revision > 0 ? 'self' : oral ? 'oral' : null

async function receiveOne(tx: Transaction, bench: Bench, { post, person, oral, via = 'page' }: HandingIn, id: string): Promise<Received> {
  const { subject } = bench
  const confirmed = confirmedBy(bench, oral)
  const content = { ...bench.content, ...writeBench(bench.opinions) }
  const request = { id, processId: bench.id, act: 'submit' as const, post, person, via, content }
  const receipt = await receiveIn(tx, { ...request, ...(bench.hasHead && confirmed ? { confirmed } : {}) }).catch((error: unknown) => {
    // what is refused has written nothing: the others go on
    if (error instanceof Refused) return error
    throw error
  })
  if (receipt instanceof Refused) return { subject, problems: receipt.message.split('\n') }
  if (receipt.state === 'refused') return { subject, problems: ['受け付けられませんでした。依頼の画面で状態を確かめてください。'] }
  return { id, subject, receiptNo: receipt.receiptNo }
}
