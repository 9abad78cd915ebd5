import type { Definition } from '../../../../domain/definition/schema.js'
import type { Instant } from '../../../../domain/process/command.js'
import { type Point, type PointStanding, pointsOf } from '../../../../domain/review/points.js'
import type { Transaction } from '../../../../prisma/trail.js'

/** A version that may hold points, with who handed it in. */
export interface GivenVersion {
  processId: string
  stepKey: string
  stepKind: string
  /** the section that corrects; null: the step says it */
  sectionName: string | null
  versionNo: number
  content: unknown
  accepted: boolean
  /** title of the post that gave it */
  postTitle: string
  createdAt: Instant
}

/** A word about a point, with the version that mended it. */
export interface GivenWord {
  no: number
  key: string
  standing: PointStanding
  reason: string
  versionId: string | null
  /** the assignment of that version, and its number there */
  mended: { processId: string; no: number } | null
  postTitle: string
  recordedAt: Date
}

export type YearPoint = Point<GivenVersion, GivenWord>

/** All points of a year (指摘と対応), in the order in which they were given. Two statements. */
export async function yearPoints(tx: Pick<Transaction, '$queryRaw'>, cycleId: string): Promise<YearPoint[]> {
  const versions = await tx.$queryRaw<(Omit<GivenVersion, 'createdAt'> & { createdAt: Date })[]>`
    SELECT p.id AS "processId", p.step_key AS "stepKey", p.step_kind AS "stepKind", d.name AS "sectionName", v.no AS "versionNo",
      jsonb_build_object('instructions', v.content -> 'instructions', 'corrections', v.content -> 'corrections', 'remarks', v.content -> 'remarks') AS content,
      coalesce(v.id = p.accepted_version, false) AS accepted, t.title AS "postTitle", v.created_at AS "createdAt"
    FROM process p JOIN version v ON v.process_id = p.id JOIN post t ON t.id = v.by_post
    LEFT JOIN department d ON d.city = p.city AND d.key = p.subject
    WHERE p.cycle_id = ${cycleId} AND p.kind = 'assignment' AND p.state <> 'withdrawn' AND v.content ?| ARRAY['instructions', 'corrections', 'remarks']
    ORDER BY v.created_at, p.id, v.no`
  const words = await tx.$queryRaw<GivenWord[]>`
    SELECT w.no, w.key, w.standing, w.reason, w.version_id AS "versionId", t.title AS "postTitle", w.recorded_at AS "recordedAt",
      CASE WHEN v.id IS NOT NULL THEN jsonb_build_object('processId', v.process_id, 'no', v.no) END AS mended
    FROM point_word w JOIN post t ON t.id = w.by_post LEFT JOIN version v ON v.id = w.version_id
    WHERE w.cycle_id = ${cycleId} ORDER BY w.no`
  return pointsOf(
    versions.map((one) => ({ ...one, createdAt: one.createdAt.toISOString() })),
    words,
  )
}

/** The forms whose sheets the report prints: what is said of the report is mended there, not in the records of meetings, proofs and decisions. */
export const formsPrinted = ({ steps, forms }: Pick<Definition, 'steps' | 'forms'>): string[] => {
  const asked = steps.filter(({ kind }) => ['collect', 'consolidate', 'respond', 'follow-up'].includes(kind)).flatMap(({ asks }) => asks)
  const printing = forms.filter(({ fields }) => fields.some(({ printed }) => printed)).map(({ id }) => id)
  return printing.filter((id) => asked.some(({ form }) => form === id || form === '$form'))
}

/** A version that may have mended a point, as a choice names it. */
export interface MendingVersion {
  id: string
  stepKey: string
  subjectName: string | null
  no: number
  createdAt: Date
}

/** So many are offered. */
const most = 300

/**
 * The versions handed in since a point was given, the newest first: of what the report prints (`printedForms`), not the one in which it
 * was said. One statement.
 */
export const versionsSince = (
  tx: Pick<Transaction, '$queryRaw'>,
  cycleId: string,
  { processId, versionNo, createdAt }: Pick<GivenVersion, 'processId' | 'versionNo' | 'createdAt'>,
  printedForms: string[],
): Promise<MendingVersion[]> =>
  tx.$queryRaw<MendingVersion[]>`
    SELECT v.id, p.step_key AS "stepKey", coalesce(g.name, d.name) AS "subjectName", v.no, v.created_at AS "createdAt"
    FROM version v JOIN process p ON p.id = v.process_id
    LEFT JOIN programme g ON g.cycle_id = p.cycle_id AND g.key = p.subject LEFT JOIN department d ON d.city = p.city AND d.key = p.subject
    WHERE v.cycle_id = ${cycleId} AND v.created_at >= ${createdAt}::timestamptz AND (v.process_id <> ${processId} OR v.no <> ${versionNo})
      AND v.form = ANY(${printedForms}) ORDER BY v.created_at DESC, v.id LIMIT ${most}`
