import { type Arbitrary, array, check, constant, constantFrom, assert as hold, integer, nat, oneof, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BenchOpinion, loosened, notReady, readBench, writeBench } from '../../domain/review/bench-content.js'
import { add, BenchFault, make, merge, move, remove, renumber, reword, shift, split, takeOut } from '../../domain/review/workbench.js'

const plain = { kind: null, viewpoint: null }
const opinion = (id: string, no: number, sources: string[], more: Partial<BenchOpinion> = {}): BenchOpinion => ({
  id,
  no,
  text: `意見${id}`,
  ...plain,
  source: '',
  sources,
  printing: { as: 'printed' },
  ...more,
})
const three = () => [opinion('a', 1, ['r1', 'r2']), opinion('b', 2, ['r3']), opinion('c', 3, ['r3', 'm:x#1'])]
const sentence = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof BenchFault) return error.message
    throw error
  }
  return ''
}

describe('the opinions of a subject on the workbench', () => {
  it('are made of one or several remarks, at the end', () => {
    const made = make(three(), { id: 'd', sources: ['r8', 'r9', 'r8'], text: ' 新しい意見 ', ...plain }).at(-1)
    expect(made).toMatchObject({ no: 4, text: '新しい意見', sources: ['r8', 'r9'] })
    expect(sentence(() => make(three(), { id: 'd', sources: ['r8'], text: ' ', ...plain }))).toBe('意見の本文を書いてください。')
  })

  it('bear no number where the year has none for them: their places count, until they are numbered', () => {
    const bare = (id: string, no: number, more: Partial<BenchOpinion> = {}) => opinion(id, no, [], { unnumbered: true, ...more })
    const list = [bare('a', 1), bare('b', 2), bare('c', 3), bare('d', 4, { printing: { as: 'merged', into: 3 } })]
    const written = writeBench(remove(list, 'a'))
    expect(written.opinions.map(({ id, no, printing }) => [id, no, printing])).toEqual([
      ['b', undefined, undefined],
      ['c', undefined, undefined],
      ['d', undefined, { as: 'merged', into: 2 }],
    ])
    const read = readBench(written, false)
    expect(read.map(({ id, no, unnumbered }) => [id, no, unnumbered])).toEqual([
      ['b', 1, true],
      ['c', 2, true],
      ['d', 3, true],
    ])
    expect(make(read, { id: 'e', sources: [], text: '新しい意見', ...plain, unnumbered: true }).at(-1)).toMatchObject({
      no: 4,
      unnumbered: true,
    })
    for (const numbered of [readBench(written), renumber(read)]) expect(numbered.some((one) => one.unnumbered)).toBe(false)
  })

  it('merged, keep every source under the lowest number; what was contained in one of them follows', () => {
    const list = [...three(), opinion('d', 4, [], { printing: { as: 'merged', into: 3 } })]
    const merged = merge(list, ['c', 'a'], { text: '一つにした', ...plain })
    expect(merged.map(({ id, no, sources }) => [id, no, sources])).toEqual([
      ['a', 1, ['r1', 'r2', 'r3', 'm:x#1']],
      ['b', 2, ['r3']],
      ['d', 4, []],
    ])
    expect(merged.at(-1)?.printing).toEqual({ as: 'merged', into: 1 })
    expect(sentence(() => merge(list, ['a', 'a'], { text: 'x', ...plain }))).toContain('二つ以上')
  })

  it('split, each have the sources that were chosen; a remark in no part is refused', () => {
    const parts = split(three(), 'a', [
      { id: 'a', text: '前', sources: ['r1'] },
      { id: 'a2', text: '後', sources: ['r2', 'r1'] },
    ])
    expect(parts.map(({ id, no, text, sources }) => [id, no, text, sources])).toEqual([
      ['a', 1, '前', ['r1']],
      ['b', 2, '意見b', ['r3']],
      ['c', 3, '意見c', ['r3', 'm:x#1']],
      ['a2', 4, '後', ['r2', 'r1']],
    ])
    const left = () =>
      split(three(), 'a', [
        { id: 'a', text: '前', sources: ['r1'] },
        { id: 'a2', text: '後', sources: [] },
      ])
    expect(sentence(left)).toContain('もとの発言のうち1件が、分けた後のどの意見にも入っていません。')
    const foreign = () =>
      split(three(), 'a', [
        { id: 'a', text: '前', sources: ['r1', 'r2'] },
        { id: 'a2', text: '後', sources: ['r3'] },
      ])
    expect(sentence(foreign)).toContain('もとになっていない発言')
  })

  it('moved to another subject, take sources and words along, and do not leave those behind that they contain', () => {
    const moved = move(three(), [opinion('a', 7, ['r5'])], 'a')
    expect(moved.from.map(({ id }) => id)).toEqual(['b', 'c'])
    expect(moved.to).toMatchObject([
      { id: 'a', no: 7 },
      { no: 8, text: '意見a', sources: ['r1', 'r2'] },
    ])
    const containing = [...three(), opinion('d', 4, [], { printing: { as: 'merged', into: 1 } })]
    expect(sentence(() => move(containing, [], 'a'))).toContain('意見④を含めているため、移せません')
    expect(sentence(() => remove(containing, 'a'))).toContain('意見④を含めているため、取り消せません')
  })

  it('contained in one another are refused as a ring', () => {
    const merged = (into: number) => ({ text: 'x', ...plain, printing: { as: 'merged' as const, into } })
    const one = reword(three(), 'a', merged(2))
    expect(sentence(() => reword(one, 'b', merged(1)))).toContain('含める先の意見が、この意見に含められています。')
    expect(sentence(() => reword(three(), 'b', merged(2)))).toContain('ほかの意見の番号')
    expect(sentence(() => reword(three(), 'b', { text: 'x', ...plain, printing: { as: 'unprinted', reason: ' ' } }))).toContain('理由')
  })

  it('change places, and are numbered anew without gaps; what they are contained in follows', () => {
    const list = [opinion('a', 2, []), opinion('b', 5, [], { printing: { as: 'merged', into: 2 } })]
    expect(renumber(list).map(({ id, no, printing }) => [id, no, printing])).toEqual([
      ['a', 1, { as: 'printed' }],
      ['b', 2, { as: 'merged', into: 1 }],
    ])
    expect(shift(list, 'b', -1).map(({ id, no }) => [id, no])).toEqual([
      ['b', 2],
      ['a', 5],
    ])
    expect(shift(list, 'a', -1)).toEqual(list)
    // An Action that answers ② would answer another opinion.
    expect(loosened(list, renumber(list), [2])).toEqual([2])
    expect(loosened(list, renumber(list), [])).toEqual([])
  })

  it('are read from a draft that is not finished, where a number or an id stands twice or is missing', () => {
    const read = readBench({ opinions: [{ text: 'x', no: 2 }, { text: 'y', no: 2, id: 'o1' }, { text: 'z' }, 'no opinion'] })
    expect(read.map(({ no }) => no)).toEqual([1, 2, 3, 4])
    expect(new Set(read.map(({ id }) => id)).size).toBe(4)
    expect(readBench(null)).toEqual([])
  })

  it('are not ready while a remark is left over, a kind is missing, or what one is contained in is gone', () => {
    const list = [opinion('a', 1, [], { kind: 'ask' }), opinion('b', 2, [], { printing: { as: 'merged', into: 9 } })]
    expect(notReady(list, 2).map((one) => one.slice(0, 14))).toEqual(
      ['意見になっていない発言が2件あ', '意見②の種類（対応が要るかど', '意見②の含める先の番号の意見が'].map((one) => one.slice(0, 14)),
    )
    expect(notReady([opinion('a', 1, [], { kind: 'ask' })], 0)).toEqual([])
  })
})

// Whatever is done in whatever order.
type Act = { name: string; at: number; other: number; keys: string[]; into: number }
const keys = ['r1', 'r2', 'r3', 'r4', 'm:p#1']
const act: Arbitrary<Act> = record({
  name: constantFrom('make', 'add', 'merge', 'split', 'reword', 'move', 'renumber', 'shift'),
  at: nat(9),
  other: nat(9),
  keys: array(constantFrom(...keys), { maxLength: 3 }),
  into: oneof(constant(0), integer({ min: 1, max: 9 })),
})

interface Bench {
  here: BenchOpinion[]
  there: BenchOpinion[]
}

function done({ here, there }: Bench, { name, at, other, keys: chosen, into }: Act, id: string): Bench {
  const [one, two] = [here[at % Math.max(1, here.length)], here[other % Math.max(1, here.length)]]
  const none = one?.id ?? '-'
  switch (name) {
    case 'make':
      return { here: make(here, { id, sources: chosen, text: id, ...plain }), there }
    case 'add':
      return { here: add(here, none, chosen), there }
    case 'merge':
      return { here: merge(here, [none, two?.id ?? '-'], { text: 'まとめ', ...plain }), there }
    case 'split': {
      const [first = [], rest = []] = [one?.sources.slice(0, other), one?.sources.slice(other)]
      const parts = [
        { id: none, text: '前', sources: first },
        { id, text: '後', sources: rest },
      ]
      return { here: split(here, none, parts), there }
    }
    case 'reword':
      return {
        here: reword(here, none, { text: '直した', ...plain, printing: into === 0 ? { as: 'printed' } : { as: 'merged', into } }),
        there,
      }
    case 'move': {
      const { from, to } = move(here, there, none)
      return { here: from, there: to }
    }
    case 'shift':
      return { here: shift(here, none, other % 2 === 0 ? 1 : -1), there }
    default:
      return { here: renumber(here), there }
  }
}

const sourcesOf = ({ here, there }: Bench) => new Set([...here, ...there].flatMap(({ sources }) => sources))

describe('whatever is done on the workbench', () => {
  it('loses no source, keeps numbers and ids unique, and leaves no opinion contained in what is not there', () => {
    const whatever = property(array(act, { maxLength: 25 }), (acts) => {
      let bench: Bench = { here: [], there: [] }
      for (const [at, one] of acts.entries()) {
        const before = sourcesOf(bench)
        try {
          bench = done(bench, one, `n${at}`)
        } catch (error) {
          if (!(error instanceof BenchFault)) throw error
        }
        const after = sourcesOf(bench)
        for (const key of before) if (!after.has(key)) return false
        for (const list of [bench.here, bench.there]) {
          if (new Set(list.map(({ no }) => no)).size < list.length || new Set(list.map(({ id }) => id)).size < list.length) return false
          for (const { printing, no } of list)
            if (printing.as === 'merged' && (printing.into === no || !list.some((other) => other.no === printing.into))) return false
        }
        if (JSON.stringify(readBench(writeBench(bench.here))) !== JSON.stringify(bench.here.toSorted((a, b) => a.no - b.no))) return false
      }
      return true
    })
    hold(whatever, { numRuns: 300 })
    expect(check(whatever, { numRuns: 1 }).failed).toBe(false)
  })

  it('gives a remark back only when it is taken out or its opinion removed', () => {
    expect(takeOut(three(), 'a', 'r1')[0]?.sources).toEqual(['r2'])
    expect(remove(three(), 'b').map(({ id }) => id)).toEqual(['a', 'c'])
    expect(sentence(() => takeOut(three(), 'z', 'r1'))).toContain('もうありません')
  })
})
