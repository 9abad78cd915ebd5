import { z } from 'zod'
import type { Definition, Field } from '../definition/schema.js'
import { pictures } from './pictures.js'

/** The words a content may use for kinds, viewpoints and categories, and the forms and rounds it answers to. */
export type ContentRules = Pick<Definition, 'forms' | 'rounds' | 'opinionKinds' | 'viewpoints' | 'responseCategories' | 'budgetKinds'>

/**
 * The value shapes of a form's fields. What reports hold is messy on purpose: a value that could not be read is null and
 * keeps what was written in `raw`; nothing is dropped in silence, and nothing is refused for being odd (2 % of a budget
 * spent, a target below last year's result), only for not being what the field is.
 */

/** PostgreSQL's jsonb refuses U+0000; other control characters are leftovers of copying and break mails and PDF. */
const control = /[^\P{Cc}\t\n\r]/u

const line = z
  .string()
  .max(20_000, '2万字以内にしてください。')
  .refine((text) => !control.test(text), '目に見えない制御文字が入っています。貼り付け直してください。')
const filled = line.refine((text) => text.trim() !== '', '空にできません。')
const finite = z.number('数値で書いてください。')
const raw = line.optional()

const unreadNeedsRaw = (given: { value: number | null; raw?: string | undefined }) =>
  given.value !== null || (given.raw ?? '').trim() !== ''
const unreadMessage = '数値を書いてください。数値がないときは、「集計中」のように、紙面の表記か理由を書いてください（JSON では raw）。'

const number = z.strictObject({ value: finite.nullable(), unit: line.optional(), raw }).refine(unreadNeedsRaw, unreadMessage)

/** Thousand yen, so no fraction; 10^12 thousand yen is beyond any city and catches amounts entered in yen times a slip. */
const money = z
  .strictObject({
    value: z
      .number('千円単位の整数で書いてください。')
      .int('千円単位の整数で書いてください（千円未満は切り捨て）。')
      .min(-1e12, '金額の桁を確かめてください（千円単位）。')
      .max(1e12, '金額の桁を確かめてください（千円単位）。')
      .nullable(),
    raw,
  })
  .refine(unreadNeedsRaw, unreadMessage)

const fiscalYear = z
  .number('年度は 2016 のように西暦で書いてください。')
  .int('年度は西暦の整数で書いてください。')
  .min(1950, '年度は 1950 以後の西暦で書いてください。')
  .max(2200, '年度は 2200 以前の西暦で書いてください。')

export const indicator = z.strictObject({
  name: filled,
  unit: line,
  note: line.optional(),
  values: z
    .array(
      z.strictObject({
        fiscalYear,
        target: finite.nullable(),
        actual: finite.nullable(),
        /** as written where it differs from what was read: one text, or one for each of the two cells */
        raw: z
          .union(
            [line, z.strictObject({ target: line.optional(), actual: line.optional() })],
            '原文の表記は文字か、目標（target）と実績（actual）の組で書いてください。',
          )
          .optional(),
      }),
    )
    .refine((values) => new Set(values.map((one) => one.fiscalYear)).size === values.length, '同じ年度が二度あります。'),
})

const figure = z.strictObject({ label: filled, value: finite.nullable(), unit: line, raw }).refine(unreadNeedsRaw, unreadMessage)

const table = z
  .strictObject({
    columns: z.array(line).min(1, '列見出しを1つ以上書いてください。'),
    rows: z.array(z.array(z.union([line, finite, z.null()], '文字・数値・空のいずれかで書いてください。'))),
    unit: line.optional(),
  })
  .superRefine(({ columns, rows }, context) => {
    rows.forEach((row, index) => {
      if (row.length !== columns.length)
        context.addIssue({
          code: 'custom',
          path: ['rows', index],
          message: `列見出しは${columns.length}列ですが、この行は${row.length}列です。`,
        })
    })
  })

const no = z
  .number('番号は1以上の整数で書いてください。')
  .int('番号は1以上の整数で書いてください。')
  .min(1, '番号は1以上の整数で書いてください。')
const noTwice = (items: { no?: number | null | undefined }[]) => {
  const given = items.flatMap((item) => (item.no ? [item.no] : []))
  return new Set(given).size === given.length
}

const itemId = z.string().regex(/^[A-Za-z0-9-]{1,40}$/, '識別子は40字以内の英数字にしてください。')
const promiseRef = z
  .string('どの対応についてかが分かりません。示された対応の行に書いてください。')
  .regex(/^\d{4}\/[a-z0-9-]+\/\d+$/, '前の年度の対応は 2016/p12-01/3 のように指してください。')

/** 掲載区分: whether an opinion is printed by itself. What is merged into another is answered there; what is not printed says why. */
const printing = z
  .strictObject({
    as: z.enum(['printed', 'merged', 'unprinted'], '「掲載」「ほかの意見に含める」「掲載しない」のどれかを選んでください。'),
    into: no.optional(),
    reason: line.optional(),
  })
  .refine(({ as, into }) => as !== 'merged' || into !== undefined, '含める先の意見の番号を書いてください。')
  .refine(({ as, reason }) => as !== 'unprinted' || (reason ?? '').trim() !== '', '掲載しない理由を書いてください。')

/** One of the definition's own words; anything else is refused with the list of those that exist. */
const oneOf = (words: { id: string; name: string }[]) =>
  z.string('文字で書いてください。').refine((id) => words.some((word) => word.id === id), {
    error: `次のいずれかにしてください: ${words.map((word) => `${word.id}（${word.name}）`).join('、') || '（実施要領に選択肢がありません）'}`,
  })

const opinions = (rules: ContentRules) =>
  z
    .array(
      z.strictObject({
        no: no.optional(),
        text: filled,
        kind: oneOf(rules.opinionKinds).optional(),
        viewpoint: oneOf(rules.viewpoints).optional(),
        source: line.optional(),
        /** what it is known by while its number changes */
        id: itemId.optional(),
        /** keys of what was said (`said`) that it is made of */
        sources: z.array(line).optional(),
        printing: printing.optional(),
      }),
    )
    .refine(noTwice, '同じ番号の意見が二つあります。')

const actions = (rules: ContentRules) =>
  z
    .array(
      z.strictObject({
        no: no.optional(),
        text: filled,
        answers: z.array(no),
        /** numbers of the cross-cutting opinions that it answers besides */
        whole: z.array(no).optional(),
        category: oneOf(rules.responseCategories).optional(),
        timing: line.optional(),
        budget: oneOf(rules.budgetKinds).optional(),
        /** the indicator that will show it */
        indicator: line.optional(),
        /** the earlier promise that it carries on (`2016/p12-01/3`) */
        continues: promiseRef.optional(),
      }),
    )
    .refine(noTwice, '同じ番号の対応が二つあります。')

const statements = z
  .array(
    z.strictObject({
      id: itemId,
      subject: filled,
      text: filled,
      /** number of the remark that the office wrote down, where this is the member's word on it */
      of: no.optional(),
      /** it was written down as it was said */
      agreed: z.boolean('はい（true）か、いいえ（false）で答えてください。').optional(),
    }),
  )
  .refine((items) => new Set(items.map(({ id }) => id)).size === items.length, '同じ発言が二度あります。')

/** 決裁の判断: on to the next stage, or back to one before it with the reason. Which stages there are is known where they are (checkStage). */
const ruling = z
  .strictObject({
    state: z.enum(['approved', 'returned'], '「承認する」「差し戻す」のどちらかを選んでください。'),
    to: line.optional(),
    reason: line.optional(),
    /** number of the package (起案の資料) that was on the page */
    package: no.optional(),
  })
  .refine(({ state, to }) => state !== 'returned' || (to ?? '') !== '', '差し戻す先を選んでください。')
  .refine(({ state, reason }) => state !== 'returned' || (reason ?? '').trim() !== '', '差し戻す理由を書いてください。')

const promises = z
  .array(
    z
      .strictObject({
        ref: promiseRef,
        state: z.enum(['done', 'under-way', 'dropped'], '「実施した」「実施中」「取りやめた」のどれかを選んでください。'),
        text: line.optional(),
        reason: line.optional(),
      })
      .refine(({ state, reason }) => state !== 'dropped' || (reason ?? '').trim() !== '', '取りやめた理由を書いてください。'),
  )
  .refine((items) => new Set(items.map(({ ref }) => ref)).size === items.length, '同じ約束に二度答えています。')

/** The schema of one field's value. A required text or list must hold something; a required flag must be true (an assurance). */
export function fieldSchema(field: Field, rules: ContentRules): z.ZodType {
  const some = <Item extends z.ZodType>(list: z.ZodArray<Item>) => (field.required ? list.min(1, '1件以上書いてください。') : list)
  switch (field.type) {
    case 'text':
      return field.required ? filled : line
    case 'bullets':
      return some(z.array(filled))
    case 'number':
      return number
    case 'money':
      return money
    case 'indicators':
      return some(z.array(indicator))
    case 'figures':
      return some(z.array(figure))
    case 'table':
      return table
    case 'date':
      return z.iso.date('年も付けて、平成28年9月6日や 2016-09-06 のように、実在する日で書いてください。')
    case 'flag':
      return field.required
        ? z.literal(true, '確認して印を付けてください。')
        : z.boolean('はい（true）か、いいえ（false）で答えてください。')
    case 'choice':
      return oneOf((field.options ?? []).map(({ id, label }) => ({ id, name: label })))
    case 'opinions':
      return some(opinions(rules))
    case 'actions':
      return some(actions(rules))
    case 'statements':
      return some(statements)
    case 'promises':
      return promises
    case 'ruling':
      return ruling
    case 'pictures':
      return field.required ? pictures.min(1, '1枚以上加えてください。') : pictures
  }
}
