import { createHash } from 'node:crypto'
import type { Field } from '../../../domain/definition/schema.js'
import { asObject } from '../../../domain/sheet/loose-content.js'
import { picturesShown } from '../../../domain/sheet/pictures.js'
import type { Database } from '../../../prisma/db.js'
import type { Transaction } from '../../../prisma/trail.js'
import { rewritePicture } from './rewrite-picture.js'

/** What was once added stays on record, taken out or not: one assignment has room for so many. */
const mostAdded = 100

/** A picture to be shown. */
export interface PictureFile {
  mediaType: string
  bytes: Uint8Array<ArrayBuffer>
}

/**
 * Keeps a picture that somebody adds to an assignment, written anew; the same one added again is kept once. `bySection`: added by the
 * section that is asked, not by the office on its behalf.
 * @returns its id (SHA-256 of the bytes kept), or the sentence why it is not taken
 */
export async function addPicture(
  db: Database,
  { processId, personId, bySection, file }: { processId: string; personId: string; bySection: boolean; file: Uint8Array },
): Promise<{ id: string } | { problem: string }> {
  if ((await db.picture.count({ where: { processId } })) >= mostAdded)
    return {
      problem: `この依頼には、もう写真を加えられません。外した写真も記録に残るため、合わせて${mostAdded}枚までです。事務局に知らせてください。`,
    }
  const read = await rewritePicture(file)
  if (!read.ok) return { problem: read.problem }
  const { mediaType, width, height, bytes } = read.picture
  const id = createHash('sha256').update(bytes).digest('hex')
  const [city = ''] = processId.split('/')
  await db.$executeRaw`
    INSERT INTO picture (process_id, id, city, media_type, width, height, bytes, uploaded_by, by_section)
    VALUES (${processId}, ${id}, ${city}, ${mediaType}, ${width}, ${height}, ${bytes}, ${personId}, ${bySection}) ON CONFLICT DO NOTHING`
  return { id }
}

/**
 * Those of these ids that an assignment may show: pictures added to it, or to another one of the same year about the same subject and
 * shown there by an accepted sheet (a later round carries them over). A picture of another section is not reached by being named.
 * `section`: for the section that is asked; anybody else does not see what the section added and has not handed in.
 */
async function withinReach(db: Pick<Transaction, '$queryRaw'>, processId: string, ids: string[], section: boolean): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT q.id FROM picture q JOIN process own ON own.id = ${processId} JOIN process o ON o.id = q.process_id
    WHERE q.id = ANY(${ids}) AND (
      (o.id = own.id AND (${section} OR NOT q.by_section))
      OR (o.cycle_id = own.cycle_id AND o.subject = own.subject AND EXISTS (
        SELECT 1 FROM version v JOIN process p ON p.id = v.process_id
        WHERE p.cycle_id = own.cycle_id AND p.subject = own.subject AND (p.id = own.id OR v.id = p.accepted_version)
          AND jsonb_path_exists(v.content, '$.*[*] ? (@.id == $id)', jsonb_build_object('id', q.id)))))`
  return rows.map(({ id }) => id)
}

/** To whom an assignment belongs and who checks it: what decides who may see its pictures. Null: there is no such assignment. */
export async function ownersOf(db: Database, processId: string): Promise<{ department: string; checkPost: string | null } | null> {
  const rows = await db.$queryRaw<{ department: string; checkPost: string | null }[]>`
    SELECT t.department, p.check_post AS "checkPost" FROM process p JOIN post t ON t.id = p.post WHERE p.id = ${processId} AND p.kind = 'assignment'`
  return rows[0] ?? null
}

/** A picture that an assignment shows to its section, or to whoever else may open it. Null: there is none. */
export async function readPicture(db: Database, processId: string, id: string, section: boolean): Promise<PictureFile | null> {
  if ((await withinReach(db, processId, [id], section)).length === 0) return null
  return db.picture.findFirst({ where: { id }, select: { mediaType: true, bytes: true } })
}

/** Sentences about pictures that a content names and its assignment does not have. Without pictures, no statement. */
export async function missingPictures(tx: Transaction, processId: string, fields: Field[], content: unknown): Promise<string[]> {
  const shown = picturesShown(fields, asObject(content))
  if (shown.length === 0) return []
  const found = await withinReach(
    tx,
    processId,
    shown.map(({ id }) => id),
    true,
  )
  return shown
    .filter(({ id }) => !found.includes(id))
    .map(({ field, at }) => `${field}: ${at + 1}枚目の写真がこの依頼に保存されていません。写真を外し、画面からもう一度加えてください。`)
}
