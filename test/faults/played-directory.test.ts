import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { smallCity } from '../support/bundles.js'
import { type Rig, rigFor } from '../support/rig.js'

vi.setConfig({ testTimeout: 120_000 })
let rig: Rig
beforeAll(async () => {
  rig = await rigFor(smallCity())
  await rig.startWorker()
  await rig.startYear()
}, 120_000)
afterAll(() => rig.close())

test('in a played year, work goes to the successor on the morning of the day, though nobody else has anything to do then', async () => {
  const [fromPost, toPost] = [`${rig.city}/machi-officer`, `${rig.city}/minato-officer`]
  const on = new Date('2022-05-14')
  const by = { byPerson: 'somebody', byPost: rig.office }
  await rig.db.postSuccessor.create({ data: { id: randomUUID(), city: rig.city, fromPost, toPost, on, ...by } })
  await rig.play('2022-05-16T03:00:00.000Z')
  const moved = await rig.db.command.findMany({ where: { act: 'reassign' } })
  expect(moved.length).toBeGreaterThan(0)
  expect(new Set(moved.map(({ state, receivedAt }) => `${state} ${receivedAt.toISOString()}`))).toEqual(
    new Set(['applied 2022-05-13T15:00:00.000Z']),
  )
  expect(await rig.db.process.count({ where: { post: fromPost, state: { in: ['open', 'returned', 'submitted'] } } })).toBe(0)
})
