import { beforeAll, describe, expect, it } from 'vitest'
import { writeWorkbook } from '../../client/workbook/write-workbook.js'
import { partsOf } from './archive.js'
import { madeUpEntry, madeUpSheet } from './made-up-sheets.js'

let parts: Map<string, Buffer>
const part = (name: string) => parts.get(name)?.toString('utf8') ?? ''
const sheetNamed = (name: string) => {
  const number = [...part('xl/workbook.xml').matchAll(/<sheet [^>]*name="([^"]*)"[^>]* r:id="(rId\d+)"/g)].find(
    ([, given]) => given === name,
  )?.[2]
  const target = new RegExp(`Id="${number}"[^>]*Target="([^"]+)"|Target="([^"]+)"[^>]*Id="${number}"`).exec(
    part('xl/_rels/workbook.xml.rels'),
  )
  return part(`xl/${target?.[1] ?? target?.[2]}`)
}

beforeAll(async () => {
  const sheet = madeUpSheet('sheet-full', { subjectName: '創業支援事業', remarks: [{ field: 'budget', text: '桁を確かめてください。' }] })
  const meeting = madeUpSheet('meeting', { id: 'm', subjectName: '会議', entry: {} })
  const actions = madeUpSheet('actions', { id: 'a', subjectName: '対応' })
  parts = await partsOf(await writeWorkbook([{ ...sheet, last: [{ from: '', entry: madeUpEntry(sheet.fields) }] }, meeting, actions]))
})

describe('what stands in the file, read as XML', () => {
  it('sheets that explain, ask and hide', () => {
    const sheets = [...part('xl/workbook.xml').matchAll(/<sheet [^>]*name="([^"]*)"[^>]* state="(\w+)"/g)].map(([, name, state]) => [
      name,
      state,
    ])
    expect(sheets).toEqual([
      ['はじめに', 'visible'],
      ['junkan', 'veryHidden'],
      ['創業支援事業', 'visible'],
      ['会議', 'visible'],
      ['対応', 'visible'],
    ])
    expect(sheetNamed('はじめに')).toContain(`HYPERLINK(&quot;#&apos;会議&apos;!B2&quot;,&quot;開く&quot;)`)
  })

  it('no formula where people write, whatever the text begins with', () => {
    for (const name of ['創業支援事業', '会議', '対応']) expect(sheetNamed(name)).not.toMatch(/<f[ >/]/)
    expect(part('xl/sharedStrings.xml')).toContain('<t>=1+1</t>')
  })

  it('locks without a password, and cells to write in that are neither locked nor anything but text', () => {
    for (const name of ['はじめに', '創業支援事業', '会議', '対応']) {
      expect(sheetNamed(name)).toMatch(/<sheetProtection [^>]*sheet="1"/)
      expect(sheetNamed(name)).not.toMatch(/<sheetProtection [^>]*(?:password|hashValue)=/)
    }
    const unlocked = [...(/<cellXfs[^>]*>([\s\S]*)<\/cellXfs>/.exec(part('xl/styles.xml'))?.[1]?.split(/(?=<xf )/) ?? [])]
      .filter((style) => style.startsWith('<xf '))
      .map((style, index) => ({ style, index }))
      .filter(({ style }) => style.includes('locked="0"'))
    expect(unlocked.length).toBeGreaterThan(0)
    for (const { style } of unlocked) expect(style).toMatch(/numFmtId="49"/)
    const styles = unlocked.map(({ index }) => index).join('|')
    expect(sheetNamed('会議')).toMatch(new RegExp(`<c r="C\\d+" s="(?:${styles})"`))
    expect(sheetNamed('会議')).not.toMatch(new RegExp(`<c r="B\\d+" s="(?:${styles})"`))
  })

  it('help and example as a note on the label', () => {
    const notes = [...parts].filter(([name]) => /comments\d+\.xml$/.test(name)).map(([, xml]) => xml.toString('utf8'))
    expect(notes.join()).toContain('千円単位の整数です。他の事業と一体で執行する場合は0とし')
    expect(notes.join()).toContain('例：10220')
  })

  it('lists to choose from: options, kinds of answers, budgets; yes and no', () => {
    const chosen = (name: string) => sheetNamed(name).match(/<dataValidation [^>]*type="list"/g) ?? []
    expect(chosen('会議').length).toBe(2)
    expect(chosen('対応').length).toBeGreaterThanOrEqual(2)
    expect(sheetNamed('対応')).toMatch(/<formula1>junkan!\$[A-Z]+\$1:\$[A-Z]+\$6<\/formula1>/)
    for (const text of ['一部非公開', '翌年度要求', '対応困難（理由を記載）', 'いいえ'])
      expect(part('xl/sharedStrings.xml')).toContain(`<t>${text}</t>`)
  })

  it('a figure beside its year, remarks, a page that prints on A4 and as wide as the paper', () => {
    for (const text of ['2014年度 目標', '2016年度 実績', '修正のお願い', '桁を確かめてください。', '前年度の内容（参考）'])
      expect(part('xl/sharedStrings.xml')).toContain(text)
    expect(sheetNamed('創業支援事業')).toMatch(/<pageSetup [^>]*paperSize="9"[^>]*orientation="landscape"/)
    expect(sheetNamed('創業支援事業')).toMatch(/fitToWidth="1"[^>]*fitToHeight="0"|fitToHeight="0"[^>]*fitToWidth="1"/)
    expect(sheetNamed('創業支援事業')).toContain('<pageSetUpPr fitToPage="1"')
    expect(part('xl/styles.xml')).toContain('游ゴシック')
  })
})
