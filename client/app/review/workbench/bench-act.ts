import type { Definition } from '../../../../domain/definition/schema.js'
import type { Printing } from '../../../../domain/review/bench-content.js'
import { type BenchOpinion, loosened, writeBench } from '../../../../domain/review/bench-content.js'
import { looseWords } from '../../../../domain/review/check-opinions.js'
import {
  add,
  BenchFault,
  make,
  merge,
  move,
  remove,
  renumber,
  reword,
  shift,
  split,
  takeOut,
  type Wording,
} from '../../../../domain/review/workbench.js'
import type { Database } from '../../../../prisma/db.js'
import { snapshotBody } from '../../../../prisma/snapshots.js'
import type { Transaction } from '../../../../prisma/trail.js'
import { saveDraftIn } from '../../desk/draft.js'
import { Refused } from '../../errors.js'
import { refuseUnwritable } from '../../receive.js'
import { mustBeOffice } from '../../steering/hold-notice.js'
import { begin, type OfficeWord } from '../remarks/remarks.js'
import { type Bench, isOnBench, readBenches } from './bench.js'

/** What can be done to a subject's opinions, each with one button. */
export type BenchAct =
  | ({ do: 'make'; sources: string[]; unnumbered?: boolean } & Wording)
  | { do: 'add'; opinion: string; sources: string[] }
  | { do: 'take-out'; opinion: string; source: string }
  | ({ do: 'merge'; opinions: string[] } & Wording)
  | { do: 'split'; opinion: string; parts: { text: string; sources: string[] }[] }
  | ({ do: 'reword'; opinion: string; printing: Printing } & Wording)
  | { do: 'move'; opinion: string; to: string; toRevision: number }
  | { do: 'remove'; opinion: string }
  | { do: 'up' | 'down'; opinion: string }
  | { do: 'renumber' }
  | { do: 'undo' }

export const benchActWords: Record<BenchAct['do'], string> = {
  make: '意見をつくる',
  add: '意見に発言を加える',
  'take-out': '意見から発言を外す',
  merge: '意見をまとめる',
  split: '意見を分ける',
  reword: '意見の文を直す',
  move: 'ほかの対象に移す',
  remove: '意見を取り消す',
  up: '順番を上げる',
  down: '順番を下げる',
  renumber: '番号を振り直す',
  undo: '元に戻す',
}

/** The office's act on the bench of one subject, made of the draft that was looked at. */
export interface BenchChange extends Omit<OfficeWord, 'person'> {
  person: string
  subject: string
  /** of the draft that was looked at */
  revision: number
  /** the version that stood then */
  base: string
  act: BenchAct
}

export type Benched = { kind: 'done' } | { kind: 'conflict'; savedBy: string }

/** Contents that are kept of one draft, so that acts can be undone one after another. */
const kept = 20

class Clash extends Error {
  constructor(readonly savedBy: string) {
    super()
  }
}

/**
 * Does something to opinions in their draft; of a move, in both subjects' drafts or in none. Nothing is handed in by it.
 * @returns conflict: somebody saved, or something was handed in, since the page was read; nothing has changed then
 * @throws Refused: not the office's post, the year is sealed, the assignment does not wait (withdrawn, handed in), or the act's own fault in words
 */
export async function changeBench(db: Database, change: BenchChange): Promise<Benched> {
  refuseUnwritable(change)
  try {
    return await db.$transaction((tx) => changeIn(tx, change))
  } catch (error) {
    if (error instanceof Clash) return { kind: 'conflict', savedBy: error.savedBy }
    if (error instanceof BenchFault) throw new Refused('invalid-input', [error.message])
    throw error
  }
}

async function changeIn(tx: Transaction, change: BenchChange): Promise<Benched> {
  const { city } = await begin(tx, change)
  if ((await tx.draftBefore.count({ where: { actId: change.id } })) > 0) return { kind: 'done' }
  await mustBeOffice(tx, change.post, city)
  const { snapshotNo } = await tx.process.findUniqueOrThrow({ where: { id: change.cycleId }, select: { snapshotNo: true } })
  const definition = (await snapshotBody(tx, `${change.cycleId}@${snapshotNo}`)) as Definition
  const bench = await benchOf(tx, change.cycleId, definition, change.subject)
  const { act } = change
  if (act.do === 'undo') return undo(tx, change, bench, definition)
  await mustBeSaid(tx, change.cycleId, 'sources' in act ? act.sources : [])
  if (act.do === 'move') {
    const other = await benchOf(tx, change.cycleId, definition, act.to)
    if (other.id === bench.id) throw new Refused('invalid-input', ['移す先に、ほかの対象を選んでください。'])
    const { from, to } = move(bench.opinions, other.opinions, act.opinion)
    await save(tx, change, bench, from)
    await save(tx, { ...change, revision: act.toRevision, base: other.base }, other, to)
    return { kind: 'done' }
  }
  await save(tx, change, bench, changed(bench.opinions, act, change.id))
  return { kind: 'done' }
}

/** Ids of new opinions come of the act's own id: sent twice, it makes one. */
export const newId = (actId: string, at = 0): string => `${actId.replace(/[^A-Za-z0-9-]/g, '').slice(0, 36)}-${at}`

function changed(opinions: BenchOpinion[], act: Exclude<BenchAct, { do: 'move' | 'undo' }>, actId: string): BenchOpinion[] {
  switch (act.do) {
    case 'make':
      return make(opinions, { ...wording(act), id: newId(actId), sources: act.sources, unnumbered: act.unnumbered === true })
    case 'add':
      return add(opinions, act.opinion, act.sources)
    case 'take-out':
      return takeOut(opinions, act.opinion, act.source)
    case 'merge':
      return merge(opinions, act.opinions, wording(act))
    case 'split':
      return split(
        opinions,
        act.opinion,
        act.parts.map((part, at) => ({ ...part, id: at === 0 ? act.opinion : newId(actId, at) })),
      )
    case 'reword':
      return reword(opinions, act.opinion, { ...wording(act), printing: act.printing })
    case 'remove':
      return remove(opinions, act.opinion)
    case 'up':
    case 'down':
      return shift(opinions, act.opinion, act.do === 'up' ? -1 : 1)
    case 'renumber':
      return renumber(opinions)
  }
}

const wording = ({ text, kind, viewpoint }: Wording): Wording => ({ text, kind, viewpoint })

async function benchOf(tx: Transaction, cycleId: string, definition: Definition, subject: string): Promise<Bench> {
  const [bench] = await readBenches(tx, cycleId, definition, subject)
  if (!bench) throw new Refused('invalid-input', ['この対象の意見を整理する依頼が、まだありません。'])
  if (bench.state === 'withdrawn') throw new Refused('invalid-input', ['この対象の依頼は取り下げられています。意見は書けません。'])
  if (!isOnBench(bench))
    throw new Refused('not-open', ['意見はすでに提出されています。直すには、依頼の画面から修正を依頼するか、事務局修正を使ってください。'])
  return bench
}

/** @throws Refused: a source that nobody said */
async function mustBeSaid(tx: Transaction, cycleId: string, keys: string[]): Promise<void> {
  if (keys.length === 0) return
  const known = await tx.$queryRaw<{ key: string }[]>`SELECT key FROM said WHERE cycle_id = ${cycleId} AND key = ANY(${keys})`
  if (known.length < new Set(keys).size)
    throw new Refused('invalid-input', ['選んだ発言のうち、取り消されたか、この年度にないものがあります。画面を開き直してください。'])
}

/** @throws Clash: another page saved since; Refused: Actions answer a number that would be another opinion's */
async function save(tx: Transaction, change: BenchChange, bench: Bench, opinions: BenchOpinion[]): Promise<void> {
  const loose = loosened(bench.opinions, opinions, bench.answered)
  if (loose.length > 0) throw new Refused('invalid-input', [looseWords(loose)])
  await write(tx, change, bench, { ...bench.content, ...writeBench(opinions) })
}

async function write(tx: Transaction, change: BenchChange, bench: Bench, content: Record<string, unknown>): Promise<void> {
  const page = { key: change.id, turn: 0 }
  const { person: personId, revision, base } = change
  const saved = await saveDraftIn(tx, { processId: bench.id, content, personId, bySection: true, revision, base, page })
  if (saved.kind !== 'saved') throw new Clash(saved.kind === 'conflict' ? saved.savedBy : '')
  if (saved.revision === bench.revision) return
  const row = { processId: bench.id, revision: saved.revision, actId: change.id, act: change.act.do }
  await tx.draftBefore.create({ data: { ...row, content: bench.content as object, byPerson: personId } })
  await tx.$executeRaw`DELETE FROM draft_before WHERE process_id = ${bench.id} AND revision <= ${saved.revision - kept}`
}

/** Brings back what stood before the last act, in every draft that it changed; nothing, when one of them was saved since. */
async function undo(tx: Transaction, change: BenchChange, bench: Bench, definition: Definition): Promise<Benched> {
  const rows = bench.last ? await tx.draftBefore.findMany({ where: { actId: bench.last.actId } }) : []
  if (rows.length === 0) throw new Refused('invalid-input', ['元に戻せる操作がありません。'])
  for (const row of rows.toSorted((a, b) => (a.processId < b.processId ? -1 : 1))) {
    const subject = row.processId === bench.id ? bench.subject : (row.processId.split('/').at(-1) ?? '')
    const one = row.processId === bench.id ? bench : await benchOf(tx, change.cycleId, definition, subject)
    const revision = row.processId === bench.id ? change.revision : row.revision
    await write(tx, { ...change, revision, base: one.base }, one, row.content as Record<string, unknown>)
    // What was undone is not to be undone once more: the act before it is next.
    await tx.$executeRaw`DELETE FROM draft_before WHERE process_id = ${row.processId} AND act_id IN (${row.actId}, ${change.id})`
    await tx.$executeRaw`UPDATE draft_before b SET revision = d.revision FROM draft d
      WHERE d.process_id = b.process_id AND b.process_id = ${row.processId} AND b.revision = ${row.revision - 1}`
  }
  return { kind: 'done' }
}
