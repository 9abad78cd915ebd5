/** How a programme of one year came from one of an earlier year. `same`: it goes on under its key. */
export type How = 'same' | 'renamed' | 'split' | 'merged' | 'transferred'

/** One line of one year's register, as far as its descent goes. */
export interface RegisterLine {
  fiscalYear: number
  key: string
  name: string
  /** key of its section */
  department: string
  /** what it was in an earlier year, where the register says so */
  formerly: { fiscalYear: number; key: string; how: Exclude<How, 'same'>; note?: string | undefined }[]
}

/** A programme, an article or the whole, in one year. */
export interface Place {
  fiscalYear: number
  key: string
}

/** One step of a descent. */
export interface Descent {
  from: Place
  to: Place
  how: How
  note?: string
}

export interface Lineage {
  /** the registers' lines, the earliest year first */
  lines: RegisterLine[]
  lineOf(place: Place): RegisterLine | undefined
  /** what it came from, nearest first; of a subject that no register names, the same subject in every earlier year */
  before(place: Place): Descent[]
  /** what became of it */
  after(place: Place): Descent[]
  /** the place itself and all that it came from, the latest year first */
  past(place: Place): Place[]
  /** the place, all that it came from and all that became of it, the earliest year first */
  whole(place: Place): Place[]
}

/** Names a place: `2016/p12-01`. */
export const placeId = ({ fiscalYear, key }: Place): string => `${fiscalYear}/${key}`

/**
 * The descent of programmes through the years' registers. A programme comes from the one of its own key in the last earlier year that
 * has it, and from all that its register names besides; one that was renamed comes from its old key alone. `years` are all years
 * there are: subjects outside the registers (`cross-cutting`, `article-12`) go on under their key.
 */
export function lineageOf(register: readonly RegisterLine[], years: readonly number[]): Lineage {
  const lines = register.toSorted((a, b) => a.fiscalYear - b.fiscalYear)
  const byPlace = new Map(lines.map((line) => [placeId(line), line]))
  const byKey = grouped(lines, ({ key }) => key)
  const descents = lines.flatMap((line) => descentsOf(line, byKey.get(line.key) ?? []))
  const [into, outOf] = [grouped(descents, ({ to }) => placeId(to)), grouped(descents, ({ from }) => placeId(from))]
  const virtual = (place: Place, wanted: (year: number) => boolean): Place[] =>
    byKey.has(place.key) ? [] : years.filter(wanted).map((fiscalYear) => ({ fiscalYear, key: place.key }))

  const lineage: Lineage = {
    lines,
    lineOf: (place) => byPlace.get(placeId(place)),
    before: (place) => [
      ...(into.get(placeId(place)) ?? []),
      ...virtual(place, (year) => year < place.fiscalYear).map((from): Descent => ({ from, to: place, how: 'same' })),
    ],
    after: (place) => [
      ...(outOf.get(placeId(place)) ?? []),
      ...virtual(place, (year) => year > place.fiscalYear).map((to): Descent => ({ from: place, to, how: 'same' })),
    ],
    past: (place) => reached(place, (one) => lineage.before(one).map(({ from }) => from)).toSorted((a, b) => b.fiscalYear - a.fiscalYear),
    whole: (place) => {
      const future = reached(place, (one) => lineage.after(one).map(({ to }) => to))
      const all = new Map([...lineage.past(place), ...future].map((one) => [placeId(one), one]))
      return [...all.values()].toSorted((a, b) => a.fiscalYear - b.fiscalYear || (a.key < b.key ? -1 : 1))
    },
  }
  return lineage
}

/** `own`: the lines of its key in all years. */
function descentsOf(line: RegisterLine, own: RegisterLine[]): Descent[] {
  const to = { fiscalYear: line.fiscalYear, key: line.key }
  // A register that was carried along may repeat what happened earlier: then the year before tells it.
  const earlier = own.filter((one) => one.fiscalYear < line.fiscalYear).at(-1)
  const told = line.formerly.filter(
    (one) => one.fiscalYear < line.fiscalYear && (earlier === undefined || one.fiscalYear >= earlier.fiscalYear),
  )
  const named = told.map(({ fiscalYear, key, how, note }): Descent => ({ from: { fiscalYear, key }, to, how, ...(note ? { note } : {}) }))
  const renamed = told.some(({ how, key }) => how === 'renamed' && key !== line.key)
  const goesOn = earlier && !renamed && !told.some(({ key }) => key === line.key)
  return [...(goesOn ? [{ from: { fiscalYear: earlier.fiscalYear, key: line.key }, to, how: 'same' as const }] : []), ...named]
}

export function grouped<Item>(items: readonly Item[], by: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(by(item))
    if (group) group.push(item)
    else groups.set(by(item), [item])
  }
  return groups
}

function reached(start: Place, next: (place: Place) => Place[]): Place[] {
  const found = new Map([[placeId(start), start]])
  // A map is walked on while it grows; what was found is not walked again, so that no circle is endless.
  for (const place of found.values()) for (const one of next(place)) if (!found.has(placeId(one))) found.set(placeId(one), one)
  return [...found.values()]
}

const howWords: Record<How, string> = {
  same: '続いています',
  renamed: '名称が変わりました',
  split: '分かれました',
  merged: '統合されました',
  transferred: '所管が移りました',
}
export const howWord = (how: How): string => howWords[how]
