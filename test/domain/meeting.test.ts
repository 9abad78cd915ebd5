import { describe, expect, test } from 'vitest'
import { instantAt } from '../../domain/calendar/instants.js'
import { fixedByMinutes, isQuorate, isRecorded, lateNotice, presentOf, quorumOf, stepDueAt } from '../../domain/review/meeting.js'
import { recordContent } from '../../domain/review/meeting-record.js'
import { followsAgenda, holdsMark, joinMinutes, publicMinutes, splitMinutes } from '../../domain/review/minutes-text.js'

const startsAt = instantAt('2017-02-20', '14:00')

describe('the public notice of a meeting', () => {
  test.each([
    ['2017-02-13', '2017-02-13', null],
    ['2017-02-14', '2017-02-14', 'late'],
    [null, '2017-02-13', null],
    [null, '2017-02-14', 'missing'],
  ])('announced on %s, looked at on %s: %s', (announced, today, expected) => {
    expect(lateNotice(startsAt, announced, today)).toBe(expected)
  })
})

test.each([
  [1, 1],
  [2, 2],
  [3, 2],
  [9, 5],
  [10, 6],
])('of %i seats more than half are %i', (seats, quorum) => {
  expect(quorumOf(seats)).toBe(quorum)
})

test('a step stands at the hour of its meeting only where its definition names an hour', () => {
  expect(stepDueAt(startsAt, { at: '17:00' })).toBe(instantAt('2017-02-20', '17:00'))
  expect(stepDueAt(startsAt, { at: '10:00' })).toBe(startsAt)
  expect(stepDueAt(instantAt('2017-02-20', '18:30'), { at: '17:00' })).toBe(instantAt('2017-02-20', '18:30'))
})

test('a meeting in writing is recorded when its answers are', () => {
  expect(isRecorded({ state: 'written' }, [{ present: null }])).toBe(false)
  expect(isRecorded({ state: 'written' }, [{ present: 'absent' }])).toBe(true)
})

const record = {
  startsAt,
  place: '',
  openness: 'open',
  closedReason: null,
  announcedOn: null,
  visitors: 0,
  quorumMet: true,
  present: 5,
  agenda: ['意見'],
  materials: [],
  decisions: [],
  minutes: null,
}

test('of whom nobody wrote down whether they came, nobody says how many came, or that they were too few', () => {
  expect(presentOf([])).toBeNull()
  expect(presentOf([{ present: null }, { present: null }])).toBeNull()
  expect(presentOf([{ present: 'absent' }, { present: null }])).toBe(0)
  expect(isQuorate({ present: null, quorum: 2 })).toBeNull()
  expect([1, 2].map((present) => isQuorate({ present, quorum: 2 }))).toEqual([false, true])
  const fields = ['date', 'attendance', 'quorum'].map((id) => ({ id, type: 'text' as const }))
  expect(recordContent(fields, { ...record, present: null, quorumMet: null })).toEqual({ date: '2017-02-20' })
})

test("a year's own form takes from the record only the fields it has, and no empty ones", () => {
  const fields = ['date', 'place', 'attendance', 'quorum', 'visitors', 'agenda', 'decisions', 'unknown'].map((id) => ({
    id,
    type: 'text' as const,
  }))
  expect(recordContent(fields, record)).toEqual({
    date: '2017-02-20',
    attendance: { value: 5 },
    quorum: true,
    visitors: { value: 0 },
    agenda: ['意見'],
  })
})

describe('minutes', () => {
  const parts = [
    { no: 0, title: '', text: '開会した。' },
    { no: 1, title: '検証意見', text: '一つ目。\n\n二つ目。' },
    { no: 2, title: '人選', text: '候補を話した。' },
  ]
  const agenda = [
    { no: 1, closed: false },
    { no: 2, closed: true },
  ]

  test('read back item by item as they were written', () => {
    expect(splitMinutes(joinMinutes(parts))).toEqual(parts)
  })

  test('of a closed item or a closed meeting are not for the public', () => {
    const text = joinMinutes(parts)
    expect(publicMinutes(text, { openness: 'open' }, agenda).map(({ no }) => no)).toEqual([0, 1, 2])
    expect(publicMinutes(text, { openness: 'partly' }, agenda).map(({ no }) => no)).toEqual([0, 1])
    expect(publicMinutes(text, { openness: 'closed' }, agenda)).toEqual([])
  })

  const item = (title: string, closed = false) => ({ title, kind: 'consult', closed, step: { cycleId: 'minato/review/2016', key: title } })
  const stands = { openness: 'partly', agenda: [item('検証意見'), item('人選', true)] }
  const wanted = {
    'the order': { ...stands, agenda: stands.agenda.toReversed() },
    'what is closed': { ...stands, agenda: [item('検証意見'), item('人選')] },
    openness: { ...stands, openness: 'open' },
    'an item more': { ...stands, agenda: [...stands.agenda, { ...item('その他'), step: null }] },
    'an item less': { ...stands, agenda: stands.agenda.slice(0, 1) },
  }

  test.each(Object.entries(wanted))('that members are asked about, or that are confirmed, keep %s as it was', (_, other) => {
    for (const state of ['asked', 'confirmed', 'published'])
      expect(fixedByMinutes(state, stands, other)).toContain('議題と公開区分は変えられません')
    for (const state of ['none', 'draft']) expect(fixedByMinutes(state, stands, other)).toBe(null)
    expect(fixedByMinutes('published', stands, structuredClone(stands))).toBe(null)
  })

  test('written before the agenda was put in another order no longer follow it', () => {
    const titled = (...titles: string[]) => titles.map((title, at) => ({ no: at + 1, title }))
    expect(followsAgenda(joinMinutes(parts), titled('検証意見', '人選'))).toBe(true)
    expect(followsAgenda(joinMinutes(parts), titled('人選', '検証意見'))).toBe(false)
    expect(followsAgenda(joinMinutes(parts), titled('検証意見', '人選', 'その他'))).toBe(false)
  })

  test('cannot open another item from within one', () => {
    expect(holdsMark('前の話\n【議題2】秘密')).toBe(true)
    expect(holdsMark('これは【議題2】の話')).toBe(false)
  })
})
