import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Looks every so often, for as long as the process lives; a look that fails is told and comes again.
 * @param every milliseconds from the end of one look to the next
 * @returns ends it: no look is under way any more when the promise is kept
 */
export function watch(look: () => Promise<void>, every: number, failed: (error: unknown) => void): () => Promise<void> {
  const end = new AbortController()
  const watching = (async () => {
    for (;;) {
      await sleep(every, undefined, { signal: end.signal }).catch(() => undefined)
      if (end.signal.aborted) return
      await look().catch(failed)
    }
  })()
  return () => {
    end.abort()
    return watching
  }
}
