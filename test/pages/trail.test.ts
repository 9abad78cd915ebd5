import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actsOf } from '../../client/app/authorise.js'
import { changesOf, factsOf } from '../../client/app/views/trail-details.js'
import { type TrailRow, trailRows } from '../../client/app/views/trail-rows.js'
import { sentenceOf } from '../../client/app/views/trail-sentence.js'
import { actKinds, eventKinds } from '../../client/app/views/trail-words.js'
import { rowHash } from '../../domain/trail/chain.js'
import type { Database } from '../../prisma/db.js'
import { smallCity } from '../support/bundles.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser } from '../support/sign-in.js'
import { playUntil, quiet } from '../support/stage.js'

// A year in which the office extends, telephones, asks again, returns and mends; then an auditor reads it.
let rig: Rig
let home: string
let pages: Pages
let auditor: Browser
let statements = 0
/** the fixed day on which the market's officer was followed by somebody else */
const turn = '2022-05-20'

const counted = (db: Database): Database =>
  db.$extends({
    query: {
      $allOperations({ args, query }) {
        statements += 1
        return query(args)
      },
    },
  }) as unknown as Database

const act = (process: string, name: string, more: object) =>
  rig.app.act({ processId: `${rig.cycle}/${process}`, act: name, post: rig.office, via: 'page', ...more })

/** Somebody new holds a post from a day on; `announced` false: planned, and nobody's to see yet. */
async function holds(post: string, name: string, from: string, announced = true) {
  const id = randomUUID()
  const now = new Date()
  await rig.db.person.create({ data: { id, name, email: `${id}@minato.example`, createdAt: now, updatedAt: now } })
  await rig.db.holding.create({
    data: { id: randomUUID(), postId: `${rig.city}/${post}`, personId: id, from: new Date(from), announced, recordedBy: 'register' },
  })
  return id
}

beforeAll(async () => {
  rig = await rigFor(smallCity())
  await rig.startWorker()
  home = `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}`
  await playUntil(rig, ({ steps }) => steps['cards'] === 'open')
  await quiet(rig)
  pages = await pagesOf(rig, { connections: { ...rig.connections, db: counted(rig.db) } })
  await act('cards/market', 'extend', { dueAt: '2022-06-02T08:00:00.000Z', reason: 'ＰＯＳデータの集計に時間を要するため' })
  await act('cards/ferry', 'record-call', { until: '2022-05-31T08:00:00.000Z', reason: '月末に出すとのこと' })
  await act('cards/seamen', 'nudge', { reason: '会議に間に合わせるため' })
  await act('cards/crane', 'accept', { post: `${rig.city}/machi-officer`, versionId: `${rig.cycle}/cards/crane@1` })
  await playUntil(rig, ({ steps }) => steps['remarks'] === 'open')
  const version = await rig.db.version.findFirstOrThrow({ where: { processId: `${rig.cycle}/cards/crane` }, orderBy: { no: 'desc' } })
  const content = { ...(version.content as object), did: '岸壁クレーン2基のうち1基を更新しました。' }
  const person = (await rig.db.person.findUniqueOrThrow({ where: { email: 'seisaku@minato.example' } })).id
  await act('cards/crane', 'edit', { content, versionId: version.id, reason: '語尾の統一', person, consent: '港湾課長に電話で確認' })
  await rig.play()
  // Known in the register since: who held what on which day.
  await rig.db.holding.updateMany({ where: { postId: `${rig.city}/machi-officer` }, data: { until: new Date('2022-05-19') } })
  await holds('machi-officer', '港 花子', turn)
  await holds('machi-officer', '内示 次郎', turn, false)
  auditor = await pages.signedIn('kansa@minato.example')
}, 240_000)
afterAll(() => rig.close())

async function read(path: string) {
  statements = 0
  const seen = await auditor.get(path)
  return { ...seen, statements, numbers: [...seen.text.matchAll(/id="no-(\d+)"/g)].map(([, no]) => Number(no)) }
}
const trail = (query = '') => read(`${home}/trail${query}`)
const rows = (filter = {}) => trailRows(rig.db, rig.cycle, { limit: 10_000, ...filter })
const rowOf = async (process: string, name: string) => {
  const found = (await rows({ process: `${rig.cycle}/${process}`, act: name }))[0]
  if (!found) throw new Error(`no ${name} of ${process}`)
  return found
}
/** The table row of a number, without its tags. */
async function told(row: TrailRow): Promise<string> {
  const { text } = await trail(`?from=${row.no}`)
  const cell = text.split(`id="no-${row.no}"`)[1]?.split('</tr>')[0] ?? ''
  return cell.replace(/<[^>]+>/g, ' ').replace(/&#39;/g, "'")
}

describe('a row of the trail', () => {
  test('says in a sentence who did what, with who held the post on that day, why, and what changed', async () => {
    const text = await told(await rowOf('cards/market', 'extend'))
    expect(text).toContain('政策室 点検事務局が、「点検票」（朝市の支援）の期限を変えた。')
    expect(text).toContain('共用メールボックス seisaku@minato.example')
    expect(text).toContain('理由：ＰＯＳデータの集計に時間を要するため')
    expect(text).toContain('期限：令和4年5月27日（金）17時 → 令和4年6月2日（木）17時')
    expect(text).toContain('操作の方法')
    expect(text).toContain('画面')
  })

  test('names whoever held the post on the day, before and after a transfer, and nobody whose transfer is not announced', async () => {
    const asked = (await rows({ process: `${rig.cycle}/cards/market`, kind: 'asked' }))[0]
    const submitted = await rowOf('cards/market', 'submit')
    expect(asked?.at?.slice(0, 10) ?? '9').toMatch(/^2022-05-(0|1)/)
    expect(submitted.at?.slice(0, 10) ?? '0').toMatch(/^2022-(05-2|05-3|06)/)
    expect(await told(asked as TrailRow)).toContain('共用メールボックス sangyo@minato.example')
    const after = await told(submitted)
    expect(after).toContain('港 花子')
    expect(after).not.toContain('sangyo@minato.example')
    expect(after).not.toContain('内示 次郎')
  })

  test('shows the recording time beside an event time that is far from it', async () => {
    const row = await rowOf('cards/market', 'extend')
    const text = await told(row)
    expect(text).toContain('記録：')
    expect(text).toContain('記録した日時')
    expect(text).toContain(row.hash)
    expect(text).toContain(row.prevHash)
  })

  test('leads from a mended version to the difference, with the consent, and from a mail to its words', async () => {
    const edited = await rowOf('cards/crane', 'edit')
    expect(await told(edited)).toContain('「点検票」（荷役設備の更新）の第1版を事務局で修正し、第2版とした。')
    expect(await told(edited)).toContain('港湾課長に電話で確認')
    const { text } = await trail('?kind=act-edit')
    expect(text).toContain(`${home}/assignments/cards/crane/compare?from=1&amp;to=2`)
    const mails = await trail('?kind=mail')
    const mail = await rig.db.mail.findFirstOrThrow({
      where: { state: 'sent', mailbox: 'sangyo@minato.example' },
      orderBy: { slot: 'asc' },
    })
    expect(mails.text).toContain(`sangyo@minato.example 宛てのメール「${mail.subject}」`)
    expect(mails.text).toContain(`href="/${mail.id.replace('/mail/', '/mails/')}"`)
  })

  test('says why something was not accepted, and who had asked for it', async () => {
    const { text, numbers } = await trail('?kind=refused')
    expect(numbers).toHaveLength(1)
    expect(text).toContain('まち課 担当が求めた「受理」（「点検票」（荷役設備の更新））を受け付けなかった。')
    expect(text).toContain('この職ではこの操作はできません。')
  })

  test('leads to its workflow in Temporal’s pages', async () => {
    const row = await rowOf('cards/market', 'extend')
    const { text } = await trail(`?from=${row.no}`)
    expect(text).toContain(`http://127.0.0.1:8281/namespaces/default/workflows/${encodeURIComponent(`${rig.cycle}/cards/market`)}`)
  })

  test('has no code and no English word, whatever happened', async () => {
    // Whatever may be asked for has its word.
    expect(actKinds).toEqual(expect.arrayContaining(Object.values(actsOf).flat()))
    const all = await rows()
    const [sample] = all
    if (!sample) throw new Error('no rows')
    const process = `${rig.cycle}/cards/crane`
    const assignment = { ...sample, processId: process, stepName: '点検票の提出', subjectName: '荷役設備の更新', title: '点検票' }
    const body = {
      at: sample.at,
      post: rig.office,
      second: rig.office,
      requirement: 'fresh',
      confirmed: 'oral',
      via: 'cli',
      from: 'open',
      to: 'returned',
    }
    const acts = actKinds.map((name) => ({
      ...assignment,
      kind: 'applied',
      body: { ...body, act: name, version: `${process}@2`, versionNo: 2 },
    }))
    const events = eventKinds.map((kind) => ({
      ...assignment,
      kind,
      body: { ...body, act: 'submit', outcome: 'ambiguous', refusal: 'sealed' },
    }))
    const forged = { ...assignment, kind: 'void', body: { ...body, act: 'withdraw', forged: true, claimedPost: rig.office } }
    const odd = [null, 7, 'x', [null], { x: null }].flatMap((value) =>
      eventKinds.map((kind) => ({
        ...assignment,
        kind,
        body: {
          at: 'x',
          act: value,
          post: value,
          dueAt: value,
          steps: value,
          changes: value,
          overrides: value,
          files: value,
          fiscalYear: value,
        },
      })),
    )
    for (const row of odd)
      expect([typeof sentenceOf(row), typeof changesOf(row), typeof factsOf(row)]).toEqual(['string', 'object', 'object'])
    for (const row of [...all, ...acts, ...events, forged]) {
      const posts = { ...row.posts, [rig.office]: { title: '政策室 点検事務局', department: '政策室' } }
      const named = { ...row, posts }
      const words = [sentenceOf(named), ...changesOf(named).map(({ what, before, after }) => `${what}${before}${after}`)].join(' ')
      const plain = words.replaceAll(/\S+@\S+/g, '').replaceAll(/メール（[^）]*）/g, '')
      expect(plain, `${row.kind} ${row.body['act']}`).not.toMatch(/[a-z]{2,}|undefined/)
      expect(factsOf(named).map(([name]) => name)).toContain('この行のハッシュ値')
    }
  })
})

describe('the filter', () => {
  test('by step, section, post, subject, kind, act and words of a reason shows what fits, and says so', async () => {
    const all = await rows()
    const conditions: [string, string, (row: TrailRow) => boolean][] = [
      ['?kind=act-record-call', '事項：電話の記録', (row) => row.body['act'] === 'record-call'],
      ['?kind=opened', '事項：工程を開始', (row) => row.kind === 'opened'],
      ['?step=sign', '工程：市長決裁', (row) => row.processId?.startsWith(`${rig.cycle}/sign`) ?? false],
      ['?text=posデータ', '「posデータ」を含む', (row) => row.body['act'] === 'extend'],
      [`?post=${rig.city}/mayor`, '職：市長', (row) => [row.body['post'], row.body['owner']].includes(`${rig.city}/mayor`)],
    ]
    for (const [query, words, fits] of conditions) {
      const page = await trail(query)
      expect(page.numbers, query).toEqual(all.filter((row) => row.kind !== 'mail' && fits(row)).map(({ no }) => no))
      expect(page.text, query).toContain(words)
      expect(page.text, query).toContain(`<a href="${home}/trail">条件を全て外す</a>`)
    }
  })

  test('by section and by subject takes along the mails that spoke of them', async () => {
    const subject = await trail('?subject=朝市')
    const section = await trail('?department=machi')
    const own = (await rows({ process: `${rig.cycle}/cards/market` })).map(({ no }) => no)
    expect(subject.numbers).toEqual(expect.arrayContaining(own))
    expect(section.numbers).toEqual(expect.arrayContaining(own))
    const kinds = async (filter: object) => new Set((await rows(filter)).map(({ kind }) => kind))
    expect(await kinds({ subject: '朝市' })).toContain('mail')
    expect(await kinds({ department: 'machi' })).toContain('mail')
    const others = await rows({ department: 'minato' })
    expect(others.some(({ processId }) => processId === `${rig.cycle}/cards/market`)).toBe(false)
    // What the definition names and the register does not: the opinion on the whole.
    expect((await trail('?subject=全体への意見')).numbers.length).toBeGreaterThan(1)
  })

  test('by period counts both days, as the city’s calendar has them, and reads days as people write them', async () => {
    const day = (row: TrailRow) => new Date(Date.parse(row.at ?? '') + 9 * 3_600_000).toISOString().slice(0, 10)
    const all = await rows()
    const fits = all.filter((row) => day(row) >= '2022-05-09' && day(row) <= '2022-05-27')
    expect(fits.length).toBeGreaterThan(3)
    const page = await trail(`?since=${encodeURIComponent('令和4年5月9日')}&until=2022/5/27`)
    expect(page.numbers).toEqual(fits.slice(0, 100).map(({ no }) => no))
    expect(page.text).toContain('令和4年5月9日（月）から')
    expect((await trail('?since=いつか')).status).toBe(400)
    const turned = await trail('?since=2022-05-27&until=2022-05-09')
    expect([turned.status, turned.text.includes('期間の終わりの日が、始まりの日より前です。')]).toEqual([400, true])
  })

  test('stands in every link onward: pages, paper and file', async () => {
    const all = await rows({ kind: 'applied' })
    const { text } = await trail('?kind=applied&department=minato')
    expect(text).toMatch(/href="[^"]*trail\.csv\?department=minato&amp;kind=applied"/)
    expect(text).toMatch(/href="[^"]*trail\?department=minato&amp;kind=applied&amp;print=yes"/)
    expect(all.length).toBeGreaterThan(1)
    expect((await trail(`?kind=applied&from=${all[1]?.no}`)).text).toContain('前を見る')
  })

  test('names nothing when nothing fits, and cannot be talked into SQL', async () => {
    const page = await trail(`?text=${encodeURIComponent("'; DROP TABLE trail; --")}&subject=${encodeURIComponent("x' OR '1'='1")}`)
    expect([page.status, page.numbers]).toEqual([200, []])
    expect(page.text).toContain('この条件に当てはまる記録はありません。')
  })
})

test('each page of the trail takes at most ten statements', async () => {
  for (const path of ['', '?subject=朝市&department=machi', '?print=yes', '.csv', '/verify']) {
    const page = await trail(path)
    expect(page.status, path).toBe(200)
    expect(page.statements, path).toBeGreaterThan(0)
    expect(page.statements, path).toBeLessThanOrEqual(10)
  }
})

test('on paper every detail is open, and there is no form', async () => {
  const { text } = await trail('?print=yes&kind=applied')
  expect(text).not.toContain('class="filter"')
  const details = text.split('<tbody>')[1]?.match(/<details[^>]*>/g) ?? []
  expect(details.length).toBeGreaterThan(3)
  expect(details.every((one) => one.includes('open'))).toBe(true)
  expect(text).toContain('条件：事項：操作')
})

test('the file holds what is filtered, and from it anybody can compute a hash anew', async () => {
  const response = await auditor.get(`${home}/trail.csv?kind=applied`)
  const lines = parse(response.text.replace(/^\ufeff/, ''))
  const [head = [], ...body] = lines
  const applied = await rows({ kind: 'applied' })
  expect(body.map((line) => Number(line[0]))).toEqual(applied.map(({ no }) => no))
  const cell = (line: string[], name: string) => line[head.indexOf(name)] ?? ''
  for (const line of body)
    expect(rowHash(cell(line, '前の行のハッシュ値'), Number(cell(line, '番号')), cell(line, '記録の原文'))).toBe(cell(line, 'ハッシュ値'))
  expect(body.map((line) => cell(line, '理由'))).toContain('語尾の統一')
})

/** RFC 4180. */
function parse(text: string): string[][] {
  const lines: string[][] = [[]]
  for (const [whole, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    if (whole === '') break
    lines.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === '\r\n') lines.push([])
  }
  return lines.filter((line) => line.length > 1)
}

describe('an auditor', () => {
  test('begins at the years, each with the way to its trail', async () => {
    const first = await read('/')
    expect(first.status).toBe(200)
    expect(first.text).toContain('監査する年度')
    expect(first.text).toContain(`href="${home}/trail"`)
    expect(first.text).toContain(`href="${home}/trail/verify"`)
    expect(first.text).not.toContain('マイ業務')
    expect(first.text).not.toContain('年度の開始')
  })

  test('reads every assignment in the same sentences', async () => {
    const { status, text } = await read(`${home}/assignments/cards/market`)
    expect(status).toBe(200)
    expect(text).toContain('政策室 点検事務局が、「点検票」（朝市の支援）の期限を変えた。')
    expect(text).toContain('sangyo@minato.example 宛てのメール')
  })

  test('changes nothing: every form of the application answers that it is not there, but the way out', async () => {
    const counts = () =>
      Promise.all([
        rig.db.command.count(),
        rig.db.draft.count(),
        rig.db.holding.count(),
        rig.db.registerChange.count(),
        rig.db.version.count(),
        rig.db.process.count(),
        rig.db.startDraft.count(),
        rig.db.trail.count(),
        rig.db.post.count(),
        rig.db.department.count(),
      ])
    const paths = [...new Set(pages.app.routes.filter(({ method }) => method !== 'GET' && method !== 'ALL').map((route) => route.path))]
      // The way in and out, and one's own second factor, are not the application's records.
      .filter((path) => !path.startsWith('/sign-'))
    expect(paths.length).toBeGreaterThan(20)
    const given: Record<string, string> = {
      city: rig.city,
      definition: rig.definition.id,
      year: String(rig.bundle.fiscalYear),
      step: 'cards',
      subject: 'market',
      department: 'minato',
      post: 'minato-officer',
    }
    const form = {
      key: randomUUID(),
      _key: randomUUID(),
      _act: 'withdraw',
      'withdraw-reason': 'x',
      reason: 'x',
      name: '侵入 三郎',
      email: 'x@minato.example',
      from: '2022-08-01',
      day: '2022-12-01',
    }
    const before = await counts()
    for (const path of paths) {
      const there = path.replace(/:(\w+)(?:\{[^}]*\}+)?\??/g, (_, name: string) => given[name] ?? 'x').replace(/\{[^/]*\}/g, '')
      const { status } = await auditor.post(there, form)
      expect([path, [403, 404].includes(status)], `${there}: ${status}`).toEqual([path, true])
    }
    expect(await counts()).toEqual(before)
  })
})

describe('the chain', () => {
  test('is computed anew on the server, and found whole, with its head', async () => {
    const head = await rig.db.chainHead.findUniqueOrThrow({ where: { cycleId: rig.cycle } })
    const { text } = await trail('/verify')
    expect(text).toContain('の記録は、書き換えられていません。')
    expect(text).toContain(`${head.no}行の全てについて`)
    expect(text).toContain(head.hash)
    expect((await trail()).text).toContain(`最後の行：${head.no}番`)
  })

  test('that the database’s owner has altered is called altered, with the row; a row made unreadable still has its page', async () => {
    const row = await rowOf('cards/market', 'extend')
    const owner = new pg.Client({ connectionString: rig.database.ownerUrl })
    await owner.connect()
    try {
      await owner.query('ALTER TABLE trail DISABLE TRIGGER ALL')
      await owner.query('UPDATE trail SET body = $1 WHERE cycle_id = $2 AND no = $3', ['{"kind":"applied', rig.cycle, row.no])
    } finally {
      await owner.end()
    }
    const { text } = await trail('/verify')
    expect(text).toContain('改変の疑いがあります')
    expect(text).toContain(`?from=${row.no}">${row.no}番</a>：内容が書き換えられています`)
    expect(await told(row)).toContain('この行の本文を読めません。記録を検証してください。')
    expect((await trail('?text=朝市&department=machi')).status).toBe(200)
  })
})
