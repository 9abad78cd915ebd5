import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, type TestContext, test } from 'vitest'
import { createApplication } from '../../client/app/application.js'
import { play } from '../../client/player/player.js'
import { verifyChain } from '../../domain/trail/chain.js'
import { openDatabase } from '../../prisma/db.js'
import { smallCity } from '../support/bundles.js'
import { type FinalState, finalState } from '../support/final-state.js'
import { type PostgresLine, postgresLine } from '../support/postgres-line.js'
import { type Rig, rigFor } from '../support/rig.js'
import { eventually } from '../support/stage.js'

let undisturbed: FinalState

beforeAll(async () => {
  const quietYear = await rigFor(smallCity())
  await quietYear.startWorker()
  await quietYear.play()
  undisturbed = await finalState(quietYear.db, quietYear.cycle)
  await quietYear.close()
}, 120_000)

/** A year whose worker reaches the database through a line that can be disturbed; the test looks at the database directly. */
async function yearOnALine({ onTestFinished }: TestContext): Promise<{ rig: Rig; line: PostgresLine }> {
  const rig = await rigFor(smallCity())
  const line = await postgresLine(rig.database.url)
  onTestFinished(async () => {
    line.mend()
    await rig.close()
    await line.close()
  })
  rig.database.url = line.url
  await rig.startWorker()
  return { rig, line }
}

/** How often the engine has tried to have this flow's act recorded. */
async function attempts(rig: Rig, id: string): Promise<number> {
  const { raw } = await rig.connections.temporal.workflow.getHandle(id).describe()
  return Math.max(0, ...(raw.pendingActivities ?? []).filter((one) => one.activityType?.name === 'record').map((one) => one.attempt ?? 0))
}

async function whole(rig: Rig): Promise<void> {
  expect(await rig.db.command.count({ where: { state: { not: 'applied' } } })).toBe(0)
  expect(await rig.db.fault.count({ where: { kind: { notIn: ['mail-ambiguous'] } } })).toBe(0)
  const rows = await rig.db.trail.findMany({ where: { cycleId: rig.cycle }, orderBy: { no: 'asc' } })
  expect(verifyChain(rows, await rig.db.chainHead.findUniqueOrThrow({ where: { cycleId: rig.cycle } }))).toEqual([])
  const taken = rig.mail.taken.map(({ messageId }) => messageId)
  expect(new Set(taken).size).toBe(taken.length)
}

/** How long the database is away, in milliseconds: the condition itself, and the one thing here that is waited out. */
const minute = 60_000

test.concurrent.for([
  // At least so often within the minute: the pauses grow to ten seconds, and each attempt at a database that hangs takes five more.
  ['is gone', 'cut', 6],
  ['hangs', 'hang', 4],
] as const)(
  'while the database %s for a minute, commands in flight wait; afterwards nothing is lost, nothing is twice, the year goes on',
  { timeout: 240_000 },
  async ([, how, tries], context) => {
    const { rig, line } = await yearOnALine(context)
    let acts = 0
    let struck: { id: string; at: number } | undefined
    const app: typeof rig.app = {
      ...rig.app,
      async act(request) {
        const receipt = await rig.app.receive(request)
        if (++acts === 3) {
          struck = { id: request.processId, at: Date.now() }
          line[how]()
        }
        return rig.app.apply(receipt.id)
      },
    }
    const played = play(rig.connections, app, { bundle: rig.bundle, definition: rig.definition })
    await eventually('an act meets the database away', async () => struck !== undefined, 60)
    const { id, at } = struck ?? { id: '', at: 0 }
    await sleep(at + minute - Date.now())
    expect(await attempts(rig, id)).toBeGreaterThanOrEqual(tries)
    expect(await rig.db.command.count({ where: { processId: id, state: 'received' } })).toBe(1)
    line.mend()
    await played
    expect(await finalState(rig.db, rig.cycle)).toEqual(undisturbed)
    await whole(rig)
  },
)

test('commits whose word is lost on the way are not done again, by the worker or by the person who asks again', async (context) => {
  const { rig, line } = await yearOnALine(context)
  const db = openDatabase(line.url, { max: 10 })
  const connections = { ...rig.connections, db }
  const app = createApplication(connections)
  line.loseEvery = 17
  let broken = 0
  for (let ended = false; !ended; ) {
    try {
      await play(connections, app, { bundle: rig.bundle, definition: rig.definition })
      ended = true
    } catch (error) {
      // Whoever sat before the page sees an error, and does the same again.
      if (line.lost === 0) throw error
      if (++broken > 200) throw error
    }
  }
  line.loseEvery = 0
  await db.$disconnect()
  expect(line.lost).toBeGreaterThan(5)
  const end = await finalState(rig.db, rig.cycle)
  // A mail whose sending could not be noted is for a person to settle; nothing else may differ.
  const settled = end.notices.map((notice) => ({
    ...(notice as object),
    ...((notice as { state: string }).state === 'ambiguous' ? { state: 'sent' } : {}),
  }))
  const byText = (rows: unknown[]) => rows.map((row) => JSON.stringify(row, Object.keys(row as object).sort())).sort()
  expect(byText(settled)).toEqual(byText(undisturbed.notices))
  expect({ ...end, notices: [] }).toEqual({ ...undisturbed, notices: [] })
  await whole(rig)
}, 120_000)
