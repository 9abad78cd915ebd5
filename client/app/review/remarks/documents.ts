import { createHash, randomUUID } from 'node:crypto'
import { largestFile, sizeWord } from '../../../../domain/sheet/file-size.js'
import type { Database } from '../../../../prisma/db.js'
import { Refused } from '../../errors.js'
import { refuseUnwritable } from '../../receive.js'
import { mustBeOffice } from '../../steering/hold-notice.js'
import { tellOfReview, toldBefore } from '../tell-years.js'
import { begin, type OfficeWord, wordOf } from './remarks.js'

/** Files that one year's notes may be. */
const most = 300

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
/** What is kept, by its first bytes: what a file's name says is not trusted. */
const kinds: { mediaType: string; ending: RegExp; starts: number[] | null }[] = [
  { mediaType: 'application/pdf', ending: /\.pdf$/i, starts: [0x25, 0x50, 0x44, 0x46] },
  { mediaType: docx, ending: /\.docx$/i, starts: [0x50, 0x4b, 0x03, 0x04] },
  { mediaType: 'image/jpeg', ending: /\.jpe?g$/i, starts: [0xff, 0xd8, 0xff] },
  { mediaType: 'image/png', ending: /\.png$/i, starts: [0x89, 0x50, 0x4e, 0x47] },
  { mediaType: 'text/plain', ending: /\.txt$/i, starts: null },
]
export const isWord = (mediaType: string): boolean => mediaType === docx
export const acceptedDocuments = '.pdf,.docx,.txt,.jpg,.jpeg,.png'

/** The kind of a file; or the sentence why it is not kept. */
export function kindOfDocument(name: string, bytes: Uint8Array): { mediaType: string } | { problem: string } {
  if (bytes.length === 0) return { problem: 'ファイルが選ばれていないか、空です。' }
  if (bytes.length > largestFile)
    return {
      problem: `ファイルが大きすぎます（${sizeWord(bytes.length)}）。5 MBまでです。分けるか、小さくしてください。`,
    }
  const kind = kinds.find(({ ending }) => ending.test(name))
  if (!kind)
    return { problem: 'この種類のファイルは保存できません。PDF、Word（.docx）、テキスト（.txt）、写真（JPEG・PNG）を選んでください。' }
  const fits = kind.starts ? kind.starts.every((byte, at) => bytes[at] === byte) : !bytes.subarray(0, 4096).includes(0)
  return fits
    ? { mediaType: kind.mediaType }
    : { problem: `「${name.slice(0, 80)}」の中身は、名前の末尾が表す種類のものではありません。正しい形式で保存し直してください。` }
}

/** A file as a list shows it. */
export interface DocumentLine {
  id: string
  name: string
  mediaType: string
  size: number
  recordedAt: Date
}

/**
 * Keeps a file of notes as it is, with its hash in the trail. Nobody but the office gets it back.
 * @returns its id; null when the same form was sent before
 * @throws Refused: too large, of another kind, not the office's post
 */
export async function keepNotes(
  db: Database,
  given: OfficeWord & { name: string; bytes: Uint8Array<ArrayBuffer> },
): Promise<string | null> {
  const { bytes, cycleId, post, person, ...rest } = given
  refuseUnwritable(rest)
  const kind = kindOfDocument(given.name, bytes)
  if ('problem' in kind) throw new Refused('invalid-input', [kind.problem])
  const hash = createHash('sha256').update(bytes).digest('hex')
  const asked = { ...rest, cycleId, post, person, hash }
  return db.$transaction(async (tx) => {
    const { city, now } = await begin(tx, given)
    if (await toldBefore(tx, asked)) return null
    await mustBeOffice(tx, post, city)
    if ((await tx.document.count({ where: { ownerId: cycleId } })) >= most)
      throw new Refused('invalid-input', [`この年度には、資料が${most}件まで保存されています。これ以上は保存できません。`])
    const id = randomUUID()
    const data = { id, ownerId: cycleId, city, kind: 'notes', name: given.name.slice(-200), mediaType: kind.mediaType, hash, bytes }
    await tx.document.create({ data: { ...data, byPost: post, byPerson: person ?? '', recordedAt: now } })
    await tellOfReview(tx, { ...wordOf(given), asked, kind: 'document-kept', facts: { document: id, content: hash, size: bytes.length } })
    return id
  })
}

/** The notes of a year, the newest first. One statement. */
export const listNotes = (db: Database, cycleId: string): Promise<DocumentLine[]> =>
  db.$queryRaw<DocumentLine[]>`
    SELECT id, name, media_type AS "mediaType", length(bytes) AS size, recorded_at AS "recordedAt" FROM document
    WHERE owner_id = ${cycleId} AND kind = 'notes' ORDER BY recorded_at DESC, id`

/** One file of a year's notes with its bytes; null: the year has none of that id. */
export const readNotesFile = (db: Database, cycleId: string, id: string) =>
  db.document.findFirst({ where: { id, ownerId: cycleId, kind: 'notes' } })
