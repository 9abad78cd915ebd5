import { parentPort, workerData } from 'node:worker_threads'
import { readParts } from './read-parts.js'
import { readTableParts } from './read-table.js'
import type { WorkbookReading } from './read-workbook.js'
import { Unreadable } from './unreadable.js'

const refused = (error: unknown): Extract<WorkbookReading, { ok: false }> => {
  if (error instanceof Unreadable) return { ok: false, problem: error.message }
  throw error
}

const { file, as } = workerData as { file: Uint8Array; as: 'sheets' | 'table' }
const read = as === 'table' ? readTableParts : readParts
parentPort?.postMessage(await read(Buffer.from(file)).catch(refused))
