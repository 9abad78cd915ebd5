import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'

type Query = (...given: unknown[]) => unknown

/** Counts the statements that one request sends to PostgreSQL, BEGIN and COMMIT among them, while others may run beside it. */
export interface Recorder {
  record<Result>(request: () => Promise<Result>): Promise<{ result: Result; statements: number }>
  stop(): void
}

export function statementRecorder(): Recorder {
  const counts = new AsyncLocalStorage<{ statements: number }>()
  const line = pg.Client.prototype as unknown as { query: Query }
  const plain = line.query
  line.query = function (this: unknown, ...given: unknown[]) {
    const count = counts.getStore()
    if (count) count.statements += 1
    return plain.apply(this, given)
  }
  return {
    async record(request) {
      const count = { statements: 0 }
      const result = await counts.run(count, request)
      return { result, statements: count.statements }
    },
    stop: () => {
      line.query = plain
    },
  }
}
