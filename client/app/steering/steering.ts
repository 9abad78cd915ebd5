import type { Instant } from '../../../domain/process/command.js'
import type { Connections } from '../connections.js'
import { type Rescheduling, rescheduleStep } from '../reschedule.js'
import { type MailSettlement, settleMail } from '../settle-mail.js'
import { chaseRules } from '../views/chase-rules.js'
import { readCycles } from '../views/read-cycle.js'
import { answerOverride, type OverrideAnswer } from './answer-override.js'
import { askOverride, type OverrideAsk, pendingOverrides } from './ask-override.js'
import { type AddressClearing, clearAddress } from './clear-address.js'
import { consequencesIn } from './consequences-in.js'
import { type CoveringWord, changeCoveringLine } from './covering-line.js'
import { decideExtension, type ExtensionDecision, unfitDueDate } from './decide-extension.js'
import { decideEscalation, type EscalationDecision } from './escalation.js'
import { type ChaseOutlook, type ChaseWord, foreseeChase } from './foresee-chase.js'
import { foreseeExtension } from './foresee-extension.js'
import { changeDispatch, type DispatchChange } from './hold-dispatch.js'
import { changeNotice, type NoticeChange } from './hold-notice.js'
import { type MailRelease, releaseMails } from './release-mails.js'
import { type ChaseChange, overrideChase } from './set-chase.js'
import { mailSettled, stepEvents } from './step-acts.js'

/** How the office steers a running year: dates, gates, and what the mail does. */
export const createSteering = (connections: Connections) => {
  const { db } = connections
  return {
    /** what another opening or due date of a step would bring: its dates, and what becomes of the assembly and the statutory end */
    foresee: (cycleId: string, step: string, dates: { opensAt?: Instant; dueAt?: Instant }) =>
      consequencesIn(db, cycleId, { [step]: dates }),
    /** what a later date of one assignment would bring to the year */
    foreseeExtension: (processId: string, until: Instant) => foreseeExtension(db, processId, until),
    /** why a due date cannot be moved to another date, in a sentence; null: it can */
    async unfitDueDate(cycleId: string, present: Instant, wished: Instant): Promise<string | null> {
      const [cycle] = await readCycles(db, { id: cycleId })
      return cycle ? unfitDueDate(cycle.definition, present, wished, cycle.row.now) : null
    },
    decideExtension: (decision: ExtensionDecision) => decideExtension(connections, decision),
    /** 再依頼の段取り of a year, with what the office has said otherwise */
    chaseRules: (cycleId: string) => chaseRules(db, cycleId),
    /** what a word about a section or a programme would change */
    async foreseeChase(cycleId: string, word: ChaseWord): Promise<ChaseOutlook | null> {
      const [cycle] = await readCycles(db, { id: cycleId })
      return cycle ? foreseeChase(db, { cycleId, definition: cycle.definition, now: new Date(cycle.row.now) }, word) : null
    },
    overrideChase: (change: ChaseChange) => overrideChase(connections, change),
    reschedule: (moving: Rescheduling) => rescheduleStep(connections, moving),
    stepEvents: (stepId: string) => stepEvents(db, stepId),
    pendingOverrides: (stepId: string) => pendingOverrides(db, stepId),
    askOverride: (ask: OverrideAsk) => askOverride(connections, ask),
    answerOverride: (answer: OverrideAnswer) => answerOverride(connections, answer),
    changeNotice: (change: NoticeChange) => changeNotice(connections, change),
    changeDispatch: (change: DispatchChange) => changeDispatch(connections, change),
    changeCoveringLine: (word: CoveringWord) => changeCoveringLine(connections, word),
    clearAddress: (clearing: AddressClearing) => clearAddress(connections, clearing),
    releaseMails: (release: MailRelease) => releaseMails(connections, release),
    decideEscalation: (decision: EscalationDecision) => decideEscalation(connections, decision),
    settleMail: (settlement: MailSettlement) => settleMail(connections, settlement),
    mailSettled: (mailId: string) => mailSettled(db, mailId),
  }
}
export type Steering = ReturnType<typeof createSteering>
