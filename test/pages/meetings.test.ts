import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { moveDue } from '../../client/app/people/move-due.js'
import { keepMaterials } from '../../client/app/review/meetings/keep-materials.js'
import { stepsWithoutMeeting } from '../../client/app/review/meetings/list-meetings.js'
import { materialsOf } from '../../client/app/review/meetings/materials-content.js'
import { materialsStanding } from '../../client/app/review/meetings/materials-standing.js'
import type { MeetingView } from '../../client/app/review/meetings/meeting-view.js'
import { readMeeting } from '../../client/app/review/meetings/read-meeting.js'
import { recordAllotments } from '../../client/app/review/selecting/allotments.js'
import { releaseSheets } from '../../client/app/review/selecting/release-sheets.js'
import { changeNotice } from '../../client/app/steering/hold-notice.js'
import { verifyTrail } from '../../client/app/views/verify-trail.js'
import { instantAt } from '../../domain/calendar/instants.js'
import { lockedPdf, pdfOf } from '../support/made-up-pdf.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { reviewCity } from '../support/review-city.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser } from '../support/sign-in.js'
import { playUntil, quiet } from '../support/stage.js'
import { statementRecorder } from '../support/statements.js'
import { startNextYear } from '../support/two-years.js'
import { moveTo } from '../workflows/move-clock.js'

// One meeting from its planning to its published minutes; the tests are its chapters and lean on each other.
vi.setConfig({ testTimeout: 120_000 })
let rig: Rig
let pages: Pages
let office: Browser
let member: Browser
let mayor: Browser
let next: string
const list = () => `/${rig.city}/meetings`
const page = () => `${list()}/subcommittee/2022-1`
const own = (no = 1) => `/member/meetings/${rig.city}/subcommittee/2022-${no}`
const id = () => `${rig.city}/meeting/subcommittee/2022-1`
const seat = (no: number) => `${rig.city}/seat-0${no}`
const meeting = () => rig.db.meeting.findUniqueOrThrow({ where: { id: id() } })
const act = (name: string, form: Record<string, string> = {}, browser = office) =>
  browser.post(`${page()}/acts`, { _act: name, _key: randomUUID(), ...form })
const saved = async (name: string, form: Record<string, string> = {}) => act(name, { _revision: `${(await meeting()).revision}`, ...form })
const dueOf = async (step: string) => (await rig.db.process.findUniqueOrThrow({ where: { id: step } })).dueAt?.toISOString()
const notices = (kind: string) => rig.db.notice.findMany({ where: { kind }, orderBy: { id: 'asc' } })
const sentTo = (no: number) =>
  rig.db.mail.findMany({ where: { mailbox: `seat-0${no}@minato.example`, state: 'sent' }, orderBy: { slot: 'asc' } })
const nowAt = async () => (await rig.db.clock.findFirstOrThrow({ where: { city: rig.city } })).now.toISOString()
const plus = (at: string, days: number) => new Date(Date.parse(at) + days * 86_400_000).toISOString()
const lines = (text: string) => text.replaceAll('\r\n ', '').split('\r\n')

const details = {
  name: '令和4年度第1回点検部会',
  openness: 'open',
  'closed-reason': '',
  'announced-on': '',
  quorum: '2',
  'item.0.step': '',
  'item.0.title': '意見の取りまとめ',
  'item.0.kind': 'consult',
  'item.0.order': '1',
}

beforeAll(async () => {
  const { definition, bundle } = reviewCity({ seats: 3 })
  // The player holds the meetings of which a bundle tells something: this one is held by hand.
  const { gathering: _played, ...entries } = bundle.entries
  rig = await rigFor({ definition, bundle: { ...bundle, entries } })
  await rig.startWorker()
  await playUntil(rig, ({ steps }) => steps['gathering'] === 'open')
  next = await startNextYear(rig)
  await quiet(rig)
  pages = await pagesOf(rig)
  office = await pages.signedIn('seisaku@minato.example')
  member = await pages.signedIn('seat-01@minato.example')
  mayor = await pages.signedIn('hisho@minato.example')
}, 180_000)
afterAll(() => rig.close())

test('the office plans a meeting from a year’s step: on its day, numbered, with a quorum of more than half', async () => {
  expect((await office.get(list())).text).toContain('令和3年度（2021年度）　点検部会（点検部会）')
  const recorder = statementRecorder()
  const free = () => recorder.record(() => stepsWithoutMeeting(rig.db, rig.city))
  const before = await free()
  const step = `${rig.cycle}/gathering`
  const planned = await office.post(list(), { _act: 'plan', _key: randomUUID(), step, from: '１４時', until: '16:00', place: '市役所' })
  expect(planned).toMatchObject({ status: 303, location: `${page()}?done=plan` })
  const after = await free()
  recorder.stop()
  // However many steps wait for a meeting, their bodies' names are read at once.
  expect([after.result.length, after.statements]).toEqual([before.result.length - 1, before.statements])
  const { startsAt, quorum, no } = await meeting()
  const day = ((await dueOf(step)) ?? '').slice(0, 10)
  expect([startsAt.toISOString(), quorum, no]).toEqual([instantAt(day, '14:00'), 2, 1])
  const again = await office.post(list(), { _act: 'plan', _key: randomUUID(), step, from: '14:00', until: '', place: '' })
  expect(again).toMatchObject({ status: 400, text: expect.stringContaining('すでに「令和4年度第1回点検部会」の議題') })
  expect((await mayor.get(page())).status).toBe(404)
  expect((await member.get(page())).status).toBe(404)
  expect((await member.get(own())).status).toBe(404)
  expect((await member.get('/member')).text).not.toContain(own())
})

test('an item of another year joins the agenda, and a second office’s save is shown as a conflict with what it typed', async () => {
  const item = { 'item.0.step': `${rig.cycle}/gathering`, 'add-step': `${next}/gathering`, 'add-title': 'その他' }
  expect((await saved('save', { ...details, ...item, quorum: '３人' })).status).toBe(303)
  const { text } = await office.get(page())
  expect(text).toContain('令和4年度　点検部会')
  expect(text).toContain('会議体独自の議題')
  const late = await act('save', { ...details, ...item, name: '私の名前', 'add-step': '', _revision: '0' })
  expect(late.status).toBe(409)
  expect(late.text).toContain('value="私の名前"')
  expect(late.text).toContain('いま保存されている内容：令和4年度第1回点検部会')
  expect((await meeting()).name).toBe('令和4年度第1回点検部会')
  const partly = await saved('save', { ...details, ...item, openness: 'partly', 'add-step': '' })
  expect(partly).toMatchObject({ status: 400, text: expect.stringContaining('理由を書いてください') })
  expect(await rig.db.agendaItem.count({ where: { meetingId: id() } })).toBe(3)
  await rig.db.meeting.update({ where: { id: id() }, data: { quorum: 2 } })
})

test('the other year stands on another day: the page says so', async () => {
  const { startsAt } = await meeting()
  expect((await dueOf(`${next}/gathering`))?.slice(0, 10) === startsAt.toISOString().slice(0, 10)).toBe(false)
  expect((await office.get(page())).text).toContain('会議の日と工程の日が異なります。')
})

describe('members', () => {
  test('are invited by the office’s press alone: the mail waits in 送信予定, then leaves with a calendar entry and the link', async () => {
    expect(await notices('invitation')).toEqual([])
    expect((await act('invite')).status).toBe(303)
    expect((await notices('invitation')).map(({ post, state }) => [post, state])).toEqual(
      expect.arrayContaining([1, 2, 3].map((no) => [seat(no), 'planned'])),
    )
    expect((await office.get(`/${rig.city}/coming-mails`)).text).toContain('seat-01@minato.example')
    expect((await act('invite')).text).toContain('送る委員がいません')
    const [notice] = await notices('invitation')
    await moveTo(rig, notice?.at.toISOString() ?? '')
    await quiet(rig)
    const [mail] = (await sentTo(1)).slice(-1)
    expect(mail?.subject).toMatch(/^【開催通知】令和4年度第1回点検部会の開催について/)
    expect(mail?.text).toContain(`http://127.0.0.1${own()}`)
    expect(mail?.text).toContain('市役所（16時まで）')
    const entry = lines(mail?.calendar ?? '')
    expect(entry).toContain(`UID:${id()}@junkan.${rig.city}`)
    expect(entry).toContain('SEQUENCE:0')
    expect(entry).toContain('LOCATION:市役所')
    const { text } = await member.get('/member')
    for (const words of [`href="${own()}"`, details.name, '出欠を回答する']) expect(text).toContain(words)
  })

  test('answer with one press on their own page; the office writes down what it was told', async () => {
    const { status, text } = await member.get(own())
    expect(status).toBe(200)
    expect(text).toContain('出席する')
    expect((await member.get(`/find?number=${encodeURIComponent(`手続番号 ${id()}`)}`)).location).toBe(own())
    expect((await office.get(`/find?number=${id()}`)).location).toBe(page())
    expect(text).not.toContain('seat-02')
    const sent = await member.post(own(), { _act: 'answer', _key: randomUUID(), reply: 'online', note: '10分遅れます' })
    expect(sent.status).toBe(303)
    expect((await member.get(sent.location ?? '')).text).toContain('「オンライン」と承りました。')
    expect((await member.get('/member')).text).toContain('「オンライン」と御回答')
    expect((await act('answer', { seat: seat(2), reply: 'absent', note: '' })).status).toBe(303)
    const rows = await rig.db.attendance.findMany({ orderBy: { seat: 'asc' } })
    expect(rows.map(({ seat: of, reply, note }) => [of, reply, note])).toEqual([
      [seat(1), 'online', '10分遅れます'],
      [seat(2), 'absent', null],
    ])
    expect((await office.get(page())).text).toContain('10分遅れます')
  })

  test('of another body find nothing, and nobody answers for another seat', async () => {
    for (const [key, department] of [
      ['other-01', 'otherbody'],
      ['finance-x', 'zaisei'],
    ] as const) {
      const role = key === 'other-01' ? 'member' : 'officer'
      await rig.db.department.upsert({
        where: { id: `${rig.city}/${department}` },
        create: { id: `${rig.city}/${department}`, city: rig.city, key: department, name: department, bureau: '附属機関' },
        update: {},
      })
      const mailbox = `${key}@minato.example`
      await rig.db.post.create({ data: { id: `${rig.city}/${key}`, city: rig.city, key, department, role, title: key, mailbox } })
    }
    const others = await pagesOf(rig)
    for (const key of ['other-01', 'finance-x']) {
      const other = await others.signedIn(`${key}@minato.example`)
      expect((await other.get(own())).status).toBe(404)
      expect((await other.get(`${own()}/meeting.ics`)).status).toBe(404)
      expect((await other.post(own(), { _act: 'answer', _key: randomUUID(), reply: 'attend' })).status).toBe(404)
    }
    expect(await rig.db.attendance.count()).toBe(2)
    expect((await act('answer', { seat: seat(2), reply: 'attend' }, member)).status).toBe(404)
  })
})

describe('moved', () => {
  const form = async () => {
    const day = plus((await meeting()).startsAt.toISOString(), 7).slice(0, 10)
    return { date: day, from: '15:00', until: '17:00', place: '港の会館', 'move-reason': '会場の都合のため' }
  }

  test('it shows first what moves in each year, and changes nothing', async () => {
    const before = await rig.db.process.findMany({ where: { city: rig.city }, orderBy: { id: 'asc' } })
    const { status, text } = await saved('move', await form())
    expect(status).toBe(200)
    for (const words of [
      'まだ何も変えていません。',
      '令和3年度（2021年度）で変わる日程',
      '令和4年度（2022年度）で変わる日程',
      '議会の日程は、この変更では動きません。',
    ])
      expect(text).toContain(words)
    expect(await rig.db.process.findMany({ where: { city: rig.city }, orderBy: { id: 'asc' } })).toEqual(before)
    expect((await meeting()).moves).toBe(0)
  })

  test('it takes both years’ steps along, and invited members are told with the same entry and a higher SEQUENCE', async () => {
    const wanted = { ...(await form()), _sure: 'yes', _key: randomUUID(), _revision: `${(await meeting()).revision}` }
    expect((await act('move', wanted)).status).toBe(303)
    await quiet(rig)
    const due = instantAt(wanted.date, '17:00')
    expect([await dueOf(`${rig.cycle}/gathering`), await dueOf(`${next}/gathering`)]).toEqual([due, due])
    // The button pressed twice.
    expect((await act('move', wanted)).status).toBe(303)
    expect((await meeting()).moves).toBe(1)
    expect((await office.get(page())).text).not.toContain('会議の日と工程の日が異なります。')
    const told = await notices('meeting-moved')
    expect(told.map(({ post }) => post).sort()).toEqual([seat(1), seat(2), seat(3)])
    await moveTo(rig, told[0]?.at.toISOString() ?? '')
    await quiet(rig)
    const [mail] = (await sentTo(1)).slice(-1)
    expect(mail?.subject).toMatch(/^【開催日時の変更】/)
    expect(mail?.text).toContain('変更前の開催日時は')
    expect(mail?.text).toContain('「会場の都合のため」')
    const entry = lines(mail?.calendar ?? '')
    expect(entry).toContain(`UID:${id()}@junkan.${rig.city}`)
    expect(entry).toContain('SEQUENCE:1')
    expect(lines((await member.get(`${own()}/meeting.ics`)).text)).toContain('SEQUENCE:1')
    for (const cycle of [rig.cycle, next]) expect(await rig.db.trail.count({ where: { cycleId: cycle, kind: 'meeting-moved' } })).toBe(1)
  })

  test('a time that has passed, or none that can be read, is asked for again', async () => {
    const wanted = await form()
    expect((await saved('move', { ...wanted, date: plus(await nowAt(), -3).slice(0, 10) })).text).toContain('これから先の日時')
    expect((await saved('move', { ...wanted, from: '朝' })).text).toContain('時刻として読めません')
    expect((await saved('move', { ...wanted, 'move-reason': '' })).status).toBe(400)
    expect((await meeting()).moves).toBe(1)
  })
})

describe('materials', () => {
  const bytesOf = async (browser: Browser, path: string) => (await browser.get(path)).text
  const standing = async (kind = 'materials') =>
    (await notices(kind)).filter(({ state }) => state !== 'cancelled').map(({ post, at, state }) => [post, at.toISOString(), state])
  const leavesAt = async () => {
    const { materials } = (await readMeeting(rig.db, id())) as MeetingView
    return materials.leavesAt
  }
  const toAll = (at: string, state = 'planned') => [1, 2, 3].map((no) => [seat(no), at, state])
  const sorted = (rows: unknown[][]) => rows.toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))

  test('that do not exist are asked for at the office, the business day before they leave', async () => {
    const [told, ...others] = await standing('materials-missing')
    expect([told?.[0], others]).toEqual([rig.office, []])
    expect(String(told?.[1]) < (await leavesAt())).toBe(true)
    expect((await office.get(page())).text).toContain('まだ（送る日は、開催の5開庁日前の')
    const preview = (await office.get(`/${rig.city}/coming-mails`)).text
    expect(preview).toContain('会議資料がまだないことの連絡')
  })

  test('are one PDF with bookmarks, of what members may see; the same content is not made twice', async () => {
    await rig.db.process.update({ where: { id: rig.cycle }, data: { membersSeeAt: null } })
    const before = await materialsOf(rig.db, (await readMeeting(rig.db, id())) as MeetingView)
    expect(before.withheld).toEqual([2021, 2022])
    await rig.db.process.update({ where: { id: rig.cycle }, data: { membersSeeAt: new Date(await nowAt()) } })
    const { document, withheld } = await materialsOf(rig.db, (await readMeeting(rig.db, id())) as MeetingView)
    expect(withheld).toEqual([2022])
    const said = JSON.stringify(document.blocks)
    for (const words of ['荷役設備の更新', '行ったこと（点検票の提出）', '検証意見', '施策全体']) expect(said).toContain(words)
    expect(said).not.toContain('船員の確保')
    const _key = randomUUID()
    expect((await act('materials-make', { _key })).status).toBe(303)
    // The same form once more is the button pressed twice; with another choice it is another wish.
    expect((await act('materials-make', { _key })).status).toBe(303)
    expect((await act('materials-make', { _key, 'with-conflicts': 'yes' })).status).toBe(400)
    const file = await rig.db.document.findFirstOrThrow({ where: { ownerId: id() } })
    const pdf = Buffer.from(file.bytes).toString('latin1')
    expect(pdf.startsWith('%PDF-')).toBe(true)
    expect(pdf).toContain('/Outlines')
    expect(Number(/\/Type \/Pages[^>]*\/Count (\d+)/s.exec(pdf)?.[1] ?? 0)).toBeGreaterThan(3)
    expect((await act('materials-make')).text).toContain('変わったところがありません')
    expect(await bytesOf(office, `${page()}/materials.pdf`)).toContain('%PDF-')
  })

  test('wait for their day in 送信予定, and move with the meeting; what the office holds there stays held', async () => {
    expect(await standing('materials-missing')).toEqual([])
    const first = await leavesAt()
    expect(sorted(await standing())).toEqual(toAll(first))
    expect((await office.get(page())).text).toContain('（委員3人）')
    expect((await office.get(`/${rig.city}/coming-mails`)).text).toContain('会議資料の送付')
    const [held] = (await notices('materials')).filter(({ post }) => post === seat(3))
    const word = { id: randomUUID(), post: rig.office, person: 'test', reason: '確かめるため' }
    await changeNotice(rig.connections, { ...word, as: 'hold', noticeId: held?.id ?? '' })

    const day = plus((await meeting()).startsAt.toISOString(), 1)
    const moved = { date: instantAt(day.slice(0, 10), '15:00').slice(0, 10), from: '15:00', until: '17:00', place: '港の会館' }
    expect((await saved('move', { ...moved, 'move-reason': '会場の都合のため', _sure: 'yes' })).status).toBe(303)
    await quiet(rig)
    const second = await leavesAt()
    expect(second > first).toBe(true)
    expect(sorted(await standing())).toEqual([...toAll(second).slice(0, 2), [seat(3), second, 'held']])
    expect((await office.get(page())).text).toContain('うち1人は止まっています')
    await changeNotice(rig.connections, { ...word, id: randomUUID(), as: 'release', noticeId: (await heldOf(seat(3))) ?? '' })
    expect(sorted(await standing())).toEqual(toAll(second))
  })

  const heldOf = async (post: string) => (await rig.db.notice.findFirst({ where: { post, kind: 'materials', state: 'held' } }))?.id

  test('that wait are held when the sheets are hidden or a member has a new conflict, until the office releases them', async () => {
    const at = await leavesAt()
    const word = () => ({ id: randomUUID(), post: rig.office, person: 'test' })
    const letGo = async () => {
      for (const { id: noticeId } of await rig.db.notice.findMany({ where: { kind: 'materials', state: 'held' } }))
        await changeNotice(rig.connections, { ...word(), reason: '作り直したため', as: 'release', noticeId })
    }
    await releaseSheets(rig.connections, { ...word(), cycleId: rig.cycle, visible: false, reason: '差替えのため' })
    expect(sorted(await standing())).toEqual(toAll(at, 'held'))
    expect((await office.get(page())).text).toContain('委員3人への送付は止まっています。')
    const held = (await notices('materials')).filter(({ state }) => state === 'held')
    for (const { reason } of held) expect(reason).toContain('公開が取りやめられたため、止めたもの。')
    await releaseSheets(rig.connections, { ...word(), cycleId: rig.cycle, visible: true })
    await letGo()
    expect(sorted(await standing())).toEqual(toAll(at))

    const { key: programme } = await rig.db.programme.findFirstOrThrow({ where: { cycleId: rig.cycle } })
    const cell = { programme, seat: seat(1), reason: '役員のため' }
    await recordAllotments(rig.connections, { ...word(), cycleId: rig.cycle, cells: [{ ...cell, standing: 'conflict' }] })
    expect(sorted(await standing())).toEqual(toAll(at, 'held'))
    await letGo()
    // What was forbidden before is nothing new, nor is taking it back.
    await recordAllotments(rig.connections, {
      ...word(),
      cycleId: rig.cycle,
      cells: [{ ...cell, standing: 'conflict', reason: '顧問のため' }],
    })
    await recordAllotments(rig.connections, { ...word(), cycleId: rig.cycle, cells: [{ ...cell, standing: 'none', reason: '' }] })
    expect(sorted(await standing())).toEqual(toAll(at))
  })

  test('made anew before the day take the place of what waits, for every seat of the meeting’s day', async () => {
    const before = await rig.db.document.findFirstOrThrow({ where: { ownerId: id() }, orderBy: { position: 'desc' } })
    const extra = { id: seat(4), city: rig.city, key: 'seat-04', department: 'subcommittee', role: 'member', title: '委員（4）' }
    await rig.db.post.create({ data: { ...extra, mailbox: 'seat-04@minato.example' } })
    await moveDue(rig.connections, rig.city, rig.app)
    await moveDue(rig.connections, rig.city, rig.app)
    const at = await leavesAt()
    expect(sorted(await standing())).toEqual([...toAll(at), [seat(4), at, 'planned']])
    expect((await act('materials-make')).status).toBe(303)
    const newest = await rig.db.document.findFirstOrThrow({ where: { ownerId: id() }, orderBy: { position: 'desc' } })
    expect(newest.hash).not.toBe(before.hash)
    const waiting = (await notices('materials')).filter(({ state }) => state === 'planned')
    expect(waiting.map(({ facts }) => (facts as { document?: string }).document)).toEqual(Array(4).fill(newest.id))
    // Somebody else had that seat, and nobody has it now.
    const person = { id: randomUUID(), name: '前の委員', email: 'former@minato.example' }
    await rig.db.person.create({ data: { ...person, createdAt: new Date(), updatedAt: new Date() } })
    const term = { postId: seat(4), personId: person.id, from: new Date('2020-04-01'), until: new Date('2022-03-31') }
    await rig.db.holding.create({ data: { id: randomUUID(), ...term, recordedBy: 'register' } })
    await moveDue(rig.connections, rig.city, rig.app)
    expect(sorted(await standing())).toEqual(toAll(at))
  })

  test('hold no opinion that is not printed or was merged, and no programme with which a member of the body has a conflict', async () => {
    const { key } = await rig.db.programme.findFirstOrThrow({ where: { cycleId: rig.cycle, name: '荷役設備の更新' } })
    const read = (await readMeeting(rig.db, id())) as MeetingView
    const seen: string[] = []
    const undone = new Error('undone')
    const trial = rig.db.$transaction(async (tx) => {
      const [given] = await tx.$queryRaw<{ process: string; version: string }[]>`
        SELECT process_id AS process, version_id AS version FROM opinion WHERE cycle_id = ${rig.cycle} AND subject = ${key} LIMIT 1`
      const { content: _content, ...rest } = await tx.version.findUniqueOrThrow({ where: { id: given?.version ?? '' } })
      const opinions = [
        { no: 1, text: '載せる意見' },
        { no: 2, text: '載せない意見', printing: { as: 'unprinted' } },
        { no: 3, text: 'まとめた意見', printing: { as: 'merged', into: 1 } },
      ]
      await tx.version.create({ data: { ...rest, id: `${rest.id}x`, no: rest.no + 100, content: { opinions } } })
      await tx.process.update({ where: { id: given?.process ?? '' }, data: { acceptedVersion: `${rest.id}x` } })
      const look = async (withConflicts: boolean) =>
        seen.push(JSON.stringify((await materialsOf(tx as typeof rig.db, read, withConflicts)).document.blocks))
      const cell = { cycleId: rig.cycle, programme: key, byPost: rig.office, byPerson: 'test', recordedAt: new Date() }
      await look(false)
      await tx.allotment.create({ data: { ...cell, seat: seat(3), standing: 'conflict', reason: '役員のため' } })
      await look(false)
      await look(true)
      await tx.allotment.create({ data: { ...cell, seat: seat(3), standing: 'none' } })
      await look(false)
      throw undone
    })
    await expect(trial).rejects.toBe(undone)
    const [without = '', inConflict = '', wanted = '', over = ''] = seen
    for (const whole of [without, wanted, over]) {
      expect(whole).toContain('載せる意見')
      expect(whole).not.toContain('載せない意見')
      expect(whole).not.toContain('まとめた意見')
      expect(whole).toContain('行ったこと（点検票の提出）')
      expect(whole).not.toContain('利害関係のある委員がいるため')
    }
    expect(inConflict).not.toContain('載せる意見')
    expect(inConflict).toContain('次の施策はこの資料に入れていません。"},{"kind":"bullets","items":["荷役設備の更新"]}')
    expect(inConflict.split('荷役設備の更新')).toHaveLength(2)
    expect(inConflict).not.toContain('役員のため')
  })

  test('are the members’ when their day has come, not before: told once, of the newest file', async () => {
    expect((await member.get(`${own()}/materials.pdf`)).status).toBe(404)
    await moveTo(rig, plus(await leavesAt(), -0.02))
    await quiet(rig)
    rig.mail.recipient = (address) => (address.startsWith('seat-03@') ? { code: 550, text: '5.1.1 no such user' } : null)
    await moveTo(rig, await leavesAt())
    await quiet(rig)
    const [mail] = (await sentTo(1)).slice(-1)
    expect(mail?.subject).toMatch(/^【資料送付】令和4年度第1回点検部会の会議資料について/)
    const { hash } = await rig.db.document.findFirstOrThrow({ where: { ownerId: id() }, orderBy: { position: 'desc' } })
    const released = (await materialsStanding(rig.db, id())).released
    expect(released?.hash).toBe(hash)
    expect(await bytesOf(member, `${own()}/materials.pdf`)).toContain('%PDF-')
    await moveDue(rig.connections, rig.city, rig.app)
    expect(await standing()).toHaveLength(3)
  })

  test('that were refused at a member’s address reach the member once it is mended', async () => {
    const atThird = async () => (await standing()).filter(([post]) => post === seat(3)).map(([, , state]) => state)
    expect(await atThird()).toEqual(['refused'])
    rig.mail.recipient = () => null
    await rig.db.refusedAddress.updateMany({ where: { city: rig.city }, data: { clearedAt: new Date() } })
    await moveDue(rig.connections, rig.city, rig.app)
    await moveDue(rig.connections, rig.city, rig.app)
    expect(await atThird()).toEqual(['refused', 'planned'])
    await moveTo(rig, ((await readMeeting(rig.db, id())) as MeetingView).materials.next)
    await quiet(rig)
    await moveDue(rig.connections, rig.city, rig.app)
    expect(await atThird()).toEqual(['refused', 'sent'])
    // Mails of before notices named their file count as told of the newest one of their time.
    await rig.db
      .$executeRaw`UPDATE notice SET facts = facts - 'document' || jsonb_build_object('was', facts -> 'document') WHERE kind = 'materials'`
    await moveDue(rig.connections, rig.city, rig.app)
    expect(await atThird()).toEqual(['refused', 'sent'])
    await rig.db
      .$executeRaw`UPDATE notice SET facts = facts - 'was' || jsonb_build_object('document', facts -> 'was') WHERE kind = 'materials'`
    expect((await sentTo(3)).at(-1)?.subject).toMatch(/^【資料送付】/)
    // Where a notice hangs does not matter: its item may have left the agenda since.
    const hung = await rig.db.notice.findMany({ where: { facts: { path: ['meeting'], equals: id() } } })
    await rig.db.notice.updateMany({ where: { id: { in: hung.map((one) => one.id) } }, data: { processId: rig.cycle } })
    expect((await member.get('/member')).text).toContain(`${own()}/materials.pdf`)
    expect((await act('invite')).text).toContain('開催通知を送る委員がいません')
    expect(((await readMeeting(rig.db, id())) as MeetingView).seats.every(({ mails }) => mails.length > 0)).toBe(true)
    for (const { id: notice, processId } of hung) await rig.db.notice.update({ where: { id: notice }, data: { processId } })
    // Where the office has all of them sent again, members keep what they have; no link leads to nothing.
    await rig.db.$executeRaw`UPDATE notice SET state = 'resent' WHERE kind = 'materials' AND state = 'sent'`
    expect((await member.get('/member')).text).toContain(`${own()}/materials.pdf`)
    expect(await bytesOf(member, `${own()}/materials.pdf`)).toContain('%PDF-')
    await rig.db.$executeRaw`UPDATE notice SET state = 'sent' WHERE kind = 'materials' AND state = 'resent'`
  })

  test('made after the day leave with the next dispatch, as the page says before', async () => {
    const { text } = await office.get(page())
    expect(text).toContain('を過ぎています。')
    expect(text).toContain('資料を作り直す（次の送信時刻に委員に送られます）')
    expect((await act('materials-make', { 'with-conflicts': 'yes' })).text).toContain('変わったところがありません')
    await rig.db.meeting.update({ where: { id: id() }, data: { name: '令和4年度第1回部会' } })
    expect((await act('materials-make')).status).toBe(303)
    const { next } = ((await readMeeting(rig.db, id())) as MeetingView).materials
    const again = (await notices('materials')).filter(({ state }) => state === 'planned')
    expect(again.map(({ at, facts }) => [at.toISOString(), (facts as { note?: string }).note])).toEqual(
      Array(3).fill([next, '前にお送りした資料を差し替えます。']),
    )
    // Until the mails leave, members have the file that they were told of.
    const { newest, released } = await materialsStanding(rig.db, id())
    expect(released?.id).not.toBe(newest?.id)
    await rig.db.meeting.update({ where: { id: id() }, data: { name: details.name } })
  })

  test('are the members’ at once when the office does not wait; the trail keeps the hash', async () => {
    expect((await act('materials-send')).status).toBe(303)
    const { hash, id: newest } = await rig.db.document.findFirstOrThrow({ where: { ownerId: id() }, orderBy: { position: 'desc' } })
    expect((await materialsStanding(rig.db, id())).released?.id).toBe(newest)
    expect((await standing()).filter(([, , state]) => state === 'planned')).toHaveLength(3)
    expect((await act('materials-send')).text).toContain('全員に、この資料を送ったか、次の送信時刻に送るところです')
    const row = await rig.db.trail.findFirstOrThrow({ where: { cycleId: rig.cycle, kind: 'materials-sent' } })
    expect(JSON.parse(row.body)).toMatchObject({ hash, meeting: id() })
  })
})

describe('files that the office adds', () => {
  const add = async (name: string, bytes: Uint8Array<ArrayBuffer>, item = '1', looked?: number) => {
    const body = new FormData()
    const revision = looked ?? (await meeting()).revision
    for (const [field, text] of Object.entries({ _act: 'paper-add', _key: randomUUID(), _revision: `${revision}`, 'paper-item': item }))
      body.set(field, text)
    body.set('paper', new File([bytes], name, { type: 'application/pdf' }))
    const headers = { cookie: [...office.jar].map(([field, value]) => `${field}=${value}`).join('; '), origin: 'http://127.0.0.1' }
    const response = await pages.app.request(`${page()}/acts`, { method: 'POST', headers, body, redirect: 'manual' })
    return { status: response.status, text: await response.text() }
  }
  const headings = async () =>
    (await materialsOf(rig.db, (await readMeeting(rig.db, id())) as MeetingView)).document.blocks.flatMap((block) =>
      block.kind === 'heading' && /^添付(資料|\d)/.test(block.text) ? [block.text] : [],
    )
  const pagesOfNewest = async () => {
    const { bytes } = await rig.db.document.findFirstOrThrow({ where: { ownerId: id(), kind: 'materials' }, orderBy: { position: 'desc' } })
    return Number(/\/Type \/Pages[^>]*\/Count (\d+)/s.exec(Buffer.from(bytes).toString('latin1'))?.[1] ?? 0)
  }

  test('that are no PDF, broken, locked or too large are refused in words, before anything is kept', async () => {
    const good = await pdfOf(2)
    const refused: [string, Uint8Array<ArrayBuffer>, string][] = [
      ['議事.docx', new Uint8Array(Buffer.from('PK word')), 'PDFではありません'],
      ['途中.pdf', good.slice(0, 4000), '壊れているか、読めない形のPDFです'],
      ['鍵.pdf', lockedPdf(), 'パスワードや編集の制限'],
      ['大.pdf', new Uint8Array(5 * 1024 * 1024 + 1), '大きすぎます（5.0 MB）'],
      ['空.pdf', new Uint8Array(), 'PDFのファイルを選んでください'],
      ['長.pdf', await pdfOf(101), '101ページあります。100ページまでです'],
    ]
    for (const [name, bytes, words] of refused)
      expect(await add(name, bytes)).toMatchObject({ status: 400, text: expect.stringContaining(words) })
    expect((await add('議題なし.pdf', good, '9')).text).toContain('その議題はありません')
    const late = await add('遅れ.pdf', good, '1', (await meeting()).revision - 1)
    expect(late).toMatchObject({ status: 409, text: expect.stringContaining('ファイルを選び直して、もう一度加えてください。') })
    expect(late.text).not.toContain('あなたの入力は残っています')
    expect(await rig.db.document.count({ where: { kind: 'paper' } })).toBe(0)
  })

  test('stand in the materials in the order of the agenda, each after a page that names it', async () => {
    const before = await pagesOfNewest()
    expect((await add('会議全体の資料.pdf', await pdfOf(1, '全体'), '')).status).toBe(303)
    expect((await add('来年度の予定.pdf', await pdfOf(2, '予定'), '2')).status).toBe(303)
    expect((await add('意見の一覧.pdf', await pdfOf(3, '意見'), '1')).status).toBe(303)
    expect(await headings()).toEqual(['添付資料', '添付1　意見の一覧', '添付2　来年度の予定', '添付3　会議全体の資料'])
    expect((await act('materials-make')).status).toBe(303)
    expect(await pagesOfNewest()).toBe(before + 3 + 2 + 1 + 3)
    const { text } = await office.get(page())
    expect(text).toContain('添付資料を加える・外す（3件）')
    const [, path] = /href="([^"]*\/papers\/[^"]*)"/.exec(text) ?? []
    expect((await office.get(path ?? '')).text).toContain('%PDF-')
    expect((await member.get(path ?? '')).status).toBe(404)
    expect((await office.get((path ?? '').replace(/.{4}$/, '0000'))).status).toBe(404)
  })

  test('follow their item when the agenda changes its order, and keep an item from being dropped', async () => {
    const items = await rig.db.agendaItem.findMany({ where: { meetingId: id() }, orderBy: { no: 'asc' } })
    const form = (order: number[], drop = 0) =>
      Object.fromEntries(
        items.flatMap(({ no, title, cycleId, stepKey }, at) => [
          [`item.${at}.step`, cycleId ? `${cycleId}/${stepKey}` : ''],
          [`item.${at}.was`, `${no}`],
          [`item.${at}.title`, title],
          [`item.${at}.kind`, 'consult'],
          [`item.${at}.order`, `${order[at]}`],
          ...(drop === no ? [[`item.${at}.drop`, 'yes']] : []),
        ]),
      )
    const dropped = await saved('save', { ...details, ...form([1, 2, 3], 2) })
    expect(dropped).toMatchObject({ status: 400, text: expect.stringContaining('添付資料があります。先に添付資料を外してください。') })
    expect((await saved('save', { ...details, ...form([2, 1, 3]) })).status).toBe(303)
    expect(await headings()).toEqual(['添付資料', '添付1　来年度の予定', '添付2　意見の一覧', '添付3　会議全体の資料'])
    const [, second, third] = await rig.db.agendaItem.findMany({ where: { meetingId: id() }, orderBy: { no: 'asc' } })
    expect([second?.title, third?.title]).toEqual(['意見の取りまとめ', 'その他'])
  })

  test('taken out again are in no later materials, and stay on record', async () => {
    for (const { documentId } of await rig.db.agendaFile.findMany({ where: { meetingId: id() } })) {
      expect((await act('paper-drop', { document: documentId })).status).toBe(303)
      expect((await act('paper-drop', { document: documentId })).text).toContain('もう外されています')
    }
    expect(await headings()).toEqual([])
    expect(await rig.db.document.count({ where: { kind: 'paper' } })).toBe(3)
    const items = await rig.db.agendaItem.findMany({ where: { meetingId: id() } })
    const back = items.map(({ no, ...item }) => ({ ...item, no: ({ 1: 2, 2: 1 } as Record<number, number>)[no] ?? no }))
    await rig.db.agendaItem.deleteMany({ where: { meetingId: id() } })
    await rig.db.agendaItem.createMany({ data: back })
  })
})

describe('on the day', () => {
  const present = (...words: string[]) => Object.fromEntries(words.map((word, at) => [`present.${seat(at + 1)}`, word]))

  const stillWaiting = async (rule: string) => {
    const row = await rig.db.notice.findFirstOrThrow({ where: { kind: 'materials', post: seat(1) } })
    const made = {
      ...row,
      facts: row.facts ?? {},
      id: `${row.id}-${randomUUID()}`,
      rule,
      state: 'held',
      heldFor: 'office',
      mailId: null,
      ended: null,
    }
    return (await rig.db.notice.create({ data: made })).id
  }
  const endOf = async (notice: string) => (await rig.db.notice.findUniqueOrThrow({ where: { id: notice } })).ended

  test('it cannot be recorded before, nor with decisions when the quorum was not met', async () => {
    const record = { ...present('attend', 'absent', 'absent'), visitors: '2', decisions: '報告を了承', 'record-until': '' }
    expect((await saved('record', record)).text).toContain('開催の前に')
    const [waits, byHand] = [await stillWaiting('materials'), await stillWaiting('materials-by-hand')]
    await moveTo(rig, plus((await meeting()).startsAt.toISOString(), 0.1))
    await moveDue(rig.connections, rig.city, rig.app)
    // What the office sends by hand leaves after the meeting, too.
    expect([await endOf(waits), await endOf(byHand)]).toEqual(['会議が終わったため', null])
    const later = await stillWaiting('materials')
    const refused = await saved('record', record)
    expect(refused).toMatchObject({ status: 400, text: expect.stringContaining('出席1人で、定足数2人に足りません') })
    expect((await saved('record', { ...record, decisions: '' })).status).toBe(303)
    expect([await endOf(later), await endOf(byHand)]).toEqual(['会議が終わったため', null])
    await rig.db.notice.update({ where: { id: byHand }, data: { state: 'cancelled' } })
    expect((await office.get(page())).text).toContain('定足数を満たしていません。')
    const missing = await saved('record', { ...record, [`present.${seat(3)}`]: '' })
    expect(missing.text).toContain('全ての委員の出欠を選んでください。')
  })

  test('attendance, decisions and a list for the fees, in which no name runs as a formula', async () => {
    // The term of whoever held the seat before is over on the meeting's day.
    await rig.db.holding.updateMany({ where: { postId: seat(2) }, data: { until: new Date('2022-03-31') } })
    const holder = randomUUID()
    await rig.db.person.create({
      data: { id: holder, name: '=HYPERLINK("x")', email: 'x@y.example', createdAt: new Date(), updatedAt: new Date() },
    })
    await rig.db.holding.create({
      data: { id: randomUUID(), postId: seat(2), personId: holder, from: new Date('2022-04-01'), recordedBy: 'register' },
    })
    const record = {
      ...present('attend', 'online', 'absent'),
      visitors: '2人',
      decisions: '報告を了承\r\n\r\n次回は秋',
      'record-until': '16:40',
    }
    expect((await saved('record', record)).status).toBe(303)
    const { text } = await office.get(page())
    for (const words of ['満たした', '報告を了承', '次回は秋', '2人']) expect(text).toContain(words)
    const file = (await office.get(`${page()}/attendance.csv`)).text
    // The byte order mark is taken off by whoever reads the answer as text.
    expect(file.replace('\ufeff', '').startsWith('会議,開催日,席,役職,氏名,出欠,時間\r\n')).toBe(true)
    expect(file).toContain(`"'=HYPERLINK(""x"")",オンライン,15:00〜16:40`)
    expect(file).toMatch(/seat-03,[^,]*,[^,]*,欠席,\r\n/)
    expect((await member.get(`${page()}/attendance.csv`)).status).toBe(404)
  })

  test('each year’s own record is handed in from it by one button', async () => {
    for (const cycle of [rig.cycle, next]) {
      expect((await act('hand-in', { cycle })).status).toBe(303)
      await quiet(rig)
      const { state, acceptedVersion } = await rig.db.process.findUniqueOrThrow({ where: { id: `${cycle}/gathering/gathering-1` } })
      expect(state).toBe('accepted')
      const { content } = await rig.db.version.findUniqueOrThrow({ where: { id: acceptedVersion ?? '' } })
      expect(content).toMatchObject({ place: '港の会館', attendance: { value: 2 }, quorum: true, decisions: ['報告を了承', '次回は秋'] })
    }
    expect((await act('hand-in', { cycle: next })).text).toContain('提出を待つ状態にありません')
  })
})

describe('minutes', () => {
  const text = { 'part-0': '開会した。', 'part-1': '意見をまとめた。', 'part-2': '来年度の話をした。', 'part-3': '' }

  test('are saved as versions; a save upon another version is a conflict that shows both', async () => {
    expect((await act('minutes-save', { ...text, base: '0' })).status).toBe(303)
    const late = await act('minutes-save', { ...text, 'part-1': '別の人の文。', base: '0' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('いま保存されている第1版と、あなたの入力との違い')
    expect(late.text).toContain('別の人の文。</textarea>')
    expect(await rig.db.minutes.count()).toBe(1)
  })

  test('are asked of those who were there; a change makes a new version, which is asked anew', async () => {
    expect((await act('minutes-ask')).status).toBe(303)
    expect((await notices('minutes-check')).map(({ post }) => post).sort()).toEqual([seat(1), seat(2)])
    expect((await member.get(own())).text).toContain('意見をまとめた。')
    const home = (await member.get('/member')).text
    for (const words of ['会議録の御確認', '会議録（案）を確かめる', `${own()}/materials.pdf`]) expect(home).toContain(words)
    const mend = { _act: 'minutes-mend', _key: randomUUID(), minutes: '1', 'word-text': '「まとめた」を「整理した」に。' }
    expect((await member.post(own(), mend)).status).toBe(303)
    expect((await office.get(page())).text).toContain('「まとめた」を「整理した」に。')
    expect((await act('minutes-save', { ...text, 'part-1': '意見を整理した。', base: '1' })).status).toBe(303)
    const stale = await member.post(own(), { _act: 'minutes-agree', _key: randomUUID(), minutes: '1' })
    expect(stale.text).toContain('新しい版に変わっています')
    expect((await office.get(`${page()}/minutes?from=1&to=2`)).text).toContain('<td class="written">意見を整理した。</td>')
    expect((await act('minutes-ask')).status).toBe(303)
    expect((await member.post(own(), { _act: 'minutes-agree', _key: randomUUID(), minutes: '2' })).status).toBe(303)
  })

  test('are confirmed when all have agreed, or by the office with a reason; published, everybody reads the open items', async () => {
    expect((await act('minutes-confirm', { minutes: '2', 'confirm-reason': '' })).text).toContain('まだ1人が')
    expect((await act('minutes-word', { 'word-seat': seat(2), agreed: 'yes', minutes: '2' })).status).toBe(303)
    expect((await act('minutes-confirm', { minutes: '2', 'confirm-reason': '' })).status).toBe(303)
    const open = `/report/${rig.city}/meetings/subcommittee/2022-1`
    const anybody = async () => pages.app.request(`http://127.0.0.1${open}`)
    expect((await anybody()).status).toBe(404)
    await rig.db.meeting.update({ where: { id: id() }, data: { openness: 'partly', closedReason: '人選のため' } })
    await rig.db.agendaItem.update({ where: { meetingId_no: { meetingId: id(), no: 2 } }, data: { closed: true } })
    expect((await act('minutes-publish')).status).toBe(303)
    const published = await (await anybody()).text()
    expect(published).toContain('意見を整理した。')
    expect(published).not.toContain('来年度の話をした。')
    expect(published).not.toContain('HYPERLINK')
    expect((await act('minutes-save', { ...text, base: '2' })).text).toContain('確定した会議録は変えられません')
    const opened = await saved('save', { ...details, 'item.0.step': `${rig.cycle}/gathering` })
    expect(opened).toMatchObject({ status: 400, text: expect.stringContaining('会議録が確定しているため、議題と公開区分は変えられません') })
    expect(await (await anybody()).text()).not.toContain('来年度の話をした。')
    expect((await member.get('/member')).text.split('これまでの会議')[1]).toContain(`href="${own()}"`)
  })
})

describe('another meeting', () => {
  const at = (year: number, no: number) => `subcommittee/${year}-${no}`
  const actOn = async (which: string, name: string, form: Record<string, string> = {}) => {
    const { revision } = await rig.db.meeting.findUniqueOrThrow({ where: { id: `${rig.city}/meeting/${which}` } })
    return office.post(`${list()}/${which}/acts`, { _act: name, _key: randomUUID(), _revision: `${revision}`, ...form })
  }
  const planned = async (cycle: string) => {
    await quiet(rig)
    const form = { step: `${cycle}/gathering`, from: '10:00', until: '', place: '' }
    expect((await office.post(list(), { _act: 'plan', _key: randomUUID(), ...form })).status).toBe(303)
  }
  const third = at(2024, 1)
  const fourth = at(2022, 2)

  test('of a step that has not begun can be planned, and nobody can be told of it yet', async () => {
    await planned(await startNextYear(rig, { day: '06-20', after: 3 }))
    expect((await actOn(third, 'invite')).text).toContain('会議の工程がまだ始まっていない')
    expect(await rig.db.notice.count({ where: { facts: { path: ['meeting'], equals: `${rig.city}/meeting/${third}` } } })).toBe(0)
  })

  test('in writing may decide without a quorum', async () => {
    const saved = await rig.db.agendaItem.findFirstOrThrow({ where: { meetingId: `${rig.city}/meeting/${third}` } })
    const item = { 'item.0.step': `${saved.cycleId}/${saved.stepKey}`, written: 'yes', name: '書面の会' }
    expect((await actOn(third, 'save', { ...details, ...item })).status).toBe(303)
    const present = Object.fromEntries([1, 2, 3].map((no) => [`present.${seat(no)}`, no === 1 ? 'attend' : 'absent']))
    expect((await actOn(third, 'record', { ...present, visitors: '', decisions: '了承', 'record-until': '' })).status).toBe(303)
    const { text } = await office.get(`${list()}/${third}`)
    expect(text).toContain('書面開催')
    expect(text).toContain('書面で回答')
    expect((await actOn(third, 'cancel', { 'cancel-reason': '不要のため' })).text).toContain('開催した会議は中止できません')
  })

  test('that cannot be looked at keeps no other from it', async () => {
    const row = await rig.db.notice.findFirstOrThrow({ where: { kind: 'materials', rule: 'materials', post: seat(1) } })
    const ids = [id(), `${rig.city}/meeting/${third}`].map((about) => ({ about, id: `${row.id}-${randomUUID()}` }))
    for (const { about, id: notice } of ids)
      await rig.db.notice.create({
        data: { ...row, id: notice, facts: { meeting: about }, mailId: null, state: 'held', heldFor: 'office', ended: null },
      })
    let failed = false
    const broken = new Proxy(rig.db, {
      get(db, name) {
        const whole = Reflect.get(db, name)
        if (name !== '$transaction') return whole
        if (failed) return whole.bind(db)
        failed = true
        return () => Promise.reject(new Error('the connection was lost'))
      },
    })
    await expect(keepMaterials(broken, rig.city)).rejects.toThrow('the materials of 1 meetings')
    const states = async () =>
      (await rig.db.notice.findMany({ where: { id: { in: ids.map((one) => one.id) } } })).map(({ state }) => state).sort()
    expect(await states()).toEqual(['cancelled', 'held'])
    await keepMaterials(rig.db, rig.city)
    expect(await states()).toEqual(['cancelled', 'cancelled'])
  })

  test('moved before its invitation has left is told once, with its new time; cancelled, the entry is taken back', async () => {
    await planned(await startNextYear(rig, { opens: '07-05', day: '08-01', inYear: -1, after: 2 }))
    expect((await actOn(fourth, 'invite')).status).toBe(303)
    const moved = { date: '2022-08-03', from: '09:30', until: '', place: '講堂', 'move-reason': '会場のため', _sure: 'yes' }
    expect((await actOn(fourth, 'move', moved)).status).toBe(303)
    await quiet(rig)
    const of = (kind: string) =>
      rig.db.notice.findMany({ where: { kind, facts: { path: ['meeting'], equals: `${rig.city}/meeting/${fourth}` } } })
    expect(await of('meeting-moved')).toEqual([])
    const invitations = await of('invitation')
    await moveTo(rig, invitations[0]?.at.toISOString() ?? '')
    await quiet(rig)
    expect((await sentTo(1)).at(-1)?.subject).toContain('〔8/3（水）9時30分〕')
    expect((await actOn(fourth, 'cancel', { 'cancel-reason': '' })).status).toBe(400)
    expect((await actOn(fourth, 'cancel', { 'cancel-reason': '議題がなくなったため' })).status).toBe(303)
    const told = await of('meeting-cancelled')
    expect(told).toHaveLength(3)
    // Planned when it was called, again when it was moved; now nothing is to be made any more.
    expect((await of('materials-missing')).map(({ state }) => state)).toEqual(['cancelled', 'cancelled'])
    await moveTo(rig, told[0]?.at.toISOString() ?? '')
    await quiet(rig)
    const mail = (await sentTo(1)).at(-1)
    expect(mail?.subject).toContain('【開催の中止】')
    expect(mail?.text).toContain('「議題がなくなったため」')
    const entry = lines(mail?.calendar ?? '')
    for (const line of [`UID:${rig.city}/meeting/${fourth}@junkan.${rig.city}`, 'SEQUENCE:2', 'STATUS:CANCELLED'])
      expect(entry).toContain(line)
    expect((await member.get(own(2))).text).toContain('この会議は中止になりました。')
    // Its step is free for another meeting.
    expect((await office.get(list())).text).toContain('令和5年度（2023年度）　点検部会')
    expect((await actOn(fourth, 'invite')).text).toContain('中止されています')
  })
})

test('the trails of all years tell of their meeting and hold', async () => {
  for (const cycle of [rig.cycle, next]) {
    const verdict = await verifyTrail(rig.db, cycle)
    expect(verdict).toMatchObject({ faults: [] })
    const bodies = (await rig.db.trail.findMany({ where: { cycleId: cycle } })).map(({ body }) => body).join()
    for (const words of ['HYPERLINK', '10分遅れます', '報告を了承', '港の会館', '意見を整理した']) expect(bodies).not.toContain(words)
  }
  const { text } = await office.get(`/${rig.city}/${rig.definition.id}/2021/trail`)
  expect(text).toContain('第1回の会議')
})
