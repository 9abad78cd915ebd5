import { afterAll, beforeAll, expect, test } from 'vitest'
import { gateQuestion } from '../../domain/definition/gate-question.js'
import { gateFindings } from '../../prisma/gate-findings.js'
import { unanswered } from '../../prisma/requirements.js'
import { smallCity } from '../support/bundles.js'
import { type Rig, rigFor } from '../support/rig.js'
import { disagreements, eventually, playUntil, quiet } from '../support/stage.js'

let rig: Rig
const step = (key: string) => `${rig.cycle}/${key}`
const replies = (subject: string) => `${rig.cycle}/replies/${subject}`
const stateOf = async (id: string) => (await rig.db.process.findUniqueOrThrow({ where: { id } })).state
const office = () => ({ post: rig.office, via: 'page' as const, reason: '確認のため' })
const applied = { state: 'applied' }

/** What keeps the mayor's decision from being closed, and which opinions have no answer. */
async function lacking() {
  await quiet(rig)
  const gate = await rig.db.gate.findUniqueOrThrow({ where: { id: step('sign') } })
  const question = gateQuestion(rig.definition, rig.cycle, 'sign')
  const findings = await gateFindings(rig.db, question, {
    open: gate.open,
    overrides: gate.overrides as unknown as { requirement: string }[],
  })
  const rows = await unanswered(rig.db, rig.cycle, 'numbered', question.kinds)
  return { state: await stateOf(step('sign')), findings, unanswered: rows.map(({ subject, no }) => `${subject} ${no}`) }
}

/** Replies handed in anew after the step had closed: returned, filled in, accepted. */
async function replyAnew(subject: string, answers: number[][]): Promise<void> {
  const id = replies(subject)
  expect(await rig.app.act({ ...office(), processId: id, act: 'return' })).toMatchObject(applied)
  const { post } = await rig.db.process.findUniqueOrThrow({ where: { id } })
  const actions = answers.map((numbers, place) => ({
    no: place + 1,
    text: '検討して次の年度に示す。',
    answers: numbers,
    category: 'study',
  }))
  const content = { actions }
  expect(await rig.app.act({ processId: id, act: 'submit', post: post ?? '', via: 'page', content })).toMatchObject(applied)
  const { versionId } = await rig.db.process.findUniqueOrThrow({ where: { id } })
  expect(await rig.app.act({ ...office(), processId: id, act: 'accept', versionId: versionId ?? '' })).toMatchObject(applied)
}

beforeAll(async () => {
  const year = smallCity()
  // The replies of the record without the one that answers crane's first and third opinions.
  const actions = year.bundle.actions.filter(({ subject, answers }) => !(subject === 'crane' && answers.includes(1)))
  rig = await rigFor({ ...year, bundle: { ...year.bundle, actions } })
  await rig.startWorker()
  await playUntil(rig, ({ steps }) => steps['sign'] === 'open')
  const decision = { processId: `${rig.cycle}/sign/sign`, act: 'submit', post: `${rig.city}/mayor`, via: 'page' as const }
  await rig.app.act({ ...decision, content: { decidedOn: '2022-07-15' } })
}, 120_000)
afterAll(() => rig.close())

test('the decision stays open while opinions that need an answer are named by no Action; praise needs none', async () => {
  expect(await lacking()).toEqual({ state: 'open', findings: ['answered'], unanswered: ['crane 1', 'crane 3'] })
})

test('an Action of another programme answers nothing here, and one that answers part of the opinions leaves the rest', async () => {
  await replyAnew('market', [[2, 1]])
  expect((await lacking()).unanswered).toEqual(['crane 1', 'crane 3'])
  await replyAnew('crane', [[4], [3]])
  expect((await lacking()).unanswered).toEqual(['crane 1'])
})

test('an Action that names an opinion of another programme is refused in words, and the answers stay to be handed in', async () => {
  const id = replies('market')
  expect(await rig.app.act({ ...office(), processId: id, act: 'return' })).toMatchObject(applied)
  const { post } = await rig.db.process.findUniqueOrThrow({ where: { id } })
  const wrong = { processId: id, act: 'submit', post: post ?? '', via: 'page' as const }
  const actions = [{ no: 1, text: '学校と組んだ朝市の日を設ける。', answers: [2, 1, 3] }]
  await expect(rig.app.act({ ...wrong, content: { actions } })).rejects.toThrow(
    '1番目の対応が答える意見③は、「朝市の支援」の検証意見にありません。意見③があるのは「荷役設備の更新」です。①・②から選んでください。',
  )
  expect(await stateOf(id)).toBe('returned')
  const right = await rig.app.act({ ...wrong, content: { actions: [{ ...actions[0], answers: [2, 1] }] } })
  expect(right).toMatchObject(applied)
  const { versionId } = await rig.db.process.findUniqueOrThrow({ where: { id } })
  expect(await rig.app.act({ ...office(), processId: id, act: 'accept', versionId: versionId ?? '' })).toMatchObject(applied)
})

test('merged and out of order, the answers are complete; what was returned after acceptance still wants the office to look', async () => {
  await replyAnew('crane', [[3, 1], [4, 3], [1]])
  expect(await lacking()).toEqual({ state: 'open', findings: ['fresh'], unanswered: [] })
})

test('while a sheet is back with its section, confirming is not enough; accepted again and confirmed, the step closes', async () => {
  const card = `${rig.cycle}/cards/ferry`
  expect(await rig.app.act({ ...office(), processId: card, act: 'return' })).toMatchObject(applied)
  expect(await stateOf(step('cards'))).toBe('closed')
  expect((await rig.db.gate.findUniqueOrThrow({ where: { id: step('cards') } })).open).toBe(1)
  for (const key of ['remarks', 'replies', 'sign']) {
    expect(await rig.db.gate.findUniqueOrThrow({ where: { id: step(key) } }), key).toMatchObject({ stale: true })
  }
  expect(await rig.app.act({ ...office(), processId: step('sign'), act: 'confirm' })).toMatchObject(applied)
  expect(await lacking()).toMatchObject({ state: 'open', findings: ['fresh'] })

  const { post } = await rig.db.process.findUniqueOrThrow({ where: { id: card } })
  await rig.app.act({ processId: card, act: 'submit', post: post ?? '', via: 'page', content: { did: '渡し船を通年で運行した。' } })
  const { versionId } = await rig.db.process.findUniqueOrThrow({ where: { id: card } })
  expect(await rig.app.act({ ...office(), processId: card, act: 'accept', versionId: versionId ?? '' })).toMatchObject(applied)
  expect(await lacking()).toMatchObject({ state: 'open', findings: ['fresh'] })
  expect(await rig.app.act({ ...office(), processId: step('sign'), act: 'confirm' })).toMatchObject(applied)
  await eventually('the decision is closed', async () => (await stateOf(step('sign'))) === 'closed')
  await quiet(rig)
  expect(await disagreements(rig)).toEqual([])
})
