import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { definition as definitionSchema } from '../../domain/definition/schema.js'
import { smallCity } from '../support/bundles.js'
import { holdLock } from '../support/held-lock.js'
import { pagesOf } from '../support/pages.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser } from '../support/sign-in.js'
import { playUntil } from '../support/stage.js'

vi.setConfig({ testTimeout: 60_000 })
let rig: Rig
let office: Browser
let stop: () => Promise<void>

beforeAll(async () => {
  const year = smallCity()
  // Opinions are accepted by the office, too: what is handed in and what stands are two things.
  const steps = year.definition.steps.map((step) =>
    step.id === 'remarks' ? { ...step, asks: step.asks.map((ask) => ({ ...ask, check: 'office' })) } : step,
  )
  rig = await rigFor({ ...year, definition: definitionSchema.parse({ ...year.definition, steps }) })
  stop = await rig.startWorker()
  await playUntil(rig, ({ steps: now }) => now['replies'] === 'open')
  office = await (await pagesOf(rig)).signedIn('seisaku@minato.example')
}, 240_000)
afterAll(() => rig?.close())

const remarks = (subject: string) => `${rig.cycle}/remarks/${subject}`
const replies = (subject: string) => `${rig.cycle}/replies/${subject}`
const rowOf = (id: string) => rig.db.process.findUniqueOrThrow({ where: { id } })
const pathOf = (id: string) => id.replace(rig.cycle, `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}/assignments`)
const submitting = (id: string, content: Record<string, unknown>) => ({
  ...{ id: randomUUID(), processId: id, act: 'submit', via: 'page' as const, content },
  post:
    id.includes('/remarks/') || id.endsWith('/cross-cutting')
      ? rig.office
      : `${rig.city}/${id.endsWith('market') ? 'machi' : 'minato'}-officer`,
})
const accepting = async (id: string) => ({
  ...{ id: randomUUID(), processId: id, act: 'accept', via: 'page' as const, post: rig.office },
  versionId: (await rowOf(id)).versionId ?? '',
})
const back = (id: string) => rig.app.act({ processId: id, act: 'return', post: rig.office, via: 'page', reason: '見直しのため' })
const answering = (...answers: number[]) => ({ actions: [{ no: 1, text: '行う。', answers, category: 'act' }] })
/** The recorded opinions of a subject without some of their numbers. */
const opinionsWithout = (subject: string, ...gone: number[]) => ({
  opinions: rig.bundle.opinions
    .filter((one) => one.subject === subject && !gone.includes(one.no ?? 0))
    .map(({ no, text, kind }) => ({ no, text, kind })),
})

test('an answer to an opinion that has gone since it was handed in is not accepted: the officer reads which one, and nothing is written', async () => {
  expect((await rig.app.act(submitting(replies('market'), answering(1, 2)))).state).toBe('applied')
  await back(remarks('market'))
  expect((await rig.app.act(submitting(remarks('market'), opinionsWithout('market', 2)))).state).toBe('applied')
  expect((await rig.app.act(await accepting(remarks('market')))).state).toBe('applied')

  const commands = await rig.db.command.count()
  const pressed = await office.post(`${pathOf(replies('market'))}/acts`, {
    _act: 'accept',
    _key: randomUUID(),
    version: (await rowOf(replies('market'))).versionId ?? '',
  })
  expect(pressed.status).toBe(400)
  for (const words of [
    'このままでは受理できません。',
    '1番目の対応が答える意見②は、「朝市の支援」の検証意見にありません。',
    '①から選んでください。',
  ])
    expect(pressed.text).toContain(words)
  expect([(await rowOf(replies('market'))).state, await rig.db.command.count()]).toEqual(['submitted', commands])

  await back(replies('market'))
  await rig.app.act(submitting(replies('market'), answering(1)))
  expect((await rig.app.act(await accepting(replies('market')))).state).toBe('applied')
})

test('an opinion that an accepted answer names is not left out of a later version, whichever way it is handed in', async () => {
  await back(remarks('market'))
  const none = { opinions: [{ no: 3, text: '別の意見。', kind: 'ask' }] }
  const words = '意見①には、すでに対応が番号で答えているため、なくせません。答えているのは「まち課」の対応です。'
  await expect(rig.app.act(submitting(remarks('market'), none))).rejects.toThrow(words)
  expect((await rowOf(remarks('market'))).state).toBe('returned')
  expect((await rig.app.act(submitting(remarks('market'), opinionsWithout('market', 2)))).state).toBe('applied')
})

test('while opinions are back for mending, answers to them wait to be accepted, and nobody is asked to change them', async () => {
  await rig.app.act(submitting(replies('crane'), answering(4, 3, 1)))
  await back(remarks('crane'))
  await expect(rig.app.act(await accepting(replies('crane')))).rejects.toThrow('検証意見が受理されてから、もう一度受理してください。')
  await rig.app.act(submitting(remarks('crane'), opinionsWithout('crane')))
  await rig.app.act(await accepting(remarks('crane')))
  expect((await rig.app.act(await accepting(replies('crane')))).state).toBe('applied')
})

test('of an answer that is accepted and an edit that takes its opinion away, at one instant, one happens; so while neither is applied', async () => {
  await back(replies('crane'))
  await rig.app.act(submitting(replies('crane'), answering(4, 3, 1)))
  const edit = {
    ...{ ...submitting(remarks('crane'), opinionsWithout('crane', 4)), act: 'edit', reason: '整理', consent: '政策室長' },
    versionId: (await rowOf(remarks('crane'))).versionId ?? '',
  }
  const both = [await accepting(replies('crane')), edit]
  await stop()
  const lock = await holdLock(rig, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`${rig.cycle} pairing`])
  const received = Promise.allSettled(both.map((one) => rig.app.receive(one)))
  await lock.waitedForBy(2).finally(() => lock.release())
  expect((await received).map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const [kept, ...others] = await rig.db.command.findMany({ where: { id: { in: both.map(({ id }) => id) } } })
  expect(others).toEqual([])
  const other = both.find(({ id }) => id !== kept?.id) ?? edit
  await expect(rig.app.receive({ ...other, id: randomUUID() })).rejects.toThrow(/このままでは受理できません|意見④には、すでに対応が/)
  stop = await rig.startWorker()
  expect((await rig.app.apply(kept?.id ?? '')).state).toBe('applied')
})
