import { afterAll, beforeAll, expect, test } from 'vitest'
import { smallCity } from '../support/bundles.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser } from '../support/sign-in.js'
import { eventually, playUntil } from '../support/stage.js'

let rig: Rig
let pages: Pages
/** officer and head of the harbour section, whose programme is crane */
let harbour: Browser
/** head of the town section, whose programme is market */
let town: Browser

beforeAll(async () => {
  rig = await rigFor(smallCity())
  await rig.startWorker()
  await playUntil(rig, ({ steps }) => steps.replies === 'open')
  pages = await pagesOf(rig)
  harbour = await pages.signedIn('sangyo@minato.example')
  town = await pages.signedIn('machi-cho@minato.example')
}, 240_000)
afterAll(() => rig?.close())

const sheet = (step: string, subject: string) =>
  `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}/assignments/${step}/${subject}/sheet`
const opinionsOn = (subject: string) => rig.bundle.opinions.filter((opinion) => opinion.subject === subject).map(({ text }) => text)

const hidden = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/<input type="hidden" name="(_\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  )

test('a section sees the opinions that it has to answer, with their numbers and kinds, and not those about another’s programme', async () => {
  const { text } = await harbour.get(sheet('replies', 'crane'))
  expect(text).toContain('答える検証意見（4件）')
  for (const opinion of opinionsOn('crane')) expect(text).toContain(opinion)
  expect(text).toMatch(/① 残る1基の費用の見通しを示してほしい。<span class="soft">（意見・費用）<\/span><strong>　対応が要ります/)
  expect(text).toMatch(/② 更新中も荷役を止めなかった点を評価する。<span class="soft">（評価）<\/span><\/li>/)
  expect(text.indexOf('答える検証意見')).toBeLessThan(text.indexOf('data-rows="actions"'))
  // opinions about the whole may be answered by any section; another programme’s are not this one’s to see
  for (const opinion of opinionsOn('cross-cutting')) expect(text).toContain(opinion)
  for (const opinion of opinionsOn('market')) expect(text).not.toContain(opinion)

  const other = await town.get(sheet('replies', 'market'))
  expect(other.text).toContain('答える検証意見（2件）')
  for (const opinion of opinionsOn('market')) expect(other.text).toContain(opinion)
  const denied = await town.get(sheet('replies', 'crane'))
  for (const opinion of opinionsOn('crane')) for (const seen of [other, denied]) expect(seen.text).not.toContain(opinion)
})

test('a sheet that answers no opinions does not show them', async () => {
  const { status, text } = await harbour.get(sheet('cards', 'crane'))
  expect(status).toBe(200)
  expect(text).not.toContain('答える検証意見')
  for (const opinion of opinionsOn('crane')) expect(text).not.toContain(opinion)
})

test('each Action ticks the opinions it answers; what is left is said when it is saved, and an indicator of the sheet is offered', async () => {
  const path = sheet('replies', 'crane')
  const empty = (await harbour.get(path)).text
  expect(empty).toContain('対応が要る意見のうち、①・③・④（3件）に答える対応が、まだありません。')
  expect(empty).toMatch(/name="actions.0.answer.3" value="on"\/?>\s*<span>③ 古い設備の部品を残る1基に使えないか。<strong>（要対応）/)
  expect(empty).toMatch(/施策全体への意見にも答えるとき（1件）/)
  expect(empty).toContain('<option value="更新した基数">')

  const ticked = {
    'actions.0.text': '部品の再利用を含めて見積もる。',
    'actions.0.answer.3': 'on',
    'actions.0.answer.1': 'on',
    'actions.0.wholly.1': 'on',
  }
  await harbour.post(path, { ...hidden(empty), ...ticked, 'actions.0.indicator': '更新した基数', _do: 'save' })
  const { text } = await harbour.get(path)
  expect(text).toContain('対応が要る意見のうち、④（1件）に答える対応が、まだありません。')
  expect(text).toMatch(/name="actions.0.answer.1" value="on" checked/)
  expect(text).not.toMatch(/name="actions.0.answer.4" value="on" checked/)
  const draft = await rig.db.draft.findFirstOrThrow({ where: { processId: `${rig.cycle}/replies/crane` } })
  expect(draft.content).toEqual({
    actions: [{ text: '部品の再利用を含めて見積もる。', answers: [1, 3], whole: [1], indicator: '更新した基数' }],
  })
})

test('who checks the answers reads the opinions beside them', async () => {
  const path = sheet('replies', 'crane')
  const fields = { 'actions.0.no': '1', 'actions.0.text': '見積りを公表する。', 'actions.0.answers': '1、3、4', _do: 'submit' }
  const sent = await harbour.post(path, { ...hidden((await harbour.get(path)).text), ...fields })
  expect(sent.location).toContain('/receipt/')
  const id = `${rig.cycle}/replies/crane`
  await eventually(
    'the answers are handed in',
    async () => (await rig.db.process.findUniqueOrThrow({ where: { id } })).state === 'submitted',
  )
  const office = await pages.signedIn('seisaku@minato.example')
  for (const who of [office, harbour]) {
    const { text } = await who.get(path)
    expect(text).toContain('答える検証意見（4件）')
    for (const opinion of opinionsOn('crane')) expect(text).toContain(opinion)
    expect(text.indexOf('答える検証意見')).toBeLessThan(text.indexOf('見積りを公表する。'))
  }
})
