import { randomUUID } from 'node:crypto'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { saveDraft } from '../../client/app/desk/draft.js'
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

const id = (subject: string) => `${rig.cycle}/cards/${subject}`
const sheet = (subject: string) => `${home}/assignments/cards/${subject}/sheet`
const draftOf = (subject: string) => rig.db.draft.findUnique({ where: { processId: id(subject) } })
const denials = async () => (await rig.db.denial.findMany()).map(({ path }) => path)
const headers = (as: Browser) => ({ cookie: [...as.jar].map(([name, value]) => `${name}=${value}`).join('; '), origin: 'http://127.0.0.1' })

/** The workbook of these subjects as somebody saves it. */
async function saved(as: Browser, ...subjects: string[]) {
  const query = new URLSearchParams(subjects.map((one): [string, string] => ['id', id(one)]))
  const response = await pages.app.request(`${home}/workbook.xlsx?${query}`, { headers: headers(as) })
  return { response, file: Buffer.from(await response.arrayBuffer()) }
}

/** The file after somebody wrote beside labels: [name of the sheet, label, text]. */
async function written(file: Buffer, ...texts: [string, string, ExcelJS.CellValue][]): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(file as unknown as ExcelJS.Buffer)
  for (const [name, label, text] of texts) {
    const worksheet = workbook.getWorksheet(name)
    if (!worksheet) throw new Error(`no sheet ${name}`)
    let row = 2
    while (!worksheet.getCell(row, 2).text.startsWith(label)) row += 1
    worksheet.getCell(row, 3).value = text
  }
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

async function upload(as: Browser, file: Uint8Array, name = '点検票.xlsx') {
  const body = new FormData()
  body.append('file', new File([new Uint8Array(file)], name))
  const response = await pages.app.request(`${home}/workbook`, { method: 'POST', headers: headers(as), body })
  return { status: response.status, text: await response.text() }
}

/** Somebody writes on the form meanwhile. */
async function savedElsewhere(subject: string, did: string) {
  const personId = (await rig.db.person.findFirstOrThrow({ where: { email: 'machi-cho@minato.example' } })).id
  const revision = (await draftOf(subject))?.revision ?? 0
  const page = { key: randomUUID(), turn: 1 }
  const saved = await saveDraft(rig.db, { processId: id(subject), content: { did }, personId, bySection: true, revision, base: '', page })
  expect(saved.kind).toBe('saved')
}

const sealedIn = (text: string) => /name="sheets" value="([^"]+)"/.exec(text)?.[1] ?? ''
const accept = (as: Browser, sealed: string, take = '') => as.post(`${home}/workbook/accept`, { sheets: sealed, take })
/** The cells of the tables of differences, row by row. */
const changesIn = (text: string) =>
  [...text.matchAll(/<tbody>(.*?)<\/tbody>/gs)].flatMap(([, body = '']) =>
    [...body.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
      row
        .split(/<\/t[hd]>/)
        .slice(0, -1)
        .map((cell) => cell.replace(/<[^>]+>/g, '')),
    ),
  )

describe('saving sheets as a file', () => {
  test('offers the section its own open sheets, all of them or the one it came from', async () => {
    const { text } = await machi.get(`${home}/workbook`)
    expect(text).toContain('朝市の支援')
    expect(text).toContain('港の灯り')
    expect(text).not.toContain('荷役設備の更新')
    expect(text.match(/ checked/g)).toHaveLength(2)
    const one = await machi.get(`${home}/workbook?id=${encodeURIComponent(id('market'))}`)
    expect(one.text.match(/ checked/g)).toHaveLength(1)
    expect(one.text).toContain('課の全部（2件）')
    expect((await machi.get(sheet('market'))).text).toContain(`${home}/workbook?id=`)
  })

  test('names the file in Japanese', async () => {
    const { response, file } = await saved(machi, 'market', 'lights')
    expect(response.status).toBe(200)
    const disposition = response.headers.get('Content-Disposition') ?? ''
    expect(decodeURIComponent(disposition.split("UTF-8''")[1] ?? '')).toBe('点検票_令和3年度_まち課_20220509.xlsx')
    expect(file.subarray(0, 2).toString()).toBe('PK')
  })

  test('gives nobody another section’s sheet, and the asking is written down', async () => {
    expect((await saved(machi, 'crane')).response.status).toBe(404)
    expect((await machi.get(`${home}/workbook?id=${encodeURIComponent(id('crane'))}`)).status).toBe(404)
    expect(await denials()).toEqual([`${home}/workbook.xlsx`, `${home}/workbook`])
  })

  test('asks for a choice when none is made', async () => {
    const { response, file } = await saved(machi)
    expect(response.status).toBe(400)
    expect(file.toString()).toContain('保存するシートを一つ以上選んでください。')
  })
})

describe('bringing the file back', () => {
  test('shows exactly the changed cells, saves nothing before it is accepted, and then all sheets at once', async () => {
    const { file } = await saved(machi, 'market', 'lights')
    const shown = await upload(
      machi,
      await written(file, ['朝市の支援', '行ったこと', '朝市を12回開いた。'], ['港の灯り', '使った額', '1,200']),
    )
    expect(shown.status).toBe(200)
    expect(changesIn(shown.text)).toEqual([
      ['行ったこと', '（空欄）', '朝市を12回開いた。'],
      ['使った額', '（空欄）', '1,200'],
    ])
    expect(shown.text).toContain('「行ったこと」は必ず書いてください。')
    expect(await draftOf('market')).toBeNull()

    const body = new URLSearchParams([
      ['sheets', sealedIn(shown.text)],
      ['take', id('market')],
      ['take', id('lights')],
    ])
    const send = () => pages.app.request(`${home}/workbook/accept`, { method: 'POST', headers: headers(machi), body })
    const done = await send()
    expect([done.status, done.headers.get('Location')]).toEqual([303, '/my-work?imported=2'])
    expect((await machi.get('/my-work?imported=2')).text).toContain('2件の下書きに取り込みました。')
    expect((await draftOf('market'))?.content).toEqual({ did: '朝市を12回開いた。' })
    expect((await draftOf('lights'))?.content).toEqual({ spent: { value: 1200 } })
    expect((await send()).status).toBe(303)
    expect((await draftOf('market'))?.revision).toBe(1)
  })

  test('of one sheet leads to its form, which says so', async () => {
    const { file } = await saved(machi, 'market')
    const shown = await upload(machi, await written(file, ['朝市の支援', '行ったこと', '朝市を13回開いた。']))
    expect(changesIn(shown.text)).toEqual([['行ったこと', '朝市を12回開いた。', '朝市を13回開いた。']])
    const done = await accept(machi, sealedIn(shown.text), id('market'))
    expect(done.location).toBe(`${sheet('market')}?done=imported`)
    const form = await machi.get(done.location ?? '')
    expect(form.text).toContain('取り込んだ内容を保存しました。提出はまだです。')
    expect(form.text).toContain('朝市を13回開いた。')
  })

  test('says that nothing changes when nothing was written', async () => {
    const { file } = await saved(machi, 'market')
    const { text } = await upload(machi, file)
    expect(text).toContain('変わるところはありません。')
    expect(text).not.toContain('この内容を取り込む')
  })

  test('written before the draft was changed: shows both, and takes it only when told to', async () => {
    const { file } = await saved(machi, 'market')
    await savedElsewhere('market', '画面で書いた。')
    const shown = await upload(machi, await written(file, ['朝市の支援', '使った額', '500']))
    expect(shown.text).toContain('下書きを書き換えています。')
    expect(shown.text).not.toMatch(/name="take"[^>]* checked/)
    expect(changesIn(shown.text)).toContainEqual(['行ったこと', '画面で書いた。', '朝市を13回開いた。'])
    const none = await accept(machi, sealedIn(shown.text))
    expect(none.status).toBe(400)
    expect(none.text).toContain('取り込むシートを一つ以上選んでください。')
    expect((await accept(machi, sealedIn(shown.text), id('market'))).status).toBe(303)
    expect((await draftOf('market'))?.content).toEqual({ did: '朝市を13回開いた。', spent: { value: 500 } })
  })

  test('the draft changed while the cells were looked at: nothing is taken, neither of the other sheets', async () => {
    const { file } = await saved(machi, 'market', 'lights')
    const shown = await upload(
      machi,
      await written(file, ['朝市の支援', '行ったこと', 'ファイルで書いた。'], ['港の灯り', '行ったこと', '灯した。']),
    )
    await savedElsewhere('market', '間に書いた。')
    const body = new URLSearchParams([
      ['sheets', sealedIn(shown.text)],
      ['take', id('lights')],
      ['take', id('market')],
    ])
    const answer = await pages.app.request(`${home}/workbook/accept`, { method: 'POST', headers: headers(machi), body })
    const text = await answer.text()
    expect(answer.status).toBe(409)
    expect(text).toContain('何も取り込んでいません。')
    expect(changesIn(text)).toContainEqual(['行ったこと', '間に書いた。', 'ファイルで書いた。'])
    expect((await draftOf('market'))?.content).toEqual({ did: '間に書いた。' })
    expect((await draftOf('lights'))?.content).toEqual({ spent: { value: 1200 } })
    expect((await accept(machi, sealedIn(text), id('lights'))).status).toBe(303)
    expect((await draftOf('lights'))?.content).toMatchObject({ did: '灯した。' })
  })

  test('with another section’s sheet in it: that one does not exist, and the asking is written down', async () => {
    const { file } = await saved(office, 'ferry')
    const shown = await upload(machi, await written(file, ['渡し船の運行', '行ったこと', '書き換えた。']))
    expect(shown.text).toContain('この年度に、この番号の依頼はありません。（番号 cards/ferry）')
    expect(shown.text).not.toContain('この内容を取り込む')
    expect(await denials()).toContain(sheet('ferry'))
    const forOffice = await upload(office, await written(file, ['渡し船の運行', '行ったこと', '書き換えた。']))
    expect((await accept(machi, sealedIn(forOffice.text), id('ferry'))).status).toBe(400)
    expect(await draftOf('ferry')).toBeNull()
  })

  test('the office brings a section’s sheets on its behalf', async () => {
    expect((await office.get(`${home}/workbook?id=${encodeURIComponent(id('crane'))}`)).text).toContain('船員の確保')
    const { file } = await saved(office, 'crane')
    const shown = await upload(office, await written(file, ['荷役設備の更新', '行ったこと', '代わりに書いた。']))
    expect((await accept(office, sealedIn(shown.text), id('crane'))).status).toBe(303)
    expect((await draftOf('crane'))?.content).toEqual({ did: '代わりに書いた。' })
  })

  test('after the sheet was handed in: it cannot be taken, and says so', async () => {
    const { file } = await saved(machi, 'lights')
    const edited = await written(file, ['港の灯り', '行ったこと', '後から書いた。'])
    const shown = await upload(machi, edited)
    await rig.app.act({
      id: randomUUID(),
      processId: id('lights'),
      post: `${rig.city}/machi-head`,
      act: 'submit',
      via: 'page',
      content: { did: '出した。' },
    })
    await quiet(rig)
    expect((await upload(machi, edited)).text).toContain('もう書き換えられません')
    expect((await accept(machi, sealedIn(shown.text), id('lights'))).status).toBe(409)
    expect(await draftOf('lights')).toBeNull()
  })
})

describe('what is no workbook of ours', () => {
  test('gets its sentence', async () => {
    for (const [file, sentence] of [
      [Buffer.from('施策,実績\n'), 'CSVなど'],
      [Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(4_000_000, 7)]), '途中で切れているか'],
      [Buffer.alloc(5.5 * 1024 * 1024, 'PK'), '読めるのは5 MBまでです。'],
    ] as const) {
      const { status, text } = await upload(machi, file)
      expect(status).toBe(400)
      expect(text).toContain(sentence)
    }
    expect((await machi.post(`${home}/workbook`, {})).text).toContain('Excelファイルを選んでください。')
  })

  test('a form that was not shown, to another person, or changed on the way is refused', async () => {
    const { file } = await saved(office, 'ferry')
    const sealed = sealedIn((await upload(office, await written(file, ['渡し船の運行', '行ったこと', '別人が送る。']))).text)
    const [body = '', mark = ''] = sealed.split('.')
    for (const wrong of ['', 'x', body, `${body}.`, `${body}x.${mark}`, `${body}.${mark.slice(0, -1)}`]) {
      const answer = await accept(office, wrong, id('ferry'))
      expect(answer.status).toBe(400)
      expect(answer.text).toContain('何も保存していません。')
    }
    expect((await accept(machi, sealed, id('ferry'))).status).toBe(400)
    expect(await draftOf('ferry')).toBeNull()
    expect((await accept(office, sealed, id('ferry'))).status).toBe(303)
  })
})
