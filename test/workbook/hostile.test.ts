import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { readWorkbook } from '../../client/workbook/read-workbook.js'
import { writeWorkbook } from '../../client/workbook/write-workbook.js'
import { archiveOf, changed, crowded } from './archive.js'
import { madeUpSheet } from './made-up-sheets.js'

let honest: Buffer
beforeAll(async () => {
  honest = await writeWorkbook([madeUpSheet('publication')])
})

const problem = async (file: Uint8Array, timeMs?: number) => {
  const reading = await readWorkbook(file, timeMs)
  return reading.ok ? 'read' : reading.problem
}
const compoundFile = (stream: string) =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1024), Buffer.from(stream, 'utf16le'), Buffer.alloc(512)])

/** Runs something and counts how often the event loop came round meanwhile. */
async function turnsDuring<Result>(work: Promise<Result>): Promise<{ result: Result; turns: number }> {
  let turns = 0
  const timer = setInterval(() => {
    turns += 1
  }, 5)
  const result = await work.finally(() => clearInterval(timer))
  return { result, turns }
}

describe('files of another kind are refused, each with what to do', () => {
  it.each<[string, () => Uint8Array | Promise<Uint8Array>, string]>([
    ['an empty file', () => Buffer.alloc(0), 'ファイルが空です。'],
    ['more than 5 MB', () => Buffer.concat([honest, Buffer.alloc(6 * 1024 * 1024)]), '読めるのは5 MBまでです。'],
    ['an old .xls', () => compoundFile('Workbook'), '古い形式（.xls）か'],
    ['one with a password', () => compoundFile('EncryptedPackage'), 'パスワードが付いています。'],
    ['a PDF', () => Buffer.from('%PDF-1.7\n…'), 'これはPDFです。'],
    ['a CSV', () => Buffer.from('施策,実績\n創業支援,14\n'), 'CSVなど'],
    ['a picture renamed', () => Buffer.from('89504e470d0a1a0a0000', 'hex'), '名前の末尾だけを .xlsx に変えても読めません。'],
    ['random bytes', () => Buffer.concat([Buffer.from([0, 1]), randomBytes(9000)]), 'Excelファイル（.xlsx）ではありません。'],
    ['random bytes that begin like an archive', () => Buffer.concat([Buffer.from('PK\x03\x04'), randomBytes(9000)]), '途中で切れているか'],
    ['a file cut off', () => honest.subarray(0, honest.length - 2000), '途中で切れているか'],
    [
      'a Word file',
      () =>
        archiveOf([
          ['[Content_Types].xml', '<a/>'],
          ['word/document.xml', '<a/>'],
        ]),
      'Excelファイル（.xlsx）ではありません。',
    ],
    ['an archive of workbooks', () => archiveOf([['a.xlsx', honest]]), 'ZIPファイルです。'],
    ['one with macros', () => changed(honest, (parts) => parts.set('xl/vbaProject.bin', 'x')), 'マクロの付いたファイル（.xlsm）'],
    [
      'one that only says it has macros',
      () =>
        changed(honest, (parts) =>
          parts.set('[Content_Types].xml', String(parts.get('[Content_Types].xml')).replace('sheet.main', 'sheet.macroEnabled.main')),
        ),
      'マクロの付いたファイル（.xlsm）',
    ],
  ])('%s', async (_, file, sentence) => expect(await problem(await file())).toContain(sentence))

  it('one with an encrypted part', async () => {
    const file = Buffer.from(honest)
    const entry = file.lastIndexOf(Buffer.from('PK\x01\x02'))
    file.writeUInt16LE(file.readUInt16LE(entry + 8) | 1, entry + 8)
    expect(await problem(file)).toContain('暗号化されています。')
  })
})

describe('files made to do harm are refused, and the pages go on', () => {
  const refused = async (file: Buffer, sentence: RegExp, timeMs?: number) => {
    const { result, turns } = await turnsDuring(problem(file, timeMs))
    expect(result).toMatch(sentence)
    expect(turns).toBeGreaterThan(10)
  }

  it('a bomb: a part that unpacks to 300 MB', async () => {
    const bomb = await changed(honest, (parts) => parts.set('xl/sharedStrings.xml', Buffer.alloc(300 * 1024 * 1024, 0x20)))
    expect(bomb.length).toBeLessThan(1024 * 1024)
    await refused(bomb, /異常に大きくなる/)
  })
  it('a bomb that says it is small', async () => {
    const bomb = await changed(honest, (parts) => parts.set('xl/sharedStrings.xml', Buffer.alloc(100 * 1024 * 1024, 0x20)))
    for (let at = bomb.indexOf('PK\x01\x02'); at >= 0; at = bomb.indexOf('PK\x01\x02', at + 4))
      if (bomb.readUInt32LE(at + 24) > 1e8) bomb.writeUInt32LE(1000, at + 24)
    await refused(bomb, /途中で切れているか、壊れています/)
  })
  it('a small part that unpacks a thousandfold', async () => {
    await refused(
      await changed(honest, (parts) => parts.set('xl/sharedStrings.xml', Buffer.alloc(20 * 1024 * 1024, 0x20))),
      /異常に大きくなる/,
    )
  })
  it('65,000 parts', async () => {
    const file = crowded(65_000)
    expect(file.length).toBeLessThan(5 * 1024 * 1024)
    await refused(file, /部品が多すぎます（65000個）/)
  })
  it('entities that multiply themselves', async () => {
    const entities = [...Array(9).keys()].map((index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`).join('')
    const strings = `<?xml version="1.0"?><!DOCTYPE s [<!ENTITY l0 "lol">${entities}]><sst><si><t>&l9;</t></si></sst>`
    await refused(await changed(honest, (parts) => parts.set('xl/sharedStrings.xml', strings)), /壊れています/)
  })
  it('rows without end: the memory of the thread ends it', async () => {
    const file = await changed(honest, (parts) =>
      parts.set('xl/worksheets/sheet1.xml', '<worksheet><sheetData><row r="1e15"></row></sheetData></worksheet>'),
    )
    await refused(file, /中身が多すぎて読めません|時間がかかりすぎる/)
  })
  it('a file that takes too long: its time ends it', async () => {
    const file = await changed(honest, (parts) =>
      parts.set('xl/worksheets/sheet1.xml', '<worksheet><sheetData><row r="1e15"></row></sheetData></worksheet>'),
    )
    await refused(file, /時間がかかりすぎる/, 300)
  })
  it('after all of them, an honest file is read', async () => {
    expect(await problem(honest)).toBe('read')
  })
})
