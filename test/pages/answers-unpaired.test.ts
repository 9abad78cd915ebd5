import { afterAll, beforeAll, expect, test } from 'vitest'
import { smallCity } from '../support/bundles.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser } from '../support/sign-in.js'
import { playUntil, quiet } from '../support/stage.js'

let rig: Rig
let pages: Pages
let office: Browser
const year = () => `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}`

/** A year whose source pairs nothing: neither opinions nor Actions have numbers, and no Action names an opinion. */
beforeAll(async () => {
  const { definition, bundle } = smallCity()
  const opinions = bundle.opinions.map((one) => ({ ...one, no: null }))
  const actions = bundle.actions.map((one) => ({ ...one, no: null, answers: [] }))
  rig = await rigFor({ definition: { ...definition, pairing: 'unknown' }, bundle: { ...bundle, pairing: 'unknown', opinions, actions } })
  await rig.startWorker()
  await playUntil(rig, ({ steps }) => steps.replies === 'open')
  pages = await pagesOf(rig)
  office = await pages.signedIn('seisaku@minato.example')
}, 240_000)
afterAll(() => rig?.close())

test('nothing is asked of pairing where the year pairs nothing: no numbers, no ticks, nothing said to be left', async () => {
  const section = await pages.signedIn('machi-cho@minato.example')
  const { text } = await section.get(`${year()}/assignments/replies/market/sheet`)
  expect(text).toContain('答える検証意見（2件）')
  expect(text).not.toContain('type="checkbox" id="f-actions')
  expect(text).not.toContain('答える対応が、まだありません')
})

test('programmes without any answer are counted, with who holds each; one Action answers for all of a programme’s opinions', async () => {
  const before = (await office.get(`${year()}/review/answers`)).text
  expect(before).toContain('▲ 3施策')
  expect((await office.get(`${year()}/steps/sign`)).text).toMatch(/対応のない施策（3件）[\s\S]*朝市の支援[\s\S]*まち課/)

  const town = await pages.signedIn('machi-cho@minato.example')
  expect((await town.get(`${year()}/review/answers`)).text).toContain('▲ 1施策')

  const id = `${rig.cycle}/replies/market`
  const { post } = await rig.db.process.findUniqueOrThrow({ where: { id } })
  const content = { actions: [{ text: '学校と組む。', answers: [] }] }
  await rig.app.act({ processId: id, act: 'submit', post: post ?? '', via: 'page', content })
  const { versionId } = await rig.db.process.findUniqueOrThrow({ where: { id } })
  await rig.app.act({ processId: id, act: 'accept', post: rig.office, via: 'page', versionId: versionId ?? '' })
  await quiet(rig)

  expect((await town.get(`${year()}/review/answers`)).text).not.toContain('▲')
  const after = (await office.get(`${year()}/review/answers`)).text
  expect(after).toContain('▲ 2施策')
  const done = (await office.get(`${year()}/review/answers?state=answered`)).text
  expect(done).toContain('出店者の高齢化にどう備えるか。')
  expect(done).toContain('学校と組む。')
  expect(done).not.toContain('残る1基の費用の見通しを示してほしい。')
})
