import { type CityDate, dateOf, instantAt } from '../../domain/calendar/instants.js'
import type { Instant } from '../../domain/process/command.js'
import type { Application } from '../app/application.js'
import type { Connections } from '../app/connections.js'
import { directoryDays, moveDue } from '../app/people/move-due.js'

/** The directory of a played city: what it has due is done in played time, on each day that the clock comes to, before people act. */
export function directoryOf(connections: Connections, app: Pick<Application, 'act'>, city: string) {
  let seen: { day: CityDate; next: CityDate | null } = { day: '', next: null }
  return {
    /** Does what is due on this day, once a day. @returns whether there was anything: then everything is looked at anew */
    async moved(now: Date): Promise<boolean> {
      const day = dateOf(now.toISOString())
      if (seen.day === day) return false
      const { due, next } = await directoryDays(connections.db, city)
      seen = { day, next }
      if (due) await moveDue(connections, city, app)
      return due
    },
    /** What comes next of all. The day on which somebody begins counts on the way to something else: by itself it keeps no year going. */
    soonest(upcoming: Instant | null, nextWake: Date | null): Instant | null {
      const others = [upcoming, nextWake?.toISOString() ?? null].filter((at) => at !== null).sort()[0]
      const morning = seen.next === null ? null : instantAt(seen.next, '00:00')
      return morning !== null && others !== undefined && morning < others ? morning : upcoming
    },
  }
}
