import { afterAll, beforeAll, expect, test } from 'vitest'
import { amendCycle } from '../../client/app/amend.js'
import type { Definition } from '../../domain/definition/schema.js'
import { smallCity } from '../support/bundles.js'
import { type Rig, rigFor } from '../support/rig.js'
import { assignmentsOf, playUntil, quiet } from '../support/stage.js'

let rig: Rig
beforeAll(async () => {
  rig = await rigFor(smallCity())
  await rig.startWorker()
  await playUntil(rig, ({ steps }) => steps['cards'] === 'open')
}, 120_000)
afterAll(() => rig.close())

/** The definition in force, asking cards of the verified programmes only. */
const narrowed = (definition: Definition): Definition => ({
  ...definition,
  steps: definition.steps.map((step) =>
    step.id === 'cards' ? { ...step, asks: step.asks.map((ask) => ({ ...ask, where: 'verified' as const })) } : step,
  ),
})

test('an amendment that asks for fewer cards does not close their step over cards that are still out', async () => {
  const out = await assignmentsOf(rig, 'cards')
  const { state } = await amendCycle(rig.connections, {
    cycleId: rig.cycle,
    definition: narrowed(rig.definition),
    post: rig.office,
    reason: '検証の対象に絞るため',
    via: 'cli',
  })
  expect(state).toBe('applied')
  await quiet(rig)
  const cards = `${rig.cycle}/cards`
  expect(await rig.db.gate.findUniqueOrThrow({ where: { id: cards } })).toMatchObject({ open: out.length, expected: out.length })

  await rig.play()
  const [step, sheets] = await Promise.all([
    rig.db.process.findUniqueOrThrow({ where: { id: cards } }),
    rig.db.process.findMany({ where: { parentId: cards } }),
  ])
  expect(sheets).toHaveLength(out.length)
  for (const sheet of sheets) expect(sheet.closedAt?.getTime()).toBeLessThanOrEqual(step.closedAt?.getTime() ?? 0)
}, 120_000)
