import type { Bundle } from '../../domain/bundle/schema.js'
import { crossCutting } from '../../domain/review/whole.js'

/** How a recorded year's opinions and Actions belong together, as a reader takes it. */
export interface ReadingCounts {
  opinions: number
  actions: number
  /** opinions that no Action names or is read to answer */
  unanswered: number
  /** Actions that name no opinion and are read to answer none */
  answeringNone: number
}

/**
 * Counts the pairs of a recorded year about programmes and articles: by the numbers that Actions name, and by the positions that
 * a reader gave (`reading`) where the source names none. For people who compare years; no gate may use it.
 */
export function readingCounts({ opinions, actions }: Pick<Bundle, 'opinions' | 'actions'>): ReadingCounts {
  const said = opinions.filter(({ subject }) => subject !== crossCutting)
  const done = actions.filter(({ subject }) => subject !== crossCutting)
  const placed = said.map((opinion, at) => ({
    ...opinion,
    place: 1 + said.slice(0, at).filter(({ subject }) => subject === opinion.subject).length,
  }))
  const answers = (action: (typeof done)[number], { subject, no, place }: (typeof placed)[number]) =>
    action.subject === subject && ((no !== null && action.answers.includes(no)) || (action.reading ?? []).includes(place))
  return {
    opinions: said.length,
    actions: done.length,
    unanswered: placed.filter((opinion) => !done.some((action) => answers(action, opinion))).length,
    answeringNone: done.filter((action) => !placed.some((opinion) => answers(action, opinion))).length,
  }
}
