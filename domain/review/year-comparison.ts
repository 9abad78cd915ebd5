import type { Field } from '../definition/schema.js'
import type { ImportedAmount } from '../money/imported-amount.js'
import type { Instant } from '../process/command.js'
import { asList, asObject, asText } from '../sheet/loose-content.js'
import { type Descent, grouped, howWord, type Lineage, type Place, placeId } from './lineage.js'

/** What one accepted sheet says. */
export interface YearSheet {
  /** in words, e.g. 見込 */
  round: string
  /** all fields of its form that were asked, with what was written */
  fields: Field[]
  content: Record<string, unknown>
  handedInAt: Instant
}

/** One programme in one year, with all that was accepted about it. */
export interface ProgrammeYear extends Place {
  name: string
  departmentName: string
  /** name of the programme with which it is carried out together (一体的に実施): its amounts stand there */
  sharedWith: string | null
  components: { name: string; article?: number | undefined; note?: string | undefined }[]
  /** the earliest first */
  sheets: YearSheet[]
  /** of the finance system */
  amounts: ImportedAmount[]
}

/** What happened to a programme between years, as a sentence. */
export interface LineageEvent {
  fiscalYear: number
  text: string
}

/**
 * The first place of the thread that a place belongs to: as long as a programme is one and the same (also renamed or given to another
 * section), its figures can stand in one row. A split or a merger ends a thread, for those too that keep their key.
 */
export function threadOf(lineage: Lineage, place: Place): Place {
  const [only, ...more] = lineage.before(place)
  if (!only || more.length > 0 || only.how === 'split' || only.how === 'merged') return place
  return lineage.after(only.from).length > 1 ? place : threadOf(lineage, only.from)
}

/** What happened to these places, the earliest first: the years' figures are as each year had them, and are not added up. */
export function lineageEvents(lineage: Lineage, places: readonly Place[]): LineageEvent[] {
  const known = new Set(places.map(placeId))
  const happened = places
    .flatMap((place) => lineage.before(place))
    .filter((descent) => descent.how !== 'same' || lineage.lineOf(descent.from)?.name !== lineage.lineOf(descent.to)?.name)
  const moved = places.flatMap((place) => movedSection(lineage, place))
  const told = happened.map((descent) => ({
    fiscalYear: descent.to.fiscalYear,
    text: eventText(lineage, descent, known),
  }))
  return [...told, ...moved].toSorted((a, b) => a.fiscalYear - b.fiscalYear)
}

function eventText(lineage: Lineage, { from, to, how, note }: Descent, known: ReadonlySet<string>): string {
  const name = (place: Place) => `「${lineage.lineOf(place)?.name ?? place.key}」`
  const parts = lineage.after(from).map((one) => one.to)
  const others = parts
    .filter((part) => placeId(part) !== placeId(to))
    .map((part) => `${name(part)}${known.has(placeId(part)) ? '' : '（ここには並べていません）'}`)
  const why = note ? `（${note}）` : ''
  if (how === 'split')
    return `${name(from)}が分かれ、${name(to)}になりました${why}。${others.length > 0 ? `ほかに${others.join('、')}があります。` : ''}分かれる前と後の数値は、足し合わせも比較もしていません。`
  if (how === 'merged') return `${name(from)}が${name(to)}に統合されました${why}。統合の前と後の数値は、足し合わせも比較もしていません。`
  if (how === 'transferred') return `${name(from)}の所管が移り、${name(to)}になりました${why}。`
  return `${name(from)}から${name(to)}に${howWord('renamed')}${why}。`
}

function movedSection(lineage: Lineage, place: Place): LineageEvent[] {
  const same = lineage.before(place).find(({ how }) => how === 'same')
  const [was, is] = [same && lineage.lineOf(same.from), lineage.lineOf(place)]
  if (!was || !is || was.department === is.department) return []
  return [{ fiscalYear: place.fiscalYear, text: `「${is.name}」の所管課が変わりました。` }]
}

/** Whose figures somebody sees: all, or those of programmes of their own with all that these came from. */
export function visiblePlaces(lineage: Lineage, place: Place, seer: { oversees: boolean; departments: string[] }): Place[] {
  const whole = lineage.whole(place)
  if (seer.oversees) return whole
  const own = whole.filter((one) => seer.departments.includes(lineage.lineOf(one)?.department ?? ''))
  const seen = new Set(own.flatMap((one) => lineage.past(one)).map(placeId))
  return whole.filter((one) => seen.has(placeId(one)))
}

/** A figure that stands under a label (数値), by the year whose sheet says it. */
export interface FigureRow {
  label: string
  unit: string
  cells: { place: Place; value: number | null; raw: string }[]
}

/** What sheets give as figures and single numbers: those of one label and unit in one row. The last round of a year that says it counts. */
export function figureRows(years: readonly ProgrammeYear[]): FigureRow[] {
  const said = years.flatMap((year) =>
    year.sheets.flatMap(({ fields, content }) =>
      fields.flatMap((field) => {
        if (field.type !== 'figures' && field.type !== 'number') return []
        const items = field.type === 'number' ? (content[field.id] === undefined ? [] : [content[field.id]]) : asList(content[field.id])
        return items.map(asObject).map((item) => ({
          place: { fiscalYear: year.fiscalYear, key: year.key },
          label: field.type === 'number' ? field.label : asText(item.label),
          unit: asText(item.unit),
          value: typeof item.value === 'number' ? item.value : null,
          raw: asText(item.raw),
        }))
      }),
    ),
  )
  return [...grouped(said, ({ label, unit }) => `${label}\n${unit}`).values()].map((cells) => ({
    label: cells[0]?.label ?? '',
    unit: cells[0]?.unit ?? '',
    cells: [...new Map(cells.map(({ place, value, raw }) => [placeId(place), { place, value, raw }])).values()],
  }))
}
