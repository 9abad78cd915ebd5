import { randomUUID } from 'node:crypto'
import { WorkflowUpdateFailedError } from '@temporalio/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Application } from '../../client/app/application.js'
import { play } from '../../client/player/player.js'
import type { Command } from '../../domain/process/command.js'
import { verifyChain } from '../../domain/trail/chain.js'
import { act } from '../../workflows/acting.js'
import { smallCity } from '../support/bundles.js'
import { type FinalState, finalState } from '../support/final-state.js'
import { type Rig, rigFor } from '../support/rig.js'
import { disagreements, playUntil } from '../support/stage.js'

let rig: Rig
let undisturbed: FinalState
let disagreed: string[]
/** Updates sent behind the application's back that the flow took in; what its state does not allow it turns away at once. */
const taken = new Set<string>()

beforeAll(async () => {
  const quietYear = await rigFor(smallCity())
  await quietYear.startWorker()
  await quietYear.play()
  undisturbed = await finalState(quietYear.db, quietYear.cycle)
  await quietYear.close()

  rig = await rigFor(smallCity())
  await rig.startWorker()
  const { bundle, definition } = rig
  const app = besetBy(rig)
  await playUntil({ ...rig, app }, ({ steps }) => steps['release'] === 'open')
  disagreed = await disagreements(rig)
  await play(rig.connections, app, { bundle, definition })
}, 180_000)
afterAll(() => rig.close())

/** Straight to the engine, as anybody can who reaches its port. */
async function forge(processId: string, updateId: string, command: Command): Promise<void> {
  try {
    const handle = rig.connections.temporal.workflow.getHandle(processId)
    const recorded = await handle.executeUpdate(act, { updateId, args: [command] })
    expect(recorded.outcome).toBe('void')
    taken.add(`${processId}#${updateId}`)
  } catch (error) {
    if (!(error instanceof WorkflowUpdateFailedError)) throw error
  }
}

/** The application, with a forger who is quicker than every person who acts. */
function besetBy({ app, db, city, cycle, office }: Rig): Application {
  const far = { dueAt: '2030-01-01T00:00:00.000Z', opensAt: '2030-01-01T00:00:00.000Z' }
  const invented = (act: string, rest: object = {}): Command => ({ id: randomUUID(), act, post: office, ...rest })
  let turn = 0

  const beset = async (target: { id: string; state: string; parentId: string | null; versionId: string | null }) => {
    const elsewhere = { cycleId: cycle, state: 'applied', processId: { not: target.id } }
    const other = await db.command.findFirst({ where: elsewhere, orderBy: { receiptNo: 'desc' } })
    const submitted = target.state === 'submitted'
    const forgeries: [string, Command][] = [
      [target.id, invented('withdraw')],
      [target.parentId ?? '', invented('override', { requirement: 'fresh' })],
      [target.id, submitted ? invented('accept', { versionId: target.versionId }) : invented('submit', { versionId: `${target.id}@99` })],
      [target.id, { ...invented('withdraw'), ...(other ? { id: other.id } : {}) }],
      [target.id, submitted ? invented('return', far) : invented('extend', far)],
      [target.parentId ?? '', invented('reschedule', far)],
      [target.id, invented('reassign', { toPost: `${city}/nobody` })],
      [cycle, invented('amend', { versionId: `${cycle}@2` })],
    ]
    for (const [id, command] of [...forgeries, ...forgeries].slice(turn % 8, (turn % 8) + 4)) await forge(id, command.id, command)
  }
  return {
    ...app,
    async act(request) {
      const target = await db.process.findUniqueOrThrow({ where: { id: request.processId } })
      if (target.kind !== 'assignment') return app.act(request)
      turn += 3
      await beset(target)
      // Forged under the command's own id, with another content: before it is received at all, or after.
      const id = request.id ?? randomUUID()
      const own = { ...invented('withdraw'), id }
      // A sheet asked for again would be another version, and the year no longer comparable: judged are the other acts.
      const when = request.act === 'submit' ? null : turn % 2 === 0 ? 'before' : 'after'
      const again = (await db.command.count({ where: { processId: target.id, state: 'refused' } })) > 0
      if (when === 'before' && !again) await forge(target.id, id, own)
      const receipt = await app.receive({ ...request, id })
      if (when === 'after' && !again) await forge(target.id, id, own)
      return app.apply(receipt.id)
    },
  }
}

test('over a hundred forged acts are all void, and each raises an alarm', async () => {
  expect(taken.size).toBeGreaterThan(100)
  expect(await rig.db.fault.count({ where: { cycleId: rig.cycle, kind: 'forged-act' } })).toBe(taken.size)
  const rows = await rig.db.trail.findMany({ where: { cycleId: rig.cycle, kind: 'void' } })
  expect(rows.filter(({ body }) => JSON.parse(body).forged)).toHaveLength(taken.size)
})

test('a real command whose id was used by a forger is refused, and its person asks again', async () => {
  const refused = await rig.db.command.findMany({ where: { cycleId: rig.cycle, state: 'refused' } })
  expect(refused.length).toBeGreaterThan(3)
  for (const { outcome } of refused) expect(outcome).toEqual({ refusal: 'changed-meanwhile' })
  expect(await rig.db.command.count({ where: { cycleId: rig.cycle, state: 'received' } })).toBe(0)
})

test('the beset year ends as an undisturbed one, and its trail is whole', async () => {
  expect(await finalState(rig.db, rig.cycle)).toEqual(undisturbed)
  const rows = await rig.db.trail.findMany({ where: { cycleId: rig.cycle }, orderBy: { no: 'asc' } })
  expect(verifyChain(rows, await rig.db.chainHead.findUniqueOrThrow({ where: { cycleId: rig.cycle } }))).toEqual([])
})

test('before the seal, every projection stands where its own flow says it does', () => expect(disagreed).toEqual([]))
