/** 担当・利害関係: assigned, must not look (conflict), or nothing said. */
export const standings = ['assigned', 'conflict', 'none'] as const
export type Standing = (typeof standings)[number]

export const standingWords: Record<Standing, string> = { assigned: '担当', conflict: '利害関係', none: '―' }

/** What is said of one programme and one seat. */
export interface Cell {
  programme: string
  /** id of the seat's post */
  seat: string
  standing: Standing
  /** of a conflict: why */
  reason: string
}

const cellId = ({ programme, seat }: Pick<Cell, 'programme' | 'seat'>): string => `${programme}\n${seat}`

/** What is said of a programme and a seat; nothing: none. */
export function standingOf(cells: readonly Cell[]): (programme: string, seat: string) => Cell {
  const known = new Map(cells.map((cell) => [cellId(cell), cell]))
  return (programme, seat) => known.get(cellId({ programme, seat })) ?? { programme, seat, standing: 'none', reason: '' }
}

/** The cells that are to be written so that `wanted` stands: those that say something else than what stands. */
export function changedCells(stands: readonly Cell[], wanted: readonly Cell[]): Cell[] {
  const standing = standingOf(stands)
  return wanted.filter((cell) => {
    const now = standing(cell.programme, cell.seat)
    return now.standing !== cell.standing || (cell.standing === 'conflict' && now.reason !== cell.reason)
  })
}

/** Those of the written cells that forbid what was not forbidden before. */
export function newConflicts(stands: readonly Cell[], written: readonly Cell[]): Cell[] {
  const standing = standingOf(stands)
  return written.filter((cell) => cell.standing === 'conflict' && standing(cell.programme, cell.seat).standing !== 'conflict')
}

/**
 * 均等に割り当てる: gives each programme `each` members, those first that have the fewest so far, never one with a conflict. What stands is
 * kept: nobody loses a programme. The same input gives the same proposal.
 * @returns all cells as they would stand, and the programmes for which there are not enough members
 */
export function distributed(
  programmes: readonly string[],
  seats: readonly string[],
  stands: readonly Cell[],
  each: number,
): { cells: Cell[]; short: string[] } {
  const standing = standingOf(stands)
  const cells = new Map(
    programmes.flatMap((programme) => seats.map((seat) => [cellId({ programme, seat }), standing(programme, seat)] as const)),
  )
  const load = new Map(
    seats.map((seat) => [seat, programmes.filter((programme) => standing(programme, seat).standing === 'assigned').length]),
  )
  const free = (programme: string) => seats.filter((seat) => standing(programme, seat).standing === 'none')
  const short: string[] = []
  // Those with the least choice first, so that a conflict leaves nobody without members whom others could have spared.
  for (const programme of programmes.toSorted((a, b) => free(a).length - free(b).length)) {
    const has = seats.filter((seat) => standing(programme, seat).standing === 'assigned').length
    const chosen = free(programme)
      .toSorted((a, b) => (load.get(a) ?? 0) - (load.get(b) ?? 0))
      .slice(0, Math.max(0, each - has))
    for (const seat of chosen) {
      load.set(seat, (load.get(seat) ?? 0) + 1)
      cells.set(cellId({ programme, seat }), { programme, seat, standing: 'assigned', reason: '' })
    }
    if (has + chosen.length < each) short.push(programme)
  }
  return { cells: [...cells.values()], short: programmes.filter((programme) => short.includes(programme)) }
}
