import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAmount } from '../../domain/sheet/amount.js'

describe('an amount as it is written', () => {
  it.each([
    ['10220', 10220],
    ['10,220', 10220],
    ['10,220千円', 10220],
    ['-2,023', -2023],
    ['0', 0],
  ])('%s is plain: nothing needs to be kept beside it', (written, value) => {
    expect(readAmount(written)).toEqual({ value })
  })

  it.each([
    ['13,0000', 130000],
    ['(3, 441 千円)', 3441],
    ['526, 738 千円', 526738],
    ['１０，２２０千円', 10220],
    ['△1,234', -1234],
    ['73,573千円増', 73573],
    ['2,023千円減', -2023],
    ['391億7,319万円', 39173190],
    ['約14億円', 1400000],
    ['2, 420, 000 円', 2420],
    ['41,509百万円', 41509000],
    ['1,500円', 1],
  ])('%s is read, and kept as written beside the value', (written, value) => {
    expect(readAmount(written)).toEqual({ value, raw: written })
  })

  it.each(['—', '-', '増減なし', '1.2~1.8%', '28年度予算に含む', '--5'])('%s is no amount and is kept as written', (written) => {
    expect(readAmount(written)).toEqual({ value: null, raw: written })
  })

  it('an empty cell says that it was empty', () => expect(readAmount('  ')).toEqual({ value: null, raw: '（空欄）' }))

  it('whatever is written, nothing is lost: a value alone writes itself back, anything else is kept', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer({ min: -1e12, max: 1e12 }).map(String)), (written) => {
        const { value, raw } = readAmount(written)
        if (raw === undefined) expect(Number(written.trim().replace(/,|千円/g, ''))).toBe(value)
        else expect([written.trim(), '（空欄）']).toContain(raw)
        expect(value === null || Number.isSafeInteger(value)).toBe(true)
      }),
    )
  })
})
