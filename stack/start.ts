import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Client } from '@temporalio/client'
import { createApplication } from '../client/app/application.js'
import { defaultTaskQueue } from '../client/app/connections.js'
import { narrator } from '../client/player/narrate.js'
import { play } from '../client/player/player.js'
import { readYear, UnplayableYear } from '../client/player/read-year.js'
import { formatTally, tally } from '../client/player/tally.js'
import { instantAt, isDate } from '../domain/calendar/instants.js'
import { openDatabase } from '../prisma/db.js'
import { readEnvironment } from './environment.js'
import { type Stack, startStack } from './stack.js'
import { exit, StackError } from './stack-error.js'
import { connectTemporal } from './temporal-connection.js'

const help = `npm start -- [--once] [--until DATE] [--bundle FILE [--definition FILE]] [--idle]

Starts everything and plays a recorded year, by default Kawasaki's fiscal year 2016; a half-played year goes on where it stood.
  --once             end after the year is published and sealed: exit code 0, or the reason and another code
  --until DATE       stop the played people and the clock in the morning of a day such as 2016-12-05: sign in and act for them
  --bundle FILE      play another year (docs/bundles.md)
  --definition FILE  its definition, when it is not in definitions/
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
  const year = options.idle ? null : await readYear(options.bundle, options.definition)
  const stack = await startStack(environment, { report, signal: ending.signal })
  try {
    if (!options.once && year) tellAddresses(stack, year)
    const agreed = year === null || (await playYear(stack, year, options.until))
    if (!agreed) process.exitCode = 1
    if (!options.once && !ending.signal.aborted) {
      tellAddresses(stack, year)
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
  const shipped = fileURLToPath(new URL('../bundles/kawasaki-sme-ordinance-2016.json', import.meta.url))
  try {
    const { values } = parseArgs({
      options: {
        once: { type: 'boolean', default: false },
        until: { type: 'string' },
        idle: { type: 'boolean', default: false },
        bundle: { type: 'string', default: shipped },
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
    return values
  } catch (error) {
    throw new StackError(`${error instanceof Error ? error.message : error}\n\n${help}`, 2)
  }
}

/** Plays the year and holds what PostgreSQL counts against what the bundle tells. */
async function playYear(stack: Stack, year: Awaited<ReturnType<typeof readYear>>, until: string | undefined): Promise<boolean> {
  const { connection, namespace } = await connectTemporal(stack.env)
  const db = openDatabase(stack.addresses.databaseUrl, { max: 10, applicationName: 'junkan player' })
  const connections = { db, temporal: new Client({ connection, namespace }), taskQueue: stack.env['JUNKAN_TASK_QUEUE'] || defaultTaskQueue }
  try {
    report(
      `Playing ${year.definition.city.name} ${year.bundle.fiscalYear}: ${year.bundle.programmes.length} lines of the register, ${year.definition.steps.length} steps`,
    )
    const cycle = await play(connections, createApplication(connections), {
      ...year,
      watch: narrator(year.definition, report),
      signal: ending.signal,
      ...(until ? { until: instantAt(until, '09:00') } : {}),
    })
    const { state } = await db.process.findUniqueOrThrow({ where: { id: cycle }, select: { state: true } })
    if (state !== 'sealed') {
      report(`The year stands in the morning of ${until}. Sign in with an address of the register; the codes come to the mail catcher.`)
      return true
    }
    const counted = await tally(db, cycle, year)
    console.log(formatTally(counted))
    report(counted.agree ? 'The year is published and sealed.' : 'The year is sealed, but its counts differ from the bundle (see ≠ above).')
    return counted.agree
  } finally {
    await db.$disconnect()
    await connection.close()
  }
}

/** A day that exists, as 2016-12-05. */
function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && isDate(text)
}

function tellAddresses(
  { addresses: { publicUrl, temporalUiUrl, mailUrl } }: Stack,
  year: Awaited<ReturnType<typeof readYear>> | null,
): void {
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
