import { EventEmitter, once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { amendCycle } from '../../client/app/amend.js'
import { rescheduleStep } from '../../client/app/reschedule.js'
import type { Definition } from '../../domain/definition/schema.js'
import type { CycleState } from '../../domain/process/cycle.js'
import { smallCity } from '../support/bundles.js'
import { type Rig, rigFor } from '../support/rig.js'
import { disagreements, playUntil, quiet, statusOf } from '../support/stage.js'

let rig: Rig
beforeAll(async () => {
  rig = await rigFor(smallCity())
  await rig.startWorker()
  await playUntil(rig, ({ steps }) => steps['cards'] === 'open')
}, 120_000)
afterAll(() => rig.close())

const amending = (definition: Definition, connections = rig.connections) =>
  amendCycle(connections, { cycleId: rig.cycle, definition, post: rig.office, reason: '費用の視点を確かめるため', via: 'cli' })

/** The definition in force, asking one thing more of the office in the step that collects the cards. */
function withOneMore(definition: Definition, subject: string): Definition {
  const steps = definition.steps.map((step) => {
    const [ask] = step.asks
    if (step.id !== 'cards' || !ask) return step
    const { round: _round, chase: _chase, ...plain } = ask
    return {
      ...step,
      asks: [...step.asks, { ...plain, per: 'once' as const, subject, to: 'office', form: 'remarks', title: '追加の確認', check: 'none' }],
    }
  })
  return { ...definition, steps }
}

test('a step moved later takes its open sheets and the steps after it along; what is planned to be mailed follows', async () => {
  const cards = `${rig.cycle}/cards`
  const [before, planned] = await Promise.all(
    ['cards', 'remarks'].map((key) => rig.db.process.findUniqueOrThrow({ where: { id: `${rig.cycle}/${key}` } })),
  )
  const dueAt = '2022-06-10T08:00:00.000Z'
  const moving = { stepId: cards, dueAt, post: rig.office, reason: '災害の対応のため', via: 'page' as const }
  const { outcomes, effects } = await rescheduleStep(rig.connections, moving)
  expect(outcomes.map(({ state }) => state)).toEqual(outcomes.map(() => 'applied'))
  await quiet(rig)

  const sheets = await rig.db.process.findMany({ where: { parentId: cards } })
  expect(sheets.map((sheet) => sheet.dueAt?.toISOString())).toEqual(sheets.map(() => dueAt))
  expect((await statusOf(rig, cards)).state).toMatchObject({ dueAt })
  const remarks = await rig.db.process.findUniqueOrThrow({ where: { id: `${rig.cycle}/remarks` } })
  expect(remarks.opensAt?.getTime()).toBeGreaterThan(planned?.opensAt?.getTime() ?? Number.POSITIVE_INFINITY)
  expect(effects.find(({ id, what }) => id === remarks.id && what === 'opens')?.to).toBe(remarks.opensAt?.toISOString())
  // No reminder is left that counts down to the old date.
  const old = before?.dueAt ?? new Date(0)
  const reminders = await rig.db.notice.findMany({ where: { processId: { startsWith: cards }, kind: 'reminder', state: 'planned' } })
  expect(reminders.length).toBeGreaterThan(0)
  for (const reminder of reminders) expect(reminder.at.getTime()).toBeGreaterThan(old.getTime())
  expect(await rig.db.trail.count({ where: { cycleId: rig.cycle, kind: 'replanned' } })).toBe(1)
})

test('of two amendments drawn up on the same edition, one comes about; the other is refused and nothing of it stays', async () => {
  // The second is drawn up on edition 1 and held before it is received; meanwhile the first comes about.
  const [release, drawnUp] = [new EventEmitter(), new EventEmitter()]
  const [held, ready] = [once(release, 'now'), once(drawnUp, 'now')]
  const db = new Proxy(rig.db, {
    get: (real, name) => {
      if (name !== '$transaction') return Reflect.get(real, name)
      return async (...work: Parameters<typeof real.$transaction>) => {
        drawnUp.emit('now')
        await held
        return real.$transaction(...work)
      }
    },
  })
  const second = amending(withOneMore(rig.definition, 'market-note'), { ...rig.connections, db })
  await ready
  expect(await amending(withOneMore(rig.definition, 'harbour-note'))).toMatchObject({ state: 'applied' })
  release.emit('now')
  expect(await second).toMatchObject({ state: 'refused', refusal: 'changed-meanwhile' })
  await quiet(rig)
  expect(await rig.db.snapshot.count({ where: { cycleId: rig.cycle } })).toBe(2)
  expect(await rig.db.process.count({ where: { parentId: `${rig.cycle}/cards`, subject: 'market-note' } })).toBe(0)
})

test('what an amendment asks for in a running step reaches its people; snapshot 2 tells what changed and why', async () => {
  const asked = await rig.db.process.findFirstOrThrow({ where: { cycleId: rig.cycle, subject: 'harbour-note' } })
  expect(asked).toMatchObject({ state: 'open', post: rig.office, form: 'remarks' })
  expect((await statusOf(rig, asked.id)).state).toMatchObject({ status: 'open', post: rig.office })
  const snapshot = await rig.db.snapshot.findUniqueOrThrow({ where: { id: `${rig.cycle}@2` } })
  expect(snapshot).toMatchObject({ reason: '費用の視点を確かめるため' })
  expect(JSON.stringify(snapshot.changes)).toContain(asked.subject)
  const row = await rig.db.trail.findFirstOrThrow({ where: { cycleId: rig.cycle, kind: 'amended' } })
  expect(JSON.parse(row.body)).toMatchObject({
    snapshot: 2,
    reason: snapshot.reason,
    changes: snapshot.changes,
    contentHash: snapshot.hash,
  })
  expect(((await statusOf(rig, rig.cycle)).state as CycleState).snapshot).toBe(2)
  expect(await disagreements(rig)).toEqual([])
})

test('the amended year is carried to its seal; sealed, it is amended no more', async () => {
  const { body } = await rig.db.snapshot.findUniqueOrThrow({ where: { id: `${rig.cycle}@2` } })
  await rig.play()
  const asked = await rig.db.process.findFirstOrThrow({ where: { cycleId: rig.cycle, subject: 'harbour-note' } })
  expect(asked.sealed).toBe(true)
  const outcome = await amending(withOneMore(body as unknown as Definition, 'too-late'))
  expect(outcome).toMatchObject({ state: 'refused', refusal: 'sealed' })
  await expect(
    rescheduleStep(rig.connections, {
      stepId: `${rig.cycle}/sign`,
      dueAt: '2030-01-01T00:00:00.000Z',
      post: rig.office,
      reason: '延期',
      via: 'page',
    }),
  ).rejects.toMatchObject({ code: 'step-closed' })
  expect(await rig.db.snapshot.count({ where: { cycleId: rig.cycle } })).toBe(2)
}, 120_000)
