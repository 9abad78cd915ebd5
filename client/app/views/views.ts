import type { Instant } from '../../../domain/process/command.js'
import type { Database } from '../../../prisma/db.js'
import { escalationProposals } from '../steering/escalation.js'
import { assignmentList, type ListQuery, type Seer } from './assignment-list.js'
import { chaseExplained } from './chase-explained.js'
import { type ComingQuery, comingDispatches } from './coming-dispatches.js'
import { comingMail } from './coming-mail.js'
import { comingMails } from './coming-mails.js'
import { currentYears } from './current-years.js'
import { cycleStatus } from './cycle-status.js'
import { editionFile } from './edition-file.js'
import { foretoldMail } from './foretold-mail.js'
import { heldMails, mailsStopped } from './held-mails.js'
import { type AssignmentFilter, listAssignments } from './list-assignments.js'
import { listCycles } from './list-cycles.js'
import { listMails, type MailFilter, mailCounts, mailHtml, showMail } from './mails.js'
import { noticeExplained } from './notice-explained.js'
import { showAssignment } from './show-assignment.js'
import { toDecide } from './to-decide.js'
import { toSettle } from './to-settle.js'
import { trailPlace } from './trail-place.js'
import { type TrailFilter, trailRows } from './trail-rows.js'
import { trailSections, trailSteps } from './trail-steps.js'
import { verifyTrail } from './verify-trail.js'
import { waitingFor } from './waiting.js'

/** All that pages may read, and nothing by which anything could be changed. */
export const viewsOf = (db: Database) => ({
  currentYears: (cities: string[]) => currentYears(db, cities),
  listCycles: (city?: string) => listCycles(db, city),
  cycleStatus: (cycleId: string) => cycleStatus(db, cycleId),
  /** 提出状況: one page of the year's assignments as `seer` may see them, and everything counted */
  assignmentList: (cycleId: string, seer: Seer, query: ListQuery) => assignmentList(db, cycleId, seer, query),
  listAssignments: (cycleId: string, filter?: AssignmentFilter) => listAssignments(db, cycleId, filter),
  showAssignment: (id: string) => showAssignment(db, id),
  trailRows: (cycleId: string, filter?: TrailFilter) => trailRows(db, cycleId, filter),
  trailPlace: (cycleId: string, filter: TrailFilter, page: number) => trailPlace(db, cycleId, filter, page),
  trailSteps: (cycleId: string) => trailSteps(db, cycleId),
  trailSections: (city: string) => trailSections(db, city),
  verifyTrail: (cycleId: string) => verifyTrail(db, cycleId),
  waitingFor: (cycleIds: string[]) => waitingFor(db, cycleIds),
  comingMails: (city: string) => comingMails(db, city),
  /** 送信予定: one page of coming mails, and everything counted */
  comingDispatches: (city: string, query: ComingQuery) => comingDispatches(db, city, query),
  comingMail: (city: string, of: { slot: Instant; box: string; publicUrl: string }) => comingMail(db, city, of),
  /** a mail of steps that have not opened, by the plan */
  foretoldMail: (city: string, of: { slot: Instant; box: string; publicUrl: string }) => foretoldMail(db, city, of),
  /** what of a city's mail waits for the office */
  heldMails: (city: string) => heldMails(db, city),
  mailsStopped: (cities: string[]) => mailsStopped(db, cities),
  noticeExplained: (id: string) => noticeExplained(db, id),
  chaseExplained: (processId: string) => chaseExplained(db, processId),
  listMails: (city: string, filter?: MailFilter) => listMails(db, city, filter),
  mailCounts: (city: string) => mailCounts(db, city),
  mailHtml: (id: string) => mailHtml(db, id),
  showMail: (id: string) => showMail(db, id),
  escalationProposals: (city: string) => escalationProposals(db, city),
  /** what waits for a decision of the office, of these years of a city */
  toDecide: (city: string, cycleIds: string[]) => toDecide(db, city, cycleIds),
  toSettle: (city: string) => toSettle(db, city),
  editionFile: (cycleId: string, path: string) => editionFile(db, cycleId, path),
  /** whether the database answers; throws when it does not */
  ping: async () => {
    await db.$queryRaw`SELECT 1`
  },
})
export type Views = ReturnType<typeof viewsOf>
