import type { Act, AssignmentCourse, Course, Party, PolicyRules } from './chase-course.js'
import { type At, dayOf, instant, isWithin, PlainCalendar } from './plain-calendar.js'

/** One notice planned for a post; cancelled ones are forgotten. */
export interface Planned {
  assignment: string
  rule: string
  kind: string
  post: string
  at: At
}

/** One time of a notice of the policy, before it is held against the others. */
interface Occurrence extends Planned {
  to: Party
  nominal: At
}

/** From the least to the most urgent. */
export const urgency = ['reminder', 'overdue', 'head-notice', 'escalation-proposal']
export const isChase = ({ kind }: { kind: string }): boolean => urgency.includes(kind)

/** What an act tells, and null where it tells nobody: whoever has the assignment, or the office about a section's wish. */
const toldOf: Record<string, string | null> = {
  submit: 'receipt',
  attest: 'attestation',
  return: 'return',
  extend: 'extension',
  reassign: 'handover',
  withdraw: 'withdrawal',
  edit: 'edit',
  'request-extension': 'extension-request',
  'decline-extension': 'extension-declined',
  accept: null,
  'record-call': null,
  'set-chase': null,
}
const replanning = ['return', 'extend', 'reassign', 'set-chase']

/** Follows one assignment from its asking through everything that people did. */
export class Follower {
  private readonly calendar: PlainCalendar
  private status = 'open'
  private owner: string
  private dueAt: At
  /** what was decided for this assignment alone; undefined: nothing */
  private own: string | null | undefined
  private promise: At | null = null
  private planned: Planned[] = []

  constructor(
    private readonly course: Course,
    private readonly assignment: AssignmentCourse,
  ) {
    this.calendar = new PlainCalendar(course.definition.calendar)
    this.owner = assignment.owner
    this.dueAt = assignment.dueAt
  }

  follow(): Planned[] {
    const { askedAt, acts, sealedAt } = this.assignment
    this.tell(askedAt, 'request', this.owner)
    this.chaseFrom(askedAt)
    const takenOver = this.course.handovers.map(({ at, post }) => ({ at, happen: () => this.newHolder(at, post) }))
    const acted = acts.map((act) => ({ at: act.at, happen: () => this.act(act) }))
    const sealed = sealedAt === null ? [] : [{ at: sealedAt, happen: () => this.endChase(sealedAt) }]
    const events = [...takenOver, ...acted, ...sealed].filter(({ at }) => at > askedAt)
    for (const event of events.toSorted((a, b) => a.at.localeCompare(b.at))) event.happen()
    return this.planned
  }

  private awaitsOwner = () => this.status === 'open' || this.status === 'returned'

  private newHolder(at: At, post: string): void {
    const concerned = this.awaitsOwner() ? post === this.owner : this.status === 'submitted' && post === this.assignment.checkPost
    if (concerned) this.tell(at, 'handover', post)
  }

  private act(act: Act): void {
    const { at } = act
    if (act.act === 'extend' || act.act === 'return') this.dueAt = act.dueAt ?? this.dueAt
    const before = this.owner
    if (act.act === 'reassign') this.owner = act.toPost ?? this.owner
    if (act.act === 'set-chase' && !act.inherits) this.own = act.chase ?? null
    if (act.act === 'record-call') this.promise = act.until ?? this.promise
    if (['submit', 'attest', 'accept', 'return'].includes(act.act)) this.promise = null
    const status = {
      submit: this.assignment.checked ? 'submitted' : 'accepted',
      attest: 'attested',
      accept: 'accepted',
      return: 'returned',
    }
    this.status = { ...status, withdraw: 'withdrawn' }[act.act] ?? this.status

    const told = toldOf[act.act]
    if (told === undefined) throw new Error(`The oracle does not know what follows from the act ${act.act}.`)
    if (act.act === 'reassign') this.tell(at, 'handed-over', before)
    if (told !== null) this.tell(at, told, told === 'extension-request' ? (this.partyOf('office') ?? '') : this.owner)
    if (!this.awaitsOwner()) this.endChase(at)
    else if (replanning.includes(act.act) || (act.act === 'record-call' && act.until !== undefined)) this.chaseFrom(at)
  }

  /** What was decided for it alone, else the year's override for the programme or the section, else the definition's, else the ask's own. */
  private policyAt(at: At): string | null {
    if (this.own !== undefined) return this.own
    const { definition, overrides } = this.course
    const { subject, section, chase } = this.assignment
    if (chase === null) return null
    const keys = { programme: subject, section }
    for (const scope of ['programme', 'section'] as const) {
      const last = overrides.filter((one) => one.at <= at && one.scope === scope && one.key === keys[scope]).at(-1)
      if (last?.standing) return last.chase
    }
    const standing = definition.chaseOverrides ?? []
    const found = standing.find((one) => one.programme === subject) ?? standing.find((one) => one.section === section)
    if (!found) return chase
    return found.chase === 'none' ? null : found.chase
  }

  /** What an act causes leaves with the next dispatch after it, if anything is sent about this assignment at all. */
  private tell(at: At, kind: string, post: string): void {
    if (this.policyAt(at) === null) return
    const slot = this.calendar.firstSlot(dayOf(at), (one) => one > at)
    this.planned.push({ assignment: this.assignment.id, rule: kind, kind, post, at: slot })
  }

  /** What would have left later does not; what has left by this instant stays. */
  private endChase(at: At): void {
    this.planned = this.planned.filter((notice) => !isChase(notice) || notice.at <= at)
  }

  private chaseFrom(at: At): void {
    this.endChase(at)
    const policy = this.course.definition.chases.find(({ id }) => id === this.policyAt(at))
    if (!policy) return
    const from = this.promise !== null && this.promise > at ? this.promise : at
    const kept: Occurrence[] = []
    for (const notice of policy.notices)
      for (let time = 0; time < (notice.repeat?.times ?? 1); time++) {
        const next = this.occurrence(policy, notice, time, from)
        if (!next) continue
        const rival = kept.findIndex((one) => one.to === next.to && one.at === next.at)
        const other = kept[rival]
        if (!other) kept.push(next)
        else if (isMoreUrgent(next, other)) kept[rival] = next
      }
    this.planned.push(...kept.map(({ assignment, rule, kind, post, at }) => ({ assignment, rule, kind, post, at })))
  }

  /** One time of one notice of a policy, or null when it is not sent. */
  private occurrence(policy: PolicyRules, notice: PolicyRules['notices'][number], time: number, from: At): Occurrence | null {
    const post = this.partyOf(notice.to)
    if (post === null) return null
    const later = time * (notice.repeat?.everyBusinessDays ?? 0)
    const promised = this.promise !== null && this.promise > this.dueAt ? this.promise : this.dueAt
    const day =
      notice.businessDays > 0
        ? this.calendar.openDaysFrom(dayOf(promised), notice.businessDays + (policy.grace ?? 0) + later)
        : this.calendar.openDaysFrom(dayOf(this.dueAt), notice.businessDays + later)
    const nominal = instant(day, notice.at)
    const isReminder = notice.kind === 'reminder'
    if (isReminder && nominal <= from) return null
    const at = this.calendar.firstSlot(day, (slot, slotDay) => {
      if (slot < nominal || (policy.quiet ?? []).some((period) => isWithin(slotDay, period))) return false
      return isReminder || nominal > this.dueAt || slot > this.dueAt
    })
    if (at <= from || (isReminder && at >= this.dueAt)) return null
    return { assignment: this.assignment.id, rule: `${notice.id}-${time + 1}`, kind: notice.kind, post, at, nominal, to: notice.to }
  }

  private post(fits: (post: Course['posts'][number]) => boolean): string | null {
    return this.course.posts.find(fits)?.id ?? null
  }

  /** officer → coordinator of the bureau → head of the section → (proposed only) the office */
  private partyOf(party: Party): string | null {
    const section = this.course.posts.find(({ id }) => id === this.owner)?.department
    const bureau = this.course.departments.find(({ key }) => key === section)?.bureau
    const sections = this.course.departments.filter((one) => one.bureau === bureau).map(({ key }) => key)
    switch (party) {
      case 'owner':
        return this.owner
      case 'coordinator':
        return this.post(({ role, department }) => role === 'coordinator' && sections.includes(department))
      case 'head':
        return this.post(({ role, department }) => role === 'head' && department === section)
      case 'office':
        return this.post(({ role }) => role === 'office')
    }
  }
}

function isMoreUrgent(a: { kind: string; nominal: At }, b: { kind: string; nominal: At }): boolean {
  const more = urgency.indexOf(a.kind) - urgency.indexOf(b.kind)
  return more > 0 || (more === 0 && a.nominal > b.nominal)
}
