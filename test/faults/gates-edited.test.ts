import { afterAll, beforeAll, expect, test } from 'vitest'
import { smallCity } from '../support/bundles.js'
import { type Rig, rigFor } from '../support/rig.js'
import { eventually, playUntil, quiet } from '../support/stage.js'

let rig: Rig
const step = (key: string) => `${rig.cycle}/${key}`
const stateOf = async (id: string) => (await rig.db.process.findUniqueOrThrow({ where: { id } })).state

beforeAll(async () => {
  const year = smallCity()
  // The replies of the record without the one that answers crane's first and third opinions.
  const actions = year.bundle.actions.filter(({ subject, answers }) => !(subject === 'crane' && answers.includes(1)))
  rig = await rigFor({ ...year, bundle: { ...year.bundle, actions } })
  await rig.startWorker()
  await playUntil(rig, ({ steps }) => steps['sign'] === 'open')
  const decision = { processId: `${rig.cycle}/sign/sign`, act: 'submit', post: `${rig.city}/mayor`, via: 'page' as const }
  await rig.app.act({ ...decision, content: { decidedOn: '2022-07-15' } })
  await quiet(rig)
}, 120_000)
afterAll(() => rig.close())

test('a gate that waits for an answer looks again when the office mends the accepted replies, and the year goes on', async () => {
  expect(await stateOf(step('sign'))).toBe('open')
  const { acceptedVersion } = await rig.db.process.findUniqueOrThrow({ where: { id: step('replies/crane') } })
  const version = await rig.db.version.findUniqueOrThrow({ where: { id: acceptedVersion ?? '' } })
  const { actions } = version.content as { actions: { answers: number[] }[] }
  const content = { actions: actions.map((one, at) => (at === 0 ? { ...one, answers: [...new Set([...one.answers, 1, 3])] } : one)) }
  const office = { post: rig.office, via: 'page' as const, reason: '答える意見の番号を補った' }
  const edit = { ...office, processId: step('replies/crane'), act: 'edit', versionId: version.id, content, consent: '7月16日 港湾課 担当' }
  expect(await rig.app.act(edit)).toMatchObject({ state: 'applied' })
  await quiet(rig)
  // Its meaning has changed after the replies had closed: what was built on them waits for the office's look.
  const { stale } = await rig.db.gate.findUniqueOrThrow({ where: { id: step('sign') } })
  expect(stale).toBe(true)
  expect(await rig.app.act({ ...office, processId: step('sign'), act: 'confirm' })).toMatchObject({ state: 'applied' })
  await eventually('the decision closes', async () => (await stateOf(step('sign'))) === 'closed')
})
