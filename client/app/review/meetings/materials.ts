import { createHash } from 'node:crypto'
import type { Transaction } from '../../../../prisma/trail.js'
import type { Connections } from '../../connections.js'
import { Refused } from '../../errors.js'
import { actOnMeeting, type MeetingWord, notCancelled, refuseIf } from './act-on-meeting.js'
import { makePdf } from './make-pdf.js'
import { materialsOf } from './materials-content.js'
import { planMaterials } from './materials-mails.js'
import { notBegun, notLeft } from './member-mails.js'
import { readMeeting } from './read-meeting.js'

/** The materials as they were made last, and as members have them. */
export interface MaterialsLine {
  id: string
  name: string
  hash: string
  size: number
}

export interface MaterialsStanding {
  newest: MaterialsLine | null
  /** what members have: the newest file that the office sent by hand, or whose mail has left; null: nothing yet */
  released: MaterialsLine | null
}

type Reader = Pick<Transaction, '$queryRaw'>

/** What of a meeting's materials was made and released: the trail tells what was sent by hand, the notices what has left on its day. */
export async function materialsStanding(tx: Reader, meetingId: string): Promise<MaterialsStanding> {
  const rows = await tx.$queryRaw<(MaterialsLine & { released: boolean })[]>`
    SELECT d.id, d.name, d.hash, octet_length(d.bytes) AS size, d.id IN (
      SELECT t.body::jsonb ->> 'document' FROM trail t JOIN agenda_item i ON i.cycle_id = t.cycle_id AND i.meeting_id = ${meetingId}
      WHERE t.kind = 'materials-sent' AND t.body::jsonb ->> 'meeting' = ${meetingId}
      UNION ALL
      SELECT n.facts ->> 'document' FROM notice n WHERE n.city = d.city AND n.kind = 'materials' AND n.facts ->> 'meeting' = ${meetingId}
        AND n.state <> ALL(${notLeft})) AS released
    FROM document d WHERE d.owner_id = ${meetingId} AND d.kind = 'materials' ORDER BY d.position DESC`
  const line = ({ released: _released, ...one }: MaterialsLine & { released: boolean }): MaterialsLine => one
  const [newest] = rows
  const released = rows.find((row) => row.released)
  return { newest: newest ? line(newest) : null, released: released ? line(released) : null }
}

/** A file's bytes. */
export const materialsFile = (tx: Pick<Transaction, 'document'>, id: string) =>
  tx.document.findUnique({ where: { id }, select: { name: true, mediaType: true, bytes: true } })

/**
 * Makes the materials as one PDF from what stands: the agenda, the sheets that members may see, the opinions. Earlier files stay. The new one
 * leaves by itself on its day, with the next dispatch when that has passed.
 * @param withConflicts also programmes with which a member of the body has a conflict
 * @throws Refused: cancelled, or nothing has changed since the last one
 */
export async function makeMaterials(connections: Connections, word: MeetingWord, withConflicts: boolean): Promise<void> {
  const meeting = await readMeeting(connections.db, word.meetingId)
  if (!meeting) throw new Refused('unknown-process', [word.meetingId])
  const { document, files } = await materialsOf(connections.db, meeting, withConflicts)
  const bytes = new Uint8Array(await makePdf(document, files))
  const hash = createHash('sha256').update(bytes).digest('hex')
  await actOnMeeting(connections, { ...word, given: { withConflicts } }, 'materials-made', async ({ tx, meeting: row, now }) => {
    notCancelled(row)
    const made = await tx.document.count({ where: { ownerId: row.id, kind: 'materials' } })
    const { newest } = await materialsStanding(tx, row.id)
    refuseIf(newest?.hash === hash, '前に作った資料から変わったところがありません。')
    const id = `${row.id}/materials/${made + 1}`
    const of = { ownerId: row.id, city: row.city, kind: 'materials', mediaType: 'application/pdf', position: made + 1 }
    const by = { byPost: word.post, byPerson: word.person ?? '', recordedAt: now }
    await tx.document.create({ data: { id, ...of, ...by, name: `${row.name}　会議資料（第${made + 1}版）.pdf`, hash, bytes } })
    const { owing, told, leavesAt } = await planMaterials(tx, row.id, now)
    return { owing, facts: { document: id, hash, withConflicts, mails: told, ...(leavesAt ? { leavesAt } : {}) } }
  })
}

/**
 * 今すぐ送る: releases the newest materials to the members and tells them by mail with the next dispatch, without waiting for their day. A newer
 * file than the one that was sent goes to all of them again; mails that the office holds stay held.
 * @throws Refused: nothing was made, everybody has it or is about to be told, no step of the meeting has begun, it was cancelled
 */
export const sendMaterials = (connections: Connections, word: MeetingWord): Promise<void> =>
  actOnMeeting(connections, word, 'materials-sent', async ({ tx, meeting, now }) => {
    notCancelled(meeting)
    const { newest, released } = await materialsStanding(tx, meeting.id)
    if (!newest) throw new Refused('invalid-input', ['送る資料がありません。先に資料を作ってください。'])
    const { owing, told, begun } = await planMaterials(tx, meeting.id, now, true)
    refuseIf(!begun, notBegun)
    refuseIf(told === 0 && released?.id === newest.id, '在任の委員の全員に、この資料を送ったか、次の送信時刻に送るところです。')
    await tx.meeting.update({ where: { id: meeting.id }, data: { materialsAt: now } })
    return { owing, facts: { document: newest.id, hash: newest.hash, mails: told } }
  })
