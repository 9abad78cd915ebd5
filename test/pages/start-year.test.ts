import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { releaseMails } from '../../client/app/steering/release-mails.js'
import { viewsOf } from '../../client/app/views/views.js'
import { startYearRoutes } from '../../client/web/start-year-routes.js'
import { planYear } from '../../domain/calendar/plan.js'
import { cycleId } from '../../domain/process/ids.js'
import { smallCity } from '../support/bundles.js'
import { type Rig, rigFor } from '../support/rig.js'
import { moveTo, quiet, until } from '../workflows/move-clock.js'

let rig: Rig
let folder: string
let base: string
let next: string
const denials: string[] = []

beforeAll(async () => {
  rig = await rigFor(smallCity())
  folder = await mkdtemp(join(tmpdir(), 'definitions-'))
  await rig.startWorker()
  await rig.startYear()
  base = `/${rig.city}/start-year`
  next = `${base}/2022`
  await rig.db.person.create({ data: { id: 'p1', name: '山田', email: 'p1@x.example', createdAt: new Date(), updatedAt: new Date() } })
})
afterAll(async () => {
  await rig.close()
  await rm(folder, { recursive: true })
})

/** The pages as somebody sees them who holds a post of this role. */
function pages(role = 'office') {
  const visitor = {
    sessionId: 's',
    personId: 'p1',
    name: '山田',
    email: 'p1@x.example',
    secondFactor: true,
    hasSecondFactor: true,
    posts: [{ id: rig.office, city: rig.city, department: 'seisaku', departmentName: '政策室', role, title: '政策室', as: 'holder' }],
  }
  const outer = new Hono()
  outer.use(async (c, done) => {
    c.set('visitor', visitor as never)
    await done()
  })
  const { connections, app } = rig
  const deny = async (_person: string, path: string) => void denials.push(path)
  return outer.route(
    '/',
    startYearRoutes({ connections, app, views: viewsOf(rig.db), definitions: folder, deny, publicUrl: 'http://127.0.0.1' }),
  )
}

async function get(path: string, role?: string) {
  const response = await pages(role).request(path)
  return { status: response.status, to: response.headers.get('Location'), text: await response.text() }
}

async function post(path: string, fields: Record<string, string | File>) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  const response = await pages().request(path, { method: 'POST', body })
  return { status: response.status, to: response.headers.get('Location'), text: await response.text() }
}

const snapshot = () => `cycle:${rig.cycle}@1`
const revision = async () => String((await rig.db.startDraft.findFirstOrThrow({ where: { city: rig.city } })).revision)
const rowsOf = async () =>
  ((await rig.db.startDraft.findFirstOrThrow({ where: { city: rig.city } })).body as { rows: { key: string; [cell: string]: unknown }[] })
    .rows
const csv = (text: string) => new File([text], '名簿.csv', { type: 'text/csv' })

/** Every field of the register's table as the page has it. */
async function table(changed: Record<string, string | null> = {}): Promise<Record<string, string>> {
  const fields: Record<string, string> = { revision: await revision(), go: 'stay' }
  for (const row of await rowsOf()) {
    fields[`department.${row.key}`] = String(row['department'])
    fields[`form.${row.key}`] = String(row['form'])
    if (row['verified']) fields[`verified.${row.key}`] = 'on'
    if (row['priority']) fields[`priority.${row.key}`] = 'on'
  }
  for (const [name, value] of Object.entries(changed)) {
    if (value === null) delete fields[name]
    else fields[name] = value
  }
  return fields
}

describe('who does not run the year', () => {
  test('finds no such page, and the asking is written down', async () => {
    for (const path of [base, `${next}/register`, `${next}/check`]) {
      expect((await get(path, 'officer')).status).toBe(404)
      expect(denials).toContain(path)
    }
  })
})

describe('the first question', () => {
  test('proposes the year after the last, its definition and its register', async () => {
    const { status, text } = await get(base)
    expect(status).toBe(200)
    expect(text).toContain('value="2022"')
    expect(text).toContain(`value="${snapshot()}" checked`)
    expect(text).toContain('港まち振興計画の点検（r3版）')
  })

  test('offers a file of the city that says something else, and tells what is wrong with one that cannot be used', async () => {
    const changed = { ...rig.definition, edition: 'r4', name: '港まちの点検（改）' }
    await writeFile(join(folder, `${changed.id}@r4.yaml`), stringify(changed))
    await writeFile(join(folder, `${changed.id}@r3.yaml`), stringify(rig.definition))
    await writeFile(join(folder, 'broken.yaml'), `junkan: definition/1\ncity: {id: ${rig.city}, name: みなと市}\n`)
    await writeFile(join(folder, 'other.yaml'), stringify(smallCity().definition))
    const { text } = await get(base)
    expect(text).toContain('港まちの点検（改）（r4版）')
    expect(text).toMatch(/value="file:broken.yaml"[^>]*disabled/)
    expect(text).toContain('broken.yaml:1')
    expect(text.match(/name="definition"/g)).toHaveLength(3)
  })

  test('refuses a year that has begun, and one that cannot be read', async () => {
    const begun = await post(base, { year: '令和3', definition: snapshot(), source: 'last' })
    expect(begun.status).toBe(400)
    expect(begun.text).toContain('令和3年度はすでに始まっています。')
    expect(begun.text).toContain('href="#year"')
    expect((await post(base, { year: '来年', definition: snapshot() })).text).toContain('年度を読めません。')
    expect((await post(base, { year: '2202', definition: snapshot() })).text).toContain('離れすぎています')
    expect(await rig.db.startDraft.count()).toBe(0)
  })

  test('leads to the register of last year', async () => {
    expect((await get(`${next}/register`)).to).toBe(base)
    const { status, to } = await post(base, { year: '令和４年度', definition: snapshot(), source: 'last' })
    expect([status, to]).toEqual([303, `${next}/register`])
    const { text } = await get(`${next}/register`)
    for (const { name } of rig.bundle.programmes) expect(text).toContain(name)
    expect(text).toContain('令和3年度（2021年度）の名簿を引き継いでいます。')
    expect((await get(base)).text).toContain('令和4年度（2022年度）の準備を続ける')
  })
})

describe('the register', () => {
  test('keeps what changes each year', async () => {
    const saved = await post(
      `${next}/register`,
      await table({ 'verified.ferry': 'on', 'priority.crane': null, 'department.lights': 'minato' }),
    )
    expect(saved.to).toBe(`${next}/register?saved=yes`)
    const rows = await rowsOf()
    expect(rows.find(({ key }) => key === 'ferry')).toMatchObject({ verified: true })
    expect(rows.find(({ key }) => key === 'crane')).toMatchObject({ priority: false, verified: true })
    expect(rows.find(({ key }) => key === 'crane')?.['components']).toHaveLength(2)
    expect(rows.find(({ key }) => key === 'lights')).toMatchObject({ department: 'minato' })
  })

  test('says so when another window has saved first, and shows what was typed', async () => {
    const stale = { ...(await table({ 'verified.seamen': 'on' })) }
    await post(`${next}/register`, await table({ 'priority.market': 'on' }))
    const { status, text } = await post(`${next}/register`, stale)
    expect(status).toBe(409)
    expect(text).toContain('別の画面で先に保存されました（山田）。')
    expect(text).toMatch(/name="verified.seamen"[^>]*checked/)
    expect((await rowsOf()).find(({ key }) => key === 'seamen')).toMatchObject({ verified: false })
    expect((await rowsOf()).find(({ key }) => key === 'market')).toMatchObject({ priority: true })
  })

  test('takes a new programme, when nothing is wrong with it', async () => {
    const typed = {
      revision: await revision(),
      key: 'Crane',
      name: '港の防災',
      kind: 'programme',
      article: '',
      department: 'minato',
      form: 'card',
    }
    const refused = await post(`${next}/register/add`, typed)
    expect(refused.status).toBe(400)
    expect(refused.text).toContain('href="#key"')
    expect(refused.text).toContain('href="#article"')
    expect(refused.text).toContain('value="港の防災"')
    const unknown = await post(`${next}/register/add`, { ...typed, key: 'bosai', article: '3', continues: 'lamps' })
    expect(unknown.text).toContain('「lamps」は前年度の名簿にありません。')
    expect(unknown.text).toContain('href="#continues"')
    const added = await post(`${next}/register/add`, { ...typed, key: 'bosai', article: '3', continues: 'Lights' })
    expect(added.status).toBe(303)
    expect((await rowsOf()).map(({ key }) => key)).toEqual(['crane', 'seamen', 'bosai', 'market', 'lights', 'ferry'])
  })

  test('lets a programme go only with a reason, and takes it back', async () => {
    const drop = async (reason: string) => post(`${next}/register/programme/lights/drop`, { revision: await revision(), reason })
    expect((await drop(' ')).text).toContain('外す理由を書いてください。')
    expect((await drop('事業の終了')).status).toBe(303)
    expect((await get(`${next}/register`)).text).toContain('港の灯り（lights）　理由：事業の終了')
    await post(`${next}/register/restore`, { revision: await revision(), key: 'lights' })
    expect((await rowsOf()).map(({ key }) => key)).toContain('lights')
    await drop('事業の終了')
    expect((await rowsOf()).map(({ key }) => key)).not.toContain('lights')
  })

  test('goes out as a file and comes back with its differences shown before anything is taken over', async () => {
    const out = await get(`${next}/register.csv`)
    expect(out.text).toContain('荷役設備の更新')
    const changed = out.text
      .replace('渡し船の運行', '渡し船の運行と案内')
      .replace(/^seamen.*\r\n/m, '')
      .replace(/^(crane,.*),,\r$/m, '$1,seamen,\r')
    const sent = await post(`${next}/file`, { revision: await revision(), file: csv(changed) })
    expect(sent.to).toBe(`${next}/file/preview`)
    const preview = await get(sent.to ?? '')
    expect(preview.text).toContain('渡し船の運行と案内')
    expect(preview.text).toContain('外れる施策（2件）')
    expect((await rowsOf()).map(({ key }) => key)).toContain('seamen')
    expect(preview.text).toContain('<li>改称：港の灯り（lights） → 港の防災（bosai）</li>')
    expect(preview.text).toContain('<li>統合：荷役設備の更新（crane）、船員の確保（seamen） → 荷役設備の更新（crane）</li>')
    expect(preview.text).toContain('name="reason.seamen" value="統合：荷役設備の更新（crane）へ"')
    const without = await post(`${next}/file/preview`, { revision: await revision(), go: 'take', 'reason.lights': '終了' })
    expect(without.text).toContain('船員の確保：外す理由を書いてください。')
    const taken = { revision: await revision(), go: 'take', 'reason.lights': '事業の終了', 'reason.seamen': '荷役設備の更新に統合' }
    expect((await post(`${next}/file/preview`, taken)).status).toBe(303)
    const rows = await rowsOf()
    expect(rows.map(({ key }) => key)).toEqual(['crane', 'bosai', 'market', 'ferry'])
    expect(rows.find(({ key }) => key === 'ferry')).toMatchObject({ name: '渡し船の運行と案内', verified: true })
  })

  test('comes as a workbook, too: its first sheet is read as the table it is, and its differences are shown', async () => {
    const out = await get(`${next}/register.csv`)
    const book = new ExcelJS.Workbook()
    const sheet = book.addWorksheet('名簿')
    for (const line of out.text.replace('\uFEFF', '').replace('荷役設備の更新', '荷役設備の更新（第二期）').trim().split('\r\n'))
      sheet.addRow(line.split(',').map((cell) => (/^\d+$/.test(cell) ? Number(cell) : cell)))
    const file = new File([new Uint8Array(await book.xlsx.writeBuffer())], '名簿.xlsx')
    const sent = await post(`${next}/file`, { revision: await revision(), file })
    expect(sent.to).toBe(`${next}/file/preview`)
    expect((await get(sent.to ?? '')).text).toContain('荷役設備の更新（第二期）')
    await post(`${next}/file/preview`, { revision: await revision(), go: 'leave' })

    const broken = new File([Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(2_000, 7)])], '名簿.xlsx')
    const refused = await post(`${next}/file`, { revision: await revision(), file: broken })
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('Excel')])
  })

  test('does not take a file with faults: all are told with their lines', async () => {
    const before = await rowsOf()
    const text =
      '番号,種別,条,施策名,所管課,検証対象,重点,様式,一体的に実施,前年度の事業（キー）,備考\ncrane,施策,99,荷役,港湾課,はい,,card,,hoist,\nx,施策,3,,ない課,はい,,card,,,\n'
    const { status, text: page } = await post(`${next}/file`, { revision: await revision(), file: csv(text) })
    expect(status).toBe(400)
    expect(page).toContain('何も変えていません。')
    expect(page).toContain('ない課')
    const again = text.replace('ない課', '港湾課')
    expect((await post(`${next}/file`, { revision: await revision(), file: csv(again) })).text).toContain('取り込めません（3か所）')
    expect(await rowsOf()).toEqual(before)
  })
})

/** What the button of the check page sends. */
const basisOn = (text: string): string => /name="basis" value="([0-9a-f]+)"/.exec(text)?.[1] ?? ''

describe('the check', () => {
  test('tells all faults with links, and offers no button until they are mended', async () => {
    await post(`${next}/register`, await table({ 'department.ferry': 'gone' }))
    await rig.db.post.update({ where: { id: `${rig.city}/mayor` }, data: { role: 'retired' } })
    const { text } = await get(`${next}/check`)
    expect(text).toContain('このままでは始められません（2件）')
    expect(text).toContain(`href="${next}/register/programme/ferry"`)
    expect(text).toContain('役割「mayor」の職が0件あります。')
    expect(text).not.toContain('name="basis"')
    await rig.db.post.update({ where: { id: `${rig.city}/mayor` }, data: { role: 'mayor' } })
    await post(`${next}/register`, await table({ 'department.ferry': 'seisaku' }))
  })

  test('shows the dates with their reasons, who answers for what, and the first mails', async () => {
    const { text } = await get(`${next}/check`)
    for (const { name } of rig.definition.steps) expect(text).toContain(name)
    expect(text).toContain('令和5年5月9日（火）10時')
    expect(text).toContain('港湾課 担当')
    expect(text).toContain('令和5年5月10日（水）10時')
    expect(text).toContain('【照会】')
    expect(text).toContain('就いている人が登録されていない職が5あります（')
    expect(text).toContain(`href="/${rig.city}/people"`)
    expect(text).toContain('取り消せません')
    expect(text).toContain('令和4年度を始める</button>')
  })

  test('marks the dates of a year that lie in the past', async () => {
    await post(base, { year: '2020', definition: snapshot(), source: 'last' })
    const { text } = await get(`${base}/2020/check`)
    expect(text).toContain('点検票の提出：期限がすでに過ぎています。')
    expect(text).toContain('名簿に施策が一つもありません。')
    await rig.db.startDraft.delete({ where: { city_fiscalYear: { city: rig.city, fiscalYear: 2020 } } })
  })
})

describe('the button', () => {
  const second = () => cycleId(rig.city, rig.definition.id, 2022)
  const home = () => `/${rig.city}/${rig.definition.id}/2022`
  let previews: { at: string; mailbox: string; subject: string; text: string }[] = []

  test('does nothing when what was looked at has changed since', async () => {
    const basis = basisOn((await get(`${next}/check`)).text)
    await post(`${next}/register`, await table({ 'priority.ferry': 'on' }))
    const { status, text } = await post(`${next}/start`, { basis })
    expect(status).toBe(409)
    expect(text).toContain('変わりました。もう一度点検してください。')
    expect(await rig.db.process.count({ where: { id: second() } })).toBe(0)
  })

  test('pressed twice starts the year once, beside the one that runs, and leads to its page', async () => {
    const { text } = await get(`${next}/check`)
    previews = [
      ...text.matchAll(/<dd>[^<]*）([\w.@-]+)<\/dd><dt>件名<\/dt><dd>([^<]*)<\/dd>[\s\S]*?<pre class="letter">([\s\S]*?)<\/pre>/g),
    ].map(([, mailbox, subject, letter]) => ({ at: '', mailbox: mailbox ?? '', subject: subject ?? '', text: letter ?? '' }))
    expect(previews.length).toBeGreaterThan(0)
    const pressed = await Promise.all([1, 2].map(() => post(`${next}/start`, { basis: basisOn(text) })))
    expect(pressed.map(({ status }) => status)).toEqual([303, 303])
    expect(pressed.map(({ to }) => to?.replace(/=.*/, ''))).toEqual([`${home()}?started`, `${home()}?started`])
    expect(pressed.map(({ to }) => to).filter((to) => to?.endsWith('=new'))).toHaveLength(1)
    expect((await post(`${next}/start`, { basis: basisOn(text) })).to).toBe(`${home()}?started=already`)
    expect(await rig.db.process.count({ where: { id: second() } })).toBe(1)
    expect(await rig.db.trail.count({ where: { cycleId: second(), kind: 'started' } })).toBe(1)
    expect(await rig.db.startDraft.count()).toBe(0)
  })

  test('writes the register as it was prepared, and why programmes were left out', async () => {
    const programmes = await rig.db.programme.findMany({ where: { cycleId: second() }, orderBy: { position: 'asc' } })
    expect(programmes.map(({ key }) => key)).toEqual(['crane', 'bosai', 'market', 'ferry'])
    expect(programmes.map(({ formerly }) => formerly)).toEqual([
      [{ fiscalYear: 2021, key: 'seamen', how: 'merged' }],
      [{ fiscalYear: 2021, key: 'lights', how: 'renamed' }],
      [],
      [],
    ])
    expect(await rig.db.programme.count({ where: { cycleId: rig.cycle } })).toBe(5)
    const { body } = await rig.db.trail.findFirstOrThrow({ where: { cycleId: second(), kind: 'started' } })
    expect(JSON.parse(body).dropped.map((one: { key: string; reason: string }) => [one.key, one.reason])).toEqual([
      ['seamen', '荷役設備の更新に統合'],
      ['lights', '事業の終了'],
    ])
  })

  test('gives the second year dates of its own, and both years stand on the first page', async () => {
    const plan = planYear(rig.definition, 2022)
    const steps = await rig.db.process.findMany({ where: { parentId: second(), kind: 'step' } })
    expect(Object.fromEntries(steps.map((step) => [step.stepKey, [step.opensAt?.toISOString(), step.dueAt?.toISOString()]]))).toEqual(
      Object.fromEntries(Object.entries(plan).map(([key, { opensAt, dueAt }]) => [key, [opensAt, dueAt]])),
    )
    const { current } = await viewsOf(rig.db).currentYears([rig.city])
    expect(current.map(({ fiscalYear, state }) => [fiscalYear, state])).toEqual([
      [2022, 'running'],
      [2021, 'running'],
    ])
    await until('both run', async () => (await rig.db.process.count({ where: { stepKey: 'cards', kind: 'step', state: 'waiting' } })) === 2)
  })

  test('sends the mails that were shown, word for word', async () => {
    // The running year goes on until the second one's first step opens by itself; then the office lets its mails leave.
    await rig.play(planYear(rig.definition, 2022)['cards']?.opensAt ?? '')
    await quiet(rig)
    expect(await rig.db.mail.count({ where: { slot: { gte: new Date('2023-05-01') } } })).toBe(0)
    const release = { id: randomUUID(), cycleId: second(), post: rig.office, person: null, via: 'page' as const }
    expect(await releaseMails(rig.connections, release)).toBeGreaterThan(1)
    const planned = await rig.db.notice.findFirstOrThrow({ where: { cycleId: second(), state: 'planned' }, orderBy: { at: 'asc' } })
    await moveTo(rig, planned.at.toISOString())
    await quiet(rig)
    const sent = await rig.db.mail.findMany({ where: { slot: planned.at } })
    const first = previews.filter(({ mailbox }) => sent.some((mail) => mail.mailbox === mailbox))
    expect(sent.length).toBeGreaterThan(1)
    expect(first.length).toBe(sent.length)
    const plain = (text: string) =>
      text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>')
    for (const mail of sent) {
      const shown = previews.find(({ mailbox }) => mailbox === mail.mailbox)
      expect([plain(shown?.subject ?? ''), plain(shown?.text ?? '')]).toEqual([mail.subject, mail.text])
    }
  }, 120_000)
})
