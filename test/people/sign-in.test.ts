import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, type Entrance, entrance, linkIn } from '../support/sign-in.js'

let at: Entrance
beforeAll(async () => {
  at = await entrance()
})
afterAll(() => at.close())

let number = 0
/** Somebody of the register, and a browser: each test its own, for tries are counted by address. */
async function somebody(): Promise<{ email: string; id: string; browser: Browser }> {
  number += 1
  const email = `officer-${number}@city.example`
  return { email, id: await at.enrol(email), browser: at.browser(`192.0.2.${number}`) }
}
const who = (browser: Browser) =>
  at.signIn.who({ cookie: [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; '), address: '192.0.2.1' })
const wrongThan = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

describe('by a code in a mail', () => {
  test('one goes from the address to the mail, the code, the session and out again', async () => {
    const { email, id, browser } = await somebody()
    expect((await browser.get('/sign-in?to=/my-work')).text).toContain('name="to" value="/my-work"')
    const asked = await browser.post('/sign-in', { email: ` ${email.toUpperCase()} `, to: '/my-work' })
    expect([asked.status, asked.location]).toEqual([303, '/sign-in/code?to=%2Fmy-work'])
    const page = await browser.get('/sign-in/code?to=%2Fmy-work')
    expect(page.text).toContain(`${email} に、登録があれば番号を送りました。10分以内に`)
    const entered = await browser.post('/sign-in/code', { code: await at.codeFor(email), to: '/my-work' })
    expect([entered.status, entered.location]).toEqual([303, '/my-work'])
    expect(await who(browser)).toMatchObject({ personId: id, email, secondFactor: false, hasSecondFactor: false })
    expect(browser.jar.has('junkan.asking')).toBe(false)

    const before = new Map(browser.jar)
    expect((await browser.post('/sign-out', {})).location).toBe('/sign-in')
    expect(await who(browser)).toBeNull()
    // The session is gone on the server, too: a cookie that somebody kept opens nothing.
    expect(await who({ ...browser, jar: before })).toBeNull()
  })

  test('the mail’s link fills in the code and does nothing more, whoever opens it and how often', async () => {
    const { email, browser } = await somebody()
    await browser.post('/sign-in', { email })
    const code = await at.codeFor(email)
    const scanner = at.browser('198.51.100.7')
    for (let opened = 0; opened < 4; opened += 1) {
      const seen = await scanner.get(`/sign-in/code?code=${code}`)
      expect(seen.status).toBe(400)
      expect(seen.text).toContain('番号を求めたブラウザーでだけ使えます')
      expect(seen.cookies).toEqual([])
    }
    expect((await scanner.post('/sign-in/code', { code })).status).toBe(400)
    const page = await browser.get(`/sign-in/code?code=${code}`)
    expect(page.text).toContain(`value="${code}"`)
    expect(await who(browser)).toBeNull()
    expect((await browser.post('/sign-in/code', { code })).status).toBe(303)
    expect(await who(browser)).not.toBeNull()
  })

  test('the mail has a link that needs no code for a member alone, not for one who also works in a section or the office', async () => {
    const city = 'minato'
    await at.db.clock.create({ data: { city, now: new Date(), played: false } })
    await at.db.department.create({ data: { id: `${city}/d`, city, key: 'd', name: '課', bureau: '局' } })
    for (const role of ['member', 'officer', 'office'])
      await at.db.post.create({
        data: { id: `${city}/${role}`, city, key: role, department: 'd', role, title: role, mailbox: `${role}@city.example` },
      })
    const linked = async (...roles: string[]) => {
      const { email, id, browser } = await somebody()
      const held = { personId: id, from: new Date('2020-04-01'), recordedBy: 'register' }
      await at.db.holding.createMany({ data: roles.map((role) => ({ ...held, id: randomUUID(), postId: `${city}/${role}` })) })
      await browser.post('/sign-in', { email })
      await at.codeFor(email)
      return linkIn(at.mails.taken.find(({ to }) => to === email)?.raw ?? '', /\/sign-in\/open\?key=/) !== null
    }
    expect([await linked('member'), await linked('member', 'officer'), await linked('member', 'office'), await linked('officer')]).toEqual([
      true,
      false,
      false,
      false,
    ])
  })

  test('a code works in the browser that asked for it and in no other, even one that asked for a code itself', async () => {
    const { email, browser } = await somebody()
    const stranger = at.browser('198.51.100.8')
    await stranger.post('/sign-in', { email })
    await at.codeFor(email)
    await browser.post('/sign-in', { email })
    const code = await at.codeFor(email, 1)
    expect((await stranger.post('/sign-in/code', { code })).status).toBe(400)
    expect(await who(stranger)).toBeNull()
    expect((await browser.post('/sign-in/code', { code })).status).toBe(303)
  })

  test('the cookie that binds a code cannot be made up', async () => {
    const { email, browser } = await somebody()
    await browser.post('/sign-in', { email })
    const code = await at.codeFor(email)
    const forger = at.browser()
    forger.jar.set(
      'junkan.asking',
      (browser.jar.get('junkan.asking') ?? '').replace(/.$/, 'A').replace(/\.[^.]*$/, '.bm90IGEgc2lnbmF0dXJl'),
    )
    expect((await forger.post('/sign-in/code', { code })).text).toContain('このブラウザーではサインインできません')
  })

  test('a code is used once', async () => {
    const { email, browser } = await somebody()
    await browser.post('/sign-in', { email })
    const again = { ...browser, jar: new Map(browser.jar) }
    const code = await at.codeFor(email)
    expect((await browser.post('/sign-in/code', { code })).status).toBe(303)
    browser.jar.clear()
    for (const [name, value] of again.jar) browser.jar.set(name, value)
    const second = await browser.post('/sign-in/code', { code })
    expect(second.status).toBe(400)
    expect(second.text).toContain('番号が違うか、期限が切れています。')
  })

  test('of two that send the same code at one instant, one gets in', async () => {
    const { email, id, browser } = await somebody()
    await browser.post('/sign-in', { email })
    const code = await at.codeFor(email)
    const both = await Promise.all([browser.post('/sign-in/code', { code }), browser.post('/sign-in/code', { code })])
    expect(both.map(({ status }) => status).sort()).toEqual([303, 400])
    expect(await at.db.session.count({ where: { userId: id } })).toBe(1)
  })

  test('a code that is too old is refused in the same words as a wrong one', async () => {
    const { email, browser } = await somebody()
    await browser.post('/sign-in', { email })
    const code = await at.codeFor(email)
    const rows = await at.db.verification.updateMany({
      where: { identifier: { contains: email } },
      data: { expiresAt: new Date(Date.now() - 1_000) },
    })
    expect(rows.count).toBe(1)
    const late = await browser.post('/sign-in/code', { code })
    expect(late.status).toBe(400)
    expect(late.text).toContain('番号が違うか、期限が切れています。')
  })

  test('after three wrong tries the right code is refused as well', async () => {
    const { email, browser } = await somebody()
    await browser.post('/sign-in', { email })
    const code = await at.codeFor(email)
    for (let tried = 0; tried < 3; tried += 1)
      expect((await browser.post('/sign-in/code', { code: wrongThan(code) })).text).toContain('番号が違うか')
    const fourth = await browser.post('/sign-in/code', { code })
    expect(fourth.status).toBe(400)
    expect(fourth.text).toContain('この番号は使えなくなりました')
    expect(await who(browser)).toBeNull()
  })

  test('the sixth asking within ten minutes is refused, from whichever browser, and the mailbox stays quiet', async () => {
    const { email } = await somebody()
    for (let asked = 0; asked < 5; asked += 1) expect((await at.browser(`203.0.113.${asked}`).post('/sign-in', { email })).status).toBe(303)
    const sixth = await at.browser('203.0.113.9').post('/sign-in', { email })
    expect(sixth.status).toBe(400)
    expect(sixth.text).toContain('10分ほど待ってから')
    await at.codeFor(email, 4)
    expect(at.mails.taken.filter(({ to }) => to === email)).toHaveLength(5)
    await at.db.rateLimit.updateMany({ where: { key: `code:${email}` }, data: { lastRequest: Date.now() - 601_000 } })
    expect((await at.browser('203.0.113.9').post('/sign-in', { email })).status).toBe(303)
  })

  test('one network may not try addresses without end', async () => {
    await at.db.rateLimit.create({ data: { id: 'full', key: 'code-from:2001:db8:0:7::/64', count: 300, lastRequest: Date.now() } })
    const { email } = await somebody()
    expect((await at.browser('2001:db8:0:7:1::2').post('/sign-in', { email })).status).toBe(400)
    expect((await at.browser('2001:db8:0:8::2').post('/sign-in', { email })).status).toBe(303)
  })

  test('signing in gives another session than the one the browser had', async () => {
    const { email, id, browser } = await somebody()
    for (let turn = 0; turn < 2; turn += 1) {
      const planted = browser.jar.get('junkan.session_token')
      await browser.post('/sign-in', { email })
      await browser.post('/sign-in/code', { code: await at.codeFor(email, turn) })
      expect(browser.jar.get('junkan.session_token')).not.toBe(planted)
    }
    expect(await at.db.session.count({ where: { userId: id } })).toBe(1)
  })
})

describe('an address that nobody has', () => {
  test('is answered in the same words, at every step', async () => {
    const { email, browser } = await somebody()
    const unknown = at.browser('198.51.100.20')
    const nobody = email.replace('officer', 'nobodyx')
    const pages: string[][] = []
    for (const [one, address] of [
      [browser, email],
      [unknown, nobody],
    ] as const) {
      const asked = await one.post('/sign-in', { email: address })
      const seen = [`${asked.status} ${asked.location}`, (await one.get('/sign-in/code')).text]
      for (let tried = 0; tried < 4; tried += 1) seen.push((await one.post('/sign-in/code', { code: '000000' })).text)
      pages.push(seen.map((text) => text.replaceAll(address, '…')))
    }
    expect(pages[1]).toEqual(pages[0])
    expect(at.mails.taken.some(({ to }) => to === nobody)).toBe(false)
  })

  test('is answered without the mail server’s word, and neither at once', async () => {
    const { email, browser } = await somebody()
    let sent = () => {}
    at.mails.answer = () => new Promise((resolve) => (sent = () => resolve('take')))
    const took = async (one: Browser, address: string) => {
      const began = performance.now()
      await one.post('/sign-in', { email: address })
      return performance.now() - began
    }
    // Whoever waited for the mail server would wait for ever here. The least that an answer takes is the same for both.
    const times = [await took(browser, email), await took(at.browser('198.51.100.21'), 'nobody-at-all@city.example')]
    for (const time of times) expect(time).toBeGreaterThan(295)
    at.mails.answer = () => 'take'
    sent()
    await at.codeFor(email)
  })

  test('makes no person', async () => {
    const before = await at.db.person.count()
    await at.browser('198.51.100.22').post('/sign-in', { email: 'stranger@elsewhere.example' })
    expect(await at.db.person.count()).toBe(before)
  })
})

describe('when the mail server', () => {
  test('cannot take the code at first, it is sent again', async () => {
    const { email, browser } = await somebody()
    let refused = 0
    at.mails.answer = () => {
      refused += 1
      return refused === 1 ? { code: 451, text: 'greylisted' } : 'take'
    }
    await browser.post('/sign-in', { email })
    expect((await browser.post('/sign-in/code', { code: await at.codeFor(email) })).status).toBe(303)
    at.mails.answer = () => 'take'
  })

  test('refuses for good, the person sees the usual page and the log neither address nor code', async () => {
    const { email, browser } = await somebody()
    let raw = ''
    at.mails.answer = (mail) => {
      raw = mail.raw
      return { code: 550, text: `no such user ${email}` }
    }
    expect((await browser.post('/sign-in', { email })).status).toBe(303)
    expect((await browser.get('/sign-in/code')).text).toContain('それでも届かないときは、市の事務局に知らせてください。')
    await expect.poll(() => at.logged.join()).toContain('550')
    at.mails.answer = () => 'take'
    expect(at.logged.join()).not.toContain(email)
    expect(raw).toContain('Subject')
    expect(/^Subject: .*$/m.exec(raw)?.[0]).not.toMatch(/\d{6}/)
  })
})

test.each([
  ['https://elsewhere.example/', '/'],
  ['//elsewhere.example/', '/'],
  ['/\\elsewhere.example', '/'],
  ['/\t/elsewhere.example', '/'],
  ['/my-work?a=1&b=二', '/my-work?a=1&b=二'],
])('a link that wants to lead on to %j leads to %j', async (to, leads) => {
  const { email, browser } = await somebody()
  await browser.post('/sign-in', { email, to })
  const { location } = await browser.post('/sign-in/code', { code: await at.codeFor(email), to })
  expect(decodeURI(location ?? '')).toBe(leads)
})

test('a session ends ten hours after its last use, and a day after its beginning', async () => {
  const { email, id, browser } = await somebody()
  await browser.post('/sign-in', { email })
  await browser.post('/sign-in/code', { code: await at.codeFor(email) })
  const { expiresAt } = await at.db.session.findFirstOrThrow({ where: { userId: id } })
  expect(Math.round((expiresAt.getTime() - Date.now()) / 360_000)).toBe(100)
  const hours = (count: number) => new Date(Date.now() + count * 3_600_000)
  await at.db.session.updateMany({ where: { userId: id }, data: { expiresAt: hours(3) } })
  expect(await who(browser)).not.toBeNull()
  expect((await at.db.session.findFirstOrThrow({ where: { userId: id } })).expiresAt.getTime()).toBeGreaterThan(hours(9).getTime())
  await at.db.session.updateMany({ where: { userId: id }, data: { createdAt: hours(-25) } })
  expect(await who(browser)).toBeNull()
  await at.db.session.updateMany({ where: { userId: id }, data: { createdAt: hours(-1), expiresAt: hours(-0.01) } })
  expect(await who(browser)).toBeNull()
})

test('over https, cookies travel encrypted only, are out of scripts’ reach, and end with the browser', async () => {
  const secure = await entrance({ publicUrl: 'https://junkan.city.example' })
  try {
    await secure.enrol('office@city.example')
    const browser = secure.browser()
    const asked = await browser.post('/sign-in', { email: 'office@city.example' })
    const entered = await browser.post('/sign-in/code', { code: await secure.codeFor('office@city.example') })
    const session = entered.cookies.find((cookie) => cookie.includes('session_token')) ?? ''
    for (const cookie of [session, asked.cookies[0] ?? '']) expect(cookie).toMatch(/(?=.*; Secure)(?=.*; HttpOnly)(?=.*; SameSite=Lax)/i)
    expect(session).not.toMatch(/max-age|expires|domain/i)
  } finally {
    await secure.close()
  }
})
