/** What people read of a notice's kind, on the screens and in mails that tell of earlier ones. */
const words: Record<string, string> = {
  request: '照会（依頼）',
  reminder: '期限前のお知らせ',
  overdue: '再依頼',
  'head-notice': '課長宛ての確認',
  'escalation-proposal': '上位への連絡の判断',
  escalation: '上位の職への連絡',
  receipt: '受領の連絡',
  return: '修正依頼',
  extension: '期限延長の連絡',
  handover: '引継ぎ',
  'handed-over': '担当の変更の連絡',
  withdrawal: '取下げの連絡',
  attestation: '該当なしの受領',
  acceptance: '受理の連絡',
  invitation: '開催通知',
  edit: '字句の修正の連絡',
  confirmation: '課長確認の依頼',
  'extension-request': '期限の延長の申出',
  'extension-declined': '期限の延長の申出への回答',
}
export const noticeKindWord = (kind: string): string => words[kind] ?? kind
