import { formatDateTime } from '../../../domain/calendar/date-words.js'
import { lastingKinds, meetingKinds } from '../../../domain/correspondence/lasting-kinds.js'
import type { NoticeExplained } from '../../app/views/notice-explained.js'
import { actWord } from '../../app/views/trail-words.js'
import { noticeKindWord } from '../../app/views/words.js'

const chasing = ['reminder', 'overdue', 'head-notice', 'escalation-proposal']
export const isChase = (kind: string): boolean => chasing.includes(kind)

/** What caused it: the chase of the definition, or somebody's act. */
export function causeOf(one: NoticeExplained): string {
  const by = one.act
    ? `${formatDateTime(one.act.receivedAt)}に${one.act.postTitle}が行った「${actWord(one.act.act)}」（受付番号${one.act.receiptNo}）`
    : one.seq === 0
      ? '依頼の開始'
      : '手続の記録'
  if (isChase(one.kind) && one.rule.word !== null) {
    const { word, nth, of } = one.rule
    const time = of > 1 ? `（全${of}回の${nth}回目）` : ''
    return `${one.policy ? `再依頼の段取り「${one.policy}」` : '再依頼の段取り'}の「${word}」${time}によります。${by}のときに予定を立てました。`
  }
  if (isChase(one.kind)) return `${by}によります。`
  if (one.kind === 'materials') return '事務局が会議資料を作ったことによります。会議の前の決まった開庁日に送ります。'
  if (one.kind === 'materials-missing') return '会議資料を送る日の前の開庁日までに、資料が作られていないことによります。'
  if (meetingKinds.includes(one.kind)) return '事務局が、会議について委員に知らせることにしたことによります。'
  if (one.kind === 'escalation') return '事務局が、上位の職へ連絡すると判断したことによります。'
  return `${by}を知らせるものです。`
}

/** To whom, and why to that post: the ladder in words. */
export function ladderOf(one: NoticeExplained): string {
  const { kind, post, ownerPost, ownerTitle, ownerDepartment, ownerBureau, postRole, postTitle } = one
  if (post === ownerPost) return `この依頼の担当の職（${ownerDepartment}　${ownerTitle}）だからです。`
  if (kind === 'materials-missing') return '会議の資料を作るのは事務局だからです。'
  if (meetingKinds.includes(kind)) return `会議体の委員の席（${postTitle}）だからです。`
  if (kind === 'escalation') return `事務局が選んだ上位の職（${postTitle}）だからです。`
  if (postRole === 'head') return `担当の課（${ownerDepartment}）の課長だからです。担当への連絡の後も済んでいないときに、課長に知らせます。`
  if (postRole === 'coordinator') return `担当の課がある${ownerBureau}の取りまとめ担当だからです。`
  if (postRole === 'office') return '事務局の判断や確認が要る用件だからです。'
  return `この用件を受け持つ職（${postTitle}）だからです。`
}

/** Who reads the mailbox, and how the mail finds its way there. */
export function readersOf({ holders, mailbox, obstacle }: NoticeExplained): string {
  const [takes] = holders.filter(({ takesMail }) => takesMail)
  const names = holders.map(({ name, as }) => `${name}${as === 'deputy' ? '（代理）' : ''}`).join('、')
  const people = names === '' ? 'この職にその日の在職者の記録はありません。' : `その日の在職者は${names}です。`
  if (mailbox === null) return `${people}宛先のメールアドレスがありません。`
  const where = takes
    ? `${takes.name}${takes.as === 'deputy' ? '（代理）' : ''}が自分のアドレスで受け取ります。`
    : '職の共用のアドレスに送ります。'
  const why =
    obstacle === 'refused'
      ? 'この宛先はメールサーバーから受取を断られています。'
      : obstacle === 'malformed'
        ? 'メールアドレスとして読めません。'
        : ''
  return `${people}${where}${why}`
}

/** What became of it, or is going to, in one or two sentences. */
export function fateOf(one: NoticeExplained): string {
  const { state, heldFor, ended, mail } = one
  const left = mail ? `${formatDateTime(mail.settledAt ?? mail.slot)}` : ''
  const words: Record<string, string> = {
    planned: one.stopped ? '事務局がメールを全て止めているため、再開するまで送りません。' : `${formatDateTime(one.at)}の便で送る予定です。`,
    held: heldSentence(heldFor),
    claimed: '送信の準備をしています。',
    sending: 'いま送っています。',
    sent: `${left}に送りました。メールサーバーは受け取ったと答えています。`,
    refused: `${left}に送りましたが、宛先が受け取りませんでした。`,
    ambiguous: `${left}に送りましたが、サーバーの返事の前に通信が切れ、届いたか分かりません。自動では送り直しません。`,
    resent: '届いていなかったと確かめられたため、改めて送る予定を立てました。',
    cancelled: `送らないことになりました。${ended ? `理由：${ended}。` : ''}`,
    dropped: `送る前に用件がなくなったか変わったため、送りませんでした。まだ済んでいない用件は、改めて送ります。${ended ? `理由：${ended}。` : ''}`,
  }
  return words[state] ?? state
}

function heldSentence(heldFor: string | null): string {
  const words: Record<string, string> = {
    release: 'この年度の初回メールの点検を待っています。事務局が点検を済ませると、予定の時刻（過ぎていれば次の送信時刻）に送ります。',
    office: '事務局が止めています。保留を解くまで送りません。段取りにある次の連絡は、それぞれの日に送ります。',
    address: '宛先に送れないため待っています。宛先を直すか、断られた宛先を解除すると、次の送信時刻に送ります。',
    letter: '文面が書けないため待っています。文面の定めを直してから保留を解くと、次の送信時刻に送ります。',
  }
  return words[heldFor ?? 'office'] ?? '待っています。'
}

const chaseStops = [
  'シートの提出、該当なしの申出、依頼の取下げがあったとき（用件がなくなります）',
  '期限の延長、修正の依頼、担当の変更があったとき（新しい期限と担当で予定を立て直します）',
  '電話の記録で提出の約束の日を付けたとき（その日まで控え、その後の予定を立て直します）',
  'この依頼の再依頼の段取りを変えたとき',
]

/** What would stop it, as long as anything can. */
export function stopsOf(one: NoticeExplained): string[] {
  if (one.state !== 'planned' && one.state !== 'held') return []
  const always = ['事務局が、この用件かメールを止めたとき、または全てのメールを止めたとき', '年度の記録が閉じられたとき']
  if (one.kind === 'escalation-proposal') return ['事務局が、上位の職への連絡について判断したとき', ...chaseStops, ...always]
  if (isChase(one.kind))
    return [...chaseStops, `同じ便に、同じ依頼の、より急ぐ${noticeKindWord('overdue')}などがあるとき（一つにまとめます）`, ...always]
  if (one.kind === 'materials' || one.kind === 'materials-missing')
    return [
      '依頼が取り下げられたとき',
      '会議が中止されたとき',
      '資料が作られたとき、会議の日時が変わったとき（予定を立て直します）',
      ...always,
    ]
  if (meetingKinds.includes(one.kind)) return ['依頼が取り下げられたとき', '会議が中止されたとき', ...always]
  if (lastingKinds.includes(one.kind)) return ['依頼が取り下げられたとき', ...always]
  return ['その後の提出や取下げなどで、知らせる必要がなくなったとき', ...always]
}
