import type { Readable } from 'node:stream'
import { fromBufferPromise, type Entry as ZipEntry, type ZipFile } from 'yauzl'
import { Unreadable } from './unreadable.js'

/** A kind of office file (OPC, ISO/IEC 29500-2): which of its parts are read, how much is honest, and how its faults are told. */
export interface OfficeKind {
  /** parts in the file, at most */
  parts: number
  /** bytes of the parts that are read, unpacked, at most */
  total: number
  /** only these are read; the others are not even unpacked */
  needed: RegExp
  /** the name of a part that holds macros */
  macroPart: RegExp
  /** @throws Unreadable: the names are not those of such a file */
  checkNames(names: string[]): void
  words: { damaged: string; tooLarge: string; encrypted: string; macros: string; tooMany(parts: number): string }
}

/**
 * The parts of an office file that hold its text, unpacked and counted while unpacking: what the archive says of itself is not trusted.
 * @throws Unreadable with a sentence: too many, too large, encrypted, with macros, another kind of file, damaged
 */
export async function unpackParts(file: Buffer, kind: OfficeKind): Promise<Map<string, Buffer>> {
  const { words } = kind
  const archive = await fromBufferPromise(file, { lazyEntries: true, validateEntrySizes: true }).catch(() => {
    throw new Unreadable(words.damaged)
  })
  if (archive.entryCount > kind.parts) throw new Unreadable(words.tooMany(archive.entryCount))
  const entries = await listed(archive, words)
  const names = entries.map(({ fileName }) => fileName)
  if (new Set(names).size !== names.length) throw new Unreadable(words.damaged)
  if (entries.some((entry) => entry.isEncrypted())) throw new Unreadable(words.encrypted)
  if (names.some((name) => kind.macroPart.test(name))) throw new Unreadable(words.macros)
  kind.checkNames(names)
  const parts = new Map<string, Buffer>()
  let total = 0
  for (const entry of entries.filter(({ fileName }) => kind.needed.test(fileName))) {
    const part = await read(archive, entry, kind.total - total, words)
    total += part.length
    parts.set(entry.fileName, part)
  }
  if (parts.get('[Content_Types].xml')?.includes('macroEnabled')) throw new Unreadable(words.macros)
  // Office programs write no document type; entities that multiply themselves need one.
  for (const part of parts.values()) if (part.includes('<!DOCTYPE') || part.includes('<!ENTITY')) throw new Unreadable(words.damaged)
  return parts
}

async function listed(archive: ZipFile, { damaged }: OfficeKind['words']): Promise<ZipEntry[]> {
  const entries: ZipEntry[] = []
  try {
    for await (const entry of archive.eachEntry()) entries.push(entry)
  } catch {
    throw new Unreadable(damaged)
  }
  return entries
}

async function read(archive: ZipFile, entry: ZipEntry, room: number, { damaged, tooLarge }: OfficeKind['words']): Promise<Buffer> {
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
