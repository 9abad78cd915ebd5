import { afterAll, beforeAll, expect, it } from 'vitest'
import { reviewCity } from '../support/review-city.js'
import { type Rig, rigFor } from '../support/rig.js'

let rig: Rig

beforeAll(async () => {
  const { definition, bundle } = reviewCity()
  rig = await rigFor({
    definition: {
      ...definition,
      steps: definition.steps.map((step) => (step.id === 'replies' ? { ...step, requires: ['answered'] } : step)),
    },
    // One opinion stays without an answer: the answers' step closes by the office's word alone, after all that it asked for has come in.
    bundle: { ...bundle, actions: bundle.actions.map((action) => ({ ...action, answers: action.answers.filter((no) => no !== 2) })) },
  })
  await rig.startWorker()
}, 60_000)
afterAll(() => rig?.close(), 60_000)

it('the consultation closes when the answers have closed, though its last look came before', async () => {
  await rig.play()
  const steps = await rig.db.process.findMany({ where: { parentId: rig.cycle, kind: 'step' }, select: { stepKey: true, state: true } })
  expect(steps.filter(({ state }) => state !== 'closed')).toEqual([])
  const overrides = await rig.db.command.findMany({ where: { cycleId: rig.cycle, act: 'override' }, select: { processId: true } })
  expect(overrides.map(({ processId }) => processId)).toContain(`${rig.cycle}/replies`)
}, 120_000)
