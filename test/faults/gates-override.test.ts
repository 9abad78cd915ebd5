import { afterAll, beforeAll, expect, test } from 'vitest'
import { smallCity } from '../support/bundles.js'
import { type Rig, rigFor } from '../support/rig.js'
import { eventually, playUntil, quiet } from '../support/stage.js'

let rig: Rig
const step = () => `${rig.cycle}/sign`
const stateOf = async (id: string) => (await rig.db.process.findUniqueOrThrow({ where: { id } })).state
const overriding = () => ({ processId: step(), act: 'override', post: rig.office, via: 'page' as const, requirement: 'answered' })

beforeAll(async () => {
  const year = smallCity()
  rig = await rigFor({ ...year, bundle: { ...year.bundle, actions: year.bundle.actions.filter(({ subject }) => subject !== 'market') } })
  await rig.startWorker()
  await playUntil(rig, ({ steps }) => steps['sign'] === 'open')
  const decision = { processId: `${rig.cycle}/sign/sign`, act: 'submit', post: `${rig.city}/mayor`, via: 'page' as const }
  await rig.app.act({ ...decision, content: { decidedOn: '2022-07-15' } })
  await quiet(rig)
}, 120_000)
afterAll(() => rig.close())

test('a requirement is not set aside without a reason, or without a second person fit to stand for it', async () => {
  await expect(rig.app.act({ ...overriding(), second: `${rig.city}/seisaku-head` })).rejects.toMatchObject({ code: 'incomplete-command' })
  const reason = '期限までに対応が定まらないため'
  for (const second of [undefined, rig.office, `${rig.city}/nobody`, `${rig.city}/machi-officer`]) {
    const outcome = await rig.app.act({ ...overriding(), reason, ...(second ? { second } : {}) })
    expect(outcome, second ?? 'nobody').toMatchObject({ state: 'refused', refusal: 'second-person' })
  }
  const outcome = await rig.app.act({ ...overriding(), reason, second: rig.office, post: `${rig.city}/seisaku-head` })
  expect(outcome).toMatchObject({ state: 'refused', refusal: 'wrong-post' })
  await quiet(rig)
  expect(await stateOf(step())).toBe('open')
})

test('set aside by name, with a reason and a second person, it lets the step close and stands in the trail', async () => {
  const [reason, second] = ['期限までに対応が定まらないため', `${rig.city}/seisaku-head`]
  const outcome = await rig.app.act({ ...overriding(), reason, second })
  expect(outcome).toMatchObject({ state: 'applied' })
  await eventually('the decision is closed', async () => (await stateOf(step())) === 'closed')
  const told = { kind: 'override', act: 'override', requirement: 'answered', reason, second, post: rig.office }
  const row = await rig.db.trail.findFirstOrThrow({ where: { cycleId: rig.cycle, key: outcome.id } })
  expect([row.kind, JSON.parse(row.body)]).toMatchObject(['override', told])
  const closed = await rig.db.trail.findFirstOrThrow({ where: { processId: step(), kind: 'closed' } })
  expect(JSON.parse(closed.body).overrides).toEqual([{ requirement: 'answered', reason, second, by: rig.office }])
})
