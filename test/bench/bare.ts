import { searchAttribute } from '../../workflows/search-attributes.js'
import { startReadyProgram } from '../support/worker-process.js'
import { type BareInput, bareAct, bareEnd } from './bare-workflow.js'
import { cpuOf } from './cpu.js'
import { type Histories, readHistories } from './histories.js'
import type { Servers } from './servers.js'

/** What as many workflows with the same activities and Updates cost without anything of ours. */
export interface BareRun {
  workflows: number
  seconds: number
  /** CPU milliseconds */
  cpu: { worker: number; postgres: number; temporal: number; driver: number }
  histories: Histories
}

/** The share of the i-th of `of` workflows in a total, so that all shares add up to it. */
const share = (total: number, i: number, of: number): number => Math.floor(((i + 1) * total) / of) - Math.floor((i * total) / of)

/** What an assignment is found by. */
const attributes = [
  { key: searchAttribute.city, value: 'bare' },
  { key: searchAttribute.definition, value: 'bare' },
  { key: searchAttribute.fiscalYear, value: 2016 },
  { key: searchAttribute.step, value: 'step' },
  { key: searchAttribute.subject, value: 'subject' },
  { key: searchAttribute.state, value: 'open' },
  { key: searchAttribute.department, value: 'department' },
]

/**
 * Runs the baseline: all workflows are started, then Update after Update is sent to each of them in turn, eight at a time, as
 * the people of a year do it step by step.
 * @param durable with what ours keep besides: each activity is one commit by plain pg, search attributes are set and changed, a signal ends it
 */
export async function runBare(
  servers: Servers,
  totals: { workflows: number; activities: number; updates: number },
  durable = false,
): Promise<BareRun> {
  const database = durable ? (await servers.database()).ownerUrl : ''
  const env = { ...process.env, TEMPORAL_ADDRESS: servers.temporalAddress, DATABASE_URL: database }
  const worker = await startReadyProgram({ file: 'test/bench/bare-worker.ts', env })
  const cpu = () => ({
    worker: cpuOf(worker.pid),
    postgres: cpuOf(servers.pids.postgres),
    temporal: cpuOf(servers.pids.temporal),
    driver: driver(),
  })
  const before = { at: Date.now(), cpu: cpu() }
  const prefix = `bare-${Date.now()}`
  const inputs: BareInput[] = Array.from({ length: totals.workflows }, (_, i) => ({
    activities: share(totals.activities, i, totals.workflows),
    updates: share(totals.updates, i, totals.workflows),
    durable,
  }))
  const ids = inputs.map((_, i) => `${prefix}/${i}`)
  const { workflow } = servers.temporal
  await eightAtATime(ids, async (workflowId, i) => {
    await workflow.start('bare', {
      workflowId,
      taskQueue: 'bench-bare',
      args: [inputs[i]],
      ...(durable ? { typedSearchAttributes: attributes } : {}),
    })
  })
  for (let round = 0; round < Math.max(...inputs.map((input) => input.updates)); round++) {
    await eightAtATime(ids, async (id, i) => {
      if (round < (inputs[i]?.updates ?? 0)) await workflow.getHandle(id).executeUpdate(bareAct, { args: [round] })
    })
  }
  if (durable) await eightAtATime(ids, (id) => workflow.getHandle(id).signal(bareEnd))
  await eightAtATime(ids, (id) => workflow.getHandle(id).result())
  const after = cpu()
  const run = {
    workflows: ids.length,
    seconds: (Date.now() - before.at) / 1000,
    cpu: {
      worker: after.worker - before.cpu.worker,
      postgres: durable ? after.postgres - before.cpu.postgres : 0,
      temporal: after.temporal - before.cpu.temporal,
      driver: after.driver - before.cpu.driver,
    },
  }
  await worker.stop()
  return { ...run, histories: await readHistories(servers.temporal, `WorkflowId STARTS_WITH "${prefix}"`) }
}

function driver(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

async function eightAtATime(ids: string[], work: (id: string, index: number) => Promise<unknown>): Promise<void> {
  let next = 0
  const hand = async () => {
    for (let at = next++; at < ids.length; at = next++) await work(ids[at] ?? '', at)
  }
  await Promise.all(Array.from({ length: 8 }, hand))
}
