import type { Definition } from '../../../../domain/definition/schema.js'
import type { Instant } from '../../../../domain/process/command.js'
import { type DateMark, type DeclaredDecision, dateMarks, declaredIn } from '../../../../domain/review/declared-dates.js'
import type { Database } from '../../../../prisma/db.js'
import { Prisma } from '../../../../prisma/generated/client.js'

/** A record of a decision as it was handed in, with what is known here beside what it declares. */
export interface DecisionRecord {
  cycleId: string
  stepId: string
  processId: string
  versionId: string
  versionNo: number
  declared: DeclaredDecision
  /** when the record was received */
  recordedAt: Instant
  /** when the last thing it decides on was accepted: everything of the steps that had closed when it was asked for */
  acceptedAt: Instant | null
  /** the post that recorded it; `deputised`: by its deputy (代決) */
  post: string
  deputised: boolean
  /** when its holder saw what the deputy had decided (後閲); null: not yet */
  seenAt: Instant | null
  marks: DateMark[]
}

/** A row of `selectDecisions`, also as JSON gives it. */
export interface DecisionRow {
  cycleId: string
  stepId: string
  processId: string
  versionId: string
  versionNo: number
  content: unknown
  recordedAt: Date | string
  acceptedAt: Date | string | null
  post: string
  deputised: boolean
  seenAt: Date | string | null
}

/** The act by which a holder says to have seen what the deputy decided. */
export const seenAct = 'decision-seen'

/** Records of decisions: versions of approvals that declare a date, or rule as a stage of a route (`decisionOf` passes over those). `which`: a condition on the version `v` and its assignment `p`. */
export const selectDecisions = (which: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT p.cycle_id AS "cycleId", p.parent_id AS "stepId", p.id AS "processId", v.id AS "versionId", v.no AS "versionNo",
    jsonb_build_object('documentNo', v.content -> 'documentNo', 'draftedOn', v.content -> 'draftedOn', 'decidedOn', v.content -> 'decidedOn',
      'effectiveOn', v.content -> 'effectiveOn', 'rank', v.content -> 'rank', 'consulted', v.content -> 'consulted') AS content,
    v.created_at AS "recordedAt",
    (SELECT max(a.closed_at) FROM process b JOIN process a ON a.parent_id = b.id AND a.state IN ('accepted', 'attested')
      WHERE b.cycle_id = p.cycle_id AND b.kind = 'step' AND b.id <> p.parent_id AND b.closed_at <= p.asked_at) AS "acceptedAt",
    v.by_post AS post, coalesce((SELECT bool_or(h.kind = 'deputy') AND NOT bool_or(h.kind = 'holder')
      FROM command c JOIN holding h ON h.post_id = c.actor_post AND h.person_id = c.actor_person
      WHERE c.process_id = p.id AND c.version_id = v.id AND c.act = 'submit' AND h."from" <= (c.received_at AT TIME ZONE 'Asia/Tokyo')::date
        AND (h.until IS NULL OR h.until >= (c.received_at AT TIME ZONE 'Asia/Tokyo')::date)), false) AS deputised,
    (SELECT min(c.received_at) FROM command c WHERE c.process_id = p.cycle_id AND c.act = ${seenAct} AND c.payload ->> 'version' = v.id) AS "seenAt"
  FROM process p JOIN process s ON s.id = p.parent_id AND s.step_kind = 'approve' JOIN version v ON v.process_id = p.id
  WHERE p.kind = 'assignment' AND p.state <> 'withdrawn' AND v.content ?| ARRAY['draftedOn', 'decidedOn', 'effectiveOn', 'ruling'] AND ${which}`

const instant = (at: Date | string): Instant => new Date(at).toISOString()

/** A record with its marks; null: it declares no date that can be read. */
export function decisionOf({ content, recordedAt, acceptedAt, seenAt, ...row }: DecisionRow): DecisionRecord | null {
  const declared = declaredIn(content)
  if (!declared) return null
  const observed = { recordedAt: instant(recordedAt), acceptedAt: acceptedAt === null ? null : instant(acceptedAt) }
  return { ...row, declared, ...observed, seenAt: seenAt === null ? null : instant(seenAt), marks: dateMarks(declared, observed) }
}

const read = async (db: Pick<Database, '$queryRaw'>, which: Prisma.Sql): Promise<DecisionRecord[]> =>
  (await db.$queryRaw<DecisionRow[]>(selectDecisions(which))).flatMap((row) => decisionOf(row) ?? [])

/** What stands as handed in of a step's decisions and rulings, with who handed it in. One statement. */
export const recordsOfStep = async (
  db: Pick<Database, '$queryRaw'>,
  stepId: string,
): Promise<Pick<DecisionRecord, 'cycleId' | 'processId' | 'versionId' | 'post' | 'deputised' | 'seenAt'>[]> => {
  const rows = await db.$queryRaw<DecisionRow[]>(selectDecisions(standingIn(stepId)))
  return rows.map(({ cycleId, processId, versionId, post, deputised, seenAt }) => {
    return { cycleId, processId, versionId, post, deputised, seenAt: seenAt === null ? null : instant(seenAt) }
  })
}

const standingIn = (stepId: string): Prisma.Sql => Prisma.sql`p.parent_id = ${stepId} AND v.id = p.version_id`

/** The standing record of each decision of a step. One statement. */
export const decisionsOfStep = (db: Pick<Database, '$queryRaw'>, stepId: string): Promise<DecisionRecord[]> =>
  read(db, Prisma.sql`${standingIn(stepId)} ORDER BY p.id`)

/** The records of these assignments, all versions. One statement. */
export const decisionsOf = (db: Pick<Database, '$queryRaw'>, processIds: string[]): Promise<DecisionRecord[]> =>
  read(db, Prisma.sql`p.id = ANY(${processIds}) ORDER BY p.id, v.no`)

/** The word for the rank (決裁区分), as the form of the step's asks names it. */
export function rankWord(definition: Pick<Definition, 'forms'>, rank: string | null): string | null {
  if (rank === null) return null
  const options = definition.forms.flatMap(({ fields }) => fields.filter(({ id }) => id === 'rank').flatMap((field) => field.options ?? []))
  return options.find(({ id }) => id === rank)?.label ?? rank
}
