import type { BrowserContext, Browser as Chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instantAt } from '../../domain/calendar/instants.js'
import { faultsOf } from '../support/axe.js'
import { openBrowser } from '../support/browser.js'
import { kawasaki2016 } from '../support/bundles.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser } from '../support/sign-in.js'
import { quiet } from '../workflows/move-clock.js'

// JIS X 8341-3:2016 AA as far as axe can tell, of every page there is: a route that nobody visits here fails the first test.
const office = 'kikaku@kawasaki.example'
const section = 'shogyo@kawasaki.example'
/** Answers that are no pages: files, machines, what only leads on. */
const notPages =
  /^\/(healthz|readyz|favicon\.ico|assets\/.*|api\/.*|sign-in\/oidc.*)$|\.(csv|xlsx|ics|yaml)$|:file|^\/report|picture|\/decision\/cover$/

/** Members' own pages, of a year that asks members: members.test.ts visits them. */
const ofMembers = /^\/member(\/:city|$)/

/** One remark, one subject's opinions, one member's confirmation, once there are any: workbench.test.ts visits them. */
const ofRemarks = /\/review\/(remarks\/:no|workbench\/:subject|confirmations\/:seat)/

/** One meeting, for the office and for its members: meetings.test.ts visits them. */
const ofMeetings = /\/meetings(\/:city\{[^}]*\})?\/:body/

/** Addresses that say what is wrong with them: that is a page, too. */
const refused = ['/nowhere', '/find?number=x', '/sign-in/code', '/sign-in/open']

/** A route's pattern as a regular expression: `/:year{[0-9]{4}}` takes its own, `/:step` anything within a part. */
function matcherOf(pattern: string): RegExp {
  let source = ''
  for (let at = 0; at < pattern.length; ) {
    if (pattern[at] !== ':') {
      source += pattern[at]
      at += 1
      continue
    }
    const name = /^:\w+/.exec(pattern.slice(at))?.[0] ?? ''
    at += name.length
    if (pattern[at] !== '{') {
      source += '[^/]+'
      continue
    }
    let depth = 0
    const from = at
    do {
      if (pattern[at] === '{') depth += 1
      if (pattern[at] === '}') depth -= 1
      at += 1
    } while (depth > 0)
    source += `(?:${pattern.slice(from + 1, at - 1)})`
  }
  return new RegExp(`^${source}$`)
}

describe('every page', () => {
  let rig: Rig
  let pages: Pages
  let server: { base: string; close(): void }
  let browser: Chromium
  const people = new Map<string, Browser>()
  let visits: { as: string | null; path: string }[]

  beforeAll(async () => {
    rig = await rigFor(kawasaki2016())
    await rig.startWorker()
    await rig.play(instantAt('2016-12-15', '09:00'))
    pages = await pagesOf(rig)
    server = await pages.listen()
    for (const mailbox of [office, section]) people.set(mailbox, await pages.signedIn(mailbox))
    visits = await visitsOf()
    browser = await openBrowser()
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    server?.close()
    await rig?.close()
  })

  async function visitsOf(): Promise<{ as: string | null; path: string }[]> {
    const home = `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}`
    const pathOf = (id: string) => id.replace(rig.cycle, `${home}/assignments`)
    const find = (where: object) =>
      rig.db.process.findFirstOrThrow({ where: { cycleId: rig.cycle, kind: 'assignment', ...where }, orderBy: { id: 'asc' } })
    const open = await find({ state: 'open', stepKey: 'sheet-forecast', post: `${rig.city}/shogyo-officer` })
    const submitted = await find({ state: { in: ['submitted', 'accepted'] }, stepKey: 'sheet-forecast' })
    const mail = await rig.db.mail.findFirstOrThrow()
    const notice = await rig.db.notice.findFirstOrThrow({ where: { state: 'planned' }, orderBy: { id: 'asc' } })
    const list = (await (people.get(office) as Browser).get(`/${rig.city}/coming-mails`)).text
    const mails = [...list.matchAll(/href="([^"]*\/coming-mails\/\d[^"]*)"/g)].map(([, path]) => path ?? '')
    const coming = mails.find((path) => !path.endsWith('/foretold')) ?? ''
    const foretold = mails.find((path) => path.endsWith('/foretold')) ?? ''
    const own = people.get(section) as Browser
    const sent = await own.post(`${pathOf(open.id)}/sheet`, {
      _do: 'attest',
      _reason: '今年度は実施していない。',
      _key: 'a-key-of-this-test',
      _revision: '0',
    })
    const another = await find({ state: 'open', stepKey: 'sheet-forecast', post: `${rig.city}/shogyo-officer` })
    const wish = { _key: 'a-wish-of-this-test', 'wished-date': '2017-01-13', 'extension-reason': '集計に時間を要するため' }
    expect((await own.post(`${pathOf(another.id)}/extension`, wish)).status).toBe(303)
    await quiet(rig)
    await (people.get(office) as Browser).post(`/${rig.city}/start-year`, { definition: 'current', year: '2017', register: 'last' })
    const as = (who: string | null, ...paths: string[]) => paths.map((path) => ({ as: who, path }))
    return [
      ...as(null, '/sign-in', '/sign-in/code', '/sign-in/open'),
      ...as(
        section,
        '/my-work',
        pathOf(another.id),
        `${pathOf(another.id)}/sheet`,
        `${pathOf(another.id)}/extension`,
        sent.location ?? '',
        `${home}/workbook`,
        `${home}/assignments`,
      ),
      ...as(
        office,
        '/sign-in/second',
        '/?still',
        `${home}?still`,
        '/my-work',
        `${home}/plan`,
        `${home}/review`,
        `${home}/review/answers`,
        `${home}/chases`,
        `${pathOf(another.id)}/extension/decision`,
        `${pathOf(another.id)}/extension/decision?date=2017-01-06`,
        `${pathOf(submitted.id)}/extension/decision`,
        `${home}/steps/sheet-forecast`,
        `${home}/steps/publish`,
        `${home}/steps/decision`,
        `${home}/review/points`,
        `${home}/review/remarks`,
        `${home}/review/workbench`,
        `${home}/review/confirmations`,
        `${home}/steps/decision/decision/package`,
        `${home}/assignments?state=all`,
        pathOf(submitted.id),
        pathOf(another.id),
        `${pathOf(submitted.id)}/sheet`,
        `${pathOf(submitted.id)}/edit`,
        `${pathOf(submitted.id)}/versions/1`,
        `${pathOf(submitted.id)}/compare?from=1&to=1`,
        `${home}/trail`,
        `${home}/trail/verify`,
        `${home}/amounts`,
        `/${rig.city}/promises`,
        `/${rig.city}/meetings`,
        `${home}/review/years`,
        `${home}/review/selection`,
        `${home}/review/allotment`,
        `${home}/review/release`,
        `${home}/review/years/${rig.bundle.programmes[0]?.key}`,
        `/${rig.city}/coming-mails`,
        `/${rig.city}/mails`,
        `/${mail.id.replace('/mail/', '/mails/')}`,
        `/${mail.id.replace('/mail/', '/mails/')}/html`,
        coming,
        `${coming}/html`,
        foretold,
        `${foretold}/html`,
        `${pathOf(submitted.id)}/notices`,
        `${pathOf(notice.processId)}/notices/${notice.id.split('#')[1]}`,
        `/${rig.city}/letters`,
        `/${rig.city}/letters?kind=head-notice&tone=last`,
        `/${rig.city}/letters/mail.html?kind=overdue`,
        `/${rig.city}/clock`,
        `/${rig.city}/people`,
        `/${rig.city}/people/changes`,
        `/${rig.city}/people/import`,
        `/${rig.city}/people/posts/shogyo-head`,
        `/${rig.city}/start-year`,
        `/${rig.city}/start-year/2017/register`,
        `/${rig.city}/start-year/2017/register/add`,
        `/${rig.city}/start-year/2017/register/programme/${rig.bundle.programmes[0]?.key}`,
        `/${rig.city}/start-year/2017/file`,
        `/${rig.city}/start-year/2017/file/preview`,
        `/${rig.city}/start-year/2017/check`,
        '/find?number=x',
        '/nowhere',
      ),
    ]
  }

  async function contextOf(as: string | null): Promise<BrowserContext> {
    // The pages' own policy lets no script in, not even the one that examines them.
    const context = await browser.newContext({ bypassCSP: true })
    const jar = as === null ? [] : [...(people.get(as)?.jar ?? [])]
    await context.addCookies(jar.map(([name, value]) => ({ name, value, url: server.base })))
    return context
  }

  it('is visited: no route of the application is left out', () => {
    const patterns = [...new Set(pages.app.routes.filter(({ method }) => method === 'GET').map(({ path }) => path))]
    const paths = visits.map(({ path }) => path.split('?')[0] ?? path)
    const missed = patterns.filter(
      (pattern) =>
        !notPages.test(pattern) &&
        !ofMembers.test(pattern) &&
        !ofRemarks.test(pattern) &&
        !ofMeetings.test(pattern) &&
        !paths.some((path) => matcherOf(pattern).test(path)),
    )
    expect(missed).toEqual([])
  })

  for (const [who, name] of [
    [null, 'before signing in'],
    [section, 'of a section'],
    [office, 'of the office'],
  ] as const) {
    it(`${name} has no accessibility violation, light and dark, at 320 and 1280 px, and does not scroll sideways`, async () => {
      const found: string[] = []
      const context = await contextOf(who)
      for (const { path } of visits.filter(({ as }) => as === who)) {
        const page = await context.newPage()
        const response = await page.goto(server.base + path)
        if ((response?.status() ?? 500) >= (refused.includes(path) ? 500 : 400)) found.push(`${path}: ${response?.status()}`)
        for (const width of [1280, 320]) {
          await page.setViewportSize({ width, height: 900 })
          found.push(...(await faultsOf(page)).map((fault) => `${path} at ${width} px: ${fault}`))
        }
        await page.close()
      }
      await context.close()
      expect(found).toEqual([])
    }, 240_000)
  }
})
