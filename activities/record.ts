import { lastingKinds } from '../domain/correspondence/lasting-kinds.js'
import type { AssignmentState } from '../domain/process/assignment.js'
import { fingerprint, isDone, wakeOf } from '../domain/process/assignment.js'
import type { Entry, Instant, Recorded, Refusal } from '../domain/process/command.js'
import { canonical } from '../domain/trail/canonical.js'
import { changeGates, owingReactors } from '../prisma/gates.js'
import { Prisma } from '../prisma/generated/client.js'
import { mayLeave, plannedIf } from '../prisma/may-leave.js'
import { appendTrail } from '../prisma/trail.js'
import type { AssignmentActivities } from '../workflows/assignment/contract.js'
import { type ActEffects, type Cancelled, effectsOf } from './act-effects.js'
import { commandFacts, dismissAct, judge, type ReceivedCommand, readCommand } from './act-record.js'
import { type AssignmentRow, assignmentStateOf, lockAssignment } from './assignment-row.js'
import type { Dependencies, Transaction } from './dependencies.js'
import { pokeAll } from './poke.js'
import { gatesTouched, reactorsOf } from './reactors.js'

/**
 * Records one act of an assignment: projection, command, notices, gates and trail in one transaction, then wakes those it
 * concerns. Called again for the same act it answers from what stands and wakes them again. Locks: the assignment's own
 * projection, its command, its notices and then gates in the order of their ids, the chain's head.
 */
export function createRecord({ db, temporal, log }: Dependencies): AssignmentActivities {
  return {
    async record(entry) {
      const { recorded, pokes } = await db.$transaction(async (tx) => {
        const row = await lockAssignment(tx, entry.processId)
        const command = entry.command ? await readCommand(tx, entry.command.id) : null
        if (row.seq >= entry.seq) {
          const stands = entry.command ? command?.state === 'applied' && command.seq === entry.seq : entry.event !== 'sealed' || row.sealed
          const outcome = stands ? ('applied' as const) : ('void' as const)
          const pokes = await owingReactors(tx, await reactorsOf(tx, row))
          return { recorded: { seq: row.seq, state: assignmentStateOf(row), outcome }, pokes }
        }
        if (row.seq !== entry.seq - 1)
          throw new Error(`${entry.processId} is at act ${row.seq}, act ${entry.seq} was to be recorded: its records were set back.`)
        const verdict = judgeAct(row, entry, command)
        return verdict.applies ? apply(tx, row, entry, command) : dismiss(tx, row, entry, command, verdict)
      })
      if (recorded.outcome === 'void') log.warn({ process: entry.processId, seq: entry.seq }, 'an act was void')
      await pokeAll(temporal, pokes)
      return recorded
    },
  }
}

/** A seal counts only while the cycle seals; after it nothing counts. */
function judgeAct(row: AssignmentRow, entry: Entry<AssignmentState>, command: ReceivedCommand | null): ReturnType<typeof judge> {
  if (row.sealed) return { applies: false, forged: false, refusal: 'sealed' }
  if (entry.event === 'sealed' && row.cycleState !== 'sealing') return { applies: false, forged: true, refusal: 'not-closed' }
  return judge(command, entry.command, entry.processId, fingerprint(assignmentStateOf(row)) === entry.base)
}

type Outcome = { recorded: Recorded<AssignmentState>; pokes: string[] }

async function apply(
  tx: Transaction,
  row: AssignmentRow,
  entry: Entry<AssignmentState>,
  command: ReceivedCommand | null,
): Promise<Outcome> {
  const at = command ? command.receivedAt : entry.event === 'overdue' ? row.dueAt : row.now
  const effects = await effectsOf(tx, row, entry, command, at.toISOString())
  const earliest = await project(tx, row, entry, effects, at)
  const owing = await changeGates(tx, await gatesTouched(tx, row, entry, earliest, command?.payload['consent'] !== undefined))
  await appendTrail(tx, row.cycleId, [
    {
      key: command?.id ?? `${row.id}/${entry.seq}`,
      kind: command ? 'applied' : (entry.event ?? 'noted'),
      processId: row.id,
      body: canonical({
        kind: command ? 'applied' : entry.event,
        process: row.id,
        seq: entry.seq,
        at: at.toISOString(),
        from: row.state,
        to: entry.next.status,
        owner: entry.next.post,
        dueAt: entry.next.dueAt,
        ...(command ? commandFacts(command) : {}),
        ...effects.facts,
      }),
    },
  ])
  return {
    recorded: { seq: entry.seq, state: entry.next, outcome: 'applied', ...(effects.department ? { department: effects.department } : {}) },
    pokes: owing.filter((id) => id !== row.id),
  }
}

/** @returns the earliest of the notices that are new or aimed anew */
async function project(
  tx: Transaction,
  row: AssignmentRow,
  entry: Entry<AssignmentState>,
  effects: ActEffects,
  at: Date,
): Promise<Instant | null> {
  const next = entry.next
  const moved = next.post !== row.post
  const ending = Prisma.sql`(${endingOf(effects.cancel)} OR (${moved} AND state = 'claimed' AND post = ${row.post} AND kind <> ALL(${[...lastingKinds]})))`
  const leaves = (post: Prisma.Sql) => mayLeave(Prisma.sql`${row.mailsLeave}::bool`, post, Prisma.sql`${next.post}`)
  const wake: Instant | null = entry.event === 'sealed' ? null : wakeOf(next)
  const aimed = await tx.$queryRaw<{ earliest: Date | null }[]>`
    WITH projected AS (
      UPDATE process SET state = ${next.status}, seq = ${entry.seq}, due_at = ${next.dueAt}::timestamptz, post = ${next.post}, version_id = ${next.versionId},
        overdue = ${next.overdue}, wake_at = ${wake}::timestamptz, updated_at = ${at}, started = true,
        accepted_version = ${effects.acceptedVersion}, sealed = ${entry.event === 'sealed'}, asked_at = ${effects.askedAt}::timestamptz,
        paused_until = ${effects.pausedUntil}::timestamptz, check_due_at = ${effects.checkDueAt}::timestamptz,
        chase = ${effects.chase}, extension_asked = ${effects.extensionAsked},
        closed_at = CASE WHEN ${isDone(next.status)} THEN coalesce(closed_at, ${at}) END
      WHERE id = ${row.id} AND seq = ${entry.seq - 1}),
    settled AS (
      UPDATE command SET state = 'applied', seq = ${entry.seq}, settled_at = ${at}, outcome = ${JSON.stringify({ status: next.status, seq: entry.seq })}::jsonb
      WHERE id = ${entry.command?.id ?? null} AND state = 'received'),
    own AS MATERIALIZED (
      SELECT id FROM notice WHERE process_id = ${row.id} AND state IN ('planned', 'held', 'claimed') AND (${moved} OR ${ending})
      ORDER BY id FOR UPDATE),
    cancelled AS (
      UPDATE notice SET state = 'cancelled', ended = ${effects.cancel?.why ?? null}
      WHERE id IN (SELECT id FROM own) AND state IN ('planned', 'held', 'claimed') AND ${ending}),
    may AS (SELECT ${leaves(Prisma.sql`${next.post}`)} AS leave),
    aimed AS (
      UPDATE notice SET post = ${next.post},
        state = CASE WHEN NOT may.leave THEN 'held' WHEN held_for = 'address' THEN 'planned' ELSE state END,
        held_for = CASE WHEN NOT may.leave AND (state = 'planned' OR held_for IN ('address', 'letter')) THEN 'release' ELSE nullif(held_for, 'address') END,
        at = CASE WHEN held_for = 'address' THEN greatest(at, ${effects.readdressedAt}::timestamptz) ELSE at END
      FROM may WHERE ${moved} AND id IN (SELECT id FROM own) AND state IN ('planned', 'held') AND post = ${row.post} AND NOT ${ending}
      RETURNING state, at),
    planned AS (
      INSERT INTO notice (id, process_id, cycle_id, city, rule, kind, post, at, reason, facts, state, held_for)
      SELECT n.id, ${row.id}, ${row.cycleId}, ${row.city}, n.rule, n.kind, n.post, n.at, n.reason, n.facts, ${plannedIf(leaves(Prisma.sql`n.post`))}
      FROM jsonb_to_recordset(${JSON.stringify(effects.notices)}::jsonb) AS n(id text, rule text, kind text, post text, at timestamptz, reason text, facts jsonb))
    SELECT min(at) AS earliest FROM aimed WHERE state = 'planned'`
  const instants = [aimed[0]?.earliest?.toISOString(), effects.earliest ?? undefined].filter((one) => one !== undefined)
  return instants.sort()[0] ?? null
}

/** Which notices lose their reason, as a condition on `notice`. */
function endingOf(cancel: Cancelled | null): Prisma.Sql {
  if (cancel === null) return Prisma.sql`FALSE`
  if (cancel.only) return Prisma.sql`kind = ANY(${[...cancel.only]})`
  return Prisma.sql`kind <> ALL(${[...(cancel.except ?? [])]})`
}

/** Uses up the act's number and changes nothing else, so that the workflow can go on. */
async function dismiss(
  tx: Transaction,
  row: AssignmentRow,
  entry: Entry<AssignmentState>,
  command: ReceivedCommand | null,
  verdict: { forged: boolean; refusal: Refusal },
): Promise<Outcome> {
  const at = row.now
  await tx.$executeRaw`UPDATE process SET seq = ${entry.seq}, started = true WHERE id = ${row.id}`
  const pokes = row.cycleState === 'sealing' ? await changeGates(tx, [{ id: row.cycleId, bump: 'always' }]) : []
  await dismissAct(tx, row, entry, command, verdict, at)
  return { recorded: { seq: entry.seq, state: assignmentStateOf(row), outcome: 'void', refusal: verdict.refusal }, pokes }
}
