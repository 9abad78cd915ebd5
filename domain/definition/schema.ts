import { z } from 'zod'

/**
 * A cycle definition (実施要領を機械で読める形にしたもの): everything that makes one city's yearly review its own.
 * The code knows steps, forms, gates and chases; which ones a year has is written here and nowhere else.
 * docs/definitions.md explains every key; definition-language notes say what later editions must be able to express.
 */

const key = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, '英小文字・数字・ハイフンの識別子にしてください（例: sheet-forecast）')
const text = z.string().min(1, '空にできません')
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '時刻は 17:00 のように書いてください')
const monthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, '月日は 05-31 のように書いてください')

/** Where a date or a practice comes from: printed in the report, in public minutes, or ordinary practice (assumed). */
export const basis = z.enum(['report', 'minutes', 'assumed'])

/**
 * A rule that yields one instant. `date` is a month and day of the cycle's fiscal year plus `fiscalYear` (0 = the
 * cycle's own, 1 = the next); months 01–03 lie in the following calendar year. The other forms count from an anchor:
 * `open` (the instant this step opens), or another step's planned opening or due instant.
 * `roll`: which way a closed day moves (default back, as departments' due dates do); `none` leaves it.
 */
export const dateRule = z.union([
  z.strictObject({
    date: monthDay,
    fiscalYear: z.number().int().min(-1).max(3).default(0),
    at: timeOfDay.default('17:00'),
    roll: z.enum(['back', 'forward', 'none']).default('back'),
    /** true: this date may fall in a blackout period, because it is named here on purpose */
    named: z.boolean().default(false),
  }),
  z.strictObject({
    businessDays: z.number().int().min(-120).max(120),
    from: z.union([z.literal('open'), z.strictObject({ step: key, edge: z.enum(['opens', 'due']) })]),
    at: timeOfDay.default('17:00'),
  }),
  z.strictObject({
    days: z.number().int().min(-366).max(366),
    from: z.union([z.literal('open'), z.strictObject({ step: key, edge: z.enum(['opens', 'due']) })]),
    at: timeOfDay.default('17:00'),
    roll: z.enum(['back', 'forward', 'none']).default('back'),
  }),
])

/**
 * One field of a form. A version's content is `{[field id]: value}`; domain/sheet builds the validator.
 * value shapes — text: string · bullets: string[] · number: {value, unit?, raw?} · money: {value (thousand yen), raw?} ·
 * indicators: [{name, unit, note?, values: [{fiscalYear, target, actual, raw?}]}] · figures: [{label, value, unit, raw?}] ·
 * table: {columns: string[], rows: (string|number|null)[][], unit?} · date: 'YYYY-MM-DD' · flag: boolean · choice: option id ·
 * opinions: [{no?, text, kind?, viewpoint?, source?}] · actions: [{no?, text, answers: number[], category?, timing?, budget?}]
 */
export const field = z.strictObject({
  id: z.string().regex(/^[a-z][A-Za-z0-9]*$/, '項目の id は英字で始まる英数字にしてください（例: nextYearPlan）'),
  type: z.enum(['text', 'bullets', 'number', 'money', 'indicators', 'figures', 'table', 'date', 'flag', 'choice', 'opinions', 'actions']),
  label: text,
  phase: z.enum(['plan', 'do', 'check', 'act']).optional(),
  /** money only: which amount, of which fiscal year relative to the cycle's */
  money: z
    .strictObject({ kind: z.enum(['initial', 'revised', 'final', 'expected-settlement', 'settlement']), fiscalYear: z.number().int().default(0) })
    .optional(),
  options: z.array(z.strictObject({ id: key, label: text })).optional(),
  required: z.boolean().default(false),
  help: text.optional(),
  example: text.optional(),
  printed: z.boolean().default(true),
})

/** A form (様式). Opinions and Actions are kept in fields whose id is their type, so that they can be found in any form. */
export const form = z.strictObject({
  id: key,
  name: text,
  fields: z.array(field).min(1),
})

/** A round (回) asks for a named set of a sheet's fields; a later round never alters an earlier one. */
export const round = z.strictObject({ id: key, name: text, fields: z.record(key, z.array(z.string()).min(1)) })

/** One notice of a chase (再依頼の段取り). `businessDays` counts from the due instant: negative before, positive after. */
export const chaseNotice = z.strictObject({
  id: key,
  kind: z.enum(['reminder', 'overdue', 'head-notice', 'escalation-proposal']),
  businessDays: z.number().int().min(-30).max(60),
  at: timeOfDay.default('09:00'),
  /** officer → coordinator → head; anything higher is only proposed to the office */
  to: z.enum(['owner', 'coordinator', 'head', 'office']),
  repeat: z.strictObject({ everyBusinessDays: z.number().int().min(1), times: z.number().int().min(1).max(20) }).optional(),
})
export const chasePolicy = z.strictObject({ id: key, name: text, notices: z.array(chaseNotice) })

/** Who is asked: `owner` is the programme's own section; any other word is a role that exactly one post of the register holds. */
const party = z.union([z.literal('owner'), key])

/** What a step asks of people: one assignment per subject. */
export const ask = z.strictObject({
  per: z.enum(['programme', 'section', 'once']),
  /** per programme or section: which lines of the register */
  where: z.enum(['all', 'verified', 'unverified']).default('all'),
  /** per once: the subject's id */
  subject: key.optional(),
  to: party,
  /** `$form` takes the form named in the register for the programme */
  form: z.union([z.literal('$form'), key]),
  round: key.optional(),
  title: text,
  /** who checks it: a role, or none (what is handed in counts at once) */
  check: z.union([z.literal('none'), key]).default('none'),
  /** business days the checker has, and that a returned section has */
  checkWithin: z.number().int().min(1).max(60).default(5),
  returnWithin: z.number().int().min(1).max(60).default(5),
  chase: key.optional(),
})

/**
 * What must hold before a step may close (besides its own assignments): `answered` — every request, question and
 * concern has its answer; `fresh` — nothing this step was built on was returned after acceptance.
 */
export const requirement = z.enum(['answered', 'fresh'])

export const step = z.strictObject({
  id: key,
  kind: z.enum(['select', 'collect', 'hear', 'meet', 'consolidate', 'respond', 'approve', 'report', 'publish', 'follow-up']),
  name: text,
  basis,
  /** meet only: which body */
  body: key.optional(),
  /** the date is not the office's to move (the assembly's calendar) */
  fixed: z.boolean().default(false),
  /** `all`: begins when that step has closed. `each`: begins with it, and asks for a subject when that subject is accepted there. */
  after: z.array(z.strictObject({ step: key, gate: z.enum(['all', 'each']).default('all') })).default([]),
  opens: dateRule,
  due: dateRule,
  /** the last day on which the step may lawfully close, if a law names one */
  statutory: dateRule.optional(),
  asks: z.array(ask).default([]),
  requires: z.array(requirement).default([]),
  note: text.optional(),
})

export const definition = z.strictObject({
  junkan: z.literal('definition/1'),
  id: key,
  edition: z.union([z.string(), z.number()]).transform(String),
  name: text,
  city: z.strictObject({ id: key, name: text }),
  ordinance: z.strictObject({ name: text, shortName: text, inForce: z.string(), verify: text, publish: text }),
  report: z.strictObject({ title: text, office: text }),
  articles: z.array(z.strictObject({ no: z.number().int().positive(), title: text })).min(1),
  calendar: z.strictObject({
    /** closed days beyond weekends, national holidays and 12-29…01-03 */
    closed: z.array(z.strictObject({ from: monthDay, to: monthDay, reason: text })).default([]),
    /** periods in which no department's due date may fall unless it is named */
    blackouts: z.array(z.strictObject({ from: monthDay, to: monthDay, reason: text })).default([]),
    /** no due date in the first n business days of January */
    quietJanuaryBusinessDays: z.number().int().min(0).max(10).default(3),
    /** the times of day at which the city's mails leave, on business days */
    dispatch: z.array(timeOfDay).min(1),
  }),
  bodies: z.array(z.strictObject({ id: key, name: text, kind: z.enum(['council', 'subcommittee', 'assembly', 'other']) })).default([]),
  /** roles that posts hold; `office` runs the year, `approver` decides. Sections' own roles are officer, head and coordinator. */
  roles: z.array(z.strictObject({ id: key, name: text })).min(1),
  viewpoints: z.array(z.strictObject({ id: key, name: text })).default([]),
  opinionKinds: z.array(z.strictObject({ id: key, name: text, needsAnswer: z.boolean() })).min(1),
  /** `numbered`: an Action names the opinions it answers, and each needs one. `unknown`: counted per programme. */
  pairing: z.enum(['numbered', 'unknown']),
  responseCategories: z.array(z.strictObject({ id: key, name: text })).default([]),
  budgetKinds: z.array(z.strictObject({ id: key, name: text, needsFinance: z.boolean().default(false) })).default([]),
  forms: z.array(form).min(1),
  rounds: z.array(round).default([]),
  chases: z.array(chasePolicy).default([]),
  steps: z.array(step).min(1),
})

export type Definition = z.output<typeof definition>
export type DefinitionStep = z.output<typeof step>
export type Ask = z.output<typeof ask>
export type DateRule = z.output<typeof dateRule>
export type Form = z.output<typeof form>
export type Round = z.output<typeof round>
export type Field = z.output<typeof field>
export type ChasePolicy = z.output<typeof chasePolicy>
export type Requirement = z.output<typeof requirement>
