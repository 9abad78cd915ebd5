import '../support/quiet-engine.js'
import { Worker } from '@temporalio/worker'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { AssignmentState } from '../../domain/process/assignment.js'
import type { Command, Entry, Recorded } from '../../domain/process/command.js'
import { act, status } from '../../workflows/acting.js'
import type { AssignmentInput } from '../../workflows/assignment/contract.js'
import { type ClockKind, clockMoved } from '../../workflows/clock.js'
import { testTemporal } from '../support/temporal.js'
import { until } from './move-clock.js'

// The clock of workflows, by the assignment's own: what is recorded is only noted here, with the moment at which it came.

interface Noted {
  event: string
  dueAt: string
  at: number
}
const noted = new Map<string, Noted[]>()
const notes = (id: string): Noted[] => noted.get(id) ?? []

let temporal: Awaited<ReturnType<typeof testTemporal>>
let worker: Worker
let ran: Promise<void>
beforeAll(async () => {
  temporal = await testTemporal()
  worker = await Worker.create({
    connection: temporal.workerConnection,
    taskQueue: temporal.name,
    workflowBundle: { codePath: inject('workflowBundle') },
    activities: {
      async record({ processId, seq, next, event, command }: Entry<AssignmentState>): Promise<Recorded<AssignmentState>> {
        noted.set(processId, [...notes(processId), { event: event ?? command?.act ?? '', dueAt: next.dueAt, at: Date.now() }])
        return { seq, state: next, outcome: 'applied' }
      },
    },
  })
  ran = worker.run()
})
afterAll(async () => {
  worker.shutdown()
  await ran
  await temporal.close()
})

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString()

async function begin(name: string, clock: ClockKind, dueAt: string) {
  const id = `${temporal.name}/${name}`
  const state: AssignmentState = { status: 'open', dueAt, post: 'officer', versionId: null, checked: true, overdue: false }
  const input: AssignmentInput = { id, clock, startedAt: '2016-08-08T00:00:00.000Z', state }
  const handle = await temporal.client.workflow.start('assignment', { workflowId: id, taskQueue: temporal.name, args: [input] })
  const extend = (to: string) => {
    const command: Command = { id: `${id}/extend`, act: 'extend', post: 'office', dueAt: to }
    return handle.executeUpdate(act, { updateId: command.id, args: [command] })
  }
  const overdue = () => until('it is noted as overdue', async () => notes(id).find((note) => note.event === 'overdue'))
  return { id, handle, extend, overdue }
}

test('on the wall clock an assignment is overdue at its due instant, not before', async () => {
  const dueAt = inSeconds(1.5)
  const { overdue, handle } = await begin('due', 'wall', dueAt)
  const { at } = await overdue()
  expect(at).toBeGreaterThanOrEqual(Date.parse(dueAt))
  await handle.terminate()
})

test('a deadline moved later is not noted as passed when the first timer would have rung', async () => {
  const { id, extend, overdue, handle } = await begin('later', 'wall', inSeconds(1.5))
  const dueAt = inSeconds(3)
  await extend(dueAt)
  const { at } = await overdue()
  expect(at).toBeGreaterThanOrEqual(Date.parse(dueAt))
  expect(notes(id).map((note) => [note.event, note.dueAt])).toEqual([
    ['extend', dueAt],
    ['overdue', dueAt],
  ])
  await handle.terminate()
})

test('a deadline moved earlier is kept, not the one that was waited for', async () => {
  const { extend, overdue, handle } = await begin('earlier', 'wall', inSeconds(86_400))
  const dueAt = inSeconds(1)
  await extend(dueAt)
  const { at } = await overdue()
  expect(at).toBeGreaterThanOrEqual(Date.parse(dueAt))
  await handle.terminate()
})

test('on the played clock real time means nothing, and a hint that comes too early wakes nobody', async () => {
  const { id, handle, overdue } = await begin('played', 'played', '2016-09-02T08:00:00.000Z')
  await handle.signal(clockMoved, '2016-09-02T07:59:59.999Z')
  // Answered only after what came before it has been worked off.
  expect(await handle.query(status)).toMatchObject({ seq: 0, state: { overdue: false } })
  expect(notes(id)).toEqual([])
  await handle.signal(clockMoved, '2016-09-02T08:00:00.000Z')
  await overdue()
  await handle.terminate()
})

test('a hint that comes late or twice, or tells of an earlier instant, changes nothing', async () => {
  const { id, handle, extend, overdue } = await begin('hints', 'played', '2016-09-02T08:00:00.000Z')
  for (const instant of ['2016-09-05T00:00:00.000Z', '2016-09-05T00:00:00.000Z', '2016-08-09T00:00:00.000Z'])
    await handle.signal(clockMoved, instant)
  await overdue()
  // It still knows that it is 5 September.
  await extend('2016-09-04T08:00:00.000Z')
  await until('the shorter extension has passed too', async () => notes(id).filter((note) => note.event === 'overdue').length === 2)
  await handle.terminate()
})

test('a hint that is no instant stops no clock', async () => {
  const { handle, overdue } = await begin('nonsense', 'played', '2016-09-02T08:00:00.000Z')
  await handle.signal(clockMoved, 'tomorrow')
  await handle.signal(clockMoved, '2016-09-02T08:00:00.000Z')
  await overdue()
  await handle.terminate()
})
