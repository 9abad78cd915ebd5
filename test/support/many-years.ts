import pg from 'pg'
import { asksOf } from '../../domain/asking/asks.js'
import type { Directory } from '../../domain/asking/directory.js'
import type { Bundle } from '../../domain/bundle/schema.js'
import { planYear } from '../../domain/calendar/plan.js'
import type { Definition, DefinitionStep } from '../../domain/definition/schema.js'
import { assignmentId, courierId, cycleId, stepId } from '../../domain/process/ids.js'
import { contentHash } from '../../domain/trail/canonical.js'
import { diceOf, madeUpContent } from './made-up-content.js'
import { madeUpYear } from './made-up-year.js'
import { insertRows, writeCourse, writePeople } from './many-years-sql.js'

/** Years of a made-up city as they stand at one instant. */
export interface ManyYears {
  definition: Definition
  programmes: number
  /** the newest fiscal year; it runs, and so does the one before it, with a few stragglers; all others are sealed */
  newest: number
  years: number
  /** where the city's played clock stands */
  now: string
}

export interface WrittenYears {
  city: string
  /** the newest year, and the path of its pages */
  cycle: string
  home: string
  /** key and mailbox of a section with up to 12 sheets to write, and the office's mailbox */
  section: string
  officer: string
  office: string
  assignments: number
}

interface Dates {
  opensAt: string
  dueAt: string
}
interface Year {
  id: string
  fiscalYear: number
  running: boolean
  newest: boolean
}
interface Subject {
  subject: string
  /** place in the register */
  position: number
  /** the last section's, who is to find 12 sheets */
  ofLast: boolean
}

/** Different contents for each form and round. */
const variants = 40
const perSection = 15

/**
 * Writes years straight into PostgreSQL as the database's owner, without any workflow: what takes the engine minutes takes seconds.
 * States are mixed as in the middle of a round: in draft, returned, to be checked, accepted, late. The trail's hashes are no chain.
 */
export async function writeYears(ownerUrl: string, given: ManyYears): Promise<WrittenYears> {
  const { definition, newest } = given
  const city = definition.city.id
  const db = new pg.Client({ connectionString: ownerUrl })
  await db.connect()
  try {
    await db.query('BEGIN')
    const register = madeUpYear({ programmes: given.programmes, verified: Math.round(given.programmes / 3), seed: 1, definition })
    await writeCity(db, given, register)
    for (let fiscalYear = newest - given.years + 1; fiscalYear <= newest; fiscalYear += 1) await writeYear(db, given, register, fiscalYear)
    await writeCourse(db, city, given.now)
    await db.query('COMMIT')
    await db.query('ANALYZE')
    const { rows } = await db.query<{ n: string }>(`SELECT count(*) AS n FROM process WHERE kind = 'assignment'`)
    const section = `section-${Math.ceil(given.programmes / perSection)}`
    return {
      city,
      cycle: cycleId(city, definition.id, newest),
      home: `/${city}/${definition.id}/${newest}`,
      section,
      officer: `${section}@${city}.example`,
      office: `office@${city}.example`,
      assignments: Number(rows[0]?.n),
    }
  } finally {
    await db.end()
  }
}

type Register = Pick<Bundle, 'departments' | 'posts' | 'programmes'>

async function writeCity(db: pg.Client, given: ManyYears, { departments, posts }: Register): Promise<void> {
  const city = given.definition.city.id
  await insertRows(db, 'clock', [{ city, played: true, now: given.now }])
  await insertRows(db, 'gate', [gate(courierId(city), city, true)])
  await insertRows(
    db,
    'department',
    departments.map((one) => ({ id: `${city}/${one.key}`, city, ...one })),
  )
  await insertRows(
    db,
    'post',
    posts.map((one) => ({ id: `${city}/${one.key}`, city, ...one })),
  )
  await writePeople(db, city)
  await db.query('CREATE TEMP TABLE made_up (fiscal_year int, form text, round text, variant int, content jsonb) ON COMMIT DROP')
}

async function writeYear(db: pg.Client, given: ManyYears, register: Register, fiscalYear: number): Promise<void> {
  const { definition, now } = given
  const city = definition.city.id
  const year: Year = {
    id: cycleId(city, definition.id, fiscalYear),
    fiscalYear,
    running: fiscalYear >= given.newest - 1,
    newest: fiscalYear === given.newest,
  }
  const { id: cycle_id, running } = year
  const plan = planYear(definition, fiscalYear)
  const opens_at = plan[definition.steps[0]?.id ?? '']?.opensAt ?? now
  await insertRows(db, 'snapshot', [
    { id: `${cycle_id}@1`, cycle_id, no: 1, body: definition, hash: contentHash(definition), created_at: opens_at },
  ])
  await insertRows(
    db,
    'programme',
    register.programmes.map((one, position) => ({ ...one, cycle_id, position })),
  )
  const own = { id: cycle_id, kind: 'cycle', city, cycle_id, definition: definition.id, fiscal_year: fiscalYear, snapshot_no: 1, opens_at }
  await insertRows(db, 'process', [{ ...own, ...begun(!running), state: running ? 'running' : 'sealed', updated_at: now }])
  await insertRows(db, 'gate', [gate(cycle_id, city, running)])
  await insertRows(db, 'chain_head', [{ cycle_id, no: 0, hash: '0'.repeat(64) }])
  const posts = new Map(register.posts.map((one) => [`${city}/${one.key}`, one.department]))
  const directory = {
    officer: (department: string) => `${city}/${department}-officer`,
    role: (role: string) => `${city}/${role}`,
    departmentOf: (post: string) => posts.get(post),
    seats: () => [],
  } as unknown as Directory
  for (const step of definition.steps) {
    const dates = plan[step.id] as Dates
    const state = stateOf(definition, step, dates, year, now)
    const asks =
      state === 'planned'
        ? []
        : asksOf(
            step,
            register.programmes.map((line) => ({ ...line, needsFinance: false })),
            directory,
          )
    const line = {
      id: stepId(cycle_id, step.id),
      kind: 'step',
      city,
      cycle_id,
      parent_id: cycle_id,
      step_key: step.id,
      step_kind: step.kind,
    }
    const closed_at = state === 'closed' ? dates.dueAt : null
    await insertRows(db, 'process', [
      { ...line, ...begun(!running), state, plan: dates, opens_at: dates.opensAt, due_at: dates.dueAt, closed_at, updated_at: now },
    ])
    const open = state === 'open' ? asks.length : 0
    await insertRows(db, 'gate', [{ ...gate(line.id, city, state === 'open'), expected: asks.length, open }])
    await writeAssignments(db, given, year, step, { dates, asks, state })
  }
  await writeContents(db, definition, fiscalYear)
}

const gate = (id: string, city: string, listening: boolean) => ({
  id,
  city,
  listening,
  version: 1,
  acted: 1,
  expected: 0,
  open: 0,
  stale: false,
  overrides: [],
})
const begun = (sealed: boolean) => ({ started: true, sealed, seq: 0, checked: true, overdue: false })

/** A step stays open for two weeks after its due day, the last step of the year before for a year: somebody always straggles. */
function stateOf(definition: Definition, step: DefinitionStep, dates: Dates, { running, newest }: Year, now: string): string {
  if (!running) return 'closed'
  const straggles = !newest && step === definition.steps.at(-1)
  const days = straggles ? 365 : newest ? 14 : 0
  const until = new Date(Date.parse(dates.dueAt) + days * 86_400_000).toISOString()
  return until <= now ? 'closed' : dates.opensAt <= now ? 'open' : 'planned'
}

type Asks = ReturnType<typeof asksOf>

async function writeAssignments(
  db: pg.Client,
  { definition, programmes, now }: ManyYears,
  year: Year,
  step: DefinitionStep,
  { dates, asks, state }: { dates: Dates; asks: Asks; state: string },
): Promise<void> {
  const city = definition.city.id
  const position = (subject: string) => Number(/^p-(\d+)$/.exec(subject)?.[1] ?? 1) - 1
  const rows = asks.map(({ subject, ask, form, post, checkPost }) => {
    const at = position(subject)
    const stands = state === 'open' ? standing(year, { subject, position: at, ofLast: at >= programmes - perSection }) : 'accepted'
    const open = stands === 'open' || stands === 'returned'
    return {
      id: assignmentId(year.id, step.id, subject),
      kind: 'assignment',
      city,
      cycle_id: year.id,
      parent_id: stepId(year.id, step.id),
      ...begun(!year.running),
      state: stands,
      step_key: step.id,
      step_kind: step.kind,
      subject,
      form,
      round: ask.round ?? null,
      chase: ask.chase ?? null,
      checked: ask.check !== 'none',
      post,
      check_post: checkPost,
      opens_at: dates.opensAt,
      asked_at: dates.opensAt,
      due_at: dates.dueAt,
      check_due_at: stands === 'submitted' ? dates.dueAt : null,
      closed_at: open || stands === 'submitted' ? null : dates.dueAt,
      overdue: open && dates.dueAt <= now,
      updated_at: dates.opensAt,
    }
  })
  await insertRows(db, 'process', rows)
}

/** How far an open step's assignments have come. */
function standing({ newest }: Year, { position, ofLast }: Subject): string {
  if (!newest) return position % 8 === 0 ? 'open' : 'accepted'
  if (ofLast) return position % perSection >= 12 ? 'submitted' : position % 5 === 4 ? 'returned' : 'open'
  const lot = (position * 7) % 20
  return lot < 9 ? 'submitted' : lot < 12 ? 'accepted' : lot < 16 ? 'open' : lot < 18 ? 'returned' : 'attested'
}

/** Contents for what was handed in: some variants of each form and round, dealt out by `writeCourse`. */
async function writeContents(db: pg.Client, definition: Definition, fiscalYear: number): Promise<void> {
  const { rows } = await db.query<{ form: string; round: string | null }>(
    `SELECT DISTINCT p.form, p.round FROM process p JOIN process c ON c.id = p.cycle_id WHERE p.kind = 'assignment' AND c.fiscal_year = $1`,
    [fiscalYear],
  )
  const dice = diceOf(fiscalYear)
  const made = rows.flatMap(({ form, round }) =>
    Array.from({ length: variants }, (_, variant) => ({
      fiscal_year: fiscalYear,
      form,
      round,
      variant,
      content: madeUpContent(dice, definition, form, round, fiscalYear),
    })),
  )
  await insertRows(db, 'made_up', made)
}
