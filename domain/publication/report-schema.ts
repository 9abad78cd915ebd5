import { z } from 'zod'

/**
 * `report/1`: what report.json of an edition holds. Amounts are in thousand yen, dates are days of Asia/Tokyo, instants are UTC.
 * Everything printed names the version it was taken from (`source`), so that each sentence can be traced to what was handed in.
 */

/** The version a part was taken from: its id and the SHA-256 of its canonical JSON. Null only where nothing was handed in (該当なし). */
export const source = z.object({
  versionId: z.string().nullable(),
  hash: z.string().nullable(),
  step: z.string(),
  round: z.string().nullable(),
})

/** Where a part stands in a programme's sheet. The order of the printed report. */
export const sections = ['money', 'plan', 'indicators', 'do', 'next', 'check', 'act'] as const

const raw = z.union([z.string(), z.object({ target: z.string().optional(), actual: z.string().optional() })])

/** `no-comparison`: a target or a result is missing. `uncertain`: a running total, or a figure that could not be read plainly. */
export const comparison = z.enum(['reached', 'missed', 'uncertain', 'no-comparison'])

const indicator = z.object({
  name: z.string(),
  unit: z.string(),
  note: z.string().optional(),
  values: z.array(
    z.object({ fiscalYear: z.number().int(), target: z.number().nullable(), actual: z.number().nullable(), raw: raw.optional() }),
  ),
  /** result against target in the report's own fiscal year; more is taken to be better */
  comparison,
  /** sentences a reader should know before comparing */
  doubts: z.array(z.string()),
})

/** `doubtful`: the raw text does not plainly say the number that was read from it. */
const amount = z.object({ value: z.number().nullable(), raw: z.string().optional(), doubtful: z.boolean() })

const moneyKind = z.enum(['initial', 'revised', 'final', 'expected-settlement', 'settlement'])

const place = { id: z.string(), label: z.string(), section: z.enum(sections), source }

/** One field as printed. */
export const printedField = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), ...place, value: z.string() }),
  z.object({ type: z.literal('bullets'), ...place, value: z.array(z.string()) }),
  z.object({ type: z.literal('number'), ...place, value: amount.extend({ unit: z.string().optional() }) }),
  /** thousand yen; `fiscalYear` is the year the amount belongs to */
  z.object({ type: z.literal('money'), ...place, value: amount.extend({ kind: moneyKind, fiscalYear: z.number().int() }) }),
  z.object({ type: z.literal('indicators'), ...place, value: z.array(indicator) }),
  z.object({ type: z.literal('figures'), ...place, value: z.array(amount.extend({ label: z.string(), unit: z.string() })) }),
  z.object({
    type: z.literal('table'),
    ...place,
    value: z.object({
      columns: z.array(z.string()),
      rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
      unit: z.string().optional(),
    }),
  }),
  z.object({ type: z.literal('date'), ...place, value: z.string() }),
  z.object({ type: z.literal('flag'), ...place, value: z.boolean() }),
  /** `file`: the picture's name among the edition's files, its hash (SHA-256) in it; `width`, `height` in pixels */
  z.object({
    type: z.literal('pictures'),
    ...place,
    value: z.array(
      z.object({
        file: z.string(),
        alt: z.string(),
        caption: z.string().optional(),
        source: z.string().optional(),
        width: z.number().int(),
        height: z.number().int(),
      }),
    ),
  }),
  /** the label of the option chosen */
  z.object({ type: z.literal('choice'), ...place, value: z.string() }),
])

/** Opinions beside Actions. `groups` join what belongs together, by position (0 = first); without `paired` there are none. */
export const review = z.object({
  opinions: z.array(z.object({ no: z.number().int().nullable(), text: z.string(), viewpoint: z.string().nullable(), source })),
  actions: z.array(
    z.object({
      no: z.number().int().nullable(),
      text: z.string(),
      answers: z.array(z.number().int()),
      timing: z.string().nullable(),
      budget: z.string().nullable(),
      /** the programme whose Action it is, where it answers an opinion about the whole */
      of: z.string().optional(),
      source,
    }),
  ),
  paired: z.boolean(),
  groups: z.array(z.object({ opinions: z.array(z.number().int()), actions: z.array(z.number().int()) })),
})

const component = z.object({ name: z.string(), article: z.number().int().optional(), note: z.string().optional() })

export const programmePart = z.object({
  key: z.string(),
  kind: z.string(),
  article: z.number().int(),
  name: z.string(),
  department: z.string(),
  verified: z.boolean(),
  priority: z.boolean(),
  /** executed together with another programme: its amounts are counted there, once */
  sharedWith: z.object({ key: z.string(), name: z.string() }).nullable(),
  components: z.array(component),
  note: z.string().nullable(),
  fields: z.array(printedField),
  review,
  /** hearings held on it */
  held: z.array(z.object({ name: z.string(), date: z.string(), source })),
  /** what earlier rounds said where a later round says otherwise */
  rounds: z.array(z.object({ id: z.string(), name: z.string(), source, fields: z.array(printedField) })),
  /** steps answered with 該当なし */
  attested: z.array(z.object({ name: z.string(), source })),
  /** every version this part was taken from */
  sources: z.array(source.extend({ name: z.string() })),
})

export const comparisonCounts = z.object({ reached: z.number(), missed: z.number(), uncertain: z.number(), 'no-comparison': z.number() })

/** A sum of amounts of one kind and year. Programmes carried out together with another, and missing amounts, are not in it. */
export const moneyTotal = z.object({
  kind: moneyKind,
  fiscalYear: z.number().int(),
  thousandYen: z.number(),
  counted: z.number().int(),
  shared: z.number().int(),
  doubtful: z.number().int(),
})

export const articlePart = z.object({
  no: z.number().int(),
  title: z.string(),
  programmes: z.array(programmePart),
  comparisons: comparisonCounts,
  totals: z.array(moneyTotal),
  /** opinions on the article as a whole */
  review,
})

/** Something held, decided or reported once: a meeting, the choice of programmes, the decision. */
export const chapter = z.object({
  step: z.string(),
  kind: z.string(),
  name: z.string(),
  title: z.string(),
  body: z.string().nullable(),
  date: z.string().nullable(),
  fields: z.array(printedField),
  attested: z.boolean(),
  source,
})

export const report = z.object({
  junkan: z.literal('report/1'),
  city: z.string(),
  office: z.string(),
  title: z.string(),
  cycle: z.object({ definition: z.string(), edition: z.string(), fiscalYear: z.number().int() }),
  ordinance: z.object({ name: z.string(), shortName: z.string(), inForce: z.string(), verify: z.string(), publish: z.string() }),
  edition: z.number().int().positive(),
  publishedAt: z.string(),
  /** the trail's head when this edition was built: what was recorded until then cannot be changed unnoticed */
  trailHead: z.object({ no: z.number().int(), hash: z.string() }),
  counts: z.object({
    programmes: z.number().int(),
    initiatives: z.number().int(),
    verified: z.number().int(),
    priority: z.number().int(),
    opinions: z.number().int(),
    actions: z.number().int(),
    indicators: z.number().int(),
    versions: z.number().int(),
  }),
  comparisons: comparisonCounts,
  totals: z.array(moneyTotal),
  articles: z.array(articlePart),
  crossCutting: review,
  meetings: z.array(chapter),
  chapters: z.array(chapter),
})

export type ReportModel = z.output<typeof report>
export type Source = z.output<typeof source>
export type Section = (typeof sections)[number]
export type PrintedField = z.output<typeof printedField>
export type Review = z.output<typeof review>
export type ProgrammePart = z.output<typeof programmePart>
export type ArticlePart = z.output<typeof articlePart>
export type Chapter = z.output<typeof chapter>
export type Comparison = z.output<typeof comparison>
export type ComparisonCounts = z.output<typeof comparisonCounts>
export type MoneyTotal = z.output<typeof moneyTotal>
export type PrintedIndicator = z.output<typeof indicator>

/** The JSON Schema that is published beside report.json. */
export const reportJsonSchema = (): unknown => z.toJSONSchema(report, { target: 'draft-2020-12', reused: 'ref' })
