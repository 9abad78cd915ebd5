import { z } from 'zod'
import { key, monthDay, text, timeOfDay, told } from './words.js'

/** One notice of a chase (再依頼の段取り). `businessDays` counts from the due instant: negative before, positive after. */
export const chaseNotice = z.strictObject({
  id: key,
  kind: z
    .enum(['reminder', 'overdue', 'head-notice', 'escalation-proposal'])
    .meta(
      told('種類', 'reminder = 期限前のお知らせ、overdue = 再依頼、head-notice = 課長宛ての確認、escalation-proposal = 事務局への提案'),
    ),
  businessDays: z.number().int().min(-30).max(60).meta(told('期限からの開庁日数', '負は期限の前、正は後')),
  at: timeOfDay.default('09:00').meta(told('時刻')),
  /** officer → coordinator → head; anything higher is only proposed to the office */
  to: z
    .enum(['owner', 'coordinator', 'head', 'office'])
    .meta(told('宛先', 'owner = 依頼先、coordinator = 局の取りまとめ担当、head = 課長、office = 事務局')),
  repeat: z
    .strictObject({
      everyBusinessDays: z.number().int().min(1).meta(told('間隔（開庁日）')),
      times: z.number().int().min(1).max(20).meta(told('回数', '最初の1回を含む全部の回数です。')),
    })
    .optional()
    .meta(told('繰り返し')),
  tone: z
    .enum(['ordinary', 'firm', 'last'])
    .optional()
    .meta(told('書き方', 'ordinary = 普段どおり（省いたとき）、firm = 重ねてのお願い、last = 事務局で判断する前の最後のお願い')),
})
export const chasePolicy = z.strictObject({
  id: key,
  name: text,
  /** business days added to whatever comes after the due instant */
  grace: z.number().int().min(0).max(30).optional().meta(told('猶予（開庁日）', '期限の後の連絡をこの日数だけ遅らせます。省くと 0 です。')),
  /** days on which nothing of this chase leaves; it waits for the first dispatch after them */
  quiet: z
    .array(z.strictObject({ from: monthDay, to: monthDay, reason: text }))
    .optional()
    .meta(told('連絡を控える期間', 'この間の便は、期間の後の最初の便に送ります。年をまたいで書けます。')),
  notices: z.array(chaseNotice).meta(told('お知らせと再依頼')),
})

/** Another chase, or none, for whatever is asked about one programme or of one section. */
export const chaseOverride = z.strictObject({
  programme: key.optional().meta(told('施策', '登録簿の施策の番号。programme か section のどちらか一つを書きます。')),
  section: key.optional().meta(told('課', '登録簿の課の番号')),
  chase: z.union([z.literal('none'), key]).meta(told('再依頼の段取り', 'chases の id。none = 何も送りません。')),
})

export type ChasePolicy = z.output<typeof chasePolicy>
export type ChaseOverride = z.output<typeof chaseOverride>
