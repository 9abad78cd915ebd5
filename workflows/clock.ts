import { condition, defineSignal, setHandler } from '@temporalio/workflow'
import { type Instant, isInstant } from '../domain/process/command.js'

/** Which clock a cycle runs on: the wall's, or a played one that stands in PostgreSQL (demonstrations and tests). */
export type ClockKind = 'wall' | 'played'

/** The played clock has reached this instant. Sent to those that wait for it; a hint, repeated until it is acted on. */
export const clockMoved = defineSignal<[Instant]>('clockMoved')

export interface WorkflowClock {
  /**
   * Waits until the instant is reached (true) or `until` holds (false). The instant is read anew at every wake-up, so a
   * deadline may move while it is waited for; null waits for `until` alone. The only place that reads the time or starts a timer.
   */
  waitUntil(instant: () => Instant | null, until: () => boolean): Promise<boolean>
}

/** Timers on the wall clock; `clockMoved` signals on a played one. */
export function clockOf(kind: ClockKind, startedAt: Instant): WorkflowClock {
  let played = Date.parse(startedAt)
  setHandler(clockMoved, (instant) => {
    // Anybody who reaches the engine can send one; what is no instant would stop the clock for good.
    if (isInstant(instant)) played = Math.max(played, Date.parse(instant))
  })
  const now = () => (kind === 'played' ? played : Date.now())
  return {
    async waitUntil(instant, until) {
      let waited = false
      for (;;) {
        if (until()) return false
        const target = instant()
        if (target !== null && now() >= Date.parse(target)) {
          // Asked again for an instant that has passed: the records' clock may be a little behind this one. Not in a rush.
          if (kind === 'played' || waited) return true
          waited = true
          await condition(() => until() || instant() !== target, '1 second')
          continue
        }
        waited = true
        const changed = () => until() || instant() !== target
        if (target === null) await condition(changed)
        else if (kind === 'played') await condition(() => changed() || now() >= Date.parse(target))
        else await condition(changed, Date.parse(target) - now())
      }
    },
  }
}
