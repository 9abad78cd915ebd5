import type { Definition, Field } from '../../../../domain/definition/schema.js'
import { lineageOf } from '../../../../domain/review/lineage.js'
import { type PromiseCourse, promiseCourses } from '../../../../domain/review/promises.js'
import { fieldsAsked } from '../../../../domain/sheet/content.js'
import type { Database } from '../../../../prisma/db.js'
import { readCycles } from '../../views/read-cycle.js'
import { readPromises } from '../promises/read-promises.js'

/** One accepted sheet of this year, to be read. */
export interface MemberSheet {
  processId: string
  round: string | null
  roundName: string | null
  fields: Field[]
  content: Record<string, unknown>
}

/** What was said and answered about it a year ago. */
export interface LastYear {
  fiscalYear: number
  /** of all that the programme was then: numbers are of one `subject` each */
  opinions: { subject: string; no: number; text: string; merged: number | null }[]
  actions: { subject: string; no: number; text: string; answers: number[]; timing: string | null }[]
}

/** Everything that a member reads about one programme before saying something. */
export interface MemberProgramme {
  definition: Definition
  sheets: MemberSheet[]
  last: LastYear
  promises: PromiseCourse[]
}

interface SheetRow {
  processId: string
  form: string
  round: string | null
  content: Record<string, unknown>
}

/** Reads one programme of a released year: sheets as they were accepted, last year's opinions and answers, earlier promises. Five statements. */
export async function memberProgramme(db: Database, cycleId: string, programme: string): Promise<MemberProgramme | null> {
  const [cycle] = await readCycles(db, { id: cycleId })
  if (!cycle) return null
  const { definition, row } = cycle
  const place = { fiscalYear: row.fiscalYear, key: programme }
  const rows = await db.$queryRaw<SheetRow[]>`
    SELECT p.id AS "processId", p.form, p.round, v.content FROM process p
    JOIN programme g ON g.cycle_id = p.cycle_id AND g.key = p.subject AND g.form = p.form JOIN version v ON v.id = p.accepted_version
    WHERE p.cycle_id = ${cycleId} AND p.kind = 'assignment' AND p.step_kind = 'collect' AND p.subject = ${programme} AND p.state <> 'withdrawn'
    ORDER BY p.opens_at DESC, p.id`
  const records = await readPromises(db, { city: row.city, definition: row.definition, subject: programme })
  const lineage = lineageOf(records.register, records.years)
  const past = lineage.past(place)
  const before = past.filter(({ fiscalYear }) => fiscalYear === row.fiscalYear - 1).map(({ key }) => key)
  const isPast = (one: PromiseCourse) => past.some(({ fiscalYear, key }) => fiscalYear === one.fiscalYear && key === one.subject)
  return {
    definition,
    sheets: rows.map(({ form, round, ...sheet }) => ({
      ...sheet,
      round,
      roundName: definition.rounds.find(({ id }) => id === round)?.name ?? null,
      // What the section answers about promises stands with the promises.
      fields: fieldsAsked(definition, form, round).filter(({ type }) => type !== 'promises'),
    })),
    last: await lastYear(db, cycleId, row.fiscalYear - 1, before.length > 0 ? before : [programme]),
    promises: promiseCourses(records).filter((one) => one.asked && one.fiscalYear < row.fiscalYear && isPast(one)),
  }
}

async function lastYear(db: Database, cycleId: string, fiscalYear: number, subjects: string[]): Promise<LastYear> {
  const opinions = await db.$queryRaw<LastYear['opinions']>`
    SELECT o.subject, o.no, o.text, o.merged_into AS merged FROM opinion o JOIN process c ON c.id = o.cycle_id JOIN process own ON own.id = ${cycleId}
    WHERE c.city = own.city AND c.definition = own.definition AND c.fiscal_year = ${fiscalYear} AND o.subject = ANY(${subjects}) AND o.printed_as <> 'unprinted'
    ORDER BY o.subject, o.no`
  const actions = await db.$queryRaw<LastYear['actions']>`
    SELECT a.subject, a.no, a.text, a.answers, a.timing FROM action a JOIN process c ON c.id = a.cycle_id JOIN process own ON own.id = ${cycleId}
    WHERE c.city = own.city AND c.definition = own.definition AND c.fiscal_year = ${fiscalYear} AND a.subject = ANY(${subjects})
    ORDER BY a.subject, a.no`
  return { fiscalYear, opinions, actions }
}
