import type { Bundle } from '../../domain/bundle/schema.js'
import { pageOf } from '../../domain/correspondence/pages.js'
import type { Definition } from '../../domain/definition/schema.js'
import { unregisteredName } from '../../domain/review/whole.js'
import type { Application } from '../app/application.js'
import type { Connections } from '../app/connections.js'
import type { benchOf } from './bench.js'
import { isTouched, mustBeUntouched, type Plan } from './left.js'
import { meetingsOf } from './meetings.js'
import { officeSteering } from './office.js'
import { mustHaveHappened, type NextAct, type Waiting } from './people.js'
import { waitingIn } from './read-waiting.js'
import { type reviewOf, yearPage } from './review.js'

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

  const perform = async (request: NextAct['request']): Promise<void> => mustHaveHappened(await app.act(request))

  async function ofYear(year: ActingYear, waiting: Waiting[], now: Date): Promise<Plan[]> {
    const acts = waiting
      .filter(({ stepKey, stepKind }) => stepKind !== 'meet' || !meetings.isMet(year, stepKey))
      .flatMap((one) => {
        const act = year.next(one)
        return act === null ? [] : [planOf(year, one, act)]
      })
    const steering = await officeSteering(connections, year.definition, year.id, year.office, now)
    return [
      ...acts,
      ...steering.map(({ at, stepKey, request }) => ({
        at,
        key: request.id ?? '',
        what: stepName(year, stepKey),
        page: yearPage(year.id, `steps/${stepKey}`),
        perform: () => perform(request),
      })),
    ]
  }

  function planOf(year: ActingYear, waiting: Waiting, { at, request }: NextAct): Plan {
    const { id, stepKey, subject, drafted } = waiting
    const ordered = year.bench.isOrdered(waiting, request)
    const own = request.act === 'submit' || request.act === 'attest'
    return {
      at,
      key: `${request.id} ${isTouched(waiting) ? 'touched' : drafted}`,
      what: `${stepName(year, stepKey)}（${subjectName(year, subject)}）`,
      page: (ordered ? yearPage(year.id, `review/workbench/${subject}`) : pageOf(id, false)) ?? '',
      perform: async () => {
        if (own) mustBeUntouched(waiting)
        // What is handed in is completed with what is known only now.
        const complete = request.act === 'submit' ? await year.review.completed(waiting, request) : request
        await (ordered ? year.bench.order(waiting, complete.content) : perform(complete))
      },
    }
  }

  return {
    async plans(years: ActingYear[], now: Date): Promise<Plan[]> {
      const waiting = await Promise.all(years.map(({ id }) => waitingIn(connections.db, id)))
      const plans = await Promise.all(years.map((year, at) => ofYear(year, waiting[at] ?? [], now)))
      const met = await meetings.plans(years.map((year, at) => ({ ...year, waiting: waiting[at] ?? [] })))
      return [...plans.flat(), ...met]
    },
  }
}

const stepName = ({ definition }: ActingYear, step: string): string => definition.steps.find(({ id }) => id === step)?.name ?? step

const subjectName = ({ bundle }: ActingYear, subject: string): string =>
  bundle.programmes.find(({ key }) => key === subject)?.name ?? unregisteredName(subject)
