/** Threads that read at the same time, and files that may wait for one. */
const AT_ONCE = 2
const WAITING = 20

let running = 0
const waiting: (() => void)[] = []

/** Waits for a turn; the returned function ends it. Null when too many wait already. */
export async function takeTurn(): Promise<(() => void) | null> {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING) return null
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else running += 1
  return () => {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}
