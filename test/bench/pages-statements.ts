import { AsyncLocalStorage } from 'node:async_hooks'
import type { Database } from '../../prisma/db.js'
import { statementRecorder } from '../support/statements.js'

/** One call of the database as a page made it. */
interface Call {
  model: string | undefined
  operation: string
  args: unknown
  /** it began while the call before it was still under way */
  beside: boolean
}

/** What one request asked of the database. */
export interface Recording {
  calls: Call[]
  /** statements that went over the line, BEGIN and COMMIT among them */
  statements: number
}

const recordings = new AsyncLocalStorage<{ calls: Call[]; underWay: number }>()

/** The same database, with every call written down while `record` runs. */
export const recorded = (db: Database): Database =>
  db.$extends({
    query: {
      async $allOperations({ model, operation, args, query }) {
        const recording = recordings.getStore()
        if (!recording) return query(args)
        recording.calls.push({ model, operation, args, beside: recording.underWay > 0 })
        recording.underWay += 1
        try {
          return await query(args)
        } finally {
          recording.underWay -= 1
        }
      },
    },
  }) as unknown as Database

/** Runs a request and tells what it asked of the database. */
export async function record(request: () => Promise<unknown>): Promise<Recording> {
  const recording = { calls: [], underWay: 0 }
  const counter = statementRecorder()
  try {
    const { statements } = await counter.record(() => recordings.run(recording, request))
    return { calls: recording.calls, statements }
  } finally {
    counter.stop()
  }
}

/** Makes the same calls with the same arguments, together where the page made them together. */
export async function replay(db: Database, { calls }: Recording): Promise<void> {
  for (let at = 0; at < calls.length; ) {
    let end = at + 1
    while (calls[end]?.beside) end += 1
    await Promise.all(calls.slice(at, end).map((call) => repeat(db, call)))
    at = end
  }
}

type Query = (args: unknown) => Promise<unknown>

function repeat(db: Database, { model, operation, args }: Call): Promise<unknown> {
  const of = (model ? db[`${model[0]?.toLowerCase()}${model.slice(1)}` as keyof Database] : db) as unknown as Record<string, Query>
  return of[operation]?.(args) ?? Promise.reject(new Error(`${operation} cannot be repeated.`))
}
