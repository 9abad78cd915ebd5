import type { Definition } from '../../../domain/definition/schema.js'
import { notReady, writeBench } from '../../../domain/review/bench-content.js'
import { checkContent } from '../../../domain/sheet/content.js'
import type { Database } from '../../../prisma/db.js'
import { applyCommand } from '../apply.js'
import type { Connections } from '../connections.js'
import { readDraft } from '../desk/draft.js'
import { Refused } from '../errors.js'
import { receiveIn } from '../receive.js'
import { type Bench, isOnBench, readBenches } from './bench.js'
import type { OfficeWord } from './remarks.js'
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

/** Hands in the opinions of subjects that are ready, each by its own command; one that is not ready, or that somebody saved since, stays as it is. */
export async function handInOpinions(connections: Connections, definition: Definition, given: HandingIn): Promise<HandedIn[]> {
  const { db } = connections
  const answers: HandedIn[] = []
  for (const { subject, revision } of given.subjects) {
    const answer = await one(db, definition, given, subject, revision).catch((error): Received => {
      if (!(error instanceof Refused)) throw error
      return { subject, problems: error.message.split('\n') }
    })
    if ('id' in answer) {
      await applyCommand(connections, answer.id)
      answers.push({ subject, receiptNo: answer.receiptNo })
    } else answers.push(answer)
  }
  return answers
}

const moved = 'その間にほかの画面で保存されたか、提出されました。画面を開き直して、内容を確かめてください。'

type Received = { id: string; subject: string; receiptNo: number } | { subject: string; problems: string[] }

async function one(db: Database, definition: Definition, given: HandingIn, subject: string, revision: number): Promise<Received> {
  const id = `${given.id}-${subject}`
  const { cycleId, post, person } = given
  const known = await db.command.findUnique({ where: { id }, select: { receiptNo: true } })
  if (known) return { id, subject, receiptNo: known.receiptNo ?? 0 }
  const all = await readBenches(db, cycleId, definition)
  const said = await listSaid(db, cycleId, all)
  return db.$transaction(async (tx): Promise<Received> => {
    const [found] = await readBenches(tx, cycleId, definition, subject)
    if (!found || !isOnBench(found)) return { subject, problems: ['提出を待つ状態にありません。'] }
    // Under the lock that drafts are saved under: what is handed in is what stands, and nobody's later words are thrown away with the draft.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${found.id}, 0))`
    const draft = await readDraft(tx, found.id)
    if ((draft?.revision ?? 0) !== revision || found.revision !== revision) return { subject, problems: [moved] }
    const missing = missingOf(found, said, definition)
    if (missing.length > 0) return { subject, problems: missing }
    const confirmed = found.confirmed === revision && revision > 0 ? 'self' : given.oral ? 'oral' : null
    if (found.hasHead && confirmed === null)
      return { subject, problems: ['提出の前に課長の確認が要ります。口頭で確認を得たことに印を付けてください。'] }
    const content = { ...found.content, ...writeBench(found.opinions) }
    const receipt = await receiveIn(tx, {
      id,
      processId: found.id,
      act: 'submit',
      post,
      person,
      via: 'page',
      content,
      ...(found.hasHead && confirmed ? { confirmed } : {}),
    })
    if (receipt.state === 'refused') return { subject, problems: ['受け付けられませんでした。依頼の画面で状態を確かめてください。'] }
    return { id, subject, receiptNo: receipt.receiptNo }
  })
}
