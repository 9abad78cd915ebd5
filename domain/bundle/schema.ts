import { z } from 'zod'
import { standings } from '../review/allot.js'
import { type RemarkSource, remarkSources } from '../review/remark.js'

/**
 * A bundle (一年分の記録): one recorded year of one city as JSON. From it the player acts for every person of that year:
 * it hands in what is written under `sheets` and `entries`, in the way `conduct` says, and never invents a sentence.
 * docs/bundles.md explains every key. Amounts are in thousand yen, dates are Asia/Tokyo days, `startsAt` is an instant in UTC.
 */

const key = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, '英小文字・数字・ハイフンの識別子にしてください（例: p12-01）')
const text = z.string().min(1, '空にできません')
const day = z.iso.date('日付は 2016-09-06 のように書いてください')

/**
 * What one form holds: `{[field id]: value}`. The form's field types in the definition say what a value looks like.
 * A date of null means that the source tells no day; the player puts the day on which it plays it.
 */
export const content = z.record(z.string().regex(/^[a-z][A-Za-z0-9]*$/, '項目の id は英字で始まる英数字にしてください'), z.json())

/** A section (課・室). `bureau` is the name of its bureau (局); the bureau's coordinator is found by it. */
export const department = z.strictObject({ key, name: text, bureau: text })

/** Roles every register knows; a definition's own roles (approver, finance, …) are used by the same key. */
export const sectionRoles = ['officer', 'head', 'coordinator', 'office'] as const

/** The role of a member's seat (委員の席); its department is the body. Its holders' terms are those of the body's members. */
export const seatRole = 'member'

/** Roles of posts that are never asked for anything: who looks the year over (監査), and who keeps departments, posts and holders. */
export const standingRoles = ['auditor', 'admin'] as const

/** A post (職), never a person: holders change on 1 April, posts do not. Several posts may share one mailbox. */
export const post = z.strictObject({
  key,
  department: key,
  /** officer, head, coordinator, office, member, auditor, admin, or a role of the definition */
  role: key,
  title: text,
  mailbox: z.email('メールアドレスではありません（例: kogyo@kawasaki.example）'),
})

/** Part of a programme that bundles several 事務事業; `article` where it serves another article than the programme. */
export const component = z.strictObject({ name: text, article: z.number().int().positive().optional(), note: text.optional() })

/** What a programme was in an earlier year, where its key was another: renamed, split off, merged, or given to it. */
export const formerly = z.strictObject({
  fiscalYear: z.number().int().min(1950).max(2200),
  key,
  how: z.enum(['renamed', 'split', 'merged', 'transferred']),
  note: text.optional(),
})

export const programme = z.strictObject({
  key,
  /** `initiative`: something the city does without a budget line of its own (取組), reviewed all the same */
  kind: z.enum(['programme', 'initiative']),
  article: z.number().int().positive(),
  name: text,
  department: key,
  /** asked for opinions and Actions (検証対象) */
  verified: z.boolean(),
  /** 重点 */
  priority: z.boolean(),
  /** the form of its sheet */
  form: key,
  /** executed and budgeted together with this programme (一体的に実施): its own amounts are 0, not missing */
  sharedWith: key.nullable(),
  components: z.array(component).default([]),
  formerly: z.array(formerly).optional(),
  note: text.optional(),
  /** the name as printed where it differs from `name` */
  raw: z.array(text).optional(),
})

/** An opinion (検証意見). `subject` is a programme, an article (`article-12`) or the whole (`cross-cutting`). */
export const opinion = z.strictObject({
  subject: key,
  /** null: the source gives no numbers */
  no: z.number().int().positive().nullable(),
  kind: key,
  viewpoint: key.nullable(),
  text,
  /** 掲載区分, where it is not printed by itself */
  printing: z
    .strictObject({ as: z.enum(['merged', 'unprinted']), into: z.number().int().positive().optional(), reason: text.optional() })
    .optional(),
  /** what was said that it is made of: keys of `remarks`, or `{seat}#{id}` of a member's own statement */
  sources: z.array(text).optional(),
  note: text.optional(),
})

/** An Action (対応). `answers` are the numbers it names; `reading` is what a reader takes it to answer when it names none. */
export const action = z.strictObject({
  subject: key,
  no: z.number().int().positive().nullable(),
  text,
  answers: z.array(z.number().int().positive()),
  /** numbers of the cross-cutting opinions that it answers besides */
  whole: z.array(z.number().int().positive()).optional(),
  /** positions (1 = first) among the subject's opinions. Not authoritative: no gate may use it. */
  reading: z.array(z.number().int().positive()).optional(),
  category: key.optional(),
  timing: text.optional(),
  budget: key.optional(),
  /** the indicator that will show it */
  indicator: text.optional(),
  /** the earlier promise that it carries on */
  continues: z
    .string()
    .regex(/^\d{4}\/[a-z0-9-]+\/\d+$/, '前の年度の対応は 2016/p12-01/3 のように指してください')
    .optional(),
})

/** What somebody said and the office wrote down (発言の記録). `seat` is never printed; null: nobody's in particular. */
export const remark = z.strictObject({
  key,
  subject: key,
  text,
  seat: key.nullable(),
  source: z.enum(Object.keys(remarkSources) as [RemarkSource, ...RemarkSource[]]),
  /** the assignment in which it was said: it is written down once that is accepted */
  said: z.strictObject({ step: key, subject: key }),
})

/** Who looks at which programme, and who must not (担当・利害関係). Recorded when members are asked. */
export const allotment = z.strictObject({
  programme: key,
  seat: key,
  standing: z.enum(standings).exclude(['none']),
  reason: text.optional(),
})

/** Something the source holds that a form cannot. `raw` is kept as printed, noise and all; `note` says how it was read. */
export const irregularity = z.strictObject({
  no: z.number().int().positive(),
  /** a programme's key, or a part of the report such as `list` or `bodies` */
  where: text,
  group: text,
  type: text,
  raw: text,
  note: text,
  /** other places that belong to it, as printed */
  related: z.array(text).optional(),
})

/** A meeting as the source tells of it. `date` null: the source gives no day, and none is made up. */
export const meeting = z.strictObject({
  body: key,
  /** a day, a month (`2016-10`) or null */
  date: z.union([day, z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), z.null()]),
  basis: z.enum(['report', 'minutes', 'assumed']),
  /** the definition's step in which it is played, if it falls in one */
  step: key.optional(),
  text,
  /** seats of the body whose members stayed away; missing: the source does not tell who was there */
  absent: z.array(key).optional(),
})

/**
 * How somebody went about one assignment. What is not listed happens in good time.
 * late, very-late: `days` business days after the due instant · returned: the check sends it back once, twice ·
 * attest: nothing to report (該当なし) · extend: asked for `days` more business days ·
 * called: reached by telephone after the due instant, promised in `days` business days.
 */
export const conduct = z.strictObject({
  step: key,
  /** `*`: every subject of the step that has no line of its own */
  subject: z.union([z.literal('*'), key]),
  how: z.enum(['early', 'on-time', 'late', 'very-late', 'returned', 'returned-twice', 'attest', 'extend', 'called']),
  /** what the office writes (return), what was said (telephone), the reason (extend, attest) */
  remark: text.optional(),
  /** business days */
  days: z.number().int().min(1).max(60).optional(),
})

export const bundle = z.strictObject({
  junkan: z.literal('bundle/1'),
  /** `id@edition` of the definition the year was run by */
  definition: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*@[A-Za-z0-9.-]+$/, '実施要領は id@版 の形にしてください（例: kawasaki-sme-ordinance@2016）'),
  fiscalYear: z.number().int().min(1950).max(2200),
  city: z.strictObject({ id: key, name: text }),
  /** Where this comes from, for everyone who reads it: what is fact, what is our reading, what was made up to play the year. */
  source: z.strictObject({ madeFrom: text, readings: z.array(text), invented: z.array(text) }),
  /** the instant at which the office starts the year */
  startsAt: z.iso.datetime({ precision: 3, error: '年度を始める時刻は 2016-04-08T00:00:00.000Z のように UTC で書いてください' }),
  departments: z.array(department).min(1),
  posts: z.array(post).min(1),
  programmes: z.array(programme).min(1),
  /** programme → round → content */
  sheets: z.record(key, z.record(key, content)),
  /** step → subject → content: what is handed in besides sheets, opinions and Actions */
  entries: z.record(key, z.record(key, content)),
  /** `unknown`: the source pairs no Action with an opinion; missing numbers and missing Actions are then no error */
  pairing: z.enum(['numbered', 'unknown']),
  opinions: z.array(opinion),
  actions: z.array(action),
  remarks: z.array(remark).optional(),
  allotments: z.array(allotment).optional(),
  meetings: z.array(meeting),
  conduct: z.array(conduct),
  irregularities: z.array(irregularity),
})

export type Bundle = z.output<typeof bundle>
export type Programme = z.output<typeof programme>
export type Conduct = z.output<typeof conduct>
export type Content = z.output<typeof content>
