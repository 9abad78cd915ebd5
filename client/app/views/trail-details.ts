import { formatDateTime } from '../../../domain/calendar/date-words.js'
import { requirementWord } from '../../../domain/definition/requirement-words.js'
import { holdersWord, postWord, signedInWord } from './trail-people.js'
import type { TrailRow } from './trail-rows.js'
import { instantWord, refusalWord, versionOf } from './trail-sentence.js'
import { agreementWord, wayWord } from './trail-words.js'
import { assignmentStateWord, noticeStateWord, stepStateWord } from './words.js'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Something that a row changed. `before` empty: the record does not say, or there was nothing. */
export interface TrailChange {
  what: string
  before: string
  after: string
}

const isStep = (row: TrailRow): boolean => row.processId !== null && row.title === null

const stateWord = (row: TrailRow, state: string): string => (isStep(row) ? stepStateWord(state) : assignmentStateWord(state, null)).word

/** State, dates and owner as they were and as they became; only what differs. */
export function changesOf(row: TrailRow): TrailChange[] {
  const { body, kind } = row
  if (kind !== 'applied' && kind !== 'override') return []
  const changes: TrailChange[] = []
  const from = text(body['from'])
  const to = text(body['to'])
  if (from !== '' && from !== to) changes.push({ what: '状態', before: stateWord(row, from), after: stateWord(row, to) })
  const dated = ['extend', 'return', 'advance', 'reschedule'].includes(text(body['act']))
  if (dated && text(body['opensAt']) !== '') changes.push({ what: '開始', before: '', after: instantWord(body['opensAt']) })
  const dueAt = text(body['dueAt'])
  if (dated && dueAt !== '' && dueAt !== row.previousDueAt)
    changes.push({ what: '期限', before: row.previousDueAt ? instantWord(row.previousDueAt) : '', after: instantWord(dueAt) })
  if (text(body['previousOwner']) !== '')
    changes.push({ what: '担当', before: postWord(row, 'previousOwner'), after: postWord(row, 'owner') })
  return changes
}

/** The two versions a row lies between, for a comparison; null: it brought no version, or the first. */
export function versionsOf({ body }: TrailRow): { from: number; to: number } | null {
  const to = typeof body['versionNo'] === 'number' ? body['versionNo'] : null
  if (to === null || body['act'] === 'accept') return null
  const from = versionOf(body['edits']) ?? to - 1
  return from >= 1 ? { from, to } : null
}

/** Why: what the person wrote, or why it was refused. */
export const reasonsOf = (row: TrailRow): string[] =>
  [text(row.body['reason']), refusalWord(row.body['refusal'])].filter((reason) => reason !== '')

/** Everything else that a row holds, as pairs of name and text, in the order in which an auditor asks. Empty values are left out. */
export function factsOf(row: TrailRow): [name: string, value: string][] {
  const { body } = row
  const facts: [string, string][] = [
    ['記録した日時', formatDateTime(row.recordedAt)],
    ['受付番号', typeof body['receipt'] === 'number' ? String(body['receipt']) : ''],
    ['受け付けた日時', text(body['receivedAt']) === row.at ? '' : instantWord(body['receivedAt'])],
    ['操作の方法', text(body['via']) === '' ? '' : wayWord(text(body['via']))],
    ['サインインしていた人', signedInWord(row)],
    ['課長の確認', text(body['confirmed']) === '' ? '' : agreementWord(text(body['confirmed']))],
    ['所管課の同意', text(body['consent'])],
    ['確認した職', text(body['second']) === '' ? '' : `${postWord(row, 'second')}（${holdersWord(row, 'second')}）`],
    ['外されていた条件', overridesOf(body['overrides'])],
    ['新しい日程', row.moved.map(({ name, opensAt, dueAt }) => `${name}：${instantWord(opensAt)}から${instantWord(dueAt)}まで`).join('、')],
    ['日程の根拠', listOf(body['reasons'])],
    ['引き継がなかった施策', listOf(body['dropped'], (one) => `${text(one['name'])}（${text(one['reason'])}）`)],
    ['変えた箇所', listOf(body['changes'], (one) => `${text(one['path'])}：${short(one['from'])} → ${short(one['to'])}`)],
    ['実施要領', text(body['definition'])],
    ['メールの状態', row.kind === 'mail' ? noticeStateWord(text(body['outcome'])).word : ''],
    ['メールサーバーの応答', text(body['reply'])],
    ['Message-ID', text(body['messageId'])],
    ['公表したファイル', Object.keys((body['files'] as object | undefined) ?? {}).join('、')],
    ['報告書のハッシュ値', text(body['reportHash'])],
    ['版のハッシュ値', row.kind === 'amended' ? '' : text(body['contentHash'])],
    ['実施要領のハッシュ値', text(body['definitionHash']) || (row.kind === 'amended' ? text(body['contentHash']) : '')],
    ['名簿のハッシュ値', text(body['registerHash'])],
    ['受け付けた内容のハッシュ値', text(body['payload'])],
    ['手続の番号', row.processId ?? ''],
    ['前の行のハッシュ値', row.prevHash],
    ['この行のハッシュ値', row.hash],
  ]
  return facts.filter(([, value]) => value !== '')
}

const short = (value: unknown): string => {
  const written = typeof value === 'string' ? value : value === null || value === undefined ? '（なし）' : JSON.stringify(value)
  return written.length > 80 ? `${written.slice(0, 80)}…` : written
}

function listOf(value: unknown, word: (one: Record<string, unknown>) => string = String): string {
  if (!Array.isArray(value)) return ''
  return value.map((one) => (typeof one === 'object' && one !== null ? word(one as Record<string, unknown>) : String(one))).join('、')
}

const overridesOf = (value: unknown): string =>
  listOf(value, (one) => `${requirementWord(text(one['requirement']))}（理由：${text(one['reason'])}）`)
