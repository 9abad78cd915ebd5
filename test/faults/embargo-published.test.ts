import { afterAll, expect, test } from 'vitest'
import { smallCity } from '../support/bundles.js'
import { type Rig, rigFor } from '../support/rig.js'

let rig: Rig
afterAll(() => rig?.close())

// Both sides of the instant: test/domain/review-published.test.ts. Here, that the year's own edition goes by the day on which it comes out.
test('an edition that comes out after the draft budget was announced prints the budgets that were kept back', async () => {
  const { definition, bundle } = smallCity()
  const until = { date: '06-30', fiscalYear: 1, at: '11:00', roll: 'back' as const, named: false }
  rig = await rigFor({ definition: { ...definition, embargo: { until, reason: '予算案の発表前' } }, bundle })
  await rig.startWorker()
  await rig.play()
  const { publishedAt } = await rig.db.edition.findFirstOrThrow({ where: { cycleId: rig.cycle } })
  expect(publishedAt.toISOString() > '2022-06-30').toBe(true)
  const files = await rig.db.editionFile.findMany({ where: { cycleId: rig.cycle } })
  expect(files.map(({ content }) => Buffer.from(content).toString('utf8')).join()).toContain('予算：新たな予算')
}, 240_000)
