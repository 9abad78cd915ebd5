import { type Lineage, type Place, placeId } from './lineage.js'
import { threadOf } from './year-comparison.js'

/** What a subject was in the fiscal year before. Several of one subject: it was merged of them. */
export interface Before {
  key: string
  name: string
  /** where it is not simply the same subject: 分割前の「荷役機械」 */
  called: string
  /**
   * What of its record a new form may start with: all that goes on from year to year; only words, where the figures are those of a whole
   * that was split; nothing, where the records of several would have to be joined.
   */
  fills: 'all' | 'words' | 'nothing'
}

/** What a subject was in the fiscal year before, as the two years' registers tell it. Empty: nothing. */
export function yearBefore(lineage: Lineage, place: Place): Before[] {
  const parts = lineage.before(place).filter(({ from }) => from.fiscalYear === place.fiscalYear - 1)
  return parts.map(({ from, how }) => {
    const name = lineage.lineOf(from)?.name ?? from.key
    const said = (word: string) => `${word}の「${name}」`
    const before = { key: from.key, name }
    if (parts.length > 1) return { ...before, called: said('統合前'), fills: 'nothing' }
    if (placeId(threadOf(lineage, place)) === placeId(place)) return { ...before, called: said('分割前'), fills: 'words' }
    return { ...before, called: how === 'renamed' ? said('改称前') : from.key === place.key ? '' : said('前年度'), fills: 'all' }
  })
}

/** What stands above a form about it, as a sentence; null: it simply goes on. */
export function beforeWords(before: readonly Before[]): string | null {
  const names = before.map(({ name }) => `「${name}」`).join('')
  const [only] = before
  if (!only || only.called === '') return null
  if (only.fills === 'nothing')
    return `前年度の${names}が一つになった施策です。前年度の記載は、どの施策のものかを示して欄ごとに並べます。合わせたものは入れていません。数値も足していません。`
  if (only.fills === 'words')
    return `前年度の${names}が分かれた施策の一つです。文章は分かれる前のものを入れてあるので、この施策のことに直してください。数値は分かれる前の全体のものなので、欄のそばに示すだけにしています。`
  return `前年度は${names}でした。前年度の記載を引き継いでいます。`
}
