import { assignmentStateWords } from '../../../domain/correspondence/state-words.js'
import type { Finding } from '../../../prisma/gate-findings.js'
import { meetingEvents } from './meeting-words.js'

/** A word of the screens with its shape, so that it never rests on colour alone. `tone` chooses the colour pair. */
export interface StateWord {
  word: string
  shape: string
  tone: 'quiet' | 'active' | 'done' | 'attention'
}

const unknown = (state: string): StateWord => ({ word: state, shape: '・', tone: 'quiet' })
const from = (words: Record<string, StateWord>) => (state: string) => words[state] ?? unknown(state)

export const cycleStateWord = from({
  running: { word: '進行中', shape: '▶', tone: 'active' },
  sealing: { word: '記録を閉じる処理中', shape: '◐', tone: 'active' },
  sealed: { word: '終了（記録を閉じた）', shape: '■', tone: 'done' },
})

export const stepStateWord = from({
  planned: { word: '予定', shape: '○', tone: 'quiet' },
  waiting: { word: '開始待ち', shape: '◔', tone: 'quiet' },
  open: { word: '進行中', shape: '▶', tone: 'active' },
  closed: { word: '終了', shape: '■', tone: 'done' },
})

const assignmentWord = from({
  open: { word: assignmentStateWords.open, shape: '○', tone: 'quiet' },
  submitted: { word: assignmentStateWords.submitted, shape: '◐', tone: 'active' },
  returned: { word: assignmentStateWords.returned, shape: '↩', tone: 'attention' },
  accepted: { word: assignmentStateWords.accepted, shape: '●', tone: 'done' },
  attested: { word: assignmentStateWords.attested, shape: '―', tone: 'done' },
  withdrawn: { word: assignmentStateWords.withdrawn, shape: '×', tone: 'quiet' },
})

/** The word for an assignment; when its due instant has passed unanswered, by how many business days. */
export const assignmentStateWord = (state: string, daysLate: number | null): StateWord =>
  daysLate === null
    ? assignmentWord(state)
    : { word: `${state === 'returned' ? `${assignmentStateWords.returned}・` : ''}期限超過 ${daysLate} 日`, shape: '▲', tone: 'attention' }

/** How far an assignment that nobody has handed in yet has been written. */
export const draftWord = from({
  none: { word: '未着手', shape: '○', tone: 'quiet' },
  writing: { word: '作成中', shape: '◔', tone: 'active' },
  requested: { word: '課長確認待ち', shape: '◑', tone: 'active' },
  confirmed: { word: '課長確認済み・未提出', shape: '◕', tone: 'active' },
})

export const noticeStateWord = from({
  planned: { word: '予定', shape: '○', tone: 'quiet' },
  held: { word: '保留', shape: '‖', tone: 'attention' },
  claimed: { word: '送信準備', shape: '◔', tone: 'active' },
  sending: { word: '送信中', shape: '◐', tone: 'active' },
  sent: { word: '送信済', shape: '●', tone: 'done' },
  refused: { word: '宛先が受け取らず', shape: '▲', tone: 'attention' },
  ambiguous: { word: '送達不明', shape: '？', tone: 'attention' },
  resent: { word: '改めて送信', shape: '↻', tone: 'quiet' },
  cancelled: { word: '取りやめ', shape: '×', tone: 'quiet' },
  dropped: { word: '取りやめ', shape: '×', tone: 'quiet' },
})

/** What became of a mail; that it did not arrive is not the server's word where somebody found it out. */
export const mailStateWord = ({ state, settledBy }: { state: string; settledBy: string | null }): StateWord =>
  state === 'refused' && settledBy !== null ? { ...noticeStateWord(state), word: '届かず（送らないと確認）' } : noticeStateWord(state)

/** What the mail server said; what we ourselves noted in its place, in our words. */
export const replyWord = (reply: string): string =>
  reply === "an earlier attempt ended without the server's word"
    ? '（返事なし。送る途中で処理が止まったため、届いたか分かりません）'
    : reply

/** Why a notice waits, in few words. */
const heldWords: Record<string, string> = {
  release: '初回メールの点検待ち',
  office: '事務局が保留',
  address: '宛先がなく保留',
  letter: '文面が書けず保留',
}
export const heldWord = (heldFor: string | null): string => heldWords[heldFor ?? 'office'] ?? '保留'

export const commandStateWord = from({
  received: { word: '受付済み・反映待ち', shape: '◐', tone: 'active' },
  applied: { word: '反映済み', shape: '●', tone: 'done' },
  refused: { word: '受け付けず', shape: '×', tone: 'attention' },
})

export { noticeKindWord } from '../../../domain/correspondence/kind-words.js'

const acts: Record<string, string> = {
  submit: '提出',
  attest: '該当なしの申出',
  return: '修正依頼',
  accept: '受理',
  extend: '期限の延長',
  reassign: '担当の変更',
  withdraw: '取下げ',
  'record-call': '電話の記録',
  nudge: '改めてのお知らせ',
  'request-extension': '期限の延長の申出',
  'decline-extension': '期限の延長を認めない',
  'set-chase': '再依頼の段取りの変更',
  'override-chase': '課・施策の再依頼の段取りの変更',
  edit: '事務局修正',
  advance: '開始の繰上げ',
  reschedule: '日程の変更',
  override: '条件を外す',
  'ask-override': '条件を外すことへの同意の求め',
  'agree-override': '条件を外すことへの同意',
  'decline-override': '条件を外すことへの不同意',
  hold: 'メールを止める',
  release: 'メールの保留を解く',
  'send-now': 'メールを今すぐ送る',
  'stop-mails': 'メールを全て止める',
  'resume-mails': 'メールの送信を再開する',
  'release-mails': '初回メールの送信開始',
  'cover-mail': 'メールの添え書き',
  'clear-address': '受取を断られた宛先の解除',
  escalate: '上位の職への連絡の判断',
  'adopt-letters': 'メールの文面の採用',
  confirm: '修正後の確認',
  amend: '実施要領の変更',
  replan: '日程の作り直し',
}
export const actWord = (act: string): string => acts[act] ?? act

const events: Record<string, string> = {
  started: '年度を開始',
  begun: '工程の順番が来た',
  opened: '工程を開始',
  asked: '依頼',
  applied: '操作',
  override: '条件を外した',
  refused: '受け付けなかった操作',
  void: '無効とした操作',
  overdue: '期限を過ぎた',
  closed: '工程を終了',
  published: '公表',
  mail: 'メール',
  'mail-settled': '送達不明のメールの確認',
  'notice-held': 'メールを止めた',
  'notice-released': 'メールの保留を解いた',
  'notice-sent-now': 'メールを今すぐ送ることにした',
  'dispatch-stopped': 'メールを全て止めた',
  'dispatch-resumed': 'メールの送信を再開した',
  'mails-released': '初回メールの送信を始めた',
  'covering-line': 'メールの添え書き',
  'address-cleared': '受取を断られた宛先を解除した',
  'notices-held': '送れないメールを保留した',
  'notices-freed': '保留したメールを送れるようになった',
  'letters-adopted': 'メールの文面を採用',
  'escalation-decided': '上位の職への連絡の判断',
  'chase-overridden': '課・施策の再依頼の段取りを変えた',
  'override-asked': '条件を外すことへの同意を求めた',
  'override-declined': '条件を外すことに同意しなかった',
  amended: '実施要領を変更',
  replanned: '日程を作り直した',
  sealing: '記録を閉じ始めた',
  sealed: '依頼の記録を閉じた',
  'cycle-sealed': '年度の記録を閉じた',
  'remarks-recorded': '発言を記録',
  'remark-corrected': '発言の記録を訂正',
  'remark-taken-back': '発言の記録を取り消した',
  'remarks-confirmed': '発言の確認を記録',
  'remarks-set-aside': '発言を意見にしないことにした',
  'remarks-taken-up': '意見にしないとした発言を戻した',
  'document-kept': '資料を保存',
  ...meetingEvents,
  'selection-changed': '検証対象の選定を変えた',
  allotted: '担当委員と利害関係を決めた',
  'sheets-released': 'シートを委員に公開',
  'sheets-hidden': '委員への公開を取りやめた',
  'cover-attached': '決裁の鑑を保存',
  'decision-seen': '後閲',
  'package-made': '起案の資料を作成',
  'point-settled': '指摘への対応を記録',
  noted: 'その他の記録',
}
export const eventWord = (kind: string): string => events[kind] ?? kind
export const eventKinds = Object.keys(events)
export const actKinds = Object.keys(acts)

const ways: Record<string, string> = { page: '画面', cli: 'コマンド', player: '記録された年度の再生' }
/** By which way an act came in. */
export const wayWord = (via: string): string => ways[via] ?? via

const agreements: Record<string, string> = {
  self: '課長が自分で確認した',
  oral: '課長の確認は口頭。操作した職が代わりに入力した',
}
/** How a section's head agreed to what was handed in. */
export const agreementWord = (confirmed: string): string => agreements[confirmed] ?? confirmed

const chainFaults: Record<string, string> = {
  missing: '行がありません',
  altered: '内容が書き換えられています',
  unlinked: '前の行とつながっていません',
  head: '最後の行が控えと一致しません',
  columns: '検索用の列が内容と一致しません',
  package: '起案の資料が示す末尾の番号・ハッシュ値が、記録と一致しません',
}
/** What is wrong with a row of the trail. */
export const chainFaultWord = (fault: string): string => chainFaults[fault] ?? fault

const findings: Record<Finding, string> = {
  open: '済んでいない依頼がある',
  answered: '対応の要る意見に、対応のないものがある',
  fresh: '受理の後に修正されたものがあり、確認が要る',
}
export const findingWord = (finding: Finding): string => findings[finding]

const faults: Record<string, string> = {
  'forged-act': '受け付けていない操作が届いたため、無効とした',
  'missing-workflow': '記録では続いている手続の処理が見つからない',
  'stray-workflow': '記録では終わった手続の処理が動いている',
  'failing-workflow': '手続の処理が誤りで進まない',
  'failing-activity': '手続の処理の一つが繰り返し失敗している',
  'long-history': '手続の処理の回数が異常に多い',
  'mail-refused': 'メールの宛先から受取を断られた',
  'mail-ambiguous': 'メールが届いたか分からない（再送はしていない）',
  'address-refused': '宛先のアドレスがメールサーバーに断られた（以後、その宛先には送っていない）',
  'notice-unaddressed': 'メールを届ける先のない職がある',
  'letter-failed': 'メールの文面を作れない',
}
export const faultWord = (kind: string): string => faults[kind] ?? kind

const bases: Record<string, string> = { report: '報告書に記載', minutes: '公開された会議の記録等', assumed: '通常の実務による仮定' }
export const basisWord = (basis: string): string => bases[basis] ?? basis
