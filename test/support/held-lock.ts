import pg from 'pg'
import type { Rig } from './rig.js'
import { eventually } from './stage.js'

export interface HeldLock {
  /** waits until this many others of the city's database stand waiting for a lock, this one or one behind it */
  waitedForBy(others: number): Promise<void>
  /** takes one more, in the same transaction */
  also(statement: string, values: unknown[]): Promise<unknown>
  release(): Promise<void>
}

/** Takes a lock on the rig's database with a statement of its own and holds it, so that what races elsewhere meets at one point. */
export async function holdLock(rig: Rig, statement: string, values: unknown[]): Promise<HeldLock> {
  const client = new pg.Client({ connectionString: rig.database.ownerUrl })
  await client.connect()
  await client.query('BEGIN')
  await client.query(statement, values)
  // Within one transaction PostgreSQL shows activity as first looked at, unless told to forget it.
  const waiting = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
  return {
    waitedForBy: (others) =>
      eventually(`${others} wait for the lock`, async () => {
        await client.query('SELECT pg_stat_clear_snapshot()')
        return ((await client.query(waiting)).rows[0]?.n ?? 0) >= others
      }),
    also: (statement, values) => client.query(statement, values),
    async release() {
      await client.query('ROLLBACK')
      await client.end()
    },
  }
}
