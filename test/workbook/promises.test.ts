import { expect, it } from 'vitest'
import { planSheet } from '../../client/workbook/plan-sheet.js'
import { readWorkbook } from '../../client/workbook/read-workbook.js'
import { writeWorkbook } from '../../client/workbook/write-workbook.js'
import type { Field } from '../../domain/definition/schema.js'
import { madeUpSheet } from './made-up-sheets.js'

const field: Field = { id: 'promises', type: 'promises', label: '約束のその後', required: false, printed: false }
const promises = [
  { ref: '2015/p12-01/1', words: '平成27年度の対応①　窓口を一つにする。' },
  { ref: '2015/p12-01/2', words: '平成27年度の対応②　冊子を配る。' },
]
const sheetWith = (entry: Record<string, string>, asked = promises) =>
  madeUpSheet('sheet-full', { fields: [field], entry, promises: asked })

it('has a row for each open promise with its words, no cell to type which one it is, and no free rows', async () => {
  const plan = planSheet(sheetWith({ 'promises.0.ref': '2015/p12-01/2', 'promises.0.state': 'done', 'promises.0.text': '配った。' }))
  const items = plan.rows.filter(({ list }) => list?.item)
  expect(items.map(({ cells }) => cells.filter(({ look }) => look === 'caption').map(({ text }) => text))).toEqual(
    promises.map(({ words }) => [words]),
  )
  expect(items.map(({ cells }) => cells.flatMap(({ input }) => input?.name ?? []))).toEqual([
    ['state', 'text', 'reason'],
    ['state', 'text', 'reason'],
  ])
  expect(items.map(({ cells }) => cells.filter(({ input }) => input).map(({ text }) => text))).toEqual([
    ['', '', ''],
    ['done', '配った。', ''],
  ])
})

it('brings each answer back to its own promise; an empty row is no answer', async () => {
  const sheet = sheetWith({ 'promises.0.ref': '2015/p12-01/2', 'promises.0.state': 'dropped', 'promises.0.reason': '電子版にした。' })
  expect(await readWorkbook(await writeWorkbook([sheet]))).toMatchObject({
    ok: true,
    strays: [],
    sheets: [{ entry: { 'promises.0.ref': '2015/p12-01/2', 'promises.0.state': 'dropped', 'promises.0.reason': '電子版にした。' } }],
  })
})

it('without open promises says so', async () => {
  const plan = planSheet(sheetWith({}, []))
  expect(JSON.stringify(plan.rows)).toContain('その後を答える対応はありません。')
  expect(await readWorkbook(await writeWorkbook([sheetWith({}, [])]))).toMatchObject({ ok: true, sheets: [{ entry: {} }] })
})
