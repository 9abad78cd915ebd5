import type { Readable } from 'node:stream'
import { fromBufferPromise, type Entry as ZipEntry, type ZipFile } from 'yauzl'
import { Unreadable } from './unreadable.js'

/** What an honest workbook never comes near. */
const PARTS = 200
const TOTAL = 50 * 1024 * 1024
const RATIO = 100

/** Only these are read; pictures, notes, drawings and printer settings are not even unpacked. */
const needed =
  /^(?:\[Content_Types\]\.xml|xl\/(?:_rels\/workbook\.xml\.rels|workbook\.xml|sharedStrings\.xml|styles\.xml|worksheets\/[^/]+\.xml))$/

const damaged = 'ファイルが途中で切れているか、壊れています。もう一度保存し直して、読み込んでください。'

const macros = 'マクロの付いたファイル（.xlsm）は読めません。「Excel ブック (.xlsx)」で保存し直してから、読み込んでください。'

/**
 * The parts of an .xlsx file that hold its text, unpacked and counted while unpacking: what the archive says of itself is not trusted.
 * @throws Unreadable with a sentence: too many, too large, encrypted, with macros, not a workbook, damaged
 */
export async function unpack(file: Buffer): Promise<Map<string, Buffer>> {
  const archive = await fromBufferPromise(file, { lazyEntries: true, validateEntrySizes: true }).catch(() => {
    throw new Unreadable(damaged)
  })
  if (archive.entryCount > PARTS)
    throw new Unreadable(
      `ファイルの中の部品が多すぎます（${archive.entryCount}個）。画面からダウンロードし直したファイルに書いてください。`,
    )
  const entries = await listed(archive)
  checkNames(entries)
  const parts = new Map<string, Buffer>()
  let total = 0
  for (const entry of entries) {
    if (!needed.test(entry.fileName)) continue
    const part = await read(archive, entry, TOTAL - total)
    total += part.length
    parts.set(entry.fileName, part)
  }
  checkContents(parts)
  if (total > file.length * RATIO) throw new Unreadable(tooLarge)
  return parts
}

const tooLarge = 'ファイルを開くと異常に大きくなるため、読みませんでした。画面からダウンロードし直したファイルに書いてください。'

async function listed(archive: ZipFile): Promise<ZipEntry[]> {
  const entries: ZipEntry[] = []
  try {
    for await (const entry of archive.eachEntry()) entries.push(entry)
  } catch {
    throw new Unreadable(damaged)
  }
  return entries
}

function checkNames(entries: ZipEntry[]): void {
  const names = entries.map(({ fileName }) => fileName)
  if (new Set(names).size !== names.length) throw new Unreadable(damaged)
  if (entries.some((entry) => entry.isEncrypted()))
    throw new Unreadable('ファイルが暗号化されています。パスワードを外して保存し直してから、読み込んでください。')
  if (names.some((name) => /vbaProject|\.xlsm$/i.test(name))) throw new Unreadable(macros)
  const isWorkbook = ['[Content_Types].xml', 'xl/workbook.xml'].every((name) => names.includes(name))
  if (isWorkbook) return
  if (names.some((name) => /\.xlsx$/i.test(name)))
    throw new Unreadable('ZIPファイルです。展開して、中のExcelファイルを1つずつ読み込んでください。')
  throw new Unreadable('Excelファイル（.xlsx）ではありません。画面からダウンロードしたExcelファイルに書いて、読み込んでください。')
}

/** Office programs write no document type; entities that multiply themselves need one. */
function checkContents(parts: Map<string, Buffer>): void {
  if (parts.get('[Content_Types].xml')?.includes('macroEnabled')) throw new Unreadable(macros)
  for (const part of parts.values()) if (part.includes('<!DOCTYPE') || part.includes('<!ENTITY')) throw new Unreadable(damaged)
}

async function read(archive: ZipFile, entry: ZipEntry, room: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  let stream: Readable | undefined
  try {
    stream = await archive.openReadStreamPromise(entry)
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > room) throw new Unreadable(tooLarge)
      chunks.push(chunk)
    }
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable(damaged)
  } finally {
    stream?.destroy()
  }
  return Buffer.concat(chunks)
}
