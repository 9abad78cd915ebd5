import type { Instant } from '../process/command.js'
import type { Remark, Tone } from './mail-input.js'

/** Why a post cannot be written to: nobody holds an address for it, the address is none, or a mail server refused it for good. */
export type Obstacle = 'nobody' | 'malformed' | 'refused'

/** What a notice keeps besides what its assignment says. */
export interface NoticeFacts {
  receiptNo?: number | null
  remarks?: Remark[]
  handoverOn?: string
  tone?: Tone
  /** of what a chase planned: which time its rule comes round */
  nth?: number
  wishedAt?: Instant
  note?: string
  /** the meeting that it is about */
  meeting?: string
  /** when the meeting would have begun, before it was moved */
  movedFrom?: Instant
  /** the number of the minutes that are to be checked */
  minutes?: number
  /** the file of the meeting's materials that it tells of */
  document?: string
  /** when the materials leave, of which there are none yet */
  leavesAt?: Instant
}

/** A meeting as it stands, for the notices about it. Instants as JSON has them. */
export interface MeetingOfNotice {
  id: string
  name: string
  bodyName: string
  startsAt: string
  endsAt: string | null
  place: string
  state: string
  /** how often its time or place was changed */
  moves: number
}

/** A notice with all that its mail has to say of it, as the records have it at one moment. */
export interface DueNotice {
  id: string
  kind: string
  /** planned | held, and if held, what for */
  state: string
  heldFor: string | null
  /** the dispatch it was planned for */
  at: Date
  reason: string
  facts: NoticeFacts | null
  processId: string
  cycleId: string
  post: string
  /** what the post is to the assignment: `owner` has it; of any other post its role */
  party: string
  /** how often the post was sent a notice of this kind about the assignment since it was asked, sent back or handed over */
  before: number
  /** nobody has chased the present holder of the post about it, who took it over after it was asked */
  newlyTaken: boolean
  /** the deputy who takes the post's mail that day, and until when (null: without an end); null: no deputy */
  deputy: { until: string | null } | null
  /** where the post's mail goes on that day, as it is spelled there; null: nowhere */
  mailbox: string | null
  obstacle: Obstacle | null
  postTitle: string
  postDepartment: string
  /** who had it before a handover: section and post */
  previousPost: string | null
  stepKey: string
  subject: string
  form: string
  round: string | null
  /** the assignment's */
  status: string
  dueAt: Date
  /** acts of the assignment recorded so far */
  seq: number
  subjectName: string | null
  ownerDepartment: string
  snapshotNo: number
  fiscalYear: number
  /** the meeting of which its facts speak */
  meeting?: MeetingOfNotice | null
}

/** A mail that was sent about an assignment, or a telephone note (`what`: record-call). */
export interface Contact {
  processId: string
  at: Date
  /** kind of the notice, or `record-call` */
  what: string
  /** the post's title; of a call, whom the office says it spoke to */
  to: string
}

/** A sentence of the office's own for one mailbox of a dispatch, or (`mailbox` empty) for all of it. */
export interface CoveringLine {
  slot: Date
  mailbox: string
  text: string
}

/** Notices that leave together, with what else their mails need (prisma/due-notices.ts reads it in one go). */
export interface DueDispatch {
  notices: DueNotice[]
  /** oldest first, at most ten an assignment: for those notices that say what was tried before */
  contacts: Contact[]
  lines: CoveringLine[]
  /** definitions by `{cycle}@{number}` */
  definitions: ReadonlyMap<string, unknown>
}
