// npm run bench [-- --programmes N] [--profile] [--pages]: what a year costs on this machine, beside bare Temporal workflows, and what its
// pages cost, beside bare pages. --pages: these alone.
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { kawasaki2016 } from '../support/bundles.js'
import { inCity } from '../support/in-city.js'
import { madeUpYear, shippedDefinition } from '../support/made-up-year.js'
import { runBare } from './bare.js'
import { measurePages } from './pages.js'
import { printPages } from './pages-report.js'
import { playYear } from './played-year.js'
import { type BenchResult, printReport } from './report.js'
import { startServers } from './servers.js'

const { values } = parseArgs({
  options: {
    programmes: { type: 'string', default: '600' },
    profile: { type: 'boolean', default: false },
    pages: { type: 'boolean', default: false },
  },
})
const programmes = Number(values.programmes)
const profile = values.profile ? ['--cpu-prof', '--cpu-prof-dir=var/bench-profile'] : []
const say = (line: string) => console.error(line)

const servers = await startServers(say)
const machine = { cpus: cpus().length, model: cpus()[0]?.model ?? '', memoryGiB: Math.round(totalmem() / 2 ** 30), node: process.version }
try {
  // First, while the servers hold nothing else.
  const pages = await measurePages(servers, say, programmes)
  if (!values.pages) {
    const result: BenchResult = { at: new Date().toISOString(), machine, ...(await measureYears()), pages }
    await mkdir('var', { recursive: true })
    await writeFile('var/bench.json', `${JSON.stringify(result, null, 2)}\n`)
    printReport(result)
  }
  printPages(pages)
} finally {
  await servers.stop()
}
process.exit()

async function measureYears() {
  say(`Playing a made-up year of ${programmes} programmes …`)
  const definition = shippedDefinition()
  const bundle = madeUpYear({ programmes, verified: Math.round(programmes / 3), seed: 1, definition })
  const large = await playYear(servers, inCity({ definition, bundle }, 'large'), profile)
  say(`${large.assignments} assignments in ${large.seconds.toFixed(0)} s. Playing Kawasaki's year 2016 …`)
  const kawasaki = await playYear(servers, inCity(kawasaki2016(), 'kawasaki'))
  say(`${kawasaki.seconds.toFixed(0)} s. Running the same number of bare workflows …`)
  const { workflows, events } = large.histories
  const totals = { workflows, activities: events['activityTaskCompleted'] ?? 0, updates: events['workflowExecutionUpdateCompleted'] ?? 0 }
  return { large, kawasaki, bare: await runBare(servers, totals), durable: await runBare(servers, totals, true) }
}
