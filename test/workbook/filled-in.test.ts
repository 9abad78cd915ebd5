import ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import { readWorkbook } from '../../client/workbook/read-workbook.js'
import type { WorkbookSheet } from '../../client/workbook/sheet-plan.js'
import { writeWorkbook } from '../../client/workbook/write-workbook.js'
import { changed } from './archive.js'
import { madeUpSheet } from './made-up-sheets.js'

/** The workbook of one sheet after somebody has worked in it. */
async function workedIn(sheet: WorkbookSheet, work: (sheet: ExcelJS.Worksheet, workbook: ExcelJS.Workbook) => void) {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load((await writeWorkbook([sheet])) as unknown as ExcelJS.Buffer)
  const worksheet = workbook.worksheets.find(({ name }) => name === sheet.subjectName)
  if (!worksheet) throw new Error('the sheet is not there')
  work(worksheet, workbook)
  return readWorkbook(Buffer.from(await workbook.xlsx.writeBuffer()))
}

function named(workbook: ExcelJS.Workbook, name: string): ExcelJS.Worksheet {
  const sheet = workbook.getWorksheet(name)
  if (!sheet) throw new Error(`no sheet ${name}`)
  return sheet
}

/** The writing cell beside a label. */
function besides(sheet: ExcelJS.Worksheet, label: string): ExcelJS.Cell {
  for (let row = 2; row <= sheet.rowCount; row += 1) if (sheet.getCell(row, 2).text.startsWith(label)) return sheet.getCell(row, 3)
  throw new Error(`no row ${label}`)
}

const sheet = (form: string, entry = {}) => madeUpSheet(form, { entry })
const entryOf = async (reading: ReturnType<typeof readWorkbook>) => {
  const read = await reading
  return read.ok ? read.sheets[0]?.entry : read.problem
}

describe('what people type', () => {
  it.each<[string, ExcelJS.CellValue, string, string]>([
    ['a number', 1234.5, '', '1234.5'],
    ['a sum of fractions, without the noise', 0.1 + 0.2, '', '0.3'],
    ['a small number', 0.0000005, '', '0.0000005'],
    ['a number of many digits', 123456789012345, '', '123456789012345'],
    ['a percentage, as it is shown', 0.463, '0.0%', '46.3%'],
    ['a negative amount with separators', -10220, '#,##0', '-10220'],
    ['a text in a cell of numbers', '約14億円', '#,##0', '約14億円'],
    ['the last result of a formula', { formula: 'A1+1', result: 42, date1904: false }, '', '42'],
    ['text in colours', { richText: [{ text: '赤い' }, { text: '文字', font: { bold: true } }] }, '', '赤い文字'],
    ['a formula as text', '=1+1', '@', '=1+1'],
  ])('%s', async (_, value, format, expected) => {
    const reading = workedIn(sheet('sheet-short'), (one) => {
      const cell = besides(one, '当年度実績額')
      cell.value = value
      cell.numFmt = format
    })
    expect(await entryOf(reading)).toEqual({ settlement: expected })
  })

  it.each<[string, ExcelJS.CellValue, string, string]>([
    ['as a date', new Date('2017-03-31'), 'yyyy/m/d', '2017-03-31'],
    ['as a date of the Japanese calendar', new Date('2017-03-31'), '[$-411]ge.m.d', '2017-03-31'],
    ['as a bare serial number', 42825, 'General', '2017-03-31'],
    ['as text', '平成29年3月31日', '@', '平成29年3月31日'],
  ])('a day, %s', async (_, value, format, expected) => {
    const reading = workedIn(sheet('publication'), (one) => {
      const cell = besides(one, '公表日')
      cell.value = value
      cell.numFmt = format
    })
    expect(await entryOf(reading)).toEqual({ publishedOn: expected })
  })

  it('a choice by its words, a flag by はい or ○', async () => {
    const reading = workedIn(sheet('meeting'), (one) => {
      besides(one, '公開区分').value = ' 一部 非公開'
      besides(one, '定足数').value = '○'
    })
    expect(await entryOf(reading)).toEqual({ openness: 'partly', quorum: 'on' })
  })

  it('refuses all that it cannot take over at once, each with its cell', async () => {
    const reading = await workedIn(sheet('meeting'), (one) => {
      besides(one, '公開区分').value = '公開しない'
      besides(one, '定足数').value = 'たぶん'
      besides(one, '開催場所').value = { error: '#REF!' }
      Object.assign(besides(one, '傍聴者数'), { value: 10_220_499, numFmt: '#,##0,' })
      besides(one, '開催日').value = { formula: 'TODAY()', date1904: false }
    })
    expect(reading.ok).toBe(false)
    const problem = reading.ok ? '' : reading.problem
    for (const part of [
      '「公開しない」は選択肢にありません。公開、一部非公開、非公開から',
      '「たぶん」は「はい」か',
      '計算式がエラー',
      '千円単位などに丸めて',
      '計算式の結果が保存されていません',
    ])
      expect(problem).toContain(part)
    expect(problem.split('\n')).toHaveLength(5)
    expect(problem).toMatch(/シート「創業支援事業」のC\d+: /)
  })
})

describe('what people do to a sheet', () => {
  const plan = { plan: 'い\nろ\nは', place: '' }

  it('renaming it and moving it behind another changes nothing', async () => {
    const reading = workedIn(sheet('sheet-full', plan), (one, workbook) => {
      one.name = '新しい名前'
      workbook.addWorksheet('控え')
    })
    expect(await reading).toMatchObject({ ok: true, strays: [], sheets: [{ entry: { plan: 'い\nろ\nは' } }] })
  })

  it('rows inserted in a list are items, where they stand', async () => {
    const reading = workedIn(sheet('sheet-full', plan), (one) => {
      const { row } = one.getCell(Number(besides(one, '事業計画').row) + 1, 3)
      one.insertRow(Number(row), [null, null, '挿入した行'])
    })
    expect(await reading).toMatchObject({ ok: true, sheets: [{ entry: { plan: 'い\n挿入した行\nろ\nは' } }] })
  })

  it('a row of another list inserted keeps what belongs to the rows around it', async () => {
    const entry = {
      'indicators.0.name': '甲',
      'indicators.0.2016.actual': '1,0',
      'indicators.0.2016.actual.written': '1,0',
      'indicators.1.name': '乙',
    }
    const reading = workedIn(sheet('sheet-full', entry), (one) => {
      one.insertRow(Number(besides(one, '主な成果').row) + 1, [null, null, '丙'])
    })
    expect(await entryOf(reading)).toEqual({
      'indicators.0.name': '丙',
      'indicators.1.name': '甲',
      'indicators.1.2016.actual': '1,0',
      'indicators.1.2016.actual.written': '1,0',
      'indicators.2.name': '乙',
    })
  })

  it('a row deleted from a list is an item less; a field deleted wholly is refused by its name', async () => {
    const less = workedIn(sheet('sheet-full', plan), (one) => one.spliceRows(Number(besides(one, '事業計画').row) + 1, 1))
    expect(await entryOf(less)).toEqual({ plan: 'い\nは' })
    const gone = workedIn(sheet('sheet-full', plan), (one) => one.spliceRows(Number(besides(one, '当年度予算').row), 1))
    expect(await entryOf(gone)).toContain('シート「創業支援事業」の「当年度予算（当初）」の欄がなくなっています。')
  })

  it('what is written beside the fields, over a label or on a sheet of their own is told, never dropped in silence', async () => {
    const reading = await workedIn(sheet('sheet-full', plan), (one, workbook) => {
      one.getCell('M12').value = 'ここは後で'
      one.getCell('B2').value = '題を直した'
      one.insertRow(Number(besides(one, '当年度予算').row) + 1, [null, null, '補正後は別'])
      named(workbook, 'はじめに').getCell('B3').value = '読みました'
      workbook.addWorksheet('控え').getCell('A1').value = 42
    })
    expect(reading.ok && reading.strays).toEqual([
      'シート「はじめに」のB3: 読みました',
      'シート「創業支援事業」のB2: 題を直した',
      'シート「創業支援事業」のM12: ここは後で',
      expect.stringMatching(/^シート「創業支援事業」のC\d+: 補正後は別$/),
    ])
  })

  it('a deleted sheet is named as missing', async () => {
    const sheets = ['a', 'b'].map((id) => madeUpSheet('publication', { id, subjectName: id, entry: {} }))
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load((await writeWorkbook(sheets)) as unknown as ExcelJS.Buffer)
    workbook.removeWorksheet('a')
    const reading = await readWorkbook(Buffer.from(await workbook.xlsx.writeBuffer()))
    expect(reading).toMatchObject({ ok: true, sheets: [{ id: 'b' }], missing: [{ id: 'a', title: 'a' }] })
  })

  it('a copied sheet is refused with both names', async () => {
    const reading = await workedIn(sheet('publication'), (one, workbook) => {
      workbook.addWorksheet('写し').getCell('A1').value = one.getCell('A1').value
    })
    expect(reading).toEqual({
      ok: false,
      problem: 'シート「創業支援事業」と「写し」は同じ照会のシートです。どちらか一つにして、読み込んでください。',
    })
  })

  it('another workbook, one without its keys and one whose map was altered are refused with what to do', async () => {
    const foreign = new ExcelJS.Workbook()
    foreign.addWorksheet('予算').getCell('A1').value = 1
    expect(await readWorkbook(Buffer.from(await foreign.xlsx.writeBuffer()))).toMatchObject({
      ok: false,
      problem: expect.stringContaining('画面からダウンロードしたファイルではありません'),
    })
    const keyless = await workedIn(sheet('publication'), (one) => one.spliceRows(1, 1))
    expect(keyless).toMatchObject({ ok: false, problem: expect.stringContaining('書き込むシートが見つかりません') })
    const altered = await workedIn(sheet('publication'), (_, workbook) => {
      const cell = named(workbook, 'junkan').getCell('A3')
      cell.value = cell.text.replace('publishedOn', 'checked')
    })
    expect(altered).toMatchObject({ ok: false, problem: expect.stringContaining('管理用シートが書き換えられています') })
    const newer = await workedIn(sheet('publication'), (_, workbook) => {
      named(workbook, 'junkan').getCell('A1').value = 'workbook/2'
    })
    expect(newer).toMatchObject({ ok: false, problem: expect.stringContaining('形式（workbook/2）は読めません') })
  })

  it('furigana that Japanese Excel keeps beside a text are not part of it', async () => {
    const file = await changed(await writeWorkbook([sheet('publication', { media: '川崎' })]), (parts) => {
      const strings = String(parts.get('xl/sharedStrings.xml'))
      parts.set(
        'xl/sharedStrings.xml',
        strings.replace(/(<t[^>]*>川崎<\/t>)/, '$1<rPh sb="0" eb="2"><t>カワサキ</t></rPh><phoneticPr fontId="1"/>'),
      )
      if (String(parts.get('xl/sharedStrings.xml')) === strings) throw new Error('nothing replaced')
    })
    expect(await entryOf(readWorkbook(file))).toEqual({ media: '川崎' })
  })
})
