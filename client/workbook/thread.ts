import { parentPort, workerData } from 'node:worker_threads'
import { readParts } from './read-parts.js'
import type { WorkbookReading } from './read-workbook.js'
import { Unreadable } from './unreadable.js'

const refused = (error: unknown): WorkbookReading => {
  if (error instanceof Unreadable) return { ok: false, problem: error.message }
  throw error
}

parentPort?.postMessage(await readParts(Buffer.from(workerData as Uint8Array)).catch(refused))
