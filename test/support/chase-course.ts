import type { At, Day, SendingRules } from './plain-calendar.js'

type Chase = 'reminder' | 'overdue' | 'head-notice' | 'escalation-proposal'
export type Party = 'owner' | 'coordinator' | 'head' | 'office'

export interface PolicyRules {
  id: string
  grace?: number | undefined
  quiet?: readonly { from: string; to: string }[] | undefined
  notices: readonly {
    id: string
    kind: Chase
    businessDays: number
    at: string
    to: Party
    repeat?: { everyBusinessDays: number; times: number } | undefined
  }[]
}

/** As much of a definition as decides who is written to, and when. */
export interface ChaseRules {
  calendar: SendingRules
  chases: readonly PolicyRules[]
  chaseOverrides?: readonly Override[] | undefined
}

/** Of a programme or of a section. */
interface Override {
  programme?: string | undefined
  section?: string | undefined
  /** id of a chase, or `none`: nothing is sent */
  chase: string
}

export interface Course {
  definition: ChaseRules
  /** key and bureau of each section */
  departments: readonly { key: string; bureau: string }[]
  posts: readonly { id: string; department: string; role: string; mailbox: string }[]
  /** who takes a post's mail to an address of their own, and in which days (both included) */
  holdings: readonly { post: string; kind: string; from: Day; until: Day | null; email: string }[]
  /** the year's own overrides, in the order in which they were made; `standing: false` takes one back */
  overrides: readonly { at: At; scope: string; key: string; chase: string | null; standing: boolean }[]
  assignments: readonly AssignmentCourse[]
  /** posts that changed hands, and when their new holders were told */
  handovers: readonly { post: string; at: At }[]
}

export interface AssignmentCourse {
  id: string
  /** the programme, and the section that it belongs to */
  subject: string
  section: string
  /** the chase of its ask */
  chase: string | null
  checked: boolean
  checkPost: string | null
  askedAt: At
  owner: string
  dueAt: At
  /** what people did, in the order of receipt: applied acts only */
  acts: readonly Act[]
  /** when its year was sealed */
  sealedAt: At | null
}

export interface Act {
  /** when it was received */
  at: At
  act: string
  /** extend, return: the new due instant */
  dueAt?: At
  /** record-call: what was promised */
  until?: At
  /** reassign: the id of the post */
  toPost?: string
  /** set-chase: for this assignment alone; `inherits`: because its section's or its programme's override has changed */
  chase?: string | null
  inherits?: boolean
}
