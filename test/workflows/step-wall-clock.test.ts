import { afterAll, beforeAll, expect, test } from 'vitest'
import { smallCity } from '../support/bundles.js'
import { type Rig, rigFor } from '../support/rig.js'
import { until } from './move-clock.js'

let rig: Rig
beforeAll(async () => {
  const { definition, bundle } = smallCity()
  // Its first step opens in May of the next year at the earliest.
  rig = await rigFor({ definition, bundle: { ...bundle, fiscalYear: new Date().getFullYear() } })
  await rig.startWorker()
})
afterAll(() => rig.close())

test('on the wall clock a step opens by itself at the instant it was moved to, and everybody is asked', async () => {
  const { departments, posts, programmes, fiscalYear } = rig.bundle
  await rig.app.startCycle({
    definition: rig.definition,
    fiscalYear,
    register: { departments, posts, programmes },
    post: rig.office,
    mailsLeave: true,
  })
  const cards = `${rig.cycle}/cards`
  const state = async () => (await rig.db.process.findUniqueOrThrow({ where: { id: cards } })).state
  await until('the first step waits for its opening', async () => (await state()) === 'waiting')

  const opensAt = new Date(Date.now() + 3_000).toISOString()
  const { id } = await rig.app.act({ processId: cards, act: 'reschedule', opensAt, post: rig.office, via: 'page', reason: '早めるため' })
  // Handed over again while it waits, as the relay does every minute.
  await until('the step has its new opening', async () => (await rig.app.apply(id)).state === 'applied')
  await until('it is open', async () => (await state()) === 'open')
  const opened = await rig.db.trail.findFirstOrThrow({ where: { processId: cards, kind: 'opened' } })
  expect(opened.recordedAt.toISOString() >= opensAt).toBe(true)
  const asked = () => rig.db.process.count({ where: { parentId: cards, state: 'open', started: true } })
  await until('all are asked', async () => (await asked()) === programmes.length)
  expect(await rig.db.process.count({ where: { parentId: cards, askedAt: { lt: opensAt } } })).toBe(0)
})
