import type { Course } from './chase-course.js'
import { Follower, isChase, type Planned, urgency } from './chase-follower.js'
import { type At, type Day, dayOf } from './plain-calendar.js'

/**
 * What a city's mails of one year ought to have been, worked out a second time from the rules of docs/definitions.md ("chases") and
 * what people did. Nothing here is shared with what plans, cancels and sends the real ones: where the two differ, one is wrong.
 */

/** Somebody was or is going to be written to about one assignment. */
export interface ExpectedNotice {
  assignment: string
  /** the policy's notice and which time, e.g. `late-2`; of what an act causes, its kind */
  rule: string
  kind: string
  /** the dispatch */
  at: At
  /** in small letters */
  mailbox: string
}

/** Every notice that must have been accepted by the mail server by the end, each once. */
export function expectedNotices(course: Course): ExpectedNotice[] {
  const planned = course.assignments.flatMap((assignment) => new Follower(course, assignment).follow())
  const groups = new Map<string, Planned[]>()
  for (const notice of planned) {
    const mailbox = mailboxOf(course, notice.post, dayOf(notice.at))
    const key = JSON.stringify([notice.at, mailbox, notice.assignment])
    groups.set(key, [...(groups.get(key) ?? []), notice])
  }
  return [...groups].flatMap(([key, notices]) => {
    const [at, mailbox] = JSON.parse(key) as [At, string]
    return inOneMail(notices).map(({ assignment, rule, kind }) => ({ assignment, rule, kind, at, mailbox }))
  })
}

/** Of what one mail would say about one assignment, what it does say. */
function inOneMail(notices: Planned[]): Planned[] {
  const isTaken = notices.some(({ kind }) => kind === 'handover')
  const others = notices.filter((notice) => !isChase(notice) && !(isTaken && notice.kind === 'handed-over'))
  const chasing = notices.filter(isChase)
  if (others.some(({ kind }) => kind === 'request' || kind === 'return' || kind === 'handover'))
    return [...others, ...chasing.filter(({ kind }) => kind === 'escalation-proposal')]
  const most = Math.max(...chasing.map(({ kind }) => urgency.indexOf(kind)))
  return [...others, ...chasing.filter(({ kind }) => urgency.indexOf(kind) === most).slice(0, 1)]
}

/** Where a post's mail goes on a day: a deputy first, then who took the post over last, then the post's own mailbox. */
function mailboxOf({ posts, holdings }: Course, post: string, day: Day): string {
  const takers = holdings.filter((one) => one.post === post && one.from <= day && (one.until === null || day <= one.until))
  const deputies = takers.filter(({ kind }) => kind === 'deputy')
  const [last] = (deputies.length > 0 ? deputies : takers).toSorted((a, b) => b.from.localeCompare(a.from))
  return (last?.email ?? posts.find(({ id }) => id === post)?.mailbox ?? '').toLowerCase()
}
