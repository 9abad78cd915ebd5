import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { amendCycle } from '../../client/app/amend.js'
import { confirmTold } from '../../client/app/review/remarks/confirm-remarks.js'
import { correctRemark, recordRemarks } from '../../client/app/review/remarks/remarks.js'
import type { Definition } from '../../domain/definition/schema.js'
import { snapshotBody } from '../../prisma/snapshots.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { reviewCity } from '../support/review-city.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser } from '../support/sign-in.js'
import { playUntil, quiet } from '../support/stage.js'

let rig: Rig
let pages: Pages
let home: string
let office: Browser
let numbers: number[]

beforeAll(async () => {
  rig = await rigFor(reviewCity())
  await rig.startWorker()
  await playUntil(rig, ({ steps }) => steps['remarks'] === 'open')
  pages = await pagesOf(rig)
  home = `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}/review`
  office = await pages.signedIn('seisaku@minato.example')
  numbers = await recordRemarks(rig.db, {
    id: 'what-was-said-here',
    cycleId: rig.cycle,
    post: rig.office,
    person: null,
    source: 'meeting',
    place: '控え1ページ',
    seat: `${rig.city}/seat-01`,
    remarks: [
      { subject: 'market', text: '出店が減っている。' },
      { subject: 'crane', text: '更新の順番が見えない。' },
    ],
  })
}, 180_000)
afterAll(() => rig?.close())

const confirmed = () => office.get(`${home}/confirmations`)
const told = (form: Record<string, string>, seat = 'seat-01') =>
  office.post(`${home}/confirmations/${seat}`, { _key: 'a-key-of-this-test', ...form })

describe('what a member confirms otherwise than on a page', () => {
  test('is printed for that member, without a name', async () => {
    expect((await confirmed()).text).toContain('委員の発言として記録した 2件のうち、委員が確かめたもの 0件。')
    const { text } = await office.get(`${home}/confirmations/seat-01`)
    for (const words of ['発言の御確認', '点検部会　委員（学識経験者）　様', '出店が減っている。', '□ このとおり'])
      expect(text).toContain(words)
    expect((await office.get(`${home}/confirmations/seat-02`)).text).not.toContain('出店が減っている。')
    expect((await office.get(`${home}/confirmations/office`)).status).toBe(404)
  })

  test('is not entered where words were changed and not ticked: they stay, and nothing is recorded', async () => {
    const [first, second] = numbers
    const form = { way: 'telephone', no: String(second), [`text.${second}`]: '更新の順番が見えない。', [`text.${first}`]: '直した言葉。' }
    const { status, text } = await told({ _key: 'told-half-ticked', ...form })
    expect([status, text.includes(`発言の記録（番号${first}）の文が書き換えられていますが`)]).toEqual([400, true])
    expect(text).toContain('直した言葉。</textarea>')
    expect(text).toMatch(new RegExp(`name="no" value="${second}" checked`))
    expect(await rig.db.remark.count({ where: { cycleId: rig.cycle } })).toBe(2)
  })

  test('is entered by the office as a correction that says how; another seat’s remark is refused', async () => {
    const [first, second] = numbers
    expect((await told({ way: 'telephone' })).text).toContain('委員が確かめた発言を選んでください。')
    const strange = await told({ way: 'telephone', no: String(first), [`text.${first}`]: 'x' }, 'seat-02')
    expect([strange.status, strange.text.includes('この委員の発言として記録されていません。')]).toEqual([400, true])
    expect(
      (await told({ _key: 'told-by-telephone', way: 'telephone', no: String(first), [`text.${first}`]: '出店者が減っている。' })).status,
    ).toBe(303)
    const after = await office.get(`${home}/confirmations/seat-01?done=1`)
    expect(after.text).toContain('発言1件について、委員の確認を記録しました。')
    expect([...after.text.matchAll(/<h2>発言の記録（番号(\d+)）/g)].map(([, number]) => Number(number))).toEqual([first, second])
    const row = await rig.db.remark.findFirst({ where: { replaces: first ?? 0 } })
    expect(row).toMatchObject({
      text: '出店者が減っている。',
      place: '控え1ページ',
      told: 'telephone',
      seat: `${rig.city}/seat-01`,
      byPost: rig.office,
    })
    const { text } = await confirmed()
    expect(text).toContain('委員の発言として記録した 2件のうち、委員が確かめたもの 1件。')
    const late = await told({ _key: 'told-on-paper-late', way: 'paper', no: String(first), [`text.${first}`]: 'x' })
    expect([late.status, late.text.includes('ほかの操作で状態が変わりました。')]).toEqual([400, true])
    expect(second).toBeGreaterThan(first ?? 0)
    const [told1] = await rig.db.trail.findMany({ where: { cycleId: rig.cycle, kind: 'remarks-confirmed' } })
    expect(told1?.body).toContain('電話で確認')
    expect(told1?.body).not.toContain('出店者')
  })

  test('is entered beside a remark of two lines, which a browser sends back with other line ends', async () => {
    const [first, second = 0] = numbers
    const mended = await office.post(`${home}/remarks/${second}`, {
      _key: 'mended-in-two-lines',
      subject: 'crane',
      text: '更新の順番が見えない。\r\n費用も分からない。',
      seat: `${rig.city}/seat-01`,
      place: '控え1ページ',
    })
    expect(mended.status).toBe(303)
    const row = await rig.db.remark.findFirstOrThrow({ where: { replaces: second } })
    expect(row.text).toBe('更新の順番が見えない。\n費用も分からない。')
    const known = await rig.db.remark.findFirstOrThrow({ where: { replaces: first ?? 0 } })
    const form = { no: String(known.no), [`text.${known.no}`]: known.text, [`text.${row.no}`]: row.text.replace('\n', '\r\n') }
    expect((await told({ _key: 'told-beside-two-lines', way: 'paper', ...form })).status).toBe(303)
  })
})

describe('what was typed of a remark that somebody corrected meanwhile', () => {
  test('stays in the box of the row in its place, to be ticked again', async () => {
    const seat = `${rig.city}/seat-03`
    const word = { cycleId: rig.cycle, post: rig.office, person: null }
    const remarks = [{ subject: 'market', text: '朝が早い。' }]
    const [no = 0] = await recordRemarks(rig.db, { ...word, id: 'said-by-a-third-seat', source: 'meeting', seat, remarks })
    const now = await correctRemark(rig.db, {
      ...word,
      id: 'corrected-meanwhile',
      no,
      subject: 'market',
      text: '朝が早すぎる。',
      seat,
      place: '',
    })
    const late = await told({ way: 'paper', no: String(no), [`text.${no}`]: '朝が早くて行けない。' }, 'seat-03')
    expect([late.status, late.text.includes('ほかの操作で状態が変わりました。')]).toEqual([400, true])
    expect(late.text).toMatch(
      new RegExp(`name="no" value="${now}"(?! checked)[\\s\\S]*name="text.${now}"[^>]*>朝が早くて行けない。</textarea>`),
    )
    expect(late.text).toContain('<option value="paper" selected')
    await confirmTold(rig.db, {
      ...word,
      id: 'told-meanwhile-by-phone',
      seat,
      way: 'person',
      remarks: [{ no: now ?? 0, text: '朝が早すぎる。' }],
    })
    const later = await told(
      { _key: 'told-too-late-by-now', way: 'paper', no: String(now), [`text.${now}`]: '朝が早くて行けない。' },
      'seat-03',
    )
    expect(later.text).toMatch(/あなたの入力（委員の確認。保存していません）[\s\S]*朝が早くて行けない。<\/dd>/)
  })
})

describe('a viewpoint', () => {
  const amend = async (change: (definition: Definition) => Definition) => {
    const { snapshotNo } = await rig.db.process.findUniqueOrThrow({ where: { id: rig.cycle } })
    const present = (await snapshotBody(rig.db, `${rig.cycle}@${snapshotNo}`)) as Definition
    const amendment = { cycleId: rig.cycle, definition: change(present), post: rig.office, reason: '部会の求め', via: 'page' as const }
    return amendCycle(rig.connections, amendment)
  }
  const counted = () =>
    rig.db.process.findMany({
      where: { cycleId: rig.cycle, kind: 'assignment' },
      select: { id: true, state: true, seq: true },
      orderBy: { id: 'asc' },
    })

  test('added in mid-cycle asks nobody anew, can be chosen, and says which subjects have no opinion of it', async () => {
    const make = { _key: 'a-first-opinion', _revision: '0', _base: '', _act: 'make', text: '費用の意見', kind: 'ask', viewpoint: 'cost' }
    expect((await office.post(`${home}/workbench/market`, make)).status).toBe(303)
    const before = await counted()
    await amend((definition) => ({ ...definition, viewpoints: [...definition.viewpoints, { id: 'green', name: '環境' }] }))
    await quiet(rig)
    expect(await counted()).toEqual(before)
    expect((await office.get(`${home}/workbench`)).text).toContain('年度の途中で加わった視点「環境」')
    expect((await office.get(`${home}/workbench/market`)).text).toContain('>環境</option>')
    const green = { ...make, _key: 'a-green-opinion', _revision: '1', text: '環境の意見', viewpoint: 'green' }
    expect((await office.post(`${home}/workbench/market`, green)).status).toBe(303)
    const { text } = await office.get(`${home}/workbench`)
    expect(/この視点の意見がまだない対象：([^。]*)。/.exec(text)?.[1]).not.toContain('朝市の支援')
  })

  test('that opinions bear cannot be taken away; one that no opinion bears can', async () => {
    const without = (id: string) => (definition: Definition) => ({
      ...definition,
      viewpoints: definition.viewpoints.filter((one) => one.id !== id),
    })
    await expect(amend(without('cost'))).rejects.toThrow('視点「費用」は、この年度の意見1件に付いているため、なくせません。')
    await expect(
      amend((definition) => ({ ...definition, opinionKinds: definition.opinionKinds.filter(({ id }) => id !== 'ask') })),
    ).rejects.toThrow('種類「意見」は、この年度の意見2件に付いているため、なくせません。')
    await expect(amend(without('reach'))).resolves.toMatchObject({ changes: expect.any(Array) })
  })
})
