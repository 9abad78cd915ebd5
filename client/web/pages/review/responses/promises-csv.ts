import { type Cell, csv } from '../../../../../domain/publication/csv.js'
import { listedStateWords } from '../../../../../domain/review/promise-words.js'
import type { ListedPromise } from '../../../../app/review/promises/promise-list.js'
import { courseLine } from './promises-page.js'

const columns: [string, (one: ListedPromise) => Cell][] = [
  ['番号', (one) => one.ref],
  ['約束した年度', (one) => one.fiscalYear],
  ['条', (one) => one.article],
  ['約束したときの施策', (one) => one.subjectName],
  ['いまの施策', (one) => one.now.map(({ name }) => name).join('、')],
  ['いまの課', (one) => one.now.map(({ departmentName }) => departmentName).join('、')],
  ['対応の番号', (one) => one.no],
  ['対応', (one) => one.text],
  ['対応区分', (one) => one.categoryName],
  ['実施時期', (one) => one.timing],
  ['予算区分', (one) => one.budgetName],
  ['状態', (one) => listedStateWords[one.listed]],
  ['年度ごとの経過', (one) => courseLine(one)],
  ['最後の回答', (one) => one.course.findLast(({ kind }) => kind === 'answer')?.text ?? ''],
  ['取りやめた理由', (one) => one.course.findLast(({ reason }) => reason !== '')?.reason ?? ''],
]

/** The list as a file for spreadsheets. */
export const promisesCsv = (promises: ListedPromise[]): string =>
  csv([columns.map(([name]) => name), ...promises.map((one) => columns.map(([, value]) => value(one)))])
