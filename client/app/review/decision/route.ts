import { stagesOf, turnOf } from '../../../../domain/asking/turns.js'
import { onceOf, onceTitle } from '../../../../domain/definition/ask-of.js'
import type { Definition } from '../../../../domain/definition/schema.js'
import type { AssignmentStatus } from '../../../../domain/process/assignment.js'
import type { Instant } from '../../../../domain/process/command.js'
import type { SheetChange } from '../../../../domain/review/decision/changes.js'
import type { Database } from '../../../../prisma/db.js'
import { routeStands, type StageRow } from '../../../../prisma/route-stands.js'
import { readCycles } from '../../views/read-cycle.js'
import { recordsOfStep } from './declared.js'
import { type PackageLine, packagesMade } from './packages.js'
import { changesBetween } from './read-package.js'

/** One asking of a stage, as its route shows it. */
export interface StagePass {
  processId: string
  pass: number
  state: AssignmentStatus
  postTitle: string
  /** the post that was asked */
  post: string
  askedAt: Instant
  dueAt: Instant
  overdue: boolean
  closedAt: Instant | null
  versionId: string | null
  ruling: StageRow['ruling']
  /** it was said by the post's deputy (代決); `seenAt`: when the holder saw it (後閲) */
  deputised: boolean
  seenAt: Instant | null
}

/** A stage of a route (回議の段階): 起案, 課長, 部長 … */
export interface RouteStage {
  subject: string
  title: string
  /** business days from the asking; null: until the step is due */
  within: number | null
  /** the first time that it was asked, and each time that it came back */
  passes: StagePass[]
}

/** The way of a decision through the posts that make it. */
export interface Route {
  stages: RouteStage[]
  /** the subject of the stage whose turn it is; null: the last one has approved */
  at: string | null
  /** the newest package (起案の資料), which is what is decided on; null: none was made */
  newest: PackageLine | null
  /** sheets that are others by now than in the newest package */
  changed: number
}

/** What whoever is to rule has before them. */
export interface StageView extends Route {
  /** the stage's own subject, and its pass */
  stage: string
  pass: number
  /** the form asks for a ruling; else it is the draft (起案) that starts the route */
  rules: boolean
  /** what the stage said the last time, and of which package; null: it is asked for the first time */
  last: { package: number; ruling: NonNullable<StageRow['ruling']> } | null
  /** what is another than in the package of the last time: sheets and words */
  changes: SheetChange[]
}

interface Row extends Omit<StagePass, 'pass' | 'deputised' | 'seenAt' | 'askedAt' | 'dueAt' | 'closedAt'> {
  subject: string
  askedAt: Date
  dueAt: Date
  closedAt: Date | null
}

/** The route of a step; null: its asks are not asked in turn. Eight statements. */
export async function routeOf(db: Database, definition: Definition, cycleId: string, stepKey: string): Promise<Route | null> {
  const step = definition.steps.find(({ id }) => id === stepKey)
  if (!step?.inTurn) return null
  const stepId = `${cycleId}/${stepKey}`
  const [rows, records, made, stands] = await Promise.all([
    db.$queryRaw<Row[]>`
      SELECT p.id AS "processId", p.subject, p.state, p.post, t.title AS "postTitle", p.opens_at AS "askedAt", p.due_at AS "dueAt", p.overdue,
        p.closed_at AS "closedAt", v.id AS "versionId", v.content -> 'ruling' AS ruling
      FROM process p JOIN post t ON t.id = p.post LEFT JOIN version v ON v.id = p.accepted_version
      WHERE p.parent_id = ${stepId} AND p.kind = 'assignment'`,
    recordsOfStep(db, stepId),
    packagesMade(db, stepId),
    routeStands(db, cycleId, stepKey),
  ])
  const passes = rows.flatMap(({ subject, ...row }) => {
    const once = onceOf(step, subject)
    const record = records.find(({ versionId }) => versionId === row.versionId)
    const { deputised = false, seenAt = null } = record ?? {}
    const at = { askedAt: row.askedAt.toISOString(), dueAt: row.dueAt.toISOString(), closedAt: row.closedAt?.toISOString() ?? null }
    return once ? [{ stage: once.ask.subject, ...row, ...at, pass: once.pass, deputised, seenAt }] : []
  })
  const turn = turnOf(stagesOf(step), stands)
  return {
    at: turn.at === 'end' ? null : turn.stage,
    stages: step.asks.map(({ subject = '', within = null }) => ({
      subject,
      title: onceTitle(step, subject) ?? subject,
      within,
      passes: passes.flatMap(({ stage, ...one }) => (stage === subject ? one : [])).sort((a, b) => a.pass - b.pass),
    })),
    newest: made[0] ?? null,
    changed: stands.newest?.changed ?? 0,
  }
}

/** Whether a step's asks are asked in turn. Two statements. */
export async function isRoute(db: Database, cycleId: string, stepKey: string): Promise<boolean> {
  const [cycle] = await readCycles(db, { id: cycleId })
  return cycle?.definition.steps.some(({ id, inTurn }) => id === stepKey && inTurn === true) ?? false
}

/** Where a step's route stands: it is drafted, goes round, or is over; null: its asks are not asked in turn. */
export async function roundOf(db: Database, cycleId: string, stepKey: string): Promise<'drafting' | 'round' | 'over' | null> {
  const [cycle] = await readCycles(db, { id: cycleId })
  const route = cycle ? await routeOf(db, cycle.definition, cycleId, stepKey) : null
  return route && (route.at === null ? 'over' : route.at === route.stages[0]?.subject ? 'drafting' : 'round')
}

/** Whether one of these posts is asked, or was and answered, as a stage of this step's route. Three statements. */
export const isStageOf = async (db: Database, cycleId: string, stepKey: string, posts: string[]): Promise<boolean> => {
  const asked = { parentId: `${cycleId}/${stepKey}`, kind: 'assignment', state: { not: 'withdrawn' }, post: { in: posts } }
  return (await isRoute(db, cycleId, stepKey)) && (await db.process.count({ where: asked })) > 0
}

/** What one asking of a stage shows beside its form; null: the assignment is no stage of a route. */
export async function stageView(
  db: Database,
  definition: Definition,
  of: { cycleId: string; step: string; subject: string; form: string },
): Promise<StageView | null> {
  const route = await routeOf(db, definition, of.cycleId, of.step)
  const step = definition.steps.find(({ id }) => id === of.step)
  const once = route && onceOf(step, of.subject)
  if (!once) return null
  const stage = once.ask.subject ?? ''
  const before = route.stages.find(({ subject }) => subject === stage)?.passes.filter(({ pass }) => pass < once.pass) ?? []
  const said = before.flatMap(({ ruling }) => ruling ?? []).at(-1)
  const last = said?.package === undefined ? null : { package: said.package, ruling: said }
  const compare = last && route.newest && route.newest.no !== last.package
  const changes = compare ? await changesBetween(db, definition, { ...of, from: last.package, to: route.newest?.no ?? 0 }) : []
  const rules = definition.forms.find(({ id }) => id === of.form)?.fields.some(({ type }) => type === 'ruling') ?? false
  return { ...route, stage, pass: once.pass, rules, last, changes }
}
