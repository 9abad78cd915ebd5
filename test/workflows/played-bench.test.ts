import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Bundle } from '../../domain/bundle/schema.js'
import { definition as definitionSchema } from '../../domain/definition/schema.js'
import { playByMortals } from '../support/mortal-player.js'
import { reviewCity } from '../support/review-city.js'
import { type Rig, rigFor, type Year } from '../support/rig.js'

let rig: Rig
let kills = 0
beforeAll(async () => {
  rig = await rigFor(year())
  await rig.startWorker()
  // What stands on the bench is gone with the hand-in, which counts for more.
  const done = async () => {
    const handedIn = await rig.db.command.count({ where: { processId: `${rig.cycle}/remarks/crane`, act: 'submit' } })
    const words = await rig.db.command.count({ where: { act: { startsWith: 'remarks-' } } })
    return words + (await rig.db.draftBefore.count()) + 100 * handedIn
  }
  kills = await playByMortals(rig, [rig], done)
}, 120_000)
afterAll(() => rig?.close(), 120_000)

const texts = ['費用の見通しを示してほしい。', '古い部品を使えないか。', '部品の話をもう一度。']

/** A year of sheets, and of the opinions about one of them: three, one of them contained in another, and a remark that becomes none. */
function year(): Year {
  const { definition, bundle } = reviewCity()
  const after: Record<string, string[]> = { cards: [], remarks: ['cards'], release: ['remarks'] }
  const opens = { date: '08-01', fiscalYear: 1, at: '10:00', roll: 'forward' }
  const steps = definition.steps.flatMap((step) =>
    after[step.id]
      ? [{ ...step, ...(step.id === 'release' ? { opens } : {}), after: after[step.id]?.map((id) => ({ step: id })), requires: [] }]
      : [],
  )
  const said = { step: 'cards', subject: 'crane' }
  const spoken = [...texts, 'よい天気である。']
  const opinion = (no: number): Bundle['opinions'][number] => ({
    subject: 'crane',
    no,
    kind: 'ask',
    viewpoint: no === 1 ? 'cost' : null,
    text: texts[no - 1] ?? '',
    sources: [`said-${no}`],
    ...(no === 3 ? { printing: { as: 'merged', into: 2 } } : {}),
  })
  return {
    definition: definitionSchema.parse({
      ...definition,
      steps: steps.map((step) => (step.id === 'remarks' ? { ...step, asks: step.asks.slice(0, 1) } : step)),
    }),
    bundle: {
      ...bundle,
      programmes: bundle.programmes.map((one) => ({ ...one, verified: one.key === 'crane' })),
      opinions: [1, 2, 3].map(opinion),
      actions: [],
      remarks: spoken.map((text, at) => ({ key: `said-${at + 1}`, subject: 'crane', text, seat: null, source: 'hearing', said })),
      conduct: [],
    },
  }
}

it('a player that dies after each thing done on the workbench makes each opinion once, and hands them in once', async () => {
  const step = await rig.db.process.findUniqueOrThrow({ where: { id: `${rig.cycle}/remarks/crane` } })
  const { content } = await rig.db.version.findUniqueOrThrow({ where: { id: step.acceptedVersion ?? '' } })
  const sources = (await rig.db.remark.findMany({ orderBy: { no: 'asc' } })).map(({ no }) => `r${no}`)
  expect(content).toEqual({
    opinions: [1, 2, 3].map((no) => ({
      id: expect.any(String),
      no,
      text: texts[no - 1],
      kind: 'ask',
      ...(no === 1 ? { viewpoint: 'cost' } : {}),
      sources: [sources[no - 1]],
      ...(no === 3 ? { printing: { as: 'merged', into: 2 } } : {}),
    })),
  })
  expect(await rig.db.remark.count()).toBe(4)
  expect((await rig.db.setAside.findMany()).map(({ key }) => key)).toEqual([sources[3]])
  expect(await rig.db.version.count({ where: { processId: step.id } })).toBe(1)
  // What was said, three opinions, one of them contained in another, what was set aside, the hand-in.
  expect(kills).toBe(7)
})
