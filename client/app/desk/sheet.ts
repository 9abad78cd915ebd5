import type { Definition, Field } from '../../../domain/definition/schema.js'
import type { ImportedAmount } from '../../../domain/money/imported-amount.js'
import type { Instant } from '../../../domain/process/command.js'
import type { Before } from '../../../domain/review/year-before.js'
import { fieldsAsked } from '../../../domain/sheet/content.js'
import type { Database } from '../../../prisma/db.js'
import { type StageView, stageView } from '../review/decision/route.js'
import { type StatementSubject, statementSubjects } from '../review/member/statement-subjects.js'
import { type SheetPromise, sheetPromises } from '../review/promises/sheet-promises.js'
import { type AssignmentLine, type AssignmentRow, assignmentLine, selectAssignments } from '../views/assignment-rows.js'
import { type CycleLine, lineOf } from '../views/list-cycles.js'
import { readCycles } from '../views/read-cycle.js'
import { standingAmounts } from './amounts.js'
import { type Answering, answeringOf } from './answering.js'
import { type Draft, readDraft } from './draft.js'
import { type Earlier, readEarlier } from './earlier.js'
import { extensionColumn, type OpenExtension, plainExtension } from './extensions.js'
import { standingVersion, type VersionContent } from './standing-version.js'

export interface Remark {
  /** a field's id, or a word of the office's for the whole */
  field: string
  text: string
}

/** An assignment with everything that its form shows; what it answers, where it asks for answers to opinions. */
export interface Sheet extends Answering {
  one: AssignmentLine & {
    form: string
    round: string | null
    seq: number
    acceptedVersion: string | null
    versionId: string | null
    /** receipt number of what was handed in and is not applied yet (受付済み・反映待ち) */
    pending: number | null
    /** the section wishes for a later date, and the office has not decided */
    extension: OpenExtension | null
  }
  cycle: CycleLine
  definition: Definition
  fields: Field[]
  draft: Draft | null
  /** what stands as handed in, if anything does */
  last: VersionContent | null
  /** of this year's earlier rounds, then of last year: see `startingContent` */
  earlier: Earlier[]
  /** what the subject was a year ago */
  before: Before[]
  /** what earlier years' answers to the opinions promised about the same subject and is still to be taken up */
  promises: SheetPromise[]
  /** the route on which it is a stage (回議の段階); null: on none */
  stage: StageView | null
  /** the programmes that are verified as things stand, where the sheet records the selection (選定) */
  selected: { key: string; name: string }[]
  /** what a member's statements can be about, where the form asks for them */
  subjects: StatementSubject[]
  /** what the office asked to mend, while it is asked */
  remarks: Remark[]
  /** when the request to mend was made */
  returnedAt: Instant | null
  /** the department has a head who confirms what it hands in */
  hasHead: boolean
  /** what the finance system says about the subject */
  amounts: ImportedAmount[]
}

/** Reads what the form of one assignment shows: nine statements, and three more where opinions are answered. Null: there is no such assignment, or nothing is asked in writing. */
export async function openSheet(db: Database, id: string): Promise<Sheet | null> {
  const rows = await db.$queryRaw<(AssignmentRow & Omit<Sheet['one'], keyof AssignmentLine> & { cycleId: string })[]>`
    SELECT a.*, p.cycle_id AS "cycleId", p.form, p.round, p.seq, p.accepted_version AS "acceptedVersion", p.version_id AS "versionId",
      (SELECT max(c.receipt_no) FROM command c WHERE c.process_id = p.id AND c.state = 'received' AND c.act IN ('submit', 'attest')) AS pending,
      ${extensionColumn} AS extension
    FROM (${selectAssignments} WHERE p.id = ${id} AND p.kind = 'assignment') a JOIN process p ON p.id = a.id`
  const row = rows[0]
  if (!row) return null
  const { cycleId, form, round, seq, acceptedVersion, versionId, pending, extension, ...assignment } = row
  const [[cycle], draft, last, { earlier, before }, asked, heads, amounts, promises] = await Promise.all([
    readCycles(db, { id: cycleId }),
    readDraft(db, id),
    standingVersion(db, id),
    readEarlier(db, { ...placeOf(cycleId), subject: row.subject }, id),
    lastReturn(db, id),
    db.post.count({ where: { city: id.split('/')[0] ?? '', department: row.department, role: 'head' } }),
    standingAmounts(db, cycleId, row.subject),
    sheetPromises(db, { ...placeOf(cycleId), subject: row.subject, stepKind: row.stepKind }),
  ])
  if (!cycle) return null
  const { definition } = cycle
  const fields = fieldsAsked(definition, form, round)
  const stage = await stageView(db, definition, { cycleId, step: row.step, subject: row.subject, form })
  return {
    one: {
      ...assignmentLine(assignment, definition, cycle.row.now),
      form,
      round,
      seq,
      acceptedVersion,
      versionId,
      pending,
      extension: plainExtension(extension),
    },
    cycle: lineOf(cycle),
    definition,
    fields,
    draft,
    last,
    earlier,
    before,
    remarks: row.state === 'returned' ? (asked?.remarks ?? []) : [],
    returnedAt: row.state === 'returned' ? (asked?.at ?? null) : null,
    // Who rules does so alone; a section's head confirms what a section writes.
    hasHead: heads > 0 && !stage?.rules,
    amounts,
    promises,
    stage,
    selected: row.stepKind === 'select' ? await verifiedOf(db, cycleId) : [],
    subjects: fields.some(({ type }) => type === 'statements') ? await statementSubjects(db, cycleId, row.post) : [],
    ...(await answeringOf(db, definition, { id, cycleId, step: row.step, subject: row.subject }, fields)),
  }
}

/** One version of an assignment by its number. */
export async function versionNo(db: Database, processId: string, no: number): Promise<VersionContent | null> {
  const rows = await db.$queryRaw<VersionContent[]>`SELECT id, no, content FROM version WHERE process_id = ${processId} AND no = ${no}`
  return rows[0] ?? null
}

const verifiedOf = (db: Database, cycleId: string) =>
  db.programme.findMany({ where: { cycleId, verified: true }, select: { key: true, name: true }, orderBy: { position: 'asc' } })

/** City, definition and fiscal year of a cycle's id. */
function placeOf(cycleId: string) {
  const [city = '', , definition = '', year = ''] = cycleId.split('/')
  return { city, definition, fiscalYear: Number(year) }
}

async function lastReturn(db: Database, id: string): Promise<{ remarks: Remark[]; at: Instant } | null> {
  const rows = await db.$queryRaw<{ remarks: Remark[] | null; reason: string | null; at: Date }[]>`
    SELECT payload -> 'remarks' AS remarks, payload ->> 'reason' AS reason, received_at AS at FROM command
    WHERE process_id = ${id} AND act = 'return' AND state = 'applied' ORDER BY seq DESC LIMIT 1`
  const row = rows[0]
  if (!row) return null
  const whole = row.reason ? [{ field: '', text: row.reason }] : []
  return { remarks: row.remarks?.length ? row.remarks : whole, at: row.at.toISOString() }
}
