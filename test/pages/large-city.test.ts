import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../prisma/db.js'
import { freshDatabase, type TestDatabase } from '../support/database.js'
import { shippedDefinition } from '../support/made-up-year.js'
import { type MailSink, mailSink } from '../support/mail-sink.js'
import { type WrittenYears, writeYears } from '../support/many-years.js'
import { pagesOf } from '../support/pages.js'
import type { Browser } from '../support/sign-in.js'
import { type Recorder, statementRecorder } from '../support/statements.js'
import { testTemporal } from '../support/temporal.js'

// Two years of a city with 600 programmes, in the middle of a round.
let database: TestDatabase
let db: Database
let mail: MailSink
let temporal: Awaited<ReturnType<typeof testTemporal>>
let years: WrittenYears
let office: Browser
let section: Browser
let recorder: Recorder

beforeAll(async () => {
  database = await freshDatabase()
  years = await writeYears(database.ownerUrl, {
    definition: shippedDefinition(),
    programmes: 600,
    newest: 2016,
    years: 2,
    now: '2017-05-11T03:00:00.000Z',
  })
  db = openDatabase(database.url)
  mail = await mailSink()
  temporal = await testTemporal()
  const pages = await pagesOf({ db, city: years.city, connections: { db, temporal: temporal.client, taskQueue: temporal.name }, mail })
  office = await pages.signedIn(years.office)
  section = await pages.signedIn(years.officer)
  recorder = statementRecorder()
}, 120_000)
afterAll(async () => {
  recorder?.stop()
  await db?.$disconnect()
  await mail?.close()
  await temporal?.close()
  await database?.drop()
})

async function seen(browser: Browser, path: string) {
  const { result, statements } = await recorder.record(() => browser.get(path))
  expect(result.status, path).toBe(200)
  return { text: result.text, statements }
}

test('what one has to do and the year’s progress are read with ten statements at the most, signing in included', async () => {
  for (const [browser, path] of [
    [office, '/'],
    [office, '/my-work'],
    [section, '/my-work'],
    [section, years.home],
  ] as const)
    expect((await seen(browser, path)).statements, path).toBeLessThanOrEqual(10)
})

test('the meetings of a city and the steps without one are read with eight statements at the most, however many steps there are', async () => {
  expect((await seen(office, `/${years.city}/meetings`)).statements).toBeLessThanOrEqual(8)
})

test('no page is over 100 KB as it travels', async () => {
  const sheet = await db.process.findFirstOrThrow({ where: { cycleId: years.cycle, stepKey: 'sheet-results', state: 'submitted' } })
  const list = `${years.home}/assignments`
  const paths = ['/', '/my-work', list, `${list}?state=all`, `${years.home}/plan`, `${years.home}/trail`, `/${years.city}/coming-mails`]
  const of = [...paths, `/${years.city}/mails`, `/${years.city}/people`, sheet.id.replace(years.cycle, list)]
  for (const path of of) expect(gzipSync((await seen(office, path)).text).length, path).toBeLessThan(100_000)
})

describe('提出状況 of a large city', () => {
  const names = (text: string) =>
    [...text.matchAll(/<th scope="row"><a href="[^"]*\/assignments\/[^"]*">([^<]*)</g)].map(([, name]) => name)
  const count = (where: object) => db.process.count({ where: { cycleId: years.cycle, kind: 'assignment', ...where } })
  const list = () => `${years.home}/assignments`

  test('shows a hundred at a time, and every one of them once', async () => {
    const all = await count({ stepKey: 'sheet-results' })
    const found: (string | undefined)[] = []
    for (let page = 1; page <= Math.ceil(all / 100); page += 1) {
      const { text } = await seen(office, `${list()}?step=sheet-results&state=all&page=${page}`)
      expect(text).toContain(`該当する依頼（${all}件）`)
      found.push(...names(text))
    }
    expect(found).toHaveLength(all)
    expect(new Set(found).size).toBe(all)
    expect((await seen(office, `${list()}?step=sheet-results&state=all&page=99`)).text).toContain('この先に依頼はありません。')
  })

  test('is narrowed by bureau and by article, and sorted by what is due first', async () => {
    const inBureau = await db.department.findMany({ where: { bureau: '第2局' } })
    const { text } = await seen(office, `${list()}?step=sheet-results&state=all&bureau=${encodeURIComponent('第2局')}`)
    const posts = inBureau.map(({ id }) => `${id}-officer`)
    expect(text).toContain(`該当する依頼（${await count({ stepKey: 'sheet-results', post: { in: posts } })}件）`)
    const keys = (await db.programme.findMany({ where: { cycleId: years.cycle, article: 14 } })).map(({ key }) => key)
    const byArticle = await seen(office, `${list()}?step=sheet-results&state=all&article=14`)
    expect(byArticle.text).toContain(`該当する依頼（${await count({ stepKey: 'sheet-results', subject: { in: keys } })}件）`)
    const due = [...(await seen(office, `${list()}?state=all&sort=due`)).text.matchAll(/<td><time datetime="([^"]*)"/g)].map(([, at]) => at)
    expect(due).toHaveLength(100)
    expect(due).toEqual(due.toSorted())
  })

  test('counts, in its file too, everything that the conditions name', async () => {
    const csv = (await office.get(`${list()}.csv?state=all`)).text
    expect(csv.trim().split('\r\n')).toHaveLength((await count({})) + 1)
  })

  test('shows a section nothing of another', async () => {
    const { text } = await seen(section, `${list()}?state=all`)
    const own = await count({ post: { in: [`${years.city}/${years.section}-officer`, `${years.city}/${years.section}-head`] } })
    expect(text).toContain(`該当する依頼（${own}件）`)
  })
})

test('the office’s hundreds to check stand by urgency, the rest a click away', async () => {
  const waiting = await db.process.count({ where: { state: 'submitted', checkPost: `${years.city}/office`, sealed: false } })
  expect(waiting).toBeGreaterThan(200)
  const { text } = await seen(office, '/my-work')
  expect(text).toContain(`確認するもの（${waiting}件）`)
  expect(text).toContain('提出状況の一覧で見られます。')
  expect(text).toContain('state=submitted&amp;sort=due')
})
