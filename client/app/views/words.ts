import { assignmentStateWords } from '../../../domain/correspondence/state-words.js'
import type { Finding } from '../../../prisma/gate-findings.js'

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

const stepWords = from({
  planned: { word: '予定', shape: '○', tone: 'quiet' },
  waiting: { word: '開始待ち', shape: '◔', tone: 'quiet' },
  open: { word: '進行中', shape: '▶', tone: 'active' },
  closed: { word: '終了', shape: '■', tone: 'done' },
})

/** @param takesMore it has ended, and what nobody has to hand in is still taken */
export const stepStateWord = (state: string, takesMore = false): StateWord =>
  takesMore ? { word: '受付中（任意）', shape: '◔', tone: 'active' } : stepWords(state)

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

const findings: Record<Finding, string> = {
  open: '済んでいない依頼がある',
  answered: '対応の要る意見に、対応のないものがある',
  fresh: '受理の後に修正されたものがあり、確認が要る',
}
export const findingWord = (finding: Finding): string => findings[finding]

const bases: Record<string, string> = { report: '報告書に記載', minutes: '公開された会議の記録等', assumed: '通常の実務による仮定' }
export const basisWord = (basis: string): string => bases[basis] ?? basis
