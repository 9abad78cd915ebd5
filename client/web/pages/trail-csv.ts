import { formatDateTime } from '../../../domain/calendar/date-words.js'
import { type Cell, csv } from '../../../domain/publication/csv.js'
import { changesOf, factsOf, reasonsOf } from '../../app/views/trail-details.js'
import { actorOf } from '../../app/views/trail-people.js'
import type { TrailRow } from '../../app/views/trail-rows.js'
import { sentenceOf, subjectOf } from '../../app/views/trail-sentence.js'
import { actWord, eventWord } from '../../app/views/trail-words.js'

const change = (row: TrailRow, what: string, side: 'before' | 'after'): string =>
  changesOf(row).find((one) => one.what === what)?.[side] ?? ''
const shown = ['記録した日時', 'この行のハッシュ値', '前の行のハッシュ値']

const columns: [string, (row: TrailRow) => Cell][] = [
  ['番号', (row) => row.no],
  ['起きた日時', (row) => (row.at ? formatDateTime(row.at) : '')],
  ['起きた日時（UTC）', (row) => row.at],
  ['記録した日時（UTC）', (row) => row.recordedAt],
  ['事項', (row) => eventWord(row.kind)],
  ['操作', (row) => (typeof row.body['act'] === 'string' ? actWord(row.body['act']) : '')],
  ['何があったか', sentenceOf],
  ['対象', subjectOf],
  ['職', (row) => actorOf(row)?.title ?? ''],
  ['課', (row) => actorOf(row)?.department ?? ''],
  ['当日の在職者', (row) => actorOf(row)?.holders ?? ''],
  ['理由', (row) => reasonsOf(row).join(' ')],
  ['変更前の状態', (row) => change(row, '状態', 'before')],
  ['変更後の状態', (row) => change(row, '状態', 'after')],
  ['変更前の期限', (row) => change(row, '期限', 'before')],
  ['変更後の期限', (row) => change(row, '期限', 'after')],
  [
    'そのほか',
    (row) =>
      factsOf(row)
        .flatMap(([name, value]) => (shown.includes(name) ? [] : [`${name}：${value}`]))
        .join('\n'),
  ],
  ['前の行のハッシュ値', (row) => row.prevHash],
  ['ハッシュ値', (row) => row.hash],
  ['記録の原文', (row) => row.text],
]

/** The rows as a file for spreadsheets. With the row's own words, the hash before, and the number, anybody can compute a hash anew. */
export const trailCsv = (rows: TrailRow[]): string =>
  csv([columns.map(([name]) => name), ...rows.map((row) => columns.map(([, value]) => value(row)))])
