import type { Database } from '../../../prisma/db.js'
import { Prisma } from '../../../prisma/generated/client.js'
import { type AssignmentLine, type AssignmentRow, assignmentColumns, assignmentLine, assignmentTables } from './assignment-rows.js'
import { type CycleLine, lineOf } from './list-cycles.js'
import { type ReadCycle, readCycles } from './read-cycle.js'

/** Whose assignments may be seen: everybody's, or those of one's sections and those one checks. */
export interface Seer {
  oversees: boolean
  departments: string[]
  /** ids of posts */
  posts: string[]
}

export interface ListQuery {
  /** '' in any of the texts: all */
  step: string
  bureau: string
  department: string
  /** number of the ordinance's article, as text */
  article: string
  /** one state, `all`, or `pending`: whatever is not done; '': pending while the year runs, all of a sealed one */
  state: string
  /** only what was due and is unanswered */
  overdue: boolean
  sort: ListSort
  /** counted from 1, of `listPage` rows; null: everything, for a file */
  page: number | null
}

/** '': by step, bureau and section */
export type ListSort = '' | 'section' | 'subject' | 'state' | 'due'

/** Rows on one page. */
export const listPage = 100

/** One section's part of one step, counted. */
export interface SectionCount {
  step: string
  stepName: string
  department: string
  departmentName: string
  bureau: string
  asked: number
  open: number
  returned: number
  submitted: number
  done: number
  late: number
}

export interface AssignmentList {
  cycle: CycleLine
  /** the state that was asked for, or that stands for '' */
  state: string
  articles: { no: number; title: string }[]
  /** of everything that may be seen, whatever is asked for; steps in the definition's order, then by bureau and section */
  counts: SectionCount[]
  /** those of the page asked for, and how many there are on all pages; 0 past the last page */
  shown: AssignmentLine[]
  total: number
}

/** 提出状況: a page of a year's assignments, and everything counted. Three statements. Null: there is no such year. */
export async function assignmentList(db: Database, cycleId: string, seer: Seer, query: ListQuery): Promise<AssignmentList | null> {
  const [cycle] = await readCycles(db, { id: cycleId })
  if (!cycle) return null
  const { definition, row } = cycle
  // While the year runs, people look for what is not done.
  const state = query.state || (row.state === 'sealed' ? 'all' : 'pending')
  const [counts, rows] = await Promise.all([countsOf(db, cycle, seer), pageOf(db, cycle, seer, { ...query, state })])
  return {
    cycle: lineOf(cycle),
    state,
    articles: definition.articles,
    counts,
    shown: rows.map(({ total, ...one }) => assignmentLine(one, definition, row.now)),
    total: rows[0]?.total ?? 0,
  }
}

const pendingStates = ['open', 'returned', 'submitted']

const visible = ({ oversees, departments, posts }: Seer) =>
  oversees ? Prisma.sql`true` : Prisma.sql`(t.department = ANY(${departments}) OR p.check_post = ANY(${posts}))`

async function countsOf(db: Database, { row, definition }: ReadCycle, seer: Seer): Promise<SectionCount[]> {
  const counts = await db.$queryRaw<Omit<SectionCount, 'stepName'>[]>`
    SELECT p.step_key AS step, t.department, d.name AS "departmentName", d.bureau, count(*)::int AS asked,
      (count(*) FILTER (WHERE p.state = 'open'))::int AS open, (count(*) FILTER (WHERE p.state = 'returned'))::int AS returned,
      (count(*) FILTER (WHERE p.state = 'submitted'))::int AS submitted,
      (count(*) FILTER (WHERE p.state IN ('accepted', 'attested', 'withdrawn')))::int AS done,
      (count(*) FILTER (WHERE p.overdue AND p.state IN ('open', 'returned')))::int AS late
    FROM process p JOIN post t ON t.id = p.post JOIN department d ON d.city = t.city AND d.key = t.department
    WHERE p.cycle_id = ${row.id} AND p.kind = 'assignment' AND ${visible(seer)}
    GROUP BY p.step_key, t.department, d.name, d.bureau ORDER BY d.bureau, t.department`
  return definition.steps.flatMap(({ id, name }) => counts.filter(({ step }) => step === id).map((one) => ({ ...one, stepName: name })))
}

const orders: Record<ListSort, Prisma.Sql> = {
  '': Prisma.sql`array_position(steps.keys, p.step_key), d.bureau, t.department, g.position, p.id`,
  section: Prisma.sql`d.bureau, t.department, array_position(steps.keys, p.step_key), g.position, p.id`,
  subject: Prisma.sql`g.position, p.subject, array_position(steps.keys, p.step_key), p.id`,
  state: Prisma.sql`array_position(ARRAY['returned', 'open', 'submitted', 'accepted', 'attested', 'withdrawn'], p.state), p.overdue DESC, p.due_at, p.id`,
  due: Prisma.sql`p.due_at, array_position(steps.keys, p.step_key), d.bureau, t.department, g.position, p.id`,
}

function pageOf(
  db: Database,
  { row, definition }: ReadCycle,
  seer: Seer,
  query: ListQuery,
): Promise<(AssignmentRow & { total: number })[]> {
  const { step, bureau, department, article, state, overdue, sort, page } = query
  const where = [
    visible(seer),
    ...(step ? [Prisma.sql`p.step_key = ${step}`] : []),
    ...(bureau ? [Prisma.sql`d.bureau = ${bureau}`] : []),
    ...(department ? [Prisma.sql`t.department = ${department}`] : []),
    ...(article ? [Prisma.sql`g.article = ${Number(article)}`] : []),
    ...(state === 'all' ? [] : [Prisma.sql`p.state = ANY(${state === 'pending' ? pendingStates : [state]})`]),
    ...(overdue ? [Prisma.sql`p.overdue AND p.state IN ('open', 'returned')`] : []),
  ]
  const limits = page === null ? Prisma.empty : Prisma.sql`LIMIT ${listPage} OFFSET ${(page - 1) * listPage}`
  return db.$queryRaw`
    SELECT ${assignmentColumns}, (count(*) OVER ())::int AS total
    FROM ${assignmentTables} CROSS JOIN (SELECT ${definition.steps.map(({ id }) => id)}::text[] AS keys) steps
    WHERE p.cycle_id = ${row.id} AND p.kind = 'assignment' AND ${Prisma.join(where, ' AND ')}
    ORDER BY ${orders[sort]} ${limits}`
}
