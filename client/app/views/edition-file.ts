import type { Database } from '../../../prisma/db.js'

export interface PublishedFile {
  mediaType: string
  /** SHA-256 of the content */
  hash: string
  content: Uint8Array<ArrayBuffer>
}

/** One file of the newest edition of a year's report. One statement. Null: nothing is published, or there is no such file. */
export async function editionFile(db: Database, cycleId: string, path: string): Promise<PublishedFile | null> {
  const file = await db.editionFile.findFirst({
    where: { cycleId, path },
    orderBy: { editionNo: 'desc' },
    select: { mediaType: true, hash: true, content: true },
  })
  return file
}
