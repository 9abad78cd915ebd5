import { type CycleAddress, cyclePath } from './paths.js'

/** 工程: where one step stands, and what the office does about it. */
export const stepPath = (cycle: CycleAddress, step: string): string => `${cyclePath(cycle)}/steps/${step}`

/** The page of a step by its id. */
export function stepPathOf(id: string): string {
  const [city = '', , definition = '', year = '', step = ''] = id.split('/')
  return stepPath({ city, definition, fiscalYear: Number(year) }, step)
}
