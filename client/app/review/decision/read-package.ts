import { onceTitle } from '../../../../domain/definition/ask-of.js'
import { gateQuestion } from '../../../../domain/definition/gate-question.js'
import type { Definition } from '../../../../domain/definition/schema.js'
import { buildReport } from '../../../../domain/publication/build-report.js'
import { pictureFile, picturesShownIn } from '../../../../domain/publication/picture-files.js'
import { consultationResult, resultCounts } from '../../../../domain/review/consultation.js'
import { changedVersions, type PackagedVersion, type SheetChange, sheetChanges } from '../../../../domain/review/decision/changes.js'
import type { PackageInput } from '../../../../domain/review/decision/package-files.js'
import { subjectsOf } from '../../../../domain/review/remark.js'
import { deciding } from '../../../../prisma/packages.js'
import { type ReportRows, reportRows } from '../../../../prisma/report-rows.js'
import { unanswered } from '../../../../prisma/requirements.js'
import { snapshotBody } from '../../../../prisma/snapshots.js'
import type { Transaction } from '../../../../prisma/trail.js'
import { yearPoints } from '../points/read-points.js'

/** A package as its list tells it. */
export interface PackageList {
  no: number
  at: string
  trailHead: { no: number; hash: string }
  versions: PackagedVersion[]
  files: { path: string; hash: string }[]
}

/** The list of the newest package of a step, or of one by its number, less the rulings on it (`deciding`); null: none was made. */
export async function newestList(
  tx: Pick<Transaction, 'document'>,
  stepId: string,
  { no, without }: { no?: number; without: readonly string[] },
): Promise<PackageList | null> {
  const row = await tx.document.findFirst({
    where: { ownerId: stepId, kind: 'package-list', ...(no === undefined ? {} : { position: no }) },
    orderBy: { position: 'desc' },
    select: { bytes: true },
  })
  if (!row) return null
  const list = JSON.parse(Buffer.from(row.bytes).toString('utf8')) as PackageList
  return { ...list, versions: list.versions.filter(({ of }) => !without.includes(of.split('/')[0] ?? '')) }
}

/**
 * Reads what a package is made from, as it stands. Read it in one snapshot (REPEATABLE READ), so that the trail's head stands for all of it.
 * @throws PublicationError when the accepted versions do not make a report
 */
export async function readPackage(
  tx: Transaction,
  { cycleId, stepKey, now }: { cycleId: string; stepKey: string; now: Date },
): Promise<PackageInput> {
  const cycle = await tx.process.findUniqueOrThrow({ where: { id: cycleId } })
  const definition = (await snapshotBody(tx, `${cycleId}@${cycle.snapshotNo}`)) as Definition
  const { city, fiscalYear } = cycle as { city: string; fiscalYear: number }
  const at = now.toISOString()
  const rows = await reportRows(tx, { city, cycleId })
  const report = buildReport({ definition, fiscalYear, edition: 1, publishedAt: at, ...rows })
  const without = await deciding(tx, cycleId, stepKey)
  // What the stages of a route say of the package is not in it.
  const decided = { ...rows, accepted: rows.accepted.filter(({ step }) => !without.includes(step)) }
  const versions = await namedVersions(tx, city, definition, decided)
  const previous = await newestList(tx, `${cycleId}/${stepKey}`, { without })
  const shown = picturesShownIn(report)
  const steps = await tx.process.findMany({
    where: { cycleId, kind: 'step' },
    select: { stepKey: true, stepKind: true, dueAt: true, plan: true },
  })
  const own = steps.find((step) => step.stepKey === stepKey)
  const publish = steps.find(({ stepKind }) => stepKind === 'publish')
  const statutory = (publish?.plan as { statutoryAt?: string | null } | null)?.statutoryAt ?? null
  const consulting = definition.steps.filter(({ asks }) => asks.some(({ where }) => where === 'needs-finance')).map(({ id }) => id)
  const collecting = definition.steps.filter(({ kind }) => kind === 'collect').map(({ id }) => id)
  return {
    no: (previous?.no ?? 0) + 1,
    at,
    report,
    stepName: definition.steps.find(({ id }) => id === stepKey)?.name ?? stepKey,
    decideBy: (own?.dueAt ?? now).toISOString(),
    publishBy: publish?.dueAt?.toISOString() ?? null,
    statutoryAt: statutory,
    sections: await sectionsOf(tx, cycleId, collecting),
    consultations: resultCounts(
      rows.accepted
        .filter(({ step }) => consulting.includes(step))
        .map(({ form, content }) => consultationResult(definition, form, content)),
    ),
    unprinted: await unprintedOf(tx, cycleId),
    points: await openPoints(tx, definition, cycleId),
    unanswered: await unansweredOf(tx, definition, cycleId, stepKey, rows),
    overrides: await overridesOf(tx, definition, cycleId),
    previous: previous && { no: previous.no, at: previous.at },
    changes: previous ? await changesSince(tx, { definition, fiscalYear, at, before: previous.versions, now: versions }) : [],
    versions,
    pictures: rows.pictures.filter((one) => shown.includes(pictureFile(one))).map((one) => ({ file: pictureFile(one), hash: one.id })),
  }
}

async function namedVersions(tx: Transaction, city: string, definition: Definition, rows: ReportRows): Promise<PackagedVersion[]> {
  const departments = await tx.department.findMany({ where: { city }, select: { key: true, name: true } })
  const names = new Map([...departments, ...rows.programmes].map(({ key, name }) => [key, name]))
  return rows.accepted.map(({ step, subject, form, round, versionId, hash }) => {
    const own = definition.steps.find(({ id }) => id === step)
    const title = onceTitle(own, subject) ?? own?.asks.find(({ per }) => per !== 'once')?.title ?? form
    const name = names.get(subject)
    return { of: `${step}/${subject}`, name: name ? `${name}（${title}）` : title, form, round, versionId, hash }
  })
}

async function sectionsOf(tx: Transaction, cycleId: string, steps: string[]): Promise<number> {
  const [row] = await tx.$queryRaw<{ n: number }[]>`
    SELECT count(DISTINCT t.department)::int AS n FROM process p JOIN post t ON t.id = p.post
    WHERE p.cycle_id = ${cycleId} AND p.kind = 'assignment' AND p.step_key = ANY(${steps}) AND p.state IN ('accepted', 'attested')`
  return row?.n ?? 0
}

async function unprintedOf(tx: Transaction, cycleId: string): Promise<PackageInput['unprinted']> {
  const [row] = await tx.$queryRaw<{ merged: number; kept: number }[]>`
    SELECT count(*) FILTER (WHERE printed_as = 'merged')::int AS merged, count(*) FILTER (WHERE printed_as = 'unprinted')::int AS kept
    FROM opinion WHERE cycle_id = ${cycleId}`
  return row ?? { merged: 0, kept: 0 }
}

async function openPoints(tx: Transaction, { steps }: Definition, cycleId: string): Promise<PackageInput['points']> {
  const points = (await yearPoints(tx, cycleId)).filter(({ state }) => state === 'open')
  return points.map(({ given, text }) => ({ step: steps.find(({ id }) => id === given.stepKey)?.name ?? given.stepKey, text }))
}

async function unansweredOf(tx: Transaction, definition: Definition, cycleId: string, stepKey: string, { programmes }: ReportRows) {
  const { pairing, kinds } = gateQuestion(definition, cycleId, stepKey)
  const subjects = new Map(subjectsOf(definition, programmes).map(({ key, name }) => [key, name]))
  const kindNames = new Map(definition.opinionKinds.map(({ id, name }) => [id, name]))
  const found = await unanswered(tx, cycleId, pairing, kinds)
  return found.map(({ subject, no, kind, text }) => ({
    subject: subjects.get(subject) ?? subject,
    no,
    kind: kind === null ? '種類なし' : (kindNames.get(kind) ?? kind),
    text,
  }))
}

interface Override {
  requirement: string
  reason: string
  by: string
  second: string
}

async function overridesOf(tx: Transaction, definition: Definition, cycleId: string): Promise<PackageInput['overrides']> {
  const gates = await tx.$queryRaw<{ key: string; overrides: Override[] }[]>`
    SELECT p.step_key AS key, g.overrides FROM process p JOIN gate g ON g.id = p.id
    WHERE p.cycle_id = ${cycleId} AND p.kind = 'step' AND g.overrides <> '[]'`
  const posts = gates.flatMap(({ overrides }) => overrides.flatMap(({ by, second }) => [by, second]))
  const titles = new Map((await tx.post.findMany({ where: { id: { in: posts } } })).map(({ id, title }) => [id, title]))
  return definition.steps.flatMap(({ id, name }) =>
    gates
      .filter(({ key }) => key === id)
      .flatMap(({ overrides }) => overrides)
      .map(({ requirement, reason, by, second }) => ({
        step: name,
        requirement,
        reason,
        by: titles.get(by) ?? by,
        second: titles.get(second) ?? second,
      })),
  )
}

async function changesSince(
  tx: Pick<Transaction, 'version'>,
  of: { definition: Definition; fiscalYear: number; at: string; before: PackagedVersion[]; now: PackagedVersion[] },
) {
  const { definition, ...compared } = of
  const ids = changedVersions(of.before, of.now).flatMap((one) => [one.old?.versionId ?? [], one.new?.versionId ?? []].flat())
  const rows = await tx.version.findMany({ where: { id: { in: ids } }, select: { id: true, content: true } })
  return sheetChanges({ ...compared, rules: definition, contents: new Map(rows.map(({ id, content }) => [id, content])) })
}

/** What is another in one package of a step than in an earlier one, in the order of the later. Three statements. */
export async function changesBetween(
  tx: Pick<Transaction, 'document' | 'version' | '$queryRaw'>,
  definition: Definition,
  of: { cycleId: string; step: string; from: number; to: number },
): Promise<SheetChange[]> {
  const stepId = `${of.cycleId}/${of.step}`
  const without = await deciding(tx, of.cycleId, of.step)
  const [before, now] = await Promise.all([
    newestList(tx, stepId, { no: of.from, without }),
    newestList(tx, stepId, { no: of.to, without }),
  ])
  if (!before || !now) return []
  const fiscalYear = Number(of.cycleId.split('/').at(-1))
  return changesSince(tx, { definition, fiscalYear, at: now.at, before: before.versions, now: now.versions })
}
