import { cityCalendar } from '../domain/calendar/city-calendar.js'
import { businessDaysAfter } from '../domain/calendar/due-day.js'
import { askOf } from '../domain/definition/ask-of.js'
import type { AssignmentState } from '../domain/process/assignment.js'
import type { Entry, Instant } from '../domain/process/command.js'
import type { ReceivedCommand } from './act-record.js'
import type { AssignmentRow } from './assignment-row.js'
import type { Transaction } from './dependencies.js'
import { directoryOf } from './directory.js'
import { noticePlanner, type PlannedNotice } from './notices.js'
import { definitionOf } from './snapshots.js'

/** What an act changes besides the state itself. */
export interface ActEffects {
  notices: PlannedNotice[]
  /** planned notices that have lost their reason; `before`: only those due before it */
  cancel: { why: string; all: boolean; before?: Instant } | null
  /** the earliest of the new notices */
  earliest: Instant | null
  acceptedVersion: string | null
  askedAt: Instant
  pausedUntil: Instant | null
  checkDueAt: Instant | null
  department?: string
  /** what the trail says besides */
  facts: Record<string, unknown>
}

const lasting = (at: Date | null): Instant | null => at?.toISOString() ?? null

/** Works out the effects of an act that is going to be recorded: whom to write to, what not to write any more, what to say in the trail. */
export async function effectsOf(
  tx: Transaction,
  row: AssignmentRow,
  entry: Entry<AssignmentState>,
  command: ReceivedCommand | null,
  at: Instant,
): Promise<ActEffects> {
  const effects: ActEffects = {
    notices: [],
    cancel: null,
    earliest: null,
    acceptedVersion: row.acceptedVersion,
    askedAt: row.askedAt.toISOString(),
    // A promise by telephone and the checker's time last until something is handed in, checked or sent back.
    pausedUntil: lasting(row.pausedUntil),
    checkDueAt: lasting(row.checkDueAt),
    facts: {},
  }
  const act = command?.act ?? entry.event
  const definition = await definitionOf(tx, row.cycleId, row.snapshotNo)
  const planner = noticePlanner(definition, row.id, entry.seq)
  const next = entry.next
  // An assignment without a chase policy is the office's own work: it is seen on the pages and needs no mail.
  const write = (kind: string, post: string, reason: string, facts?: Record<string, unknown>) => {
    if (row.chase) effects.notices.push(planner.now(kind, post, at, reason, facts))
  }
  const chase = async (from: Instant) => {
    if (row.chase) effects.notices.push(...planner.chase(await directoryOf(tx, row.city), row.chase, next.post, next.dueAt, from))
  }
  const receipt = { receiptNo: command?.receiptNo ?? null }
  const paused = lasting(row.pausedUntil)
  const quietUntil = paused !== null && paused > at ? paused : at
  if (next.status !== row.state) {
    effects.pausedUntil = null
    effects.checkDueAt = null
  }

  switch (act) {
    case 'submit': {
      const version = command?.payload.version
      effects.facts = { version: version?.id, versionNo: version?.no, contentHash: version?.hash, late: at > row.dueAt.toISOString() }
      effects.cancel = { why: '提出されたため', all: false }
      if (next.status === 'accepted') effects.acceptedVersion = next.versionId
      else effects.checkDueAt = businessDaysAfter(cityCalendar(definition.calendar), at, askOf(definition, row)?.checkWithin ?? 5)
      write('receipt', next.post, '提出を受け付けたため', receipt)
      break
    }
    case 'attest':
      effects.cancel = { why: '該当なしの申出があったため', all: false }
      effects.acceptedVersion = null
      write('attestation', next.post, '該当なしの申出を受け付けたため', receipt)
      break
    case 'accept':
      effects.acceptedVersion = next.versionId
      effects.facts = { version: next.versionId }
      break
    case 'return':
      effects.cancel = { why: '修正を依頼したため', all: false }
      effects.askedAt = at
      effects.acceptedVersion = null
      effects.facts = { version: row.versionId, afterAcceptance: row.state === 'accepted' || row.state === 'attested' }
      write('return', next.post, '記載内容の確認で修正が必要となったため', { remarks: command?.payload['remarks'] ?? [] })
      await chase(at)
      break
    case 'extend':
      effects.cancel = { why: '期限を延長したため', all: false }
      effects.facts = { previousDueAt: row.dueAt.toISOString() }
      write('extension', next.post, command?.payload.reason ?? '提出期限を変更したため', { previousDueAt: row.dueAt.toISOString() })
      await chase(quietUntil)
      break
    case 'reassign':
      effects.facts = { previousOwner: row.post }
      effects.department = (await directoryOf(tx, row.city)).departmentOf(next.post) ?? ''
      effects.cancel = { why: '担当が変わったため', all: false }
      write('handover', next.post, '担当が変わったため', { previousPost: row.post })
      // Aimed anew: the new section has another head and another coordinator.
      if (next.status === 'open' || next.status === 'returned') await chase(quietUntil)
      break
    case 'withdraw':
      effects.cancel = { why: '照会を取り下げたため', all: true }
      effects.acceptedVersion = null
      write('withdrawal', next.post, '照会を取り下げたため')
      break
    case 'record-call': {
      const until = command?.payload['until'] as Instant | undefined
      if (until) {
        effects.pausedUntil = until
        effects.cancel = { why: '電話で約束のあった日まで連絡を控えるため', all: false, before: until }
        effects.facts = { promisedUntil: until }
      }
      break
    }
    case 'nudge':
      write(row.overdue ? 'overdue' : 'reminder', next.post, '事務局が改めてお知らせするため')
      break
    case 'edit': {
      const version = command?.payload.version
      const consent = command?.payload['consent']
      effects.facts = {
        version: version?.id,
        versionNo: version?.no,
        contentHash: version?.hash,
        edits: row.versionId,
        ...(consent ? { consent } : {}),
      }
      if (next.status === 'accepted') effects.acceptedVersion = next.versionId
      write('edit', next.post, command?.payload.reason ?? '事務局で字句を修正したため')
      break
    }
    case 'sealed':
      effects.cancel = { why: '年度の記録を閉じたため', all: false }
      effects.facts = { done: row.state, unfinished: row.state === 'open' || row.state === 'returned' || row.state === 'submitted' }
      break
  }
  effects.earliest = effects.notices.map((n) => n.at).sort()[0] ?? null
  return effects
}
