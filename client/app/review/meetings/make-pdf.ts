import { spawn } from 'node:child_process'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { type PdfDocument, typstSource } from '../../../../domain/review/typst-source.js'

const TIME_MS = 60_000

/** Nothing of this program's environment, which holds its secrets; on Windows no program starts without its system's folder. */
const environment = () => (process.env.SystemRoot ? { SystemRoot: process.env.SystemRoot } : {})

/** Pages that one PDF may bring into the materials. */
export const mostPages = 100

/** A PDF that a document names by `name`. */
export interface PdfFile {
  name: string
  bytes: Uint8Array
}

/** Why a PDF cannot go into the materials: locked by a password, or not to be read as a PDF. */
export type PdfFault = 'encrypted' | 'unreadable'

/**
 * Sets a document as PDF with page numbers and bookmarks (docs/decisions/0021-pdf.md), in a process of its own.
 * @param files the PDFs whose pages it holds
 * @throws Error when it could not be set within a minute
 */
export async function makePdf(document: PdfDocument, files: PdfFile[] = []): Promise<Buffer> {
  const given = files.map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes).toString('base64') }))
  const { out, said, code } = await run(
    new URL('./pdf-process.mjs', import.meta.url),
    [],
    JSON.stringify({ source: typstSource(document), files: given }),
  )
  if (code !== 0 || out.subarray(0, 5).toString() !== '%PDF-')
    throw new Error(`The document could not be set as PDF (${code}): ${said.toString().slice(0, 500)}`)
  return out
}

/** How many pages a PDF has; or why it cannot go into the materials. One that is too much for a minute counts as unreadable. */
export async function pagesOfPdf(bytes: Uint8Array): Promise<{ pages: number } | { fault: PdfFault }> {
  const { out, code } = await run(new URL('./pdf-pages-process.mjs', import.meta.url), [String(mostPages)], bytes)
  return code === 0 ? JSON.parse(out.toString()) : { fault: 'unreadable' }
}

async function run(program: URL, args: string[], input: string | Uint8Array): Promise<{ out: Buffer; said: Buffer; code: number | null }> {
  const child = spawn(process.execPath, [fileURLToPath(program), ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: environment(),
    timeout: TIME_MS,
    killSignal: 'SIGKILL',
    windowsHide: true,
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const [out, said, code] = await Promise.all([buffer(child.stdout), buffer(child.stderr), ended])
  return { out, said, code }
}
