import { z } from 'zod'
import { basis, key, monthDay, timeOfDay, told } from './words.js'

const roll = z
  .enum(['back', 'forward', 'none'])
  .meta(told('閉庁日のとき', 'back = 前の開庁日へ、forward = 次の開庁日へ、none = 動かさない'))
const anchor = z
  .union(
    [z.literal('open'), z.strictObject({ step: key, edge: z.enum(['opens', 'due']) })],
    'open（この工程の開始）か、{ step: 工程の id, edge: opens か due } と書いてください。',
  )
  .meta(told('基準日', 'open = この工程の開始。または { step, edge } で、ほかの工程の開始（opens）・期限（due）'))
/** Where this very date comes from, when that is not where the step comes from: a meeting printed without its day. */
const dateBasis = basis.optional().meta(told('日付の根拠', '工程の根拠と違うときだけ書きます。'))
const at = timeOfDay.default('17:00').meta(told('時刻', '省くと 17:00。開始の時刻は 09:00 のように書きます。'))

/**
 * A rule that yields one instant. `date` is a month and day of the cycle's fiscal year plus `fiscalYear` (0 = the
 * cycle's own, 1 = the next); months 01–03 lie in the following calendar year. The other forms count from an anchor:
 * `open` (the instant this step opens), or another step's planned opening or due instant.
 * `roll`: which way a closed day moves (default back, as departments' due dates do); `none` leaves it.
 */
export const dateRule = z
  .union(
    [
      z.strictObject({
        date: monthDay.meta(told('月日', "'05-31' のように引用符で囲みます。1〜3月はその年度の翌暦年です。")),
        fiscalYear: z.number().int().min(-1).max(3).default(0).meta(told('対象年度からの差', '0 = 対象年度、1 = 翌年度')),
        at,
        basis: dateBasis,
        roll: roll.default('back'),
        /** true: this date may fall in a blackout period, because it is named here on purpose */
        named: z.boolean().default(false).meta(told('期限を置かない期間でもよい', 'あえてこの日とするときに true')),
      }),
      z.strictObject({
        businessDays: z.number().int().min(-120).max(120).meta(told('開庁日数', '基準日から数える。負は前')),
        from: anchor,
        at,
        basis: dateBasis,
      }),
      z.strictObject({
        days: z.number().int().min(-366).max(366).meta(told('日数', '基準日から数える。負は前')),
        from: anchor,
        at,
        basis: dateBasis,
        roll: roll.default('back'),
      }),
    ],
    "{ date: '05-31' } か、{ businessDays: -10, from: … }・{ days: 17, from: open } の形で書いてください。",
  )
  .meta(told('日付の決め方', '月日（date）か、基準日からの開庁日数（businessDays）・日数（days）'))

export type DateRule = z.output<typeof dateRule>
