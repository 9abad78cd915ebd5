import { spawn } from 'node:child_process'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { type PdfDocument, typstSource } from '../../../../domain/review/typst-source.js'

const TIME_MS = 60_000

/** Nothing of this program's environment, which holds its secrets; on Windows no program starts without its system's folder. */
const environment = () => (process.env.SystemRoot ? { SystemRoot: process.env.SystemRoot } : {})

/**
 * Sets a document as PDF with page numbers and bookmarks (docs/decisions/0021-pdf.md), in a process of its own.
 * @throws Error when it could not be set within a minute
 */
export async function makePdf(document: PdfDocument): Promise<Buffer> {
  const program = fileURLToPath(new URL('./pdf-process.mjs', import.meta.url))
  const child = spawn(process.execPath, [program], {
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
  child.stdin.end(typstSource(document))
  const [pdf, said, code] = await Promise.all([buffer(child.stdout), buffer(child.stderr), ended])
  if (code !== 0 || pdf.subarray(0, 5).toString() !== '%PDF-')
    throw new Error(`The document could not be set as PDF (${code}): ${said.toString().slice(0, 500)}`)
  return pdf
}
