import { describe, expect, test } from 'vitest'
import { type PointVersion, type PointWord, pointFaults, pointsIn, pointsOf } from '../../domain/review/points.js'

const version = (content: object, more: Partial<PointVersion> = {}): PointVersion => ({
  processId: 'a/cycle/b/2016/briefing/briefing',
  stepKind: 'approve',
  content,
  accepted: true,
  createdAt: '2017-07-20T01:00:00.000Z',
  ...more,
})
const keyOf = (text: string, times = 1) =>
  pointsIn(version({}).processId, 'approve', { instructions: Array(times).fill(text) }).at(-1)?.key ?? ''
const word = (no: number, key: string, standing: PointWord['standing'], reason = ''): PointWord => ({
  no,
  key,
  standing,
  reason,
  versionId: null,
})

describe('the points of a year', () => {
  test('are the lines of a briefing, of the proof round and of the assembly, and no other bullets', () => {
    expect(pointsIn('p', 'approve', { instructions: ['図を入れる', ' '], decisions: ['x'] }).map(({ text }) => text)).toEqual([
      '図を入れる',
    ])
    expect(pointsIn('p', 'consolidate', { corrections: ['16頁 14名を15名に'], remarks: ['x'] })).toHaveLength(1)
    expect(pointsIn('p', 'report', { remarks: ['成果の示し方を工夫すること'] })).toHaveLength(1)
    expect(pointsIn('p', 'approve', { remarks: ['x'], instructions: 'not a list' })).toEqual([])
    expect(pointsIn('p', 'approve', null)).toEqual([])
  })
  test('are open until a word about them, and the newest word counts, in whatever order words are read', () => {
    const key = keyOf('図を入れる')
    const versions = [version({ instructions: ['図を入れる'] })]
    expect(pointsOf(versions, []).map(({ state }) => state)).toEqual(['open'])
    const words = [word(2, key, 'open', '差し戻し'), word(1, key, 'done', '直した')]
    expect(pointsOf(versions, words).map(({ state }) => state)).toEqual(['open'])
    expect(pointsOf(versions, words.slice(1)).map(({ state }) => state)).toEqual(['done'])
  })
  test('a line that a later version keeps is the same point, with its word; one that it no longer holds is gone, not lost', () => {
    const first = version({ instructions: ['図を入れる', '題を変える'] }, { accepted: false })
    const second = version({ instructions: ['図を入れる', '表を足す'] }, { createdAt: '2017-07-21T01:00:00.000Z' })
    const points = pointsOf([first, second], [word(1, keyOf('図を入れる'), 'done')])
    expect(points.map(({ text, state }) => [text, state])).toEqual([
      ['図を入れる', 'done'],
      ['題を変える', 'gone'],
      ['表を足す', 'open'],
    ])
    expect(points[0]?.given.createdAt).toBe(first.createdAt)
  })
  test('a line that stands twice is two points, and the same line of two sections too', () => {
    expect(new Set(pointsIn('p', 'approve', { instructions: ['同じ', '同じ'] }).map(({ key }) => key)).size).toBe(2)
    const versions = [version({ corrections: ['同じ'] }), version({ corrections: ['同じ'] }, { processId: 'q' })]
    expect(pointsOf(versions, [])).toHaveLength(2)
  })
})

describe('a word about a point', () => {
  const point = { state: 'open', givenAt: '2017-07-20T01:00:00.000Z' }
  const later = { createdAt: '2017-07-21T01:00:00.000Z' }
  test('done needs a version or how, no change and taking it up again need a reason', () => {
    expect(pointFaults({ standing: 'done', reason: '' }, point, later)).toEqual([])
    expect(pointFaults({ standing: 'done', reason: '図の位置を直した' }, point, null)).toEqual([])
    expect(pointFaults({ standing: 'done', reason: ' ' }, point, null)).toHaveLength(1)
    expect(pointFaults({ standing: 'no-change', reason: '' }, point, null)).toHaveLength(1)
    expect(pointFaults({ standing: 'open', reason: '' }, { ...point, state: 'done' }, null)).toHaveLength(1)
  })
  test('a version from before the point mended nothing', () => {
    expect(pointFaults({ standing: 'done', reason: '' }, point, { createdAt: '2017-07-19T01:00:00.000Z' })).toEqual([
      '選んだ版は、指摘より前に提出されたものです。指摘の後の版を選んでください。',
    ])
  })
  test('nothing is said of a line that was rewritten', () => {
    expect(pointFaults({ standing: 'done', reason: '直した' }, { ...point, state: 'gone' }, null)).toHaveLength(1)
  })
})
