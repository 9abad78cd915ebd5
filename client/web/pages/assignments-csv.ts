import { dateOf, timeOf } from '../../../domain/calendar/instants.js'
import type { Instant } from '../../../domain/process/command.js'
import { csv } from '../../../domain/publication/csv.js'
import type { AssignmentLine } from '../../app/views/assignment-rows.js'
import { assignmentStateWord } from '../../app/views/words.js'

/** 2016-12-16 17:00: spreadsheets take it for a date. */
const clock = (at: Instant): string => `${dateOf(at)} ${timeOf(at)}`

const columns: [string, (one: AssignmentLine) => string | number][] = [
  ['番号', (one) => one.id],
  ['局', (one) => one.bureau],
  ['課', (one) => one.departmentName],
  ['工程', (one) => one.stepName],
  ['依頼', (one) => one.title],
  ['対象', (one) => one.subjectName],
  ['状態', (one) => assignmentStateWord(one.state, null).word],
  ['期限超過（開庁日）', (one) => one.daysLate ?? ''],
  ['依頼した日時', (one) => clock(one.askedAt)],
  ['期限', (one) => clock(one.dueAt)],
  ['済んだ日時', (one) => (one.closedAt ? clock(one.closedAt) : '')],
  ['提出した版', (one) => one.versions],
  ['担当の職', (one) => one.postTitle],
]

/** The list as a file for spreadsheets. Instants as the clock on the wall shows them, in Asia/Tokyo. */
export const assignmentsCsv = (assignments: AssignmentLine[]): string =>
  csv([columns.map(([name]) => name), ...assignments.map((one) => columns.map(([, value]) => value(one)))])
