import { formatDate } from '../../domain/calendar/date-words.js'
import { dateOf } from '../../domain/calendar/instants.js'
import type { Definition } from '../../domain/definition/schema.js'
import type { Moment } from './player.js'

const words: Record<string, string> = { waiting: '始める日を待つ', open: '始まる', closed: '終わる' }
/** Milliseconds after which a long step says how far it is. */
const quiet = 5_000

/** Tells the year as it is played: a line when a step begins or ends, and a sign of life in between. */
export function narrator(definition: Definition, tell: (line: string) => void): (moment: Moment) => void {
  let before: Record<string, string> | null = null
  let last = Date.now()
  return ({ now, steps, acts }) => {
    const day = formatDate(dateOf(now.toISOString()))
    const closed = Object.values(steps).filter((state) => state === 'closed').length
    if (before === null && closed > 0) {
      tell(`${day}  続きから（${definition.steps.length}工程のうち${closed}工程が終了）`)
      before = steps
    }
    for (const step of definition.steps) {
      const state = steps[step.id] ?? 'planned'
      if (state === before?.[step.id] || state === 'planned' || state === 'waiting') continue
      tell(`${day}  ${step.name}：${words[state] ?? state}`)
      last = Date.now()
    }
    before = steps
    if (Date.now() - last < quiet) return
    last = Date.now()
    tell(`${day}  …（${definition.steps.length}工程のうち${closed}工程が終了、操作${acts}件）`)
  }
}
