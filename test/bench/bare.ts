import { startReadyProgram } from '../support/worker-process.js'
import { type BareInput, bareAct } from './bare-workflow.js'
import { cpuOf } from './cpu.js'
import { type Histories, readHistories } from './histories.js'
import type { Servers } from './servers.js'

/** What the same number of workflows with the same activities and Updates cost without anything of ours. */
export interface BareRun {
  workflows: number
  seconds: number
  /** CPU milliseconds */
  cpu: { worker: number; temporal: number; driver: number }
  histories: Histories
}

/** The share of the i-th of `of` workflows in a total, so that all shares add up to it. */
const share = (total: number, i: number, of: number): number => Math.floor(((i + 1) * total) / of) - Math.floor((i * total) / of)

/**
 * Runs the baseline: all workflows are started, then Update after Update is sent to each of them in turn, eight at a time, as
 * the people of a year do it step by step.
 */
export async function runBare(servers: Servers, totals: { workflows: number; activities: number; updates: number }): Promise<BareRun> {
  const env = { ...process.env, TEMPORAL_ADDRESS: servers.temporalAddress }
  const worker = await startReadyProgram({ file: 'test/bench/bare-worker.ts', env })
  const before = { at: Date.now(), worker: cpuOf(worker.pid), temporal: cpuOf(servers.pids.temporal), driver: driver() }
  const prefix = `bare-${Date.now()}`
  const inputs: BareInput[] = Array.from({ length: totals.workflows }, (_, i) => ({
    activities: share(totals.activities, i, totals.workflows),
    updates: share(totals.updates, i, totals.workflows),
  }))
  const ids = inputs.map((_, i) => `${prefix}/${i}`)
  const { workflow } = servers.temporal
  await eightAtATime(ids, async (workflowId, i) => {
    await workflow.start('bare', { workflowId, taskQueue: 'bench-bare', args: [inputs[i]] })
  })
  for (let round = 0; round < Math.max(...inputs.map((input) => input.updates)); round++) {
    await eightAtATime(ids, async (id, i) => {
      if (round < (inputs[i]?.updates ?? 0)) await workflow.getHandle(id).executeUpdate(bareAct, { args: [round] })
    })
  }
  await eightAtATime(ids, (id) => workflow.getHandle(id).result())
  const run = {
    workflows: ids.length,
    seconds: (Date.now() - before.at) / 1000,
    cpu: {
      worker: cpuOf(worker.pid) - before.worker,
      temporal: cpuOf(servers.pids.temporal) - before.temporal,
      driver: driver() - before.driver,
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
