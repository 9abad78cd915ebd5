import type { Transaction } from './trail.js'

/** The city's present instant: the wall's, or the played one's. Everything that is recorded takes the time from here. */
export async function nowOf(tx: Transaction, city: string): Promise<Date> {
  const rows = await tx.$queryRaw<
    { now: Date }[]
  >`SELECT CASE WHEN played THEN now ELSE clock_timestamp() END AS now FROM clock WHERE city = ${city}`
  const now = rows[0]?.now
  if (!now) throw new Error(`The city ${city} has no clock: start a cycle first.`)
  return now
}
