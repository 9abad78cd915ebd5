import { spawn } from 'node:child_process'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { strangePicture } from './strange-picture.js'

/** A picture as it is kept: decoded and written anew, so without place, time, camera, thumbnail or anything else that was in the file. */
export interface RewrittenPicture {
  mediaType: 'image/jpeg' | 'image/png'
  /** pixels */
  width: number
  height: number
  bytes: Buffer
}

/** Or the sentence why it is not taken. */
export type Rewriting = { ok: true; picture: RewrittenPicture } | { ok: false; problem: string }

const TIME_MS = 20_000

/** Pictures that may wait for the one before them. */
const WAITING = 10

const refused = (problem: string): Rewriting => ({ ok: false, problem })

const broken = refused(
  '写真を読めませんでした。ファイルが途中で切れているか、壊れています。画像の編集ソフトで開いて保存し直すか、別の写真を選んでください。',
)
const late = refused('写真の読み取りに時間がかかりすぎるため、やめました。画像の編集ソフトで小さくして保存し直してください。')
const busy = refused('写真の読み取りが混み合っています。文章は保存しました。少し待ってから、もう一度写真を選んでください。')

let waiting = 0
let before: Promise<unknown> = Promise.resolve()

/**
 * Makes of a file that somebody chose the picture that is kept: JPEG or PNG, turned upright, its longest side at most 2,000 pixels,
 * colours sRGB on white. One at a time, each in a process of its own with bounded time. Never throws for the file's sake.
 * @param timeMs after which the process is ended, ms
 */
export async function rewritePicture(file: Uint8Array, timeMs = TIME_MS): Promise<Rewriting> {
  const strange = strangePicture(file)
  if (strange) return refused(strange)
  if (waiting >= WAITING) return busy
  waiting += 1
  const mine = before.then(() => inProcess(file, timeMs))
  before = mine.catch(() => undefined)
  try {
    return await mine
  } finally {
    waiting -= 1
  }
}

/** Nothing of this program's environment, which holds its secrets; on Windows no program starts without its system's folder. */
const environment = () => ({
  VIPS_CONCURRENCY: '1',
  MALLOC_ARENA_MAX: '1',
  ...(process.env.SystemRoot ? { SystemRoot: process.env.SystemRoot } : {}),
})

async function inProcess(file: Uint8Array, timeMs: number): Promise<Rewriting> {
  const program = fileURLToPath(new URL('./picture-process.mjs', import.meta.url))
  const child = spawn(process.execPath, ['--max-old-space-size=64', program], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: environment(),
    timeout: timeMs,
    killSignal: 'SIGKILL',
    windowsHide: true,
  })
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => resolve())
  })
  // It may be gone before it has read everything.
  child.stdin.on('error', () => undefined)
  child.stdin.end(file)
  const [answer] = await Promise.all([buffer(child.stdout), ended])
  if (child.signalCode !== null) return child.killed ? late : broken
  return read(answer)
}

interface Head {
  problem?: string
  mediaType: RewrittenPicture['mediaType']
  width: number
  height: number
}

function read(answer: Buffer): Rewriting {
  const end = answer.indexOf('\n')
  if (end < 0) return broken
  const { problem, ...head } = JSON.parse(answer.subarray(0, end).toString()) as Head
  if (problem === 'pixels')
    return refused(
      `写真が大きすぎます（${head.width}×${head.height}画素）。4,000万画素までです。画像の編集ソフトで小さくして保存し直してください。`,
    )
  if (problem === 'held')
    return refused('写真が大きすぎて、この形式のままでは読めません。画像の編集ソフトで小さくし、普通のJPEGとして保存し直してください。')
  if (problem === 'moving') return refused('動く画像は使えません。1枚の画像として保存し直してください。')
  if (problem) return broken
  return { ok: true, picture: { ...head, bytes: answer.subarray(end + 1) } }
}
