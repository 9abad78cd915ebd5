import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { smallCity } from '../support/bundles.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser } from '../support/sign-in.js'
import { moveTo, quiet } from '../workflows/move-clock.js'

let rig: Rig
let pages: Pages
let home: string
let machi: Browser
let office: Browser

beforeAll(async () => {
  rig = await rigFor(smallCity())
  await rig.startWorker()
  await rig.startYear()
  await moveTo(rig, '2022-05-09T02:00:00.000Z')
  await quiet(rig)
  pages = await pagesOf(rig)
  home = `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}`
  machi = await pages.signedIn('machi-cho@minato.example')
  office = await pages.signedIn('seisaku@minato.example')
}, 180_000)
afterAll(() => rig.close())

const heading = '施策番号,施策名,区分,年度,金額,単位,基準日,備考'
const sheet = (subject: string) => `${home}/assignments/cards/${subject}/sheet`
const rows = () => rig.db.amount.findMany({ orderBy: { no: 'asc' } })

async function upload(content: string | Uint8Array, as = office) {
  const body = new FormData()
  body.append('file', new File([typeof content === 'string' ? content : new Uint8Array(content)], '財務.csv'))
  const headers = { cookie: [...as.jar].map(([name, value]) => `${name}=${value}`).join('; '), origin: 'http://127.0.0.1' }
  const response = await pages.app.request(`${home}/amounts`, { method: 'POST', headers, body })
  return { status: response.status, text: await response.text() }
}
const sealedIn = (text: string) => /name="rows" value="([^"]+)"/.exec(text)?.[1] ?? ''
const accept = (sealed: string, as = office) => as.post(`${home}/amounts/accept`, { rows: sealed })

/** The heading and 「market,朝市の支援,決算,令和3,"3,441,999",円,2022-03-31,」 as spreadsheets in Japan save them (Shift_JIS). */
const shiftJis = Buffer.from(
  '8e7b8df494d48d862c8e7b8df496bc2c8be695aa2c944e93782c8be08a7a2c925088ca2c8aee8f8093fa2c94f58d6c0d0a6d61726b' +
    '65742c92a98e7382cc8e7889872c8c888e5a2c97df9861332c22332c3434312c393939222c897e2c323032322d30332d33312c0d0a',
  'hex',
)

describe('the amounts of the finance system', () => {
  test('are the office’s to bring: to a section there is no such page', async () => {
    expect((await machi.get(`${home}/amounts`)).status).toBe(404)
    expect((await upload(`${heading}\n`, machi)).status).toBe(404)
    expect((await rig.db.denial.findMany()).map(({ path }) => path)).toEqual([`${home}/amounts`, `${home}/amounts`])
  })

  test('with faults are refused whole, each with its line', async () => {
    const { status, text } = await upload(
      [
        heading,
        'market,朝市の支援,決算,令和3,3441,千円,2022-03-31,',
        'nowhere,,決算,令和3,1,千円,2022-03-31,',
        'lights,,執行額,来年,約3,万円,昨日,',
        'market,,決算,2021年度,5,千円,2022-03-31,',
      ].join('\n'),
    )
    expect(status).toBe(400)
    for (const words of [
      '3行目「施策番号」：「nowhere」は、この年度の名簿にありません。',
      '4行目「区分」：「執行額」を読めません。',
      '4行目「年度」：「来年」を読めません。',
      '4行目「単位」：「万円」を読めません。',
      '4行目「基準日」：「昨日」を日付として読めません。',
      '5行目：2行目と同じ施策・区分・年度です。',
    ])
      expect(text).toContain(words)
    expect(text).not.toContain('name="rows"')
    expect((await upload('a,b\n1,2\n')).text).toContain('見出し「施策番号」「区分」')
    expect((await upload(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0xff]))).text).toContain('文字を読めません。')
    expect(await rows()).toEqual([])
  })

  test('are looked at first, recorded once, and then stand in sheets that nobody has begun', async () => {
    const before = (await machi.get(sheet('market'))).text
    expect(before).not.toContain('財務会計から')
    const shown = await upload(shiftJis)
    expect(shown.status).toBe(200)
    for (const words of ['朝市の支援（market）', '令和3年度決算', '3,441', '令和4年3月31日（木）現在']) expect(shown.text).toContain(words)
    expect(await rows()).toEqual([])
    for (let i = 0; i < 2; i += 1) expect((await accept(sealedIn(shown.text))).location).toBe(`${home}/amounts?done=1`)
    expect(await rows()).toMatchObject([{ programme: 'market', kind: 'settlement', fiscalYear: 2021, value: 3441n, byPost: rig.office }])
    const { text } = await machi.get(sheet('market'))
    expect(text).toMatch(/name="spent" value="3,441"/)
    expect(text).toContain('財務会計から 3,441千円（令和4年3月31日（木）現在）')
    expect((await machi.get(sheet('lights'))).text).not.toContain('財務会計から')
    expect((await office.get(`${home}/amounts`)).text).toContain('取り込んである金額（1件、千円）')
  })

  test('that differ from what the section wrote are told beside the field, and stop nobody', async () => {
    await machi.post(sheet('market'), { _revision: '0', _key: 'k-amounts-1', _base: '', _do: 'save', did: '開いた。', spent: '3,500' })
    const { text } = await machi.get(sheet('market'))
    expect(text).toContain('「使った額」の3,500千円は、財務会計の3,441千円（令和4年3月31日（木）現在）と違います。')
    const newer = await upload(`${heading}\nmarket,朝市,決算,R3,3500,千円,2022-05-31,出納閉鎖後\n`)
    expect(newer.text).toContain('2行目：施策名「朝市」は、名簿では「朝市の支援」です。')
    expect((await accept(sealedIn(newer.text))).status).toBe(303)
    const later = (await machi.get(sheet('market'))).text
    expect(later).toContain('財務会計から 3,500千円（令和4年5月31日（火）現在） 出納閉鎖後')
    expect(later).not.toContain('と違います。')
    expect((await rows()).map(({ value }) => value)).toEqual([3441n, 3500n])
  })

  test('come only from a preview that the same person was shown', async () => {
    const sealed = sealedIn((await upload(`${heading}\nlights,,当初,2021,7,千円,2021-04-01,\n`)).text)
    const [body = '', mark = ''] = sealed.split('.')
    for (const wrong of ['', `${body}.`, `${body}x.${mark}`]) expect((await accept(wrong)).status).toBe(400)
    expect((await accept(sealed, machi)).status).toBe(404)
    expect(await rows()).toHaveLength(2)
  })
  test('accepted late do not overwrite newer ones: what has moved is shown again first', async () => {
    const late = sealedIn((await upload(`${heading}\nmarket,,決算,2021,3600,千円,2022-06-30,古い画面\n`)).text)
    const newer = sealedIn((await upload(`${heading}\nmarket,,決算,2021,3700,千円,2022-07-31,\n`)).text)
    expect((await accept(newer)).status).toBe(303)
    const shown = await accept(late)
    expect(shown.status).toBe(400)
    for (const words of ['確かめている間に、取り込んである金額が変わりました。', '3,700', '3,600', '古い画面'])
      expect(shown.text).toContain(words)
    expect((await rows()).at(-1)).toMatchObject({ value: 3700n })
    expect((await accept(sealedIn(shown.text))).location).toBe(`${home}/amounts?done=1`)
    expect((await rows()).at(-1)).toMatchObject({ value: 3600n })
  })

  test('of a year that is over are not changed any more', async () => {
    const file = `${heading}\nmarket,,決算,2021,9,千円,2022-08-31,\n`
    const sealed = sealedIn((await upload(file)).text)
    const before = await rows()
    await rig.db.process.update({ where: { id: rig.cycle }, data: { state: 'sealed' } })
    for (const answer of [await upload(file), await accept(sealed)])
      expect([answer.status, answer.text.includes('この年度は終わっているので、金額を取り込めません。')]).toEqual([400, true])
    expect((await office.get(`${home}/amounts`)).text).not.toContain('type="file"')
    expect(await rows()).toEqual(before)
    await rig.db.process.update({ where: { id: rig.cycle }, data: { state: 'running' } })
  })
})
