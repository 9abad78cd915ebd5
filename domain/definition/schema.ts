import { z } from 'zod'
import { chaseOverride, chasePolicy } from './chase-schema.js'
import { dateRule } from './date-rule.js'
import { basis, key, monthDay, text, timeOfDay, told } from './words.js'

/**
 * A cycle definition (実施要領を機械で読める形にしたもの): everything that makes one city's yearly review its own.
 * The code knows steps, forms, gates and chases; which ones a year has is written here and nowhere else.
 * docs/definitions.md explains every key, and what later editions are to express.
 */

/**
 * One field of a form. A version's content is `{[field id]: value}`; domain/sheet builds the validator.
 * value shapes — text: string · bullets: string[] · number: {value, unit?, raw?} · money: {value (thousand yen), raw?} ·
 * indicators: [{name, unit, note?, values: [{fiscalYear, target, actual, raw?}]}] · figures: [{label, value, unit, raw?}] ·
 * table: {columns: string[], rows: (string|number|null)[][], unit?} · date: 'YYYY-MM-DD' · flag: boolean · choice: option id ·
 * opinions: [{no?, text, kind?, viewpoint?, source?, id?, sources?: string[], printing?}] ·
 * actions: [{no?, text, answers: number[], whole?: number[], category?, timing?, budget?, indicator?, continues?}] ·
 * statements: [{id, subject, text, of?, agreed?}] · promises: [{ref, state: 'done' | 'under-way' | 'dropped', text?, reason?}] ·
 * ruling: {state: 'approved' | 'returned', to? (subject of an earlier stage), reason?, package (number of the package that was read)} ·
 * pictures: [{id (SHA-256 of the stored bytes), alt, caption?, source?, rights: 'own' | 'permitted' | 'provided'}]
 */
export const field = z.strictObject({
  id: z.string().regex(/^[a-z][A-Za-z0-9]*$/, '項目の id は英字で始まる英数字にしてください（例: nextYearPlan）'),
  type: z
    .enum([
      'text',
      'bullets',
      'number',
      'money',
      'indicators',
      'figures',
      'table',
      'date',
      'flag',
      'choice',
      'opinions',
      'actions',
      'statements',
      'promises',
      'ruling',
      'pictures',
    ])
    .meta(told('型', '値の形は docs/definitions.md の「項目の型」を見てください。')),
  label: text.meta(told('見出し', '画面・帳票・報告書に出る名前')),
  phase: z.enum(['plan', 'do', 'check', 'act']).optional().meta(told('PDCA の区分')),
  /** money only: which amount, of which fiscal year relative to the cycle's */
  money: z
    .strictObject({
      kind: z
        .enum(['initial', 'revised', 'final', 'expected-settlement', 'settlement'])
        .meta(told('額の種類', 'initial = 当初、revised = 補正後、final = 最終予算、expected-settlement = 決算見込、settlement = 決算')),
      fiscalYear: z.number().int().default(0).meta(told('対象年度からの差', '0 = 対象年度、1 = 翌年度')),
    })
    .optional()
    .meta(told('金額の意味', '金額（type: money）の項目に必ず書きます。単位は千円です。')),
  options: z
    .array(
      z.strictObject({
        id: key,
        label: text,
        /** id of a text of the form that must be written when this is chosen */
        explain: key.optional().meta(told('説明を書く項目', 'この選択肢を選んだときに必ず書く、文（type: text）の項目の id')),
      }),
    )
    .optional()
    .meta(told('選択肢', '選択（type: choice）の項目に必ず書きます。')),
  required: z.boolean().default(false).meta(told('必須')),
  help: text.optional().meta(told('書き方の案内')),
  example: text.optional().meta(told('記入例')),
  printed: z.boolean().default(true).meta(told('報告書に載せる', '内部の記録は false')),
})

/** A form (様式). Opinions, Actions, statements, promises and rulings are kept in fields whose id is their type, so that they can be found in any form. */
export const form = z.strictObject({
  id: key,
  name: text.meta(told('様式の名前')),
  fields: z.array(field).min(1).meta(told('項目', '書いた順に画面と報告書に並びます。')),
})

/** A round (回) asks for a named set of a sheet's fields; a later round never alters an earlier one. */
export const round = z.strictObject({
  id: key,
  name: text.meta(told('回の名前', '例: 見込、実績')),
  fields: z.record(key, z.array(z.string()).min(1)).meta(told('尋ねる項目', '様式の id ごとに、項目の id を並べます。')),
})

/** Who is asked: `owner` is the programme's own section, or the member by whose seat it is asked; any other word is a role that exactly one post of the register holds. */
const party = z.union([z.literal('owner'), key])

/** What a step asks of people: one assignment per subject. */
export const ask = z.strictObject({
  per: z
    .enum(['programme', 'section', 'member', 'once'])
    .meta(told('尋ねる単位', 'programme = 施策ごと、section = 課ごと、member = 会議体の委員ごと、once = 一度だけ')),
  /** per programme or section: which lines of the register. `needs-finance`: those whose accepted Actions need the finance section */
  where: z
    .enum(['all', 'verified', 'unverified', 'needs-finance'])
    .default('all')
    .meta(told('対象', 'verified = 検証対象、unverified = それ以外、needs-finance = 財政担当課との協議が要る対応がある施策')),
  /** per member: of which body */
  body: key.optional().meta(told('会議体', 'per: member のときに必ず書きます。bodies の id')),
  /** the step closes without it: a member's own page is an offer, not a duty */
  optional: z.boolean().optional().meta(told('任意', 'true = 提出がなくても工程を閉じられる')),
  /** per once: the subject's id */
  subject: key.optional().meta(told('何について', 'per: once のときに必ず書きます。例: cross-cutting')),
  to: party.meta(told('依頼先', 'owner = 施策の所管課（per: member では委員本人）。ほかは roles の id')),
  /** `$form` takes the form named in the register for the programme */
  form: z
    .union([z.literal('$form'), key], '様式の id か、登録簿の様式を使う $form を書いてください。')
    .meta(told('様式', '$form = 登録簿で施策ごとに決めた様式')),
  round: key.optional().meta(told('回', '省くと様式の全項目を尋ねます。')),
  title: text.meta(told('件名に使う名前', 'メールの件名に入る短い名前。例: 施策検証シート（見込）')),
  /** who checks it: a role, or none (what is handed in counts at once) */
  check: z
    .union([z.literal('none'), key])
    .default('none')
    .meta(told('確認する役割', 'none = 提出すればそのまま受理')),
  /** business days the checker has, and that a returned section has */
  checkWithin: z.number().int().min(1).max(60).default(5).meta(told('確認の期間（開庁日）')),
  returnWithin: z.number().int().min(1).max(60).default(5).meta(told('差し戻した後の期間（開庁日）')),
  chase: key.optional().meta(told('再依頼の段取り', 'chases の id。省くと何も送りません。')),
  /** of a stage of a route: business days from the asking; without it, the step's due date counts */
  within: z
    .number()
    .int()
    .min(1)
    .max(60)
    .optional()
    .meta(told('順番が来てからの期間（開庁日）', 'inTurn の工程だけに書けます。省くと工程の期限です。')),
})

/**
 * What must hold before a step may close (besides its own assignments): `answered` — every request, question and
 * concern has its answer; `fresh` — nothing this step was built on was returned after acceptance.
 */
export const requirement = z
  .enum(['answered', 'fresh'])
  .meta(told('閉じる条件', 'answered = 対応の要る意見の全てに対応がある、fresh = 受理後に差し戻されたものがない'))

export const step = z.strictObject({
  id: key,
  kind: z
    .enum(['select', 'collect', 'hear', 'meet', 'consolidate', 'respond', 'approve', 'report', 'publish', 'follow-up'])
    .meta(told('種類', '選定・照会・聴取・会議・取りまとめ・対応・承認・報告・公表・事後確認')),
  name: text.meta(told('工程の名前')),
  basis,
  /** meet only: which body */
  body: key.optional().meta(told('会議体', 'kind: meet のときに必ず書きます。bodies の id')),
  /** the date is not the office's to move (the assembly's calendar) */
  fixed: z.boolean().default(false).meta(told('動かせない日', '議会の日程など')),
  /** `all`: begins when that step has closed. `each`: begins with it, and asks for a subject when that subject is accepted there. */
  after: z
    .array(
      z.strictObject({
        step: key,
        gate: z.enum(['all', 'each']).default('all').meta(told('始まり方', 'all = その工程が閉じたら、each = 施策が一つ受理されるごとに')),
      }),
    )
    .default([])
    .meta(told('前の工程')),
  opens: dateRule.meta(told('開始')),
  due: dateRule.meta(told('期限', '会議（meet）では開催日')),
  /** the last day on which the step may lawfully close, if a law names one */
  statutory: dateRule.optional().meta(told('法定の期日')),
  asks: z.array(ask).default([]).meta(told('依頼', '一つの対象に一つの依頼ができます。')),
  requires: z.array(requirement).default([]).meta(told('閉じる条件')),
  /** approve only: the asks are the stages of a route (回議), asked one after another; each sends it on or back to a stage before it */
  inTurn: z.boolean().optional().meta(told('順に回す', 'true = 依頼を書いた順に一つずつ回す。前の段階が承認すると次の段階に依頼します。')),
  note: text.optional().meta(told('説明', '画面に表示されます。')),
})

export const definition = z
  .strictObject({
    junkan: z.literal('definition/1').meta(told('書式', 'definition/1 と書きます。')),
    id: key.meta(told('実施要領の id', 'ファイル名は id@edition.yaml です。')),
    edition: z.union([z.string(), z.number()], "版は '2016' のように文字か数で書いてください。").transform(String).meta(told('版')),
    name: text.meta(told('年次の手続の名前')),
    city: z.strictObject({ id: key, name: text }).meta(told('市')),
    ordinance: z
      .strictObject({
        name: text.meta(told('条例の名前')),
        shortName: text.meta(told('略称')),
        inForce: z.iso.date('施行日は 2016-04-01 のように、実在する日で書いてください。').meta(told('施行日')),
        verify: text.meta(told('検証の条', '例: 第22条')),
        publish: text.meta(told('公表の条', '例: 第23条')),
      })
      .meta(told('条例')),
    report: z.strictObject({ title: text.meta(told('報告書の名前')), office: text.meta(told('作成する課')) }).meta(told('報告書')),
    articles: z
      .array(z.strictObject({ no: z.number().int().positive(), title: text }))
      .min(1)
      .meta(told('条', '施策が属する条。番号と見出し')),
    calendar: z
      .strictObject({
        /** closed days beyond weekends, national holidays and 12-29…01-03 */
        closed: z
          .array(z.strictObject({ from: monthDay, to: monthDay, reason: text }))
          .default([])
          .meta(told('閉庁日', '土日・祝日・12月29日〜1月3日のほかに閉まる日')),
        /** periods in which no department's due date may fall unless it is named */
        blackouts: z
          .array(z.strictObject({ from: monthDay, to: monthDay, reason: text }))
          .default([])
          .meta(told('期限を置かない期間')),
        /** no due date in the first n business days of January */
        quietJanuaryBusinessDays: z
          .number()
          .int()
          .min(0)
          .max(10)
          .default(3)
          .meta(told('1月の期限を置かない日数', '最初の開庁日から数えます。')),
        /** the times of day at which the city's mails leave, on business days */
        dispatch: z.array(timeOfDay).min(1).meta(told('メールの発送時刻', '開庁日のこの時刻にまとめて送ります。')),
        dispatchClosedDays: z.boolean().optional().meta(told('閉庁日にも発送する', '省くと、閉庁日には何も送りません。')),
      })
      .meta(told('暦')),
    bodies: z
      .array(
        z.strictObject({
          id: key,
          name: text,
          kind: z.enum(['council', 'subcommittee', 'assembly', 'other']),
          materialsDays: z
            .number()
            .int()
            .min(1)
            .max(60)
            .optional()
            .meta(told('資料を送る日', '会議の何開庁日前に資料を送るか。省くと5開庁日前。')),
        }),
      )
      .default([])
      .meta(told('会議体')),
    /** roles that posts hold; `office` runs the year, `approver` decides. Sections' own roles are officer, head and coordinator. */
    roles: z
      .array(z.strictObject({ id: key, name: text }))
      .min(1)
      .meta(told('役割', 'office（事務局）は必ず要ります。')),
    viewpoints: z
      .array(z.strictObject({ id: key, name: text }))
      .default([])
      .meta(told('検証の視点')),
    opinionKinds: z
      .array(z.strictObject({ id: key, name: text, needsAnswer: z.boolean().meta(told('対応が要る')) }))
      .min(1)
      .meta(told('意見の種類')),
    /** `numbered`: an Action names the opinions it answers, and each needs one. `unknown`: counted per programme. */
    pairing: z
      .enum(['numbered', 'unknown'])
      .meta(told('意見と対応の結び付き', 'numbered = 対応が意見の番号を示す、unknown = 施策ごとに数える')),
    responseCategories: z
      .array(
        z.strictObject({
          id: key,
          name: text,
          promise: z.boolean().optional().meta(told('翌年度に答える', 'true = 翌年度のシートで、その後どうしたかを答える')),
        }),
      )
      .default([])
      .meta(told('対応区分', '内部の整理に使います。')),
    budgetKinds: z
      .array(z.strictObject({ id: key, name: text, needsFinance: z.boolean().default(false).meta(told('財政担当課との協議が要る')) }))
      .default([])
      .meta(told('予算区分')),
    /** until that instant nothing is published of a budget kind that needs the finance section; a date, and never rolled (`embargoEnds`) */
    embargo: z
      .strictObject({ until: dateRule, reason: text })
      .optional()
      .meta(told('予算に関わる対応の非公開', '予算案の発表の日まで、補正・翌年度要求などの区分を公開しません。')),
    forms: z.array(form).min(1).meta(told('様式')),
    rounds: z.array(round).default([]).meta(told('回')),
    chases: z.array(chasePolicy).default([]).meta(told('再依頼の段取り')),
    /** a programme's goes before its section's */
    chaseOverrides: z.array(chaseOverride).optional().meta(told('施策・課ごとの再依頼の段取り', '施策の定めが課の定めに優先します。')),
    steps: z.array(step).min(1).meta(told('工程')),
  })
  .meta(told('実施要領', '一つの市の年次の検証と公表を、工程・様式・暦として書いたもの'))

export type Definition = z.output<typeof definition>
export type DefinitionStep = z.output<typeof step>
export type Ask = z.output<typeof ask>
export type { ChaseOverride, ChasePolicy } from './chase-schema.js'
export type { DateRule } from './date-rule.js'
export type Form = z.output<typeof form>
export type Round = z.output<typeof round>
export type Field = z.output<typeof field>
export type Requirement = z.output<typeof requirement>
