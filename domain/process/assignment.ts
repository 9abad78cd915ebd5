import type { Command, Instant, Refusal } from './command.js'

/**
 * The life of an assignment (人がすること一件; a human task in the sense of WS-HumanTask):
 * open → submitted → (returned → submitted)* → accepted; or attested (該当なし); or withdrawn (取下げ).
 * Accepted is not the end: until the cycle seals, a return is an ordinary act.
 */
export type AssignmentStatus = 'open' | 'submitted' | 'returned' | 'accepted' | 'attested' | 'withdrawn'

/** What an assignment's workflow keeps, and what its projection must agree with before an act is recorded. */
export interface AssignmentState {
  status: AssignmentStatus
  /** when the present owner must have acted */
  dueAt: Instant
  /** the post that must act while open or returned */
  post: string
  /** id of the version handed in last */
  versionId: string | null
  /** false: what is handed in counts as accepted at once */
  checked: boolean
  /** the due instant passed while it was open or returned */
  overdue: boolean
}

export type AssignmentAct =
  | 'submit'
  | 'attest'
  | 'return'
  | 'accept'
  | 'extend'
  | 'reassign'
  | 'withdraw'
  | 'record-call'
  | 'edit'
  | 'nudge'
  | 'request-extension'
  | 'decline-extension'
  | 'set-chase'

export const isDone = (status: AssignmentStatus): boolean => status === 'accepted' || status === 'attested' || status === 'withdrawn'

const awaitsOwner = (status: AssignmentStatus): boolean => status === 'open' || status === 'returned'

/** The instant at which the assignment must act by itself (note that its due date passed), or null. */
export const wakeOf = (state: AssignmentState): Instant | null => (awaitsOwner(state.status) && !state.overdue ? state.dueAt : null)

/** What one act makes of an assignment, or why it cannot. Pure, synchronous: the workflow decides with it before it awaits anything. */
export function decide(state: AssignmentState, command: Command<AssignmentAct>): { next: AssignmentState } | { refusal: Refusal } {
  if (state.status === 'withdrawn') return { refusal: 'already-withdrawn' }
  // Accepting and returning are each ordinary after the other, days later; asked for at one instant they contradict.
  if (command.seen !== undefined && command.seen !== state.status) return { refusal: 'changed-meanwhile' }
  switch (command.act) {
    case 'submit':
      if (!awaitsOwner(state.status)) return { refusal: 'not-open' }
      if (!command.versionId) return { refusal: 'incomplete-command' }
      return { next: { ...state, status: state.checked ? 'submitted' : 'accepted', versionId: command.versionId } }
    case 'attest':
      return awaitsOwner(state.status) ? { next: { ...state, status: 'attested' } } : { refusal: 'not-open' }
    case 'accept':
      if (state.status !== 'submitted') return { refusal: 'not-submitted' }
      return command.versionId === state.versionId ? { next: { ...state, status: 'accepted' } } : { refusal: 'other-version' }
    case 'return':
      if (awaitsOwner(state.status)) return { refusal: 'not-returnable' }
      return command.dueAt
        ? { next: { ...state, status: 'returned', dueAt: command.dueAt, overdue: false } }
        : { refusal: 'incomplete-command' }
    case 'extend':
      if (!awaitsOwner(state.status)) return { refusal: 'not-open' }
      return command.dueAt ? { next: { ...state, dueAt: command.dueAt, overdue: false } } : { refusal: 'incomplete-command' }
    case 'reassign':
      return command.toPost ? { next: { ...state, post: command.toPost } } : { refusal: 'incomplete-command' }
    // 事務局修正: the office mends wording itself; the section is told, and nothing goes back and forth for a comma.
    case 'edit':
      if (state.status !== 'submitted' && state.status !== 'accepted') return { refusal: 'not-submitted' }
      return command.versionId ? { next: { ...state, versionId: command.versionId } } : { refusal: 'incomplete-command' }
    // They change when and how often one is written to, not where the work stands.
    case 'record-call':
    case 'nudge':
    case 'request-extension':
    case 'decline-extension':
      return awaitsOwner(state.status) ? { next: state } : { refusal: 'not-open' }
    // Also of what has been handed in: it may come back, and is then chased by this one.
    case 'set-chase':
      return { next: state }
    case 'withdraw':
      return { next: { ...state, status: 'withdrawn' } }
    default:
      return { refusal: 'incomplete-command' }
  }
}

/** One word for a state, compared before an act is recorded: an act decided on another state is void. */
export const fingerprint = (s: AssignmentState): string => `${s.status}|${s.dueAt}|${s.post}|${s.versionId ?? ''}|${s.overdue}`
