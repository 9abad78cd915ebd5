import { createHash, randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { fromBufferPromise } from 'yauzl'
import { readPackage } from '../../client/app/review/decision/read-package.js'
import { zipOf } from '../../client/app/review/decision/zip.js'
import { changeSelection } from '../../client/app/review/selecting/change-selection.js'
import { verifyTrail } from '../../client/app/views/verify-trail.js'
import { definition as definitionSchema } from '../../domain/definition/schema.js'
import { packageFiles } from '../../domain/review/decision/package-files.js'
import { canonical } from '../../domain/trail/canonical.js'
import { appendTrail } from '../../prisma/trail.js'
import { smallCity } from '../support/bundles.js'
import { holdLock } from '../support/held-lock.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser, Seen } from '../support/sign-in.js'
import { playUntil, quiet } from '../support/stage.js'

vi.setConfig({ testTimeout: 60_000 })
let rig: Rig
let pages: Pages
let office: Browser
let head: Browser
const home = () => `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}`
const step = () => `${home()}/steps/sign`
const page = () => `${step()}/decision/package`
const sign = () => `${rig.cycle}/sign`

const form = {
  id: 'sign',
  name: '市長決裁',
  fields: [
    { id: 'documentNo', type: 'text', label: '文書番号', printed: false },
    { id: 'draftedOn', type: 'date', label: '起案日', printed: false },
    { id: 'decidedOn', type: 'date', label: '決裁日', required: true },
    { id: 'rank', type: 'choice', label: '決裁区分', printed: false, options: [{ id: 'mayor', label: '市長決裁' }] },
    { id: 'instructions', type: 'bullets', label: '指示事項', printed: false },
  ],
}

beforeAll(async () => {
  const { definition, bundle } = smallCity()
  const forms = definition.forms.map((one) => (one.id === 'sign' ? form : one))
  // who signs oversees the year, too
  const roles = definition.roles.map((role) => (role.id === 'mayor' ? { ...role, id: 'approver' } : role))
  const steps = definition.steps.map((step) =>
    step.id === 'sign' ? { ...step, asks: step.asks.map((ask) => ({ ...ask, to: 'approver' })) } : step,
  )
  const posts = bundle.posts.map((post) => (post.role === 'mayor' ? { ...post, role: 'approver' } : post))
  rig = await rigFor({ definition: definitionSchema.parse({ ...definition, forms, roles, steps }), bundle: { ...bundle, posts } })
  await rig.startWorker()
  await playUntil(rig, ({ steps }) => steps['sign'] === 'open')
  pages = await pagesOf(rig)
  office = await pages.signedIn('seisaku@minato.example')
  head = await pages.signedIn('machi-cho@minato.example')
}, 240_000)
afterAll(() => rig?.close())

const make = (as: Browser = office, key: string = randomUUID()): Promise<Seen> => as.post(page(), { _key: key })
const headers = (as: Browser) => ({ cookie: [...as.jar].map(([name, value]) => `${name}=${value}`).join('; '), origin: 'http://127.0.0.1' })

/** A package as it is downloaded. */
async function downloaded(no: number): Promise<Buffer> {
  const response = await pages.app.request(`${page()}/${no}.zip`, { headers: headers(office) })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-disposition')).toMatch(/^attachment;/)
  return Buffer.from(await response.arrayBuffer())
}

/** Its files by their paths, unpacked by another library than the one that packs. */
async function unpacked(zip: Buffer): Promise<Map<string, string>> {
  const archive = await fromBufferPromise(zip, { lazyEntries: true })
  const files = new Map<string, string>()
  for await (const entry of archive.eachEntry())
    files.set(entry.fileName, (await buffer(await archive.openReadStreamPromise(entry))).toString('utf8'))
  return files
}

const sha = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex')

describe('the package for a decision', () => {
  test('is one ZIP of what is asked, the draft and the hashes, named by the trail with the head it was made at', async () => {
    expect((await office.get(page())).text).toContain('第1号を作る')
    const before = await rig.db.chainHead.findUniqueOrThrow({ where: { cycleId: rig.cycle } })
    const key = randomUUID()
    expect((await make(office, key)).status).toBe(303)
    expect((await make(office, key)).status, 'the button pressed twice').toBe(303)
    expect(await rig.db.document.count({ where: { ownerId: sign(), kind: 'package' } })).toBe(1)

    const zip = await downloaded(1)
    const files = await unpacked(zip)
    const inquiry = files.get('伺い文.txt') ?? ''
    for (const words of ['の公表について（伺い）', '対応のない意見', '前回の起案の資料はありません。', before.hash])
      expect(inquiry).toContain(words)
    const drafts = [...files].filter(([path]) => path.startsWith('報告書（案）/'))
    expect(drafts.length).toBeGreaterThan(2)
    for (const [path, content] of [...drafts, ['伺い文.html', files.get('伺い文.html') ?? ''] as const]) {
      expect(content, path).toContain('<p class="draft">案</p>')
      expect(content, path).toContain('.draft{position:fixed')
    }
    const hashes = (files.get('ハッシュ値一覧.txt') ?? '').split('\n').filter((line) => /^[0-9a-f]{64} {2}/.test(line))
    expect(hashes.length).toBe(files.size - 2)
    for (const line of hashes) expect(sha(files.get(line.slice(66)) ?? ''), line).toBe(line.slice(0, 64))
    const accepted = await rig.db.process.findMany({ where: { cycleId: rig.cycle, acceptedVersion: { not: null } } })
    expect(accepted.length).toBeGreaterThan(4)
    for (const { acceptedVersion } of accepted) expect(files.get('ハッシュ値一覧.txt')).toContain(acceptedVersion)

    const row = await rig.db.trail.findFirstOrThrow({ where: { cycleId: rig.cycle, kind: 'package-made' } })
    expect(JSON.parse(row.body)).toMatchObject({ package: 1, content: sha(zip), headNo: before.no, headHash: before.hash, process: sign() })
    expect(await verifyTrail(rig.db, rig.cycle)).toMatchObject({
      faults: [],
      packages: [{ step: sign(), package: 1, head: { no: before.no, hash: before.hash } }],
    })
  })

  test('is the same bytes of the same inputs, whenever it is packed', async () => {
    const build = () =>
      rig.db.$transaction(async (tx) => {
        const now = new Date('2022-07-01T01:00:00.000Z')
        return packageFiles(await readPackage(tx, { cycleId: rig.cycle, stepKey: 'sign', now }))
      })
    const pack = async () => zipOf((await build()).map(({ path, content }) => ({ path, bytes: Buffer.from(content) })))
    const [one, two] = [await pack(), await pack()]
    expect(sha(Buffer.from(one))).toBe(sha(Buffer.from(two)))
  })

  test('says which sheets are others than in the one before, and in which words', async () => {
    expect((await office.get(page())).text).toContain('いま受理されている内容')
    const id = `${rig.cycle}/cards/crane`
    const { acceptedVersion } = await rig.db.process.findUniqueOrThrow({ where: { id } })
    const version = await rig.db.version.findUniqueOrThrow({ where: { id: acceptedVersion ?? '' } })
    const content = { ...(version.content as object), did: '更新の設計を終えた。' }
    await rig.app.act({
      id: randomUUID(),
      processId: id,
      via: 'page',
      post: rig.office,
      act: 'edit',
      reason: '字句',
      versionId: version.id,
      content,
    })
    await quiet(rig)
    expect((await office.get(page())).text).toContain('1件の内容が変わっています')
    await make()
    const inquiry = (await unpacked(await downloaded(2))).get('伺い文.txt') ?? ''
    expect(inquiry).toMatch(/第1号（.*）からの変更は次のとおりです。\n.*（点検票）：変更\n.*行ったこと：「.*」→「更新の設計を終えた。」/)
    expect((await verifyTrail(rig.db, rig.cycle)).packages.map(({ package: no }) => no)).toEqual([1, 2])
  })

  test('holds up nobody while it is built, shows the year as it stood then, and has a number of its own beside another', async () => {
    const [key, other] = [randomUUID(), randomUUID()]
    const before = await rig.db.chainHead.findUniqueOrThrow({ where: { cycleId: rig.cycle } })
    const building = await holdLock(rig, 'LOCK TABLE picture IN ACCESS EXCLUSIVE MODE', [])
    const pressed = [make(office, key), make(office, key), make(office, other)]
    await building.waitedForBy(3)
    const about = { cycleId: rig.cycle, post: rig.office, person: null, reason: '審議会の希望' }
    const change = { ...about, id: randomUUID(), add: [], drop: [], wish: ['market'], unwish: [] }
    await changeSelection(rig.connections, change).finally(() => building.release())
    for (const { status } of await Promise.all(pressed)) expect(status).toBe(303)
    const rows = await rig.db.trail.findMany({ where: { cycleId: rig.cycle, no: { gt: before.no } }, orderBy: { no: 'asc' } })
    expect(rows.map(({ kind }) => kind)).toEqual(['selection-changed', 'package-made', 'package-made'])
    const [wished, first, second] = rows.map(({ no, hash, body }) => ({ no, hash, told: JSON.parse(body) }))
    expect(first?.told).toMatchObject({ package: 3, headNo: before.no, headHash: before.hash })
    expect(second?.told).toMatchObject({ package: 4, headNo: first?.no, headHash: first?.hash })
    expect(wished?.no).toBe(before.no + 1)
    expect((await unpacked(await downloaded(4))).get('伺い文.txt')).toContain('第3号（')
    expect((await verifyTrail(rig.db, rig.cycle)).faults).toEqual([])
  })

  test('is made by the office alone, and seen by those who oversee the year', async () => {
    expect((await make(head)).status).toBe(404)
    expect((await head.get(page())).status).toBe(404)
    expect((await head.get(`${page()}/1.zip`)).status).toBe(404)
    expect((await office.get(`${home()}/steps/cards/decision/package`)).status).toBe(404)
    expect((await office.get(`${page()}/9.zip`)).status).toBe(404)
    expect(await rig.db.document.count({ where: { ownerId: sign(), kind: 'package' } })).toBe(4)
  })
})

describe('the record of a decision', () => {
  const cover = async (as: Browser, bytes: string, name: string) => {
    const body = new FormData()
    body.append('cover', new File([bytes], name))
    const response = await pages.app.request(`${step()}/decision/cover`, { method: 'POST', headers: headers(as), body })
    return { status: response.status, text: await response.text() }
  }

  test('takes a cover that is a PDF or a picture, keeps it as it is and gives it to those who oversee alone', async () => {
    const pdf = '%PDF-1.7\n鑑\n'
    expect((await cover(office, pdf, '鑑.pdf')).status).toBe(303)
    const refused = await cover(office, 'kein PDF', '鑑.pdf')
    expect(refused.text, 'at the top, with the way to the field').toMatch(/error-summary(?:(?!<\/div>).)*href="#cover"/)
    expect((await office.get(`${step()}/decision/cover`)).status, 'loaded again').toBe(303)
    expect(refused.text).toContain('名前の末尾が表す種類のものではありません')
    expect((await cover(office, 'メモ', '鑑.txt')).text).toContain('鑑はPDFか写真（JPEG・PNG）で付けてください。')
    expect((await cover(office, '', '鑑.pdf')).text).toContain('ファイルが選ばれていないか、空です。')
    expect((await cover(head, pdf, '鑑.pdf')).status).toBe(404)
    expect(await rig.db.document.count({ where: { ownerId: sign(), kind: 'cover' } })).toBe(1)
    const { text } = await office.get(step())
    expect(text).toContain(sha(pdf))
    const path = /href="([^"]*\/cover\/[^"]*)"/.exec(text)?.[1] ?? ''
    const file = await pages.app.request(path, { headers: headers(office) })
    expect(await file.text()).toBe(pdf)
    expect(file.headers.get('content-disposition')).toMatch(/^attachment;/)
    expect(file.headers.get('x-content-type-options')).toBe('nosniff')
    expect((await head.get(path)).status).toBe(404)
    const row = await rig.db.trail.findFirstOrThrow({ where: { cycleId: rig.cycle, kind: 'cover-attached' } })
    expect(JSON.parse(row.body)).toMatchObject({ content: sha(pdf), process: sign() })
  })

  test('that is being written says which dates do not go together, and which is none, before anything is handed in', async () => {
    const mayor = await pages.signedIn('hisho@minato.example')
    const sheet = `${home()}/assignments/sign/sign/sheet`
    const save = (revision: string, dates: Record<string, string>) =>
      mayor.post(sheet, { _do: 'save', _key: randomUUID(), _revision: revision, _base: '', ...dates })
    expect((await save('0', { draftedOn: '2022-06-20', decidedOn: '2022-05-20' })).status).toBe(303)
    expect((await mayor.get(sheet)).text).toContain('決裁日（令和4年5月20日（金））が、起案日（令和4年6月20日（月））より前の日付です。')
    expect((await save('1', { draftedOn: '', decidedOn: 'あした' })).status).toBe(303)
    expect((await mayor.get(sheet)).text).toContain('「決裁日」は「あした」と書かれており、日付として読めません。')
  })

  test('declared before its draft and before what it decides on is kept, and marked on the step, the year and the trail', async () => {
    const content = {
      documentNo: '3港政第45号',
      draftedOn: '2022-06-20',
      decidedOn: '2022-05-20',
      rank: 'mayor',
      instructions: ['図を入れる', '題を直す'],
    }
    const post = (await rig.db.process.findUniqueOrThrow({ where: { id: `${sign()}/sign` } })).post ?? ''
    const times = { createdAt: new Date(), updatedAt: new Date() }
    const who = { id: randomUUID(), name: '副市長', email: `${randomUUID()}@minato.example`, ...times }
    const deputy = await rig.db.person.create({ data: who })
    const held = { postId: post, personId: deputy.id, kind: 'deputy', from: new Date('2022-05-01'), recordedBy: 'register' }
    await rig.db.holding.create({ data: { id: randomUUID(), ...held } })
    const act = { processId: `${sign()}/sign`, via: 'page' as const, post, person: deputy.id, act: 'submit', content }
    const sent = await rig.app.act({ id: randomUUID(), ...act })
    expect(sent.state).toBe('applied')
    await quiet(rig)
    const early = '決裁日（令和4年5月20日（金））が、起案日（令和4年6月20日（月））より前の日付です。'
    const { text } = await office.get(step())
    for (const words of [
      '3港政第45号',
      '市長決裁',
      '【日付の注意】',
      early,
      '決裁日（令和4年5月20日（金））の後に受理された内容があります',
    ])
      expect(text).toContain(words)
    expect((await office.get(home())).text).toContain(early)
    const trail = await office.get(`${home()}/trail?process=${encodeURIComponent(`${sign()}/sign`)}`)
    expect(trail.text).toContain(`【注意】${early}`)
  })
})

test('what a deputy decided says so, until the post’s holder has seen it: once, and nobody else', async () => {
  expect((await office.get(step())).text).toContain('代決：代理の人が提出しました。本務の人の後閲は、まだ記録されていません。')
  const { id: version } = await rig.db.version.findFirstOrThrow({ where: { processId: `${sign()}/sign` } })
  const see = (as: Browser) => as.post(`${step()}/decision/seen`, { _key: randomUUID(), version })
  expect((await see(office)).status).toBe(404)
  const mayor = await pages.signedIn('hisho@minato.example')
  expect((await mayor.get(step())).text).toContain('後閲を記録する')
  expect((await see(mayor)).status).toBe(303)
  expect((await mayor.get(step())).text).toMatch(/代決：代理の人が提出しました。本務の人が<time[^>]*>[^<]*<\/time>に後閲しました。/)
  expect((await see(mayor)).text).toContain('この操作はすでに済んでいます。')
  expect(await rig.db.trail.count({ where: { cycleId: rig.cycle, kind: 'decision-seen' } })).toBe(1)
})

describe('points', () => {
  const points = () => `${home()}/review/points`
  const settle = (point: string, form: Record<string, string>, as: Browser = office): Promise<Seen> =>
    as.post(points(), { _key: randomUUID(), point, seen: '0', version: '', reason: '', standing: 'done', ...form })
  const open = async () => Number(/未対応（(\d+)）/.exec((await office.get(points())).text)?.[1])

  test('of the briefing stay open, on the page of the publication too, until the office says what became of each', async () => {
    const { text } = await office.get(points())
    expect(text).toContain('図を入れる')
    expect(text).toContain('市長')
    expect(await open()).toBe(2)
    expect((await office.get(`${home()}/steps/release`)).text).toContain('未対応の指摘が2件あります')
    await make()
    expect((await unpacked(await downloaded(5))).get('伺い文.txt')).toMatch(/対応を決めていない指摘\n　市長決裁：図を入れる\n/)

    const [one = '', two = ''] = [...text.matchAll(/href="[^"]*points\?point=([^"]*)#settle"/g)].map(([, key]) =>
      decodeURIComponent(key ?? ''),
    )
    const early = await rig.db.version.findFirstOrThrow({ where: { cycleId: rig.cycle, form: 'card' }, orderBy: { createdAt: 'asc' } })
    expect((await settle(one, { version: early.id })).text).toContain('指摘より前に提出されたものです')
    expect((await settle(one, {})).text).toContain('どの版で直したかを選ぶか、どう対応したかを書いてください。')
    expect((await settle(two, { standing: 'no-change' })).text).toContain('対応しない理由を書いてください。')
    expect((await settle(`${one}0`, { reason: '直した' })).status).toBe(400)
    expect(await open()).toBe(2)

    const id = `${rig.cycle}/cards/market`
    const { acceptedVersion } = await rig.db.process.findUniqueOrThrow({ where: { id } })
    const version = await rig.db.version.findUniqueOrThrow({ where: { id: acceptedVersion ?? '' } })
    const content = { ...(version.content as object), did: '朝市の図を入れた。' }
    await rig.app.act({
      id: randomUUID(),
      processId: id,
      via: 'page',
      post: rig.office,
      act: 'edit',
      reason: '指摘',
      versionId: version.id,
      content,
    })
    await quiet(rig)
    const mended = await rig.db.version.findFirstOrThrow({ where: { processId: id }, orderBy: { no: 'desc' } })
    expect((await office.get(`${points()}?point=${encodeURIComponent(one)}`)).text).toContain(`<option value="${mended.id}">`)
    expect((await settle(one, { version: mended.id })).status).toBe(303)
    expect((await settle(one, { version: mended.id, reason: '重ねて' })).text, 'somebody else spoke first').toContain('画面を開き直し')
    expect((await settle(two, { standing: 'no-change', reason: '条例の題のため' })).status).toBe(303)
    const after = (await office.get(points())).text
    for (const words of [`第${mended.no}版で直した`, '条例の題のため（', '未対応の指摘はありません。']) expect(after).toContain(words)
    expect((await office.get(`${home()}/steps/release`)).text).toContain('指摘2件は、全て対応が記録されています。')
    const rows = await rig.db.trail.findMany({ where: { cycleId: rig.cycle, kind: 'point-settled' }, orderBy: { no: 'asc' } })
    expect(rows.map(({ body }) => JSON.parse(body).standing)).toEqual(['done', 'no-change'])
    for (const { body } of rows) expect(body).not.toMatch(/図を入れる|題を直す/)
  })

  test('are the office’s to settle, and those who oversee the year see them', async () => {
    expect((await head.get(points())).status).toBe(404)
    expect((await settle('x', {}, head)).status).toBe(404)
  })
})

test('a package whose head never stood in the chain is found when the trail is verified', async () => {
  expect((await verifyTrail(rig.db, rig.cycle)).faults).toEqual([])
  const at = '2022-07-01T01:00:00.000Z'
  const told = { kind: 'package-made', process: sign(), at, command: 'made-up', package: 9, headNo: 1, headHash: 'f'.repeat(64) }
  await rig.db.$transaction((tx) =>
    appendTrail(tx, rig.cycle, [{ key: 'made-up', kind: told.kind, processId: sign(), body: canonical(told) }]),
  )
  const { faults, head: end } = await verifyTrail(rig.db, rig.cycle)
  expect(faults).toEqual([{ no: end.no, fault: 'package' }])
})
