import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Year } from '../support/in-city.js'
import { mailSink } from '../support/mail-sink.js'
import { startReadyProgram, startWorkerProcess } from '../support/worker-process.js'
import { cpuOf, peakMemoryOf } from './cpu.js'
import { type Histories, readHistories } from './histories.js'
import type { Servers } from './servers.js'

/** CPU milliseconds, by process. */
export interface Cpu {
  worker: number
  postgres: number
  temporal: number
  player: number
}

/** One year played to its seal, as measured. */
export interface PlayedYear {
  programmes: number
  assignments: number
  commands: number
  mails: number
  /** clock advances are as many as distinct instants; every other number is of the whole year */
  seconds: number
  cpu: Cpu
  /** all transactions, with those that only read */
  commits: number
  /** transactions that wrote or locked something */
  writes: number
  workerPeakMiB: number | null
  histories: Histories
}

/** Plays a year with worker and player in processes of their own. What they cost before they are ready is left out. */
export async function playYear(servers: Servers, { bundle, definition }: Year, nodeArgs: string[] = []): Promise<PlayedYear> {
  const city = definition.city.id
  const dir = await mkdtemp(join(tmpdir(), 'junkan-year-'))
  const file = join(dir, 'year.json')
  await writeFile(file, JSON.stringify({ bundle, definition }))
  const database = await servers.database()
  const mail = await mailSink()
  const env = {
    ...process.env,
    TEMPORAL_ADDRESS: servers.temporalAddress,
    DATABASE_URL: database.url,
    SMTP_URL: mail.url,
    JUNKAN_TASK_QUEUE: `bench-${city}`,
    LOG_LEVEL: 'warn',
  }
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  const worker = await startWorkerProcess(env, nodeArgs)
  const player = await startReadyProgram({ file: 'test/support/play-year.ts', args: [file], env })

  const cpu = (): Cpu => ({
    worker: cpuOf(worker.pid),
    postgres: cpuOf(servers.pids.postgres),
    temporal: cpuOf(servers.pids.temporal),
    player: cpuOf(player.pid),
  })
  const began = { at: Date.now(), cpu: cpu(), transactions: await transactions(owner) }
  let latest = began.cpu
  const watching = setInterval(() => {
    const now = cpu()
    if (now.player >= latest.player) latest = now
  }, 250)
  const code = await player.ended
  clearInterval(watching)
  const seconds = (Date.now() - began.at) / 1000
  if (code !== 0) throw new Error(`The player ended with ${code}:\n${player.lines.slice(-20).join('\n')}`)
  const ended = { ...cpu(), player: latest.player }
  const workerPeakMiB = peakMemoryOf(worker.pid)
  // The statistics of ended sessions are added up within a second.
  await sleep(1_500)
  const after = await transactions(owner)
  await worker.stop()

  const count = async (sql: string) => Number((await owner.query<{ n: string }>(sql)).rows[0]?.n)
  const year: PlayedYear = {
    programmes: bundle.programmes.length,
    assignments: await count("SELECT count(*) AS n FROM process WHERE kind = 'assignment'"),
    commands: await count('SELECT count(*) AS n FROM command'),
    mails: await count('SELECT count(*) AS n FROM mail'),
    seconds,
    cpu: {
      worker: ended.worker - began.cpu.worker,
      postgres: ended.postgres - began.cpu.postgres,
      temporal: ended.temporal - began.cpu.temporal,
      player: ended.player - began.cpu.player,
    },
    commits: after.commits - began.transactions.commits,
    writes: after.writes - began.transactions.writes,
    workerPeakMiB,
    histories: await readHistories(servers.temporal, `City = "${city}"`),
  }
  for (const id of [`${city}/relay`, `${city}/housekeeping`]) await servers.temporal.schedule.getHandle(id).delete()
  await owner.end()
  await mail.close()
  await rm(dir, { recursive: true })
  return year
}

async function transactions(owner: pg.Client): Promise<{ commits: number; writes: number }> {
  await owner.query('SELECT pg_stat_clear_snapshot()')
  const { rows } = await owner.query<{ commits: string; writes: string }>(
    'SELECT xact_commit AS commits, pg_current_xact_id()::text AS writes FROM pg_stat_database WHERE datname = current_database()',
  )
  return { commits: Number(rows[0]?.commits), writes: Number(rows[0]?.writes) }
}
