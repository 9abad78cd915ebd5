import { noticePlanner, type PlannedNotice } from '../domain/asking/notices.js'
import { cityCalendar } from '../domain/calendar/city-calendar.js'
import { businessDaysAfter } from '../domain/calendar/due-day.js'
import { chaseKinds } from '../domain/chase/chase-words.js'
import { lastingKinds } from '../domain/correspondence/lasting-kinds.js'
import { askOf } from '../domain/definition/ask-of.js'
import type { AssignmentState } from '../domain/process/assignment.js'
import type { Entry, Instant } from '../domain/process/command.js'
import { type ReceivedCommand, readCommand } from './act-record.js'
import type { AssignmentRow } from './assignment-row.js'
import type { Transaction } from './dependencies.js'
import { directoryOf } from './directory.js'
import { definitionOf } from './snapshots.js'

/** What an act changes besides the state itself. */
export interface ActEffects {
  notices: PlannedNotice[]
  /** notices that have lost their reason, held and frozen ones as well */
  cancel: Cancelled | null
  /** the earliest of the new notices */
  earliest: Instant | null
  /** when a notice that could not be delivered to the post before is due for the new one */
  readdressedAt: Instant
  /** the chase by which it is asked for from now on */
  chase: string | null
  /** the command by which the section asked for a later date, while the office has not decided */
  extensionAsked: string | null
  acceptedVersion: string | null
  askedAt: Instant
  pausedUntil: Instant | null
  checkDueAt: Instant | null
  department?: string
  /** what the trail says besides */
  facts: Record<string, unknown>
}

/** Which notices of the assignment end, and why in words: all of them, those of these kinds, or those of any other kind. */
export interface Cancelled {
  why: string
  only?: readonly string[]
  except?: readonly string[]
}

/** What asks for the owner's work, and what tells of things that are over when it is done: everything but the news of what has happened. */
const passing = { except: lastingKinds }
const chasing = { only: chaseKinds }
/** What another section's people were told of the work; what was for the post itself goes to the new one, and the office is still asked. */
const elsewhere = { except: [...lastingKinds, 'request', 'return', 'edit', 'extension-request'] }

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
    readdressedAt: at,
    chase: row.chase,
    extensionAsked: row.extensionAsked,
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
  const chase = async (policy = row.chase) => {
    const wanted = { owner: next.post, dueAt: next.dueAt, from: at, promisedUntil: effects.pausedUntil }
    if (policy) effects.notices.push(...planner.chase(await directoryOf(tx, row.city), policy, wanted))
  }
  // What the office says of its own act, and the date that the section wished for.
  const given = command?.payload.reason ? { note: command.payload.reason } : {}
  const wish = async () => {
    const asked = row.extensionAsked === null ? null : await readCommand(tx, row.extensionAsked)
    return asked?.payload['wishedAt'] ? { wishedAt: asked.payload['wishedAt'] } : {}
  }
  const receipt = { receiptNo: command?.receiptNo ?? null }
  effects.readdressedAt = planner.next(at)
  if (next.status !== row.state) {
    effects.pausedUntil = null
    effects.checkDueAt = null
    effects.extensionAsked = null
  }

  switch (act) {
    case 'submit': {
      const version = command?.payload.version
      effects.facts = { version: version?.id, versionNo: version?.no, contentHash: version?.hash, late: at > row.dueAt.toISOString() }
      effects.cancel = { why: '提出されたため', ...passing }
      if (next.status === 'accepted') effects.acceptedVersion = next.versionId
      else effects.checkDueAt = businessDaysAfter(cityCalendar(definition.calendar), at, askOf(definition, row)?.checkWithin ?? 5)
      write('receipt', next.post, '提出を受け付けたため', receipt)
      break
    }
    case 'attest':
      effects.cancel = { why: '該当なしの申出があったため', ...passing }
      effects.acceptedVersion = null
      write('attestation', next.post, '該当なしの申出を受け付けたため', receipt)
      break
    case 'accept':
      effects.acceptedVersion = next.versionId
      effects.facts = { version: next.versionId }
      break
    case 'return':
      effects.cancel = { why: '修正を依頼したため', ...passing }
      effects.askedAt = at
      effects.acceptedVersion = null
      effects.facts = { version: row.versionId, afterAcceptance: row.state === 'accepted' || row.state === 'attested' }
      write('return', next.post, '記載内容の確認で修正が必要となったため', { remarks: command?.payload['remarks'] ?? [] })
      await chase()
      break
    case 'extend':
      effects.cancel = { why: '期限を延長したため', only: [...chaseKinds, 'extension-request'] }
      effects.extensionAsked = null
      effects.facts = { previousDueAt: row.dueAt.toISOString() }
      write('extension', next.post, '提出期限を変更したため', { previousDueAt: row.dueAt.toISOString(), ...(await wish()), ...given })
      await chase()
      break
    case 'request-extension': {
      const office = (await directoryOf(tx, row.city)).party(next.post, 'office')
      effects.extensionAsked = command?.id ?? null
      effects.facts = { wishedAt: command?.payload['wishedAt'] ?? null }
      effects.cancel = { why: '改めて延長の申出があったため', only: ['extension-request'] }
      const asked = { wishedAt: command?.payload['wishedAt'] ?? null, note: command?.payload.reason ?? '' }
      if (office) write('extension-request', office, '所管課から提出期限の延長の申出があったため', asked)
      break
    }
    case 'decline-extension':
      // Two answers at one instant: the second finds nothing left to decline, and tells nobody.
      if (row.extensionAsked === null) break
      effects.extensionAsked = null
      effects.facts = { asked: row.extensionAsked }
      write('extension-declined', next.post, '延長の申出について、期限を変えないと決めたため', { ...(await wish()), ...given })
      effects.cancel = { why: '延長の申出に回答したため', only: ['extension-request'] }
      break
    case 'set-chase':
      effects.chase = (command?.payload['chase'] as string | null | undefined) ?? null
      effects.facts = { previousChase: row.chase, chase: effects.chase }
      effects.cancel = { why: '再依頼の段取りを変えたため', ...chasing }
      if (next.status === 'open' || next.status === 'returned') await chase(effects.chase)
      break
    case 'reassign':
      effects.facts = { previousOwner: row.post }
      effects.department = (await directoryOf(tx, row.city)).departmentOf(next.post) ?? ''
      effects.cancel = { why: '担当が変わったため', ...elsewhere }
      write('handover', next.post, '担当が変わったため', { previousPost: row.post, ...given })
      write('handed-over', row.post, '担当が変わったため', given)
      // Aimed anew: the new section has another head and another coordinator.
      if (next.status === 'open' || next.status === 'returned') await chase()
      break
    case 'withdraw':
      effects.cancel = { why: '照会を取り下げたため' }
      effects.acceptedVersion = null
      write('withdrawal', next.post, '照会を取り下げたため', given)
      break
    case 'record-call': {
      const until = command?.payload['until'] as Instant | undefined
      if (!until) break
      effects.pausedUntil = new Date(until).toISOString()
      effects.facts = { promisedUntil: effects.pausedUntil }
      effects.cancel = { why: '電話で約束のあった日まで連絡を控えるため', ...chasing }
      await chase()
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
      effects.cancel = { why: '年度の記録を閉じたため', ...passing }
      effects.facts = { done: row.state, unfinished: row.state === 'open' || row.state === 'returned' || row.state === 'submitted' }
      break
  }
  effects.earliest = effects.notices.map((n) => n.at).sort()[0] ?? null
  return effects
}
