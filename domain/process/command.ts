/** An instant as ISO 8601 in UTC with milliseconds, e.g. `2016-12-16T08:00:00.000Z` (17:00 in Asia/Tokyo). */
export type Instant = string

/** A command as it travels to the workflow: references and instants only, never content (≤8 KiB, docs/architecture.md). */
export interface Command<Act extends string = string> {
  id: string
  act: Act
  /** the post that acts */
  post: string
  /** submit, accept: the version in question */
  versionId?: string
  /** accept, return, withdraw: the status the acting person saw; another one by now refuses the act */
  seen?: string
  /** extend, return, reschedule: the new due instant, computed when the command was received */
  dueAt?: Instant
  /** reschedule: the new opening instant */
  opensAt?: Instant
  /** reassign: the post that takes over */
  toPost?: string
  /** override: the requirement set aside */
  requirement?: string
}

/** Why a command cannot be applied now. The application turns it into a sentence. */
export type Refusal =
  | 'not-open'
  | 'not-submitted'
  | 'not-returnable'
  | 'other-version'
  | 'incomplete-command'
  | 'already-withdrawn'
  | 'sealed'
  | 'already-applied'
  | 'step-closed'
  | 'not-closed'
  | 'changed-meanwhile'

/** What the workflow asks to have recorded: the act it decided, on which state it decided, and what it made of it. */
export interface Entry<State> {
  processId: string
  seq: number
  /** fingerprint of the state the decision was taken on */
  base: string
  next: State
  /** the command, or null for something the workflow did by itself */
  command: Command | null
  /** without a command: what happened (`overdue`, `sealed`) */
  event?: string
}

/**
 * What stands after recording. `void`: nobody had asked for the act, or it was decided on another state than the
 * recorded one; the workflow takes `state` back. `refusal` says why a real command of that id was refused with it.
 */
export interface Recorded<State> {
  seq: number
  state: State
  outcome: 'applied' | 'void'
  refusal?: Refusal
  /** department that now holds it, for the search attribute */
  department?: string
}
