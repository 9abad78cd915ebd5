import { Worker } from 'node:worker_threads'
import type { Entry } from '../../domain/sheet/entry.js'
import { strangeFile } from './first-bytes.js'
import type { WordsReading } from './read-words.js'
import { takeTurn } from './turns.js'

/** What a file says, or the sentence why it is not read; several faults stand in lines of their own. Nothing is checked against rights. */
export type WorkbookReading =
  | {
      ok: true
      sheets: { id: string; revision: number; entry: Entry }[]
      /** texts that were written where nothing is asked, each with its place: they are not taken over */
      strays: string[]
      /** assignments of the workbook whose sheet is not in it any more: nothing changes for them */
      missing: { id: string; title: string }[]
    }
  | { ok: false; problem: string }

/** The cells of a table that somebody keeps as a workbook, as texts; lines count from the sheet's first. */
export type TableReading = { ok: true; rows: string[][] } | { ok: false; problem: string }

/** A file of 5 MB that unpacks to 50 needs less. */
const MEMORY_MB = 256
const TIME_MS = 10_000

const late =
  'ファイルの読み取りに時間がかかりすぎるため、やめました。不要なシートや書式を取り除いて保存し直すか、画面からダウンロードし直したファイルに書いてください。'
const tooMuch =
  'ファイルの中身が多すぎて読めません。不要なシートや書式を取り除いて保存し直すか、画面からダウンロードし直したファイルに書いてください。'

/**
 * Reads an .xlsx file that `writeWorkbook` wrote and people filled in, in a thread with bounded memory and time: whatever
 * the file is, the pages go on. Never throws for the file's sake.
 * @param timeMs after which the thread is ended, ms
 */
export const readWorkbook = (file: Uint8Array, timeMs = TIME_MS): Promise<WorkbookReading> =>
  guarded<WorkbookReading>(file, 'sheets', timeMs)

/** Reads the first sheet of any .xlsx file as a table, under the same guard. */
export const readTable = (file: Uint8Array, timeMs = TIME_MS): Promise<TableReading> => guarded<TableReading>(file, 'table', timeMs)

/** Reads the text of a Word file (.docx), under the same guard. */
export async function readWords(file: Uint8Array, timeMs = TIME_MS): Promise<WordsReading> {
  return taken<WordsReading>(file, 'words', timeMs)
}

type Refused = { ok: false; problem: string }
type As = 'sheets' | 'table' | 'words'

async function guarded<Reading>(file: Uint8Array, as: As, timeMs: number): Promise<Reading | Refused> {
  const strange = strangeFile(file)
  return strange ? { ok: false, problem: strange } : taken<Reading>(file, as, timeMs)
}

async function taken<Reading>(file: Uint8Array, as: As, timeMs: number): Promise<Reading | Refused> {
  const done = await takeTurn()
  if (!done) return { ok: false, problem: '読み取りが混み合っています。少し待ってから、もう一度読み込んでください。' }
  try {
    return await inThread<Reading>(file, as, timeMs)
  } finally {
    done()
  }
}

async function inThread<Reading>(file: Uint8Array, as: As, timeMs: number): Promise<Reading | Refused> {
  const thread = new Worker(new URL('./thread.mjs', import.meta.url), {
    workerData: { file, as },
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: 32 },
  })
  let clock: NodeJS.Timeout | undefined
  try {
    return await new Promise<Reading | Refused>((resolve, reject) => {
      clock = setTimeout(() => resolve({ ok: false, problem: late }), timeMs)
      thread.once('message', resolve)
      thread.once('error', (error: Error & { code?: string }) =>
        error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve({ ok: false, problem: tooMuch }) : reject(error),
      )
      thread.once('exit', (code) => reject(new Error(`The thread that reads a workbook ended with ${code} and no answer.`)))
    })
  } finally {
    clearTimeout(clock)
    await thread.terminate()
  }
}
