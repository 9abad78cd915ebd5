import { fiscalYearName, formatDateTime } from '../../../domain/calendar/date-words.js'
import { requirementWord } from '../../../domain/definition/requirement-words.js'
import { isInstant } from '../../../domain/process/command.js'
import { remarkName } from '../../../domain/review/remark.js'
import { type RefusalCode, refusalSentences } from '../errors.js'
import { meetingSentences } from './trail-meetings.js'
import { postWord } from './trail-people.js'
import type { TrailRow } from './trail-rows.js'
import { actWord, eventWord } from './trail-words.js'
import { noticeKindWord } from './words.js'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const count = (value: unknown): number => (typeof value === 'number' ? value : 0)
const listed = (value: unknown): number => (Array.isArray(value) ? value.length : 0)

/** An instant of a body for people; what is none, as it stands. */
export const instantWord = (value: unknown): string => (isInstant(value) ? formatDateTime(value) : text(value))

/** The number of a version by its id, `{assignment}@{no}`. */
export const versionOf = (value: unknown): number | null => {
  const no = /@([1-9][0-9]*)$/.exec(text(value))?.[1]
  return no === undefined ? null : Number(no)
}
const versionWord = (row: TrailRow): string => {
  const no = count(row.body['versionNo']) || versionOf(row.body['version'])
  return no ? `の第${no}版` : ''
}

/** What was asked for and about what: 「施策検証シート（見込）」（商店街の支援）. */
const thing = ({ title, subjectName, processId }: TrailRow): string =>
  title === null ? (processId ?? '') : title === subjectName ? `「${title}」` : `「${title}」（${subjectName}）`
const step = ({ stepName, processId }: TrailRow): string => (stepName ? `工程「${stepName}」` : (processId ?? '年度'))

/** Why something was refused, in the words its sender met; empty when it was not. */
export const refusalWord = (code: unknown): string => refusalSentences[text(code) as RefusalCode] ?? ''

/** What a stage of a route said; null: it was no ruling. */
const ruled = ({ ruling, ...row }: TrailRow): string | null => {
  if (!ruling) return null
  const about = `${row.title === null ? '' : `「${row.title}」として、`}${ruling.package === null ? '' : `起案の資料（第${ruling.package}号）を`}`
  return ruling.state === 'returned' ? `${about}「${ruling.to ?? ''}」に差し戻した。` : `${about}承認した。`
}

const acts: Record<string, (row: TrailRow) => string> = {
  submit: (row) => ruled(row) ?? `${thing(row)}${versionWord(row)}を${row.body['late'] === true ? '期限の後に' : ''}提出した。`,
  attest: (row) => `${thing(row)}に該当がないと申し出た。`,
  accept: (row) => `${thing(row)}${versionWord(row)}を受理した。`,
  return: (row) => `${row.body['afterAcceptance'] === true ? '受理の後に、' : ''}${thing(row)}の修正を依頼した。`,
  extend: (row) => `${thing(row)}の期限を変えた。`,
  reassign: (row) => `${thing(row)}の担当を${postWord(row, 'previousOwner')}から${postWord(row, 'owner')}に変えた。`,
  withdraw: (row) => `${thing(row)}の依頼を取り下げた。`,
  'record-call': (row) =>
    `${thing(row)}について電話で連絡した。${row.body['promisedUntil'] ? `提出の約束：${instantWord(row.body['promisedUntil'])}まで。` : ''}`,
  nudge: (row) => `${thing(row)}の提出を、改めてお知らせすることにした。`,
  'request-extension': (row) => `${thing(row)}の期限の延長を申し出た。`,
  'decline-extension': (row) => `${thing(row)}の期限の延長を認めなかった。`,
  'set-chase': (row) => `${thing(row)}の再依頼の段取りを変えた。`,
  edit: (row) =>
    `${thing(row)}の第${versionOf(row.body['edits']) ?? '？'}版を事務局で修正し、第${count(row.body['versionNo']) || '？'}版とした。`,
  advance: (row) => `${step(row)}の開始を繰り上げた。`,
  reschedule: (row) => `${step(row)}の日程を変えた。`,
  confirm: (row) => `${step(row)}について、受理の後に修正された内容を確認した。`,
}

const yearWord = (value: unknown): string => (count(value) > 1900 && count(value) < 3000 ? fiscalYearName(count(value)) : '年度')
const acted = (row: TrailRow): string =>
  acts[text(row.body['act'])]?.(row) ?? `${thing(row)}に「${actWord(text(row.body['act']))}」を行った。`
const by = (row: TrailRow): string => `${postWord(row, 'post')}が、`

const stoppedMaterials = (row: TrailRow): string =>
  count(row.body['held']) > 0 ? `送る前の会議資料の通知${count(row.body['held'])}件を止めた。` : ''

const pointWord = (standing: string): string => ({ done: '対応済み', 'no-change': '対応しない', open: '未対応' })[standing] ?? standing

const late: Record<string, string> = { sent: '届いていた', deferred: '届いておらず、改めて送る' }
const outcomes: Record<string, string> = {
  sent: '送った',
  refused: '送ったが、宛先が受け取らなかった',
  ambiguous: '送ったが、届いたか分からない',
}
const found: Record<string, string> = {
  sent: '届いていたと確かめた',
  refused: '届いていなかったと確かめ、送り直さないことにした',
  resent: '届いていなかったと確かめ、用件を改めて送ることにした',
}
const mailWord = ({ mail, body }: TrailRow): string =>
  mail ? `${mail.mailbox} 宛てのメール「${mail.subject}」` : `メール（${text(body['mail'])}）`
const kindsOf = ({ mail }: TrailRow): string => {
  const kinds = [...new Set(mail?.notices.map(({ kind }) => noticeKindWord(kind)))]
  return kinds.length === 0 ? '' : `（${kinds.join('、')}・${mail?.notices.length}件）`
}

/** What a word about a mail was about: one matter by its name, several by their number. */
const matters = (row: TrailRow): string => {
  const { notices } = row.body
  return Array.isArray(notices) ? `${notices.length}件の用件` : thing(row)
}

const events: Record<string, (row: TrailRow) => string> = {
  ...meetingSentences,
  started: (row) =>
    `${by(row)}${yearWord(row.body['fiscalYear'])}を始めた（工程${count(row.body['steps'])}、施策等${count(row.body['programmes'])}件）。`,
  begun: (row) => `${step(row)}の順番が来た。`,
  opened: (row) => `${step(row)}を始めた（期限 ${instantWord(row.body['dueAt'])}）。`,
  asked: (row) => `${postWord(row, 'owner')}に${thing(row)}を依頼した（期限 ${instantWord(row.body['dueAt'])}）。`,
  applied: (row) => `${by(row)}${acted(row)}`,
  override: (row) =>
    `${by(row)}${step(row)}を閉じる条件「${requirementWord(text(row.body['requirement']))}」を外した（確認した職：${postWord(row, 'second')}）。`,
  refused: (row) => `${postWord(row, 'post')}が求めた「${actWord(text(row.body['act']))}」（${subjectOf(row)}）を受け付けなかった。`,
  void: (row) =>
    row.body['forged'] === true
      ? `${postWord(row, 'claimedPost') || '名の分からない者'}の名で届いた「${actWord(text(row.body['act']))}」（${subjectOf(row)}）は、受け付けた記録がないため無効とした。`
      : `「${actWord(text(row.body['act']))}」（${subjectOf(row)}）は、ほかの操作で状態が変わっていたため無効とした。`,
  overdue: (row) => `${thing(row)}が、期限（${instantWord(row.body['dueAt'])}）までに提出されなかった。`,
  closed: (row) => `${step(row)}を終えた。`,
  published: (row) => `報告書（第${count(row.body['edition'])}版）を公表した。`,
  mail: (row) =>
    row.body['late'] === true
      ? `届いたか分からなかった${mailWord(row)}は、${late[text(row.body['outcome'])] ?? '宛先が受け取っていなかった'}と後から分かった。`
      : `${mailWord(row)}${kindsOf(row)}を${outcomes[text(row.body['outcome'])] ?? '扱った'}。`,
  'mail-settled': (row) => `${by(row)}送達不明の${mailWord(row)}は${found[text(row.body['outcome'])] ?? '扱いを決めた'}。`,
  'notice-held': (row) => `${by(row)}${matters(row)}についてのメールを止めた。`,
  'notice-released': (row) => `${by(row)}${matters(row)}についてのメールの保留を解いた（${instantWord(row.body['leaves'])}）。`,
  'notice-sent-now': (row) => `${by(row)}${matters(row)}についてのメールを、便を待たずに送ることにした。`,
  'dispatch-stopped': (row) => `${by(row)}メールを全て止めた。`,
  'dispatch-resumed': (row) => `${by(row)}メールの送信を再開した。`,
  'mails-released': (row) =>
    `${by(row)}初回メールを点検し、この年度のメールを送り始めた（待っていた用件${text(row.body['notices']) || '0'}件）。`,
  'covering-line': (row) =>
    `${by(row)}${instantWord(row.body['slot'])}の便の${row.body['scope'] === 'dispatch' ? '全てのメール' : 'メール'}の添え書きを${row.body['outcome'] === 'removed' ? '取り消した' : '付けた'}。`,
  'notices-held': (row) => `${row.body['heldFor'] === 'letter' ? '文面を作れない' : '届ける先のない'}${matters(row)}を保留した。`,
  'notices-freed': (row) => `届けられずにいた${matters(row)}を、送ることにした。`,
  'address-cleared': (row) => `${by(row)}受取を断られていた宛先に、再び送ることにした。`,
  'letters-adopted': (row) => `${by(row)}メールの文面の第${count(row.body['letters'])}版を採用した。`,
  'escalation-decided': (row) =>
    `${by(row)}${thing(row)}の遅れを上位の職に${row.body['outcome'] === 'told' ? '連絡する' : '連絡しない'}と決めた。`,
  'chase-overridden': (row) => `${by(row)}課または施策の再依頼の段取りを変えた（${count(row.body['assignments'])}件）。`,
  'override-asked': (row) =>
    `${by(row)}${step(row)}を閉じる条件「${requirementWord(text(row.body['requirement']))}」を外すことへの同意を求めた。`,
  'override-declined': (row) =>
    `${by(row)}${step(row)}を閉じる条件「${requirementWord(text(row.body['requirement']))}」を外すことに同意しなかった。`,
  amended: (row) => `${by(row)}実施要領を変更し、第${count(row.body['snapshot'])}版とした。`,
  replanned: (row) => `${by(row)}日程を作り直した（${Object.keys((row.body['steps'] as object | undefined) ?? {}).length}工程）。`,
  sealing: () => '全ての工程が終わり、記録を閉じ始めた。',
  sealed: (row) =>
    row.body['workflow'] === 'missing'
      ? `${thing(row)}の記録を閉じた。処理が見つからなかったため、記録の側で閉じた。`
      : `${thing(row)}の記録を${row.body['unfinished'] === true ? '、済まないまま' : ''}閉じた。`,
  'selection-changed': (row) =>
    `${by(row)}検証対象の選定を変えた（加えた施策${listed(row.body['added'])}件、外した施策${listed(row.body['dropped'])}件、協議会の希望の記録${listed(row.body['wished'])}件）。`,
  allotted: (row) =>
    `${by(row)}担当委員を決めた（担当${count(row.body['assigned'])}か所、利害関係${count(row.body['conflicts'])}か所、取消し${count(row.body['taken'])}か所）。${stoppedMaterials(row)}`,
  'sheets-released': (row) => `${by(row)}受理したシート${count(row.body['sheets'])}件を、担当の委員に公開した。`,
  'sheets-hidden': (row) => `${by(row)}シートの委員への公開を取りやめた。${stoppedMaterials(row)}`,
  'remarks-recorded': (row) => `${by(row)}発言を${listed(row.body['remarks'])}件記録した。`,
  'remark-corrected': (row) => `${by(row)}${remarkName(count(row.body['replaces']))}を訂正し、番号${count(row.body['remark'])}とした。`,
  'remark-taken-back': (row) => `${by(row)}${remarkName(count(row.body['remark']))}を取り消した。`,
  'remarks-confirmed': (row) =>
    `${by(row)}発言${listed(row.body['remarks'])}件について、委員の確認を記録した（${text(row.body['told']) || '聞き取り'}）。`,
  'remarks-set-aside': (row) => `${by(row)}発言${listed(row.body['said'])}件を、意見にしないことにした。`,
  'remarks-taken-up': (row) => `${by(row)}意見にしないとしていた発言${listed(row.body['said'])}件を、戻した。`,
  'document-kept': (row) => `${by(row)}資料（SHA-256 ${text(row.body['content']).slice(0, 12)}…）を保存した。`,
  'cover-attached': (row) => `${by(row)}${step(row)}に、決裁の鑑（SHA-256 ${text(row.body['content']).slice(0, 12)}…）を付けた。`,
  'decision-seen': (row) => `${by(row)}代決された${thing(row)}を後閲した。`,
  'package-made': (row) =>
    `${by(row)}${step(row)}の起案の資料（第${count(row.body['package'])}号、経過記録の${count(row.body['headNo'])}番まで）を作成した。`,
  'point-settled': (row) => `${by(row)}${thing(row)}の指摘を「${pointWord(text(row.body['standing']))}」とした。`,
  'cycle-sealed': () => '年度の記録を閉じた。以後は何も加わらない。',
}

/** What a row is about, in a few words: the assignment, the step, the mail, or the whole year. */
export const subjectOf = (row: TrailRow): string =>
  row.title !== null ? thing(row) : row.stepName !== null ? step(row) : row.mail ? mailWord(row) : '年度全体'

/** What happened, as one plain sentence. Never fails: a row that cannot be read says so. */
export const sentenceOf = (row: TrailRow): string =>
  Object.keys(row.body).length === 0
    ? 'この行の本文を読めません。記録を検証してください。'
    : (events[row.kind]?.(row) ?? `${eventWord(row.kind)}（${subjectOf(row)}）。`)
