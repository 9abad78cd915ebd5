import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { tellClock } from '../../client/app/played-clock.js'
import { verifyTrail } from '../../client/app/views/verify-trail.js'
import { smallCity } from '../support/bundles.js'
import { type Rig, rigFor } from '../support/rig.js'
import { moveTo, quiet } from '../workflows/move-clock.js'

// A worker that is away for a fortnight across a due date, with a chase that would have written nine times meanwhile.
vi.setConfig({ testTimeout: 60_000 })
const before = '2022-05-24T03:00:00.000Z'
const back = '2022-06-07T03:30:00.000Z'
let rig: Rig
let atReturn: number
beforeAll(async () => {
  rig = await rigFor(eager())
  const stop = await rig.startWorker()
  await rig.startYear()
  await moveTo(rig, before)
  await stop()
  atReturn = rig.mail.taken.length
  await rig.db.clock.update({ where: { city: rig.city }, data: { now: new Date(back) } })
  await rig.startWorker()
  await tellClock(rig.db, rig.connections.temporal, rig.city)
  await moveTo(rig, back)
  await quiet(rig)
}, 180_000)
afterAll(() => rig.close())

/** The small city with a chase that writes nearly every day. */
function eager() {
  const year = smallCity()
  const [plain] = year.definition.chases
  const [notice] = plain?.notices ?? []
  if (!plain || !notice) throw new Error('the small city has no chase')
  const notices = [
    { ...notice, id: 'soon', kind: 'reminder' as const, businessDays: -2, to: 'owner' as const },
    { ...notice, id: 'late', kind: 'overdue' as const, businessDays: 1, to: 'owner' as const, repeat: { everyBusinessDays: 1, times: 8 } },
    {
      ...notice,
      id: 'head',
      kind: 'head-notice' as const,
      businessDays: 3,
      to: 'head' as const,
      repeat: { everyBusinessDays: 2, times: 4 },
    },
    { ...notice, id: 'propose', kind: 'escalation-proposal' as const, businessDays: 6, to: 'office' as const },
  ]
  return { ...year, definition: { ...year.definition, chases: [{ ...plain, notices }] } }
}

const sent = () => rig.mail.taken.slice(atReturn)
const textTo = async (mailbox: string) => {
  const messageId = sent().find(({ to }) => to === `${mailbox}@minato.example`)?.messageId ?? ''
  return (await rig.db.mail.findUniqueOrThrow({ where: { messageId } })).text
}

test('each mailbox gets one mail, dated today', () => {
  expect(
    sent()
      .map(({ to }) => to)
      .sort(),
  ).toEqual(['machi-cho', 'sangyo', 'seisaku-cho', 'seisaku'].map((name) => `${name}@minato.example`))
  for (const mail of sent()) expect(new Date(/^Date: (.+)$/m.exec(mail.raw)?.[1] ?? '').toISOString()).toBe('2022-06-07T03:30:00.000Z')
})

test('it speaks of today, once of each matter, and of nothing that has passed', async () => {
  const section = await textTo('sangyo')
  expect(section).toContain('令和4年6月7日（火）12時30分現在')
  expect(section).toContain('７開庁日超過')
  expect(section).not.toContain('期限が近づいている')
  for (const subject of ['crane', 'seamen', 'market', 'lights'])
    expect(section.match(new RegExp(`^.*手続番号　.*/cards/${subject}$`, 'gm'))).toHaveLength(1)
})

test('the head reads when the section was asked; the office is asked to decide', async () => {
  expect(await textTo('machi-cho')).toMatch(/5\/10.*照会（依頼）/)
  const asked = await textTo('seisaku')
  expect(asked).toContain('上位の職への連絡')
  expect(asked.replace(/[\s\u3000]/g, '')).toContain('その便では送れなかったため、本日お送りしています。')
})

test('what was not said is cancelled with its reason, and nothing is left behind', async () => {
  const notices = await rig.db.notice.findMany({ where: { at: { gt: new Date(before), lte: new Date(back) } } })
  const of = (kind: string, state: string) => notices.filter((notice) => notice.kind === kind && notice.state === state)
  expect(of('reminder', 'cancelled').map(({ ended }) => ended)).toEqual(Array.from({ length: 5 }, () => '期限を過ぎたため'))
  expect(new Set(of('overdue', 'cancelled').map(({ ended }) => ended))).toEqual(
    new Set([
      '同じ便の「再依頼」にまとめたため',
      '同じ便の「課長宛ての確認」にまとめたため',
      '同じ便の「上位への連絡の判断」にまとめたため',
    ]),
  )
  expect(notices.filter(({ state }) => state !== 'cancelled' && state !== 'sent')).toEqual([])
  expect(await rig.db.fault.count({ where: { clearedAt: null } })).toBe(0)
  expect(await verifyTrail(rig.db, rig.cycle)).toMatchObject({ faults: [] })
})

test('from the next day on the chase goes on as planned', async () => {
  const now = rig.mail.taken.length
  await moveTo(rig, '2022-06-08T02:00:00.000Z')
  const next = rig.mail.taken.slice(now)
  expect(new Set(next.map(({ to }) => to)).size).toBe(next.length)
  expect(next.map(({ to }) => to)).toContain('sangyo@minato.example')
})
