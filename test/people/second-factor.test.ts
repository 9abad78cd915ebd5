import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Keeper } from '../../client/app/people/directory-change.js'
import { resetSecondFactor } from '../../client/app/people/reset-second-factor.js'
import { type Browser, type Entrance, entrance, totp } from '../support/sign-in.js'

let at: Entrance
beforeAll(async () => {
  at = await entrance()
})
afterAll(() => at.close())

let number = 0
const second = '/sign-in/second'
const who = (browser: Browser) =>
  at.signIn.who({ cookie: [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; '), address: '192.0.2.1' })

/** Somebody of the register who has just signed in. */
async function officer() {
  number += 1
  const email = `office-${number}@city.example`
  const id = await at.enrol(email)
  let mails = 0
  const enter = async (): Promise<Browser> => {
    const browser = at.browser(`192.0.2.${number}`)
    await browser.post('/sign-in', { email })
    await browser.post('/sign-in/code', { code: await at.codeFor(email, mails) })
    mails += 1
    return browser
  }
  return { email, id, enter, browser: await enter() }
}
const keyOf = (page: string) => (/<code>([A-Z2-7 ]+)<\/code>/.exec(page)?.[1] ?? '').replaceAll(' ', '')
const codesOf = (page: string) => [...page.matchAll(/<code>(\w{5}-\w{5})<\/code>/g)].map(([, code]) => code ?? '')

/** The same with a factor set up and given. */
async function withFactor() {
  const one = await officer()
  const key = keyOf((await one.browser.post(`${second}/set-up`, {})).text)
  const done = await one.browser.post(second, { code: totp(key, -1) })
  return { ...one, key, backup: codesOf(done.text) }
}
const stale = (id: string) => at.db.session.updateMany({ where: { userId: id }, data: { createdAt: new Date(Date.now() - 16 * 60_000) } })

test('setting up shows key, link and picture; a code of the app confirms it; the backup codes are shown once', async () => {
  const { email, browser, id } = await officer()
  expect((await browser.get(`${second}?to=/my-work`)).text).toContain('登録を始める')
  expect(await at.db.twoFactor.count({ where: { userId: id } })).toBe(0)
  const page = await browser.post(`${second}/set-up`, { to: '/my-work' })
  const key = keyOf(page.text)
  expect(page.text).toContain(`href="otpauth://totp/Junkan:${encodeURIComponent(email)}?secret=${key}&amp;issuer=Junkan`)
  expect(page.text).toMatch(/<svg class="qr" role="img"[^>]*><rect[^>]*><\/rect><path d="M\d+ \d+h1v1h-1z/)
  expect(page.text).not.toMatch(/style=|data:/)

  const wrong = await browser.post(second, { code: '000000', to: '/my-work' })
  expect(wrong.status).toBe(400)
  expect(keyOf(wrong.text)).toBe(key)
  const before = browser.jar.get('junkan.session_token')
  const done = await browser.post(second, { code: totp(key), to: '/my-work' })
  expect(codesOf(done.text)).toHaveLength(10)
  expect(done.text).toContain('href="/my-work"')
  expect(browser.jar.get('junkan.session_token')).not.toBe(before)
  expect(await who(browser)).toMatchObject({ secondFactor: true, hasSecondFactor: true })
  expect((await browser.get(`${second}?to=/my-work`)).location).toBe('/my-work')
})

test('every new session asks for it, and takes each of the app’s codes once', async () => {
  const { enter, key } = await withFactor()
  const browser = await enter()
  expect(await who(browser)).toMatchObject({ secondFactor: false, hasSecondFactor: true })
  const page = await browser.get(second)
  expect(page.text).toContain('認証アプリに表示されている6桁の数字。端末がないときは、控えのコード。')
  expect(keyOf(page.text)).toBe('')
  const code = totp(key)
  expect((await browser.post(second, { code: ` ${code.slice(0, 3)} ${code.slice(3)}`, to: '/my-work' })).location).toBe('/my-work')
  expect(await who(browser)).toMatchObject({ secondFactor: true })
  const other = await enter()
  expect((await other.post(second, { code })).text).toContain('すでに使われています')
  expect(await who(other)).toMatchObject({ secondFactor: false })
  expect((await other.post(second, { code: totp(key, 1) })).status).toBe(303)
})

test('a backup code takes the place of the device, once', async () => {
  const { enter, backup } = await withFactor()
  const browser = await enter()
  expect((await browser.post(second, { code: backup[0] ?? '' })).status).toBe(303)
  expect(await who(browser)).toMatchObject({ secondFactor: true })
  const other = await enter()
  expect((await other.post(second, { code: backup[0] ?? '' })).status).toBe(400)
  expect((await other.post(second, { code: backup[1] ?? '' })).status).toBe(303)
})

test('five wrong codes shut out the right one as well, for ten minutes, in every session', async () => {
  const { id, enter, key } = await withFactor()
  const browser = await enter()
  for (let tried = 0; tried < 5; tried += 1) expect((await browser.post(second, { code: `00000${tried}` })).status).toBe(400)
  const other = await enter()
  const shut = await other.post(second, { code: totp(key, 1) })
  expect(shut.text).toContain('10分ほど待ってから')
  expect(await who(other)).toMatchObject({ secondFactor: false })
  await at.db.rateLimit.updateMany({ where: { key: `factor:${id}` }, data: { lastRequest: Date.now() - 601_000 } })
  expect((await other.post(second, { code: totp(key, 1) })).status).toBe(303)
})

test('a stolen session cannot set up another factor beside the one that stands', async () => {
  const { id, enter, browser, key } = await withFactor()
  const thief = await enter()
  const kept = await at.db.twoFactor.findFirstOrThrow({ where: { userId: id } })
  for (const session of [thief, browser]) {
    const answer = await session.post(`${second}/set-up`, {})
    expect([answer.status, answer.location]).toEqual([303, second])
    expect(answer.text).not.toContain('otpauth')
  }
  expect(await at.db.twoFactor.findFirstOrThrow({ where: { userId: id } })).toEqual(kept)
  expect((await thief.post(second, { code: totp(key, 1) })).status).toBe(303)
})

test('a session that is not new cannot set up the first factor, nor see or confirm one that was begun', async () => {
  const { id, browser } = await officer()
  const key = keyOf((await browser.post(`${second}/set-up`, {})).text)
  await stale(id)
  const answer = await browser.post(`${second}/set-up`, {})
  expect([answer.status, keyOf(answer.text)]).toEqual([400, ''])
  expect(answer.text).toContain('サインインしてから15分のあいだだけ')
  const late = await browser.post(second, { code: totp(key) })
  expect([late.status, keyOf(late.text)]).toEqual([400, ''])
  expect(await who(browser)).toMatchObject({ secondFactor: false, hasSecondFactor: false })
})

test('setting up ends the sessions from before: whoever took one cannot go on with it', async () => {
  const { enter, browser } = await officer()
  const thief = await enter()
  const key = keyOf((await browser.post(`${second}/set-up`, {})).text)
  await browser.post(second, { code: totp(key) })
  expect(await who(browser)).toMatchObject({ secondFactor: true })
  expect(await who(thief)).toBeNull()
})

describe('when the device is lost', () => {
  const admin: Keeper = { city: 'sakura', person: 'the administrator', office: null, admin: 'sakura/jinji-kanri' }
  let key = 0
  const reset = (keeper: Keeper, personId: string) => {
    key += 1
    return resetSecondFactor(at.db, keeper, `reset-${key}-12345678`, personId)
  }
  const appoint = (personId: string, city = 'sakura') =>
    at.db.holding.create({
      data: { id: `${city} ${personId}`, postId: `${city}/office`, personId, from: new Date('2026-04-01'), recordedBy: 'register' },
    })
  beforeAll(async () => {
    await at.db.clock.create({ data: { city: 'sakura', played: false, now: new Date() } })
  })

  test('an administrator’s reset ends all sessions, lets the person set up another, and is written down', async () => {
    const { id, email, enter, browser, key: lost } = await withFactor()
    await appoint(id)
    await reset(admin, id)
    expect(await who(browser)).toBeNull()
    const again = await enter()
    expect(await who(again)).toMatchObject({ hasSecondFactor: false })
    const other = keyOf((await again.post(`${second}/set-up`, {})).text)
    expect(other).not.toBe(lost)
    expect((await again.post(second, { code: totp(lost, 1) })).status).toBe(400)
    expect(codesOf((await again.post(second, { code: totp(other) })).text)).toHaveLength(10)
    expect(await at.db.registerChange.findFirstOrThrow({ where: { kind: 'second-factor-reset' } })).toMatchObject({
      byPerson: admin.person,
      byPost: admin.admin,
      facts: { person: id, email },
    })
  })

  test('nobody but an administrator of the city resets it, nor their own', async () => {
    const { id, browser } = await withFactor()
    await expect(reset(admin, id)).rejects.toThrow('この市の職に就いたことがありません')
    await appoint(id, 'momiji')
    await expect(reset(admin, id)).rejects.toThrow('この市の職に就いたことがありません')
    await appoint(id)
    await expect(reset({ ...admin, admin: null, office: 'sakura/office' }, id)).rejects.toThrow('人事の管理の職だけです')
    await expect(reset({ ...admin, person: id }, id)).rejects.toThrow('ほかの管理者に依頼してください')
    expect(await who(browser)).toMatchObject({ secondFactor: true, hasSecondFactor: true })
  })

  test('the factor of somebody who holds a post of another city, too, is not one city’s to take away', async () => {
    const { id, browser } = await withFactor()
    await appoint(id)
    await appoint(id, 'momiji')
    await expect(reset(admin, id)).rejects.toThrow('ここでは取り消せません。システムの管理者に知らせてください。')
    expect(await who(browser)).toMatchObject({ secondFactor: true, hasSecondFactor: true })
    await at.db.holding.update({ where: { id: `momiji ${id}` }, data: { until: new Date('2026-04-02') } })
    await reset(admin, id)
    expect(await who(browser)).toBeNull()
  })
})

test('nobody gets to these pages without having signed in', async () => {
  const stranger = at.browser()
  expect((await stranger.get(`${second}?to=/my-work`)).location).toBe('/sign-in?to=%2Fmy-work')
  expect((await stranger.post(`${second}/set-up`, {})).location).toBe('/sign-in')
  expect((await stranger.post(second, { code: '000000' })).location).toBe('/sign-in')
})
