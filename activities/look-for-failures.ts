import { courierId } from '../domain/process/ids.js'
import type { Dependencies } from './dependencies.js'
import { failureKinds, failuresIn, tell } from './differences.js'
import { flowsOf, openIn } from './flows.js'

/**
 * Looks for flows of a city whose code or whose activities fail, raises what is found and clears what is over. No activity: the
 * worker's process calls it by itself, since a version that cannot run any workflow must be told of, too. It asks and writes
 * no history, and several workers may look at once.
 * @returns the ids of the flows that fail
 */
export async function lookForFailures({ db, temporal }: Pick<Dependencies, 'db' | 'temporal'>, city: string): Promise<string[]> {
  const failures = failuresIn(await flowsOf(temporal, [...(await openIn(db, city)), courierId(city)]))
  await tell(db, city, failures, failureKinds)
  return failures.map(({ process }) => process ?? city)
}
