import { WorkflowNotFoundError } from '@temporalio/client'
import { canonical } from '../domain/trail/canonical.js'
import { nowOf } from '../prisma/clock.js'
import { owingReactors } from '../prisma/gates.js'
import { appendTrail } from '../prisma/trail.js'
import type { CycleActivities } from '../workflows/annual-cycle/contract.js'
import { seal } from '../workflows/assignment/contract.js'
import { alarm } from './act-record.js'
import type { Dependencies, Transaction } from './dependencies.js'
import { pokeAll } from './poke.js'

/**
 * Assignments told to end at once: fewer than a worker keeps in memory. Told all together, each waits so long for its turn that it
 * is forgotten and replayed from its first event, twice.
 */
const page = 50

/**
 * The end of a year: nothing more is received, commands in flight are settled, and every assignment records its seal
 * (and with it what it means to be sealed unfinished). Each part may be called again.
 */
export function createSeal(deps: Dependencies): Pick<CycleActivities, 'beginSealing' | 'sealAssignments' | 'sealCycle'> {
  return {
    async beginSealing(cycleId) {
      return deps.db.$transaction(async (tx) => {
        // `receive` holds this row FOR SHARE: whatever it has let in commits before, whatever comes later sees the seal.
        const rows = await tx.$queryRaw<{ city: string; state: string }[]>`SELECT city, state FROM process WHERE id = ${cycleId} FOR UPDATE`
        if (rows[0]?.state !== 'running') return true
        if ((await tx.process.count({ where: { parentId: cycleId, kind: 'step', state: { not: 'closed' } } })) > 0) return false
        const now = await nowOf(tx, rows[0].city)
        await tx.process.update({ where: { id: cycleId }, data: { state: 'sealing', updatedAt: now } })
        await tx.$executeRaw`
          UPDATE gate SET wake_at = ${now}, listening = true, expected = unsealed.n, open = unsealed.n
          FROM (SELECT count(*)::int AS n FROM process WHERE cycle_id = ${cycleId} AND kind = 'assignment' AND NOT sealed AND state <> 'withdrawn') AS unsealed
          WHERE id = ${cycleId}`
        await appendTrail(tx, cycleId, [
          {
            key: `${cycleId}/sealing`,
            kind: 'sealing',
            processId: cycleId,
            body: canonical({ kind: 'sealing', process: cycleId, at: now.toISOString() }),
          },
        ])
        return true
      })
    },

    async sealAssignments(cycleId) {
      const { version, inFlight, unsealed } = await deps.db.$transaction(async (tx) => {
        const inFlight = await stillReceived(tx, cycleId)
        const gates = await tx.$queryRaw<{ version: number }[]>`SELECT version FROM gate WHERE id = ${cycleId} FOR UPDATE`
        const unsealed = await tx.process.findMany({
          where: { cycleId, kind: 'assignment', sealed: false, state: { not: 'withdrawn' } },
          select: { id: true },
          orderBy: { id: 'asc' },
          take: page,
        })
        const version = gates[0]?.version ?? 0
        // While commands are in flight, the next change wakes the cycle; when a page of assignments has been told, its last seal.
        await tx.gate.update({ where: { id: cycleId }, data: { acted: version, wakeAt: null, open: unsealed.length } })
        return { version, inFlight, unsealed: unsealed.map((row) => row.id) }
      })
      if (inFlight > 0) return { left: inFlight, version }
      await Promise.all(unsealed.map((id) => tellSeal(deps, cycleId, id)))
      // Where no workflow was left to tell, the seal was recorded here, and nobody else wakes the cycle for it.
      await pokeAll(deps.temporal, await owingReactors(deps.db, [cycleId]))
      return { left: unsealed.length, version }
    },

    async sealCycle(cycleId) {
      await deps.db.$transaction(async (tx) => {
        const rows = await tx.$queryRaw<{ city: string; state: string }[]>`SELECT city, state FROM process WHERE id = ${cycleId} FOR UPDATE`
        if (rows[0]?.state !== 'sealing') return
        const now = await nowOf(tx, rows[0].city)
        await tx.process.update({ where: { id: cycleId }, data: { state: 'sealed', closedAt: now, updatedAt: now } })
        await tx.gate.update({ where: { id: cycleId }, data: { listening: false, wakeAt: null } })
        await appendTrail(tx, cycleId, [
          {
            key: `${cycleId}/sealed`,
            kind: 'cycle-sealed',
            processId: cycleId,
            body: canonical({ kind: 'cycle-sealed', process: cycleId, at: now.toISOString() }),
          },
        ])
      })
    },
  }
}

/**
 * The commands nobody has settled yet. An act whose record began before the seal takes the year for running and would not wake
 * it when it is done: whoever holds such a command, or its flow's projection, is waited for. Who begins later sees the seal.
 */
async function stillReceived(tx: Transaction, cycleId: string): Promise<number> {
  await tx.$queryRaw`
    SELECT id FROM process WHERE id IN (SELECT process_id FROM command WHERE cycle_id = ${cycleId} AND state = 'received') ORDER BY id FOR SHARE`
  const rows = await tx.$queryRaw<object[]>`
    SELECT id FROM command WHERE cycle_id = ${cycleId} AND state = 'received' ORDER BY id FOR SHARE`
  return rows.length
}

async function tellSeal(deps: Dependencies, cycleId: string, id: string): Promise<void> {
  try {
    await deps.temporal.workflow.getHandle(id).signal(seal)
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error
    await sealWithoutFlow(deps, cycleId, id)
  }
}

/** Somebody ended the workflow behind our back: the year must still end, and the difference is told, not hidden. */
async function sealWithoutFlow(deps: Dependencies, cycleId: string, id: string): Promise<void> {
  await deps.db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ city: string; seq: number; state: string; sealed: boolean }[]>`
      SELECT city, seq, state, sealed FROM process WHERE id = ${id} FOR UPDATE`
    const row = rows[0]
    if (!row || row.sealed) return
    const now = await nowOf(tx, row.city)
    await tx.process.update({ where: { id }, data: { sealed: true, wakeAt: null, seq: row.seq + 1, updatedAt: now } })
    await tx.$executeRaw`UPDATE gate SET open = open - 1, version = version + 1 WHERE id = ${cycleId}`
    await alarm(tx, {
      id: `${id}/missing`,
      city: row.city,
      cycleId,
      processId: id,
      kind: 'missing-workflow',
      detail: 'its workflow had ended before the seal',
      at: now,
    })
    const body = {
      kind: 'sealed',
      process: id,
      seq: row.seq + 1,
      at: now.toISOString(),
      from: row.state,
      to: row.state,
      workflow: 'missing',
    }
    await appendTrail(tx, cycleId, [{ key: `${id}/${row.seq + 1}`, kind: 'sealed', processId: id, body: canonical(body) }])
  })
}
