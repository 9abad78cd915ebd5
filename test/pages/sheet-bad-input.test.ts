import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { instantAt } from '../../domain/calendar/instants.js'
import type { Field } from '../../domain/definition/schema.js'
import { buildReport } from '../../domain/publication/build-report.js'
import { reportFiles } from '../../domain/publication/report-files.js'
import { kawasaki2016 } from '../support/bundles.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { recordedReport } from '../support/recorded-report.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser, Seen } from '../support/sign-in.js'

let rig: Rig
let pages: Pages
let office: Browser
let officer: Browser

beforeAll(async () => {
  rig = await rigFor(kawasaki2016())
  await rig.startWorker()
  await rig.play(instantAt('2016-12-05', '09:00'))
  pages = await pagesOf(rig)
  office = await pages.signedIn('kikaku@kawasaki.example')
  officer = await pages.signedIn('shogyo@kawasaki.example')
  const open = await rig.db.process.findMany({
    where: { cycleId: rig.cycle, kind: 'assignment', stepKey: 'sheet-forecast', state: 'open' },
    orderBy: { id: 'asc' },
  })
  const { department } = await rig.db.post.findFirstOrThrow({ where: { mailbox: 'shogyo@kawasaki.example', role: 'officer' } })
  for (const { id, post } of open) (post?.startsWith(`${rig.city}/${department}`) ? own : others).push(id)
}, 240_000)
afterAll(() => rig?.close())

// Sheets nobody has touched: those of the officer's section, and of the others, where the office writes.
const own: string[] = []
const others: string[] = []
const taken = (from: string[]): string => {
  const id = from.shift()
  if (!id) throw new Error('There is no sheet left.')
  return id
}

const assignment = (id: string) => id.replace(rig.cycle, `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}/assignments`)
const sheet = (id: string) => `${assignment(id)}/sheet`
const row = (id: string) => rig.db.process.findUniqueOrThrow({ where: { id } })
const draft = async (id: string) =>
  (await rig.db.draft.findUnique({ where: { processId: id } }))?.content as Record<string, unknown> | undefined
const versions = async (id: string) =>
  (await rig.db.version.findMany({ where: { processId: id }, orderBy: { no: 'asc' } })).map(
    ({ content }) => content as Record<string, unknown>,
  )
const written = (seen: Seen) => seen.text.replace(/<[^>]*>/g, '')

/** What an opened form sends unseen. */
async function opened(browser: Browser, path: string): Promise<Record<string, string>> {
  const { text } = await browser.get(path)
  const names = ['_key', '_turn', '_person', '_revision', '_base']
  return Object.fromEntries(names.flatMap((name) => valueIn(text, name).map((value) => [name, value])))
}
const valueIn = (text: string, name: string): string[] => {
  const [, value] = new RegExp(`name="${name}" value="([^"]*)"`).exec(text) ?? []
  return value === undefined ? [] : [value]
}

async function write(browser: Browser, id: string, entry: Record<string, string>, act = 'submit'): Promise<Seen> {
  return browser.post(sheet(id), { ...(await opened(browser, sheet(id))), ...entry, _do: act, _oral: 'on' })
}

/** The receipt that an answer leads to. */
async function receipt(browser: Browser, seen: Seen): Promise<string> {
  expect([seen.status, written(seen).slice(0, 2_000)]).toEqual([303, expect.anything()])
  return written(await browser.get(seen.location ?? ''))
}

const hostile = '<script>alert("x")</script>\'"><img src=x onerror=alert(1)>'

/** Every text that a field's editor holds, hostile; words that must be one of a few as they are. */
function hostileEntry(field: Field, draftOnly: boolean): [string, string][] {
  const { id } = field
  const rules = rig.definition
  const cells = (...names: string[]): [string, string][] => names.map((name) => [`${id}.${name}`, hostile])
  switch (field.type) {
    case 'text':
    case 'bullets':
    case 'money':
      return [[id, hostile]]
    case 'number':
      return cells('value', 'unit')
    case 'figures':
      return cells('0.label', '0.value', '0.unit')
    case 'indicators':
      return cells('0.name', '0.unit', '0.note', '0.2016.target', '0.2016.actual')
    case 'table':
      return cells('columns.0', '0.0', 'unit')
    case 'date':
      return [[id, draftOnly ? hostile : '2016-12-01']]
    case 'flag':
      return [[id, 'on']]
    case 'choice':
      return [[id, draftOnly ? hostile : (field.options?.[0]?.id ?? '')]]
    case 'opinions':
      return [...cells('0.text', '0.source'), [`${id}.0.kind`, rules.opinionKinds[0]?.id ?? '']]
    case 'actions':
      return [...cells('0.text', '0.timing'), [`${id}.0.category`, rules.responseCategories[0]?.id ?? '']]
    default:
      return []
  }
}

function expectEscaped(seen: Seen): void {
  expect(seen.status).toBeLessThan(500)
  expect(seen.text).not.toMatch(/<script>alert|<img src=x/)
  expect(seen.text).toContain('&lt;script&gt;alert')
}

/** The forms that ask for a text at all. */
const textual = kawasaki2016().definition.forms.filter(({ fields }) =>
  fields.some(({ type }) => !['date', 'flag', 'choice', 'pictures'].includes(type)),
)

describe('a script in every text field', () => {
  test.each(textual.map(({ id, name }) => [name, id]))('of %s comes back as words on every page', async (_, form) => {
    const id = taken(others)
    await rig.db.process.update({ where: { id }, data: { form, round: null } })
    const fields = rig.definition.forms.find((one) => one.id === form)?.fields ?? []
    const entry = (draftOnly: boolean) => Object.fromEntries(fields.flatMap((field) => hostileEntry(field, draftOnly)))
    const wording = fields.find(({ type }) => ['text', 'bullets', 'opinions', 'actions'].includes(type))
    const words = wording?.type === 'text' || wording?.type === 'bullets' ? wording.id : `${wording?.id}.0.text`

    expect((await write(office, id, { ...entry(true), _reason: hostile }, 'save')).status).toBe(303)
    expectEscaped(await office.get(sheet(id)))
    expectEscaped(await write(office, id, { ...entry(true), _reason: '', [hostile]: hostile }, 'attest'))
    const stale = { ...(await opened(office, sheet(id))), _revision: '0', _key: randomUUID() }
    expectEscaped(await office.post(sheet(id), { ...stale, ...entry(false), [words]: `${hostile}（別）`, _do: 'save' }))

    await receipt(office, await write(office, id, entry(false)))
    for (const path of [sheet(id), `${assignment(id)}/versions/1`, `${assignment(id)}/edit`]) expectEscaped(await office.get(path))
    const asShown = { ...(await opened(office, `${assignment(id)}/edit`)), ...entry(false), _consent: hostile }
    const edited = await office.post(`${assignment(id)}/edit`, { ...asShown, [words]: `${hostile}（修正）`, _reason: hostile })
    expect(edited.status).toBe(303)
    for (const path of [edited.location ?? '', `${assignment(id)}/compare?from=1&to=2`]) expectEscaped(await office.get(path))
  })

  test('comes out of the report as words', () => {
    const input = recordedReport()
    const accepted = input.accepted.map((version) => ({ ...version, content: hostileContent(version.content) }))
    for (const { path, content } of reportFiles(buildReport({ ...input, accepted }))) {
      if (path.endsWith('.html')) expect(content, path).not.toMatch(/<script>alert|<img src=x/)
    }
  })
})

/** The same content with its longer texts hostile: short ones are words of the definition. */
function hostileContent(value: unknown): unknown {
  if (typeof value === 'string') return value.length > 12 ? hostile : value
  if (Array.isArray(value)) return value.map(hostileContent)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, hostileContent(one)]))
}

describe('strange texts', () => {
  test('a megabyte in one field is kept in the draft, and handing it in says how long it may be', async () => {
    const id = taken(own)
    const long = '長い文。'.repeat(90_000)
    const saved = await write(officer, id, { plan: long }, 'save')
    expect(saved.status).toBe(303)
    expect(await draft(id)).toEqual({ plan: [long] })
    const refused = await write(officer, id, { plan: long })
    expect(refused.status).toBe(400)
    expect(written(refused)).toContain('2万字以内にしてください。')
    expect(refused.text).toContain(long)
    expect(await versions(id)).toEqual([])
    const again = await officer.get(sheet(id))
    expect(again.text).toContain(long)
    // A page that says the opposite shows both texts and is done in time.
    const stale = { ...(await opened(officer, sheet(id))), _key: randomUUID(), _revision: '0' }
    const conflict = await officer.post(sheet(id), { ...stale, plan: `${long}別`, _do: 'save' })
    expect(conflict.status).toBe(409)
    expect(conflict.text).toContain(`${long}別`)
    expect((await write(officer, id, { plan: '短い文。' }, 'save')).status).toBe(303)
    own.unshift(id)
  })

  test('more than six megabytes are not taken in, in words', async () => {
    const id = own[0] ?? ''
    const { status, text } = await write(officer, id, { plan: '長'.repeat(2_200_000) }, 'save')
    expect([status, text]).toEqual([413, expect.stringContaining('大きすぎます')])
  })

  test('control characters go, and everything that people write stays: emoji, rare kanji, full-width digits', async () => {
    const id = taken(own)
    const plan = '⼈⼿不足\u0000\u0007の対策🏮👩‍👩‍👧\t𠮷野・山﨑・髙橋　１２３件\r\n②　ﾊﾝｶｸ\u200bと葛󠄀'
    const sent = await write(officer, id, { plan, budget: '１２３', 'indicators.0.name': '⼈数', 'indicators.0.2016.target': '１，２３４' })
    await receipt(officer, sent)
    expect(await versions(id)).toEqual([
      expect.objectContaining({
        plan: ['人手不足の対策🏮👩‍👩‍👧\t𠮷野・山﨑・髙橋　１２３件', '②　ﾊﾝｶｸ\u200bと葛󠄀'],
        budget: expect.objectContaining({ value: 123 }),
        indicators: [expect.objectContaining({ name: '人数', values: [expect.objectContaining({ fiscalYear: 2016, target: 1234 })] })],
      }),
    ])
    expect((await officer.get(sheet(id))).text).toContain('人手不足の対策🏮👩‍👩‍👧')
  })

  test('halves of characters and bytes that are no text do not break a page', async () => {
    const id = own[0] ?? ''
    const form = new URLSearchParams({ ...(await opened(officer, sheet(id))), _do: 'save' }).toString()
    const { status } = await raw(officer, sheet(id), `${form}&plan=a%ED%A0%80b%FFc`, 'application/x-www-form-urlencoded')
    expect(status).toBe(303)
    expect(JSON.stringify(await draft(id))).toMatch(/a\ufffd+b\ufffdc/)
  })
})

/** A request whose body is not what a form would send. */
async function raw(browser: Browser, path: string, body: string | FormData, type?: string, origin = 'http://127.0.0.1') {
  const cookie = [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const headers = { cookie, origin, ...(type ? { 'content-type': type } : {}) }
  const response = await pages.app.request(`http://127.0.0.1${path}`, { method: 'POST', headers, body })
  return { status: response.status, text: await response.text() }
}

describe('strange forms', () => {
  test('fifty thousand names, names of JavaScript’s own, and names twice', async () => {
    const id = own[0] ?? ''
    const many = Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`indicators.${at}.name`, 'x']))
    const form = new URLSearchParams({ ...(await opened(officer, sheet(id))), ...many, plan: '計画', _do: 'save' })
    for (const name of ['__proto__', 'constructor', 'toString', 'plan.__proto__.x', 'indicators.__proto__.name']) form.append(name, 'x')
    form.append('plan', '計画、二度目')
    const { status } = await raw(officer, sheet(id), form.toString(), 'application/x-www-form-urlencoded')
    expect(status).toBe(303)
    const kept = await draft(id)
    expect(Object.keys(kept ?? {}).sort()).toEqual(['indicators', 'plan'])
    expect(kept?.['plan']).toEqual(['計画、二度目'])
    expect(kept?.['indicators']).toHaveLength(500)
    expect(({} as { x?: unknown }).x).toBeUndefined()
    expect((await officer.get(sheet(id))).status).toBe(200)
  })

  test('a file where a text is expected, and what is no form', async () => {
    const id = own[0] ?? ''
    const form = new FormData()
    for (const [name, value] of Object.entries(await opened(officer, sheet(id)))) form.append(name, value)
    form.append('plan', new File(['x'], 'plan.txt'))
    form.append('_do', 'save')
    expect((await raw(officer, sheet(id), form)).status).toBe(303)
    for (const type of ['application/json', 'text/plain', 'multipart/form-data', 'multipart/form-data; boundary=x']) {
      const before = await draft(id)
      const { status, text } = await raw(officer, sheet(id), '{"plan":"x"}', type)
      expect([type, status]).toEqual([type, 400])
      expect(text).toContain('送られた内容を読めませんでした。')
      expect(await draft(id)).toEqual(before)
    }
  })

  test('numbers that are none, or too large', async () => {
    const id = own[0] ?? ''
    for (const _revision of ['-1', '1e400', '99999999999', 'NaN', '１']) {
      const form = {
        ...(await opened(officer, sheet(id))),
        _key: randomUUID(),
        _revision,
        _turn: _revision,
        plan: `${_revision}`,
        _do: 'save',
      }
      expect((await officer.post(sheet(id), form)).status).toBe(409)
    }
    for (const path of ['versions/99999999999', 'versions/0', 'compare?from=1&to=999999999']) {
      expect((await office.get(`${assignment(id)}/${path}`)).status).toBe(404)
    }
  })

  test('an address with characters that no record has', async () => {
    const id = own[0] ?? ''
    for (const path of [
      `${assignment(id)}%00/sheet`,
      `${assignment(id)}%00`,
      `${sheet(id)}/receipt/a%00b`,
      `${assignment(id)}?receipt=%00`,
    ]) {
      const { status } = await office.get(path)
      expect([path, [200, 400, 404].includes(status)]).toEqual([path, true])
    }
  })

  test('from another website: refused, and nothing has changed', async () => {
    const id = own[0] ?? ''
    const before = [await draft(id), await rig.db.command.count()]
    const form = new URLSearchParams({ ...(await opened(officer, sheet(id))), plan: '他所から', _do: 'submit', _oral: 'on' }).toString()
    for (const path of [sheet(id), `${sheet(id)}/draft`]) {
      const { status, text } = await raw(officer, path, form, 'application/x-www-form-urlencoded', 'https://evil.example')
      expect(status).toBe(403)
      expect(text).toContain('ほかのサイトから送られた操作のため、受け付けませんでした。')
    }
    expect([await draft(id), await rig.db.command.count()]).toEqual(before)
  })

  test('of a year that does not exist: not there, in words', async () => {
    const path = sheet(own[0] ?? '').replace('/2016/', '/2017/')
    for (const seen of [await officer.get(path), await officer.post(path, { plan: 'x' })]) {
      expect([seen.status, written(seen)]).toEqual([404, expect.stringContaining('この依頼はありません。')])
    }
  })

  test('of another section: not there, and the asking is written down', async () => {
    const path = sheet(others[0] ?? '')
    const { id } = await rig.db.person.findUniqueOrThrow({ where: { email: 'shogyo@kawasaki.example' } })
    const before = await rig.db.denial.count({ where: { personId: id } })
    for (const seen of [
      await officer.get(path),
      await officer.post(path, { plan: 'x' }),
      await officer.post(`${path}/draft`, { plan: 'x' }),
    ])
      expect(seen.status).toBe(404)
    expect(await rig.db.denial.count({ where: { personId: id } })).toBe(before + 3)
    expect(await draft(others[0] ?? '')).toBeUndefined()
  })

  test('with a reason too long to be kept whole: told, not cut', async () => {
    const id = own[0] ?? ''
    const refused = await write(officer, id, { _reason: 'あ'.repeat(2_001) }, 'attest')
    expect([refused.status, written(refused)]).toEqual([400, expect.stringContaining('2000字以内で書いてください（いま2001字です）')])
    expect(refused.text).toContain('あ'.repeat(2_001))
    expect((await row(id)).state).toBe('open')
  })
})

describe('what comes late or twice', () => {
  test('the same form twice at one instant is one receipt', async () => {
    const id = taken(own)
    const form: Record<string, string> = { ...(await opened(officer, sheet(id))), plan: '計画', _do: 'submit', _oral: 'on' }
    const answers = await Promise.all(Array.from({ length: 4 }, () => officer.post(sheet(id), form)))
    expect(new Set(answers.map(({ status, location }) => `${status} ${location}`))).toEqual(
      new Set([`303 ${sheet(id)}/receipt/${form._key}`]),
    )
    expect(await versions(id)).toHaveLength(1)
    // Pressed again after the way back: the same receipt; with other words: shown beside what was handed in, and not lost.
    expect((await officer.post(sheet(id), form)).status).toBe(303)
    const changed = await officer.post(sheet(id), { ...form, plan: '別の計画' })
    expect(changed.status).toBe(409)
    expect(written(changed)).toContain('すでに提出されたか')
    expect(written(changed)).toContain('別の計画')
    expect(await versions(id)).toHaveLength(1)
  })

  test('a page’s own saves are no conflict, a late one changes nothing, and after the handing in none makes a draft', async () => {
    const id = taken(others)
    const form = await opened(office, sheet(id))
    const save = (turn: number, plan: string) => office.post(`${sheet(id)}/draft`, { ...form, _turn: String(turn), plan })
    expect((await save(1, '一')).status).toBe(200)
    expect((await save(3, '三')).status).toBe(200)
    expect(JSON.parse((await save(2, '二')).text)).toMatchObject({ kind: 'older' })
    expect(await draft(id)).toMatchObject({ plan: ['三'] })
    const sent = await office.post(sheet(id), { ...form, _turn: '4', plan: '四', _do: 'submit', _oral: 'on' })
    await receipt(office, sent)
    expect((await save(5, '五')).status).toBe(410)
    expect(await draft(id)).toBeUndefined()

    // Sent back: a page from before that is told so, though the new draft counts from 1 again.
    await office.post(`${assignment(id)}/acts`, { _act: 'return', 'return-reason': '直してください', _key: randomUUID() })
    expect((await row(id)).state).toBe('returned')
    expect((await save(6, '六')).status).toBe(409)
    expect((await write(office, id, { plan: '直した' }, 'save')).status).toBe(303)
    const old = await office.post(sheet(id), { ...form, _revision: '1', _turn: '7', plan: '古い画面', _do: 'save' })
    expect(old.status).toBe(409)
    expect(written(old)).toMatch(/直した[\s\S]*古い画面/)
    expect(await draft(id)).toMatchObject({ plan: ['直した'] })
  })

  test('an older version is neither accepted nor edited any more, in words', async () => {
    const id = taken(others)
    await receipt(office, await write(office, id, { plan: '一版' }))
    const edit = { ...(await opened(office, `${assignment(id)}/edit`)), _reason: '統一' }
    expect((await office.post(`${assignment(id)}/edit`, { ...edit, plan: '二版' })).status).toBe(303)
    const late = await office.post(`${assignment(id)}/edit`, { ...edit, _key: randomUUID(), plan: '二版の別' })
    expect([late.status, written(late)]).toEqual([409, expect.stringContaining('この画面を開いた後に、第2版ができました。')])
    expect(late.text).toContain('二版の別')
    expect(written(late)).toContain('第2版（いまの内容）')
    const accept = await office.post(`${assignment(id)}/acts`, { _act: 'accept', version: `${id}@1`, _key: randomUUID() })
    expect(written(await office.get(accept.location ?? ''))).toContain('別の版が提出されています。')
    expect((await row(id)).state).toBe('submitted')
    expect(await versions(id)).toHaveLength(2)
  })
})
