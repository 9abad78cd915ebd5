import { definition as definitionSchema } from '../../domain/definition/schema.js'
import { cycleId } from '../../domain/process/ids.js'
import type { Rig } from './rig.js'

/** Starts the next fiscal year of a rig's city, whose body meets in June of that year: at the time of this year's meeting. @returns its id */
export async function startNextYear(rig: Rig, day = '06-28'): Promise<string> {
  const { definition, bundle } = rig
  const gathering = (step: (typeof definition.steps)[number]) => ({
    ...step,
    after: [],
    opens: { date: '05-30', at: '10:00', roll: 'forward' },
    due: { date: day },
  })
  const next = definitionSchema.parse({
    ...definition,
    steps: definition.steps.map((step) => (step.id === 'gathering' ? gathering(step) : step)),
  })
  const { departments, posts, programmes, fiscalYear, startsAt } = bundle
  const register = { departments, posts, programmes }
  await rig.app.startCycle({
    definition: next,
    fiscalYear: fiscalYear + 1,
    register,
    post: rig.office,
    playedFrom: startsAt,
    mailsLeave: true,
  })
  return cycleId(rig.city, definition.id, fiscalYear + 1)
}
