import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { cacheFolder } from '../../stack/cache.js'
import { findTemporal } from '../../stack/temporal-binary.js'
import { smallCity } from '../support/bundles.js'
import { type Rig, rigFor } from '../support/rig.js'

// An auditor with Temporal's command line tool and nothing of ours.
let rig: Rig
let program: string
beforeAll(async () => {
  program = await findTemporal({ cache: await cacheFolder(tmpdir()), progress: () => undefined })
  rig = await rigFor(smallCity())
  await rig.startWorker()
  await rig.play()
}, 240_000)
afterAll(() => rig.close())

async function temporal(...words: string[]): Promise<string> {
  const args = [...words, '--address', inject('temporalAddress'), '--output', 'json']
  const { stdout } = await promisify(execFile)(program, args, {
    maxBuffer: 64 * 2 ** 20,
    env: { PATH: process.env['PATH'], HOME: tmpdir() },
  })
  return stdout
}

/** Ids of the workflows that a query of Temporal's list finds, in the order of their text. */
const list = async (query: string): Promise<string[]> => {
  const found = JSON.parse((await temporal('workflow', 'list', '--query', query)) || '[]') as { execution: { workflowId: string } }[]
  return found.map(({ execution }) => execution.workflowId).sort()
}
const count = (where: object) => rig.db.process.count({ where })

test('the year is found by its city, its definition and its fiscal year', async () => {
  const all = await list(`City = "${rig.city}" AND CycleDefinition = "harbour-town-plan" AND FiscalYear = 2021`)
  const known = await rig.db.process.findMany({ where: { cycleId: rig.cycle }, select: { id: true } })
  expect(all).toEqual([...new Set([rig.cycle, ...known.map(({ id }) => id)])].sort())
  expect(await list(`WorkflowId = "${rig.cycle}" AND State = "sealed"`)).toEqual([rig.cycle])
  expect(await list(`City = "${rig.city}" AND FiscalYear = 2020`)).toEqual([])
})

test('its steps are found by their kind of workflow, and each by its name', async () => {
  expect(await list(`City = "${rig.city}" AND WorkflowType = "step"`)).toEqual(
    ['cards', 'release', 'remarks', 'replies', 'sign'].map((step) => `${rig.cycle}/${step}`),
  )
  expect(await list(`City = "${rig.city}" AND WorkflowType = "step" AND Step = "cards" AND State = "closed"`)).toEqual([
    `${rig.cycle}/cards`,
  ])
})

test('an assignment is found by step and subject, by department and by how it ended', async () => {
  expect(await list(`City = "${rig.city}" AND Step = "cards" AND Subject = "lights"`)).toEqual([`${rig.cycle}/cards/lights`])
  expect(await list(`City = "${rig.city}" AND State = "attested"`)).toEqual([`${rig.cycle}/cards/lights`])
  expect(await list(`City = "${rig.city}" AND Department = "machi" AND Step = "cards"`)).toEqual(
    ['lights', 'market'].map((subject) => `${rig.cycle}/cards/${subject}`),
  )
  expect((await list(`City = "${rig.city}" AND WorkflowType = "assignment" AND State = "accepted"`)).length).toBe(
    await count({ kind: 'assignment', state: 'accepted' }),
  )
})

test('the history of an assignment says which post did what, in which order, and when it was due', async () => {
  const id = `${rig.cycle}/cards/market`
  const { events } = JSON.parse(await temporal('workflow', 'show', '-w', id)) as { events: Event[] }
  const asked = read<{ state: { post: string; dueAt: string }; startedAt: string }>(
    events[0]?.workflowExecutionStartedEventAttributes?.input,
  )
  expect(asked).toMatchObject({
    startedAt: '2022-05-09T01:00:00.000Z',
    state: { post: `${rig.city}/machi-officer`, dueAt: '2022-05-27T08:00:00.000Z' },
  })

  const acts = events.flatMap((event) => {
    const request = event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest
    if (!request) return []
    return [{ ...read<{ id: string; act: string; post: string }>(request.input.args), update: request.meta.updateId, at: event.eventTime }]
  })
  expect(acts.map(({ act, post }) => [act, post])).toEqual([
    ['submit', `${rig.city}/machi-officer`],
    ['accept', rig.office],
  ])
  for (const { id, update, at } of acts) {
    expect(update).toBe(id)
    expect(Date.parse(at)).not.toBeNaN()
    // The same number leads from Temporal's history to the row of the trail.
    expect(await rig.db.trail.findFirst({ where: { cycleId: rig.cycle, key: id } })).toMatchObject({ kind: 'applied' })
  }
  const answers = events.flatMap((event) => event.workflowExecutionUpdateCompletedEventAttributes?.outcome.success ?? [])
  expect(answers.map((answer) => read<{ state: { status: string } }>(answer).state.status)).toEqual(['submitted', 'accepted'])
})

/** What travelled, as the tool prints it: JSON in base64. */
interface Travelled {
  payloads: { data: string }[]
}
const read = <T>(travelled: Travelled | undefined): T =>
  JSON.parse(Buffer.from(travelled?.payloads[0]?.data ?? '', 'base64').toString('utf8'))

interface Event {
  eventTime: string
  workflowExecutionStartedEventAttributes?: { input: Travelled }
  workflowExecutionUpdateAcceptedEventAttributes?: { acceptedRequest: { meta: { updateId: string }; input: { args: Travelled } } }
  workflowExecutionUpdateCompletedEventAttributes?: { outcome: { success: Travelled } }
}
