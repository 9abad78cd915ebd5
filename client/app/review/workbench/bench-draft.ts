import { type BenchOpinion, loosened, writeBench } from '../../../../domain/review/bench-content.js'
import { looseWords } from '../../../../domain/review/check-opinions.js'
import type { Transaction } from '../../../../prisma/trail.js'
import { saveDraftIn } from '../../desk/draft.js'
import { Refused } from '../../errors.js'
import type { Bench } from './bench.js'

/** An act upon the draft of one subject's opinions. */
export interface DraftChange {
  /** key of the form that was sent */
  id: string
  person: string
  /** of the draft that was looked at */
  revision: number
  /** the version that stood then */
  base: string
  act: { do: string }
}

/** Contents that are kept of one draft, so that acts can be undone one after another. */
const kept = 20

/** Another page saved, or something was handed in, since the page was read. */
export class Clash extends Error {
  constructor(readonly savedBy: string) {
    super()
  }
}

/** Whether this very act has changed a draft: it is known by what it left to undo, an undoing by its save. */
export const doneBefore = async (tx: Transaction, id: string): Promise<boolean> =>
  (await tx.draftBefore.count({ where: { actId: id } })) + (await tx.draft.count({ where: { savedKey: id } })) > 0

/** Before an act is tried: of two that come at once, the second is a conflict and not a fault. @throws Clash: another page saved since */
export function mustBeSeen(bench: Bench, { revision, base }: DraftChange): void {
  if (bench.revision !== revision || bench.base !== base) throw new Clash(bench.savedBy)
}

/** @throws Clash: another page saved since; Refused: Actions answer a number that would be another opinion's */
export async function saveOpinions(tx: Transaction, change: DraftChange, bench: Bench, opinions: BenchOpinion[]): Promise<void> {
  const loose = loosened(bench.opinions, opinions, bench.answered)
  if (loose.length > 0) throw new Refused('invalid-input', [looseWords(loose)])
  const revision = await writeDraft(tx, change, bench, { ...bench.content, ...writeBench(opinions) })
  if (revision === bench.revision) return
  const row = { processId: bench.id, revision, actId: change.id, act: change.act.do }
  await tx.draftBefore.create({ data: { ...row, content: bench.content as object, byPerson: change.person } })
  await tx.$executeRaw`DELETE FROM draft_before WHERE process_id = ${bench.id} AND revision <= ${revision - kept}`
}

/** @returns the draft's revision. @throws Clash: another page saved since */
export async function writeDraft(tx: Transaction, change: DraftChange, bench: Bench, content: Record<string, unknown>): Promise<number> {
  const { person: personId, revision, base } = change
  const page = { key: change.id, turn: 0 }
  const saved = await saveDraftIn(tx, { processId: bench.id, content, personId, bySection: true, revision, base, page })
  if (saved.kind !== 'saved') throw new Clash(saved.kind === 'conflict' ? saved.savedBy : '')
  return saved.revision
}

/** An act was undone: the draft is again what the act before it left, so the revisions that acts left count up to the one that stands `now`. */
export async function shiftBefore(
  tx: Transaction,
  undone: { processId: string; actId: string; revision: number },
  now: number,
): Promise<void> {
  const { processId, actId, revision } = undone
  await tx.draftBefore.delete({ where: { processId_actId: { processId, actId } } })
  await tx.$executeRaw`UPDATE draft_before SET revision = revision + ${now - revision + 1}::int WHERE process_id = ${processId} AND revision < ${revision}`
}
