import type { Instant } from '../../../../domain/process/command.js'
import type { Database } from '../../../../prisma/db.js'
import type { Connections } from '../../connections.js'
import { Refused } from '../../errors.js'
import { refuseUnwritable } from '../../receive.js'
import { mustBeOffice } from '../../steering/hold-notice.js'
import { holdMaterials } from '../meetings/hold-materials.js'
import { type ReviewWord, tellOfReview, toldBefore } from '../tell-years.js'

/** 委員への公開: from when on members see the accepted sheets of the programmes they are assigned to. */
export interface SheetRelease extends Pick<ReviewWord, 'id' | 'post' | 'person' | 'via'> {
  cycleId: string
  /** false: taken back */
  visible: boolean
  /** of taking it back */
  reason?: string
}

/**
 * Releases a year's accepted sheets to the members, or takes the release back; what is accepted later is seen as soon as it is accepted.
 * Taking it back holds the materials that wait to leave: they show the sheets.
 * @returns whether anything changed: released already, or not at all, is nothing new
 * @throws Refused: no such year, sealed, not the office's post, no reason for taking it back
 */
export function releaseSheets({ db }: Pick<Connections, 'db'>, release: SheetRelease): Promise<boolean> {
  const { cycleId, post, visible, reason = '' } = release
  refuseUnwritable({ reason })
  if (!visible && reason.trim() === '')
    throw new Refused('incomplete-command', ['公開を取りやめる理由を書いてください。理由は記録に残ります。'])
  return db.$transaction(async (tx) => {
    if (await toldBefore(tx, release)) return false
    const [cycle] = await tx.$queryRaw<{ city: string; state: string; seenAt: Date | null; now: Date }[]>`
      SELECT c.city, c.state, c.members_see_at AS "seenAt", CASE WHEN k.played THEN k.now ELSE clock_timestamp() END AS now
      FROM process c JOIN clock k ON k.city = c.city WHERE c.id = ${cycleId} AND c.kind = 'cycle' FOR UPDATE OF c`
    if (!cycle) throw new Refused('unknown-process', [cycleId])
    await mustBeOffice(tx, post, cycle.city)
    if (cycle.state !== 'running') throw new Refused('sealed')
    if ((cycle.seenAt !== null) === visible) return false
    await tx.$executeRaw`UPDATE process SET members_see_at = ${visible ? cycle.now : null}::timestamptz WHERE id = ${cycleId}`
    const sheets = (await releasable(tx, cycleId)).filter(({ acceptedAt }) => acceptedAt !== null).length
    const held = visible
      ? 0
      : await holdMaterials(tx, { city: cycle.city, now: cycle.now, cycleId, why: 'シートの委員への公開が取りやめられたため、' })
    const kind = visible ? 'sheets-released' : 'sheets-hidden'
    await tellOfReview(tx, {
      ...release,
      asked: release,
      reason: visible ? '' : reason.trim(),
      cycleIds: [cycleId],
      kind,
      facts: { sheets, ...(held > 0 ? { held } : {}) },
    })
    return true
  })
}

/** A sheet of a verified programme, and when it was accepted. */
export interface ReleasableSheet {
  programme: string
  name: string
  assignment: string
  stepName: string
  state: string
  /** when the accepted version was handed in; null: none is accepted */
  acceptedAt: Instant | null
  version: number | null
  /** how many members look at it, and how many must not */
  members: number
  conflicts: number
}

/** The sheets that members see when they are released: those of the verified programmes. One statement. */
export async function releasable(db: Pick<Database, '$queryRaw'>, cycleId: string): Promise<ReleasableSheet[]> {
  const rows = await db.$queryRaw<(Omit<ReleasableSheet, 'acceptedAt'> & { acceptedAt: Date | null })[]>`
    WITH said AS (
      SELECT DISTINCT ON (programme, seat) programme, seat, standing FROM allotment WHERE cycle_id = ${cycleId} ORDER BY programme, seat, no DESC)
    SELECT g.key AS programme, g.name, p.id AS assignment, p.state, v.no AS version, v.created_at AS "acceptedAt",
      coalesce((SELECT e.item ->> 'name' FROM process c JOIN snapshot s ON s.cycle_id = c.id AND s.no = c.snapshot_no,
        jsonb_array_elements(s.body -> 'steps') AS e (item) WHERE c.id = ${cycleId} AND e.item ->> 'id' = p.step_key), p.step_key) AS "stepName",
      (SELECT count(*)::int FROM said WHERE said.programme = g.key AND standing = 'assigned') AS members,
      (SELECT count(*)::int FROM said WHERE said.programme = g.key AND standing = 'conflict') AS conflicts
    FROM programme g JOIN process p ON p.cycle_id = g.cycle_id AND p.kind = 'assignment' AND p.subject = g.key AND p.step_kind = 'collect'
      AND p.state <> 'withdrawn'
    LEFT JOIN version v ON v.id = p.accepted_version
    WHERE g.cycle_id = ${cycleId} AND g.verified ORDER BY g.position, p.opens_at, p.id`
  return rows.map((row) => ({ ...row, acceptedAt: row.acceptedAt?.toISOString() ?? null }))
}
