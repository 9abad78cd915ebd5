import type { Worksheet } from 'exceljs'
import { cellText } from './cell-text.js'
import { lock } from './draw-sheet.js'
import { START_KEY } from './layout.js'
import { styles } from './look.js'
import type { WorkbookSheet } from './sheet-plan.js'

const guidance = [
  '色の付いた欄に書いてください。それ以外の欄、シートの追加や並べ替え、色や幅の変更は、提出する内容になりません。',
  '一覧の欄は1行に1件です。行が足りないときは、その一覧の中で行を挿入してください。空いた行はそのままで構いません。',
  '項目名に付いたメモ（右上の三角）に、書き方と記入例があります。右端の灰色の文字は前年度の内容です。',
  '金額は千円単位です。数値や日付は、見えているとおりに読み取ります。「約」「△」なども書けます。',
  '書き終えたら、このファイルを画面の「Excelファイルを読み込む」から読み込んでください。変わる箇所を確かめてから、下書きに反映します。読み込んだだけでは提出になりません。',
  'パスワードを付けず、.xlsx のまま保存してください。（マクロの付いたもの、.xls、PDF は読めません。）',
  'シートの保護にパスワードはありません。書き間違いを防ぐためのものです。',
]

/** The first sheet: how to fill in the others, until when, and a way to each. */
export async function drawStart(worksheet: Worksheet, sheets: { sheet: WorkbookSheet; name: string }[]): Promise<void> {
  worksheet.getColumn(1).hidden = true
  worksheet.getRow(1).hidden = true
  worksheet.getCell(1, 1).value = START_KEY
  const widths = [6, 46, 30, 34, 10]
  widths.forEach((width, index) => {
    worksheet.getColumn(index + 2).width = width
  })
  put(worksheet, 2, 2, 'title', 'はじめに')
  guidance.forEach((text, index) => {
    put(worksheet, index + 3, 2, 'plain', `${index + 1}　${text}`)
    worksheet.mergeCells(index + 3, 2, index + 3, 6)
    worksheet.getRow(index + 3).height = 40
  })
  const head = guidance.length + 4
  const captions = ['', '施策', '照会', '提出期限', 'シート']
  captions.forEach((text, index) => {
    put(worksheet, head, index + 2, 'heading', text)
  })
  sheets.forEach(({ sheet, name }, index) => {
    const row = head + 1 + index
    const texts = [String(index + 1), sheet.subjectName, sheet.title, sheet.due]
    texts.forEach((text, column) => {
      put(worksheet, row, column + 2, 'label', text)
    })
    const link = put(worksheet, row, 6, 'label', '')
    link.value = { formula: `HYPERLINK("#'${name}'!B2","開く")`, result: '開く', date1904: false }
    link.font = { ...link.font, underline: true, color: { argb: 'FF0017C1' } }
  })
  Object.assign(worksheet.pageSetup, { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 })
  worksheet.views = [{ showGridLines: false }]
  await lock(worksheet)
}

function put(worksheet: Worksheet, row: number, column: number, look: 'title' | 'plain' | 'heading' | 'label', text: string) {
  const cell = worksheet.getCell(row, column)
  cell.style = styles[look]
  if (text !== '') cell.value = cellText(text)
  return cell
}
