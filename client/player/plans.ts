import type { Bundle } from '../../domain/bundle/schema.js'
import type { Definition } from '../../domain/definition/schema.js'
import type { Application } from '../app/application.js'
import type { Connections } from '../app/connections.js'
import { Refused } from '../app/errors.js'
import type { benchOf } from './bench.js'
import { meetingsOf } from './meetings.js'
import { officeSteering } from './office.js'
import { mustHaveHappened, type NextAct, type Plan, type Waiting } from './people.js'
import { waitingIn } from './read-waiting.js'
import type { reviewOf } from './review.js'

/** A year with the people who act in it. */
export interface ActingYear {
  id: string
  office: string
  bundle: Bundle
  definition: Definition
  review: ReturnType<typeof reviewOf>
  bench: ReturnType<typeof benchOf>
  next(waiting: Waiting): NextAct | null
}

/** What all people of the years are going to do next, each as the records stand now. */
export function plansOf(connections: Connections, app: Pick<Application, 'act'>, city: string) {
  const meetings = meetingsOf(connections, app, city)

  async function perform(request: NextAct['request']): Promise<void> {
    mustHaveHappened(request, await app.act(request))
  }

  async function ofYear(year: ActingYear, waiting: Waiting[], now: Date): Promise<Plan[]> {
    const acts = waiting
      .filter(({ stepKey, stepKind }) => stepKind !== 'meet' || !meetings.isMet(year, stepKey))
      .flatMap((one) => {
        const act = year.next(one)
        return act === null ? [] : [{ ...act, waiting: one, ordered: year.bench.isOrdered(one, act.request) }]
      })
    const single = acts
      .filter(({ ordered }) => !ordered)
      .map(({ at, waiting: one, request }) => ({
        at,
        // What is handed in is completed with what is known only now.
        perform: async () => perform(request.act === 'submit' ? await year.review.completed(one, request) : request),
      }))
    const steering = await officeSteering(connections, year.definition, year.id, year.office, now)
    return [
      ...single,
      ...together(
        year,
        acts.filter(({ ordered }) => ordered),
      ),
      ...steering.map(({ at, request }) => ({ at, perform: () => perform(request) })),
    ]
  }

  /** Opinions that are handed in at one instant go out from the workbench together. */
  const together = (year: ActingYear, acts: (NextAct & { waiting: Waiting })[]): Plan[] =>
    [...new Set(acts.map(({ at }) => at))].map((at) => ({
      at,
      perform: async () => {
        const items = acts.filter((act) => act.at === at)
        const contents = await Promise.all(items.map(({ waiting, request }) => year.review.completed(waiting, request)))
        await year.bench.order(items.map(({ waiting }, index) => ({ waiting, content: contents[index]?.content })))
      },
    }))

  return {
    async plans(years: ActingYear[], now: Date): Promise<Plan[]> {
      const waiting = await Promise.all(years.map(({ id }) => waitingIn(connections.db, id)))
      const plans = await Promise.all(years.map((year, at) => ofYear(year, waiting[at] ?? [], now)))
      const met = await meetings.plans(years.map((year, at) => ({ ...year, waiting: waiting[at] ?? [] })))
      return [...plans.flat(), ...met]
    },
  }
}

/** Acts at one instant that go out side by side. */
const hands = 8

/** Does what is due; what somebody else's act came before is derived anew. */
export async function inParallel(due: Plan[]): Promise<void> {
  const queue = [...due]
  await Promise.all(
    Array.from({ length: Math.min(hands, queue.length) }, async () => {
      for (let plan = queue.shift(); plan !== undefined; plan = queue.shift()) await plan.perform().catch(unlessMeanwhile)
    }),
  )
}

function unlessMeanwhile(error: unknown): void {
  if (!(error instanceof Refused && error.code === 'changed-meanwhile')) throw error
}
