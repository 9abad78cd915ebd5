import { fileURLToPath } from 'node:url'
import { defaultPayloadConverter } from '@temporalio/common'
import { MockActivityEnvironment } from '@temporalio/testing'
import { bundleWorkflowCode } from '@temporalio/worker'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCompareRecords } from '../../activities/compare-records.js'
import { startCity } from '../../client/app/ensure-running.js'
import { startFlow } from '../../client/app/start-flow.js'
import { courierId } from '../../domain/process/ids.js'
import { verifyChain } from '../../domain/trail/chain.js'
import { smallCity } from '../support/bundles.js'
import { type Rig, rigFor } from '../support/rig.js'
import { moveTo, quiet, until } from './move-clock.js'

let rig: Rig
let stopWorker: () => Promise<void>
const cards = (subject: string) => `${rig.cycle}/cards/${subject}`
beforeAll(async () => {
  rig = await rigFor(smallCity())
  stopWorker = await rig.startWorker()
  await rig.startYear()
  await moveTo(rig, '2022-05-09T02:00:00.000Z')
})
afterAll(() => rig.close())

const faults = (kind: string) => rig.db.fault.findMany({ where: { city: rig.city, kind, clearedAt: null }, orderBy: { id: 'asc' } })
/** Compares once, as the daily housekeeping does. */
async function compare(): Promise<number> {
  const { db, connections } = rig
  const { compareRecords } = createCompareRecords({
    db,
    temporal: connections.temporal,
    log: pino({ level: 'silent' }),
    smtpUrl: rig.mail.url,
    publicUrl: '',
    apply: async () => undefined,
    start: (flow) => startFlow(connections, 'again', flow),
    resume: (city) => startCity(connections, city, 'again'),
    moveDue: async () => undefined,
  })
  return new MockActivityEnvironment().run(compareRecords, rig.city)
}

test('a year in which everything is as it should be gives no alarm', async () => {
  expect(await compare()).toBe(0)
  expect(await rig.db.fault.count()).toBe(0)
})

test('a workflow whose code fails is told to people once, soon and unasked, and no longer when a mended worker runs', async () => {
  await stopWorker()
  const { code } = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('./broken/workflows.ts', import.meta.url)),
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error: console.error },
  })
  // Two, as on a cluster: both look, and tell one thing.
  const broken = [await rig.startWorker({ workflowBundle: { code }, watchSeconds: 0.2 })]
  broken.push(await rig.startWorker({ workflowBundle: { code }, watchSeconds: 0.2 }))
  // The same assignment, with tasks that are given up after a second instead of ten.
  const first = rig.connections.temporal.workflow.getHandle(cards('crane'))
  const [began] = (await first.fetchHistory()).events ?? []
  const given = began?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0]
  if (!given) throw new Error('The assignment was started with nothing.')
  await first.terminate()
  const handle = await rig.connections.temporal.workflow.start('assignment', {
    workflowId: cards('crane'),
    taskQueue: rig.connections.taskQueue,
    workflowTaskTimeout: '1 second',
    args: [defaultPayloadConverter.fromPayload(given)],
  })
  const receipt = await rig.app.receive({
    processId: cards('crane'),
    act: 'attest',
    post: rig.office,
    via: 'page',
    reason: '該当がないため',
  })
  const applying = rig.app.apply(receipt.id)
  await until('somebody is told', async () => (await faults('failing-workflow')).length > 0)
  expect((await handle.describe()).raw.pendingWorkflowTask?.attempt ?? 0).toBeGreaterThanOrEqual(3)
  const told = await faults('failing-workflow')
  // What compares everything once a day finds the same.
  expect(await compare()).toBe(1)
  expect(told).toMatchObject([{ processId: cards('crane') }])
  expect(await faults('failing-workflow')).toEqual(told)
  await Promise.all(broken.map((stop) => stop()))

  stopWorker = await rig.startWorker({ watchSeconds: 0.2 })
  await applying
  await until('what was asked for is applied', async () => (await rig.app.apply(receipt.id)).state === 'applied')
  await quiet(rig)
  await until('the alarm is over', async () => (await faults('failing-workflow')).length === 0)
  expect(await compare()).toBe(0)
})

test('workflows that were terminated are told, start again from their records, and the year still ends', async () => {
  const { temporal } = rig.connections
  const extended = await rig.app.act({
    processId: cards('market'),
    act: 'extend',
    dueAt: '2022-06-01T08:00:00.000Z',
    post: rig.office,
    via: 'page',
    reason: '集計のため',
  })
  expect(extended.state).toBe('applied')
  const ended = [rig.cycle, `${rig.cycle}/cards`, cards('market'), cards('crane'), courierId(rig.city)]
  for (const id of ended) await temporal.workflow.getHandle(id).terminate('a hand that did not ask')

  // At the next start of a worker.
  await rig.app.ensureRunning(rig.city)
  await until('all of them are told', async () => (await faults('missing-workflow')).length === ended.length)
  expect((await faults('missing-workflow')).map((fault) => fault.processId).sort()).toEqual([...ended].sort())
  await until('all of them run', async () => {
    const found = await Promise.all(ended.map((id) => temporal.workflow.getHandle(id).describe()))
    return found.every((flow) => flow.status.name === 'RUNNING')
  })

  const again = await rig.app.act({
    processId: cards('market'),
    act: 'extend',
    dueAt: '2022-06-02T08:00:00.000Z',
    post: rig.office,
    via: 'page',
    reason: '集計のため',
  })
  expect(again).toMatchObject({ state: 'applied', seq: (extended.seq ?? 0) + 1 })
  await rig.play()
  expect((await rig.db.process.findUniqueOrThrow({ where: { id: rig.cycle } })).state).toBe('sealed')
  const rows = await rig.db.trail.findMany({ where: { cycleId: rig.cycle }, orderBy: { no: 'asc' } })
  expect(verifyChain(rows, await rig.db.chainHead.findUniqueOrThrow({ where: { cycleId: rig.cycle } }))).toEqual([])
  const mails = await rig.db.mail.findMany()
  expect(rig.mail.taken.map((mail) => mail.messageId).sort()).toEqual(mails.map((mail) => mail.messageId).sort())
})

test('a workflow that runs on after its records have ended is told', async () => {
  const stray = cards('market')
  await rig.connections.temporal.workflow.start('assignment', {
    workflowId: stray,
    taskQueue: rig.connections.taskQueue,
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    searchAttributes: { City: [rig.city] },
    args: [
      {
        id: stray,
        clock: 'played',
        startedAt: '2022-05-09T02:00:00.000Z',
        state: { status: 'open', dueAt: '2099-01-01T00:00:00.000Z', post: 'x', versionId: null, checked: true, overdue: false },
      },
    ],
  })
  await until('it is told', async () => (await compare()) > 0 && (await faults('stray-workflow')).length > 0)
  expect(await faults('stray-workflow')).toMatchObject([{ processId: stray }])
})
