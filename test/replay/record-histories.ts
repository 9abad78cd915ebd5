import { afterAll, expect, test } from 'vitest'
import { amendCycle } from '../../client/app/amend.js'
import type { Request } from '../../client/app/receive.js'
import { play } from '../../client/player/player.js'
import { handIn } from '../../domain/bundle/hand-in.js'
import { courierId, relayId } from '../../domain/process/ids.js'
import { act, poke } from '../../workflows/acting.js'
import { smallCity } from '../support/bundles.js'
import { type Rig, rigFor, type Year } from '../support/rig.js'
import { moveTo, quiet, until } from '../workflows/move-clock.js'
import { writeGolden } from './golden.js'

// `npm run history:record`: runs years on real parts and keeps the histories of each path that a workflow can take.

const rigs: Rig[] = []
const recorded: Parameters<typeof writeGolden>[0] = []
afterAll(async () => {
  await Promise.all(rigs.map((rig) => rig.close()))
})

async function keep(rig: Rig, name: string, workflowId: string, runId?: string): Promise<void> {
  const history = await rig.connections.temporal.workflow.getHandle(workflowId, runId).fetchHistory()
  recorded.push({ name, workflowId, history })
}

/** The small city with a step that follows another subject by subject, and with a question that stays unanswered. */
function eventfulYear(): Year {
  const { definition, bundle } = smallCity()
  const steps = definition.steps.map((step) =>
    step.id === 'replies' ? { ...step, after: step.after.map((edge) => ({ ...edge, gate: 'each' as const })) } : step,
  )
  return {
    definition: { ...definition, steps },
    bundle: { ...bundle, actions: bundle.actions.filter((action) => action.subject !== 'market'), conduct: [] },
  }
}

/** What the people of this year do by hand, with the one thing that is asked of them written out. */
function handsOf(rig: Rig) {
  const at = (step: string, subject: string) => `${rig.cycle}/${step}/${subject}`
  const ask = async (request: Omit<Request, 'via' | 'post'> & { post?: string }) => {
    const outcome = await rig.app.act({ post: rig.office, via: 'page', ...request })
    expect(outcome).toMatchObject({ state: 'applied' })
    await quiet(rig)
  }
  const submit = async (step: string, subject: string) => {
    const { form, round, checked } = await rig.db.process.findUniqueOrThrow({ where: { id: at(step, subject) } })
    const content = handIn(rig.bundle, rig.definition, { step, subject, form: form ?? '', round, checked }, '2022-08-26')
    await ask({ processId: at(step, subject), act: 'submit', content })
  }
  const accept = async (step: string, subject: string) => {
    const { versionId } = await rig.db.process.findUniqueOrThrow({ where: { id: at(step, subject) } })
    await ask({ processId: at(step, subject), act: 'accept', ...(versionId ? { versionId } : {}) })
  }
  return { at, ask, submit, accept }
}

test('an eventful year', async () => {
  const rig = await rigFor(eventfulYear())
  rigs.push(rig)
  const { at, ask, submit, accept } = handsOf(rig)
  const { temporal } = rig.connections
  const cards = (subject: string) => at('cards', subject)
  // The first mail is taken only when it is brought again.
  let brought = 0
  rig.mail.recipient = () => (brought++ === 0 ? { code: 450, text: '4.2.0 greylisted' } : null)
  let stopWorker = await rig.startWorker()
  await rig.startYear()
  await quiet(rig)
  await keep(rig, 'step-waiting', `${rig.cycle}/cards`)
  await moveTo(rig, '2022-05-09T02:00:00.000Z')
  await keep(rig, 'assignment-open', cards('crane'))

  await submit('cards', 'crane')
  await ask({ processId: cards('crane'), act: 'return', reason: '単位を確かめてください。' })
  await keep(rig, 'assignment-returned', cards('crane'))
  await submit('cards', 'crane')
  await ask({ processId: cards('crane'), act: 'return', reason: '実績の欄を確かめてください。' })
  await submit('cards', 'crane')
  await accept('cards', 'crane')
  await ask({ processId: cards('lights'), act: 'attest', reason: '該当がないため' })
  await ask({ processId: cards('market'), act: 'reassign', toPost: `${rig.city}/seisaku-officer` })
  const forged = { id: 'forged', act: 'attest', post: `${rig.city}/minato-officer` }
  await temporal.workflow.getHandle(cards('ferry')).executeUpdate(act, { updateId: forged.id, args: [forged] })
  await ask({ processId: cards('ferry'), act: 'withdraw', reason: '事業が終わったため' })
  await ask({ processId: cards('seamen'), act: 'extend', dueAt: '2022-05-30T08:00:00.000Z', reason: '集計のため' })

  const steps = rig.definition.steps.map((step) => (step.id === 'sign' ? { ...step, name: '市長の決裁' } : step))
  const definition = { ...rig.definition, edition: 'r4', steps }
  const amended = await amendCycle(rig.connections, {
    cycleId: rig.cycle,
    definition,
    post: rig.office,
    reason: '呼び方を改めたため',
    via: 'page',
  })
  expect(amended.state).toBe('applied')
  await quiet(rig)
  await keep(rig, 'annual-cycle-amended', rig.cycle)
  await keep(rig, 'step-collect-open', `${rig.cycle}/cards`)

  await moveTo(rig, '2022-05-31T01:00:00.000Z')
  await ask({ processId: cards('seamen'), act: 'record-call', until: '2022-06-02T08:00:00.000Z', reason: '集計を待っている' })
  await keep(rig, 'assignment-overdue', cards('seamen'))
  await submit('cards', 'seamen')
  await accept('cards', 'seamen')
  await submit('cards', 'market')
  await accept('cards', 'market')

  // A step that was poked more often than one run may remember goes on as another run.
  const remarks = `${rig.cycle}/remarks`
  await until('the next step has begun', async () => (await rig.db.process.findUnique({ where: { id: remarks } }))?.started)
  const { runId } = await temporal.workflow.getHandle(remarks).describe()
  await stopWorker()
  for (let sent = 0; sent < 2_000; sent += 50)
    await Promise.all(Array.from({ length: 50 }, () => temporal.workflow.getHandle(remarks).signal(poke)))
  stopWorker = await rig.startWorker()
  await until('it has gone on', async () => (await temporal.workflow.getHandle(remarks).describe()).runId !== runId)
  await keep(rig, 'step-continued', remarks, runId)

  const ending = new AbortController()
  const watch = ({ steps: states }: { steps: Record<string, string> }) => {
    if (states['release'] === 'open') ending.abort()
  }
  const playing = play(rig.connections, rig.app, { bundle: rig.bundle, definition: rig.definition, watch, signal: ending.signal })
  await expect(playing).rejects.toThrow()
  await quiet(rig)
  await keep(rig, 'courier-running', courierId(rig.city))

  await ask({ processId: cards('seamen'), act: 'return', reason: '公表の前に確かめてください。' })
  const release = { processId: `${rig.cycle}/release`, reason: '確かめた。' }
  await ask({ ...release, act: 'confirm' })
  for (const requirement of ['answered', 'fresh'])
    await ask({ ...release, act: 'override', requirement, second: `${rig.city}/seisaku-head` })
  await keep(rig, 'step-publish-open', `${rig.cycle}/release`)
  await keep(rig, 'annual-cycle-running', rig.cycle)
  await submit('release', 'report')
  await until('the year is sealed', async () => (await rig.db.process.findUniqueOrThrow({ where: { id: rig.cycle } })).state === 'sealed')
  for (const step of ['cards', 'remarks', 'replies', 'sign', 'release']) await temporal.workflow.getHandle(`${rig.cycle}/${step}`).result()
  await temporal.workflow.getHandle(rig.cycle).result()

  await keep(rig, 'assignment-returned-twice', cards('crane'))
  await keep(rig, 'assignment-attested', cards('lights'))
  await keep(rig, 'assignment-reassigned', cards('market'))
  await keep(rig, 'assignment-forged-act-withdrawn', cards('ferry'))
  await keep(rig, 'assignment-extended-called-sealed-unfinished', cards('seamen'))
  await keep(rig, 'assignment-accepted-at-once', at('sign', 'sign'))
  await keep(rig, 'step-collect', `${rig.cycle}/cards`)
  await keep(rig, 'step-after-continuing', remarks)
  await keep(rig, 'step-subject-by-subject', `${rig.cycle}/replies`)
  await keep(rig, 'step-override', `${rig.cycle}/sign`)
  await keep(rig, 'step-publish', `${rig.cycle}/release`)
  await keep(rig, 'annual-cycle-whole', rig.cycle)

  const relay = await temporal.workflow.start('relay', {
    workflowId: `${relayId(rig.city)}/recorded`,
    taskQueue: rig.connections.taskQueue,
    args: [rig.city],
  })
  await relay.result()
  await keep(rig, 'relay', relay.workflowId)
  const housekeeping = await temporal.workflow.start('housekeeping', {
    workflowId: `${rig.city}/housekeeping/recorded`,
    taskQueue: rig.connections.taskQueue,
    args: [rig.city],
  })
  await housekeeping.result()
  await keep(rig, 'housekeeping', housekeeping.workflowId)
  await stopWorker()
  await writeGolden(recorded)
})
