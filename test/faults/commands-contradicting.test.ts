import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AssignmentState } from '../../domain/process/assignment.js'
import { smallCity } from '../support/bundles.js'
import { madeUpYear } from '../support/made-up-year.js'
import { type Rig, rigFor } from '../support/rig.js'
import { assignmentsOf, playUntil, quiet, statusOf } from '../support/stage.js'

const many = 24
let rig: Rig

beforeAll(async () => {
  const { definition } = smallCity()
  const startsAt = '2022-04-25T00:00:00.000Z'
  rig = await rigFor({ definition, bundle: madeUpYear({ programmes: many, verified: 2, seed: 7, definition, fiscalYear: 2021, startsAt }) })
  await rig.startWorker()
  await playUntil(rig, ({ steps }) => steps.cards === 'open')
}, 120_000)
afterAll(() => rig.close())

test('of accepting, returning and withdrawing one sheet at once, exactly one happens, and all records tell of the same one', async () => {
  const cards = await assignmentsOf(rig, 'cards')
  expect(cards).toHaveLength(many)
  const submitted = await Promise.all(
    cards.map(({ id, post }) =>
      rig.app.act({ processId: id, act: 'submit', post: post ?? '', via: 'page', content: { did: '説明会を開いた。' } }),
    ),
  )
  expect(submitted.map(({ state }) => state)).toEqual(cards.map(() => 'applied'))

  // All three were asked for while the sheet was submitted; what comes of them is decided only now, side by side.
  const receipts = await Promise.all(
    cards.flatMap(({ id }, place) => {
      const asked = { processId: id, post: rig.office, via: 'page' as const, reason: '同時に操作した。' }
      const acts = [{ act: 'accept', versionId: `${id}@1` }, { act: 'return' }, { act: 'withdraw' }]
      const first = place % acts.length
      return [...acts.slice(first), ...acts.slice(0, first)].map((act) => rig.app.receive({ ...asked, ...act }))
    }),
  )
  expect(new Set(receipts.map(({ state }) => state))).toEqual(new Set(['received']))
  await Promise.all(receipts.map(({ id }) => rig.app.apply(id)))
  await quiet(rig)

  const made = { accept: 'accepted', return: 'returned', withdraw: 'withdrawn' } as Record<string, string>
  for (const { id } of cards) {
    const commands = await rig.db.command.findMany({ where: { processId: id, act: { not: 'submit' } }, orderBy: { seq: 'asc' } })
    const applied = commands.filter(({ state }) => state === 'applied')
    expect(applied.map(({ act }) => act)).toHaveLength(1)
    const refused = commands.filter(({ state }) => state === 'refused')
    expect(refused).toHaveLength(2)
    for (const { outcome } of refused)
      expect(['changed-meanwhile', 'already-withdrawn', 'not-submitted', 'not-returnable']).toContain(
        (outcome as { refusal: string }).refusal,
      )

    const winner = applied[0]?.act ?? ''
    const row = await rig.db.process.findUniqueOrThrow({ where: { id } })
    expect(row.state).toBe(made[winner])
    const flow = await statusOf(rig, id)
    expect((flow.state as AssignmentState).status).toBe(row.state)
    expect(flow.seq).toBe(row.seq)
    const trail = await rig.db.trail.findMany({ where: { processId: id, kind: 'applied' }, orderBy: { no: 'asc' } })
    expect(trail.map(({ body }) => JSON.parse(body)).map(({ act, to }) => [act, to])).toEqual([
      ['submit', 'submitted'],
      [winner, made[winner]],
    ])
    expect(await rig.db.trail.count({ where: { processId: id, kind: { in: ['refused', 'void'] } } })).toBe(2)
  }
})

test('a sheet accepted long before is returned, and withdrawn after that, as the ordinary acts they are', async () => {
  const card = await rig.db.process.findFirstOrThrow({
    where: { cycleId: rig.cycle, stepKey: 'cards', state: 'accepted' },
    orderBy: { id: 'asc' },
  })
  const asked = { processId: card.id, post: rig.office, via: 'page' as const, reason: '額に誤りがあった。' }
  expect(await rig.app.act({ ...asked, act: 'return' })).toMatchObject({ state: 'applied' })
  expect(await rig.app.act({ ...asked, act: 'withdraw' })).toMatchObject({ state: 'applied' })
  expect(await rig.app.act({ ...asked, act: 'withdraw' })).toMatchObject({ state: 'refused', refusal: 'already-withdrawn' })
})
