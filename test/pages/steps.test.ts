import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { answerOverride } from '../../client/app/steering/answer-override.js'
import { verifyTrail } from '../../client/app/views/verify-trail.js'
import { smallCity } from '../support/bundles.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser, Seen } from '../support/sign-in.js'
import { eventually, playUntil, quiet } from '../support/stage.js'
import { moveTo } from '../workflows/move-clock.js'

vi.setConfig({ testTimeout: 120_000 })
let rig: Rig
let pages: Pages
let office: Browser
let head: Browser
let other: Browser
const home = () => `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}`
const path = (step: string) => `${home()}/steps/${step}`
const stateOf = async (step: string) => (await rig.db.process.findUniqueOrThrow({ where: { id: `${rig.cycle}/${step}` } })).state
const send = (browser: Browser, step: string, act: string, form: Record<string, string> = {}): Promise<Seen> =>
  browser.post(`${path(step)}/acts`, { _act: act, _key: randomUUID(), ...form })

/** The small city's ordinance names no last day: this one does. */
const statutory = { date: '09-30', fiscalYear: 1, at: '17:00', roll: 'none' as const, named: true }

beforeAll(async () => {
  const year = smallCity()
  const steps = year.definition.steps.map((step) => (step.id === 'release' ? { ...step, statutory } : step))
  rig = await rigFor({
    definition: { ...year.definition, steps },
    bundle: { ...year.bundle, actions: year.bundle.actions.filter(({ subject }) => subject !== 'market') },
  })
  await rig.startWorker()
  await playUntil(rig, ({ steps }) => steps['cards'] === 'open')
  pages = await pagesOf(rig)
  const mailbox = (key: string) => rig.bundle.posts.find((post) => post.key === key)?.mailbox ?? ''
  office = await pages.signedIn(mailbox('office'))
  head = await pages.signedIn(mailbox('seisaku-head'))
  other = await pages.signedIn(mailbox('mayor'))
}, 180_000)
afterAll(() => rig.close())

test('the chart leads the office to each step, marks the critical path in a word and says the slack', async () => {
  const { text } = await office.get(home())
  expect(text).toContain(`href="${path('replies')}"`)
  expect(text).toContain('<span aria-hidden="true">◆</span><span class="unseen">要の道筋。</span>法定の期日まで')
  expect(text).toContain('class="open critical"')
  expect((await office.get(path('release'))).text).toContain('法定の期日までの余裕</dt><dd>20日（')
})

test('a step tells its dates with reasons, what it waits for, and what the office can do; somebody without the right does not see it', async () => {
  const { status, text } = await office.get(path('replies'))
  expect(status).toBe(200)
  for (const words of ['日程の理由', '「委員の意見の整理」が終わること', '日程を変える']) expect(text).toContain(words)
  expect((await other.get(path('replies'))).status).toBe(404)
  expect((await head.get(path('replies'))).status).toBe(404)
  expect((await office.get(path('nothing'))).status).toBe(404)
})

describe('another date', () => {
  const dates = { 'opens-date': '', 'due-date': '2022-05-31', 'reschedule-reason': '議会の日程が変わったため' }

  test('is shown with all that moves before anything is changed, as the reschedule then moves it', async () => {
    const before = await rig.db.process.findMany({ where: { cycleId: rig.cycle }, orderBy: { id: 'asc' } })
    const { status, text } = await send(office, 'cards', 'reschedule', dates)
    expect(status).toBe(200)
    expect(text).toContain('まだ何も変えていません。')
    expect(text).toContain('委員の意見の整理')
    expect(await rig.db.process.findMany({ where: { cycleId: rig.cycle }, orderBy: { id: 'asc' } })).toEqual(before)

    const key = randomUUID()
    const moved = await send(office, 'cards', 'reschedule', { ...dates, _sure: 'yes', _key: key })
    expect(moved).toMatchObject({ status: 303, location: `${path('cards')}?receipt=${key}` })
    await quiet(rig)
    const { dueAt } = await rig.db.process.findUniqueOrThrow({ where: { id: `${rig.cycle}/cards` } })
    expect(dueAt?.toISOString()).toBe('2022-05-31T08:00:00.000Z')
    const next = await rig.db.process.findUniqueOrThrow({ where: { id: `${rig.cycle}/remarks` } })
    expect(text).toContain(`datetime="${next.opensAt?.toISOString()}"`)
    expect((await office.get(moved.location ?? '')).text).toContain('を受け付けました（受付番号')
    const again = await send(office, 'cards', 'reschedule', { ...dates, _sure: 'yes', _key: key })
    expect(again.status).toBe(303)
    expect(await rig.db.command.count({ where: { act: 'replan' } })).toBe(1)
  })

  test('that cannot be read, is past, or comes without a reason is asked for again, with what was typed', async () => {
    for (const [form, field, word] of [
      [{ ...dates, 'due-date': '六月' }, 'due-date', '2016-12-22 のように'],
      [{ ...dates, 'due-date': '2022-01-05' }, 'due-date', 'これから先の日'],
      [{ ...dates, 'due-date': '' }, 'due-date', '少なくとも一方'],
      [{ ...dates, 'reschedule-reason': '' }, 'reschedule-reason', '理由を書いてください'],
    ] as const) {
      const { status, text } = await send(office, 'cards', 'reschedule', form)
      expect(status).toBe(400)
      expect(text).toContain(`href="#${field}"`)
      expect(text).toContain(word)
      expect(text).toContain(`value="${form['due-date']}"`)
    }
    expect((await send(other, 'cards', 'reschedule', dates)).status).toBe(404)
  })
})

test('what is late says by how many days, what slips, and whether the law is kept', async () => {
  expect((await office.get(path('cards'))).text).not.toContain('日遅れ')
  await moveTo(rig, '2022-06-08T02:00:00.000Z')
  for (const page of [path('cards'), home()]) {
    const { text } = await office.get(page)
    expect(text).toMatch(/いま6日遅れ。<\/strong>今日終わ(れば|っても)/)
    expect(text).toContain('には間に合います')
  }
  expect((await office.get(path('cards'))).text).toContain(`href="${home()}/assignments/cards/market"`)
})

describe('a requirement set aside', () => {
  const asked = { requirement: 'answered', 'override-reason': '期限までに対応が定まらないため' }
  const asks = () => rig.db.command.findMany({ where: { act: 'ask-override' }, orderBy: { receiptNo: 'asc' } })
  const overrides = async () => (await rig.db.gate.findUniqueOrThrow({ where: { id: `${rig.cycle}/sign` } })).overrides

  beforeAll(async () => {
    await playUntil(rig, ({ steps }) => steps['sign'] === 'open')
    const decision = { processId: `${rig.cycle}/sign/sign`, act: 'submit', post: `${rig.city}/mayor`, via: 'page' as const }
    await rig.app.act({ ...decision, content: { decidedOn: '2022-07-15' } })
    await quiet(rig)
  }, 120_000)

  test('is not asked for with a reason that is too long to keep', async () => {
    const long = await send(office, 'sign', 'ask-override', { ...asked, 'override-reason': '長'.repeat(2_001) })
    expect(long).toMatchObject({ status: 400, text: expect.stringContaining('2000字以内で書いてください') })
    expect(long.text).toContain('href="#override-reason"')
    expect(await asks()).toEqual([])
  })

  test('is only asked for by the office: nothing is set aside, and the office cannot answer itself', async () => {
    expect((await send(office, 'sign', 'ask-override', { ...asked, 'override-reason': '' })).text).toContain('条件を外す理由')
    expect((await send(office, 'sign', 'ask-override', asked)).status).toBe(303)
    const [ask] = await asks()
    expect(await overrides()).toEqual([])
    expect((await send(office, 'sign', 'ask-override', asked)).text).toContain('すでに第二の確認を求めています')
    expect((await send(office, 'sign', 'agree-override', { ask: ask?.id ?? '' })).status).toBe(404)
    expect((await send(other, 'sign', 'agree-override', { ask: ask?.id ?? '' })).status).toBe(404)
    expect((await office.get(path('sign'))).text).toContain('第二の確認を待っているもの')
    expect((await office.get('/my-work')).text, 'an own request').not.toContain('第二の確認の求め')
    const { text } = await head.get('/my-work')
    expect(text).toContain('第二の確認の求め（1件）')
    expect(text).toContain(`href="${path('sign')}"`)
    expect((await other.get('/my-work')).text, 'another section').not.toContain('第二の確認の求め')
    expect((await office.get(path('sign'))).text).not.toContain('同意して条件を外す')
    expect(await overrides()).toEqual([])
  })

  test('is not agreed to by the same person in another post', async () => {
    const [ask] = await asks()
    const personId = ask?.actorPerson ?? ''
    const post = `${rig.city}/seisaku-head`
    const holding = { id: 'both', postId: post, personId, from: new Date('2022-04-01'), recordedBy: 'register' }
    await rig.db.holding.create({ data: holding })
    expect((await office.get(path('sign'))).text).not.toContain('同意して条件を外す')
    expect((await send(office, 'sign', 'agree-override', { ask: ask?.id ?? '' })).status).toBe(404)
    const answer = { ask: ask?.id ?? '', stepId: `${rig.cycle}/sign`, agrees: true, reason: '', post, person: personId }
    await expect(answerOverride(rig.connections, answer)).rejects.toMatchObject({ code: 'second-person' })
    await rig.db.holding.update({ where: { id: 'both' }, data: { until: new Date('2022-04-02') } })
    expect(await overrides()).toEqual([])
  })

  test('declined by the second person, it stays, with the reason; asked again and agreed to, the step closes', async () => {
    const [first] = await asks()
    expect((await head.get(path('sign'))).text).toContain('同意して条件を外す')
    expect((await send(head, 'sign', 'decline-override', { ask: first?.id ?? '' })).text).toContain('同意しない理由を書いてください')
    const declined = await send(head, 'sign', 'decline-override', { ask: first?.id ?? '', 'decline-reason': '対応を待てるため' })
    expect(declined.status).toBe(303)
    expect((await office.get(path('sign'))).text).toContain('対応を待てるため')
    expect(await stateOf('sign')).toBe('open')

    await send(office, 'sign', 'ask-override', asked)
    const second = (await asks()).at(-1)
    const agreed = await send(head, 'sign', 'agree-override', { ask: second?.id ?? '' })
    expect(agreed.status).toBe(303)
    expect((await head.get(agreed.location ?? '')).text).toContain('を受け付けました（受付番号')
    const of = (receipt: string) => head.get(`${path('sign')}?receipt=${receipt}`)
    const elsewhere = await rig.db.command.findFirstOrThrow({ where: { processId: { not: `${rig.cycle}/sign` } } })
    for (const receipt of ['anything', elsewhere.id]) expect((await of(receipt)).status).toBe(404)
    await eventually('the decision is closed', async () => (await stateOf('sign')) === 'closed')
    expect(await overrides()).toEqual([
      { requirement: 'answered', reason: asked['override-reason'], by: rig.office, second: `${rig.city}/seisaku-head` },
    ])
    expect((await send(head, 'sign', 'agree-override', { ask: second?.id ?? '' })).status).not.toBe(303)
    expect(await rig.db.command.count({ where: { act: 'override' } })).toBe(1)
    const seconded = await rig.db.command.findFirstOrThrow({ where: { act: 'agree-override' } })
    const mailbox = rig.bundle.posts.find(({ key }) => key === 'seisaku-head')?.mailbox ?? ''
    const { id } = await rig.db.person.findFirstOrThrow({ where: { email: mailbox } })
    expect(seconded).toMatchObject({
      processId: `${rig.cycle}/sign`,
      state: 'applied',
      actorPost: `${rig.city}/seisaku-head`,
      actorPerson: id,
    })
  })

  test('stands in a trail that is whole', async () => {
    const kinds = (await rig.db.trail.findMany({ where: { processId: `${rig.cycle}/sign` }, orderBy: { no: 'asc' } })).map(
      ({ kind }) => kind,
    )
    expect(kinds).toEqual(expect.arrayContaining(['override-asked', 'override-declined', 'override', 'closed']))
    expect(await verifyTrail(rig.db, rig.cycle)).toMatchObject({ faults: [] })
  })
})
