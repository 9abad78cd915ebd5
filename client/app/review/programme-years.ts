import type { Definition } from '../../../domain/definition/schema.js'
import type { ImportedAmount } from '../../../domain/money/imported-amount.js'
import type { Instant } from '../../../domain/process/command.js'
import { type IndicatorSeries, indicatorSeries } from '../../../domain/review/indicator-series.js'
import { type Lineage, lineageOf, type Place, placeId, type RegisterLine } from '../../../domain/review/lineage.js'
import { type MoneyYear, moneyYears } from '../../../domain/review/money-years.js'
import {
  type FigureRow,
  figureRows,
  type LineageEvent,
  lineageEvents,
  type ProgrammeYear,
  visiblePlaces,
} from '../../../domain/review/year-comparison.js'
import { fieldsAsked } from '../../../domain/sheet/content.js'
import type { Database } from '../../../prisma/db.js'
import { type CycleLine, lineOf } from '../views/list-cycles.js'
import { type ReadCycle, readCycles } from '../views/read-cycle.js'

/** Whose programmes somebody sees. */
export interface YearsSeer {
  oversees: boolean
  departments: string[]
}

/** What the council said of a programme in one year, and what was answered. */
export interface YearReview extends Place {
  opinions: { no: number; text: string; kindName: string }[]
  actions: { no: number; text: string; categoryName: string; timing: string | null; answers: number[] }[]
}

/** 年度比較 of one programme. */
export interface ProgrammeYears {
  cycle: CycleLine
  /** as it is called in the year of the page */
  name: string
  years: ProgrammeYear[]
  events: LineageEvent[]
  indicators: IndicatorSeries[]
  money: MoneyYear[]
  figures: FigureRow[]
  reviews: YearReview[]
}

interface Registered extends RegisterLine {
  cycleId: string
  article: number
  departmentName: string
  sharedWith: string | null
  components: ProgrammeYear['components']
}

/** A programme through all its years, as far as the seer may look. Five statements; null: no such programme, or none of the seer's. */
export async function programmeYears(db: Database, cycleId: string, key: string, seer: YearsSeer): Promise<ProgrammeYears | null> {
  const { lines, lineage } = await lineageIn(db, cycleId)
  const here = { fiscalYear: Number(cycleId.split('/').at(-1)), key }
  const places = lineage.lineOf(here) ? visiblePlaces(lineage, here, seer) : []
  if (!places.some((place) => placeId(place) === placeId(here))) return null
  const seen = new Set(places.map(placeId))
  const shown = lines.filter((line) => seen.has(placeId(line)))
  const cycles = await readCycles(db, { ids: [...new Set(shown.map((line) => line.cycleId))] })
  const cycle = cycles.find(({ row }) => row.id === cycleId)
  if (!cycle) return null
  const [sheets, amounts, reviews] = await Promise.all([sheetsOf(db, shown), amountsOf(db, shown), reviewsOf(db, shown, cycles)])
  const years = shown.map((line): ProgrammeYear => {
    const { definition } = cycles.find(({ row }) => row.id === line.cycleId) ?? cycle
    const own = <Row extends Place>(rows: Row[]) => rows.filter((row) => placeId(row) === placeId(line))
    return {
      ...line,
      sheets: own(sheets).map(({ form, round, content, handedInAt }) => ({
        round: definition.rounds.find(({ id }) => id === round)?.name ?? '',
        fields: fieldsOf(definition, form, round),
        content,
        handedInAt,
      })),
      amounts: amounts.filter(({ cycle, programme }) => cycle === line.cycleId && programme === line.key),
    }
  })
  return {
    cycle: lineOf(cycle),
    name: lineage.lineOf(here)?.name ?? key,
    years,
    events: lineageEvents(lineage, places),
    indicators: indicatorSeries(years, lineage),
    money: moneyYears(years, lineage),
    figures: figureRows(years),
    reviews,
  }
}

/** The programmes of a year that somebody may compare, with how many years each has. Two statements; null: no such year. */
export async function comparable(
  db: Database,
  cycleId: string,
  seer: YearsSeer,
): Promise<{
  cycle: CycleLine
  programmes: { key: string; name: string; article: number; departmentName: string; years: number }[]
} | null> {
  const { lines, lineage } = await lineageIn(db, cycleId)
  const [cycle] = await readCycles(db, { id: cycleId })
  if (!cycle) return null
  const own = lines.filter((line) => line.cycleId === cycleId && (seer.oversees || seer.departments.includes(line.department)))
  const programmes = own.map((line) => ({
    ...line,
    years: new Set(visiblePlaces(lineage, line, seer).map(({ fiscalYear }) => fiscalYear)).size,
  }))
  return { cycle: lineOf(cycle), programmes }
}

/** The registers of all years of one definition, without the years' definitions, large things. One statement. */
async function lineageIn(db: Database, cycleId: string): Promise<{ lines: Registered[]; lineage: Lineage }> {
  const [city = '', , definition = ''] = cycleId.split('/')
  const lines = await db.$queryRaw<Registered[]>`
    SELECT p.cycle_id AS "cycleId", c.fiscal_year AS "fiscalYear", p.key, p.name, p.department, p.article, p.formerly, p.components,
      d.name AS "departmentName", (SELECT o.name FROM programme o WHERE o.cycle_id = p.cycle_id AND o.key = p.shared_with) AS "sharedWith"
    FROM programme p JOIN process c ON c.id = p.cycle_id JOIN department d ON d.city = c.city AND d.key = p.department
    WHERE c.city = ${city} AND c.definition = ${definition} ORDER BY c.fiscal_year, p.position`
  const years = [...new Set(lines.map(({ fiscalYear }) => fiscalYear))]
  return { lines, lineage: lineageOf(lines, years) }
}

/** The fields that were asked; of a form or round that a later amendment took out, none. */
function fieldsOf(definition: Definition, form: string, round: string | null) {
  try {
    return fieldsAsked(definition, form, round)
  } catch {
    return []
  }
}

const pairs = (lines: Registered[]): string =>
  JSON.stringify(lines.map(({ cycleId, key, fiscalYear }) => ({ cycle: cycleId, key, year: fiscalYear })))

type SheetRow = Place & { form: string; round: string | null; content: Record<string, unknown>; handedInAt: Instant }

/** Accepted sheets, in the order in which they were asked for. */
async function sheetsOf(db: Database, lines: Registered[]): Promise<SheetRow[]> {
  const rows = await db.$queryRaw<(Omit<SheetRow, 'handedInAt'> & { at: Date })[]>`
    SELECT w.year AS "fiscalYear", w.key, p.form, p.round, v.content, v.created_at AS at
    FROM jsonb_to_recordset(${pairs(lines)}::jsonb) AS w (cycle text, key text, year int)
    JOIN process p ON p.cycle_id = w.cycle AND p.kind = 'assignment' AND p.subject = w.key AND p.step_kind = 'collect' AND p.state <> 'withdrawn'
    JOIN version v ON v.id = p.accepted_version ORDER BY w.year, p.opens_at, p.id`
  return rows.map(({ at, ...row }) => ({ ...row, handedInAt: at.toISOString() }))
}

/** What the finance system states: of each programme, kind and year the amount that was imported last. */
const amountsOf = (db: Database, lines: Registered[]): Promise<(ImportedAmount & { cycle: string })[]> =>
  db.$queryRaw`
    SELECT DISTINCT ON (w.year, w.key, a.kind, a.fiscal_year) a.programme, a.kind, a.fiscal_year AS "fiscalYear", a.value::float8 AS value,
      a.as_of::text AS "asOf", a.note, w.cycle
    FROM jsonb_to_recordset(${pairs(lines)}::jsonb) AS w (cycle text, key text, year int) JOIN amount a ON a.cycle_id = w.cycle AND a.programme = w.key
    ORDER BY w.year, w.key, a.kind, a.fiscal_year, a.no DESC`

async function reviewsOf(db: Database, lines: Registered[], cycles: ReadCycle[]): Promise<YearReview[]> {
  const rows = await db.$queryRaw<
    (Place & {
      opinions: { no: number; text: string; kind: string | null }[] | null
      actions: { no: number; text: string; category: string | null; timing: string | null; answers: number[] }[] | null
    })[]
  >`
    SELECT w.year AS "fiscalYear", w.key,
      (SELECT jsonb_agg(jsonb_build_object('no', o.no, 'text', o.text, 'kind', o.kind) ORDER BY o.no) FROM opinion o
        WHERE o.cycle_id = w.cycle AND o.subject = w.key AND o.printed_as <> 'unprinted') AS opinions,
      (SELECT jsonb_agg(jsonb_build_object('no', a.no, 'text', a.text, 'category', a.category, 'timing', a.timing, 'answers', a.answers)
        ORDER BY a.no) FROM action a WHERE a.cycle_id = w.cycle AND a.subject = w.key) AS actions
    FROM jsonb_to_recordset(${pairs(lines)}::jsonb) AS w (cycle text, key text, year int) ORDER BY w.year, w.key`
  return rows.map(({ fiscalYear, key, opinions, actions }) => {
    const definition = cycles.find(({ row }) => row.fiscalYear === fiscalYear)?.definition
    const name = (words: { id: string; name: string }[] | undefined, id: string | null) => words?.find((word) => word.id === id)?.name ?? ''
    return {
      fiscalYear,
      key,
      opinions: (opinions ?? []).map(({ kind, ...one }) => ({ ...one, kindName: name(definition?.opinionKinds, kind) })),
      actions: (actions ?? []).map(({ category, ...one }) => ({ ...one, categoryName: name(definition?.responseCategories, category) })),
    }
  })
}
