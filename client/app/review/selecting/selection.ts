import type { Definition } from '../../../../domain/definition/schema.js'
import { lineageOf } from '../../../../domain/review/lineage.js'
import { openAmong, promiseCourses } from '../../../../domain/review/promises.js'
import type { Database } from '../../../../prisma/db.js'
import type { Transaction } from '../../../../prisma/trail.js'
import { readCycles } from '../../views/read-cycle.js'
import { readPromises } from '../promises/read-promises.js'

/** One line of a year's register, as the selection looks at it. */
export interface SelectionLine {
  key: string
  name: string
  kind: string
  article: number
  departmentName: string
  form: string
  verified: boolean
  priority: boolean
  /** name of the programme with which it is carried out together (一体的に実施) */
  sharedWith: string | null
  components: { name: string; article?: number; note?: string }[]
  note: string | null
  /** promises of earlier years that are still to be answered for */
  open: number
  /** 協議会の希望: what the office wrote down of it last; null: none */
  wish: string | null
}

export interface Selection {
  lines: SelectionLine[]
  /** why verified and not can be changed no more by the office's hand, as a sentence; null: they can */
  closed: string | null
  changes: SelectionWord[]
  /** ids of the sheets that record it, where they have been asked for */
  sheets: string[]
}

/** What was changed before, as the trail has it. */
export interface SelectionWord {
  at: string
  post: string
  reason: string
  added: string[]
  dropped: string[]
  wished: string[]
  unwished: string[]
}

/** 選定 of a year: the register with what speaks for each programme. Five statements; null: no such year. */
export async function readSelection(db: Database, cycleId: string): Promise<Selection | null> {
  const [cycle] = await readCycles(db, { id: cycleId })
  if (!cycle) return null
  const { city, definition, fiscalYear } = cycle.row
  const [rows, records, changes, closed, sheets] = await Promise.all([
    db.$queryRaw<Omit<SelectionLine, 'open' | 'wish'>[]>`
      SELECT p.key, p.name, p.kind, p.article, d.name AS "departmentName", p.form, p.verified, p.priority, p.components, p.note,
        (SELECT o.name FROM programme o WHERE o.cycle_id = p.cycle_id AND o.key = p.shared_with) AS "sharedWith"
      FROM programme p JOIN department d ON d.city = ${city} AND d.key = p.department WHERE p.cycle_id = ${cycleId} ORDER BY p.position`,
    readPromises(db, { city, definition }),
    selectionWords(db, cycleId),
    selectionClosed(db, cycleId, cycle.definition),
    db.$queryRaw<{ id: string }[]>`
      SELECT id FROM process WHERE cycle_id = ${cycleId} AND kind = 'assignment' AND step_kind = 'select' AND form IS NOT NULL
        AND state <> 'withdrawn' ORDER BY opens_at, id`,
  ])
  const lineage = lineageOf(records.register, records.years)
  const courses = promiseCourses(records, fiscalYear)
  return {
    closed: cycle.row.state === 'running' ? closed : 'この年度の記録は閉じられているため、選定は変えられません。',
    changes,
    sheets: sheets.map(({ id }) => id),
    lines: rows.map((row) => ({
      ...row,
      open: openAmong(courses, lineage, { fiscalYear, key: row.key }).length,
      wish: wishFor(changes, row.key),
    })),
  }
}

/** Every change of the selection, the first one first. */
async function selectionWords(db: Pick<Transaction, '$queryRaw'>, cycleId: string): Promise<SelectionWord[]> {
  const rows = await db.$queryRaw<{ body: Partial<SelectionWord> }[]>`
    SELECT t.body::jsonb || jsonb_build_object('post', coalesce((SELECT p.title FROM post p WHERE p.id = t.body::jsonb ->> 'post'), t.body::jsonb ->> 'post')) AS body
    FROM trail t WHERE t.cycle_id = ${cycleId} AND t.kind = 'selection-changed' ORDER BY t.no`
  return rows.map(({ body: { at = '', post = '', reason = '', added = [], dropped = [], wished = [], unwished = [] } }) => ({
    at,
    post,
    reason,
    added,
    dropped,
    wished,
    unwished,
  }))
}

function wishFor(changes: SelectionWord[], key: string): string | null {
  const last = changes.findLast(({ wished, unwished }) => wished.includes(key) || unwished.includes(key))
  return last?.wished.includes(key) ? last.reason : null
}

/**
 * Whether the selection is over: its step has closed, or where the year has no such step, a step that asks for the verified ones has begun.
 * @returns the sentence that says so; null: it is open
 */
export async function selectionClosed(db: Pick<Transaction, '$queryRaw'>, cycleId: string, definition: Definition): Promise<string | null> {
  const select = definition.steps.filter(({ kind }) => kind === 'select')
  const asking = definition.steps.filter(({ asks }) => asks.some(({ where }) => where === 'verified' || where === 'unverified'))
  const keys = (select.length > 0 ? select : asking).map(({ id }) => id)
  const rows = await db.$queryRaw<{ step: string }[]>`
    SELECT step_key AS step FROM process WHERE cycle_id = ${cycleId} AND kind = 'step' AND step_key = ANY(${keys})
      AND CASE WHEN ${select.length > 0} THEN state = 'closed' ELSE state <> 'planned' END ORDER BY opens_at LIMIT 1`
  const name = definition.steps.find(({ id }) => id === rows[0]?.step)?.name
  if (name === undefined) return null
  return select.length > 0
    ? `工程「${name}」が終わったため、検証対象は変えられません。変える必要があるときは、実施要領の変更として協議会に諮り、個別の依頼を加えるか取り下げてください。`
    : `工程「${name}」が始まり、検証対象の施策への依頼が出ているため、検証対象は変えられません。個別の依頼を加えるか取り下げてください。`
}
