/** Positions of the opinions and Actions that belong together. */
export interface Group {
  opinions: number[]
  actions: number[]
}

/**
 * Groups of what belongs together: an Action with the opinions it answers, joined where they share one (n:m). Each opinion and each
 * Action stands in exactly one; what nobody answers, and what answers none, stands alone.
 */
export function groupsOf(opinions: { no: number | null }[], actions: { answers: number[] }[]): Group[] {
  const groups: { opinions: Set<number>; actions: Set<number> }[] = opinions.map((_, index) => ({
    opinions: new Set([index]),
    actions: new Set(),
  }))
  actions.forEach((action, index) => {
    const answered = groups.filter((one) => [...one.opinions].some((at) => action.answers.includes(opinions[at]?.no ?? 0)))
    const joined = answered[0] ?? { opinions: new Set<number>(), actions: new Set<number>() }
    if (answered.length === 0) groups.push(joined)
    for (const other of answered.slice(1)) {
      for (const at of other.opinions) joined.opinions.add(at)
      for (const at of other.actions) joined.actions.add(at)
      groups.splice(groups.indexOf(other), 1)
    }
    joined.actions.add(index)
  })
  const inOrder = (positions: Set<number>) => [...positions].sort((a, b) => a - b)
  return groups.map((one) => ({ opinions: inOrder(one.opinions), actions: inOrder(one.actions) }))
}
