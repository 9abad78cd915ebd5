import { onceOf } from '../../../domain/definition/ask-of.js'
import type { Definition } from '../../../domain/definition/schema.js'
import type { Database } from '../../../prisma/db.js'
import type { PostHeld } from '../people/posts-held.js'
import { type AssignmentLine, type AssignmentRow, assignmentLine, selectAssignments } from '../views/assignment-rows.js'
import { type CycleLine, lineOf } from '../views/list-cycles.js'
import { readCycles } from '../views/read-cycle.js'
import { extensionColumn, type OpenExtension, plainExtension } from './extensions.js'

export interface MyTask extends AssignmentLine {
  cycle: CycleLine
  /** what has to be done: fill and hand in, confirm what the officer wrote, or check what was handed in */
  what: 'write' | 'confirm' | 'check'
  /** what it is asked for: the law and the step that it serves */
  why: string
  /** 未着手 | 作成中 | 課長確認待ち | 課長確認済み */
  draft: 'none' | 'writing' | 'requested' | 'confirmed'
  /** the section wishes for a later date, and the office has not decided */
  extension: OpenExtension | null
}

interface Row extends AssignmentRow {
  cycleId: string
  revision: number | null
  requested: number | null
  confirmed: number | null
  extension: OpenExtension | null
}

/**
 * What somebody has to do by the posts held: the section's open and returned assignments (not those handed in and still to be
 * applied), and what waits for one's check. By due
 * date, over all years and cities. Two statements.
 */
export async function myWork(db: Database, posts: PostHeld[]): Promise<MyTask[]> {
  if (posts.length === 0) return []
  const held = posts.map((post) => post.id)
  const sections = posts.filter((post) => post.role !== 'member').map((post) => `${post.city}/${post.department}`)
  const heads = posts.filter((post) => post.role === 'head').map((post) => `${post.city}/${post.department}`)
  const rows = await db.$queryRaw<Row[]>`
    SELECT a.*, p.cycle_id AS "cycleId", w.revision, w.requested, w.confirmed, ${extensionColumn} AS extension
    FROM (${selectAssignments}
      WHERE p.kind = 'assignment' AND NOT p.sealed
        AND NOT EXISTS (SELECT 1 FROM command c WHERE c.process_id = p.id AND c.state = 'received' AND c.act IN ('submit', 'attest'))
        AND ((p.state IN ('open', 'returned') AND (p.post = ANY(${held}) OR p.city || '/' || t.department = ANY(${sections})))
          OR (p.state = 'submitted' AND p.check_post = ANY(${held})))) a
    JOIN process p ON p.id = a.id JOIN process y ON y.id = p.cycle_id AND y.state = 'running' LEFT JOIN draft w ON w.process_id = a.id
    ORDER BY coalesce(CASE WHEN a.state = 'submitted' THEN a."checkDueAt" END, a."dueAt"), a.id`
  if (rows.length === 0) return []
  const ids = [...new Set(rows.map((row) => row.cycleId))]
  const cycles = new Map((await readCycles(db, { ids })).map((cycle) => [cycle.row.id, cycle]))
  return rows.flatMap(({ cycleId, revision, requested, confirmed, extension, ...row }) => {
    const cycle = cycles.get(cycleId)
    // A stage of a route is for the post that was asked: a colleague cannot rule in its place.
    if (!cycle || (!held.includes(row.post) && isRuling(cycle.definition, row))) return []
    const draft = revision === null ? 'none' : confirmed === revision ? 'confirmed' : requested === revision ? 'requested' : 'writing'
    const mine = heads.includes(`${cycle.row.city}/${row.department}`)
    const what = row.state === 'submitted' ? 'check' : mine && draft === 'requested' ? 'confirm' : 'write'
    return [
      {
        ...assignmentLine(row, cycle.definition, cycle.row.now),
        cycle: lineOf(cycle),
        what,
        why: whyOf(cycle.definition, row),
        draft,
        extension: plainExtension(extension),
      } as MyTask,
    ]
  })
}

/** Whether the post that is asked rules as a stage of a route (回議), which nobody does in its place. */
function isRuling({ steps, forms }: Definition, { step, subject }: Pick<Row, 'step' | 'subject'>): boolean {
  const own = steps.find(({ id }) => id === step)
  const form = own?.inTurn ? onceOf(own, subject)?.ask.form : undefined
  return forms.some(({ id, fields }) => id === form && fields.some(({ type }) => type === 'ruling'))
}

/** Why somebody is asked: the article that obliges the city, and what the step does with the answer. */
function whyOf({ ordinance, steps }: Definition, row: Pick<Row, 'step' | 'state'>): string {
  if (row.state === 'returned') return '記載内容の修正をお願いしています'
  const step = steps.find(({ id }) => id === row.step)
  const article = step?.kind === 'publish' ? ordinance.publish : ordinance.verify
  return `${ordinance.shortName}${article}のため`
}
