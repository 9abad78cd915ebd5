import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openBrowser } from '../support/browser.js'
import { smallCity } from '../support/bundles.js'
import { cookiesOf, type Pages, pagesOf } from '../support/pages.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser as SignedIn } from '../support/sign-in.js'
import { eventually, playUntil } from '../support/stage.js'

// What a person has typed, while browsers, servers and lines go. crane, seamen: the officer is the head, too; market, lights: not.
const officer = 'sangyo@minato.example'
const head = 'machi-cho@minato.example'

let rig: Rig
let pages: Pages
let server: Awaited<ReturnType<Pages['listen']>>
let browser: Browser
const signedIn = new Map<string, SignedIn>()
const contexts = new Set<BrowserContext>()

beforeAll(async () => {
  rig = await rigFor(smallCity())
  await rig.startWorker()
  await playUntil(rig, ({ steps }) => steps['cards'] === 'open')
  pages = await pagesOf(rig)
  server = await pages.listen()
  browser = await openBrowser()
}, 180_000)
beforeEach(() => rig.db.draft.deleteMany())
afterEach(async () => {
  for (const context of contexts) await context.close().catch(() => undefined)
  contexts.clear()
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await rig?.close()
})

const id = (subject: string) => `${rig.cycle}/cards/${subject}`
const address = (subject: string) => `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}/assignments/cards/${subject}/sheet`
const saved = async (subject: string) =>
  ((await rig.db.draft.findUnique({ where: { processId: id(subject) } }))?.content as { did?: string } | undefined)?.did
const versions = (subject: string) => rig.db.version.findMany({ where: { processId: id(subject) }, orderBy: { no: 'asc' } })

async function cookies(mailbox: string) {
  const known = signedIn.get(mailbox) ?? (await pages.signedIn(mailbox))
  signedIn.set(mailbox, known)
  return cookiesOf(known, server.base)
}

/** A machine at which somebody has signed in. */
async function machineOf(mailbox: string, options: Parameters<Browser['newContext']>[0] = {}, of = browser): Promise<BrowserContext> {
  const context = await of.newContext(options)
  contexts.add(context)
  await context.addCookies(await cookies(mailbox))
  return context
}

async function open(context: BrowserContext, subject: string): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  await page.goto(server.base + address(subject))
  return page
}

const text = (page: Page) => page.locator('textarea[name=did]')
const state = (page: Page, name: string) => page.locator(`.save-state[data-state=${name}]`).waitFor()
const words = (page: Page) => page.locator('.save-state').textContent()

/** Signs in by a mailed code, on a page of its own, as the page that says so asks. */
async function signInAgain(context: BrowserContext, mailbox: string): Promise<void> {
  const page = await context.newPage()
  await page.goto(`${server.base}/sign-in`)
  await page.getByLabel('メールアドレス').fill(mailbox)
  await page.getByRole('button', { name: '番号を送る' }).click()
  await page.getByLabel('6桁の番号').fill(await pages.codeFor(mailbox))
  await page.getByRole('button', { name: 'サインインする' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  await page.close()
}

async function endSessions(): Promise<void> {
  await rig.db.session.deleteMany()
  signedIn.clear()
}

describe('when the browser goes', () => {
  test('what was saved is there in another one', async () => {
    const first = await openBrowser()
    const page = await open(await machineOf(officer, {}, first), 'crane')
    await text(page).fill('説明会を開いた。')
    await state(page, 'saved')
    expect(await words(page)).toMatch(/\d+:\d\d に保存しました。提出はまだです。/)
    await kill(first)
    const again = await open(await machineOf(officer), 'crane')
    expect(await text(again).inputValue()).toBe('説明会を開いた。')
  })

  test('in the middle of typing, at most the last three seconds are lost', async () => {
    const first = await openBrowser()
    const page = await open(await machineOf(officer, {}, first), 'crane')
    await text(page).fill('')
    const pressed: number[] = []
    for (let count = 0; count < 30; count += 1) {
      await text(page).press('a')
      pressed.push(Date.now())
      await sleep(150)
    }
    const killed = Date.now()
    await kill(first)
    // The three seconds are the promise itself: what was typed before them is in the database when the browser dies.
    const promised = pressed.filter((at) => at < killed - 3_000).length
    expect(promised).toBeGreaterThan(0)
    expect((await saved('crane'))?.length ?? 0).toBeGreaterThanOrEqual(promised)
  })
})

/** Kills a browser as a machine that goes off does: nothing in it is told. */
async function kill(one: Browser): Promise<void> {
  const gone = new Promise((resolve) => one.once('disconnected', resolve))
  const session = await one.newBrowserCDPSession()
  await session.send('Browser.crash').catch(() => undefined)
  await gone
}

describe('when the web server goes', () => {
  test('the page says that nothing is saved and keeps the text; once the server is back it is saved by itself', async () => {
    const page = await open(await machineOf(officer), 'crane')
    await server.close()
    await text(page).fill('桟橋を直した。')
    await state(page, 'offline')
    expect(await words(page)).toBe(
      'サーバーにつながらないため、まだ保存していません。書いた内容はこのブラウザーに残っています。つながると自動で保存します。',
    )
    expect(await text(page).inputValue()).toBe('桟橋を直した。')
    expect(await saved('crane')).toBeUndefined()
    server = await pages.listen(server.port)
    await state(page, 'saved')
    expect(await saved('crane')).toBe('桟橋を直した。')
  })

  test('after a save whose answer is lost, typing on is no conflict with oneself', async () => {
    const page = await open(await machineOf(officer), 'crane')
    let lost = 0
    await page.route('**/draft', async (route) => {
      await route.fetch()
      lost += 1
      await (lost === 1 ? route.abort() : route.fallback())
    })
    await text(page).fill('一回目')
    await state(page, 'offline')
    expect(await saved('crane')).toBe('一回目')
    await text(page).fill('二回目')
    await state(page, 'saved')
    expect(await saved('crane')).toBe('二回目')
  })

  test('a browser that cannot keep a copy says that the page must stay open', async () => {
    const context = await machineOf(officer)
    await context.addInitScript("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }")
    const page = await open(context, 'crane')
    await context.setOffline(true)
    await text(page).fill('書いた。')
    await state(page, 'offline')
    expect(await words(page)).toContain('この画面を閉じないでください。')
    await context.setOffline(false)
    await state(page, 'saved')
  })

  test('a store full of something unreadable stops nothing', async () => {
    const context = await machineOf(officer)
    await context.addInitScript("localStorage.setItem('junkan.sheet:x', '{')")
    const page = await open(context, 'crane')
    await text(page).fill('書いた。')
    await state(page, 'saved')
  })
})

describe('when the network goes', () => {
  test('the text waits in the page and is saved once the line is back', async () => {
    const context = await machineOf(officer)
    const page = await open(context, 'crane')
    await context.setOffline(true)
    await text(page).fill('線が切れた。')
    await state(page, 'offline')
    await context.setOffline(false)
    await state(page, 'saved')
    expect(await saved('crane')).toBe('線が切れた。')
  })

  test('a page closed meanwhile leaves its text in this browser: the next one offers it, and it comes back whole', async () => {
    const context = await machineOf(officer)
    const page = await open(context, 'crane')
    await context.setOffline(true)
    await text(page).fill('線が切れた。\n二行目。')
    await page.getByLabel('指標の名称').first().fill('来訪者')
    await state(page, 'offline')
    await page.close()
    await context.setOffline(false)
    const again = await open(context, 'crane')
    await state(again, 'kept')
    expect(await words(again)).toContain('前に保存できなかった入力が、このブラウザーに残っています')
    await again.getByRole('button', { name: 'その入力に戻す' }).click()
    await again.getByText('保存しました。提出はまだです。').waitFor()
    expect(await text(again).inputValue()).toBe('線が切れた。\n二行目。')
    expect(await again.getByLabel('指標の名称').first().inputValue()).toBe('来訪者')
    expect(await again.evaluate('localStorage.length')).toBe(0)
  })

  test('and somebody wrote there in between: both are shown, and the left text can be chosen', async () => {
    const context = await machineOf(officer)
    const page = await open(context, 'market')
    await context.setOffline(true)
    await text(page).fill('担当の文')
    await state(page, 'offline')
    await page.close()
    const other = await open(await machineOf(head), 'market')
    await text(other).fill('課長の文')
    await state(other, 'saved')
    await context.setOffline(false)
    const again = await open(context, 'market')
    await again.getByRole('button', { name: 'その入力に戻す' }).click()
    await again.getByRole('heading', { name: 'ほかの画面で先に保存されています' }).waitFor()
    expect(await again.locator('table.differences').textContent()).toMatch(/課長の文[\s\S]*担当の文/)
    expect(await saved('market')).toBe('課長の文')
    await again.getByRole('button', { name: 'あなたの入力で書き換える' }).click()
    await again.waitForURL(/done=saved/)
    expect(await saved('market')).toBe('担当の文')
    expect(await again.evaluate('localStorage.length')).toBe(0)
  })
})

describe('when the session ends in the middle of typing', () => {
  test('the page says so, and after signing in beside it the text is saved', async () => {
    const context = await machineOf(officer)
    const page = await open(context, 'crane')
    await endSessions()
    await text(page).fill('長い会議の後の文。')
    await state(page, 'signed-out')
    expect(await words(page)).toContain('サインインの期限が切れました。')
    expect(await saved('crane')).toBeUndefined()
    await signInAgain(context, officer)
    await page.bringToFront()
    await page.evaluate("dispatchEvent(new Event('focus'))")
    await state(page, 'saved')
    expect(await saved('crane')).toBe('長い会議の後の文。')
  })

  test('without script, the pressed button comes after the sign-in, with the same text', async () => {
    const context = await machineOf(officer, { javaScriptEnabled: false })
    const page = await open(context, 'seamen')
    await text(page).fill('文章。\n\n 𠮷野と﨑山が「出港」した。<b>&amp;')
    await endSessions()
    await page.getByRole('button', { name: '確認して提出する' }).click()
    await page.getByRole('heading', { name: 'サインインの期限が切れました' }).waitFor()
    await signInAgain(context, officer)
    await page.getByRole('button', { name: '入力した内容で続ける' }).click()
    await page.getByRole('heading', { name: '受け付けました' }).waitFor()
    expect((await versions('seamen')).map(({ content }) => content)).toEqual([{ did: '文章。\n\n 𠮷野と﨑山が「出港」した。<b>&amp;' }])
  })

  test('and somebody else signs in at the machine: nothing is saved in their name, and they see nothing of it', async () => {
    const context = await machineOf(officer)
    const page = await open(context, 'market')
    await text(page).fill('担当の下書き')
    await context.setOffline(true)
    await text(page).fill('担当の下書き、その続き')
    await state(page, 'offline')
    await context.clearCookies()
    await context.addCookies(await cookies(head))
    await context.setOffline(false)
    await state(page, 'signed-out')
    expect(await words(page)).toMatch(/いまは .+ としてサインインしているため、保存していません。/)
    const theirs = await open(context, 'market')
    expect(await words(theirs)).toContain('課の中だけで見られます')
    expect(await saved('market')).not.toBe('担当の下書き、その続き')
    await page.getByRole('button', { name: '保存する', exact: true }).last().click()
    expect(await page.getByRole('alert').textContent()).toContain('いまサインインしている人')
    expect(await text(page).inputValue()).toBe('担当の下書き、その続き')
    expect(await saved('market')).not.toBe('担当の下書き、その続き')
  })
})

describe('two tabs', () => {
  test('the second is told who saved, keeps its text, and can choose it', async () => {
    const page = await open(await machineOf(officer), 'market')
    const other = await open(await machineOf(head), 'market')
    await text(other).fill('課長が書いた。')
    await state(other, 'saved')
    await text(page).fill('担当が書いた。')
    await state(page, 'conflict')
    const { name } = await rig.db.person.findUniqueOrThrow({ where: { email: head } })
    expect(await words(page)).toContain(`別の画面（${name}）で先に保存されたため、自動の保存を止めました。`)
    expect(await text(page).inputValue()).toBe('担当が書いた。')
    expect(await saved('market')).toBe('課長が書いた。')
    await page.getByRole('button', { name: '保存する', exact: true }).last().click()
    await page.getByRole('heading', { name: 'ほかの画面で先に保存されています' }).waitFor()
    await page.getByRole('button', { name: 'あなたの入力で書き換える' }).click()
    await page.waitForURL(/done=saved/)
    expect(await saved('market')).toBe('担当が書いた。')
  })
})

describe('handing in', () => {
  test('right after the last key, and pressing twice, is one receipt and no conflict with one’s own autosave', async () => {
    const page = await open(await machineOf(officer), 'crane')
    let answer: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      answer = resolve
    })
    await page.route('**/draft', async (route) => {
      const response = await route.fetch()
      await held
      await route.fulfill({ response }).catch(() => undefined)
    })
    await text(page).fill('最後の一文字まで')
    // Saved, and the page does not know it yet.
    await eventually('the autosave has arrived', async () => (await saved('crane')) === '最後の一文字まで')
    await text(page).press('End')
    await text(page).pressSequentially('。')
    await page.getByRole('button', { name: '確認して提出する' }).dblclick({ noWaitAfter: true })
    await page.getByRole('heading', { name: '受け付けました' }).waitFor()
    answer()
    expect((await versions('crane')).map(({ content }) => content)).toEqual([{ did: '最後の一文字まで。' }])
    expect(await rig.db.command.count({ where: { processId: id('crane') } })).toBe(1)
    expect(await page.evaluate('localStorage.length')).toBe(0)

    await page.goBack()
    await page.getByText('第1版の内容です。提出した後は書き換えられません。').waitFor()
    expect(await page.locator('textarea').count()).toBe(0)
    expect(await versions('crane')).toHaveLength(1)
  })
})
