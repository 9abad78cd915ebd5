/** Edit distance counting a swap of neighbours as one slip (optimal string alignment), because that is how keys are mistyped. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      let best = Math.min(change, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1)
      row.push(best)
    }
    beforeLast = last
    last = row
  }
  return last[b.length] ?? 0
}

/** The word that was probably meant, or null when none is near (a third of its letters, at most 3 slips). */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  let best: { word: string; slips: number } | null = null
  for (const candidate of candidates) {
    const slips = Math.min(distance(word.toLowerCase(), candidate.toLowerCase()), sameStart(word, candidate) ? 3 : Infinity)
    if (slips <= Math.max(1, Math.min(3, Math.floor(candidate.length / 3))) && (!best || slips < best.slips))
      best = { word: candidate, slips }
  }
  return best?.word ?? null
}

/** A word broken off: `fiscal` for `fiscalYear`. */
const sameStart = (word: string, candidate: string) => word.length >= 4 && candidate.length >= 9 && candidate.startsWith(word.slice(0, 4))

/** 「もしかして…」 or the whole list: what to write instead of a word that does not exist. */
export function instead(word: string, candidates: string[]): string {
  const near = nearest(word, candidates)
  if (near) return `「${near}」の誤りではありませんか。`
  return candidates.length > 0 ? `使えるもの: ${candidates.join('、')}` : '使えるものが定義されていません。'
}
