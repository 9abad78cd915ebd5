import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../support/database.js'

let database: TestDatabase
let db: pg.Client
const years = 6
/** remarks of a year that stand; every third was corrected, every ninth twice */
const standing = 300
const cycle = (year: number) => `c/review/${year}`

beforeAll(async () => {
  database = await freshDatabase()
  db = new pg.Client({ connectionString: database.ownerUrl })
  await db.connect()
  for (let year = 1; year <= years; year += 1) await writeYear(year)
  await db.query('ANALYZE')
})
afterAll(async () => {
  await db?.end()
  await database?.drop()
})

const columns = 'cycle_id, subject, text, seat, source, place, replaces, taken_back, by_post, by_person, recorded_at'

/** One year: what the office wrote down, its corrections, and twenty members who agree to some of it and add something of their own. */
async function writeYear(year: number): Promise<void> {
  const id = cycle(year)
  const rows = (text: string, replaces: string, of: string) =>
    db.query(
      `INSERT INTO remark (${columns}) SELECT $1, 'p-' || n % 40, ${text}, 'c/seat-' || n % 20, 'meeting', '', ${replaces}, false, 'c/office', '', now() FROM ${of}`,
      [id],
    )
  await rows(`'発言' || n`, 'NULL', `generate_series(1, ${standing}) AS n`)
  for (const every of [3, 9])
    await rows(
      `'直した発言' || n`,
      'r.no',
      `(SELECT r.no, split_part(r.text, '発言', 2)::int AS n FROM remark r WHERE r.cycle_id = $1
      AND NOT EXISTS (SELECT 1 FROM remark x WHERE x.replaces = r.no)) r WHERE n % ${every} = 0`,
    )
  await db.query(
    `INSERT INTO process (id, kind, city, cycle_id, subject, post, state, accepted_version, updated_at)
    SELECT $1 || '/voices/' || s, 'assignment', 'c', $1, 'seat-' || s, 'c/seat-' || s, 'accepted', $1 || '/voices/' || s || '@1', now() FROM generate_series(0, 19) AS s`,
    [id],
  )
  await db.query(
    `INSERT INTO version (id, process_id, cycle_id, subject, form, no, hash, by_post, created_at, content)
    SELECT p.accepted_version, p.id, $1, p.subject, 'voice', 1, '-', p.post, now(), jsonb_build_object('statements',
      (SELECT jsonb_agg(jsonb_build_object('id', 'i' || r.no, 'subject', r.subject, 'text', CASE WHEN r.no % 4 = 0 THEN '委員の言葉' ELSE '' END, 'of', r.no, 'agreed', r.no % 4 <> 0))
        FROM remark r WHERE r.cycle_id = $1 AND r.seat = p.post AND NOT EXISTS (SELECT 1 FROM remark x WHERE x.replaces = r.no)) ||
      jsonb_build_array(jsonb_build_object('id', 'own', 'subject', 'p-1', 'text', '委員が書いた意見')))
    FROM process p WHERE p.cycle_id = $1`,
    [id],
  )
}

interface Plan {
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  Plans?: Plan[]
}

/** Rows of a table that a plan's scans took in their hands. */
function touched(plan: Plan, table: string): number {
  const own = plan['Relation Name'] === table ? (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops'] : 0
  return own + (plan.Plans ?? []).reduce((sum, one) => sum + touched(one, table), 0)
}

test('what was said in one year is read from that year’s rows', async () => {
  const { rows } = await db.query(`EXPLAIN (ANALYZE, FORMAT JSON) SELECT * FROM said WHERE cycle_id = '${cycle(3)}'`)
  const [{ Plan: plan }] = rows[0]['QUERY PLAN']
  const {
    rows: [{ n: own }],
  } = await db.query('SELECT count(*)::int AS n FROM remark WHERE cycle_id = $1', [cycle(3)])
  expect(touched(plan, 'remark')).toBeLessThanOrEqual(3 * own)
})

test('a remark is known by its first row, in its newest words or the member’s, and once', async () => {
  const { rows } = await db.query(
    `SELECT key, text, recorded, remark_no AS no, confirmed FROM said WHERE cycle_id = $1 ORDER BY remark_no`,
    [cycle(2)],
  )
  expect(rows).toHaveLength(standing + 20)
  expect(new Set(rows.map(({ key }) => key)).size).toBe(standing + 20)
  const firsts = await db.query('SELECT no, text FROM remark WHERE cycle_id = $1 AND replaces IS NULL ORDER BY no', [cycle(2)])
  expect(rows.flatMap(({ key, no }) => (no === null ? [] : [key])).sort()).toEqual(firsts.rows.map(({ no }) => `r${no}`).sort())
  for (const { text, recorded, no, confirmed } of rows.filter((row) => row.no !== null)) {
    expect(text).toBe(no % 4 === 0 ? '委員の言葉' : recorded)
    expect(confirmed).toBe(no % 4 === 0 ? 'mended' : 'agreed')
  }
  const corrected = rows.filter(({ recorded }) => recorded.startsWith('直した'))
  expect(corrected).toHaveLength(standing / 3)
})
