import type { Refusal } from '../../domain/process/command.js'

/** Why the application will not do something. The code is what logs, the CLI's JSON and tests go by. */
export type RefusalCode =
  | Refusal
  | 'unknown-process'
  | 'unknown-post'
  | 'unknown-version'
  | 'unknown-act'
  | 'wrong-post'
  | 'second-person'
  | 'bad-date'
  | 'not-begun'
  | 'command-id-reused'
  | 'invalid-content'
  | 'invalid-input'
  | 'already-started'
  | 'unknown-mail'
  | 'mail-not-ambiguous'
  | 'nothing-to-resend'
  | 'mails-stopped'
  | 'mails-not-stopped'
  | 'mails-unreleased'
  | 'no-first-mails'
  | 'address-not-refused'
  | 'notice-changed'

/** The same in sentences for the person who meets them: what, and what to do. */
export const refusalSentences: Record<RefusalCode, string> = {
  'not-open': 'この依頼はいま提出を待つ状態にありません。現在の状態を確かめてください。',
  'not-submitted':
    'まだ提出されていないか、受理などが済んでいるため、この操作はできません。画面を開き直して、いまの状態を確かめてください。',
  'not-returnable': 'まだ提出されていないため修正を依頼できません。電話の記録や期限の延長を使ってください。',
  'other-version': '別の版が提出されています。最新の版を確かめてから受理してください。',
  'incomplete-command': '必要な項目が足りません。日付や相手の職などを添えてください。',
  'already-withdrawn': 'この依頼は取り下げられています。必要なら改めて依頼してください。',
  sealed: 'この年度の記録は閉じられています。訂正は翌年度のシートか正誤表で行ってください。',
  'already-applied': 'この操作はすでに済んでいます。',
  'step-closed': 'この工程は終わっています。修正は個別の依頼ごとに行ってください。',
  'not-closed': 'この工程はまだ終わっていません。',
  'changed-meanwhile': 'ほかの操作で状態が変わりました。画面を開き直し、必要ならもう一度操作してください。',
  'unknown-process': 'この番号の工程・依頼はありません。番号を確かめてください。',
  'unknown-post': 'この職はありません。職の番号を確かめてください。',
  'unknown-version': 'この版はありません。版の番号を確かめてください。',
  'unknown-act': 'この相手にはできない操作です。使える操作を確かめてください。',
  'wrong-post': 'この職ではこの操作はできません。担当の職か事務局に依頼してください。',
  'second-person': '条件を外すには、理由と、操作する職とは別の職の確認が必要です。',
  'bad-date': '日時が正しくないか、過ぎた日時です。これから先の日時を指定してください。',
  'not-begun': 'この工程はまだ始まっていません。',
  'command-id-reused': '同じ受付の番号で別の内容が送られました。新しい番号で送り直してください。',
  'invalid-content': '内容に不備があります。',
  'invalid-input': '入力に不備があります。',
  'already-started': 'この年度はすでに始まっています。',
  'unknown-mail': 'このメールの記録はありません。番号を確かめてください。',
  'mail-not-ambiguous': 'このメールは送達不明ではないため、確かめた結果を付けられません。現在の状態を確かめてください。',
  'notice-changed': 'このメールはその間に送られたか、取りやめになったか、すでに処理されています。画面を開き直してください。',
  'mails-stopped': 'メールは全て止めてあります。送るには、先に「メールの送信を再開する」を使ってください。',
  'mails-not-stopped': 'メールは止めてありません。すでに再開されています。',
  'mails-unreleased': 'この年度の初回メールの点検が済んでいません。点検を済ませてから送ってください。',
  'no-first-mails':
    '点検する初回メールが、まだありません。最初の依頼が始まり、事務局のほかへのメールが予定されると、送信予定で点検できます。それまで、この年度のメールは一通も送りません。',
  'address-not-refused': 'この宛先は、受取を断られた宛先ではないか、すでに解除されています。画面を開き直してください。',
  'nothing-to-resend': 'このメールの用件は、その後の提出などで全て済んでいます。送り直さず、届いたか届かなかったかを付けてください。',
}

/** Something was refused whole, before any effect. `problems` lists each fault with its place and remedy. */
export class Refused extends Error {
  override readonly name = 'Refused'
  constructor(
    readonly code: RefusalCode,
    readonly problems: string[] = [],
  ) {
    super([refusalSentences[code], ...problems.map((p) => `・${p}`)].join('\n'))
  }
}
