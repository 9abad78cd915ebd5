import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { verifyTrail } from '../../client/app/views/verify-trail.js'
import { smallCity } from '../support/bundles.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser } from '../support/sign-in.js'
import { moveTo } from '../workflows/move-clock.js'

// The tests are chapters of one story and lean on each other.
vi.setConfig({ testTimeout: 120_000 })
let rig: Rig
let pages: Pages
let office: Browser
let section: Browser
let auditor: Browser
const shipped = readFileSync(new URL('../../definitions/letters.yaml', import.meta.url), 'utf8')
const path = () => `/${rig.city}/letters`
const mailboxOf = (key: string) => rig.bundle.posts.find((post) => post.key === key)?.mailbox ?? ''

beforeAll(async () => {
  rig = await rigFor(smallCity())
  await rig.startWorker()
  await rig.startYear()
  pages = await pagesOf(rig)
  office = await pages.signedIn(mailboxOf('office'))
  section = await pages.signedIn(mailboxOf('minato-officer'))
  auditor = await pages.signedIn(mailboxOf('auditor'))
}, 180_000)
afterAll(() => rig.close())

async function check(content: string | Uint8Array<ArrayBuffer>, as = office) {
  const body = new FormData()
  body.set('file', new File([content], 'letters.yaml'))
  const cookie = [...as.jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const response = await pages.app.request(`http://127.0.0.1${path()}/check`, {
    method: 'POST',
    body,
    headers: { cookie, origin: 'http://127.0.0.1', 'x-forwarded-for': '192.0.2.200' },
  })
  return { status: response.status, text: await response.text() }
}
const hidden = (page: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? ''
/** What the page of a checked file sends when its button is pressed. */
const adopt = (page: string, reason: string, as = office) =>
  as.post(`${path()}/adopt`, { _key: hidden(page, '_key'), letters: hidden(page, 'letters'), reason })

test('the office and the auditor read every kind of mail as it is received; a section does not, and only the office changes anything', async () => {
  const { text } = await office.get(path())
  expect(text).toContain('製品に付いている最初の文面です')
  expect(text).toContain('【再依頼】施策検証シートの提出について')
  expect(text).toContain('点検する')
  const shown = (await office.get(`${path()}?kind=head-notice&tone=firm`)).text
  expect(shown).toContain('これまでの御連絡')
  expect(shown).toContain('{{ daysLate }}')
  const html = await office.get(`${path()}/mail.html?kind=overdue&tone=last`)
  expect(html.text).toContain('<h2 style="font-size:18px')
  expect((await office.get(`${path()}?kind=over`)).status).toBe(400)
  expect((await office.get(`${path()}/letters.yaml`)).text).toBe(shipped)

  const read = await auditor.get(path())
  expect(read).toMatchObject({ status: 200 })
  expect(read.text).not.toContain('点検する')
  expect((await check(shipped, auditor)).status).toBe(404)
  for (const one of ['', '/letters.yaml', '/mail.html']) expect((await section.get(`${path()}${one}`)).status).toBe(404)
  expect((await check(shipped, section)).status).toBe(404)
})

test('a faulty file is refused with the line of each fault, and changes nothing', async () => {
  const faulty = shipped
    .replace('{{ count }}件を受理しました', '{{ cuont }}件を受理しました')
    .replace("  number: '事務連絡'", "  nunber: '事務連絡'")
  const refused = await check(faulty)
  expect(refused.status).toBe(400)
  expect(refused.text).toMatch(/\d+行目：kinds\.acceptance\.lead：\{\{ cuont \}\}/)
  expect(refused.text).toContain('「number」の誤りではありませんか')
  expect(refused.text).not.toContain('この文面を採用する')
  expect((await check(new Uint8Array([0x93, 0xfa, 0x96, 0x7b]))).text).toContain('文字コードをUTF-8に')
  expect((await check('')).text).toContain('空です')
  expect((await check('#'.repeat(200_000))).text).toContain('大きすぎます')
  expect((await check(shipped)).text).toContain('いま使っている文面と同じです')
  expect(await rig.db.letters.count()).toBe(0)
})

test('a changed file shows what it changes, is adopted with a reason only, and the next mail has its words', async () => {
  const mine = shipped
    .replaceAll('\n', '\r\n')
    .replace('【照会】{{ title }}', '【お願い】{{ title }}')
    .replace('このメールに返信すると', '返信なさると')
  const seen = await check(mine)
  expect(seen.status).toBe(200)
  expect(seen.text).toContain('<del>')
  expect(seen.text).toContain('照会（依頼）：【お願い】')
  const without = await adopt(seen.text, '')
  expect(without).toMatchObject({ status: 400, text: expect.stringContaining('理由を書いてください') })
  const forged = await office.post(`${path()}/adopt`, { _key: randomUUID(), letters: `${hidden(seen.text, 'letters')}x`, reason: 'x' })
  expect(forged).toMatchObject({ status: 400, text: expect.stringContaining('書き換わっています') })
  expect(await rig.db.letters.count()).toBe(0)

  expect((await adopt(without.text, '市民にやわらかく')).status).toBe(303)
  expect((await adopt(without.text, '市民にやわらかく')).status).toBe(303)
  const after = (await office.get(path())).text
  expect(after).toContain('第1版')
  expect(after).toContain('理由：市民にやわらかく')
  const kept = await rig.db.letters.findMany()
  expect(kept.map(({ no, byPost, reason }) => [no, byPost, reason])).toEqual([[1, rig.office, '市民にやわらかく']])
  expect(kept[0]?.byPerson).toBe((await rig.db.person.findFirstOrThrow({ where: { email: mailboxOf('office') } })).id)
  const rows = await rig.db.trail.findMany({ where: { kind: 'letters-adopted' } })
  expect(rows.map(({ cycleId, body }) => [cycleId, JSON.parse(body).letters, JSON.parse(body).reason])).toEqual([
    [rig.cycle, 1, '市民にやわらかく'],
  ])

  await moveTo(rig, '2022-05-10T02:00:00.000Z')
  const mail = await rig.db.mail.findFirstOrThrow({ where: { state: 'sent', mailbox: mailboxOf('minato-officer') } })
  expect(mail.subject).toContain('【お願い】')
  expect(mail.text).toContain('返信なさると')
})

test('a mail that could not be written waits, and leaves with the next dispatch once other words are adopted', async () => {
  const broken = shipped.replace(
    /'\{% if isSubmission %\}まだ提出を確認できていません。期限までの.*'/,
    "'{% if count > 0 %}{% if dueCount == 1 %}まだです。{{ title }}{% endif %}{% endif %}御提出をお願いします。'",
  )
  const notice = await rig.db.notice.findFirstOrThrow({ where: { kind: 'reminder', state: 'planned' }, orderBy: { at: 'asc' } })
  await rig.db.notice.update({ where: { id: notice.id }, data: { state: 'held', heldFor: 'letter' } })
  await rig.db.fault.create({
    data: { id: `${rig.city}/letter/x`, city: rig.city, kind: 'letter-failed', detail: '値がない', raisedAt: notice.at },
  })
  await moveTo(rig, new Date(notice.at.getTime() + 3_600_000).toISOString())
  expect((await rig.db.notice.findUniqueOrThrow({ where: { id: notice.id } })).state).toBe('held')

  expect((await adopt((await check(broken)).text, '直した')).status).toBe(303)
  const freed = await rig.db.notice.findUniqueOrThrow({ where: { id: notice.id } })
  expect([freed.state, freed.heldFor, freed.at > notice.at]).toEqual(['planned', null, true])
  expect(await rig.db.fault.count({ where: { kind: 'letter-failed', clearedAt: null } })).toBe(0)
  await moveTo(rig, new Date(freed.at.getTime() + 60_000).toISOString())
  expect((await rig.db.notice.findUniqueOrThrow({ where: { id: notice.id } })).state).toMatch(/sent|cancelled/)
})

test('an earlier wording is taken up again like any other, with its own reason and number', async () => {
  const seen = await office.post(`${path()}/again`, { no: '0' })
  expect(seen).toMatchObject({ status: 200, text: expect.stringContaining('「最初の文面」に誤りはありません') })
  expect((await adopt(seen.text, '元に戻す')).status).toBe(303)
  expect((await office.get(`${path()}/letters.yaml`)).text).toBe(shipped)
  expect((await office.get(`${path()}/letters.yaml?no=1`)).text).toContain('【お願い】')
  expect((await office.get(`${path()}/letters.yaml?no=9`)).status).toBe(404)
  expect((await office.get(path())).text).toContain('第3版')
  expect((await office.post(`${path()}/again`, { no: '77' })).status).toBe(404)
  expect(await verifyTrail(rig.db, rig.cycle)).toMatchObject({ faults: [] })
})

test('words adopted before mails had something more to say: the page tells which are the product’s own, and mails leave', async () => {
  expect((await office.get(path())).text).not.toContain('製品に付いている文で補っている部分')
  const body = shipped.replace(/^ {2}handed-over:\n(?: {4}.*\n)+/m, '')
  const kept = await rig.db.letters.findFirstOrThrow({ orderBy: { no: 'desc' } })
  await rig.db.letters.create({ data: { ...kept, no: kept.no + 1, body } })
  const { text } = await office.get(path())
  expect(text).toContain('製品に付いている文で補っている部分')
  expect(text).toContain('kinds.handed-over')
  const next = await rig.db.notice.findFirstOrThrow({ where: { state: 'planned' }, orderBy: { at: 'asc' } })
  await moveTo(rig, new Date(next.at.getTime() + 60_000).toISOString())
  expect((await rig.db.notice.findUniqueOrThrow({ where: { id: next.id } })).state).toMatch(/sent|cancelled/)
  expect(await rig.db.fault.count({ where: { kind: 'letter-failed', clearedAt: null } })).toBe(0)
})
