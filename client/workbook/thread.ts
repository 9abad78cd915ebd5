import { parentPort, workerData } from 'node:worker_threads'
import { readParts } from './read-parts.js'
import { readTableParts } from './read-table.js'
import { readWordsParts } from './read-words.js'
import type { WorkbookReading } from './read-workbook.js'
import { Unreadable } from './unreadable.js'

const refused = (error: unknown): Extract<WorkbookReading, { ok: false }> => {
  if (error instanceof Unreadable) return { ok: false, problem: error.message }
  throw error
}

const { file, as } = workerData as { file: Uint8Array; as: 'sheets' | 'table' | 'words' }
const read = { sheets: readParts, table: readTableParts, words: readWordsParts }[as]
parentPort?.postMessage(await read(Buffer.from(file)).catch(refused))
