import type { Instant } from '../process/command.js'

/** Why a mail is sent. One mail may hold items of several kinds: there is one mail per mailbox and dispatch. */
export type NoticeKind =
  | 'request'
  | 'reminder'
  | 'overdue'
  | 'head-notice'
  | 'escalation-proposal'
  | 'escalation'
  | 'receipt'
  | 'return'
  | 'extension'
  | 'handover'
  | 'handed-over'
  | 'invitation'
  | 'meeting-moved'
  | 'meeting-cancelled'
  | 'materials'
  | 'materials-missing'
  | 'minutes-check'
  | 'acceptance'
  | 'attestation'
  | 'withdrawal'
  | 'edit'
  | 'confirmation'
  | 'extension-request'
  | 'extension-declined'
  | 'member-request'
  | 'member-reminder'
  | 'member-return'
  | 'member-receipt'

/** What the checker asks to be mended, by the label of the field. */
export interface Remark {
  field: string
  text: string
}

/** One matter of a mail: one assignment, and why it is written about. */
export interface NoticeItem {
  kind: NoticeKind
  /** receipt number of what was handed in, or null */
  number: number | string | null
  /** finds the task after sign-in: the assignment's workflow id */
  task: string
  /** what is asked, e.g. 施策検証シート（見込） */
  title: string
  /** the programme, or what else is asked about */
  subjectName: string
  department: string
  /** where it is on the pages, counted from `publicUrl`; missing: the reader has no page of it */
  page?: string
  /** false: a meeting or a decision, which is held and recorded rather than handed in; default: true */
  isSubmission?: boolean
  /** to a member of a body: nobody has to hand it in */
  isOptional?: boolean
  /** true: it goes to the coordinator of the bureau, who has nothing to hand in */
  toCoordinator?: boolean
  /** which time this is said to the post: 2 the second time */
  nth?: number
  /** when it must be handed in; for an invitation, when the meeting begins */
  dueAt: Instant | null
  /** where it stands, in the words of the screens (未着手, 期限超過３日, …) */
  status: string
  /** one sentence: the rule or the act that caused this mail; empty: not said */
  reason: string
  remarks?: Remark[]
  /** handover: the post that had it before */
  previousPost?: string
  /** handover: the day (YYYY-MM-DD) from which the new post has it */
  handoverOn?: string
  /** business days since the due instant */
  daysLate?: number
  /** how far the chase has come, as its policy says */
  tone?: Tone
  /** to heads, coordinators and the office: what the section has been told so far, oldest first; `what` and `to` in words */
  told?: { at: Instant; what: string; to: string }[]
  /** of a meeting: where, and until when */
  place?: string
  /** meeting-moved: when it would have begun */
  movedFrom?: Instant
  /** the date that the section wished for */
  wishedAt?: Instant
  /** the reason that a person gave */
  note?: string
}

/** How a chase speaks: as usual; more plainly; for the last time before the office is asked to decide. */
export type Tone = 'ordinary' | 'firm' | 'last'

export interface MailInput {
  /** e.g. 川崎市 */
  city: string
  /** e.g. 経済労働局産業政策部企画課 */
  office: string
  reportTitle: string
  fiscalYear: number
  /** a post, never a person */
  addressee: { title: string; department: string }
  /** a deputy reads it, until this day (YYYY-MM-DD; null: without an end) */
  deputy?: { until: string | null }
  /** what the mail says holds as of this instant; it also dates the mail */
  asOf: Instant
  /** where one signs in. The mail can be acted on without it: the task number finds the task. */
  publicUrl: string
  items: NoticeItem[]
  /** true: all of it is for members of bodies, who are no part of the city's offices */
  toMembers?: boolean
  /** the document number (文書番号), for offices that number their notices */
  number?: string
  /** a sentence of the office's own before the end of the letter */
  closing?: string
  /** whom to ask: telephone, extension. Default: a reply to this mail. */
  contact?: string
}

export interface ComposedMail {
  /** one line, never a control character */
  subject: string
  /** reads alone, in lines of at most 38 full-width characters */
  text: string
  /** the same content; no external resource, nothing lost when a gateway strips it */
  html: string
}
