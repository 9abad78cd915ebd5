import { gzipSync } from 'node:zlib'
import { Hono } from 'hono'
import type { Database } from '../../prisma/db.js'
import { record, replay } from './pages-statements.js'

/** What one page costs, beside a bare page that runs the same statements. Times in ms. */
export interface PageCost {
  name: string
  path: string
  statements: number
  p50: number
  p95: number
  bareP50: number
  bareP95: number
  /** p95 of the page / p95 of the bare page */
  ratio: number
  /** KB (1,000 bytes) as written, and compressed with gzip */
  size: number
  compressed: number
}

export interface PageToMeasure {
  name: string
  path: string
  /** of somebody who has signed in */
  cookie: string
}

type App = { request(path: string, init: RequestInit): Response | Promise<Response> }

const warmUp = 20

/**
 * Asks for a page and for its bare twin in turn, `rounds` times after a warm-up, so that whatever else the machine does slows both. Server
 * time: from the request to the whole compressed answer.
 */
export async function measurePage(app: App, db: Database, { name, path, cookie }: PageToMeasure, rounds: number): Promise<PageCost> {
  const headers = { cookie, 'accept-encoding': 'gzip' }
  const ask = async (of: App, at: string) => {
    const response = await of.request(at, { headers })
    const body = Buffer.from(await response.arrayBuffer())
    if (response.status !== 200) throw new Error(`${at} answered ${response.status}.`)
    return { body, packed: response.headers.get('content-encoding') === 'gzip' }
  }
  await ask(app, path)
  const recording = await record(() => ask(app, path))
  const bare = new Hono().get('*', async (c) => {
    await replay(db, recording)
    return c.html('<!doctype html><title>bare</title>')
  })
  const times = { page: [] as number[], bare: [] as number[] }
  const timed = async (of: App) => {
    const began = performance.now()
    await ask(of, path)
    return performance.now() - began
  }
  for (let round = -warmUp; round < rounds; round += 1) {
    const took = { page: await timed(app), bare: await timed(bare) }
    if (round < 0) continue
    times.page.push(took.page)
    times.bare.push(took.bare)
  }
  const plain = Buffer.from(await (await app.request(path, { headers: { cookie } })).arrayBuffer())
  const { body, packed } = await ask(app, path)
  const [p95, bareP95] = [quantile(times.page, 0.95), quantile(times.bare, 0.95)]
  return {
    name,
    path,
    statements: recording.statements,
    p50: quantile(times.page, 0.5),
    p95,
    bareP50: quantile(times.bare, 0.5),
    bareP95,
    ratio: p95 / bareP95,
    size: plain.length / 1000,
    compressed: (packed ? body : gzipSync(plain)).length / 1000,
  }
}

const quantile = (values: number[], part: number): number => values.toSorted((a, b) => a - b)[Math.ceil(values.length * part) - 1] ?? 0
