import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { statementsOf } from '../../domain/review/write-statements.js'
import { faultsOf } from '../support/axe.js'
import { openBrowser } from '../support/browser.js'
import { allot, memberYear, release, seat, threeProgrammes, yearPath } from '../support/member-year.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { seatKey } from '../support/review-city.js'
import type { Rig } from '../support/rig.js'
import { linkIn } from '../support/sign-in.js'
import { eventually } from '../support/stage.js'

// A member of a body, with a tablet and no training: from the mail to what was sent. JUNKAN_PICTURES names a folder for pictures.
const pictures = process.env['JUNKAN_PICTURES']
const tablet = { width: 820, height: 1180 }
const mailbox = `${seatKey(1)}@minato.example`

describe('a member on a tablet', () => {
  let rig: Rig
  let pages: Pages
  let server: { base: string; close(): void }
  let browser: Browser
  let page: Page
  let remark: number

  beforeAll(async () => {
    rig = await memberYear()
    await allot(rig, 1, { ...Object.fromEntries(threeProgrammes.map((key) => [key, 'assigned'] as const)), seamen: 'conflict' })
    await release(rig)
    const said = { cycleId: rig.cycle, seat: seat(rig, 1), source: 'hearing', byPost: rig.office, byPerson: 'test', recordedAt: new Date() }
    remark = (await rig.db.remark.create({ data: { ...said, subject: 'crane', text: '残る1基の費用の見通しを知りたい。' } })).no
    pages = await pagesOf(rig)
    server = await pages.listen()
    browser = await openBrowser()
    page = await (await browser.newContext({ viewport: tablet, hasTouch: true, bypassCSP: true })).newPage()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    server?.close()
    await rig?.close()
  })

  /** The page as it stands is free of faults at this size and on a small telephone, and does not scroll sideways. */
  async function look(name: string): Promise<void> {
    const found: string[] = []
    for (const width of [320, tablet.width]) {
      await page.setViewportSize({ width, height: tablet.height })
      found.push(...(await faultsOf(page)).map((fault) => `${name} at ${width} px: ${fault}`))
    }
    expect(found).toEqual([])
    if (!pictures) return
    await mkdir(pictures, { recursive: true })
    await page.screenshot({ path: join(pictures, `member-${name}.png`), fullPage: true })
  }

  /** The newest mail to the member that has such a link. */
  async function mailed(of: RegExp): Promise<string> {
    let link: string | null = null
    await eventually(`a mail with ${of}`, async () => {
      const links = rig.mail.taken.filter(({ to }) => to === mailbox).map(({ raw }) => linkIn(raw, of))
      link = links.findLast((one) => one !== null) ?? null
      return link !== null
    })
    const { pathname, search } = new URL(link ?? '')
    return server.base + pathname + search
  }

  it('opens the link of the request, gives the address, presses the link of the second mail, and is where the first mail led', async () => {
    await page.goto(await mailed(/\/member\//))
    await page.getByLabel('メールアドレス').fill(mailbox)
    await page.getByRole('button', { name: '番号を送る' }).click()
    await page.getByRole('heading', { name: '番号の入力' }).waitFor()
    const link = await mailed(/\/sign-in\/open/)
    // The mail is read on another device than the one that asked; and a gateway has opened the link before.
    const other = await browser.newContext({ viewport: tablet, hasTouch: true, bypassCSP: true })
    const gateway = await other.request.get(link)
    expect(gateway.status()).toBe(200)
    page = await other.newPage()
    await page.goto(link)
    await look('sign-in')
    await page.getByRole('button', { name: 'この端末で開く' }).click()
    await page.waitForURL(`${server.base}${yearPath(rig, 1)}`)
    await page.goto(`${server.base}/member`)
    await look('home')
    const again = await (await browser.newContext()).newPage()
    await again.goto(link)
    await again.getByRole('button', { name: 'この端末で開く' }).click()
    expect(await again.getByRole('heading', { level: 1 }).textContent()).toBe('このリンクは使えません')
  })

  it('reads, confirms what was written down, and writes about three programmes; what is typed is saved by itself', async () => {
    await page.getByRole('link', { name: '読んで、御意見を書く' }).click()
    expect(await page.getByText('利害関係のため対象外：船員の確保').count()).toBe(1)
    await look('year')
    await page.getByRole('link', { name: '荷役設備の更新' }).click()
    await page.getByText('岸壁クレーン2基のうち1基を更新した。').waitFor()
    await page.getByLabel('このとおり').check()
    await page.getByLabel('新しい御意見').fill('古い設備の部品を残る1基に使えないか。')
    await page.locator('.save-state[data-state=saved]').waitFor()
    await look('programme')
    // One column at a tablet's width: the sheet's tables have all of it, and a link leads down to the form.
    await page.getByRole('link', { name: '御意見を書く欄へ' }).click()
    const [sheet, form] = await Promise.all(['.member-reading', '.member-writing'].map((part) => page.locator(part).boundingBox()))
    expect(form?.y).toBeGreaterThanOrEqual((sheet?.y ?? 0) + (sheet?.height ?? 0))
    await page.getByRole('button', { name: '保存して一覧へ進む' }).click()
    for (const [name, text] of [
      ['朝市の支援', '若い世代に朝市が知られていない。'],
      ['渡し船の運行', '渡し船の時刻が分かりにくい。'],
    ] as const) {
      await page.getByRole('link', { name }).click()
      await page.getByLabel('新しい御意見').fill(text)
      await page.getByRole('button', { name: '保存して一覧へ進む' }).click()
    }
    // What the server has, the browser has forgotten: nothing is offered to be put back.
    await page.getByRole('link', { name: '荷役設備の更新' }).click()
    await page.getByLabel('御意見 1').waitFor()
    expect(await page.getByRole('status').allTextContents()).toEqual(['書いた内容は、送るまで御本人だけが見られます。'])
    await page.getByRole('link', { name: '担当の施策の一覧へ' }).click()
    await look('ready')
  })

  it('sends everything with one press, and sees what was sent', async () => {
    await page.getByRole('button', { name: '4件を送る' }).click()
    await page.getByText('お送りいただき、ありがとうございました').waitFor()
    await look('sent')
    const id = `${rig.cycle}/voices/${seatKey(1)}`
    await eventually('it is accepted', async () => (await rig.db.process.findUniqueOrThrow({ where: { id } })).state === 'accepted')
    const version = await rig.db.version.findFirstOrThrow({ where: { processId: id } })
    expect(statementsOf(version.content as Record<string, unknown>).map(({ subject, text, of }) => [subject, text, of])).toEqual([
      ['crane', '残る1基の費用の見通しを知りたい。', remark],
      ['crane', '古い設備の部品を残る1基に使えないか。', undefined],
      ['market', '若い世代に朝市が知られていない。', undefined],
      ['ferry', '渡し船の時刻が分かりにくい。', undefined],
    ])
    await page.goto(`${server.base}${yearPath(rig, 1)}`)
    expect(await page.getByText('書き直したいときは、事務局').count()).toBe(1)
    await look('read-only')
  })
})
