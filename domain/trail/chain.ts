import { sha256 } from './canonical.js'

/** One row of a cycle's audit trail (経過の記録), as stored. */
export interface TrailRow {
  no: number
  key: string
  body: string
  prevHash: string
  hash: string
}

/** What a chain begins from, before its first row. */
export const genesis = '0'.repeat(64)

/** hash = SHA-256(previous hash, LF, number, LF, body): nothing can be altered, left out, put in or moved unseen. */
export const rowHash = (prevHash: string, no: number, body: string): string => sha256(`${prevHash}\n${no}\n${body}`)

/** What is wrong with a chain, at which row. */
export interface ChainFault {
  no: number
  fault: 'missing' | 'altered' | 'unlinked' | 'head'
}

/** Where a chain stands after one of its rows. */
export interface ChainEnd {
  no: number
  hash: string
}

/** What a chain stands at before its first row. */
const beginning: ChainEnd = { no: 0, hash: genesis }

/**
 * Checks a whole chain, rows in order of their numbers, against the head that is kept apart from it.
 * An empty answer means: every row is as it was written, none is missing, and the last one is the head.
 * @param from for a chain read in pages: the last row of the page before; `head` is then the page's own last row, but for the last page
 */
export function verifyChain(rows: Iterable<TrailRow>, head: ChainEnd, from: ChainEnd = beginning): ChainFault[] {
  const faults: ChainFault[] = []
  let previous = from.hash
  let expected = from.no + 1
  for (const row of rows) {
    for (; expected < row.no; expected++) faults.push({ no: expected, fault: 'missing' })
    if (row.prevHash !== previous) faults.push({ no: row.no, fault: 'unlinked' })
    if (row.hash !== rowHash(row.prevHash, row.no, row.body)) faults.push({ no: row.no, fault: 'altered' })
    previous = row.hash
    expected = row.no + 1
  }
  if (head.no !== expected - 1 || head.hash !== previous) faults.push({ no: head.no, fault: 'head' })
  return faults
}
