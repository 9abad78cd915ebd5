import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../prisma/db.js'
import { smallCity } from '../support/bundles.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser } from '../support/sign-in.js'

let rig: Rig
let home: string
let statements = 0
const logged: Record<string, unknown>[] = []
const log = pino({ level: 'error' }, { write: (line: string) => void logged.push(JSON.parse(line)) })
let pages: Pages
let office: Browser

const officeOf = (of: Rig): string => of.bundle.posts.find((post) => post.role === 'office')?.mailbox ?? ''

/** The same database, with every call of it counted: one call, one statement. */
const counted = (db: Database): Database =>
  db.$extends({
    query: {
      $allOperations({ args, query }) {
        statements += 1
        return query(args)
      },
    },
  }) as unknown as Database

beforeAll(async () => {
  rig = await rigFor(smallCity())
  await rig.startWorker()
  await rig.play()
  home = `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}`
  pages = await pagesOf(rig, { connections: { ...rig.connections, db: counted(rig.db) }, log, publicUrl: 'https://junkan.example.lg.jp' })
  office = await pages.signedIn(officeOf(rig))
}, 180_000)
afterAll(() => rig.close())

/** Asks for a page as somebody who has signed in. */
const ask = (path: string, as: Browser, headers: Record<string, string> = {}, of = pages) =>
  of.app.request(path, { headers: { ...headers, cookie: [...as.jar].map(([name, value]) => `${name}=${value}`).join('; ') } })

async function get(path: string, headers: Record<string, string> = {}, as = office) {
  statements = 0
  const response = await ask(path, as, headers)
  return { response, status: response.status, text: await response.text(), statements }
}

const firstAssignment = async (): Promise<string> => {
  const { id } = await rig.db.process.findFirstOrThrow({
    where: { cycleId: rig.cycle, kind: 'assignment', stepKey: 'cards' },
    orderBy: { id: 'asc' },
  })
  return id.replace(rig.cycle, `${home}/assignments`)
}

test('every page says its fiscal year, in few statements', async () => {
  const mail = await rig.db.mail.findFirstOrThrow()
  const paths = [
    '/',
    home,
    `${home}/plan`,
    `${home}/assignments`,
    await firstAssignment(),
    `${home}/trail`,
    `/${rig.city}/coming-mails`,
    `/${rig.city}/mails`,
    `/${mail.id.replace('/mail/', '/mails/')}`,
  ]
  for (const path of paths) {
    const page = await get(path)
    expect(page.status, path).toBe(200)
    expect(page.text, path).toContain(`（${rig.bundle.fiscalYear}年度）`)
    expect(page.statements, path).toBeGreaterThan(0)
    expect(page.statements, path).toBeLessThanOrEqual(10)
  }
})

describe('the year', () => {
  test('names every step with its state, and what the office asks first', async () => {
    const { text } = await get('/')
    for (const step of rig.definition.steps) expect(text).toContain(step.name)
    expect(text).toContain('待っているもの')
    expect(text).toContain('送る予定のメールはありません。')
    expect(text).toContain('判断を待っているものはありません。')
    expect(text).toContain(`href="/report${home}/"`)
  })

  test('does not reload itself once it is sealed', async () => {
    expect((await get('/')).response.headers.get('Refresh')).toBeNull()
  })

  test('that does not exist is a page in sentences', async () => {
    const { status, text } = await get(`/${rig.city}/${rig.definition.id}/1999`)
    expect(status).toBe(404)
    expect(text).toContain('この年度の記録はありません。')
  })

  test('tells the reasons of its dates', async () => {
    const { text } = await get(`${home}/plan`)
    const step = await rig.db.process.findFirstOrThrow({ where: { cycleId: rig.cycle, stepKey: 'cards', kind: 'step' } })
    const [reason] = (step.plan as { reasons: { text: string }[] }).reasons
    expect(text).toContain(reason?.text)
  })
})

describe('who has handed in', () => {
  test('shows all assignments of a sealed year, and only those that a condition names', async () => {
    const all = await rig.db.process.count({ where: { cycleId: rig.cycle, kind: 'assignment' } })
    const cards = await rig.db.process.count({ where: { cycleId: rig.cycle, kind: 'assignment', stepKey: 'cards' } })
    expect((await get(`${home}/assignments`)).text).toContain(`該当する依頼（${all}件）`)
    expect((await get(`${home}/assignments?step=cards`)).text).toContain(`該当する依頼（${cards}件）`)
    expect((await get(`${home}/assignments?state=pending`)).text).toContain('この条件に当てはまる依頼はありません。')
  })

  test('is a file that a spreadsheet reads as Japanese', async () => {
    const response = await ask(`${home}/assignments.csv?step=cards`, office)
    expect(response.headers.get('Content-Type')).toBe('text/csv; charset=utf-8')
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const lines = new TextDecoder().decode(bytes).split('\r\n')
    expect(lines[0]).toContain('番号,局,課,工程')
    expect(lines.length - 2).toBe(await rig.db.process.count({ where: { cycleId: rig.cycle, kind: 'assignment', stepKey: 'cards' } }))
  })

  test('refuses a state that does not exist, in a sentence', async () => {
    const { status, text } = await get(`${home}/assignments?state=%3Cscript%3E`)
    expect(status).toBe(400)
    expect(text).toContain('画面の一覧から選んでください。')
    expect(text).not.toContain('<script>')
  })
})

test('an assignment shows the course of contact: receipts, mails, versions and its rows of the trail', async () => {
  const command = await rig.db.command.findFirstOrThrow({ where: { act: 'submit', processId: { startsWith: `${rig.cycle}/cards/` } } })
  const version = await rig.db.version.findUniqueOrThrow({ where: { id: command.versionId ?? '' } })
  const row = await rig.db.trail.findFirstOrThrow({ where: { cycleId: rig.cycle, key: command.id } })
  const { text } = await get(command.processId.replace(rig.cycle, `${home}/assignments`))
  expect(text).toContain(`受付番号 ${command.receiptNo}`)
  expect(text).toContain('メール：照会（依頼）')
  expect(text).toContain(version.hash)
  expect(text).toContain(row.hash.slice(0, 12))
  expect(text).toContain(`http://127.0.0.1:8281/namespaces/default/workflows/${encodeURIComponent(command.processId)}`)
})

describe('the trail', () => {
  test('is paged by its numbers and filtered by kind', async () => {
    const rows = await rig.db.trail.count({ where: { cycleId: rig.cycle } })
    const { text } = await get(`${home}/trail?from=${rows}`)
    expect(text).toContain(`id="no-${rows}"`)
    expect(text).not.toContain(`id="no-${rows - 1}"`)
    expect((await get(`${home}/trail?kind=published`)).text.match(/id="no-/g)).toHaveLength(1)
  })

  test('says what is wrong with a row number', async () => {
    const { status, text } = await get(`${home}/trail?from=first`)
    expect(status).toBe(400)
    expect(text).toContain('1以上の数で指定してください。')
  })
})

describe('the published report', () => {
  test('is served as it was frozen, with its hash as its tag', async () => {
    const file = await rig.db.editionFile.findFirstOrThrow({ where: { cycleId: rig.cycle, path: 'index.html' } })
    const { response, text } = await get(`/report${home}/`)
    expect(text).toBe(Buffer.from(file.content).toString('utf8'))
    expect(response.headers.get('ETag')).toBe(`"${file.hash}"`)
    expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8')
    const again = await get(`/report${home}/`, { 'If-None-Match': `W/"${file.hash}"` })
    expect([again.status, again.text]).toEqual([304, ''])
  })

  test('gives each kind of file its media type, and sends people into its folder', async () => {
    expect((await get(`/report${home}/report.json`)).response.headers.get('Content-Type')).toBe('application/json')
    const { status, response } = await get(`/report${home}`)
    expect([status, response.headers.get('Location')]).toEqual([301, `/report${home}/`])
  })

  test('allows its own style by its hash and nothing else', async () => {
    const policy = (await get(`/report${home}/`)).response.headers.get('Content-Security-Policy') ?? ''
    expect(policy).toMatch(/style-src 'sha256-[\w+/=]+'/)
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe-inline')
  })

  test('that has no such file says so', async () => {
    const { status, text } = await get(`/report${home}/article-99.html`)
    expect(status).toBe(404)
    expect(text).toContain('この報告書はまだ公表されていないか')
  })
})

describe('every answer', () => {
  test('allows no script, no frame and no style but its own', async () => {
    const { response } = await get('/')
    const policy = response.headers.get('Content-Security-Policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(response.headers.get('Cache-Control')).toBe('no-store')
  })

  test('is refused to a name that only points at this machine', async () => {
    expect((await ask('http://evil.example/', office)).status).toBe(421)
    expect((await ask('https://junkan.example.lg.jp/', office)).status).toBe(200)
  })

  test('brings the style sheet under a name made of its content', async () => {
    const [path] = (await get('/')).text.match(/\/assets\/style-[0-9a-f]+\.css/) ?? []
    const { response } = await get(path ?? '')
    expect(response.headers.get('Content-Type')).toBe('text/css; charset=utf-8')
    expect(response.headers.get('Cache-Control')).toContain('immutable')
  })

  test('to an address that leads nowhere is a page', async () => {
    const { status, text } = await get('/no/such/page/at/all')
    expect(status).toBe(404)
    expect(text).toContain('ページが見つかりません')
  })
})

test('what a person must settle stands on the first page: a mail nobody knows the fate of, and an alarm', async () => {
  const { id, subject } = await rig.db.mail.findFirstOrThrow()
  const alarm = { id: `${rig.cycle}/alarm`, city: rig.city, cycleId: rig.cycle, kind: 'forged-act', detail: '', raisedAt: new Date() }
  await rig.db.mail.update({ where: { id }, data: { state: 'ambiguous' } })
  await rig.db.fault.create({ data: alarm })
  const { text } = await get('/')
  expect(text).toContain(`<a href="/${id.replace('/mail/', '/mails/')}">${subject}</a>`)
  expect(text).toContain('受け付けていない操作が届いたため、無効とした')
  expect(text).not.toContain('判断を待っているものはありません。')
})

test('a year that is being played reloads itself, until somebody asks it to rest', async () => {
  const begun = await rigFor(smallCity())
  try {
    await begun.startYear()
    const playing = await pagesOf(begun)
    const watching = await playing.signedIn(officeOf(begun))
    const live = await ask('/', watching, {}, playing)
    expect(live.headers.get('Refresh')).toBe('2')
    expect(await live.text()).toContain('<a href="/?still">更新を止める</a>')
    const still = await ask('/?still', watching, {}, playing)
    expect(still.headers.get('Refresh')).toBeNull()
    expect(await still.text()).toContain('<a href="/">更新を再開する</a>')
    const assignments = `/${begun.city}/${begun.definition.id}/${begun.bundle.fiscalYear}/assignments`
    expect((await watching.get(assignments)).text).toContain('まだ誰にも依頼していません。')
  } finally {
    await begun.close()
  }
})

test('a page that fails carries a number that the log has too, and nothing of the error itself', async () => {
  const down = { ...rig.connections, db: failing(rig.db) }
  const broken = await pagesOf(rig, { connections: down, log })
  const response = await ask('/', office, {}, broken)
  const text = await response.text()
  expect(response.status).toBe(500)
  const [, number] = /エラー番号：<strong>([0-9a-f]{8})</.exec(text) ?? []
  expect(logged.map((line) => line['number'])).toContain(number)
  expect(text).not.toContain('secret')
  expect((await broken.app.request('/readyz')).status).toBe(503)
  expect((await broken.app.request('/healthz')).status).toBe(200)
})

/** A database that answers every statement with an error that holds a secret. */
const failing = (db: Database): Database =>
  db.$extends({ query: { $allOperations: () => Promise.reject(new Error('password=secret')) } }) as unknown as Database

describe('who may look', () => {
  test('nobody sees anything but the published report and the way in before signing in', async () => {
    const stranger = { jar: new Map() } as Browser
    for (const path of ['/', home, `${home}/assignments`, `/${rig.city}/mails`, '/my-work']) {
      const { status, response } = await get(path, {}, stranger)
      expect([path, status]).toEqual([path, 303])
      expect(response.headers.get('Location')).toMatch(/^\/sign-in/)
    }
    expect((await get(`/report${home}/`, {}, stranger)).status).toBe(200)
  })

  test('a section sees its own assignments; another section’s, by its address, is not there, and the asking is written down', async () => {
    const section = await pages.signedIn('machi-cho@minato.example')
    const departments = new Map(rig.bundle.programmes.map(({ key, department }) => [key, department]))
    const cards = await rig.db.process.findMany({ where: { cycleId: rig.cycle, kind: 'assignment', stepKey: 'cards' } })
    const path = (mine: boolean) => {
      const found = cards.find(({ subject }) => (departments.get(subject ?? '') === 'machi') === mine)
      return `${found?.id.replace(rig.cycle, `${home}/assignments`)}`
    }
    expect((await get(path(true), {}, section)).status).toBe(200)
    expect((await get(path(false), {}, section)).status).toBe(404)
    expect((await get(`${path(false)}/sheet`, {}, section)).status).toBe(404)
    expect((await get(`${home}/trail`, {}, section)).status).toBe(404)
    expect((await get(`/${rig.city}/mails`, {}, section)).status).toBe(404)
    const { id } = await rig.db.person.findUniqueOrThrow({ where: { email: 'machi-cho@minato.example' } })
    const denials = await rig.db.denial.findMany({ where: { personId: id }, orderBy: { at: 'asc' } })
    expect(denials.map((one) => one.path)).toEqual([path(false), `${path(false)}/sheet`, `${home}/trail`, `/${rig.city}/mails`])
    const listed = (await get(`${home}/assignments?state=all`, {}, section)).text
    expect(listed).toContain(path(true))
    expect(listed).not.toContain(path(false))
  })

  test('a form from another website is refused', async () => {
    const cookie = [...office.jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const body = new URLSearchParams({ _act: 'withdraw', 'withdraw-reason': 'x' })
    const headers = { cookie, origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' }
    const response = await pages.app.request(`${await firstAssignment()}/acts`, { method: 'POST', headers, body })
    expect(response.status).toBe(403)
  })
})

test('the number of a mail, pasted as it came, leads to its page', async () => {
  const { id } = await rig.db.process.findFirstOrThrow({ where: { cycleId: rig.cycle, kind: 'assignment' } })
  const found = await get(`/find?number=${encodeURIComponent(`　　手続番号　${id.slice(0, 20)}\n ${id.slice(20)}`)}`)
  expect([found.status, found.response.headers.get('Location')]).toEqual([303, id.replace(rig.cycle, `${home}/assignments`)])
  const wrong = await get('/find?number=https://evil.example/')
  expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining('この手続番号を読めません。')])
})
