import { ZipFile } from 'yazl'

/** The earliest day that a ZIP can name. Every file has it: the same files make the same bytes, whenever and wherever they are packed. */
const noDay = new Date(1980, 0, 1)

/** Packs files into a ZIP, in their order. */
export async function zipOf(files: { path: string; bytes: Uint8Array }[]): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new ZipFile()
  for (const { path, bytes } of files) zip.addBuffer(Buffer.from(bytes), path, { mtime: noDay, mode: 0o100644, forceDosTimestamp: true })
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk as Buffer))
  return new Uint8Array(Buffer.concat(chunks))
}
