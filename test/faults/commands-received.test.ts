import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveDraftIn } from '../../client/app/desk/draft.js'
import type { Request } from '../../client/app/receive.js'
import { smallCity } from '../support/bundles.js'
import { holdLock } from '../support/held-lock.js'
import { type Rig, rigFor } from '../support/rig.js'
import { playUntil } from '../support/stage.js'

let rig: Rig
let stopWorker: () => Promise<void>
const card = (subject: string) => `${rig.cycle}/cards/${subject}`
const rowOf = (id: string) => rig.db.process.findUniqueOrThrow({ where: { id } })
const trailOf = async (key: string) =>
  (await rig.db.trail.findMany({ where: { cycleId: rig.cycle, key } })).map(({ body }) => JSON.parse(body))
const handIn = async (subject: string, did = '説明会を開いた。'): Promise<Request> => ({
  processId: card(subject),
  act: 'submit',
  post: (await rowOf(card(subject))).post ?? '',
  via: 'page',
  content: { did },
})

beforeAll(async () => {
  rig = await rigFor(smallCity())
  stopWorker = await rig.startWorker()
  await playUntil(rig, ({ steps }) => steps['cards'] === 'open')
}, 120_000)
afterAll(() => rig.close())

test('the same command twice at one instant, and again later, happens once and is answered alike', async () => {
  const request = { ...(await handIn('crane')), id: randomUUID() }
  // Held where a version gets its number: by then each has looked for the command and found none.
  const lock = await holdLock(rig, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [request.processId])
  const asked = Promise.all(Array.from({ length: 6 }, () => rig.app.act(request)))
  await lock.waitedForBy(6)
  await lock.release()
  const outcomes = await asked
  expect(outcomes[0]).toMatchObject({ id: request.id, state: 'applied', seq: 1 })
  expect(new Set(outcomes.map((outcome) => JSON.stringify(Object.entries(outcome).sort())))).toHaveLength(1)
  expect(await rig.app.act(request)).toEqual(outcomes[0])
  expect((await rowOf(card('crane'))).seq).toBe(1)
  expect(await rig.db.version.count({ where: { processId: card('crane') } })).toBe(1)
  expect(await trailOf(request.id)).toHaveLength(1)
})

test('the same number with another content, or for another sheet, is refused and changes nothing', async () => {
  const first = await rig.db.command.findFirstOrThrow({ where: { processId: card('crane') } })
  const before = await rowOf(card('crane'))
  await expect(rig.app.act({ ...(await handIn('crane', '別の内容。')), id: first.id })).rejects.toMatchObject({ code: 'command-id-reused' })
  await expect(rig.app.act({ ...(await handIn('seamen')), id: first.id })).rejects.toMatchObject({ code: 'command-id-reused' })
  expect(await rowOf(card('crane'))).toEqual(before)
  expect(await rig.db.command.count({ where: { processId: { startsWith: `${rig.cycle}/cards/` } } })).toBe(1)
})

test('what the post, the state or the version does not allow is refused by name, written down, and changes nothing', async () => {
  const [crane, seamen] = [await rowOf(card('crane')), await rowOf(card('seamen'))]
  const office = { post: rig.office, via: 'page' as const, reason: '確認のため' }
  const cases: [Request, string][] = [
    [{ ...(await handIn('seamen')), post: `${rig.city}/machi-officer` }, 'wrong-post'],
    [{ ...office, processId: crane.id, act: 'accept', versionId: `${crane.id}@1`, post: `${rig.city}/minato-officer` }, 'wrong-post'],
    [{ ...office, processId: `${rig.cycle}/cards`, act: 'confirm', post: `${rig.city}/minato-head` }, 'wrong-post'],
    [{ ...office, processId: seamen.id, act: 'return' }, 'not-returnable'],
    [await handIn('crane'), 'not-open'],
    [{ ...office, processId: crane.id, act: 'record-call' }, 'not-open'],
    [{ ...office, processId: `${rig.cycle}/cards`, act: 'advance' }, 'not-open'],
    [{ ...office, processId: `${rig.cycle}/remarks`, act: 'confirm' }, 'not-begun'],
    [{ ...office, processId: crane.id, act: 'accept', versionId: `${crane.id}@9` }, 'unknown-version'],
    [{ ...office, processId: seamen.id, act: 'accept', versionId: `${crane.id}@1` }, 'unknown-version'],
    [{ ...office, processId: seamen.id, act: 'publish' }, 'unknown-act'],
    [{ ...office, processId: seamen.id, act: 'reassign', toPost: `${rig.city}/nobody` }, 'unknown-post'],
  ]
  for (const [request, refusal] of cases) {
    const id = randomUUID()
    expect(await rig.app.act({ ...request, id }), request.act).toMatchObject({ state: 'refused', refusal })
    expect(await rig.db.command.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'refused', outcome: { refusal } })
    expect(await trailOf(id)).toMatchObject([{ kind: 'refused', act: request.act, post: request.post, refusal }])
  }
  expect([await rowOf(crane.id), await rowOf(seamen.id)]).toEqual([crane, seamen])
})

test('a version that has been replaced is not accepted any more', async () => {
  const office = { processId: card('crane'), post: rig.office, via: 'page' as const }
  await rig.app.act({ ...office, act: 'return', reason: '額を確かめてください。' })
  expect(await rig.app.act(await handIn('crane', '説明会を2回開いた。'))).toMatchObject({ state: 'applied' })
  expect(await rig.app.act({ ...office, act: 'accept', versionId: `${card('crane')}@1` })).toMatchObject({ refusal: 'other-version' })
  const latest = (await rowOf(card('crane'))).versionId ?? ''
  expect(await rig.app.act({ ...office, act: 'accept', versionId: latest })).toMatchObject({ state: 'applied' })
  expect(await rowOf(card('crane'))).toMatchObject({ state: 'accepted', acceptedVersion: latest })
})

test('an unknown sheet, an unknown post and a faulty content are told at once, and nothing of them is kept', async () => {
  const before = [await rig.db.command.count(), await rig.db.version.count(), await rig.db.trail.count()]
  const request = await handIn('seamen')
  await expect(rig.app.act({ ...request, processId: card('nowhere') })).rejects.toMatchObject({ code: 'unknown-process' })
  await expect(rig.app.act({ ...request, post: `${rig.city}/nobody` })).rejects.toMatchObject({ code: 'unknown-post' })
  await expect(rig.app.act({ ...request, content: { spent: { value: 1 } } })).rejects.toMatchObject({ code: 'invalid-content' })
  await expect(rig.app.act({ ...request, act: 'return', post: rig.office })).rejects.toMatchObject({ code: 'incomplete-command' })
  expect([await rig.db.command.count(), await rig.db.version.count(), await rig.db.trail.count()]).toEqual(before)
})

test('words that somebody saved after the page was read are not thrown away when it is handed in', async () => {
  const asked = await handIn('seamen')
  const page = { key: 'another-page', turn: 1 }
  const typed = { processId: asked.processId, personId: 'somebody', bySection: true, revision: 0, base: '', page }
  await rig.db.$transaction((tx) => saveDraftIn(tx, { ...typed, content: { did: '後から保存した文。' } }))
  await expect(rig.app.act({ ...asked, draftRevision: 0 })).rejects.toMatchObject({ code: 'changed-meanwhile' })
  expect(await rig.db.draft.findUnique({ where: { processId: asked.processId } })).toMatchObject({ content: { did: '後から保存した文。' } })
  expect(await rig.db.version.count({ where: { processId: asked.processId } })).toBe(0)
  await rig.db.draft.delete({ where: { processId: asked.processId } })
})

test('a sheet handed in while no worker runs is received; applied later, it is on time by when it was received', async () => {
  await stopWorker()
  const inTime = await rig.app.act(await handIn('seamen'))
  expect(inTime).toMatchObject({ state: 'received' })
  expect(inTime.receiptNo).toBeGreaterThan(0)
  expect(await rowOf(card('seamen'))).toMatchObject({ state: 'open', seq: 0 })

  // The engine stands still, the day does not: the due instant passes, and somebody hands in after it.
  const { dueAt } = await rowOf(card('seamen'))
  const after = new Date((dueAt?.getTime() ?? 0) + 60_000)
  await rig.db.clock.update({ where: { city: rig.city }, data: { now: after } })
  const late = await rig.app.receive(await handIn('ferry'))
  await rig.db.command.updateMany({ where: { state: 'received' }, data: { recordedAt: new Date(Date.now() - 31_000) } })

  await rig.startWorker()
  const { temporal, taskQueue } = rig.connections
  // The engine may still hold the first one from when it was sent; the second has only the relay to bring it.
  await temporal.workflow.execute('relay', { workflowId: `${rig.city}/relay-now`, taskQueue, args: [rig.city] })
  expect(await rowOf(card('seamen'))).toMatchObject({ state: 'submitted' })
  expect(await trailOf(inTime.id)).toMatchObject([{ kind: 'applied', act: 'submit', late: false, receipt: inTime.receiptNo }])
  expect(await trailOf(late.id)).toMatchObject([{ kind: 'applied', late: true, receivedAt: after.toISOString() }])
  expect(await rig.app.apply(inTime.id)).toMatchObject({ state: 'applied', receiptNo: inTime.receiptNo })
})
