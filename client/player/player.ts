import { setTimeout as sleep } from 'node:timers/promises'
import type { Bundle } from '../../domain/bundle/schema.js'
import { gateQuestion } from '../../domain/definition/gate-question.js'
import type { Definition } from '../../domain/definition/schema.js'
import type { Instant } from '../../domain/process/command.js'
import { cycleId } from '../../domain/process/ids.js'
import { sha256 } from '../../domain/trail/canonical.js'
import { gateFindings } from '../../prisma/gate-findings.js'
import type { Application } from '../app/application.js'
import type { Connections } from '../app/connections.js'
import { enrolMailboxes } from '../app/people/enrol.js'
import { advanceClock, standing, tellClock, urge } from '../app/played-clock.js'
import type { Request } from '../app/request.js'
import { firstMailsWait } from '../app/steering/first-mails.js'
import { releaseMails } from '../app/steering/release-mails.js'
import { directoryOf } from './directory.js'
import { type NextAct, peopleOf, type Waiting } from './people.js'

/** What has just happened, for whoever watches. */
export interface Moment {
  now: Date
  /** steps by state */
  steps: Record<string, string>
  acts: number
}

export interface PlayOptions {
  bundle: Bundle
  definition: Definition
  watch?: (moment: Moment) => void
  signal?: AbortSignal
  /** the people stop here, and the clock with them: from then on whoever signs in acts for them */
  until?: Instant
}

/** Acts of people at one instant that go out side by side. */
const hands = 8
/** Milliseconds between two looks while something holds the clock: soon at first, then less often. */
const glance = { first: 10, longest: 80 }
/** Milliseconds before a hint or a command is sent again. */
const patience = 2_000

/** The year cannot go on: nobody has anything to do and it has not ended. */
export class YearStuck extends Error {
  override readonly name = 'YearStuck'
}

/**
 * Plays one recorded year to its seal, or to `until`, on the played clock, through the same application as everybody else. What to do next is
 * read from the projections alone: killed at any point, the next call goes on where the year stands.
 * @returns the cycle's id
 */
export async function play(connections: Connections, app: Application, options: PlayOptions): Promise<string> {
  const { bundle, definition } = options
  const { db, temporal } = connections
  const city = definition.city.id
  const id = cycleId(city, definition.id, bundle.fiscalYear)
  const officePost = bundle.posts.find((post) => post.role === 'office')
  if (!officePost) throw new Error('The bundle has no post with the role office.')
  const office = `${city}/${officePost.key}`
  if (await db.process.findUnique({ where: { id }, select: { id: true } })) await app.ensureRunning(city)
  else {
    const register = { departments: bundle.departments, posts: bundle.posts, programmes: bundle.programmes }
    await app.startCycle({ definition, fiscalYear: bundle.fiscalYear, register, post: office, playedFrom: bundle.startsAt })
  }
  await enrolMailboxes(db, city)

  const next = peopleOf(bundle, definition, office)
  let acts = 0
  let told = 0
  let pause = glance.first
  const directory = directoryOf(connections, app, city)
  for (;;) {
    options.signal?.throwIfAborted()
    const still = await standing(db, city)
    if (still.because !== null) {
      if (Date.now() - told > patience) {
        told = Date.now()
        await urge(connections, app, city)
      }
      await sleep(pause)
      pause = Math.min(pause * 1.5, glance.longest)
      continue
    }
    pause = glance.first
    const cycle = await db.process.findUniqueOrThrow({ where: { id }, select: { state: true } })
    if (cycle.state === 'sealed' && still.nextWake === null) return id

    if (await lookAtFirstMails(connections, id, office)) continue
    if (await directory.moved(still.now)) continue
    const plans = [...(await waitingIn(db, id)).map(next), ...(await officeSteering(connections, definition, id, office, still.now))]
    const due = plans.filter((plan) => plan.at <= still.now.toISOString())
    if (due.length > 0) {
      acts += due.length
      await inParallel(due, (plan) => perform(app, plan.request))
      continue
    }
    if (options.until && still.now.toISOString() >= options.until) return id
    const upcoming = [...plans.map((plan) => plan.at), ...(options.until ? [options.until] : [])].sort()[0] ?? null
    const clock = await advanceClock(db, city, directory.soonest(upcoming, still.nextWake))
    if (clock.moved) {
      told = Date.now()
      await tellClock(db, temporal, city)
      if (options.watch) options.watch({ now: clock.now, steps: await stepStates(db, id), acts })
    } else if (clock.because === null) throw new YearStuck(await explain(connections, definition, id))
  }
}

/** The office looks at the first mails of the year as soon as there are any, and lets them leave. @returns whether it did so now */
async function lookAtFirstMails(connections: Connections, cycle: string, office: string): Promise<boolean> {
  const year = await connections.db.process.findUnique({ where: { id: cycle }, select: { mailReleasedAt: true } })
  if (year?.mailReleasedAt || !(await firstMailsWait(connections.db, cycle))) return false
  const id = sha256(`${cycle}\nrelease-mails`).slice(0, 32)
  await releaseMails(connections, { id, cycleId: cycle, post: office, person: null, via: 'player' })
  return true
}

async function perform(app: Application, request: Request): Promise<void> {
  const outcome = await app.act(request)
  // Somebody else's act came first: what to do now is derived anew.
  if (outcome.state === 'refused' && outcome.refusal !== 'changed-meanwhile') {
    throw new Error(`${request.act} of ${request.processId} by ${request.post} was refused: ${outcome.refusal}`)
  }
}

async function inParallel<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items]
  await Promise.all(
    Array.from({ length: Math.min(hands, queue.length) }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
    }),
  )
}

/** Everything that waits for somebody, with what has been done about it so far. */
const waitingIn = (db: Connections['db'], cycle: string): Promise<Waiting[]> =>
  db.$queryRaw<Waiting[]>`
    SELECT p.id, p.step_key AS "stepKey", p.step_kind AS "stepKind", p.subject, p.form, p.round, p.state, p.seq, p.checked, p.post, p.check_post AS "checkPost",
      p.asked_at AS "askedAt", p.due_at AS "dueAt", p.updated_at AS "updatedAt", p.paused_until AS "pausedUntil", p.version_id AS "versionId",
      count(*) FILTER (WHERE c.act = 'return')::int AS returns,
      count(*) FILTER (WHERE c.act = 'extend')::int AS extensions,
      count(*) FILTER (WHERE c.act = 'record-call')::int AS calls,
      count(*) FILTER (WHERE c.act = 'request-extension')::int AS requests,
      max(x.payload ->> 'wishedAt') AS "wishedAt", max(x.received_at) AS "wishedOn"
    FROM process p LEFT JOIN command c ON c.process_id = p.id AND c.state = 'applied' LEFT JOIN command x ON x.id = p.extension_asked
    WHERE p.cycle_id = ${cycle} AND p.kind = 'assignment' AND p.state IN ('open', 'returned', 'submitted') AND NOT p.sealed
    GROUP BY p.id ORDER BY p.id`

/** What the office does about a gate that stays shut though everybody has done their part: it looks, and says so by name. */
async function officeSteering({ db }: Connections, definition: Definition, cycle: string, office: string, now: Date): Promise<NextAct[]> {
  const shut = await db.$queryRaw<
    { id: string; stepKey: string; seq: number; open: number; overrides: { requirement: string }[]; second: string | null }[]
  >`
    SELECT p.id, p.step_key AS "stepKey", p.seq, g.open, g.overrides,
      (SELECT t.id FROM post t WHERE t.city = p.city AND t.role IN ('approver', 'head') ORDER BY t.role, t.id LIMIT 1) AS second
    FROM process p JOIN gate g ON g.id = p.id
    WHERE p.parent_id = ${cycle} AND p.kind = 'step' AND p.state = 'open' AND g.open = 0`
  const acts: NextAct[] = []
  for (const step of shut) {
    const [finding] = await gateFindings(db, gateQuestion(definition, cycle, step.stepKey), step)
    if (finding === undefined || finding === 'open') continue
    const request: Request =
      finding === 'fresh'
        ? { processId: step.id, act: 'confirm', post: office, via: 'player', reason: '受理後に修正されたシートを確認した。' }
        : {
            processId: step.id,
            act: 'override',
            post: office,
            via: 'player',
            requirement: finding,
            reason: '記録に対応の記載がないため、対応のないまま進める。',
            ...(step.second ? { second: step.second } : {}),
          }
    acts.push({ at: now.toISOString(), request: { ...request, id: sha256(`${step.id}\n${step.seq}\n${request.act}`).slice(0, 32) } })
  }
  return acts
}

async function stepStates(db: Connections['db'], cycle: string): Promise<Record<string, string>> {
  const steps = await db.process.findMany({ where: { parentId: cycle, kind: 'step' }, select: { stepKey: true, state: true } })
  return Object.fromEntries(steps.map((step) => [step.stepKey, step.state]))
}

async function explain({ db }: Connections, definition: Definition, cycle: string): Promise<string> {
  const steps = await db.process.findMany({ where: { parentId: cycle, kind: 'step', state: { in: ['waiting', 'open'] } } })
  const reasons: string[] = []
  for (const step of steps) {
    const gate = await db.gate.findUniqueOrThrow({ where: { id: step.id } })
    const findings = await gateFindings(db, gateQuestion(definition, cycle, step.stepKey ?? ''), {
      open: gate.open,
      overrides: gate.overrides as unknown as { requirement: string }[],
    })
    reasons.push(`${step.stepKey} is ${step.state} and lacks: ${findings.join(', ') || 'nothing'}`)
  }
  return `Nobody has anything to do and the year has not ended. ${reasons.join('; ')}`
}
