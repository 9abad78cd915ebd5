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
  /** accept, return, withdraw: the status in which the command was received; another one by now refuses the act */
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

/** Whether a text is an instant in the one spelling that projections give back; workflows compare instants as text. */
export const isInstant = (value: unknown): value is Instant =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) && !Number.isNaN(Date.parse(value))

const references = ['id', 'act', 'post', 'versionId', 'seen', 'toPost', 'requirement'] as const
const instants = ['dueAt', 'opensAt'] as const

/** Whether what came in has the shape of a command: an Update can be sent by anybody who reaches the engine. */
export function isCommand(value: unknown): value is Command {
  if (typeof value !== 'object' || value === null) return false
  const given = value as Record<string, unknown>
  const words = references.every(
    (key) => given[key] === undefined || (typeof given[key] === 'string' && (given[key] as string).length <= 300),
  )
  const named = given['id'] !== undefined && given['act'] !== undefined && given['post'] !== undefined
  return words && named && instants.every((key) => given[key] === undefined || isInstant(given[key]))
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
