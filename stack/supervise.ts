import { setTimeout as sleep } from 'node:timers/promises'
import type { Child } from './children.js'

interface Running {
  child: Child
}

export interface Supervised<Part extends Running> {
  first: Part
  stop(): Promise<void>
}

const SHORTEST_PAUSE = 1_000
const LONGEST_PAUSE = 30_000
/** a part that ran this long is started again without delay */
const SETTLED = 60_000

/**
 * Starts a part and keeps it running: when it ends by itself it is started again, at first after a second, then ever
 * more slowly. Only the first start may fail.
 * @param report a line for the operator
 */
export async function supervise<Part extends Running>(
  start: () => Promise<Part>,
  report: (line: string) => void,
): Promise<Supervised<Part>> {
  const stopping = new AbortController()
  const first = await start()
  let current: Part | undefined = first

  const watch = async () => {
    let pause = SHORTEST_PAUSE
    while (!stopping.signal.aborted) {
      if (current) {
        const { name, ended, logFile } = current.child
        const since = Date.now()
        const how = await ended
        if (stopping.signal.aborted) return
        if (Date.now() - since > SETTLED) pause = SHORTEST_PAUSE
        report(`The ${name} ended (${how}) and is started again; its last words are in ${logFile}.`)
      }
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined)
      pause = Math.min(pause * 2, LONGEST_PAUSE)
      if (stopping.signal.aborted) return
      current = await start().catch((error: unknown) => {
        report(error instanceof Error ? error.message : String(error))
        return undefined
      })
    }
  }
  const watching = watch()
  const stop = async () => {
    stopping.abort()
    await current?.child.stop()
    await watching
    // One that was just being started again when we stopped.
    await current?.child.stop()
  }
  return { first, stop }
}
