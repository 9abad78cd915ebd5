import type { Definition } from '../../../../domain/definition/schema.js'
import type { BenchOpinion, Printing } from '../../../../domain/review/bench-content.js'
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
import { Refused } from '../../errors.js'
import { refuseUnwritable } from '../../receive.js'
import { mustBeOffice } from '../../steering/hold-notice.js'
import { begin, type OfficeWord } from '../remarks/remarks.js'
import { type Bench, isOnBench, readBenches } from './bench.js'
import { Clash, doneBefore, mustBeSeen, saveOpinions, shiftBefore, writeDraft } from './bench-draft.js'

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
  if (await doneBefore(tx, change.id)) return { kind: 'done' }
  await mustBeOffice(tx, change.post, city)
  const { snapshotNo } = await tx.process.findUniqueOrThrow({ where: { id: change.cycleId }, select: { snapshotNo: true } })
  const definition = (await snapshotBody(tx, `${change.cycleId}@${snapshotNo}`)) as Definition
  const bench = await benchOf(tx, change.cycleId, definition, change.subject)
  mustBeSeen(bench, change)
  const { act } = change
  if (act.do === 'undo') return undo(tx, change, bench, definition)
  await mustBeSaid(tx, change.cycleId, 'sources' in act ? act.sources : [])
  if (act.do === 'move') {
    const other = await benchOf(tx, change.cycleId, definition, act.to)
    if (other.id === bench.id) throw new Refused('invalid-input', ['移す先に、ほかの対象を選んでください。'])
    const there = { ...change, revision: act.toRevision, base: other.base }
    mustBeSeen(other, there)
    const { from, to } = move(bench.opinions, other.opinions, act.opinion)
    await saveOpinions(tx, change, bench, from)
    await saveOpinions(tx, there, other, to)
    return { kind: 'done' }
  }
  await saveOpinions(tx, change, bench, changed(bench.opinions, act, change.id))
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

/** Brings back what stood before the last act, in every draft that it changed; nothing, when one of them was saved since. */
async function undo(tx: Transaction, change: BenchChange, bench: Bench, definition: Definition): Promise<Benched> {
  const rows = bench.last ? await tx.draftBefore.findMany({ where: { actId: bench.last.actId } }) : []
  if (rows.length === 0) throw new Refused('invalid-input', ['元に戻せる操作がありません。'])
  for (const { processId, revision, actId, content } of rows.toSorted((a, b) => (a.processId < b.processId ? -1 : 1))) {
    const subject = processId.split('/').at(-1) ?? ''
    const one = processId === bench.id ? bench : await benchOf(tx, change.cycleId, definition, subject)
    const now = await writeDraft(tx, { ...change, revision, base: one.base }, one, content as Record<string, unknown>)
    await shiftBefore(tx, { processId, actId, revision }, now)
  }
  return { kind: 'done' }
}
