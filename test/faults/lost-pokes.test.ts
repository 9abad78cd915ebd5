import { MockActivityEnvironment } from '@temporalio/testing'
import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { createActivities } from '../../activities/index.js'
import { startFlow } from '../../client/app/start-flow.js'
import { smallCity } from '../support/bundles.js'
import { type Rig, rigFor } from '../support/rig.js'

let rig: Rig
afterEach(() => rig.close())

/** The activities on the rig's parts, called by hand as attempt n; whoever is poked is listed, or the poke fails as in a kill. */
function byHand({ fails }: { fails: boolean }) {
  const poked: string[] = []
  const temporal = Object.create(rig.connections.temporal, {
    workflow: {
      value: Object.assign(Object.create(rig.connections.temporal.workflow), {
        getHandle: (id: string) => ({
          signal: async () => {
            if (fails) throw new Error('killed before the poke')
            poked.push(id)
          },
        }),
      }),
    },
  })
  const activities = createActivities({
    ...rig.connections,
    temporal,
    log: pino({ level: 'silent' }),
    smtpUrl: rig.mail.url,
    publicUrl: 'http://127.0.0.1',
    apply: async () => undefined,
    resume: async () => undefined,
    moveDue: async () => undefined,
    start: (flow) => startFlow(rig.connections, 'again', flow),
  })
  const attempt = (n: number) => new MockActivityEnvironment({ attempt: n })
  return { activities, attempt, poked }
}

describe('a worker killed between what it recorded and whom it wakes', () => {
  it('wakes the courier and the cycle when the look of the step is tried again', async () => {
    rig = await rigFor(smallCity())
    await rig.startYear()
    const stepKey = rig.definition.steps[0]?.id ?? ''
    const stepId = `${rig.cycle}/${stepKey}`
    const row = await rig.db.process.findUniqueOrThrow({ where: { id: stepId } })
    await rig.db.clock.update({ where: { city: rig.city }, data: { now: row.opensAt as Date } })

    const killed = byHand({ fails: true })
    const again = byHand({ fails: false })
    await killed.attempt(1).run(killed.activities.turnYear, { cycleId: rig.cycle, begin: [stepKey], seen: null })
    await expect(killed.attempt(1).run(killed.activities.advanceStep, stepId)).rejects.toThrow('killed')
    expect(await rig.db.notice.count({ where: { cycleId: rig.cycle, state: 'planned' } })).toBeGreaterThan(0)
    await again.attempt(2).run(again.activities.advanceStep, stepId)
    expect(again.poked).toEqual([`${rig.city}/courier`])

    // Everybody has done their part, and the cycle has looked at all there was; then the closing look is killed.
    await rig.db.process.updateMany({ where: { parentId: stepId }, data: { state: 'accepted', closedAt: row.opensAt } })
    await rig.db.$executeRaw`UPDATE gate SET acted = version WHERE city = ${rig.city}`
    await expect(killed.attempt(1).run(killed.activities.advanceStep, stepId)).rejects.toThrow('killed')
    expect((await rig.db.process.findUniqueOrThrow({ where: { id: stepId } })).state).toBe('closed')
    const last = byHand({ fails: false })
    await last.attempt(2).run(last.activities.advanceStep, stepId)
    expect(last.poked).toEqual([rig.cycle])
  })

  it('wakes the sealing cycle when assignments have no workflow left to record their seal', async () => {
    rig = await rigFor(smallCity())
    await rig.startYear()
    const { activities, attempt, poked } = byHand({ fails: false })
    const stepKey = rig.definition.steps[0]?.id ?? ''
    const stepId = `${rig.cycle}/${stepKey}`
    const row = await rig.db.process.findUniqueOrThrow({ where: { id: stepId } })
    await rig.db.clock.update({ where: { city: rig.city }, data: { now: row.opensAt as Date } })
    await attempt(1).run(activities.turnYear, { cycleId: rig.cycle, begin: [stepKey], seen: null })
    await attempt(1).run(activities.advanceStep, stepId)
    const assignments = await rig.db.process.findMany({ where: { parentId: stepId } })
    for (const { id } of assignments) await rig.connections.temporal.workflow.getHandle(id).terminate()
    await attempt(1).run(activities.beginSealing, rig.cycle)

    const real = createActivities({
      ...rig.connections,
      log: pino({ level: 'silent' }),
      smtpUrl: rig.mail.url,
      publicUrl: '',
      apply: async () => undefined,
      resume: async () => undefined,
      moveDue: async () => undefined,
      start: (flow) => startFlow(rig.connections, 'again', flow),
    })
    poked.length = 0
    await attempt(1).run(real.sealAssignments, rig.cycle)
    const history = await rig.connections.temporal.workflow.getHandle(rig.cycle).fetchHistory()
    expect(history.events?.filter((event) => event.workflowExecutionSignaledEventAttributes?.signalName === 'poke').length).toBeGreaterThan(
      0,
    )
    expect(await attempt(1).run(real.sealAssignments, rig.cycle)).toMatchObject({ left: 0 })
  })
})

describe('a notice that was recorded after its dispatch had gone', () => {
  it('leaves in a mail of its own, and the courier goes on', async () => {
    rig = await rigFor(smallCity())
    await rig.startYear()
    const { activities, attempt } = byHand({ fails: false })
    const stepKey = rig.definition.steps[0]?.id ?? ''
    const stepId = `${rig.cycle}/${stepKey}`
    const row = await rig.db.process.findUniqueOrThrow({ where: { id: stepId } })
    await rig.db.clock.update({ where: { city: rig.city }, data: { now: row.opensAt as Date } })
    await attempt(1).run(activities.turnYear, { cycleId: rig.cycle, begin: [stepKey], seen: null })
    await attempt(1).run(activities.advanceStep, stepId)
    const [first] = await rig.db.notice.findMany({ where: { cycleId: rig.cycle, kind: 'request' }, orderBy: { at: 'asc' } })
    if (!first) throw new Error('nobody was asked')
    await rig.db.clock.update({ where: { city: rig.city }, data: { now: first.at } })
    await attempt(1).run(activities.claimMails, rig.city, true)
    const before = await rig.db.mail.count({ where: { city: rig.city } })

    await rig.db.clock.update({ where: { city: rig.city }, data: { now: new Date(first.at.getTime() + 300_000) } })
    await rig.db.notice.create({
      data: { ...first, facts: {}, id: `${first.processId}#9/receipt`, rule: 'receipt', kind: 'receipt', state: 'planned', mailId: null },
    })
    await attempt(1).run(activities.claimMails, rig.city, true)
    expect(await rig.db.mail.count({ where: { city: rig.city } })).toBe(before + 1)
  })
})
