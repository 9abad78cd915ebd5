import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSheet, type Sheet } from '../../client/app/desk/sheet.js'
import { startingContent } from '../../client/app/desk/starting-content.js'
import { readSelection } from '../../client/app/review/selecting/selection.js'
import { SheetPage } from '../../client/web/pages/sheet-page.js'
import { SheetReadPage } from '../../client/web/pages/sheet-read-page.js'
import { workbookSheet } from '../../client/web/workbook-sheets.js'
import { lastItems, lastText } from '../../client/workbook/entry-items.js'
import { assignmentId, cycleId } from '../../domain/process/ids.js'
import { type Database, openDatabase } from '../../prisma/db.js'
import { smallCity } from '../support/bundles.js'
import { freshDatabase, type TestDatabase } from '../support/database.js'
import { writePastYear } from '../support/past-year.js'

const { definition, bundle } = smallCity()
const city = definition.city.id
const measures = (name: string, actual: number) => [{ name, unit: '基', values: [{ fiscalYear: 2020, target: 1, actual }] }]
const card = (subject: string, did: string, actual: number) => ({
  step: 'cards',
  kind: 'collect',
  subject,
  form: 'card',
  round: 'year',
  content: { did, measures: measures(`${subject}の数`, actual), spent: { value: 100 } },
})
const programme = (key: string, name: string, ...formerly: [key: string, how: string][]) => ({
  key,
  name,
  department: 'minato',
  formerly: formerly.map(([from, how]) => ({ fiscalYear: 2020, key: from, how })),
})

let database: TestDatabase
let db: Database
beforeAll(async () => {
  database = await freshDatabase()
  db = openDatabase(database.url)
  await db.clock.create({ data: { city, played: true, now: new Date('2022-05-10T00:00:00.000Z') } })
  for (const { key, name, bureau } of bundle.departments)
    await db.department.create({ data: { id: `${city}/${key}`, city, key, name, bureau } })
  await db.post.create({
    data: { id: `${city}/office`, city, key: 'office', department: 'seisaku', role: 'office', title: '政策室', mailbox: 'o@x.example' },
  })
  await writePastYear(db, {
    city,
    definition,
    fiscalYear: 2020,
    programmes: [
      programme('crane', '起重機の更新'),
      programme('pier', '桟橋の修繕'),
      programme('lights', '港の灯り'),
      programme('hoist', '荷揚げ'),
    ],
    accepted: [
      card('crane', '起重機を更新した。', 2),
      card('pier', '桟橋を直した。', 3),
      card('lights', '灯りをつけた。', 4),
      card('hoist', '荷を揚げた。', 5),
    ],
  })
  const year = await writePastYear(db, {
    city,
    definition,
    fiscalYear: 2021,
    programmes: [
      programme('crane', '港の設備', ['pier', 'merged']),
      programme('lights', '港の灯り'),
      programme('lamps', '防波堤の灯り', ['lights', 'split']),
      programme('lift', '荷揚げの支援', ['hoist', 'renamed']),
      programme('hoist-new', '荷揚げの研修'),
    ],
    accepted: [],
  })
  for (const subject of ['crane', 'lights', 'lamps', 'lift', 'hoist-new'])
    await db.process.create({
      data: {
        id: assignmentId(year, 'cards', subject),
        kind: 'assignment',
        city,
        cycleId: year,
        parentId: `${year}/cards`,
        state: 'open',
        stepKey: 'cards',
        stepKind: 'collect',
        subject,
        form: 'card',
        round: 'year',
        post: `${city}/office`,
        opensAt: new Date('2022-05-09T01:00:00.000Z'),
        dueAt: new Date('2022-05-27T08:00:00.000Z'),
        updatedAt: new Date(),
      },
    })
})
afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

async function sheetOf(subject: string): Promise<Sheet> {
  const sheet = await openSheet(db, assignmentId(cycleId(city, definition.id, 2021), 'cards', subject))
  if (!sheet) throw new Error(`no sheet of ${subject}`)
  return sheet
}
const pageOf = (sheet: Sheet) =>
  String(<SheetPage sheet={sheet} rights={{ isHead: false, onBehalf: false } as never} content={startingContent(sheet)} />)

describe('a sheet of a programme', () => {
  test('that was renamed starts with last year’s texts and figures, and says whose they were', async () => {
    const sheet = await sheetOf('lift')
    expect(startingContent(sheet)).toEqual({ did: '荷を揚げた。', measures: measures('hoistの数', 5) })
    expect(pageOf(sheet)).toContain('前年度は「荷揚げ」でした。')
    expect(pageOf(sheet)).toContain('令和2年度（2020年度）・年間の記載（改称前の「荷揚げ」）')
  })

  test('starts with what was planned last year, not with what was done or counted, nor with what a meeting or a decision left', async () => {
    const sheet = await sheetOf('lift')
    const as = (phase: 'plan' | 'do', stepKind = 'collect') =>
      startingContent({
        ...sheet,
        one: { ...sheet.one, stepKind },
        fields: sheet.fields.map((field) => (field.id === 'did' ? { ...field, phase } : field)),
      })
    expect([as('plan')['did'], as('do')['did'], as('plan', 'approve')]).toEqual(['荷を揚げた。', undefined, {}])
    const counted = sheet.fields.map((field) => (field.id === 'measures' ? { ...field, type: 'figures' as const } : field))
    expect(startingContent({ ...sheet, fields: counted })).toEqual({ did: '荷を揚げた。' })
  })

  test('that records the selection starts with what is verified now, and is linked with the page where that is chosen', async () => {
    const year = cycleId(city, definition.id, 2021)
    const id = assignmentId(year, 'cards', 'hoist-new')
    await db.process.update({ where: { id }, data: { stepKind: 'select' } })
    await db.programme.updateMany({
      where: { cycleId: year, key: { in: ['crane', 'lamps', 'lift', 'hoist-new'] } },
      data: { verified: false },
    })
    const sheet = await sheetOf('hoist-new')
    const fields = [{ ...sheet.fields[0], id: 'programmes', type: 'bullets' }] as Sheet['fields']
    expect(startingContent({ ...sheet, fields })).toEqual({ programmes: ['lights　港の灯り'] })
    expect((await readSelection(db, year))?.sheets).toEqual([id])
    await db.process.update({ where: { id }, data: { stepKind: 'collect' } })
    expect([(await sheetOf('hoist-new')).selected, (await readSelection(db, year))?.sheets]).toEqual([[], []])
  })

  test('says of each field that is still word for word last year’s', async () => {
    const sheet = await sheetOf('lift')
    const word = '「行ったこと」は、令和2年度の記載と同じです。'
    expect(pageOf(sheet)).toContain(word)
    const last = { id: 'v1', no: 1, content: { did: '荷を揚げた。' } }
    const judge = { office: true, before: null, problem: null }
    const read = (content: Record<string, unknown>) =>
      String(<SheetReadPage sheet={{ ...sheet, last: { ...last, content } }} judge={judge} />)
    expect([read(last.content), read({ did: '荷を二度揚げた。' })].map((page) => page.includes(word))).toEqual([true, false])
  })

  test('that was split off starts with the texts of the whole, marked as such, and without its figures', async () => {
    const sheet = await sheetOf('lamps')
    expect(startingContent(sheet)).toEqual({ did: '灯りをつけた。' })
    expect(pageOf(sheet)).toContain('前年度の「港の灯り」が分かれた施策の一つです。')
    expect(pageOf(sheet)).toContain('の記載（分割前の「港の灯り」）')
  })

  test('that stayed when another was split off has no figures filled in either', async () => {
    const sheet = await sheetOf('lights')
    expect(startingContent(sheet)).toEqual({ did: '灯りをつけた。' })
  })

  test('that was merged starts empty, with what each part said under its name', async () => {
    const sheet = await sheetOf('crane')
    expect(startingContent(sheet)).toEqual({})
    const page = pageOf(sheet)
    expect(page).toContain('前年度の「起重機の更新」「桟橋の修繕」が一つになった施策です。')
    for (const [name, text] of [
      ['起重機の更新', '起重機を更新した。'],
      ['桟橋の修繕', '桟橋を直した。'],
    ])
      expect(page.slice(page.indexOf(`の記載（統合前の「${name}」）`))).toContain(text)
  })

  test('that is new has nothing beside it', async () => {
    const sheet = await sheetOf('hoist-new')
    expect([sheet.before, sheet.earlier, startingContent(sheet)]).toEqual([[], [], {}])
  })

  test('says the same in its workbook: each part under its name', async () => {
    const { last, fields } = workbookSheet(await sheetOf('crane'))
    const [did, figures] = fields
    expect(did && lastText(did, last)).toBe('【統合前の「起重機の更新」】\n起重機を更新した。\n【統合前の「桟橋の修繕」】\n桟橋を直した。')
    expect(figures && lastItems(figures, last)[2]).toBe('【統合前の「桟橋の修繕」】')
    expect(last.map(({ from, entry }) => [from, entry['did']])).toEqual([
      ['統合前の「起重機の更新」', '起重機を更新した。'],
      ['統合前の「桟橋の修繕」', '桟橋を直した。'],
    ])
  })
})
