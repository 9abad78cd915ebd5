import { fromBufferPromise } from 'yauzl'
import { ZipFile } from 'yazl'

/** The parts of an .xlsx file, by name. */
export async function partsOf(file: Buffer): Promise<Map<string, Buffer>> {
  const archive = await fromBufferPromise(file, { lazyEntries: true })
  const parts = new Map<string, Buffer>()
  for await (const entry of archive.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue
    const chunks: Buffer[] = []
    for await (const chunk of await archive.openReadStreamPromise(entry)) chunks.push(chunk as Buffer)
    parts.set(entry.fileName, Buffer.concat(chunks))
  }
  return parts
}

/** An archive of such parts. */
export async function archiveOf(parts: Iterable<[string, Buffer | string]>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, part] of parts) zip.addBuffer(Buffer.from(part), name)
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk as Buffer))
  return Buffer.concat(chunks)
}

/** The same file with parts of it changed, or further parts. */
export async function changed(file: Buffer, change: (parts: Map<string, Buffer | string>) => void): Promise<Buffer> {
  const parts = new Map<string, Buffer | string>(await partsOf(file))
  change(parts)
  return archiveOf(parts)
}

/** An archive that lists so many parts, all of them the same empty one. */
export function crowded(count: number): Buffer {
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(26), Buffer.from('x')])
  local.writeUInt16LE(1, 26)
  const listed = Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.alloc(42), Buffer.from('x')])
  listed.writeUInt16LE(1, 28)
  const end = Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)])
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(listed.length * count, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, ...Array.from({ length: count }, () => listed), end])
}
