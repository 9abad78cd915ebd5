import { setTimeout as sleep } from 'node:timers/promises'
import type { Bundle } from '../../domain/bundle/schema.js'
import type { Definition } from '../../domain/definition/schema.js'
import type { Instant } from '../../domain/process/command.js'
import { cycleId } from '../../domain/process/ids.js'
import type { Application } from '../app/application.js'
import type { Connections } from '../app/connections.js'
import { enrolMailboxes } from '../app/people/enrol.js'
import { advanceClock, standing, tellClock, urge } from '../app/played-clock.js'
import { benchOf } from './bench.js'
import { directoryOf } from './directory.js'
import { leaving } from './left.js'
import { explain, lookAtFirstMails } from './office.js'
import { peopleOf } from './people.js'
import { plansOf } from './plans.js'
import { stepStates } from './read-waiting.js'
import { reviewOf } from './review.js'

/** What has just happened, for whoever watches. */
export interface Moment {
  now: Date
  /** steps by state */
  steps: Record<string, string>
  acts: number
}

/** A recorded year that is played. */
export interface PlayedYear {
  bundle: Bundle
  definition: Definition
  watch?: (moment: Moment) => void
}

export interface PlayLimits {
  signal?: AbortSignal
  /** the people stop here, and the clock with them: from then on whoever signs in acts for them */
  until?: Instant
  /** is told what the player leaves to people, in a sentence each */
  tell?: (sentence: string) => void
  /** where the pages are that these sentences name */
  site?: string
  /** where nobody of the record can go on, people are waited for; default: the play ends there (`YearStuck`) */
  waits?: boolean
}

export interface PlayOptions extends PlayedYear, PlayLimits {}

/** Acts at one instant that go out side by side. */
const hands = 8
/** Milliseconds between two looks while something holds the clock: soon at first, then less often. */
const glance = { first: 10, longest: 80 }
/** Milliseconds before a hint or a command is sent again. */
const patience = 2_000

/** The year cannot go on: nobody has anything to do and it has not ended. Its message says what is left to people, and what the steps lack. */
export class YearStuck extends Error {
  override readonly name = 'YearStuck'
}

/**
 * Plays one recorded year to its seal, or to `until`, on the played clock, through the same application as everybody else. What to do next is
 * read from the projections alone: killed at any point, the next call goes on where the year stands.
 * @returns the cycle's id
 */
export async function play(connections: Connections, app: Application, options: PlayOptions): Promise<string> {
  const { bundle, definition, watch, ...limits } = options
  const [id = ''] = await playYears(connections, app, [{ bundle, definition, ...(watch ? { watch } : {}) }], limits)
  return id
}

/**
 * Plays several recorded years of one city, each from its `startsAt` on, on the city's one clock.
 * @returns the cycles' ids, in the order given
 */
export async function playYears(connections: Connections, app: Application, given: PlayedYear[], limits: PlayLimits): Promise<string[]> {
  const { db, temporal } = connections
  const years = given.map((year) => yearOf(connections, year))
  const city = cityOf(years)
  const running = await begin(connections, app, years)
  let acts = 0
  let told = 0
  let pause = glance.first
  const directory = directoryOf(connections, app, city)
  const planning = plansOf(connections, app, city)
  const left = leaving(limits.tell ?? (() => undefined), limits.site)
  for (;;) {
    limits.signal?.throwIfAborted()
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
    const next = years.find((year) => !running.has(year) && year.bundle.startsAt <= still.now.toISOString())
    if (next) {
      await start(connections, app, next)
      running.add(next)
      continue
    }
    const begun = years.filter((year) => running.has(year))
    if (begun.length === years.length && still.nextWake === null && (await allSealed(db, begun))) return years.map(({ id }) => id)

    if (await lookAtFirstMails(connections, begun)) continue
    if (await directory.moved(still.now)) continue
    const now = still.now.toISOString()
    const first = (await Promise.all(begun.map(({ review }) => review.preparations(now)))).flat()
    if ((await left.act(first, 1)) > 0) continue
    const plans = await planning.plans(begun, still.now)
    const done = await left.act(
      plans.filter(({ at }) => at <= now),
      hands,
    )
    acts += done
    if (done > 0) continue
    if (limits.until && now >= limits.until) return years.map(({ id }) => id)
    const starts = years.filter((year) => !running.has(year)).map(({ bundle }) => bundle.startsAt)
    const coming = [...plans.map(({ at }) => at), ...starts, ...(limits.until ? [limits.until] : [])].filter((at) => at > now)
    const clock = await advanceClock(db, city, directory.soonest(coming.sort()[0] ?? null, still.nextWake))
    if (clock.moved) {
      told = Date.now()
      await tellClock(db, temporal, city)
      for (const { id, watch } of begun) watch?.({ now: clock.now, steps: await stepStates(db, id), acts })
    } else if (clock.because === null) {
      const lacking = await Promise.all(begun.map(({ definition, id }) => explain(connections, definition, id)))
      if (!limits.waits) throw new YearStuck([...left.words([...first, ...plans]), ...lacking].join('\n'))
      for (const sentence of lacking) left.say(sentence)
      await left.wait(patience, limits.signal)
    }
  }
}

type Year = ReturnType<typeof yearOf>

function yearOf(connections: Connections, { bundle, definition, watch }: PlayedYear) {
  const officePost = bundle.posts.find((post) => post.role === 'office')
  if (!officePost) throw new Error('The bundle has no post with the role office.')
  const city = definition.city.id
  const office = `${city}/${officePost.key}`
  const id = cycleId(city, definition.id, bundle.fiscalYear)
  const own = { id, office, bundle, definition }
  const [review, bench] = [reviewOf(connections, own), benchOf(connections, own)]
  return { ...own, city, watch, review, bench, next: peopleOf(bundle, definition, office) }
}

function cityOf(years: Year[]): string {
  const [city = '', ...others] = new Set(years.map((year) => year.city))
  if (others.length > 0) throw new Error('Years that are played together are of one city.')
  if (new Set(years.map(({ id }) => id)).size < years.length) throw new Error('A year cannot be played twice at once.')
  return city
}

/** Goes on with the years that have begun; without any, the earliest begins. @returns those that run */
async function begin(connections: Connections, app: Application, years: Year[]): Promise<Set<Year>> {
  const rows = await connections.db.process.findMany({ where: { id: { in: years.map(({ id }) => id) } }, select: { id: true } })
  const known = years.filter(({ id }) => rows.some((row) => row.id === id))
  const [earliest] = years.toSorted((a, b) => (a.bundle.startsAt < b.bundle.startsAt ? -1 : 1))
  if (known.length > 0 && earliest) {
    await app.ensureRunning(earliest.city)
    await enrolMailboxes(connections.db, earliest.city)
  } else if (earliest) {
    await start(connections, app, earliest)
    known.push(earliest)
  }
  return new Set(known)
}

async function start(connections: Connections, app: Application, { bundle, definition, office, city }: Year): Promise<void> {
  const register = { departments: bundle.departments, posts: bundle.posts, programmes: bundle.programmes }
  await app.startCycle({ definition, fiscalYear: bundle.fiscalYear, register, post: office, playedFrom: bundle.startsAt })
  await enrolMailboxes(connections.db, city)
}

const allSealed = async (db: Connections['db'], years: Year[]): Promise<boolean> =>
  (await db.process.count({ where: { id: { in: years.map(({ id }) => id) }, state: 'sealed' } })) === years.length
