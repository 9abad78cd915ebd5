import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { bundleWorkflowCode, Worker, type WorkflowBundleOption } from '@temporalio/worker'
import '../support/quiet-engine.js'
import { DeterminismViolationError } from '@temporalio/workflow'
import { expect, inject, test } from 'vitest'
import { type GoldenHistory, readGolden } from './golden.js'

// A workflow runs for eighteen months; the code that takes it up may be newer than its history. These are the gate of a release.

/** Replays histories on a bundle; answers with the error of each that the bundle cannot go on from. */
async function replay(workflowBundle: WorkflowBundleOption, histories: GoldenHistory[]): Promise<Map<string, Error>> {
  const failed = new Map<string, Error>()
  const told = histories.map(({ name, history }) => ({ workflowId: name, history }))
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle, replayName: 'golden' }, told)) {
    if (error) failed.set(workflowId, error)
  }
  return failed
}

test('the present workflows can go on from every history ever recorded, closed or in the middle', async () => {
  const histories = await readGolden()
  const failed = await replay({ codePath: inject('workflowBundle') }, histories)
  expect([...failed].map(([name, error]) => `${name}: ${error.message}`)).toEqual([])
  expect(histories.length).toBeGreaterThanOrEqual(24)
})

test('workflows that were changed carelessly are caught by the same histories', async () => {
  const { code } = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('./broken/workflows.ts', import.meta.url)),
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error: console.error },
  })
  // One that has only begun, and asked for nothing yet, contradicts nobody.
  const histories = (await readGolden()).filter(({ name }) => /^(assignment|step)-/.test(name) && name !== 'assignment-open')
  const failed = await replay({ code }, histories)
  expect([...failed.keys()].sort()).toEqual(histories.map(({ name }) => name).sort())
  for (const error of failed.values()) expect(error).toBeInstanceOf(DeterminismViolationError)
})

test('histories of every kind of workflow, closed and running, are there', async () => {
  const kinds = new Map<string, Set<string>>()
  for (const { history } of await readGolden()) {
    const [first, last] = [history.events[0], history.events.at(-1)]
    const started = first?.['workflowExecutionStartedEventAttributes'] as { workflowType: { name: string } }
    const end = /EXECUTION_(COMPLETED|CONTINUED_AS_NEW)$/.exec(last?.eventType ?? '')?.[1] ?? 'RUNNING'
    kinds.set(started.workflowType.name, (kinds.get(started.workflowType.name) ?? new Set()).add(end))
  }
  expect(Object.fromEntries([...kinds].map(([kind, ends]) => [kind, [...ends].sort()]))).toEqual({
    annualCycle: ['COMPLETED', 'RUNNING'],
    assignment: ['COMPLETED', 'RUNNING'],
    courier: ['RUNNING'],
    housekeeping: ['COMPLETED'],
    relay: ['COMPLETED'],
    step: ['COMPLETED', 'CONTINUED_AS_NEW', 'RUNNING'],
  })
})

test('the recorded histories hold no address, no content and no name of a machine', async () => {
  const folder = new URL('./histories/', import.meta.url)
  for (const file of await readdir(folder)) {
    const text = await readFile(new URL(file, folder), 'utf8')
    const payloads = [...text.matchAll(/"data":"([^"]*)"/g)].map(([, data]) => Buffer.from(data ?? '', 'base64').toString('utf8'))
    for (const part of [text, ...payloads])
      expect(part).not.toMatch(/\.example|"identity"|[\p{Script=Hiragana}\p{Script=Katakana}]|\/(root|home|work|tmp)\//u)
  }
})
