/** Words that make a figure approximate, bounded or gross (延べ): the number alone would say more than was written. */
const qualified = /約|超|以上|以下|未満|程度|延|余|前後|弱|強|[~〜～]/
const grouped = /^(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/

/**
 * Whether what was written plainly says the number that was read from it. `13,0000` read as 130000 does not: the separators
 * stand where they cannot, and 13,000 or 130,000 may have been meant.
 */
export function readsPlainly(raw: string | undefined, value: number | null): boolean {
  if (raw === undefined || raw.trim() === '') return true
  if (value === null || qualified.test(raw)) return false
  // text layers of PDF put a space after the separator: `(3, 441 千円)`
  const text = raw.normalize('NFKC').replace(/(\d), (?=\d)/g, '$1,')
  return (text.match(/\d[\d,]*(?:\.\d+)?/g) ?? []).some(
    (token) => grouped.test(token) && Number(token.replaceAll(',', '')) === Math.abs(value),
  )
}
