import { fiscalYearName, formatDateTime } from '../../../domain/calendar/date-words.js'
import { isInstant } from '../../../domain/process/command.js'
import { postWord } from './trail-people.js'
import type { TrailRow } from './trail-rows.js'

const count = (value: unknown): number => (typeof value === 'number' ? value : 0)
const at = (value: unknown): string => (isInstant(value) ? formatDateTime(value) : '？')

/** 平成29年度第1回の会議, by its id; its name stands in the records, not in the trail. */
function meeting({ body }: TrailRow): string {
  const [, year, no] = /\/(\d{4})-(\d+)$/.exec(String(body['meeting'] ?? '')) ?? []
  return year ? `${fiscalYearName(Number(year))}第${no}回の会議（${body['meeting']}）` : '会議'
}
const mails = ({ body }: TrailRow): string => (count(body['mails']) > 0 ? `（委員へのメール${count(body['mails'])}件）` : '')
const leaves = ({ body }: TrailRow): string => (isInstant(body['leavesAt']) ? `（委員に送る予定：${at(body['leavesAt'])}）` : '')
const seat = (row: TrailRow): string => String(row.body['seat'] ?? '')
const by = (row: TrailRow): string => `${postWord(row, 'post')}が、`
const forSeat = (row: TrailRow): string => (row.body['post'] === row.body['seat'] ? '' : `委員の席（${seat(row)}）から聞いて、`)

const attended = ({ body }: TrailRow): string =>
  body['present'] === undefined
    ? '出席者は不明'
    : `出席${count(body['present'])}人、定足数${count(body['quorum'])}人${body['quorate'] === true ? '' : '・満たさず'}`

const presence: Record<string, string> = { attend: '出席', online: 'オンライン', absent: '欠席' }

/** What a row about a meeting tells, as one sentence, by its kind. */
export const meetingSentences: Record<string, (row: TrailRow) => string> = {
  'meeting-planned': (row) => `${by(row)}${meeting(row)}の予定を立てた（${at(row.body['startsAt'])}）。`,
  'meeting-saved': (row) => `${by(row)}${meeting(row)}の議題などを書き改めた（議題${count(row.body['items'])}件）。`,
  'meeting-moved': (row) =>
    row.body['from'] === row.body['to']
      ? `${by(row)}${meeting(row)}の場所または終わりの時刻を変えた${mails(row)}。`
      : `${by(row)}${meeting(row)}の日時を${at(row.body['from'])}から${at(row.body['to'])}に変えた${mails(row)}。`,
  'meeting-cancelled': (row) => `${by(row)}${meeting(row)}を中止した${mails(row)}。`,
  'meeting-invited': (row) => `${by(row)}${meeting(row)}の開催通知を送ることにした${mails(row)}。`,
  'meeting-answered': (row) =>
    `${by(row)}${forSeat(row)}${meeting(row)}の出欠に「${presence[String(row.body['reply'])] ?? '？'}」と答えた。`,
  'meeting-recorded': (row) => `${by(row)}${meeting(row)}の開催を記録した（${attended(row)}）。`,
  'materials-made': (row) => `${by(row)}${meeting(row)}の資料（PDF）を作った${leaves(row)}。`,
  'materials-sent': (row) => `${by(row)}${meeting(row)}の資料を委員に送ることにした${mails(row)}。`,
  'paper-added': (row) => `${by(row)}${meeting(row)}に添付資料（${count(row.body['pages'])}ページ）を加えた。`,
  'paper-dropped': (row) => `${by(row)}${meeting(row)}の添付資料を一つ外した。`,
  'minutes-drafted': (row) => `${by(row)}${meeting(row)}の会議録（案）の第${count(row.body['minutes'])}版を書いた。`,
  'minutes-asked': (row) => `${by(row)}${meeting(row)}の会議録（案）の第${count(row.body['minutes'])}版の確認を委員に頼んだ${mails(row)}。`,
  'minutes-answered': (row) =>
    `${by(row)}${forSeat(row)}${meeting(row)}の会議録（案）の第${count(row.body['minutes'])}版に${row.body['agreed'] === true ? '「このとおりでよい」と答えた' : '直すところがあると答えた'}。`,
  'minutes-confirmed': (row) =>
    `${by(row)}${meeting(row)}の会議録を第${count(row.body['minutes'])}版で確定した${row.body['present'] === undefined ? '' : `（出席${count(row.body['present'])}人のうち${count(row.body['agreed'])}人が同意）`}。`,
  'minutes-published': (row) => `${by(row)}${meeting(row)}の会議録を公表した。`,
}
