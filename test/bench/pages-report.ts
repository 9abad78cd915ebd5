import type { PagesResult } from './pages.js'
import { goal, rows } from './report.js'

/** Pages that may take ten statements at the most. */
const counted = /^(年間進行表|マイ業務)/
const ms = (time: number) => time.toFixed(1)

/** Prints what the pages cost, and which goals they meet. */
export function printPages({ programmes, years, assignments, rounds, load, pages, memory }: PagesResult): void {
  const busy = load.map((one) => one.toFixed(1)).join(' and ')
  console.log(`\nPages with ${programmes} programmes, ${years} years, ${assignments} assignments; ${rounds} requests each; load ${busy}\n`)
  rows([
    ['page', 'statements', 'p50 ms', 'p95 ms', 'bare p50', 'bare p95', 'p95 / bare', 'KB', 'KB gzip'],
    ...pages.map((page) => [
      page.name,
      String(page.statements),
      ...[page.p50, page.p95, page.bareP50, page.bareP95].map(ms),
      page.ratio.toFixed(2),
      ...[page.size, page.compressed].map((size) => size.toFixed(1)),
    ]),
  ])
  const most = (of: (page: (typeof pages)[number]) => number, among = pages) => Math.max(...among.map(of))
  const statements = most(
    (page) => page.statements,
    pages.filter(({ name }) => counted.test(name)),
  )
  const [ratio, size] = [most((page) => page.ratio), most((page) => page.compressed)]
  console.log('')
  rows([
    [`statements of progress and my work: ${statements}`, `at most 10: ${goal(statements <= 10)}`],
    [`p95 of a page / of a bare page: ${ratio.toFixed(2)}`, `at most 3: ${goal(ratio <= 3)}`],
    [`largest page, compressed: ${size.toFixed(1)} KB`, `at most 100: ${goal(size <= 100)}`],
    [
      `web server with ${memory.people} people, ${memory.requests} requests in ${memory.seconds.toFixed(0)} s: ${memory.peakMiB ?? '?'} MiB`,
      `at most 300: ${memory.peakMiB === null ? 'not measured here' : goal(memory.peakMiB <= 300)}`,
    ],
  ])
}
