import { setTimeout as delay } from 'node:timers/promises'
import type { Definition } from '../../../domain/definition/schema.js'
import { canonical, sha256 } from '../../../domain/trail/canonical.js'
import { standingOverrides } from '../../../prisma/chase-overrides.js'
import { nowOf } from '../../../prisma/clock.js'
import { changeGates } from '../../../prisma/gates.js'
import { snapshotBody } from '../../../prisma/snapshots.js'
import { appendTrail, type Transaction } from '../../../prisma/trail.js'
import { applyCommand } from '../apply.js'
import type { Connections } from '../connections.js'
import { Refused } from '../errors.js'
import { receiveIn, refuseUnwritable } from '../receive.js'
import { type ChaseWord, foreseeChase } from './foresee-chase.js'
import { mustBeOffice } from './hold-notice.js'
import { keepSettled } from './settled-command.js'

/** The office says how a section or a programme is chased in one year. */
export interface ChaseChange extends ChaseWord {
  /** idempotency key */
  id: string
  cycleId: string
  reason: string
  post: string
  person: string
}

/** Acts that go to the engine side by side, and how long an answer waits for them, in milliseconds; the relay goes on with the others. */
const hands = 8
const patience = 3_000

/**
 * Writes the word down, and asks every assignment in its reach to be chased by it: one command each, received together with it.
 * What is asked for later follows it by itself. Once; a second time nothing happens.
 * @returns how many assignments are chased otherwise
 * @throws Refused: not the office, no reason, no such section, programme or chase, or nothing would be different
 */
export async function overrideChase(connections: Connections, change: ChaseChange): Promise<number> {
  refuseUnwritable(change)
  if (change.reason.trim() === '') throw new Refused('incomplete-command', ['理由を書いてください。記録に残ります。'])
  const commands = await connections.db.$transaction((tx) => overrideIn(tx, change), { timeout: 60_000 })
  const queue = [...commands]
  const applying = Promise.all(
    Array.from({ length: Math.min(hands, queue.length) }, async () => {
      for (let id = queue.shift(); id !== undefined; id = queue.shift()) await applyCommand(connections, id)
    }),
  )
  // They are received: whatever breaks here is the relay's to do again.
  await Promise.race([applying.catch(() => undefined), delay(patience, undefined, { ref: false })])
  return commands.length
}

async function overrideIn(tx: Transaction, change: ChaseChange): Promise<string[]> {
  const { id, cycleId, scope, key, chase, standing, reason, post, person } = change
  // A record holds the year FOR SHARE, a step its gate: whoever is asked meanwhile comes wholly before or after this.
  const [cycle] = await tx.$queryRaw<{ city: string; state: string; snapshotNo: number }[]>`
    SELECT city, state, snapshot_no AS "snapshotNo" FROM process WHERE id = ${cycleId} AND kind = 'cycle' FOR UPDATE`
  if (!cycle) throw new Refused('unknown-process', [cycleId])
  await mustBeOffice(tx, post, cycle.city)
  if ((await tx.command.count({ where: { id } })) > 0) return []
  if (cycle.state !== 'running') throw new Refused('sealed')
  await changeGates(tx, [{ id: cycleId, bump: 'never' }])
  const definition = (await snapshotBody(tx, `${cycleId}@${cycle.snapshotNo}`)) as Definition
  await refuseIdle(tx, definition, change, cycle.city)
  const now = await nowOf(tx, cycle.city)
  const { effects } = await foreseeChase(tx, { cycleId, definition, now }, { scope, key, chase, standing })
  await tx.chaseOverride.create({ data: { cycleId, scope, key, chase, standing, byPost: post, byPerson: person, reason } })
  const word = { scope, key, chase: chase ?? 'none', standing: String(standing) }
  const { receiptNo } = await keepSettled(tx, {
    id,
    processId: cycleId,
    cycleId,
    act: 'override-chase',
    post,
    person,
    payload: { ...word, reason },
    now,
  })
  const commands: string[] = []
  for (const { processId, to } of effects) {
    const command = sha256(`${id}\n${processId}`).slice(0, 32)
    await receiveIn(tx, {
      id: command,
      processId,
      act: 'set-chase',
      chase: to,
      post,
      person,
      via: 'page',
      reason,
      // Not a word for this assignment alone: the next one for its section or programme counts for it again.
      prepared: { inherits: true },
    })
    commands.push(command)
  }
  const facts = { command: id, receipt: receiptNo, act: 'override-chase', post, via: 'page', reason, ...word, assignments: effects.length }
  const body = canonical({ kind: 'chase-overridden', process: cycleId, at: now.toISOString(), ...facts })
  await appendTrail(tx, cycleId, [{ key: id, kind: 'chase-overridden', processId: cycleId, body }])
  return commands
}

async function refuseIdle(tx: Transaction, definition: Definition, { cycleId, scope, key, chase, standing }: ChaseChange, city: string) {
  const invalid = (sentence: string) => new Refused('invalid-input', [sentence])
  const known =
    scope === 'section' ? await tx.department.count({ where: { city, key } }) : await tx.programme.count({ where: { cycleId, key } })
  if (known === 0)
    throw invalid(scope === 'section' ? 'この課はありません。一覧から選んでください。' : 'この施策はありません。一覧から選んでください。')
  const present = (await standingOverrides(tx, cycleId)).find((one) => one.scope === scope && one.key === key)
  if (!standing) {
    if (!present) throw invalid('取りやめる定めがありません。画面を開き直してください。')
    return
  }
  if (chase !== null && !definition.chases.some(({ id }) => id === chase))
    throw invalid('この段取りは実施要領にありません。一覧から選んでください。')
  if (present && present.chase === chase) throw invalid('この段取りは、すでに決めてあるものと同じです。')
}
