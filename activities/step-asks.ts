import { type Asked, asksOf } from '../domain/asking/asks.js'
import type { PlannedNotice } from '../domain/asking/notices.js'
import { planAsks } from '../domain/asking/plan-asks.js'
import { type RouteStands, stagesOf, turnOf } from '../domain/asking/turns.js'
import type { Definition, DefinitionStep } from '../domain/definition/schema.js'
import { type AssignmentStatus, isDone } from '../domain/process/assignment.js'
import type { Instant } from '../domain/process/command.js'
import { stepId } from '../domain/process/ids.js'
import { canonical } from '../domain/trail/canonical.js'
import { standingOverrides } from '../prisma/chase-overrides.js'
import { Prisma } from '../prisma/generated/client.js'
import { plannedOrHeld } from '../prisma/may-leave.js'
import { routeStands } from '../prisma/route-stands.js'
import type { TrailEntry } from '../prisma/trail.js'
import { selectBudgeted } from '../prisma/who-is-asked.js'
import type { Transaction } from './dependencies.js'
import { directoryOf } from './directory.js'
import { definitionOf } from './snapshots.js'
import type { StepRow } from './step-row.js'

/** Who is still to be asked now, and how far the step is: `expected` subjects in all, `done` of them. */
export async function missingAsks(tx: Transaction, row: StepRow): Promise<{ missing: Asked[]; expected: number; done: number }> {
  const definition = await definitionOf(tx, row.cycleId, row.snapshotNo)
  const step = definition.steps.find((s) => s.id === row.stepKey)
  if (!step) return { missing: [], expected: 0, done: 0 }
  const register = await tx.programme.findMany({ where: { cycleId: row.cycleId }, orderBy: { position: 'asc' } })
  const finance = await subjectsForFinance(tx, definition, step, row.cycleId)
  const lines = register.map((line) => ({ ...line, needsFinance: finance.has(line.key) }))
  const directory = await directoryOf(tx, row.city)
  if (step.inTurn) return nextInTurn(step, await routeStands(tx, row.cycleId, row.stepKey), (stage) => asksOf(stage, lines, directory))
  const asked = asksOf(step, lines, directory)
  const existing = await tx.process.findMany({ where: { parentId: row.id }, select: { subject: true, state: true, counts: true } })
  const known = new Set(existing.map((e) => e.subject))

  // `each`: a subject's turn has come when it is done in every step it comes from.
  const sources = step.after.filter((edge) => edge.gate === 'each').map((edge) => stepId(row.cycleId, edge.step))
  const done =
    sources.length === 0
      ? []
      : await tx.process.findMany({
          where: { parentId: { in: sources }, closedAt: { not: null } },
          select: { subject: true, state: true },
        })
  const perSubject = new Map<string, number>()
  for (const d of done) if (d.subject) perSubject.set(d.subject, (perSubject.get(d.subject) ?? 0) + 1)
  const turn = (subject: string) => sources.length === 0 || perSubject.get(subject) === sources.length
  // Where the request for a sheet was withdrawn, nobody is asked for what would follow from that sheet.
  const withdrawn = new Set(done.filter((d) => d.state === 'withdrawn').map((d) => d.subject))

  // What was asked stays to be done even when an amendment asks for it no longer: only a withdrawal takes it back.
  const unasked = asked.filter((a) => !known.has(a.subject) && !withdrawn.has(a.subject))
  const counted = existing.filter((e) => e.counts)
  // Whether more will need the finance section is known when the last source has closed.
  const unknown = step.asks.some((ask) => ask.where === 'needs-finance') && !(await allClosed(tx, sources)) ? 1 : 0
  return {
    missing: unasked.filter((a) => turn(a.subject)),
    expected: counted.length + unasked.filter((a) => !a.ask.optional).length + unknown,
    done: counted.filter((e) => isDone(e.state as AssignmentStatus)).length,
  }
}

/** A route asks one stage at a time: the step has something open until the last one has approved. */
function nextInTurn(
  step: DefinitionStep,
  stands: RouteStands,
  postsOf: (step: DefinitionStep) => Asked[],
): { missing: Asked[]; expected: number; done: number } {
  const { asked } = stands
  const turn = turnOf(stagesOf(step), stands)
  // Of the one stage alone: that another has no post to ask is no reason not to ask this one.
  const stage = turn.at === 'asking' ? { ...step, asks: step.asks.filter(({ subject }) => subject === turn.stage) } : null
  const missing = stage && turn.at === 'asking' ? postsOf(stage).map((one) => ({ ...one, subject: turn.subject })) : []
  return { missing, expected: asked.length + missing.length, done: asked.filter(({ state }) => isDone(state)).length }
}

/** The steps that can close only once this one has: not until then is it known of whom else they will ask. */
export async function awaitedBy(tx: Transaction, id: string): Promise<string[]> {
  const [row] = await tx.$queryRaw<{ cycleId: string; stepKey: string; snapshotNo: number }[]>`
    SELECT p.cycle_id AS "cycleId", p.step_key AS "stepKey", c.snapshot_no AS "snapshotNo"
    FROM process p JOIN process c ON c.id = p.cycle_id WHERE p.id = ${id}`
  if (!row) return []
  const { steps } = await definitionOf(tx, row.cycleId, row.snapshotNo)
  return steps
    .filter(({ asks }) => asks.some(({ where }) => where === 'needs-finance'))
    .filter(({ after }) => after.some(({ step, gate }) => gate === 'each' && step === row.stepKey))
    .map((step) => stepId(row.cycleId, step.id))
}

const allClosed = async (tx: Transaction, steps: string[]): Promise<boolean> =>
  (await tx.process.count({ where: { id: { in: steps }, state: { not: 'closed' } } })) === 0

/** The subjects whose accepted Actions are of a budget kind that needs the finance section; empty for a step that does not ask so. */
async function subjectsForFinance(tx: Transaction, definition: Definition, step: DefinitionStep, cycleId: string): Promise<Set<string>> {
  if (step.asks.every((ask) => ask.where !== 'needs-finance')) return new Set()
  const kinds = definition.budgetKinds.filter((kind) => kind.needsFinance).map((kind) => kind.id)
  const rows = await tx.$queryRaw<{ subject: string }[]>(selectBudgeted(Prisma.sql`${cycleId}`, Prisma.sql`${kinds}`))
  return new Set(rows.map((row) => row.subject))
}

/** The projections of a page of assignments, with the notices they will cause and their rows for the trail. */
export async function insertAssignments(
  tx: Transaction,
  row: StepRow,
  asked: Asked[],
  when: { at: Instant; dueAt: Instant },
): Promise<{ notices: PlannedNotice[]; rows: TrailEntry[]; earliest: Instant | null }> {
  if (asked.length === 0) return { notices: [], rows: [], earliest: null }
  const definition = await definitionOf(tx, row.cycleId, row.snapshotNo)
  const directory = await directoryOf(tx, row.city)
  const ofYear = await standingOverrides(tx, row.cycleId)
  const { cycleId, stepKey } = row
  const planned = planAsks({ definition, cycleId, stepKey, ofYear, directory, ...when }, asked)
  await tx.process.createMany({
    data: planned.map(({ id, asked: a, chase, dueAt }) => ({
      id,
      kind: 'assignment',
      city: row.city,
      cycleId: row.cycleId,
      parentId: row.id,
      state: 'open',
      wakeAt: dueAt,
      stepKey: row.stepKey,
      stepKind: row.stepKind,
      subject: a.subject,
      form: a.form,
      round: a.ask.round ?? null,
      chase,
      checked: a.ask.check !== 'none',
      counts: !a.ask.optional,
      post: a.post,
      checkPost: a.checkPost,
      opensAt: when.at,
      askedAt: when.at,
      dueAt,
      updatedAt: when.at,
    })),
  })
  const notices = planned.flatMap(({ id, asked: { post: owner }, notices }) =>
    notices.map((n) => ({ ...n, processId: id, leaves: row.mailsLeave || directory.withinOffice(n.post, owner) })),
  )
  await tx.notice.createMany({
    data: notices.map(({ facts, leaves, ...n }) => ({
      ...n,
      ...(facts ? { facts: facts as object } : {}),
      cycleId: row.cycleId,
      city: row.city,
      ...plannedOrHeld(leaves),
    })),
  })
  return {
    notices,
    earliest: notices.map((n) => n.at).sort()[0] ?? null,
    rows: planned.map(({ id, asked: a, dueAt }) => ({
      key: `${id}/0`,
      kind: 'asked',
      processId: id,
      body: canonical({ kind: 'asked', process: id, seq: 0, at: when.at, owner: a.post, dueAt, form: a.form, round: a.ask.round ?? null }),
    })),
  }
}

/** Assignments whose workflows are not known to run. */
export async function unstarted(tx: Transaction, stepProcess: string, limit: number): Promise<string[]> {
  const rows = await tx.process.findMany({
    where: { parentId: stepProcess, started: false },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: limit,
  })
  return rows.map((r) => r.id)
}
