import type { Database } from '../../../../prisma/db.js'

/** The steps whose askings are rulings on a package, not what is in it: its own, and every route. One statement. */
export async function deciding(db: Pick<Database, '$queryRaw'>, cycleId: string, stepKey: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ key: string }[]>`
    SELECT s.step ->> 'id' AS key FROM process y JOIN snapshot n ON n.id = y.id || '@' || y.snapshot_no,
      jsonb_array_elements(n.body -> 'steps') s(step)
    WHERE y.id = ${cycleId} AND coalesce((s.step ->> 'inTurn')::bool, false)`
  return [stepKey, ...rows.map(({ key }) => key)]
}
