import { fiscalYearName, formatDate, formatTime } from '../../../../domain/calendar/date-words.js'
import { dateOf, timeOf } from '../../../../domain/calendar/instants.js'
import { type Block, fieldBlocks } from '../../../../domain/review/field-blocks.js'
import type { PdfDocument } from '../../../../domain/review/typst-source.js'
import { unregisteredName } from '../../../../domain/review/whole.js'
import { fieldsAsked } from '../../../../domain/sheet/content.js'
import type { Database } from '../../../../prisma/db.js'
import { type ReadCycle, readCycles } from '../../views/read-cycle.js'
import type { PdfFile } from './make-pdf.js'
import type { MeetingView } from './meeting-view.js'
import { papersToSet } from './papers.js'

/** A meeting's materials as one document, and the years whose sheets it may not show yet. */
export interface Materials {
  document: PdfDocument
  /** the PDFs whose pages it holds */
  files: PdfFile[]
  /** 委員への公開の前: their sheets are left out */
  withheld: number[]
}

interface Programme {
  cycleId: string
  key: string
  name: string
}

/**
 * The agenda, and of each year on it the accepted sheets of the verified programmes and the opinions; then the files that were added.
 * @param withConflicts also programmes with which a seat of the body has a conflict (利害関係): all members read the one file
 */
export async function materialsOf(
  db: Database,
  meeting: Pick<MeetingView, 'id' | 'city' | 'body' | 'name' | 'place' | 'startsAt' | 'openness' | 'agenda'>,
  withConflicts = false,
): Promise<Materials> {
  const cycles = await readCycles(db, { ids: meeting.agenda.flatMap(({ step }) => step?.cycleId ?? []) })
  const released = await db.process.findMany({
    where: { id: { in: cycles.map(({ row }) => row.id) }, membersSeeAt: { not: null } },
    select: { id: true },
  })
  const blocks: Block[] = [
    { kind: 'heading', level: 1, text: '議題' },
    { kind: 'bullets', items: meeting.agenda.map(({ no, title }) => `${no}　${title}`) },
  ]
  const leftOut = withConflicts ? [] : await inConflict(db, meeting, cycles)
  const withheld: number[] = []
  for (const cycle of cycles.toSorted((a, b) => a.row.fiscalYear - b.row.fiscalYear)) {
    const { fiscalYear, id } = cycle.row
    if (!released.some((one) => one.id === id)) {
      withheld.push(fiscalYear)
      continue
    }
    const without = leftOut.filter(({ cycleId }) => cycleId === id)
    const own = [...leftOutWords(without), ...(await sheets(db, cycle, without)), ...(await opinions(db, cycle, without))]
    if (own.length > 0) blocks.push({ kind: 'page' }, { kind: 'heading', level: 1, text: `${fiscalYearName(fiscalYear)}の検証` }, ...own)
  }
  const papers = await papersToSet(db, meeting)
  const when = `${formatDate(dateOf(meeting.startsAt))}${formatTime(timeOf(meeting.startsAt))}から`
  return {
    withheld,
    files: papers.files,
    document: {
      title: `${meeting.name}　会議資料`,
      facts: [
        ['日時', when],
        ['場所', meeting.place || '（未定）'],
      ],
      foot: `${meeting.name}　会議資料`,
      blocks: [...blocks, ...papers.blocks],
    },
  }
}

/** Verified programmes with which a seat of the meeting's body stands in conflict. One statement. */
const inConflict = (db: Database, { city, body }: Pick<MeetingView, 'city' | 'body'>, cycles: ReadCycle[]): Promise<Programme[]> =>
  db.$queryRaw<Programme[]>`
    SELECT g.cycle_id AS "cycleId", g.key, g.name FROM programme g
    WHERE g.verified AND (g.cycle_id, g.key) IN (
      SELECT cycle_id, programme FROM (
        SELECT DISTINCT ON (a.cycle_id, a.programme, a.seat) a.cycle_id, a.programme, a.standing
        FROM allotment a JOIN post t ON t.id = a.seat AND t.city = ${city} AND t.department = ${body}
        WHERE a.cycle_id = ANY(${cycles.map(({ row }) => row.id)}) ORDER BY a.cycle_id, a.programme, a.seat, a.no DESC) newest
      WHERE standing = 'conflict')
    ORDER BY g.cycle_id, g.position`

/** Which programmes are not in the file, never whose conflict it is. */
const leftOutWords = (programmes: Programme[]): Block[] =>
  programmes.length === 0
    ? []
    : [
        { kind: 'text', text: '利害関係のある委員がいるため、次の施策はこの資料に入れていません。' },
        { kind: 'bullets', items: programmes.map(({ name }) => name) },
      ]

async function sheets(db: Database, { row, definition }: ReadCycle, without: Programme[]): Promise<Block[]> {
  const collects = definition.steps.filter(({ kind }) => kind === 'collect').map(({ id }) => id)
  const rows = await db.$queryRaw<
    { subject: string; name: string; step: string; form: string; round: string | null; content: Record<string, unknown> }[]
  >`
    SELECT p.subject, g.name, p.step_key AS step, p.form, p.round, v.content
    FROM process p JOIN programme g ON g.cycle_id = p.cycle_id AND g.key = p.subject JOIN version v ON v.id = p.accepted_version
    WHERE p.cycle_id = ${row.id} AND p.kind = 'assignment' AND p.state = 'accepted' AND p.step_key = ANY(${collects}) AND g.verified
      AND p.subject <> ALL(${without.map(({ key }) => key)})
    ORDER BY g.position, array_position(${collects}, p.step_key)`
  let last = ''
  return rows.flatMap(({ subject, name, step, form, round, content }): Block[] => {
    const title = definition.steps.find(({ id }) => id === step)?.name ?? step
    const head: Block[] = subject === last ? [] : [{ kind: 'page' }, { kind: 'heading', level: 2, text: name }]
    last = subject
    const fields = fieldsAsked(definition, form, round).flatMap((field): Block[] => {
      const own = fieldBlocks(field, content[field.id])
      return own.length === 0 ? [] : [{ kind: 'heading', level: 3, text: `${field.label}（${title}）` }, ...own]
    })
    return [...head, ...fields]
  })
}

/** Opinions that are to be printed, without whose they were: a member's own is never attributed. */
async function opinions(db: Database, { row, definition }: ReadCycle, without: Programme[]): Promise<Block[]> {
  const rows = await db.$queryRaw<{ subject: string; name: string | null; no: number; kind: string | null; text: string }[]>`
    SELECT o.subject, g.name, o.no, o.kind, o.text FROM opinion o LEFT JOIN programme g ON g.cycle_id = o.cycle_id AND g.key = o.subject
    WHERE o.cycle_id = ${row.id} AND o.printed_as = 'printed' AND o.subject <> ALL(${without.map(({ key }) => key)})
    ORDER BY g.position NULLS LAST, o.subject, o.no`
  if (rows.length === 0) return []
  const kindOf = (id: string | null) => definition.opinionKinds.find((kind) => kind.id === id)?.name ?? ''
  const subjects = [...new Set(rows.map(({ subject }) => subject))]
  return [
    { kind: 'page' },
    { kind: 'heading', level: 2, text: '検証意見' },
    ...subjects.flatMap((subject): Block[] => {
      const own = rows.filter((one) => one.subject === subject)
      return [
        { kind: 'heading', level: 3, text: own[0]?.name ?? unregisteredName(subject) },
        { kind: 'table', columns: ['番号', '意見', '種類'], rows: own.map(({ no, text, kind }) => [String(no), text, kindOf(kind)]) },
      ]
    }),
  ]
}
