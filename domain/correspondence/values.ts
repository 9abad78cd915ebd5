import type { NoticeKind } from './mail-input.js'
import type { Scope } from './template.js'

/** A value that a letter may name. */
export interface LetterValue {
  name: string
  /** what it is, for whoever writes letters */
  meaning: string
  example: string
  /** true: it is not always there, so a template asks before it uses it */
  mayBeMissing: boolean
}

/** Values that come and go together, in every state that the check of a template must try. */
interface Facet {
  meanings: Record<string, string>
  states: Scope[]
}

const always = (name: string, meaning: string, ...states: (string | number | boolean)[]): Facet => ({
  meanings: { [name]: meaning },
  states: states.map((state) => ({ [name]: state })),
})

const ofMail: Facet[] = [
  always('city', '市の名前', '川崎市'),
  always('office', '事務局の名前', '経済労働局産業政策部企画課'),
  always('sender', '差出人（市と事務局）', '川崎市経済労働局産業政策部企画課'),
  always('report', '報告書の名前', '中小企業活性化施策実施状況報告書'),
  always('year', '年度', '平成27年度'),
  always('addressee', '宛先の課と職', '工業振興課　担当係長'),
  always('asOf', 'このメールを作った日時', '平成27年12月15日（火）9時'),
  always('url', '画面のアドレス', 'https://junkan.example/'),
  {
    meanings: { isDeputy: '職を代理する人の受信箱に送るか', deputyUntil: '代理の終わる日（決まっているときだけ）' },
    states: [{ isDeputy: false }, { isDeputy: true, deputyUntil: '1月8日' }, { isDeputy: true }],
  },
]

const due: Facet = {
  meanings: {
    due: '期限（いくつかあるときは最も早いもの）',
    dueShort: '期限を短く',
    dueDay: '期限の月日',
    daysLeft: '期限までの日数（当日は 0、過ぎていれば負の数）',
  },
  states: [
    { due: '平成27年12月18日（金）17時', dueShort: '12/18（金）17時', dueDay: '12/18', daysLeft: 3 },
    { due: '平成27年12月15日（火）17時', dueShort: '12/15（火）17時', dueDay: '12/15', daysLeft: 0 },
    {},
  ],
}

const daysLate: Facet = {
  meanings: { daysLate: '期限から過ぎた開庁日の数（最も長いもの）' },
  states: [{ daysLate: 4 }, { daysLate: 12 }, {}],
}

const receipts: Facet = {
  meanings: { receiptNumber: '受付番号（いくつかあるときは最初のもの）', moreReceipts: 'ほかの受付番号の数' },
  states: [{ receiptNumber: '1204', moreReceipts: 2 }, { receiptNumber: '1204', moreReceipts: 0 }, { moreReceipts: 0 }],
}

const ofGroup: Facet[] = [
  always('title', '手続の名前（種類が二つ以上のときは「等」が付く）', '施策検証シート'),
  always('count', '件数', 2, 1, 12),
  always('dueCount', '異なる期限の数', 1, 2, 0),
  {
    meanings: {
      isForm: '様式（シート・調書など）の作成を求めるものか',
      isSubmission: '作成して提出するものか（いいえ：会議の開催・説明・決裁など）',
      isMeeting: '会議の開催か',
    },
    states: [
      { isForm: true, isSubmission: true, isMeeting: false },
      { isForm: false, isSubmission: true, isMeeting: false },
      { isForm: false, isSubmission: false, isMeeting: false },
      { isForm: false, isSubmission: false, isMeeting: true },
    ],
  },
  due,
]

const late: Facet[] = [daysLate]
const wished: Facet = {
  meanings: { wished: '希望のあった期限（最も早いもの）' },
  states: [{ wished: '平成28年1月8日（金）17時' }, {}],
}
const times: Facet[] = [
  { meanings: { nth: '同じ宛先への何回目か（1回目は値なし）' }, states: [{ nth: 2 }, { nth: 5 }, {}] },
  always('toCoordinator', '局の取りまとめ担当に宛てたものか', false, true),
]
const meetingTitle: Facet = always('meetingTitle', '「…の開催」の形の会議の名前', '中小企業活性化専門部会の開催')
const optional = always('isOptional', '御意見などがなくてもよいものか', true, false)
const ofKind: Partial<Record<NoticeKind, Facet[]>> = {
  overdue: [...late, ...times],
  'head-notice': [...late, ...times],
  escalation: late,
  'escalation-proposal': late,
  return: [always('places', '修正をお願いする箇所の数（記録がなければ 0）', 3, 0)],
  receipt: [receipts],
  attestation: [receipts],
  handover: [{ meanings: { handoverDay: '担当が変わる日' }, states: [{ handoverDay: '４月１日' }, {}] }, daysLate],
  invitation: [meetingTitle],
  'meeting-moved': [
    meetingTitle,
    { meanings: { movedFrom: '変更の前の開催日時' }, states: [{ movedFrom: '平成27年12月17日（木）14時' }, {}] },
  ],
  'meeting-cancelled': [meetingTitle],
  extension: [
    {
      meanings: { ...wished.meanings, isShorter: '希望より早い期限になったか' },
      states: wished.states.flatMap((state) => ('wished' in state ? [false, true] : [false]).map((isShorter) => ({ ...state, isShorter }))),
    },
  ],
  'extension-request': [wished],
  'extension-declined': [wished],
  'member-request': [optional],
  'member-reminder': [optional],
  'member-return': [optional],
  'member-receipt': [optional, receipts],
}

/** The parts of a letter that are the same for every kind, with what each may name besides the mail's own values. */
const ofFrame: Record<string, Facet[]> = {
  itemName: [always('subject', '施策などの名前', '起業化総合支援事業'), always('department', '所管課', '工業振興課')],
  late: [always('daysLate', '期限から過ぎた開庁日の数', 4, 12)],
  leadDue: [
    always('dueLabel', '期限の見出し', '期限'),
    always('due', '期限（いくつかあるときは最も早いもの）', '平成27年12月18日（金）17時'),
    always('dueCount', '異なる期限の数', 1, 2),
  ],
  leadOthers: [always('others', 'ほかの用件の数', 2, 12)],
  subjectOthers: [always('others', 'ほかの用件の数', 2, 12)],
  toldLine: [
    always('on', '連絡した日時', '12/16（水）9時'),
    always('what', '連絡の種類', '期限前のお知らせ'),
    always('to', '宛先', '担当係長'),
  ],
  toldMore: [always('others', '書ききれない連絡の数', 2, 12)],
  contact: [{ meanings: { contact: '問合せ先の電話など' }, states: [{ contact: '電話 044-200-0000' }, {}] }],
}

const facetsOfKind = (kind: NoticeKind): Facet[] => [...ofGroup, ...(ofKind[kind] ?? []), ...ofMail]
const facetsOfFrame = (part: string): Facet[] => [...(ofFrame[part] ?? []), ...ofMail]

const describe = (facets: Facet[]): LetterValue[] =>
  facets.flatMap(({ meanings, states }) =>
    Object.entries(meanings).map(([name, meaning]) => ({
      name,
      meaning,
      example: String(states[0]?.[name] ?? ''),
      mayBeMissing: states.some((state) => !(name in state)),
    })),
  )

/** The values of every part of one kind of notice. */
export const valuesOfKind = (kind: NoticeKind): LetterValue[] => describe(facetsOfKind(kind))

/** The values of one part of the frame. */
export const valuesOfFrame = (part: string): LetterValue[] => describe(facetsOfFrame(part))

/** Every state of the values `names`, all others in their first: what a template that uses those names must be able to say. */
function statesOf(facets: Facet[], names: readonly string[]): Scope[] {
  let scopes: Scope[] = [{}]
  for (const { meanings, states } of facets) {
    const tried = names.some((name) => name in meanings) ? states : states.slice(0, 1)
    scopes = scopes.flatMap((scope) => tried.map((state) => ({ ...scope, ...state })))
  }
  return scopes
}

export const statesOfKind = (kind: NoticeKind, names: readonly string[]): Scope[] => statesOf(facetsOfKind(kind), names)
export const statesOfFrame = (part: string, names: readonly string[]): Scope[] => statesOf(facetsOfFrame(part), names)
