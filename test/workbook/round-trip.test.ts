import { describe, expect, it } from 'vitest'
import { readWorkbook } from '../../client/workbook/read-workbook.js'
import { WorkbookError, writeWorkbook } from '../../client/workbook/write-workbook.js'
import { compareEntries } from '../support/compare-entries.js'
import { definition, madeUpEntry, madeUpSheet, told } from './made-up-sheets.js'

describe('a workbook that nobody touched', () => {
  it.each(definition.forms.map(({ id, name }) => [name, id]))('%s comes back word for word', async (_, form) => {
    const sheet = madeUpSheet(form)
    const reading = await readWorkbook(await writeWorkbook([sheet]))
    expect(reading).toEqual({ ok: true, sheets: [{ id: sheet.id, revision: 3, entry: told(sheet.entry) }], strays: [], missing: [] })
  })

  it('an empty one is an empty entry, whatever stood there last year', async () => {
    for (const { id, fields } of definition.forms) {
      const reading = await readWorkbook(
        await writeWorkbook([madeUpSheet(id, { entry: {}, last: [{ from: '', entry: madeUpEntry(fields) }] })]),
      )
      expect(reading).toMatchObject({ ok: true, sheets: [{ entry: {} }], strays: [] })
    }
  })

  it('a section with twelve sheets of like names gets them all back, each with its revision', async () => {
    const sheets = [...Array(12).keys()].map((index) =>
      madeUpSheet(index % 2 ? 'sheet-full' : 'sheet-short', {
        id: `kawasaki/cycle/x/2016/forecast/p12-${index}`,
        subjectName: `とても長い名前の施策でエクセルのシート名の三十一字を超えるもの［*?:/\\］その${index}`,
        revision: index,
        remarks: [
          { field: 'plan', text: '目的を書いてください。' },
          { field: '', text: '全体に丁寧に。' },
        ],
      }),
    )
    const reading = await readWorkbook(await writeWorkbook(sheets))
    expect(reading).toMatchObject({ ok: true, strays: [], missing: [] })
    expect(reading.ok && reading.sheets).toEqual(sheets.map(({ id, revision, entry }) => ({ id, revision, entry: told(entry) })))
  })

  it('a text that Excel could not hold is refused while writing, with its length', async () => {
    const writing = writeWorkbook([madeUpSheet('meeting', { entry: { minutes: 'あ'.repeat(32_768) } })])
    await expect(writing).rejects.toThrow(WorkbookError)
    await expect(writing).rejects.toThrow('「創業支援事業」の「会議録」は32,768字あり、Excelの1つのセルに入る32,767字を超えます。')
    const most = { minutes: 'あ'.repeat(32_767) }
    expect(await readWorkbook(await writeWorkbook([madeUpSheet('meeting', { entry: most })]))).toMatchObject({
      ok: true,
      sheets: [{ entry: most }],
    })
  })
})

describe('what would change', () => {
  it('is told cell by cell, what is gone last', () => {
    expect(compareEntries({ plan: 'あ', place: '会議室', same: '1' }, { plan: 'い', 'x.0.text': '新', same: '1' })).toEqual([
      { name: 'plan', before: 'あ', after: 'い' },
      { name: 'x.0.text', before: '', after: '新' },
      { name: 'place', before: '会議室', after: '' },
    ])
  })
  it('is nothing when only separators, line ends, empty cells or unseen companions differ', () => {
    expect(
      compareEntries({ a: '10,220', b: 'い\r\nろ', c: '', d: '1.5', 'd.written': '1.5' }, { a: '10220', b: 'い\nろ\n', d: '1.5' }),
    ).toEqual([])
  })
  it('but a misplaced separator is a change', () => {
    expect(compareEntries({ a: '13,0000' }, { a: '130000' })).toHaveLength(1)
  })
})
