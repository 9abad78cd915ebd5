import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Definition } from '../../domain/definition/schema.js'
import { smallCity } from '../support/bundles.js'
import { type Rig, rigFor } from '../support/rig.js'
import { assignmentsOf, playUntil, quiet } from '../support/stage.js'

/** Remarks are asked for card by card, as each is accepted. */
const oneByOne = (definition: Definition): Definition => ({
  ...definition,
  steps: definition.steps.map((step) =>
    step.id === 'remarks'
      ? {
          ...step,
          after: step.after.map((edge) => ({ ...edge, gate: 'each' as const })),
          asks: step.asks.filter((ask) => ask.per === 'programme'),
        }
      : step,
  ),
})

let rig: Rig
beforeAll(async () => {
  const { definition, bundle } = smallCity()
  rig = await rigFor({ definition: oneByOne(definition), bundle })
  await rig.startWorker()
  await playUntil(rig, ({ steps }) => steps['cards'] === 'open')
}, 120_000)
afterAll(() => rig.close())

test('a card that is withdrawn opens nothing that would follow from it, and the year goes on without it', async () => {
  const verified = rig.bundle.programmes.filter((programme) => programme.verified).map(({ key }) => key)
  const [gone = '', ...others] = verified
  const withdrawn = await rig.app.act({
    processId: `${rig.cycle}/cards/${gone}`,
    act: 'withdraw',
    post: rig.office,
    via: 'page',
    reason: '事業が廃止されたため',
  })
  expect(withdrawn.state).toBe('applied')
  await quiet(rig)
  await rig.play()
  const remarks = await assignmentsOf(rig, 'remarks')
  expect(remarks.map(({ subject }) => subject).sort()).toEqual(others.sort())
  expect(await rig.db.process.findUniqueOrThrow({ where: { id: `${rig.cycle}/remarks` } })).toMatchObject({ state: 'closed' })
}, 120_000)
