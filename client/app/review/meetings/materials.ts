import { createHash } from 'node:crypto'
import type { Transaction } from '../../../../prisma/trail.js'
import type { Connections } from '../../connections.js'
import { Refused } from '../../errors.js'
import { actOnMeeting, type MeetingWord, notCancelled, refuseIf } from './act-on-meeting.js'
import { makePdf } from './make-pdf.js'
import { materialsOf } from './materials-content.js'
import { planMaterials } from './materials-mails.js'
import { materialsStanding } from './materials-standing.js'
import { notBegun } from './member-mails.js'
import { readMeeting } from './read-meeting.js'

type Reader = Pick<Transaction, '$queryRaw'>

/** What of a file's ground may forbid it: the agenda, what members may see of its years and who must not, the papers. */
async function groundOf(tx: Reader, meetingId: string): Promise<string | undefined> {
  const [row] = await tx.$queryRaw<{ ground: string }[]>`
    SELECT jsonb_build_array(m.revision,
      (SELECT jsonb_agg(jsonb_build_array(c.id, c.members_see_at, (SELECT max(a.no) FROM allotment a WHERE a.cycle_id = c.id)) ORDER BY c.id)
        FROM process c WHERE c.id IN (SELECT i.cycle_id FROM agenda_item i WHERE i.meeting_id = m.id)),
      (SELECT jsonb_agg(jsonb_build_array(f.document_id, f.item_no, f.position) ORDER BY f.document_id)
        FROM agenda_file f WHERE f.meeting_id = m.id))::text AS ground
    FROM meeting m WHERE m.id = ${meetingId}`
  return row?.ground
}

/** A file's bytes. */
export const materialsFile = (tx: Pick<Transaction, 'document'>, id: string) =>
  tx.document.findUnique({ where: { id }, select: { name: true, mediaType: true, bytes: true } })

/**
 * Makes the materials as one PDF from what stands: the agenda, the sheets that members may see, the opinions. Earlier files stay. The new one
 * leaves by itself on its day, with the next dispatch when that has passed.
 * @param withConflicts also programmes with which a member of the body has a conflict
 * @throws Refused: cancelled, nothing has changed since the last one, or what the file may show has changed while it was set (changed-meanwhile)
 */
export async function makeMaterials(connections: Connections, word: MeetingWord, withConflicts: boolean): Promise<void> {
  const ground = await groundOf(connections.db, word.meetingId)
  const meeting = await readMeeting(connections.db, word.meetingId)
  if (!meeting) throw new Refused('unknown-process', [word.meetingId])
  const { document, files } = await materialsOf(connections.db, meeting, withConflicts)
  const bytes = new Uint8Array(await makePdf(document, files))
  const hash = createHash('sha256').update(bytes).digest('hex')
  await actOnMeeting(connections, { ...word, given: { withConflicts } }, 'materials-made', async ({ tx, meeting: row, now }) => {
    notCancelled(row)
    if ((await groundOf(tx, row.id)) !== ground) throw new Refused('changed-meanwhile')
    const made = await tx.document.count({ where: { ownerId: row.id, kind: 'materials' } })
    const { newest, held } = await materialsStanding(tx, row.id)
    refuseIf(newest?.hash === hash && !held, '前に作った資料から変わったところがありません。')
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
    await tx.meeting.update({ where: { id: meeting.id }, data: { materialsAt: now, sentFile: newest.id, heldFile: null } })
    const { owing, told, begun } = await planMaterials(tx, meeting.id, now, true)
    refuseIf(!begun, notBegun)
    refuseIf(told === 0 && released?.id === newest.id, '在任の委員の全員に、この資料を送ったか、次の送信時刻に送るところです。')
    return { owing, facts: { document: newest.id, hash: newest.hash, mails: told } }
  })
