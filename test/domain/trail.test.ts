import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonical, contentHash, sha256 } from '../../domain/trail/canonical.js'
import { genesis, rowHash, type TrailRow, verifyChain } from '../../domain/trail/chain.js'

const ieee = (hex: string): number => Buffer.from(hex, 'hex').readDoubleBE()

test('the examples of RFC 8785, sections 3.2.2 and 3.2.3, come out byte for byte', () => {
  const first: unknown = JSON.parse(
    String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`,
  )
  expect(canonical(first)).toBe(
    String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
  )
  const names = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 }
  expect([...canonical(names).matchAll(/:(\d)/g)].map(([, no]) => Number(no))).toEqual([2, 4, 6, 7, 1, 5, 3])
})

test.each([
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
])('the number %s of RFC 8785, appendix B, is written %s', (hex, text) => {
  expect(canonical(ieee(hex))).toBe(text)
})

test('what JSON cannot hold is refused, not written as something else', () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, undefined]) expect(() => canonical(value)).toThrow()
})

test('the order in which a form sends its fields does not change the hash of its content', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (content) => {
      const turned = Object.fromEntries(Object.entries(content).reverse())
      expect(contentHash(turned)).toBe(contentHash(content))
      expect(JSON.parse(canonical(content))).toEqual(JSON.parse(JSON.stringify(content)))
    }),
  )
})

test('the hash is SHA-256 over UTF-8, as everybody else computes it', () => {
  expect(sha256('循環')).toBe('9d3d44afd2ffac8e101c90fbc0c2a727daa2bdf12f22099a586f83d10423b7d1')
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
})

/** A chain as it is written, and its head. */
function chainOf(bodies: string[]): { rows: TrailRow[]; head: { no: number; hash: string } } {
  const rows: TrailRow[] = []
  let prevHash = genesis
  for (const [index, body] of bodies.entries()) {
    const no = index + 1
    const hash = rowHash(prevHash, no, body)
    rows.push({ no, key: `k${no}`, body, prevHash, hash })
    prevHash = hash
  }
  return { rows, head: { no: rows.length, hash: prevHash } }
}
const bodies = fc.array(fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), { maxKeys: 3 }).map(canonical), {
  minLength: 2,
  maxLength: 12,
})
/** The same rows after a forger has numbered and hashed all of them anew. */
const rehashed = (rows: TrailRow[]): TrailRow[] => chainOf(rows.map((row) => row.body)).rows

test('a trail as it was written has no fault, an empty one neither', () => {
  fc.assert(
    fc.property(bodies, (of) => {
      const { rows, head } = chainOf(of)
      expect(verifyChain(rows, head)).toEqual([])
    }),
  )
  expect(verifyChain([], { no: 0, hash: genesis })).toEqual([])
})

test('a row that was altered, left out, put in or moved is found, also when all later hashes were made anew', () => {
  const meddling = fc.constantFrom('alter', 'leave out', 'put in', 'move')
  fc.assert(
    fc.property(bodies, fc.nat(), meddling, fc.boolean(), (of, place, how, covered) => {
      const { rows, head } = chainOf(of)
      const at = place % rows.length
      const one = rows[at] as TrailRow
      const touched = [...rows]
      if (how === 'alter') touched[at] = { ...one, body: `${one.body} ` }
      if (how === 'leave out') touched.splice(at, 1)
      if (how === 'put in') touched.splice(at, 0, { ...one, body: '{"put":"in"}' })
      if (how === 'move') {
        const to = (at + 1) % rows.length
        const other = rows[to] as TrailRow
        fc.pre(other.body !== one.body)
        touched[at] = { ...other, no: one.no }
        touched[to] = { ...one, no: other.no }
      }
      expect(verifyChain(covered ? rehashed(touched) : touched, head)).not.toEqual([])
    }),
    { numRuns: 500 },
  )
})

test('the fault is named at its row: which are missing, which was altered, where the chain is broken', () => {
  const { rows, head } = chainOf(['{"a":1}', '{"b":2}', '{"c":3}', '{"d":4}'])
  const without = rows.filter((row) => row.no !== 2)
  expect(verifyChain(without, head)).toEqual([
    { no: 2, fault: 'missing' },
    { no: 3, fault: 'unlinked' },
  ])
  const altered = rows.map((row) => (row.no === 3 ? { ...row, body: '{"c":4}' } : row))
  expect(verifyChain(altered, head)).toEqual([{ no: 3, fault: 'altered' }])
  expect(verifyChain(rows.slice(0, -1), head)).toEqual([{ no: 4, fault: 'head' }])
})

test('a chain read in pages is judged as if it were read at once', () => {
  const rows: TrailRow[] = []
  for (let no = 1; no <= 7; no++) {
    const prevHash = rows.at(-1)?.hash ?? genesis
    rows.push({ no, key: `k${no}`, body: `{"no":${no}}`, prevHash, hash: rowHash(prevHash, no, `{"no":${no}}`) })
  }
  const whole = { no: 7, hash: rows[6]?.hash ?? '' }
  const inPages = (all: TrailRow[]) => {
    const [first, second] = [all.filter(({ no }) => no <= 4), all.filter(({ no }) => no > 4)]
    const end = first.at(-1) ?? whole
    return [...verifyChain(first, end), ...verifyChain(second, whole, end)]
  }
  expect(inPages(rows)).toEqual([])
  for (const altered of rows.map((row) => rows.map((other) => (other === row ? { ...row, body: '{}' } : other)))) {
    expect(inPages(altered)).toEqual(verifyChain(altered, whole))
    expect(inPages(altered)).not.toEqual([])
  }
  const without = rows.filter(({ no }) => no !== 5)
  expect(inPages(without)).toEqual(verifyChain(without, whole))
})
