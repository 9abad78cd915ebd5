import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { oidcReturnPath } from '../../client/app/people/oidc.js'
import { oidcProvider, type TestProvider } from '../support/oidc-provider.js'
import { type Browser, createBrowser, type Entrance, entrance, type Seen } from '../support/sign-in.js'

const publicUrl = 'http://junkan.test'
const start = '/sign-in/oidc'
let provider: TestProvider
let at: Entrance
const settings = (secondFactor: boolean) => ({
  issuer: provider.issuer,
  clientId: provider.clientId,
  clientSecret: provider.clientSecret,
  name: '市の職員認証でサインイン',
  secondFactor,
})
beforeAll(async () => {
  provider = await oidcProvider(`${publicUrl}${oidcReturnPath}`)
  at = await entrance({ publicUrl, oidc: settings(false) })
})
afterAll(async () => {
  await at.close()
  await provider.close()
})
afterEach(() => void at.logged.splice(0))

let number = 0
/** An account of the provider, whose next visitor it becomes; and a browser. */
function visitor(of: { registered?: boolean; verified?: boolean; entrance?: Entrance } = {}) {
  number += 1
  const email = `staff-${number}@city.example`
  const { registered = true, verified = true, entrance: way = at } = of
  provider.accounts.set(`staff-${number}`, { email: email.replace('staff', 'Staff'), email_verified: verified })
  provider.next = `staff-${number}`
  return { email, browser: way.browser(`192.0.2.${number}`), id: registered ? way.enrol(email) : null }
}
const who = (browser: Browser, way = at) =>
  way.signIn.who({ cookie: [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; '), address: '192.0.2.1' })

/** Goes through the provider's pages until it sends the browser back. @returns the address of return with what it carries */
async function through(to: string | null): Promise<string> {
  const there = createBrowser((request) => fetch(request), provider.issuer, '192.0.2.1')
  let next = to ?? ''
  for (let hop = 0; hop < 8 && !next.startsWith(publicUrl); hop += 1)
    next = new URL((await there.get(next)).location ?? '', provider.issuer).href
  return next.slice(publicUrl.length)
}
async function signIn(browser: Browser, path = start): Promise<Seen> {
  return browser.get(await through((await browser.get(path)).location))
}

describe('by the city’s identity provider', () => {
  test('a person of the register enters, and goes on to the page asked for', async () => {
    const { email, browser, id } = visitor()
    await id
    expect((await browser.get('/sign-in?to=/my-work')).text).toContain(
      '<a class="button" href="/sign-in/oidc?to=%2Fmy-work">市の職員認証でサインイン</a>',
    )
    const back = await signIn(browser, `${start}?to=${encodeURIComponent('/my-work?a=1&b=2')}`)
    expect([back.status, back.location]).toEqual([303, '/my-work?a=1&b=2'])
    expect(await who(browser)).toMatchObject({ personId: await id, email, secondFactor: false })
    expect(back.cookies.find((cookie) => cookie.includes('session_token'))).toMatch(/^(?!.*max-age).*; HttpOnly; SameSite=Lax/i)
    expect(await at.db.account.count()).toBe(0)
  })

  test('one is sent there with state, nonce and a PKCE challenge', async () => {
    const { browser } = visitor()
    const url = new URL((await browser.get(start)).location ?? '')
    expect(url.origin).toBe(provider.issuer)
    expect(url.searchParams.get('code_challenge_method')).toBe('S256')
    for (const name of ['state', 'nonce', 'code_challenge']) expect(url.searchParams.get(name)?.length).toBeGreaterThanOrEqual(32)
    expect(url.searchParams.get('redirect_uri')).toBe(`${publicUrl}${oidcReturnPath}`)
  })

  test('it never leads away from our own pages', async () => {
    const { browser, id } = visitor()
    await id
    expect((await signIn(browser, `${start}?to=//elsewhere.example/`)).location).toBe('/')
  })

  test('whoever is not of the register sees what to do, and is not added to it', async () => {
    const { browser } = visitor({ registered: false })
    const before = await at.db.person.count()
    const back = await signIn(browser)
    expect(back.status).toBe(400)
    expect(back.text).toContain('このシステムに登録されていません。市の事務局に登録を依頼してください。')
    expect(await who(browser)).toBeNull()
    expect(await at.db.person.count()).toBe(before)
  })

  test('an address that the provider has not verified opens nothing, also when it opened something before', async () => {
    const { browser, id, email } = visitor()
    await id
    expect((await signIn(browser)).status).toBe(303)
    await browser.post('/sign-out', {})
    provider.accounts.set(provider.next ?? '', { email, email_verified: false })
    const back = await signIn(browser)
    expect(back.text).toContain('確認済みのメールアドレスが渡されませんでした')
    expect(await who(browser)).toBeNull()
  })

  test('the address decides each time: another address of the same account is another person', async () => {
    const { browser, id } = visitor()
    await id
    await signIn(browser)
    const other = `moved-${number}@city.example`
    const otherId = await at.enrol(other)
    provider.accounts.set(provider.next ?? '', { email: other, email_verified: true })
    await signIn(browser)
    expect(await who(browser)).toMatchObject({ personId: otherId })
    expect(await at.db.session.count({ where: { userId: (await id) ?? '' } })).toBe(0)
  })

  test('cancelling there is a page here, not a fault', async () => {
    const { browser } = visitor()
    provider.next = null
    expect((await signIn(browser)).text).toContain('職員認証の画面で取りやめたか、許可されませんでした。')
    expect(at.logged).toEqual([])
  })

  test('a return with another state, without one, or in another browser opens nothing', async () => {
    const { browser, id } = visitor()
    await id
    const back = await through((await browser.get(start)).location)
    const state = new URLSearchParams(back.split('?')[1]).get('state') ?? ''
    const tampered = [
      back.replace(state, `${state.slice(0, -1)}${state.endsWith('a') ? 'b' : 'a'}`),
      back.replace(/[?&]state=[^&]*/, '?'),
      oidcReturnPath,
    ]
    for (const path of tampered) {
      const seen = await browser.get(path)
      expect(seen.status).toBe(400)
      expect(seen.text).toContain('はじめからやり直してください')
    }
    const stranger = at.browser()
    expect((await stranger.get(back)).status).toBe(400)
    expect(await who(stranger)).toBeNull()
    expect(await who(browser)).toBeNull()
    expect(at.logged.join()).toContain('state_')
    expect(at.logged.join()).not.toContain('@')
  })

  test('a return works once', async () => {
    const { browser, id } = visitor()
    await id
    const back = await through((await browser.get(start)).location)
    const before = new Map(browser.jar)
    expect((await browser.get(back)).status).toBe(303)
    browser.jar.clear()
    for (const [name, value] of before) browser.jar.set(name, value)
    expect((await browser.get(back)).status).toBe(400)
    expect(await who(browser)).toBeNull()
  })
})

test('where the provider asks for a second factor itself, ours is not asked for; a code by mail still needs it', async () => {
  const trusting = await entrance({ publicUrl, oidc: settings(true) })
  try {
    const { browser, id, email } = visitor({ entrance: trusting })
    await id
    expect((await signIn(browser)).status).toBe(303)
    expect(await who(browser, trusting)).toMatchObject({ secondFactor: true })
    await browser.post('/sign-in', { email })
    await browser.post('/sign-in/code', { code: await trusting.codeFor(email) })
    expect(await who(browser, trusting)).toMatchObject({ secondFactor: false })
  } finally {
    await trusting.close()
  }
})

test('while the provider does not answer, the page says so and codes by mail work; when it answers, no restart is needed', async () => {
  const late = await oidcProvider(`${publicUrl}${oidcReturnPath}`)
  await late.close()
  const way = await entrance({ publicUrl, oidc: { ...settings(false), issuer: late.issuer } })
  try {
    const { browser, id, email } = visitor({ entrance: way })
    await id
    const seen = await browser.get(start)
    expect(seen.status).toBe(500)
    expect(seen.text).toContain('職員認証のサーバーが応答しません。しばらく待つか、メールの番号でサインインしてください。')
    await browser.post('/sign-in', { email })
    expect((await browser.post('/sign-in/code', { code: await way.codeFor(email) })).status).toBe(303)
    const again = await oidcProvider(`${publicUrl}${oidcReturnPath}`, Number(new URL(late.issuer).port))
    expect((await browser.get(start)).location).toContain(late.issuer)
    await again.close()
  } finally {
    await way.close()
  }
})

test('without a provider there is neither link nor route', async () => {
  const plain = await entrance()
  try {
    expect((await plain.browser().get('/sign-in')).text).not.toContain('/sign-in/oidc')
    expect((await plain.browser().get(start)).status).toBe(404)
    expect((await plain.browser().get(oidcReturnPath)).status).toBe(404)
  } finally {
    await plain.close()
  }
})
