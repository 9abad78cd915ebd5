import { afterEach, expect, test } from 'vitest'
import type { Outcome } from '../../client/app/apply.js'
import { verifyChain } from '../../domain/trail/chain.js'
import { smallCity } from '../support/bundles.js'
import { holdLock } from '../support/held-lock.js'
import { madeUpYear } from '../support/made-up-year.js'
import { type Rig, rigFor } from '../support/rig.js'
import { assignmentsOf, eventually, playUntil } from '../support/stage.js'

let rig: Rig
afterEach(() => rig.close())

/** A year that has nothing left to do but to publish, in which a return after acceptance does not hold up publication. */
async function beforePublication(programmes: number): Promise<void> {
  const { definition } = smallCity()
  const unguarded = { ...definition, steps: definition.steps.map((step) => ({ ...step, requires: [] })) }
  const startsAt = '2022-04-25T00:00:00.000Z'
  const bundle = madeUpYear({ programmes, verified: 1, seed: 11, definition: unguarded, fiscalYear: 2021, startsAt })
  rig = await rigFor({ definition: unguarded, bundle })
  await rig.startWorker()
  await playUntil(rig, ({ steps }) => steps['release'] === 'open')
}

const office = () => ({ post: rig.office, via: 'page' as const })
const publish = () =>
  rig.app.act({ ...office(), processId: `${rig.cycle}/release/report`, act: 'submit', content: { publishedOn: '2022-08-26' } })
const giveBack = (id: string) => rig.app.act({ ...office(), processId: id, act: 'return', reason: '額に誤りがあった。' })
const cycleState = async () => (await rig.db.process.findUniqueOrThrow({ where: { id: rig.cycle } })).state
const sealed = () => eventually('the year is sealed', async () => (await cycleState()) === 'sealed')

test('a sheet returned at the instant of the seal is returned and told so, or refused as sealed; the year seals either way', async () => {
  await beforePublication(14)
  const cards = (await assignmentsOf(rig, 'cards')).map(({ id, state }) => ({ id, state }))
  const outcomes = new Map<string, Outcome>()
  const [first, ...others] = cards.filter(({ state }) => state === 'accepted').map(({ id }) => id)
  outcomes.set(first ?? '', await giveBack(first ?? ''))
  const published = publish()
  const last = others.pop() ?? ''
  for (const id of others) outcomes.set(id, await giveBack(id))
  await published
  await eventually('the year is being sealed', async () => (await cycleState()) !== 'running')
  outcomes.set(last, await giveBack(last))
  await sealed()

  expect(outcomes.get(first ?? '')).toMatchObject({ state: 'applied' })
  expect(outcomes.get(last)).toMatchObject({ state: 'refused', refusal: 'sealed' })
  for (const [id, outcome] of outcomes) {
    const row = await rig.db.process.findUniqueOrThrow({ where: { id } })
    const told = (await rig.db.trail.findMany({ where: { processId: id }, orderBy: { no: 'asc' } })).map(({ body }) => JSON.parse(body))
    const ofIt = told.find(({ command }) => command === outcome.id)
    expect(row.sealed).toBe(true)
    expect(told.filter(({ kind }) => kind === 'sealed')).toMatchObject([{ to: row.state, unfinished: row.state === 'returned' }])
    if (outcome.state === 'applied') {
      expect(row.state).toBe('returned')
      expect(ofIt).toMatchObject({ kind: 'applied', act: 'return', afterAcceptance: true })
      expect(told.at(-1).kind).toBe('sealed')
    } else {
      expect(outcome.refusal).toBe('sealed')
      expect(row.state).toBe('accepted')
      expect(ofIt).toMatchObject({ kind: 'refused', refusal: 'sealed' })
    }
  }
  // The gate of the closed step tells how many sheets were undone again.
  const gate = await rig.db.gate.findUniqueOrThrow({ where: { id: `${rig.cycle}/cards` } })
  expect(gate.open).toBe([...outcomes.values()].filter(({ state }) => state === 'applied').length)
  expect(await rig.db.command.count({ where: { state: 'received' } })).toBe(0)
  const rows = await rig.db.trail.findMany({ where: { cycleId: rig.cycle }, orderBy: { no: 'asc' } })
  expect(verifyChain(rows, await rig.db.chainHead.findUniqueOrThrow({ where: { cycleId: rig.cycle } }))).toEqual([])
}, 90_000)

test('a change of hands whose record began before the seal and ended after it does not leave the year unsealed', async () => {
  await beforePublication(3)
  const [card] = await assignmentsOf(rig, 'cards')
  const id = card?.id ?? ''
  const toPost = `${rig.city}/section-1-head`
  const receipt = await rig.app.receive({ ...office(), processId: id, act: 'reassign', toPost })
  // Held where the record settles the command: by then it has read that the year is running.
  const lock = await holdLock(rig, 'SELECT 1 FROM command WHERE id = $1 FOR UPDATE', [receipt.id])
  const applied = rig.app.apply(receipt.id)
  await lock.waitedForBy(1)
  await publish()
  const looked = async () => {
    const gate = await rig.db.gate.findUniqueOrThrow({ where: { id: rig.cycle } })
    return (await cycleState()) === 'sealing' && gate.acted === gate.version && gate.wakeAt === null
  }
  await Promise.race([lock.waitedForBy(2), eventually('the seal has looked at what is in flight', looked)])
  await lock.release()
  expect(await applied).toMatchObject({ state: 'applied' })
  await sealed()
  expect(await rig.db.process.findUniqueOrThrow({ where: { id } })).toMatchObject({ post: toPost, sealed: true })
}, 90_000)
