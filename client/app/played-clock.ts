import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '@temporalio/client'
import { WorkflowNotFoundError } from '@temporalio/client'
import type { Instant } from '../../domain/process/command.js'
import { courierId } from '../../domain/process/ids.js'
import type { Database } from '../../prisma/db.js'
import type { Transaction } from '../../prisma/trail.js'
import { clockMoved } from '../../workflows/clock.js'
import type { Application } from './application.js'
import type { Connections } from './connections.js'
import { wakeOwing } from './wake.js'

/** What holds the played clock at its instant. */
export interface Standing {
  now: Date
  /** the first thing found that is not done yet, in words for the log; null: nothing */
  because: string | null
  /** the next instant at which a workflow must act */
  nextWake: Date | null
}

/**
 * The played clock stands still while anything that is due at its instant has not happened: a command not yet settled, a wake
 * not yet acted on, a change its reactor has not looked at, a mail not yet out of the house (unless the office has stopped all mail). So the order at one instant is
 * always wakes, mail, people, whatever the machine is doing.
 */
export async function standing(tx: Transaction, city: string): Promise<Standing> {
  const rows = await tx.$queryRaw<Standing[]>`
    SELECT k.now,
      CASE
        WHEN EXISTS (SELECT 1 FROM command c JOIN process p ON p.id = c.process_id WHERE p.city = k.city AND c.state = 'received') THEN 'a command is being applied'
        WHEN EXISTS (SELECT 1 FROM process p WHERE p.city = k.city AND p.wake_at <= k.now) THEN 'an assignment is due'
        WHEN EXISTS (SELECT 1 FROM gate g WHERE g.city = k.city AND g.listening AND g.wake_at <= k.now) THEN 'a step is due'
        WHEN EXISTS (SELECT 1 FROM gate g WHERE g.city = k.city AND g.listening AND g.version > g.acted) THEN 'a change is being looked at'
        WHEN EXISTS (SELECT 1 FROM process p WHERE p.city = k.city AND NOT p.started AND p.state <> 'planned') THEN 'a workflow is being started'
        WHEN NOT h.stopped AND EXISTS (SELECT 1 FROM notice n WHERE n.city = k.city AND n.state = 'planned' AND n.at <= k.now) THEN 'a notice is due'
        WHEN EXISTS (SELECT 1 FROM mail m WHERE m.city = k.city AND (m.state = 'sending' OR (m.state = 'claimed' AND NOT h.stopped))) THEN 'a mail is being sent'
        WHEN EXISTS (SELECT 1 FROM process p WHERE p.city = k.city AND p.kind = 'cycle' AND p.state = 'sealing') THEN 'a year is being sealed'
      END AS because,
      least(
        (SELECT min(p.wake_at) FROM process p WHERE p.city = k.city AND p.wake_at > k.now),
        (SELECT min(g.wake_at) FROM gate g WHERE g.city = k.city AND g.listening AND g.wake_at > k.now)) AS "nextWake"
    FROM clock k CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM dispatch_hold d WHERE d.city = k.city) AS stopped) h
    WHERE k.city = ${city} AND k.played`
  const found = rows[0]
  if (!found) throw new Error(`The city ${city} has no played clock.`)
  return found
}

/**
 * Moves the clock to the next instant at which anybody has to do anything, if nothing holds it. Checked and moved in one
 * transaction, under the clock's lock, which `receive` shares: no command slips in between.
 */
export async function advanceClock(db: Database, city: string, nextAct: Instant | null): Promise<Standing & { moved: boolean }> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT now FROM clock WHERE city = ${city} FOR UPDATE`
    const found = await standing(tx, city)
    const next = [found.nextWake, nextAct === null ? null : new Date(nextAct)]
      .filter((at) => at !== null)
      .sort((a, b) => a.getTime() - b.getTime())[0]
    if (found.because !== null || next === undefined) return { ...found, moved: false }
    await tx.clock.update({ where: { city }, data: { now: next } })
    return { ...found, now: next, moved: true }
  })
}

/** Tells those that wait for the present instant that it has come. A hint: told again until they have acted. */
export async function tellClock(db: Database, temporal: Client, city: string): Promise<void> {
  const due = await db.$queryRaw<{ id: string; now: Date }[]>`
    SELECT p.id, k.now FROM process p JOIN clock k ON k.city = p.city WHERE p.city = ${city} AND p.started AND p.wake_at <= k.now
    UNION ALL SELECT g.id, k.now FROM gate g JOIN clock k ON k.city = g.city WHERE g.city = ${city} AND g.listening AND g.wake_at <= k.now`
  await Promise.all(
    due.map(async ({ id, now }) => {
      try {
        await temporal.workflow.getHandle(id).signal(clockMoved, now.toISOString())
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error
      }
    }),
  )
}

/** When a city's next mails leave, after its present instant; null: none are planned, or the office has stopped all mail. */
export async function nextMails(db: Transaction, city: string): Promise<Instant | null> {
  const [courier] = await db.$queryRaw<{ at: Date }[]>`
    SELECT g.wake_at AS at FROM gate g JOIN clock k ON k.city = g.city WHERE g.id = ${courierId(city)} AND g.wake_at > k.now`
  return courier?.at.toISOString() ?? null
}

/** Milliseconds between two looks while something holds the clock, and before a hint or a command is sent again. */
const glance = 40
const patience = 2_000

/**
 * Moves the clock to `target`, instant by instant, waiting at each until all that is due there has happened. Nobody acts
 * meanwhile: wakes and mails only. Stops early when `signal` aborts; called again it goes on.
 */
export async function advanceTo(
  connections: Connections,
  app: Application,
  city: string,
  target: Date,
  signal: AbortSignal,
): Promise<Standing> {
  const { db, temporal } = connections
  let told = 0
  for (;;) {
    const still = await standing(db, city)
    if (signal.aborted || (still.because === null && still.now >= target)) return still
    if (still.because === null) {
      const { moved } = await advanceClock(db, city, target.toISOString())
      if (moved) await tellClock(db, temporal, city)
      told = Date.now()
      continue
    }
    if (Date.now() - told > patience) {
      told = Date.now()
      await urge(connections, app, city)
    }
    await sleep(glance)
  }
}

/** What the relay does every minute, without the minute: commands without an answer, reactors and wakes whose hint was lost, as after a kill. */
export async function urge(connections: Connections, app: Pick<Application, 'apply'>, city: string): Promise<void> {
  const waiting = await connections.db.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM command c JOIN process p ON p.id = c.process_id
    WHERE p.city = ${city} AND c.state = 'received' AND c.recorded_at < clock_timestamp() - interval '2 seconds'`
  for (const { id } of waiting) await app.apply(id)
  await wakeOwing(connections, city)
  await tellClock(connections.db, connections.temporal, city)
}
