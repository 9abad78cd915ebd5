import type { Database } from './db.js'

/** The newest package (起案の資料) of an approval, held against what stands now. */
export interface PackageStanding {
  no: number
  /** the trail's head it was made at */
  trailHead: { no: number; hash: string }
  /** accepted sheets that it was made from */
  versions: number
  /** sheets that are others by now: accepted anew, accepted since, no longer accepted */
  changed: number
}

/** The steps whose askings are rulings on a package, not what is in it: its own, and every route. One statement. */
export async function deciding(db: Pick<Database, '$queryRaw'>, cycleId: string, stepKey: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ key: string }[]>`
    SELECT s.step ->> 'id' AS key FROM process y JOIN snapshot n ON n.id = y.id || '@' || y.snapshot_no,
      jsonb_array_elements(n.body -> 'steps') s(step)
    WHERE y.id = ${cycleId} AND coalesce((s.step ->> 'inTurn')::bool, false)`
  return [stepKey, ...rows.map(({ key }) => key)]
}

/** How the newest package of a step stands; null: none was made. Two statements. */
export async function newestPackage(db: Pick<Database, '$queryRaw'>, cycleId: string, stepKey: string): Promise<PackageStanding | null> {
  const without = await deciding(db, cycleId, stepKey)
  const [row] = await db.$queryRaw<PackageStanding[]>`
    WITH list AS (
      SELECT position AS no, convert_from(bytes, 'UTF8')::jsonb AS body FROM document
      WHERE owner_id = ${`${cycleId}/${stepKey}`} AND kind = 'package-list' ORDER BY position DESC LIMIT 1),
    packaged AS (
      SELECT v ->> 'of' AS of, v ->> 'versionId' AS version FROM list, jsonb_array_elements(list.body -> 'versions') v
      WHERE split_part(v ->> 'of', '/', 1) <> ALL(${without})),
    accepted AS (
      SELECT step_key || '/' || subject AS of, accepted_version AS version FROM process
      WHERE cycle_id = ${cycleId} AND kind = 'assignment' AND step_key <> ALL(${without}) AND state IN ('accepted', 'attested'))
    SELECT list.no, list.body -> 'trailHead' AS "trailHead", (SELECT count(*)::int FROM packaged) AS versions,
      (SELECT count(*)::int FROM packaged p FULL JOIN accepted a USING (of)
        WHERE p.of IS NULL OR a.of IS NULL OR p.version IS DISTINCT FROM a.version) AS changed
    FROM list`
  return row ?? null
}
