import { definition as definitionSchema } from '../../domain/definition/schema.js'
import { cycleId } from '../../domain/process/ids.js'
import type { Rig } from './rig.js'

/**
 * Starts another fiscal year of a rig's city (`after` years later), whose body meets on that day (of the fiscal year, counted from
 * its own); without one, at the time of this year's meeting. @returns its id
 */
export async function startNextYear(rig: Rig, { day = '06-28', opens = '05-30', after = 1, inYear = 0 } = {}): Promise<string> {
  const { definition, bundle } = rig
  const gathering = (step: (typeof definition.steps)[number]) => ({
    ...step,
    after: [],
    opens: { date: opens, fiscalYear: inYear, at: '10:00', roll: 'forward' },
    due: { date: day, fiscalYear: inYear },
  })
  const next = definitionSchema.parse({
    ...definition,
    steps: definition.steps.map((step) => (step.id === 'gathering' ? gathering(step) : step)),
  })
  const { departments, posts, programmes, fiscalYear, startsAt } = bundle
  const register = { departments, posts, programmes }
  await rig.app.startCycle({
    definition: next,
    fiscalYear: fiscalYear + after,
    register,
    post: rig.office,
    playedFrom: startsAt,
    mailsLeave: true,
  })
  return cycleId(rig.city, definition.id, fiscalYear + after)
}
