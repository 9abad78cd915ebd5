import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { adoptLetters } from '../../client/app/letters/adopt-letters.js'
import { changeDispatch } from '../../client/app/steering/hold-dispatch.js'
import { changeNotice } from '../../client/app/steering/hold-notice.js'
import { releaseMails } from '../../client/app/steering/release-mails.js'
import { courierId } from '../../domain/process/ids.js'
import { smallCity } from '../support/bundles.js'
import { holdLock } from '../support/held-lock.js'
import { type Rig, rigFor } from '../support/rig.js'
import { moveTo } from '../workflows/move-clock.js'

// What the office says of mails meets records and the courier: whoever waits for a notice has no gate in hand, and of gates the lower id first.
vi.setConfig({ testTimeout: 60_000 })
let rig: Rig
beforeAll(async () => {
  rig = await rigFor(smallCity())
  await rig.startWorker()
  const { departments, posts, programmes, fiscalYear, startsAt: playedFrom } = rig.bundle
  const register = { departments, posts, programmes }
  await rig.app.startCycle({ definition: rig.definition, fiscalYear, register, post: rig.office, playedFrom })
  await moveTo(rig, '2022-05-10T02:00:00.000Z')
}, 120_000)
afterAll(() => rig.close())

const word = (reason: string) => ({ id: randomUUID(), post: rig.office, person: 'somebody', reason })
const lockNotice = 'SELECT 1 FROM notice WHERE id = $1 FOR UPDATE'
const lockGate = 'SELECT 1 FROM gate WHERE id = $1 FOR UPDATE'
const oneNotice = async (where: object) => (await rig.db.notice.findFirstOrThrow({ where, orderBy: { id: 'asc' } })).id

/** Holds a notice as a record does until the act waits for it, then takes the gates that a record takes: nobody may be in the way. */
async function asARecord(notice: string, act: () => Promise<unknown>): Promise<void> {
  const lock = await holdLock(rig, lockNotice, [notice])
  const acting = act()
  await lock.waitedForBy(1)
  for (const gate of [courierId(rig.city), rig.cycle]) await lock.also(lockGate, [gate])
  await lock.release()
  await acting
}

test("a year is released while a record has one of its notices, and while somebody holds the courier's gate and comes for the year's", async () => {
  const release = () => releaseMails(rig.connections, { ...word(''), cycleId: rig.cycle, via: 'page' })
  const lock = await holdLock(rig, lockGate, [courierId(rig.city)])
  const releasing = release()
  await lock.waitedForBy(1)
  await lock.also(lockGate, [rig.cycle])
  await lock.release()
  expect(await releasing).toBeGreaterThan(0)

  const again = await oneNotice({ state: 'planned' })
  await rig.db.$transaction([
    rig.db.process.update({ where: { id: rig.cycle }, data: { mailReleasedAt: null } }),
    rig.db.notice.update({ where: { id: again }, data: { state: 'held', heldFor: 'release' } }),
  ])
  await asARecord(again, async () => expect(await release()).toBe(1))
  expect(await rig.db.notice.findUnique({ where: { id: again } })).toMatchObject({ state: 'planned', heldFor: null })
})

test('a mail is held back while a record has its notice', async () => {
  const noticeId = await oneNotice({ state: 'planned' })
  await asARecord(noticeId, () => changeNotice(rig.connections, { ...word('電話したため'), noticeId, as: 'hold' }))
  expect(await rig.db.notice.findUnique({ where: { id: noticeId } })).toMatchObject({ state: 'held', heldFor: 'office' })
})

test('letters are adopted while a record has a notice that waits for them, and what the courier held meanwhile is let go, too', async () => {
  const text = `${readFileSync(new URL('../../definitions/letters.yaml', import.meta.url), 'utf8')}\n# another wording\n`
  const [first, second] = (await rig.db.notice.findMany({ where: { state: 'planned' }, orderBy: { id: 'asc' }, take: 2 })).map(
    ({ id }) => id,
  )
  if (!first || !second) throw new Error('There are not two planned notices.')
  const waits = { state: 'held', heldFor: 'letter' }
  await rig.db.notice.update({ where: { id: first }, data: waits })
  const adopt = () => adoptLetters(rig.connections, { ...word('言い回しを改めるため'), city: rig.city, text })
  const lock = await holdLock(rig, lockGate, [courierId(rig.city)])
  const adopting = adopt()
  await lock.waitedForBy(1)
  await rig.db.notice.update({ where: { id: second }, data: waits })
  await lock.release()
  expect(await adopting).toMatchObject({ waiting: 2 })

  await rig.db.notice.update({ where: { id: first }, data: waits })
  await asARecord(first, () => adoptLetters(rig.connections, { ...word('さらに'), city: rig.city, text: `${text}#` }))
  expect(await rig.db.notice.count({ where: waits })).toBe(0)
})

test('mails leave again while a record has a notice that is due', async () => {
  await changeDispatch(rig.connections, { ...word('調べるため'), city: rig.city, as: 'stop' })
  const due = await oneNotice({ state: 'planned' })
  await rig.db.notice.update({ where: { id: due }, data: { at: new Date('2022-05-10T01:00:00.000Z') } })
  await asARecord(due, () => changeDispatch(rig.connections, { ...word('済んだため'), city: rig.city, as: 'resume' }))
  expect((await rig.db.notice.findUniqueOrThrow({ where: { id: due } })).at > new Date('2022-05-10T02:00:00.000Z')).toBe(true)
})
