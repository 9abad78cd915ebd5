import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Refused } from '../../client/app/errors.js'
import { type ActionAtGate, type OpinionAtGate, unansweredAt } from '../../domain/review/gate.js'
import { unanswered } from '../../prisma/requirements.js'
import { smallCity } from '../support/bundles.js'
import { type Rig, rigFor } from '../support/rig.js'
import { eventually, playUntil, quiet } from '../support/stage.js'

let rig: Rig
const step = (key: string) => `${rig.cycle}/${key}`
const rowOf = (id: string) => rig.db.process.findUniqueOrThrow({ where: { id } })
const office = () => ({ post: rig.office, via: 'page' as const, reason: '見直しのため' })

const subjects = ['crane', 'market', 'cross-cutting'] as const

interface Opinion {
  no: number
  kind: string
  text: string
  printing?: { as: string; into?: number; reason?: string }
}
interface Action {
  text: string
  answers: number[]
  whole: number[]
}

/** What a reader of the accepted versions finds unanswered, by the pure rule. */
async function unansweredNow(): Promise<string[]> {
  const rows = await rig.db.process.findMany({ where: { cycleId: rig.cycle, kind: 'assignment', state: { not: 'withdrawn' } } })
  const versions = await rig.db.version.findMany({ where: { id: { in: rows.flatMap(({ acceptedVersion }) => acceptedVersion ?? []) } } })
  const opinions = versions.flatMap(({ processId, subject, content }) =>
    ((content as { opinions?: Opinion[] }).opinions ?? []).map(
      ({ no, kind, printing }): OpinionAtGate => ({
        processId,
        subject,
        no,
        kind,
        printedAs: printing?.as ?? 'printed',
        mergedInto: printing?.into ?? null,
      }),
    ),
  )
  const actions = versions.flatMap(({ subject, content }) =>
    ((content as { actions?: Action[] }).actions ?? []).map(
      (one): ActionAtGate => ({ subject, answers: one.answers, whole: one.whole ?? [] }),
    ),
  )
  return unansweredAt(opinions, actions, rig.definition.opinionKinds).map(({ subject, no }) => `${subject} ${no}`)
}

/** What has a number keeps its words: an answered number cannot be another opinion's. */
const worded = (subject: string, said: Opinion[]): Opinion[] =>
  said.map((one) => ({
    ...one,
    text: rig.bundle.opinions.find((known) => known.subject === subject && known.no === one.no)?.text ?? `意見${one.no}。`,
  }))

/** Returned, written anew and, where it is checked, accepted. What is refused stays returned. */
async function anew(id: string, content: Record<string, unknown>, accept: boolean): Promise<void> {
  const before = await rowOf(id)
  if (before.state !== 'returned') await rig.app.act({ ...office(), processId: id, act: 'return' })
  try {
    await rig.app.act({ processId: id, act: 'submit', post: before.post ?? '', via: 'page', content })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return
  }
  const { versionId, state } = await rowOf(id)
  if (state === 'submitted' && accept) await rig.app.act({ ...office(), processId: id, act: 'accept', versionId: versionId ?? '' })
}

const no = fc.integer({ min: 1, max: 3 })
const printing = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  fc.constant({ printing: { as: 'unprinted', reason: '個人が分かるため' } }),
  no.map((into) => ({ printing: { as: 'merged', into } })),
)
const opinions: fc.Arbitrary<Opinion[]> = fc.uniqueArray(
  fc
    .tuple(no, fc.constantFrom('ask', 'ask', 'thanks'), printing)
    .map(([number, kind, as]) => ({ no: number, kind, text: '意見。', ...as })),
  { minLength: 1, maxLength: 3, selector: (one) => one.no },
)
const actions: fc.Arbitrary<Action[]> = fc.array(
  fc.record({ text: fc.constant('行う。'), answers: fc.uniqueArray(no, { maxLength: 3 }), whole: fc.uniqueArray(no, { maxLength: 1 }) }),
  { minLength: 1, maxLength: 2 },
)
const change = fc.record({
  subject: fc.constantFrom(...subjects),
  said: fc.option(opinions),
  done: fc.option(actions, { freq: 4 }),
  accept: fc.boolean(),
})

beforeAll(async () => {
  rig = await rigFor(smallCity())
  await rig.startWorker()
  await playUntil(rig, ({ steps }) => steps['release'] === 'open')
}, 240_000)
afterAll(() => rig?.close())

test('whatever is returned, said anew and answered anew, nothing is published while a request has no answer', async () => {
  const release = step('release')
  const published = async () => (await rowOf(release)).state === 'closed'
  // One request is left from here on: only the gate stands between the office's word and the edition.
  await anew(step('replies/market'), { actions: [{ text: '行う。', answers: [2] }] }, true)
  await rig.app.act({
    processId: `${release}/report`,
    act: 'submit',
    post: rig.office,
    via: 'page',
    content: { publishedOn: '2022-08-26' },
  })

  /** The office is content with everything that changed: what is left to hold the step is an answer, or a sheet that is not back. */
  const look = async () => {
    await rig.app.act({ ...office(), processId: release, act: 'confirm' })
    await quiet(rig)
    const left = await unansweredNow()
    const found = await unanswered(rig.db, rig.cycle, 'numbered', rig.definition.opinionKinds)
    expect(found.map(({ subject, no: number }) => `${subject} ${number}`).sort()).toEqual(left.toSorted())
    if (left.length > 0)
      expect([await published(), await rig.db.edition.count({ where: { cycleId: rig.cycle } })], left.join()).toEqual([false, 0])
    return left
  }
  expect(await look()).toEqual(['market 1'])

  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 25, maxLength: 25 }), async (changes) => {
      for (const { subject, said, done, accept } of changes) {
        if (await published()) return
        if (said) await anew(step(`remarks/${subject}`), { opinions: worded(subject, said) }, true)
        if (done) await anew(step(`replies/${subject}`), { actions: done }, accept)
        await look()
      }
    }),
    { numRuns: 1, endOnFailure: true },
  )

  // In the end everything is answered, and then it goes out.
  if (!(await published())) {
    // An opinion that is answered does not go: the answers go back first.
    for (const id of subjects.map((subject) => step(`replies/${subject}`)))
      if ((await rowOf(id)).state !== 'returned') await rig.app.act({ ...office(), processId: id, act: 'return' })
    for (const subject of subjects) {
      await anew(step(`remarks/${subject}`), { opinions: worded(subject, [{ no: 1, kind: 'ask', text: '' }]) }, true)
    }
    for (const subject of subjects) {
      await anew(step(`replies/${subject}`), { actions: [{ text: '行う。', answers: [1] }] }, true)
    }
    expect(await look()).toEqual([])
    await eventually('it is published', published)
  }
  expect(await unansweredNow()).toEqual([])
  expect(await rig.db.edition.count({ where: { cycleId: rig.cycle } })).toBe(1)
}, 240_000)
