import { expect, test } from 'vitest'
import { readDay } from '../../domain/sheet/written-date.js'

test.each([
  '2016-12-26',
  '2016/12/26',
  '2016.12.26',
  '2016年12月26日',
  '平成28年12月26日',
  '平成28年12月26日（月）',
  'H28.12.26',
  '２０１６／１２／２６',
])('a day with its year is read as people write it: %s', (text) => expect(readDay(text, '2017-03-01')).toBe('2016-12-26'))

test.each([
  ['令和8年1月5日', '2016-12-01', '2026-01-05'],
  ['12月26日', '2016-12-26', '2016-12-26'],
  ['１２／２６', '2016-12-27', '2017-12-26'],
  ['1/5', '2016-12-27', '2017-01-05'],
  ['1月5日（木）', '2016-12-27', '2017-01-05'],
  ['2/29', '2017-03-01', '2020-02-29'],
])('%s on %s is %s', (text, today, day) => expect(readDay(text, today)).toBe(day))

test.each(['', '13/1', '2/30', '2016-02-30', '来週', '26', '12月', '1'.repeat(50)])('no day is refused: %s', (text) =>
  expect(readDay(text, '2016-12-01')).toBe(null),
)
