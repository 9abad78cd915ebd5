import { meetingEvents } from './meeting-words.js'

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
