import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Client } from '@temporalio/client'
import { createApplication } from '../client/app/application.js'
import { defaultTaskQueue } from '../client/app/connections.js'
import { narrator } from '../client/player/narrate.js'
import { playYears } from '../client/player/player.js'
import { readYear, UnplayableYear } from '../client/player/read-year.js'
import { formatTally, tally } from '../client/player/tally.js'
import { instantAt, isDate } from '../domain/calendar/instants.js'
import { type Database, openDatabase } from '../prisma/db.js'
import { readEnvironment } from './environment.js'
import { rememberYears, yearsToPlay } from './played-years.js'
import { type Stack, startStack } from './stack.js'
import { exit, StackError } from './stack-error.js'
import { connectTemporal } from './temporal-connection.js'

const help = `npm start -- [--once] [--until DATE] [--bundle FILE]... [--definition FILE] [--idle]

Starts everything and plays recorded years, by default those of the last start here, at first Kawasaki's fiscal year 2016; a half-played year
goes on where it stood.
  --once             end after the year is published and sealed: exit code 0, or the reason and another code
  --until DATE       stop the played people and the clock in the morning of a day such as 2016-12-05: sign in and act for them
  --bundle FILE      play another year (docs/bundles.md); given twice or more, years of one city, each from its own first day on
  --definition FILE  its definition, when it is not in definitions/ (with one --bundle)
  --idle             start everything and play nothing`

const ending = new AbortController()
const ended = new Promise<void>((resolve) => ending.signal.addEventListener('abort', () => resolve(), { once: true }))
let asked: number | undefined
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // npm passes on a Ctrl-C that the terminal has already sent us; only a later one means impatience.
    if (asked !== undefined && Date.now() - asked > 2_000) process.exit(exit.interrupted)
    asked ??= Date.now()
    ending.abort()
  })
}

const began = Date.now()
const report = (line: string) => console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`)

try {
  const options = readArguments()
  const environment = readEnvironment()
  // Read before anything is started: a wrong file must not leave half a year behind.
  const dir = resolve(environment.JUNKAN_VAR)
  const files = options.idle ? null : await yearsToPlay(dir, options)
  const years = files ? await Promise.all(files.bundles.map((file) => readYear(file, files.definition))) : []
  const cities = new Set(years.map(({ definition }) => definition.city.id))
  if (cities.size > 1) throw new StackError(`Years of one city are played together; these are of ${[...cities].join(', ')}.`, 2)
  const stack = await startStack(environment, { report, signal: ending.signal })
  try {
    if (files) await rememberYears(dir, files)
    if (!options.once && years.length > 0) tellAddresses(stack, years[0])
    const agreed = years.length === 0 || (await playAll(stack, years, options))
    if (!agreed) process.exitCode = 1
    if (!options.once && !ending.signal.aborted) {
      tellAddresses(stack, years[0])
      await ended
    }
  } finally {
    report('Ending …')
    await stack.stop()
  }
} catch (error) {
  const known = error instanceof StackError || error instanceof UnplayableYear || (error instanceof Error && error.name === 'YearStuck')
  if (!ending.signal.aborted) {
    console.error(known ? (error as Error).message : error)
    process.exitCode = error instanceof StackError ? error.exitCode : 1
  } else process.exitCode = exit.interrupted
}
process.exit()

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        once: { type: 'boolean', default: false },
        until: { type: 'string' },
        idle: { type: 'boolean', default: false },
        bundle: { type: 'string', multiple: true },
        definition: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    if (values.once && values.idle) throw new Error('--once plays a year to its end and --idle plays none: give one of them.')
    if (values.until !== undefined && !isDay(values.until)) throw new Error(`--until ${values.until} is not a day: write it as 2016-12-05.`)
    if (values.help) {
      console.log(help)
      process.exit(0)
    }
    const { bundle: bundles, ...others } = values
    if (bundles && new Set(bundles).size < bundles.length) throw new Error('The same --bundle is given twice.')
    return { ...others, ...(bundles ? { bundles } : {}) }
  } catch (error) {
    throw new StackError(`${error instanceof Error ? error.message : error}\n\n${help}`, 2)
  }
}

type Year = Awaited<ReturnType<typeof readYear>>

/** Plays the years and holds what PostgreSQL counts of each against what its bundle tells. */
async function playAll(stack: Stack, years: Year[], { until, once }: { until?: string; once: boolean }): Promise<boolean> {
  const { connection, namespace } = await connectTemporal(stack.env)
  const db = openDatabase(stack.addresses.databaseUrl, { max: 10, applicationName: 'junkan player' })
  const connections = { db, temporal: new Client({ connection, namespace }), taskQueue: stack.env['JUNKAN_TASK_QUEUE'] || defaultTaskQueue }
  // Of several years each line says whose it is.
  const of = ({ bundle }: Year) => (years.length > 1 ? `${bundle.fiscalYear}  ` : '')
  try {
    for (const { definition, bundle } of years)
      report(
        `Playing ${definition.city.name} ${bundle.fiscalYear}: ${bundle.programmes.length} lines of the register, ${definition.steps.length} steps`,
      )
    const played = years.map((year) => ({ ...year, watch: narrator(year.definition, (line) => report(`${of(year)}${line}`)) }))
    const telling = { tell: report, site: stack.addresses.publicUrl, waits: !once }
    const limits = { signal: ending.signal, ...telling, ...(until ? { until: instantAt(until, '09:00') } : {}) }
    const cycles = await playYears(connections, createApplication(connections), played, limits)
    let agree = true
    for (const [at, year] of years.entries()) agree = (await tellCounts(db, cycles[at] ?? '', year, of(year), until)) && agree
    return agree
  } finally {
    await db.$disconnect()
    await connection.close()
  }
}

async function tellCounts(db: Database, cycle: string, year: Year, name: string, until: string | undefined): Promise<boolean> {
  const found = await db.process.findUnique({ where: { id: cycle }, select: { state: true } })
  if (found?.state !== 'sealed') {
    report(
      `${name}The year stands in the morning of ${until}. Sign in with an address of the register; the codes come to the mail catcher.`,
    )
    return true
  }
  const counted = await tally(db, cycle, year)
  if (name !== '') console.log(`\n  ${year.definition.name}  ${year.bundle.fiscalYear}`)
  console.log(formatTally(counted))
  report(
    `${name}${counted.agree ? 'The year is published and sealed.' : 'The year is sealed, but its counts differ from the bundle (see ≠ above).'}`,
  )
  return counted.agree
}

/** A day that exists, as 2016-12-05. */
function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && isDate(text)
}

function tellAddresses({ addresses: { publicUrl, temporalUiUrl, mailUrl } }: Stack, year: Year | undefined): void {
  const mailbox = (role: string, not?: string) => year?.bundle.posts.find((post) => post.role === role && post.mailbox !== not)?.mailbox
  console.log('')
  console.log(`  Year and report  ${publicUrl}`)
  if (year) {
    const known = [
      ['office', 'the office'],
      ['officer', 'a section'],
      ['auditor', 'the auditor'],
    ].flatMap(([role = '', what]) => {
      const found = mailbox(role, role === 'office' ? undefined : mailbox('office'))
      return found ? [`${found} (${what})`] : []
    })
    console.log(`  Sign in as       ${known.join(', ')}: the code comes as a mail`)
  }
  if (mailUrl) console.log(`  Mails            ${mailUrl}`)
  if (temporalUiUrl) console.log(`  Workflows        ${temporalUiUrl}`)
  console.log('  Ctrl-C ends everything; the next start goes on where this one stopped.\n')
}
