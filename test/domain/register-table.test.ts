import { describe, expect, test } from 'vitest'
import { csvLines, registerCsv } from '../../client/app/start-year/register-file.js'
import { readRegisterTable } from '../../domain/register/register-table.js'
import { type RegisterRow, sheetForms } from '../../domain/register/row.js'
import { kawasaki2016 } from '../support/bundles.js'

const { definition, bundle } = kawasaki2016()
const rows: RegisterRow[] = bundle.programmes.map(({ raw: _raw, note, ...row }) => ({ ...row, continues: [], note: note ?? '' }))
const names = { departments: bundle.departments, forms: sheetForms(definition) }
const utf8 = (text: string) => new TextEncoder().encode(text)
const read = (bytes: Uint8Array) => readRegisterTable(csvLines(bytes).lines, names, rows)
const head = '番号,種別,条,施策名,所管課,検証対象,重点,様式,一体的に実施,前年度の事業（キー）,備考'

describe('a register as a file', () => {
  test('comes back as it went out, with its components', () => {
    const odd = rows.map((row, at) => (at === 0 ? { ...row, name: '=SUM("a",\n2)', continues: ['p1', 'p2'], note: '二行\nの備考' } : row))
    const { rows: back, faults, unread } = read(utf8(registerCsv(odd, names)))
    expect([faults, unread]).toEqual([[], []])
    expect(back).toEqual(odd)
  })

  test('carries a byte order mark and no formula', () => {
    const text = registerCsv([{ ...(rows[0] as RegisterRow), name: '=1+1' }], names)
    expect(text.startsWith('\uFEFF番号,')).toBe(true)
    expect(text).toContain(",'=1+1,")
  })

  test('is read in Shift_JIS, as spreadsheets in Japan save it', () => {
    // 番号 … in Shift_JIS would need an encoder; these bytes are 「番号」 and 「条」.
    const bytes = new Uint8Array([0x94, 0xd4, 0x8d, 0x86, 0x2c, 0x8f, 0xf0, 0x0d, 0x0a, 0x61, 0x2c, 0x31])
    expect(csvLines(bytes).lines).toEqual([
      { line: 1, cells: ['番号', '条'] },
      { line: 2, cells: ['a', '1'] },
    ])
  })

  test('that is a workbook is refused with what to do', () => {
    const { fault } = csvLines(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 0xff]))
    expect(fault?.text).toContain('CSV（コンマ区切り）の形式で保存し直してください')
  })

  test('with an open quotation mark is refused, not half read', () => {
    const { lines, fault } = csvLines(utf8(`${head}\na,施策,12,"開いたまま`))
    expect(lines).toEqual([])
    expect(fault?.text).toContain('引用符')
  })
})

describe('faults', () => {
  test('are all told at once, each with the line of the file on which it begins', () => {
    const file = [
      head,
      'p12-01,施策,12条,"二行の\n名前",企画課,○,はい,sheet-full,,,',
      'p12-02,事業,十二,名前,ない課,たぶん,はい,sheet-full,,,',
      '',
      'p12-03,取組,第１２条,名前,kikaku,×,,施策検証シート（検証対象）,,p12-01　P12-02、p12-05,',
    ].join('\r\n')
    const { rows: back, faults } = read(utf8(file))
    expect(faults.map(({ line, column }) => `${line} ${column}`).sort()).toEqual(['4 条', '4 検証対象', '4 種別', '4 所管課'].sort())
    expect(back[0]).toMatchObject({ article: 12, department: 'kikaku', verified: true, name: '二行の\n名前' })
    expect(back[2]).toMatchObject({
      kind: 'initiative',
      article: 12,
      department: 'kikaku',
      verified: false,
      continues: ['p12-01', 'p12-02', 'p12-05'],
    })
  })

  test('name the columns that are missing, and those that were not read', () => {
    const { faults, unread } = read(utf8('番号,施策名,電話\np,n,1'))
    expect(faults.map(({ column }) => column)).toEqual([
      '種別',
      '条',
      '所管課',
      '検証対象',
      '重点',
      '様式',
      '一体的に実施',
      '前年度の事業（キー）',
      '備考',
    ])
    expect(unread).toEqual(['電話'])
  })

  test('say that a file without lines has none', () => {
    expect(read(utf8('')).faults[0]?.text).toContain('何も書かれていません')
    expect(read(utf8(head)).faults[0]?.text).toContain('施策の行が一つもありません')
  })
})
