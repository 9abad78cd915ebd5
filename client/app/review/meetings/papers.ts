import { createHash, randomUUID } from 'node:crypto'
import type { Block } from '../../../../domain/review/field-blocks.js'
import { isClosedItem } from '../../../../domain/review/meeting.js'
import { largestFile, sizeWord } from '../../../../domain/sheet/file-size.js'
import type { Transaction } from '../../../../prisma/trail.js'
import type { Connections } from '../../connections.js'
import { Refused } from '../../errors.js'
import { actOnMeeting, type MeetingWord, notCancelled, refuseIf } from './act-on-meeting.js'
import { mostPages, type PdfFile, pagesOfPdf } from './make-pdf.js'
import type { MeetingView } from './meeting-view.js'

/** Files of one meeting, and their pages together: what one PDF can hold and people can read. */
const mostPapers = 30
const mostPagesOfAll = 300

/** A PDF that goes with a meeting (添付資料). */
export interface PaperLine {
  id: string
  name: string
  size: number
  pages: number
  /** the number of its item of the agenda; null: the meeting's own */
  itemNo: number | null
}

/** A file as it was chosen. */
export interface NewPaper {
  itemNo: number | null
  name: string
  bytes: Uint8Array<ArrayBuffer>
}

type Reader = Pick<Transaction, '$queryRaw'>

/** The files of a meeting in the order of the materials: item by item, then the meeting's own. One statement. */
export const papersOf = (tx: Reader, meetingId: string): Promise<PaperLine[]> =>
  tx.$queryRaw<PaperLine[]>`
    SELECT d.id, d.name, octet_length(d.bytes) AS size, f.pages, f.item_no AS "itemNo" FROM agenda_file f JOIN document d ON d.id = f.document_id
    WHERE f.meeting_id = ${meetingId} ORDER BY f.item_no NULLS LAST, f.position`

/** One of them with its bytes; null: the meeting has none of that id. */
export async function paperFile(tx: Pick<Transaction, 'document' | 'agendaFile'>, meetingId: string, id: string) {
  const file = await tx.agendaFile.findFirst({ where: { documentId: id, meetingId } })
  return file && tx.document.findUnique({ where: { id }, select: { name: true, bytes: true } })
}

/**
 * Adds a PDF to an item of the agenda, or to the meeting. It is in the materials that are made from then on.
 * @throws Refused: no PDF, locked, not to be read, too large or too long, the agenda was saved meanwhile, cancelled
 */
export async function addPaper(connections: Connections, word: MeetingWord & { revision: number }, paper: NewPaper): Promise<void> {
  const { itemNo, name, bytes } = paper
  const pages = await pagesIn(paper)
  const hash = createHash('sha256').update(bytes).digest('hex')
  await actOnMeeting(connections, { ...word, given: { itemNo, name, hash } }, 'paper-added', async ({ tx, meeting, now }) => {
    notCancelled(meeting)
    const there = await papersOf(tx, meeting.id)
    const item = itemNo === null || (await tx.agendaItem.count({ where: { meetingId: meeting.id, no: itemNo } })) === 1
    refuseIf(!item, 'その議題はありません。画面を開き直してください。')
    refuseIf(there.length >= mostPapers, `添付資料は、一つの会議に${mostPapers}件までです。まとめるか、要らないものを外してください。`)
    const all = there.reduce((sum, one) => sum + one.pages, pages)
    refuseIf(all > mostPagesOfAll, `添付資料は、一つの会議に合わせて${mostPagesOfAll}ページまでです（加えると${all}ページになります）。`)
    const id = randomUUID()
    const of = {
      id,
      ownerId: meeting.id,
      city: meeting.city,
      kind: 'paper',
      name: name.slice(-200),
      mediaType: 'application/pdf',
      hash,
      bytes,
    }
    await tx.document.create({ data: { ...of, byPost: word.post, byPerson: word.person ?? '', recordedAt: now } })
    const last = await tx.agendaFile.aggregate({ where: { meetingId: meeting.id }, _max: { position: true } })
    const position = (last._max.position ?? 0) + 1
    await tx.agendaFile.create({ data: { documentId: id, meetingId: meeting.id, itemNo, position, pages } })
    return { facts: { document: id, hash, pages, item: itemNo ?? 0 } }
  })
}

/** Takes a file out of the materials that are made from then on; the file itself is kept. @throws Refused: cancelled, or it is out already */
export const dropPaper = (connections: Connections, word: MeetingWord, documentId: string): Promise<void> =>
  actOnMeeting(connections, { ...word, given: { documentId } }, 'paper-dropped', async ({ tx, meeting }) => {
    notCancelled(meeting)
    const { count } = await tx.agendaFile.deleteMany({ where: { documentId, meetingId: meeting.id } })
    refuseIf(count === 0, 'この添付資料は、もう外されています。')
    return { facts: { document: documentId } }
  })

/** @throws Refused with the sentence why the file cannot go into the materials */
async function pagesIn({ name, bytes }: NewPaper): Promise<number> {
  const said = `「${name.slice(-80)}」`
  refuseIf(bytes.length === 0, 'ファイルが選ばれていないか、空です。')
  refuseIf(bytes.length > largestFile, `${said}は大きすぎます（${sizeWord(bytes.length)}）。5 MBまでです。分けるか、小さくしてください。`)
  refuseIf(
    !Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-'),
    `${said}はPDFではありません。WordやExcelのファイルは、PDFで保存し直してから選んでください。`,
  )
  const found = await pagesOfPdf(bytes)
  if ('fault' in found)
    throw new Refused('invalid-input', [
      found.fault === 'encrypted'
        ? `${said}には、パスワードや編集の制限が付いています。制限のないPDFで保存し直してください。`
        : `${said}は壊れているか、読めない形のPDFです。元のファイルからPDFを作り直してください。`,
    ])
  refuseIf(found.pages > mostPages, `${said}は${found.pages}ページあります。${mostPages}ページまでです。分けてください。`)
  return found.pages
}

/** The item of the agenda that a file belongs to, by its number then and now. */
type Wanted = { was?: number; step: { cycleId: string; key: string } | null }

/**
 * Takes the files along when the agenda is written anew. Call it before its items are replaced.
 * @throws Refused: an item with files would be taken off the agenda
 */
export async function keepPapers(tx: Transaction, meetingId: string, agenda: Wanted[]): Promise<void> {
  const files = await tx.agendaFile.findMany({ where: { meetingId, itemNo: { not: null } } })
  if (files.length === 0) return
  const items = await tx.agendaItem.findMany({ where: { meetingId } })
  for (const { documentId, itemNo } of files) {
    const item = items.find(({ no }) => no === itemNo)
    const at = agenda.findIndex(({ was, step }) =>
      was === undefined ? step !== null && step.cycleId === item?.cycleId && step.key === item.stepKey : was === itemNo,
    )
    refuseIf(at < 0, `議題「${item?.title ?? ''}」には添付資料があります。先に添付資料を外してください。`)
    await tx.agendaFile.update({ where: { documentId }, data: { itemNo: at + 1 } })
  }
}

/** The files as part of the materials: each after a page that names it, in the order of the agenda. Only members get the materials. */
export async function papersToSet(
  tx: Reader,
  { id, agenda, openness }: Pick<MeetingView, 'id' | 'agenda' | 'openness'>,
): Promise<{ blocks: Block[]; files: PdfFile[] }> {
  const papers = await tx.$queryRaw<(PaperLine & { bytes: Uint8Array })[]>`
    SELECT d.id, d.name, octet_length(d.bytes) AS size, f.pages, f.item_no AS "itemNo", d.bytes FROM agenda_file f JOIN document d ON d.id = f.document_id
    WHERE f.meeting_id = ${id} ORDER BY f.item_no NULLS LAST, f.position`
  const files = papers.map(({ bytes }, at) => ({ name: `paper-${at + 1}.pdf`, bytes }))
  if (papers.length === 0) return { blocks: [], files }
  const itemOf = ({ itemNo }: PaperLine): string => {
    const item = agenda.find(({ no }) => no === itemNo)
    const closed = item && isClosedItem(openness, item.closed) ? '（非公開）' : ''
    return item ? `議題${item.no}　${item.title}${closed}` : '会議全体'
  }
  const blocks = papers.flatMap((paper, at): Block[] => {
    const title = `添付${at + 1}　${paper.name.replace(/\.pdf$/i, '')}`
    return [
      { kind: 'page' },
      ...(at === 0 ? [{ kind: 'heading', level: 1, text: '添付資料' } as const] : []),
      { kind: 'heading', level: 2, text: title },
      { kind: 'text', text: itemOf(paper) },
      { kind: 'text', text: `次のページから${paper.pages}ページ` },
      { kind: 'pdf', file: `paper-${at + 1}.pdf`, pages: paper.pages, title },
    ]
  })
  return { blocks, files }
}
