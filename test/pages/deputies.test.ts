import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { moveDue } from '../../client/app/people/move-due.js'
import { smallCity } from '../support/bundles.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser } from '../support/sign-in.js'
import { moveTo, quiet } from '../workflows/move-clock.js'

vi.setConfig({ testTimeout: 120_000 })
let rig: Rig
let pages: Pages
let office: Browser
const mailboxOf = (key: string) => rig.bundle.posts.find((post) => post.key === key)?.mailbox ?? ''
const people = (path: string, form: Record<string, string>) => office.post(`/${rig.city}/people${path}`, { key: randomUUID(), ...form })
const hold = (post: string, email: string, from: string, until: string, more: Record<string, string> = {}) =>
  people(`/posts/${post}/holdings`, { kind: 'holder', name: `${email} の人`, email: `${email}@minato.example`, from, until, ...more })
const act = (subject: string, form: Record<string, string>) =>
  office.post(`/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}/assignments/cards/${subject}/acts`, {
    _key: randomUUID(),
    ...form,
  })
/** Days (Asia/Tokyo) on which an address got mails. */
const daysOf = async (mailbox: string) =>
  (await rig.db.mail.findMany({ where: { mailbox, state: 'sent' }, orderBy: { slot: 'asc' } })).map(({ slot }) =>
    new Date(slot.getTime() + 9 * 3_600_000).toISOString().slice(0, 10),
  )
const town = `town@minato.example`

/** The small city, whose cards are asked for across 1 April; each section has a mailbox of its own. */
function acrossApril() {
  const { definition, bundle } = smallCity()
  const dates = {
    opens: { date: '03-22', fiscalYear: 0, at: '10:00', roll: 'forward' as const, named: true },
    due: { date: '04-11', fiscalYear: 1, at: '17:00', roll: 'back' as const, named: true },
  }
  const steps = definition.steps.map((step) => (step.id === 'cards' ? { ...step, ...dates } : step))
  const own: Record<string, string> = {
    'machi-officer': town,
    'minato-head': 'minato-cho@minato.example',
    'minato-officer': 'harbour@minato.example',
  }
  const posts = bundle.posts.map((post) => ({ ...post, mailbox: own[post.key] ?? post.mailbox }))
  return { definition: { ...definition, steps }, bundle: { ...bundle, posts, startsAt: '2022-03-14T00:00:00.000Z' } }
}

beforeAll(async () => {
  rig = await rigFor(acrossApril())
  await rig.startWorker()
  await rig.startYear()
  pages = await pagesOf(rig)
  office = await pages.signedIn(mailboxOf('office'))
}, 180_000)
afterAll(() => rig.close())

describe('a post without a mailbox of its own', () => {
  test('is written to at its holder’s address, and cannot be told otherwise', async () => {
    expect((await hold('machi-officer', 'before', '2022-03-15', '')).status).toBe(303)
    expect((await people('/posts/machi-officer', { title: 'まち課 担当', mailbox: '' })).status).toBe(303)
    const { text } = await office.get(`/${rig.city}/people/posts/machi-officer`)
    expect(text).toContain('なし（就いている人のメールに送ります）')
    expect(text).toContain('職のメールがないので、この職宛てのメールは、就く人のメールに送ります')
    expect((await hold('machi-officer', 'nobody', '2022-04-01', '', { 'mail-asked': 'yes' })).text).toContain(
      '就く人のメールに送るほかありません',
    )
    const { id } = await rig.db.holding.findFirstOrThrow({ where: { postId: `${rig.city}/machi-officer`, until: null } })
    expect((await people(`/posts/machi-officer/holdings/${id}/mail`, { mail: 'post' })).status).toBe(400)

    await moveTo(rig, '2022-03-23T02:00:00.000Z')
    expect(await daysOf('before@minato.example')).toEqual(['2022-03-23'])
    expect(await daysOf(town)).toEqual([])
  })

  test('changes hands on 1 April: nothing goes to who held it from that day, not even what was planned before', async () => {
    expect((await hold('machi-officer', 'after', '2022-04-01', '')).status).toBe(303)
    await moveTo(rig, '2022-03-31T02:00:00.000Z')
    // After the last dispatch of March: it leaves on 1 April.
    expect((await act('market', { _act: 'nudge' })).status).toBe(303)
    const call = { 'call-whom': 'まち課 担当', 'call-said': '14日に出すとのこと。', 'call-date': '2022-04-14' }
    expect((await act('lights', { _act: 'record-call', ...call })).status).toBe(303)
    const wish = { _key: randomUUID(), 'wished-date': '2022-04-15', 'extension-reason': '異動のため' }
    const lights = `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}/assignments/cards/lights/extension`
    expect((await office.post(lights, wish)).status).toBe(303)
    await quiet(rig)
    await moveTo(rig, '2022-03-31T15:30:00.000Z')
    expect((await moveDue(rig.connections, rig.city, rig.app)).told).toBe(2)
    await moveTo(rig, '2022-04-08T02:00:00.000Z')
    expect(await daysOf('before@minato.example')).toEqual(['2022-03-23'])
    expect(await daysOf('after@minato.example')).toEqual(['2022-04-01', '2022-04-07'])
  })

  test('the handover says what is open, and where each matter stands: promised by telephone, an extension not decided', async () => {
    const mail = await rig.db.mail.findFirstOrThrow({ where: { mailbox: 'after@minato.example' }, orderBy: { slot: 'asc' } })
    const text = mail.text.replace(/\s/g, '')
    for (const words of [
      '引き継がれるもの（２件）',
      '朝市の支援',
      '港の灯り',
      '4月1日付けで、この職に就く人が変わったため',
      '希望の期限',
      '電話で、4月14日までに提出すると約束しています',
      '4月15日までの期限の延長を申し出ていて、事務局の判断を待っています',
    ])
      expect(text, words).toContain(words)
  })
})

describe('a deputy', () => {
  test('gets the post’s mail for the time, as the form proposes; another one, for whom the box was cleared, does not', async () => {
    const form = (await office.get(`/${rig.city}/people/posts/minato-head`)).text
    expect(form).toMatch(/id="deputy-mail"[^>]* checked/)
    expect(form).toContain('代理の期間、この職宛てのメールを代理の人に送る')
    expect(form).not.toMatch(/id="holder-mail"[^>]* checked/)
    const term = ['2022-04-11', '2022-04-13'] as const
    expect((await hold('minato-head', 'silent', ...term, { kind: 'deputy', 'mail-asked': 'yes' })).status).toBe(303)
    expect((await hold('minato-head', 'standin', ...term, { kind: 'deputy', 'mail-asked': 'yes', mail: 'yes' })).status).toBe(303)
    await moveTo(rig, '2022-04-13T02:00:00.000Z')
    expect(await daysOf('standin@minato.example')).toEqual(['2022-04-12'])
    expect(await daysOf('silent@minato.example')).toEqual([])
    expect(await daysOf('minato-cho@minato.example')).toEqual([])
    const { text } = await office.get(`/${rig.city}/people`)
    expect(text).toContain('standin の人（職宛てのメールを受け取る）')
  })

  test('may be given or spared the post’s mail while the term lasts, and the history says so', async () => {
    const { id } = await rig.db.holding.findFirstOrThrow({ where: { kind: 'deputy', takesMail: true } })
    expect((await people(`/posts/minato-head/holdings/${id}/mail`, { mail: 'post' })).status).toBe(303)
    expect((await people(`/posts/minato-head/holdings/${id}/mail`, { mail: 'post' })).text).toContain('送り先は今のままです')
    expect((await rig.db.holding.findUniqueOrThrow({ where: { id } })).takesMail).toBe(false)
    expect((await office.get(`/${rig.city}/people/changes`)).text).toContain('本人のメールには送りません')
  })
})

test('what nobody could be written to leaves once somebody holds the post', async () => {
  expect((await people('/posts/seisaku-head', { title: '政策室長', mailbox: '' })).status).toBe(303)
  const { id } = await rig.db.holding.findFirstOrThrow({ where: { postId: `${rig.city}/seisaku-head` } })
  await rig.db.holding.update({ where: { id }, data: { until: new Date('2022-04-12') } })
  const notice = await rig.db.notice.create({
    data: {
      id: `${rig.cycle}/cards/ferry#test/head-notice`,
      processId: `${rig.cycle}/cards/ferry`,
      cycleId: rig.cycle,
      city: rig.city,
      rule: 'test',
      kind: 'head-notice',
      post: `${rig.city}/seisaku-head`,
      at: new Date('2022-04-13T01:00:00.000Z'),
      reason: '試験のため',
      state: 'held',
      heldFor: 'address',
    },
  })
  expect((await office.get(`/${rig.city}/people`)).text).toContain('「政策室長」には職のメールがなく')
  expect((await hold('seisaku-head', 'newhead', '2022-04-13', '')).status).toBe(303)
  expect(await rig.db.notice.findUniqueOrThrow({ where: { id: notice.id } })).toMatchObject({ state: 'planned', heldFor: null })
  await moveTo(rig, '2022-04-14T02:00:00.000Z')
  expect(await daysOf('newhead@minato.example')).toEqual(['2022-04-14'])
  expect((await office.get(`/${rig.city}/people`)).text).not.toContain('「政策室長」には職のメールがなく')
})
