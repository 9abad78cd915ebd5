import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { fromBufferPromise, type Entry as ZipEntry, type ZipFile } from 'yauzl'
import { ZipFile as NewZip } from 'yazl'
import { Unreadable } from './unreadable.js'

/** What an honest document never comes near. */
const PARTS = 2_000
const TOTAL = 30 * 1024 * 1024

/** Only these are read; pictures, embedded files and everything that leads outside is left behind. */
const needed =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/(?:document|styles|numbering|footnotes|endnotes)\.xml|word\/_rels\/document\.xml\.rels)$/

const damaged = 'Wordファイルが途中で切れているか、壊れています。もう一度保存し直して、読み込んでください。'
const tooLarge = 'Wordファイルを開くと異常に大きくなるため、読みませんでした。必要な文だけを写して貼り付けてください。'

/**
 * The parts of a .docx file that hold its text, as a small file of their own, counted while unpacking: what the archive says of itself
 * is not trusted. @throws Unreadable with a sentence: too many parts, too large, encrypted, with macros, no document, damaged
 */
export async function unpackWords(file: Buffer): Promise<Buffer> {
  const archive = await fromBufferPromise(file, { lazyEntries: true, validateEntrySizes: true }).catch(() => {
    throw new Unreadable(damaged)
  })
  if (archive.entryCount > PARTS) throw new Unreadable(tooLarge)
  const entries = await listed(archive)
  checkNames(entries)
  const kept = new NewZip()
  let total = 0
  for (const entry of entries.filter(({ fileName }) => needed.test(fileName))) {
    const part = await read(archive, entry, TOTAL - total)
    total += part.length
    if (part.includes('<!DOCTYPE') || part.includes('<!ENTITY')) throw new Unreadable(damaged)
    if (part.includes('macroEnabled')) throw new Unreadable(macros)
    kept.addBuffer(part, entry.fileName)
  }
  kept.end()
  return buffer(kept.outputStream)
}

const macros = 'マクロの付いたファイル（.docm）は読めません。「Word 文書 (.docx)」で保存し直してください。'

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
    throw new Unreadable('Wordファイルが暗号化されています。パスワードを外して保存し直してください。')
  if (names.some((name) => /vbaProject/i.test(name))) throw new Unreadable(macros)
  if (!['[Content_Types].xml', 'word/document.xml'].every((name) => names.includes(name)))
    throw new Unreadable(
      'Wordファイル（.docx）ではありません。名前の末尾だけを変えても読めません。Wordで「Word 文書 (.docx)」として保存してください。',
    )
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
