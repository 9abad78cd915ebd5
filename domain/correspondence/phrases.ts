import { formatDateTime } from '../calendar/date-words.js'
import { count } from './lines.js'
import type { NoticeItem, NoticeKind } from './mail-input.js'
import { titleOf } from './subjects.js'

interface Phrase {
  /** heading of its group under 記 */
  heading: string
  /** one sentence beneath the heading: what it means and what follows */
  explanation: string
  /** label of the instant */
  dueLabel: string
  /** first line of the mail: what to do */
  act: (title: string, n: string) => string
  /** second line when there is no instant to name */
  otherwise: string
}

const nothingToDo = '御対応は要りません。'

export const phraseOf: Record<NoticeKind, Phrase> = {
  overdue: {
    heading: '期限を過ぎているもの',
    explanation: '提出を確認できていません。御提出をお願いします。間に合わない事情があるときは、提出できる日をお知らせください。',
    dueLabel: '期　　限',
    act: (title, n) => `${title}${n}件を御提出ください（再度のお願いです）。`,
    otherwise: '速やかにお願いします。',
  },
  return: {
    heading: '修正をお願いするもの',
    explanation: '次の箇所を御確認の上、修正して改めて御提出ください。',
    dueLabel: '期　　限',
    act: (title, n) => `${title}${n}件を修正し、改めて御提出ください。`,
    otherwise: '速やかにお願いします。',
  },
  'head-notice': {
    heading: '貴課の提出状況の確認をお願いするもの',
    explanation: '期限を過ぎても提出を確認できていません。担当の方と状況を御確認くださるようお願いします。',
    dueLabel: '期　　限',
    act: (title, n) => `貴課の${title}${n}件の提出状況を御確認ください。`,
    otherwise: '速やかにお願いします。',
  },
  escalation: {
    heading: '所管課の提出の遅れについて、確認をお願いするもの',
    explanation:
      '課長への連絡の後も提出を確認できていません。事務局の判断により御連絡しています。所管課の状況を御確認くださるようお願いします。',
    dueLabel: '期　　限',
    act: (title, n) => `${title}${n}件の提出が遅れています。所管課の状況を御確認ください。`,
    otherwise: '速やかにお願いします。',
  },
  'escalation-proposal': {
    heading: '上位の職への連絡を判断するもの',
    explanation: '課長への連絡の後も提出がありません。上位の職への連絡は自動では行いません。送るかどうかを判断してください。',
    dueLabel: '期　　限',
    act: (title, n) => `${title}${n}件の遅れについて、次の連絡先を判断してください。`,
    otherwise: '速やかに御判断ください。',
  },
  reminder: {
    heading: '期限が近づいているもの',
    explanation: 'まだ提出を確認できていません。期限までの御提出をお願いします。',
    dueLabel: '期　　限',
    act: (title, n) => `${title}${n}件を期限までに御提出ください。`,
    otherwise: '期限は画面で御確認ください。',
  },
  request: {
    heading: '御提出をお願いするもの',
    explanation: '前年度の内容を下敷きにした様式を用意しました。作成の上、課長の確認を経て御提出ください。',
    dueLabel: '期　　限',
    act: (title, n) => `${title}${n}件の御提出をお願いします。`,
    otherwise: '期限は画面で御確認ください。',
  },
  invitation: {
    heading: '開催のお知らせ',
    explanation: '次のとおり開催します。出欠を画面又は返信でお知らせください。',
    dueLabel: '開催日時',
    act: (title) => `${title}を開催します。出欠をお知らせください。`,
    otherwise: '日時は決まり次第お知らせします。',
  },
  handover: {
    heading: '引き継がれるもの',
    explanation: '次の手続の担当が貴職に変わりました。期限とこれまでの経過はそのまま引き継がれます。',
    dueLabel: '期　　限',
    act: (_title, n) => `未処理の手続${n}件が貴職に引き継がれました。御確認ください。`,
    otherwise: '期限は画面で御確認ください。',
  },
  extension: {
    heading: '期限を延長したもの',
    explanation: '期限を次のとおり改めました。',
    dueLabel: '新しい期限',
    act: (title, n) => `${title}${n}件の提出期限を延長しました。`,
    otherwise: '新しい期限は画面で御確認ください。',
  },
  withdrawal: {
    heading: '依頼を取り下げたもの',
    explanation: '次の依頼を取り下げました。作成中の内容は保存されています。',
    dueLabel: '当初期限',
    act: (title, n) => `${title}${n}件の依頼を取り下げました。`,
    otherwise: nothingToDo,
  },
  edit: {
    heading: '事務局で字句を修正したもの',
    explanation: '次のものについて、事務局で字句を修正しました。修正の前後は画面で御確認いただけます。不都合があるときはお知らせください。',
    dueLabel: '期　　限',
    act: (title, n) => `${title}${n}件の字句を修正しました。`,
    otherwise: nothingToDo,
  },
  confirmation: {
    heading: '課長の確認をお願いするもの',
    explanation: '担当者が作成し、提出の前に課長の確認を求めています。画面で内容を御確認ください。',
    dueLabel: '期　　限',
    act: (title, n) => `${title}${n}件の内容を御確認ください。`,
    otherwise: '期限は画面で御確認ください。',
  },
  'extension-request': {
    heading: '期限の延長の申出があったもの',
    explanation: '所管課から期限の延長の申出がありました。画面で、認めるか、日を改めるか、認めないかを決めてください。',
    dueLabel: '期　　限',
    act: (title, n) => `${title}${n}件の期限の延長の申出を判断してください。`,
    otherwise: '速やかに御判断ください。',
  },
  'extension-declined': {
    heading: '期限を延長しないもの',
    explanation: '期限の延長の申出を検討しましたが、期限は次のとおり変わりません。',
    dueLabel: '期　　限',
    act: (title, n) => `${title}${n}件の期限は延長されません。期限までに御提出ください。`,
    otherwise: '期限は画面で御確認ください。',
  },
  attestation: {
    heading: '「該当なし」の申出を受け付けたもの',
    explanation: '次の手続について「該当なし」の申出を受け付けました。',
    dueLabel: '期　　限',
    act: (title, n) => `${title}${n}件の「該当なし」の申出を受け付けました。`,
    otherwise: nothingToDo,
  },
  receipt: {
    heading: '受け付けたもの',
    explanation: '次のとおり受け付けました。受付番号は、お問合せの際にお知らせください。',
    dueLabel: '期　　限',
    act: (title, n) => `${title}${n}件を受け付けました。`,
    otherwise: nothingToDo,
  },
  acceptance: {
    heading: '受理したもの',
    explanation: '内容を確認し、受理しました。',
    dueLabel: '期　　限',
    act: (title, n) => `${title}${n}件を受理しました。`,
    otherwise: nothingToDo,
  },
}

/** Kinds that only tell; nobody has to act by their instant. */
const tells: ReadonlySet<NoticeKind> = new Set(['withdrawal', 'attestation', 'receipt', 'acceptance', 'edit'])

/**
 * The first two lines: what to do, and by when. They are all that a telephone shows of a mail.
 * `items` are in order of urgency; what is less urgent is counted in the second line.
 */
export function lead(items: NoticeItem[]): [string, string] {
  const kind = items[0]?.kind
  if (kind === undefined) return ['用件はありません。', nothingToDo]
  const named = items.filter((item) => item.kind === kind)
  const others = items.length - named.length
  const phrase = phraseOf[kind]
  const dues = [...new Set(named.flatMap((item) => (item.dueAt === null ? [] : [item.dueAt])))]
  const until =
    tells.has(kind) || dues[0] === undefined
      ? phrase.otherwise
      : `${phrase.dueLabel.replaceAll('　', '')}：${formatDateTime(dues[0])}${dues.length > 1 ? '（最も早いもの）' : ''}`
  return [phrase.act(titleOf(named), count(named.length)), `${until}${others > 0 ? `　ほか${count(others)}件（記のとおり）` : ''}`]
}
