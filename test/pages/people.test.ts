import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listDirectory } from '../../client/app/people/directory.js'
import { enrolMailboxes } from '../../client/app/people/enrol.js'
import { holderColumns } from '../../client/app/people/holders-csv.js'
import { moveDue } from '../../client/app/people/move-due.js'
import { postsHeld } from '../../client/app/people/posts-held.js'
import { viewsOf } from '../../client/app/views/views.js'
import { peopleRoutes } from '../../client/web/people-routes.js'
import { housekeepingId } from '../../domain/process/ids.js'
import { smallCity } from '../support/bundles.js'
import { type Rig, rigFor } from '../support/rig.js'
import { moveTo, until } from '../workflows/move-clock.js'

let rig: Rig
let denied: string[] = []
let logged: unknown[] = []
const office = 'office@minato.example'
let who = office

const visitor = async () => {
  const person = await rig.db.person.findUniqueOrThrow({ where: { email: who } })
  return {
    sessionId: 's',
    personId: person.id,
    name: person.name,
    email: who,
    secondFactor: true,
    hasSecondFactor: true,
    posts: await postsHeld(rig.db, person.id),
  }
}
const web = (connections = rig.connections) =>
  new Hono()
    .use(async (c, next) => {
      c.set('visitor', await visitor())
      await next()
    })
    .route(
      '/',
      peopleRoutes({
        connections,
        app: rig.app,
        views: viewsOf(rig.db),
        deny: async (_, path) => void denied.push(path),
        log: { error: (...words: unknown[]) => void logged.push(words) },
      }),
    )

async function get(path: string) {
  const response = await web().request(`/${rig.city}/people${path}`)
  return { status: response.status, text: await response.text() }
}

async function post(path: string, fields: Record<string, string>, key: string = randomUUID()) {
  const response = await web().request(`/${rig.city}/people${path}`, { method: 'POST', body: new URLSearchParams({ key, ...fields }) })
  return { status: response.status, text: await response.text() }
}

/** As Japanese spreadsheets save it: Shift_JIS, found by reading every pair of bytes. */
function asSpreadsheet(text: string): Uint8Array<ArrayBuffer> {
  const decoder = new TextDecoder('shift_jis')
  const pairs = new Map<string, number[]>()
  for (let first = 0x81; first <= 0xfc; first += 1)
    for (let second = 0x40; second <= 0xfc; second += 1) pairs.set(decoder.decode(new Uint8Array([first, second])), [first, second])
  return new Uint8Array([...text].flatMap((letter) => (letter <= '~' ? [letter.charCodeAt(0)] : (pairs.get(letter) ?? []))))
}

async function upload(content: string | Uint8Array<ArrayBuffer>) {
  const body = new FormData()
  body.set('file', new File([content], 'holders.csv'))
  const response = await web().request(`/${rig.city}/people/import`, { method: 'POST', body })
  return { status: response.status, text: await response.text() }
}

const person = async (email: string, name: string, postKey: string) => {
  const { id } = await rig.db.person.create({ data: { id: randomUUID(), name, email, createdAt: new Date(), updatedAt: new Date() } })
  await rig.db.holding.create({
    data: { id: randomUUID(), postId: `${rig.city}/${postKey}`, personId: id, from: new Date('2000-04-01'), recordedBy: 'register' },
  })
}

const openAt = (key: string) =>
  rig.db.process.findMany({
    where: { post: `${rig.city}/${key}`, kind: 'assignment', sealed: false, state: { in: ['open', 'returned', 'submitted'] } },
    orderBy: { id: 'asc' },
  })
const holdersOf = async (key: string) =>
  (await rig.db.holding.findMany({ where: { postId: `${rig.city}/${key}` }, orderBy: { from: 'asc' } })).map((one) => [
    one.from.toISOString().slice(0, 10),
    one.until?.toISOString().slice(0, 10) ?? null,
  ])

beforeAll(async () => {
  rig = await rigFor(smallCity())
  await rig.startWorker()
  await rig.startYear()
  const { city, db } = rig
  await db.post.create({
    data: {
      id: `${city}/jinji`,
      city,
      key: 'jinji',
      department: 'seisaku',
      role: 'admin',
      title: '人事係長',
      mailbox: 'jinji@minato.example',
    },
  })
  await person('office@minato.example', '事務 一郎', 'office')
  await person('jinji@minato.example', '人事 花子', 'jinji')
  await person('minato@minato.example', '港 太郎', 'minato-officer')
  await enrolMailboxes(db, city)
  await moveTo(rig, '2022-05-09T02:00:00.000Z')
}, 120_000)
afterAll(() => rig.close())
beforeEach(() => {
  who = office
  denied = []
  logged = []
})

describe('the list', () => {
  test('does not exist for a section, and the attempt is written down', async () => {
    who = 'minato@minato.example'
    for (const path of ['', '/posts/minato-officer', '/import', '/changes', '/holders.csv'])
      expect((await get(path)).status, path).toBe(404)
    expect((await post('/departments', { code: 'x', name: 'x', bureau: 'x' })).status).toBe(404)
    expect(denied).toHaveLength(6)
    expect(await rig.db.department.count({ where: { id: `${rig.city}/x` } })).toBe(0)
  })

  test('shows departments by bureau, posts, holders and open work, and finds by name', async () => {
    const { status, text } = await get('')
    expect(status).toBe(200)
    for (const word of ['総務部', '産業部', '港湾課 担当', '港 太郎', '事務 一郎', '未処理の依頼']) expect(text).toContain(word)
    const found = await get(`?q=${encodeURIComponent('港　太郎')}`)
    expect(found.text).toContain('港湾課 担当')
    expect(found.text).not.toContain('まち課 担当</a>')
  })

  test('takes four statements at most', async () => {
    let statements = 0
    const counted = rig.db.$extends({
      query: {
        $allOperations: ({ args, query }) => {
          statements += 1
          return query(args)
        },
      },
    }) as unknown as Rig['db']
    await listDirectory(counted, rig.city, { asAdmin: true })
    expect(statements).toBeLessThanOrEqual(4)
  })
})

describe('departments and posts', () => {
  test('are added and renamed once, however often the form is sent', async () => {
    const key = randomUUID()
    for (let i = 0; i < 2; i += 1)
      expect((await post('/departments', { code: 'kanko', name: '観光課', bureau: '産業部' }, key)).status).toBe(303)
    expect(
      (
        await post('/posts', {
          code: 'kanko-officer',
          department: 'kanko',
          role: 'officer',
          title: '観光課 担当',
          mailbox: 'Kanko@minato.example',
        })
      ).status,
    ).toBe(303)
    expect((await post('/departments/kanko', { name: 'にぎわい課', bureau: '産業部' })).status).toBe(303)
    expect(await rig.db.post.findUnique({ where: { id: `${rig.city}/kanko-officer` } })).toMatchObject({ mailbox: 'kanko@minato.example' })
    const { text } = await get('/changes')
    for (const word of ['課「観光課」（産業部）を加えます。', '事務 一郎', 'にぎわい課']) expect(text).toContain(word)
    expect(await rig.db.registerChange.count({ where: { kind: 'department-added' } })).toBe(1)
  })

  test('that cannot be are refused in a sentence, and what was typed stays', async () => {
    const { status, text } = await post('/posts', {
      code: 'second-mayor',
      department: 'seisaku',
      role: 'mayor',
      title: '市長その二',
      mailbox: 'm@minato.example',
    })
    expect(status).toBe(400)
    expect(text).toContain('の職は一つだけです。すでに「市長」があります。')
    expect(text).toContain('value="市長その二"')
    expect((await post('/posts/minato-head', { title: '港湾課長', mailbox: 'no address' })).text).toContain(
      'メールアドレスの形になっていません',
    )
  })

  test('of the office keep a mailbox, by the page and by a file: every mail comes from it', async () => {
    const said = '事務局の職には、職のメールを書いてください。'
    const before = await rig.db.post.findUniqueOrThrow({ where: { id: `${rig.city}/office` } })
    const { status, text } = await post('/posts/office', { title: before.title, mailbox: '' })
    expect([status, text.includes(said)]).toEqual([400, true])
    const { key, name, bureau } = await rig.db.department.findUniqueOrThrow({ where: { id: `${rig.city}/${before.department}` } })
    const line = [bureau, key, name, 'office', before.title, 'office', '', '', '', '', '', '']
    expect((await upload(`${holderColumns.join(',')}\n${line.join(',')}\n`)).text).toContain(said)
    expect(await rig.db.post.findUnique({ where: { id: before.id } })).toEqual(before)
  })

  test('of an administrator are not for the office to hold', async () => {
    const refused = await post('/posts/jinji/holdings', { name: '事務 一郎', email: office, kind: 'deputy', from: '2022-05-09', until: '' })
    expect(refused.status).toBe(400)
    expect(refused.text).toContain('変えられるのは、人事の管理の職だけです。')
  })
})

test('who changed what can only be added to', async () => {
  await expect(rig.db.registerChange.deleteMany()).rejects.toThrow(/permission denied/)
  const owner = new pg.Client({ connectionString: rig.database.ownerUrl })
  await owner.connect()
  try {
    await expect(owner.query("UPDATE register_change SET kind = 'x'")).rejects.toThrow('append-only')
  } finally {
    await owner.end()
  }
})

describe('holders', () => {
  const hold = (key: string, name: string, email: string, from: string, more: Record<string, string> = {}) =>
    post(`/posts/${key}/holdings`, { name, email, from, until: '', kind: 'holder', ...more })

  test('change on a day: the one before leaves the day before, and the past stays', async () => {
    expect((await hold('machi-officer', '町 次郎', 'machi2@minato.example', '2022-05-20')).status).toBe(303)
    expect(await holdersOf('machi-officer')).toEqual([
      ['2000-04-01', '2022-05-19'],
      ['2022-05-20', null],
    ])
    const refused = await hold('machi-officer', '町 三郎', 'machi3@minato.example', '2022-05-01')
    expect(refused.text).toContain('過去の就任は変えられません。')
    expect(refused.text).toContain('value="町 三郎"')
    expect(await rig.db.person.count({ where: { email: 'machi3@minato.example' } })).toBe(0)
  })

  test('that are over cannot be changed', async () => {
    const { id } = await rig.db.holding.create({
      data: {
        id: randomUUID(),
        postId: `${rig.city}/mayor`,
        personId: (await rig.db.person.findUniqueOrThrow({ where: { email: 'minato@minato.example' } })).id,
        kind: 'deputy',
        from: new Date('2021-04-01'),
        until: new Date('2022-03-31'),
        recordedBy: 'register',
      },
    })
    expect((await post(`/posts/mayor/holdings/${id}/end`, { until: '2022-06-30' })).text).toContain('過去の就任は変えられません。')
  })

  test('under another name need a word that the name has changed', async () => {
    expect((await hold('minato-head', '港 別人', 'minato@minato.example', '2022-06-01', { kind: 'deputy' })).text).toContain(
      '「港 太郎」の名前で登録されています',
    )
    expect((await hold('minato-head', '岸 太郎', 'minato@minato.example', '2022-06-01', { kind: 'deputy', renamed: 'yes' })).status).toBe(
      303,
    )
    expect((await rig.db.person.findUniqueOrThrow({ where: { email: 'minato@minato.example' } })).name).toBe('岸 太郎')
  })

  test('known in another city only are neither named nor renamed nor appointed here', async () => {
    const far = await rig.db.person.create({
      data: { id: randomUUID(), name: '遠山 市子', email: 'toi@momiji.example', createdAt: new Date(), updatedAt: new Date() },
    })
    await rig.db.holding.create({
      data: { id: randomUUID(), postId: 'momiji/office', personId: far.id, from: new Date('2000-04-01'), recordedBy: 'register' },
    })
    for (const [name, more] of [
      ['港 別人', {}],
      ['港 別人', { renamed: 'yes' }],
      ['遠山 市子', {}],
    ] as const) {
      const refused = await hold('minato-head', name, far.email, '2022-06-01', { kind: 'deputy', ...more })
      expect([refused.status, refused.text.includes('このメールアドレスは使えません。システムの管理者に知らせてください。')]).toEqual([
        400,
        true,
      ])
      if (name !== far.name) expect(refused.text).not.toContain(far.name)
    }
    await rig.db.holding.create({
      data: {
        id: randomUUID(),
        postId: `${rig.city}/mayor`,
        personId: far.id,
        kind: 'deputy',
        from: new Date('2000-04-01'),
        recordedBy: 'register',
      },
    })
    const renaming = await hold('minato-head', '港 別人', far.email, '2022-06-01', { kind: 'deputy', renamed: 'yes' })
    expect([renaming.status, renaming.text.includes('ここでは氏名を変えられません。')]).toEqual([400, true])
    expect(await rig.db.person.findUniqueOrThrow({ where: { id: far.id } })).toMatchObject({ name: '遠山 市子' })
  })

  test('who lost their device: the administrator takes the registration away on the post’s page, once, and nobody else sees it', async () => {
    const words = '確認アプリの登録を取り消す（端末をなくしたとき）'
    const { id } = await rig.db.person.findUniqueOrThrow({ where: { email: office } })
    const page = async () => (await get('/posts/office')).text
    who = 'jinji@minato.example'
    expect(await page()).not.toContain(words)
    await rig.db.person.update({ where: { id }, data: { twoFactorEnabled: true } })
    await rig.db.twoFactor.create({ data: { id: randomUUID(), secret: 'x', backupCodes: 'x', userId: id } })
    who = office
    expect(await page()).not.toContain(words)
    expect((await post('/posts/office/second-factor', { person: id })).text).toContain('取り消せるのは、人事の管理の職だけです。')
    who = 'jinji@minato.example'
    const form = await page()
    for (const told of [words, '全てのサインインが終わり', `name="person" value="${id}"`]) expect(form).toContain(told)
    const key = randomUUID()
    const again = async () =>
      web().request(`/${rig.city}/people/posts/office/second-factor`, { method: 'POST', body: new URLSearchParams({ key, person: id }) })
    for (let i = 0; i < 2; i += 1) {
      const done = await again()
      expect([done.status, done.headers.get('location')]).toEqual([303, `/${rig.city}/people/posts/office?done=second-factor`])
    }
    expect((await get('/posts/office?done=second-factor')).text).toContain('確認アプリの登録を取り消しました。')
    expect(await rig.db.twoFactor.count({ where: { userId: id } })).toBe(0)
    expect((await post('/posts/office/second-factor', { person: id })).text).toContain('確認アプリを登録していません。')
    expect((await get('/changes')).text).toContain('確認アプリの登録を取り消')
  })

  test.each(['hangs', 'fails'])('are answered though what is due by it %s', async (how) => {
    const connections = { ...rig.connections }
    const app = web(connections)
    let asked = false
    const broken = () => {
      asked = true
      return how === 'hangs' ? new Promise(() => {}) : Promise.reject(new Error('no connection'))
    }
    connections.db = new Proxy({}, { get: () => broken }) as Rig['db']
    const body = new URLSearchParams({ key: randomUUID(), title: '港湾課長', mailbox: `${how}@minato.example` })
    const answer = await app.request(`/${rig.city}/people/posts/minato-head`, { method: 'POST', body })
    expect([answer.status, asked]).toEqual([303, true])
    expect(logged).toMatchObject(how === 'hangs' ? [] : [[{ err: { message: 'no connection' }, city: rig.city }, expect.any(String)]])
  })

  test('before the announcement are seen by the administrator alone, and nobody sees whose time will end', async () => {
    expect((await hold('machi-head', '秘 密子', 'himitsu@minato.example', '2022-06-01', { secret: 'yes' })).text).toContain(
      '人事の管理の職だけです。',
    )
    who = 'jinji@minato.example'
    expect((await hold('machi-head', '秘 密子', 'himitsu@minato.example', '2022-06-01', { secret: 'yes' })).status).toBe(303)
    expect((await get('')).text).toContain('秘 密子')
    who = office
    for (const path of ['', '/posts/machi-head', '/changes', '/holders.csv', `?q=${encodeURIComponent('秘')}`])
      expect((await get(path)).text, path).not.toContain('秘 密子')
    expect(await holdersOf('machi-head')).toContainEqual(['2000-04-01', null])
    const { id } = await rig.db.holding.findFirstOrThrow({ where: { announced: false } })
    expect((await post('/announce', { holding: id })).status).toBe(400)
    who = 'jinji@minato.example'
    expect((await post('/announce', { holding: id })).status).toBe(303)
    who = office
    expect((await get('/posts/machi-head')).text).toContain('秘 密子')
    expect(await holdersOf('machi-head')).toContainEqual(['2000-04-01', '2022-05-31'])
  })

  test('missing on a post with open work are a fault in words', async () => {
    const work = await openAt('machi-officer')
    expect(work.length).toBeGreaterThan(0)
    const now = await rig.db.holding.findFirstOrThrow({ where: { postId: `${rig.city}/machi-officer` }, orderBy: { from: 'asc' } })
    await rig.db.holding.update({ where: { id: now.id }, data: { until: new Date('2022-05-01') } })
    expect((await get('')).text).toContain(
      `「まち課 担当」には未処理の依頼が${work.length}件ありますが、今日この職に就いている人がいません`,
    )
    await rig.db.holding.update({ where: { id: now.id }, data: { until: new Date('2022-05-19') } })
    expect((await get('')).text).not.toContain('対応が要るもの')
  })
})

describe('a file of holders', () => {
  const heading = holderColumns.join(',')
  const line = '産業部,minato,港湾課,minato-officer,港湾課 担当,担当,sangyo@minato.example,波 四郎,nami@minato.example,本務,令和4年6月1日,'

  test('with faults names every line and its remedy, and changes nothing', async () => {
    const before = await rig.db.registerChange.count()
    const { status, text } = await upload(
      `${heading}\n${line}\n産業部,minato,港湾課,minato-head,港湾課長,何か,x@minato.example,,,副,2022-13-01,\n`,
    )
    expect(status).toBe(400)
    for (const word of [
      '3行目：役割「何か」はありません。',
      '3行目：種別「副」を読めません。',
      '3行目：「開始日」の「2022-13-01」を日付として読めません。',
    ])
      expect(text).toContain(word)
    expect(text).not.toContain('取り込む（取り消せません）')
    expect(await rig.db.registerChange.count()).toBe(before)
    expect((await upload('課,職\n')).text).toContain('見出しに「局」')
    expect((await upload(new Uint8Array([0x80, 0xff, 0xa0]))).text).toContain('ファイルの文字を読めません。')
  })

  test('is previewed with the work that changes hands, then applied as it was previewed, once', async () => {
    const sjis = asSpreadsheet(`${heading}\r\n${line}\r\n`)
    const preview = await upload(sjis)
    const work = await openAt('minato-officer')
    expect(preview.status).toBe(200)
    expect(preview.text).toContain(
      `「港湾課 担当」の${work.length}件を、令和4年6月1日（水）から「波 四郎」が引き継ぎます（今は「岸 太郎」）`,
    )
    expect(await rig.db.person.count({ where: { email: 'nami@minato.example' } })).toBe(0)
    const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(preview.text)?.[1] ?? ''
    const fields = { hash: field('hash'), file: field('file') }
    expect((await post('/import/apply', { ...fields, hash: 'other' })).text).toContain('確かめた後に一覧が変わりました。')
    const key = field('key')
    for (let i = 0; i < 2; i += 1) expect((await post('/import/apply', fields, key)).status).toBe(303)
    expect(await holdersOf('minato-officer')).toEqual([
      ['2000-04-01', '2022-05-31'],
      ['2022-06-01', null],
    ])
    expect((await upload(sjis)).text).toContain('取り込むものはありません。')
  })

  test('saved from the list says what stands', async () => {
    const { text } = await get('/holders.csv')
    expect((await upload(text)).text).toContain('取り込むものはありません。')
  })
})

describe('when the day comes', () => {
  test('work hangs on the post: it stays when the holder changes, and the new one is told once', async () => {
    await moveTo(rig, '2022-05-20T02:00:00.000Z')
    const before = (await openAt('machi-officer')).map((one) => one.id)
    const first = await moveDue(rig.connections, rig.city, rig.app)
    expect(first.told).toBe(before.length)
    expect((await moveDue(rig.connections, rig.city, rig.app)).told).toBe(0)
    expect((await openAt('machi-officer')).map((one) => one.id)).toEqual(before)
    await moveTo(rig, '2022-05-23T02:00:00.000Z')
    const mail = await until('the handover is sent', async () =>
      rig.db.mail.findFirst({ where: { subject: { startsWith: '【引継ぎ】５月20日付け担当変更' }, state: 'sent' } }),
    )
    expect(mail.mailbox).toBe('sangyo@minato.example')
  })

  test('work goes to the one successor, once, in the name of the office that recorded it', async () => {
    const work = (await openAt('machi-officer')).map((one) => one.id)
    expect(work.length).toBeGreaterThan(0)
    expect((await post('/posts/machi-officer/successors', { to: 'kanko-officer', on: '2022-05-24' })).status).toBe(303)
    expect((await openAt('kanko-officer')).length).toBe(0)
    await moveTo(rig, '2022-05-24T02:00:00.000Z')
    await rig.connections.temporal.schedule.getHandle(housekeepingId(rig.city)).trigger()
    await until('the daily housekeeping has moved it', async () => (await openAt('kanko-officer')).length === work.length)
    expect(await moveDue(rig.connections, rig.city, rig.app)).toMatchObject({ moved: 0 })
    const command = await rig.db.command.findFirstOrThrow({ where: { act: 'reassign', processId: work[0] ?? '' } })
    expect(command).toMatchObject({ actorPost: rig.office, state: 'applied' })
    expect(command.payload).toMatchObject({ reason: '令和4年5月24日（火）付けで「まち課 担当」の仕事を「観光課 担当」が引き継ぐため' })
  })

  test('with several successors the office chooses for each', async () => {
    const [one] = await openAt('kanko-officer')
    for (const to of ['machi-officer', 'minato-officer'])
      expect((await post('/posts/kanko-officer/successors', { to, on: '2022-05-25' })).status, to).toBe(to === 'machi-officer' ? 400 : 303)
    expect((await post('/posts/kanko-officer/successors', { to: 'seisaku-officer', on: '2022-05-25' })).status).toBe(303)
    await moveTo(rig, '2022-05-25T02:00:00.000Z')
    expect(await moveDue(rig.connections, rig.city, rig.app)).toMatchObject({ moved: 0, waiting: (await openAt('kanko-officer')).length })
    expect((await get('')).text).toContain('「観光課 担当」の承継先は2つあります。')
    const { text } = await get('/posts/kanko-officer')
    expect(text).toContain('この依頼を移す（移した先に通知されます）')
    const { id } = await rig.db.postSuccessor.findFirstOrThrow({ where: { toPost: `${rig.city}/seisaku-officer` } })
    expect((await post('/posts/kanko-officer/move', { process: one?.id ?? '', successor: id })).status).toBe(303)
    await until(
      'it has moved',
      async () => (await rig.db.process.findUniqueOrThrow({ where: { id: one?.id ?? '' } })).post === `${rig.city}/seisaku-officer`,
    )
  })
})
