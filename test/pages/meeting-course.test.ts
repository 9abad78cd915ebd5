import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { moveDue } from '../../client/app/people/move-due.js'
import { makeMaterials } from '../../client/app/review/meetings/materials.js'
import { materialsStanding } from '../../client/app/review/meetings/materials-standing.js'
import type { MeetingView } from '../../client/app/review/meetings/meeting-view.js'
import { readMeeting } from '../../client/app/review/meetings/read-meeting.js'
import { recordAllotments } from '../../client/app/review/selecting/allotments.js'
import { releaseSheets } from '../../client/app/review/selecting/release-sheets.js'
import { changeNotice } from '../../client/app/steering/hold-notice.js'
import { instantAt } from '../../domain/calendar/instants.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { reviewCity } from '../support/review-city.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser } from '../support/sign-in.js'
import { playUntil, quiet } from '../support/stage.js'
import { startNextYear } from '../support/two-years.js'
import { moveTo } from '../workflows/move-clock.js'

// What must not happen on a meeting's way, whatever comes between; the tests are its chapters and lean on each other.
vi.setConfig({ testTimeout: 120_000 })
let rig: Rig
let pages: Pages
let office: Browser
let member: Browser
let other: Browser
let next: string
let id: string
const seat = (no: number) => `${rig.city}/seat-0${no}`
const pathOf = (meeting: string) => `/${rig.city}/meetings/${meeting.split('/meeting/')[1]}`
const own = () => `/member/meetings/${rig.city}/${id.split('/meeting/')[1]}`
const meeting = () => rig.db.meeting.findUniqueOrThrow({ where: { id } })
const read = async () => (await readMeeting(rig.db, id)) as MeetingView
const act = async (name: string, form: Record<string, string> = {}) => {
  const { revision } = await meeting()
  return office.post(`${pathOf(id)}/acts`, { _act: name, _key: randomUUID(), _revision: `${revision}`, ...form })
}
const word = () => ({ id: randomUUID(), post: rig.office, person: 'test' })
const plus = (at: string, days: number) => new Date(Date.parse(at) + days * 86_400_000).toISOString()
const standing = async (about = id) =>
  (
    await rig.db.notice.findMany({
      where: { kind: 'materials', facts: { path: ['meeting'], equals: about } },
      orderBy: [{ post: 'asc' }, { id: 'asc' }],
    })
  )
    .filter(({ state }) => state !== 'cancelled')
    .map(({ post, state }) => `${post.split('/').at(-1)} ${state}`)
const to = (state: string, ...seats: number[]) => seats.map((no) => `seat-0${no} ${state}`)
const pdf = async (browser: Browser) => (await browser.get(`${own()}/materials.pdf`)).status
const planned = async (cycle: string): Promise<string> => {
  await quiet(rig)
  const form = { step: `${cycle}/gathering`, from: '14:00', until: '', place: '' }
  const made = await office.post(`/${rig.city}/meetings`, { _act: 'plan', _key: randomUUID(), ...form })
  return `${rig.city}/meeting/${/meetings\/(.*)\?/.exec(made.location ?? '')?.[1]}`
}
const newSeat = (no: number) =>
  rig.db.post.create({
    data: {
      ...{ id: seat(no), city: rig.city, key: `seat-0${no}`, department: 'subcommittee', role: 'member', title: `委員（${no}）` },
      mailbox: `seat-0${no}@minato.example`,
    },
  })
const show = (cycleId: string, visible: boolean) =>
  releaseSheets(rig.connections, { ...word(), cycleId, visible, ...(visible ? {} : { reason: '誤って公開したため' }) })
const conflict = async (cycleId: string, standing: 'conflict' | 'none') => {
  const { key: programme } = await rig.db.programme.findFirstOrThrow({ where: { cycleId, verified: true } })
  await recordAllotments(rig.connections, { ...word(), cycleId, cells: [{ programme, seat: seat(1), reason: '役員のため', standing }] })
}

beforeAll(async () => {
  const { definition, bundle } = reviewCity({ seats: 3 })
  // The player holds the meetings of which a bundle tells something: this one is held by hand.
  const { gathering: _played, ...entries } = bundle.entries
  rig = await rigFor({ definition, bundle: { ...bundle, entries } })
  await rig.startWorker()
  await playUntil(rig, ({ steps }) => steps['gathering'] === 'open')
  next = await startNextYear(rig, { opens: '09-05', day: '10-03', inYear: 0 })
  await quiet(rig)
  pages = await pagesOf(rig)
  office = await pages.signedIn('seisaku@minato.example')
  member = await pages.signedIn('seat-01@minato.example')
  other = await pages.signedIn('seat-02@minato.example')
}, 180_000)
afterAll(() => rig.close())

test('minutes of a meeting that has not been, or was cancelled, are neither confirmed nor published', async () => {
  id = await planned(rig.cycle)
  expect((await act('minutes-save', { 'part-0': 'まだ開いていない。', 'part-1': '', base: '0' })).status).toBe(303)
  expect((await office.get(pathOf(id))).text).not.toContain('会議録を確定する')
  for (const [name, form] of [
    ['minutes-ask', {}],
    ['minutes-confirm', { minutes: '1', 'confirm-reason': '急ぐため' }],
    ['minutes-publish', {}],
  ] as const)
    expect(await act(name, form)).toMatchObject({ status: 400, text: expect.stringContaining('先に開催を記録してください。') })
  expect((await act('cancel', { 'cancel-reason': '議題がなくなったため' })).status).toBe(303)
  await rig.db.meeting.update({ where: { id }, data: { minutesState: 'confirmed' } })
  expect(await act('minutes-publish')).toMatchObject({ status: 400, text: expect.stringContaining('中止されています') })
  expect((await pages.app.request(`/report${pathOf(id)}`)).status).toBe(404)
})

describe('a meeting that moves', () => {
  const moveBy = async (days: number, more: Record<string, string> = {}) => {
    const date = instantAt(plus((await meeting()).startsAt.toISOString(), days).slice(0, 10), '15:00').slice(0, 10)
    const form = { date, from: '14:00', until: '', place: '', 'move-reason': '会場の都合のため', _sure: 'yes', ...more }
    expect((await act('move', form)).status).toBe(303)
    await quiet(rig)
  }

  test('asks everybody anew who answered for the other day, and counts the quorum of the new one', async () => {
    id = await planned(rig.cycle)
    await act('invite')
    const { at } = await rig.db.notice.findFirstOrThrow({ where: { kind: 'invitation', facts: { path: ['meeting'], equals: id } } })
    await moveTo(rig, at.toISOString())
    await quiet(rig)
    expect((await member.post(own(), { _act: 'answer', _key: randomUUID(), reply: 'attend', note: '' })).status).toBe(303)
    await moveBy(0, { place: '港の会館' })
    expect((await member.get(own())).text).toContain('いまの御回答：<strong>出席</strong>')
    const [, readAs = ''] = /name="to" value="([^"]+)"/.exec((await member.get(own())).text) ?? []
    await newSeat(4)
    await moveBy(3)
    const late = await member.post(own(), { _act: 'answer', _key: randomUUID(), reply: 'attend', note: '', to: readAs })
    expect(late).toMatchObject({ status: 400, text: expect.stringContaining('会議の日時が変わりました。御回答はまだ承っていません。') })
    expect((await meeting()).quorum).toBe(3)
    const { text } = await member.get(own())
    expect(text).toContain('変更前の日時には「出席」と御回答いただきました。')
    expect(text).not.toContain('いまの御回答')
    expect((await member.get('/member')).text).toContain('まだ御回答をいただいていません。')
    expect((await office.get(pathOf(id))).text).toContain('変更前の日時には「出席」')
    const told = await rig.db.notice.findFirstOrThrow({ where: { kind: 'meeting-moved', post: seat(1) }, orderBy: { at: 'desc' } })
    await moveTo(rig, told.at.toISOString())
    await quiet(rig)
    const [mail] = await rig.db.mail.findMany({ where: { mailbox: 'seat-01@minato.example', state: 'sent' }, orderBy: { slot: 'desc' } })
    expect(mail?.text.replaceAll(/\n　*/g, '')).toContain('すでに出欠をお知らせいただいた方も、変更後の日時での出欠を')
    expect((await member.post(own(), { _act: 'answer', _key: randomUUID(), reply: 'absent', note: '' })).status).toBe(303)
    expect((await member.get(own())).text).toContain('いまの御回答：<strong>欠席</strong>')
  })

  test('keeps the quorum that the office wrote', async () => {
    const { name } = await meeting()
    const item = { 'item.0.step': `${rig.cycle}/gathering`, 'item.0.title': '意見', 'item.0.kind': 'consult', 'item.0.order': '1' }
    expect((await act('save', { name, openness: 'open', 'closed-reason': '', 'announced-on': '', quorum: '2', ...item })).status).toBe(303)
    await moveBy(1)
    expect((await meeting()).quorum).toBe(2)
  })
})

describe('materials', () => {
  /** The database, but before the first transaction something else happens. */
  const meanwhile = (happens: () => Promise<unknown>): typeof rig.db => {
    let first = true
    return new Proxy(rig.db, {
      get(db, name) {
        const whole = Reflect.get(db, name)
        if (name !== '$transaction' || !first) return typeof whole === 'function' ? whole.bind(db) : whole
        return async (...given: unknown[]) => {
          first = false
          await happens()
          return whole.apply(db, given)
        }
      },
    })
  }

  test('that were being made when the sheets were hidden or a member got a conflict are thrown away', async () => {
    const make = (happens: () => Promise<unknown>) =>
      makeMaterials({ ...rig.connections, db: meanwhile(happens) }, { ...word(), meetingId: id }, false)
    await show(rig.cycle, true)
    await expect(make(() => show(rig.cycle, false))).rejects.toMatchObject({ code: 'changed-meanwhile' })
    await show(rig.cycle, true)
    await expect(make(() => conflict(rig.cycle, 'conflict'))).rejects.toMatchObject({ code: 'changed-meanwhile' })
    await conflict(rig.cycle, 'none')
    expect((await materialsStanding(rig.db, id)).newest).toBeNull()
    expect((await act('materials-make')).status).toBe(303)
    expect(await standing()).toEqual(to('planned', 1, 2, 3, 4))
  })

  test('leave to nobody by themselves after a conflict, whoever joins; each member has what was sent to the own seat', async () => {
    await conflict(rig.cycle, 'conflict')
    await newSeat(5)
    await moveDue(rig.connections, rig.city, rig.app)
    expect(await standing()).toEqual(to('held', 1, 2, 3, 4, 5))
    expect((await office.get(pathOf(id))).text).toContain('この資料は、自動では送られません。')
    const held = await rig.db.notice.findFirstOrThrow({ where: { kind: 'materials', state: 'held', post: seat(2) } })
    await changeNotice(rig.connections, { ...word(), reason: '利害関係がないため', as: 'release', noticeId: held.id })
    await moveTo(rig, (await read()).materials.leavesAt)
    await quiet(rig)
    await moveDue(rig.connections, rig.city, rig.app)
    expect(await standing()).toEqual(['seat-01 held', 'seat-02 sent', 'seat-03 held', 'seat-04 held', 'seat-05 held'])
    expect([await pdf(member), await pdf(other)]).toEqual([404, 200])
    expect((await member.get('/member')).text).not.toContain('materials.pdf')
    expect((await other.get('/member')).text).toContain(`${own()}/materials.pdf`)
  })

  const agendaOf = async (cycle: string, joins = '') => {
    const { name } = await meeting()
    const item = { 'item.0.step': `${cycle}/gathering`, 'item.0.title': '意見', 'item.0.kind': 'consult', 'item.0.order': '1' }
    const form = { name, openness: 'open', 'closed-reason': '', 'announced-on': '', quorum: '2', ...item, 'add-step': joins }
    expect((await act('save', form)).status).toBe(303)
  }

  test('do not leave while no step of the agenda has begun; what was sent by hand stays open, whatever the agenda', async () => {
    await conflict(rig.cycle, 'none')
    expect((await act('materials-make')).status).toBe(303)
    const waits = to('held', 1, 3, 4, 5)
    expect(await standing()).toEqual(expect.arrayContaining(waits))
    await agendaOf(next)
    expect(await standing()).toEqual(to('sent', 2))
    expect(await rig.db.notice.count({ where: { kind: 'materials', ended: '議題の工程が、まだ始まっていないため' } })).toBe(5)
    await agendaOf(rig.cycle)
    expect((await act('materials-send')).status).toBe(303)
    expect(await pdf(member)).toBe(200)
    await agendaOf(next)
    const { newest, released } = await materialsStanding(rig.db, id)
    expect(released?.id).toBe(newest?.id)
    expect(await pdf(member)).toBe(200)
    await agendaOf(rig.cycle)
  })

  test('sent by hand are taken back from whoever was not told yet, when the sheets are hidden', async () => {
    await show(rig.cycle, false)
    expect([await pdf(member), await pdf(other)]).toEqual([404, 200])
  })
})

test('what a member typed about minutes that have become others is not lost', async () => {
  await moveTo(rig, plus((await meeting()).startsAt.toISOString(), 0.2))
  await quiet(rig)
  const present = Object.fromEntries([1, 2, 3, 4, 5].map((no) => [`present.${seat(no)}`, 'attend']))
  expect((await act('record', { ...present, visitors: '', decisions: '', 'record-until': '' })).status).toBe(303)
  const text = { 'part-0': '開会した。', 'part-1': '意見を整理した。' }
  expect((await act('minutes-save', { ...text, base: '0' })).status).toBe(303)
  expect((await act('minutes-ask')).status).toBe(303)
  expect((await act('minutes-save', { ...text, 'part-0': '定刻に開会した。', base: '1' })).status).toBe(303)
  const mend = { _act: 'minutes-mend', _key: randomUUID(), minutes: '1', 'word-text': '長い時間をかけて書いた直しです。' }
  const sent = await member.post(own(), mend)
  expect(sent.status).toBe(400)
  for (const words of ['href="#minutes"', 'id="minutes"', '長い時間をかけて書いた直しです。', '御返事は送られていません。'])
    expect(sent.text).toContain(words)
})

test('materials made before the step has begun are held when they may show too much, and leave to nobody when it begins', async () => {
  id = await planned(next)
  await show(next, true)
  expect((await act('materials-make')).status).toBe(303)
  expect(await standing()).toEqual([])
  await conflict(next, 'conflict')
  await moveTo(rig, ((await rig.db.process.findUniqueOrThrow({ where: { id: `${next}/gathering` } })).opensAt ?? new Date()).toISOString())
  await quiet(rig)
  await moveDue(rig.connections, rig.city, rig.app)
  expect(await standing()).toEqual(to('held', 1, 2, 3, 4, 5))
  // Made anew it shows what stands, and needs nobody's release.
  await rig.db.notice.updateMany({
    where: { kind: 'materials', facts: { path: ['meeting'], equals: id } },
    data: { state: 'cancelled', heldFor: null },
  })
  expect((await act('materials-make')).status).toBe(303)
  expect(await standing()).toEqual(to('planned', 1, 2, 3, 4, 5))
})
