import type { Instant } from '../../domain/process/command.js'

/** What a person asks for. `id` is the idempotency key: asked twice with one id, it happens once and is answered alike. */
export interface Request {
  id?: string
  processId: string
  act: string
  /** id of the post that acts */
  post: string
  person?: string
  via: 'page' | 'cli' | 'player'
  /** submit: what is handed in; edit: the whole content as it shall read */
  content?: unknown
  /** submit: the revision of the draft that is handed in; words that somebody saved after it refuse the act (0: there was no draft) */
  draftRevision?: number
  /** accept, edit: the version that was looked at */
  versionId?: string
  /** extend, reschedule: the new due instant; return: when other than the definition's number of days */
  dueAt?: Instant
  /** reschedule: the new opening instant */
  opensAt?: Instant
  /** submit, attest: how the section's head agreed; `oral`: by word of mouth, entered by the acting post */
  confirmed?: 'self' | 'oral'
  /** edit of figures or meaning: who of the section agreed, and when, in words */
  consent?: string
  /** reassign: the post that takes over */
  toPost?: string
  /** record-call: whom the office spoke to (a post, in words), and what was said */
  whom?: string
  said?: string
  /** record-call: promised until; no chase before then */
  until?: Instant
  /** request-extension: the date that the section wishes for */
  wishedAt?: Instant
  /** set-chase: a chase of the definition for this one assignment; null: nothing is sent */
  chase?: string | null
  /** override: the requirement, and the second person's post */
  requirement?: string
  second?: string
  reason?: string
  /** return: what is to be mended, field by field */
  remarks?: { field: string; text: string }[]
  /** amend, replan: what the cycle's record needs, prepared by the application */
  prepared?: Record<string, unknown>
}
