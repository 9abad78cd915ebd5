import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { verifyTrail } from '../../client/app/views/verify-trail.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { type Rig, rigFor } from '../support/rig.js'
import { routeCity, routeOf } from '../support/route-city.js'
import type { Browser } from '../support/sign-in.js'
import { eventually, playUntil, quiet } from '../support/stage.js'

vi.setConfig({ testTimeout: 60_000 })

// The decision goes round in the city: the office drafts, the chief and the mayor rule.
let rig: Rig
let pages: Pages
let office: Browser
let chief: Browser
let mayor: Browser
let route: ReturnType<typeof routeOf>
let stopWorker: () => Promise<void>

beforeAll(async () => {
  rig = await rigFor(routeCity('chief'))
  route = routeOf(rig)
  stopWorker = await rig.startWorker()
  await playUntil(rig, ({ steps }) => steps['sign'] === 'open')
  pages = await pagesOf(rig)
  office = await pages.signedIn('seisaku@minato.example')
  chief = await pages.signedIn('shitsucho@minato.example')
  mayor = await pages.signedIn('hisho@minato.example')
}, 240_000)
afterAll(() => rig?.close())

test('nobody is asked before it is drafted, and nothing is drafted without the package that is to be decided on', async () => {
  expect(await route.stages()).toEqual(['draft open'])
  expect((await route.draft(office, 'draft', '公表してよいか伺います。')).text).toContain('起案の資料がありません。')
  expect((await route.packaged(office)).status).toBe(303)
  expect((await route.draft(office, 'draft', '公表してよいか伺います。')).status).toBe(303)
  expect(await route.stages()).toEqual(['chief open', 'draft accepted'])
})

test('a stage has its own due date and its mails, sees what it decides on, and nobody rules in its place', async () => {
  const { dueAt, askedAt } = await rig.db.process.findUniqueOrThrow({ where: { id: route.idOf('chief') } })
  const days = ((dueAt?.getTime() ?? 0) - (askedAt?.getTime() ?? 0)) / 86_400_000
  expect(days).toBeGreaterThan(1)
  expect(days, 'two business days of its own, not the five of the step').toBeLessThan(6)
  const mails = await rig.db.notice.findMany({ where: { processId: route.idOf('chief') } })
  expect(mails.map(({ kind }) => kind)).toContain('request')

  const { text } = await chief.get(route.sheet('chief'))
  for (const words of [
    '回議の経路',
    '報告書の起案',
    '起案済み',
    '室長の決裁',
    '判断待ち',
    '市長の決裁',
    'これから',
    '起案の資料（第1号、ZIP）',
  ])
    expect(text).toContain(words)
  expect(text, 'what a section may say of its sheet').not.toContain('該当なし')
  expect((await chief.get(`${route.step}/decision/package/1.zip`)).status).toBe(200)
  expect((await chief.get(`${route.step}/decision/package`)).status, 'making packages').toBe(404)
  const section = await pages.signedIn('machi-cho@minato.example')
  expect((await section.get(`${route.step}/decision/package/1.zip`)).status).toBe(404)

  const approved = { ruling: { state: 'approved', package: 1 } }
  const act = { processId: route.idOf('chief'), via: 'page' as const, post: rig.office, act: 'submit', content: approved }
  await expect(rig.app.act(act)).rejects.toThrow('ほかの職は代わりに書けません。')
  await expect(rig.app.act({ ...act, act: 'attest', reason: '急ぐため' })).rejects.toThrow('「該当なし」がありません。')
  await expect(rig.app.act({ ...act, act: 'reassign', toPost: rig.office })).rejects.toThrow('事務局の職には移せません。')
  expect((await route.packaged(office)).text).toContain('いまの号が回議中のため、新しい号は作れません。')
})

test('a stage that approves sends it on; one that does not says where back to, and why', async () => {
  expect((await route.submit(chief, 'chief', {})).text).toContain('判断')
  expect(await route.stages(), 'nothing was chosen').toEqual(['chief open', 'draft accepted'])
  expect((await route.sendBack(chief, 'chief', 'mayor', '先に見てほしい')).text).toContain(
    '差し戻せるのは、前の段階だけです：報告書の起案。',
  )
  expect((await route.sendBack(chief, 'chief', 'draft', '')).text).toContain('差し戻す理由を書いてください。')
  expect((await route.approve(chief, 'chief')).status).toBe(303)
  expect(await route.stages()).toEqual(['chief accepted', 'draft accepted', 'mayor open'])
})

test('what a stage said is not taken back by the office, and a request that nobody answered is asked anew', async () => {
  const act = { via: 'page' as const, post: rig.office, reason: '急ぐため' }
  for (const kind of ['return', 'withdraw'])
    await expect(rig.app.act({ ...act, processId: route.idOf('chief'), act: kind })).rejects.toThrow('事務局から取り消せません。')
  expect((await office.get(route.sheet('chief'))).text, 'asking for a ruling to be mended').not.toContain('修正を依頼する')
  const colleague = await pages.signedIn('seisaku-cho@minato.example')
  expect((await colleague.get('/my-work')).text, 'work of a colleague').not.toContain('市長の決裁')
  expect((await colleague.get(route.sheet('mayor'))).text).not.toContain('package/1.zip')
  expect((await mayor.get('/my-work')).text).toContain('市長の決裁')
})

test('the next is asked also when the worker died in between', async () => {
  await stopWorker()
  const typed = { 'ruling.state': 'returned', 'ruling.to': 'draft', 'ruling.reason': '桟橋の費用の根拠を書き足すこと。' }
  const sent = mayor.post(route.sheet('mayor'), await route.filled(mayor, 'mayor', typed))
  await eventually(
    'the ruling is received',
    async () => (await rig.db.command.count({ where: { processId: route.idOf('mayor'), act: 'submit' } })) > 0,
  )
  stopWorker = await rig.startWorker()
  expect((await sent).status).toBe(303)
  await eventually('the draft is asked for again', async () => (await route.stages()).includes('draft-2 open'))
  await quiet(rig)
  expect(await route.stages()).toEqual(['chief accepted', 'draft accepted', 'draft-2 open', 'mayor accepted'])
  const { text: shown } = await office.get(route.step)
  for (const words of ['起案の資料（第1号）を「報告書の起案」に差し戻しました。', '理由・意見：桟橋の費用の根拠を書き足すこと。', '起案中'])
    expect(shown).toContain(words)
})

test('what changed since the last look stands before whoever is asked again', async () => {
  await route.edit('crane', '岸壁クレーン2基のうち1基を更新し、桟橋の費用の根拠を示した。')
  await quiet(rig)
  expect((await route.draft(office, 'draft-2', '直しました。')).text).toContain('1件の内容が変わっています。資料を作り直して')
  expect((await route.packaged(office)).status).toBe(303)
  expect((await route.draft(office, 'draft-2', '直しました。')).status).toBe(303)

  const again = await chief.get(route.sheet('chief-2'))
  for (const words of ['室長の決裁（2回目）', '前回の判断（第1号）から変わったところ', '行ったこと', '桟橋の費用の根拠を示した。'])
    expect(again.text).toContain(words)
  expect(again.text).not.toContain('前回は差し戻しました。')
  expect((await route.approve(chief, 'chief-2')).status).toBe(303)
  const last = await mayor.get(route.sheet('mayor-2'))
  for (const words of ['前回は差し戻しました。理由：桟橋の費用の根拠を書き足すこと。', '桟橋の費用の根拠を示した。'])
    expect(last.text).toContain(words)
})

test('what moved on while it went round is not approved unseen', async () => {
  await route.edit('market', '朝市を月2回開いた。')
  await quiet(rig)
  expect((await route.approve(mayor, 'mayor-2')).text).toContain('変わった内容を見ないまま決めることになります。')
  expect((await route.sendBack(mayor, 'mayor-2', 'draft', '朝市の変更を資料に入れること。')).status).toBe(303)
  expect((await route.packaged(office)).status).toBe(303)
  expect((await route.draft(office, 'draft-3', '朝市を直しました。')).status).toBe(303)
  expect((await route.approve(chief, 'chief-3')).status).toBe(303)
})

test('who drafted does not approve, not even as a deputy; another deputy does, and the holder marks it as seen', async () => {
  const today = new Date('2022-05-01')
  const deputise = async (email: string) => {
    const person = await rig.db.person.findFirstOrThrow({ where: { email } })
    const held = { postId: `${rig.city}/mayor`, personId: person.id, kind: 'deputy', from: today, recordedBy: 'register' }
    await rig.db.holding.create({ data: { id: randomUUID(), ...held } })
  }
  await deputise('seisaku@minato.example')
  expect((await route.approve(office, 'mayor-3')).text).toContain('起案した人は承認できません。')
  await deputise('machi-cho@minato.example')
  const deputy = await pages.signedIn('machi-cho@minato.example')
  expect((await route.approve(deputy, 'mayor-3')).status).toBe(303)
  await eventually('the step is over', async () => {
    return (await rig.db.process.findUniqueOrThrow({ where: { id: `${rig.cycle}/sign` } })).state === 'closed'
  })
  expect((await route.stages()).filter((one) => one.endsWith('open'))).toEqual([])

  const { text } = await mayor.get(route.sheet('mayor-3'))
  expect(text).toContain('本務の人の後閲は、まだ記録されていません。')
  const version = /name="version" value="([^"]+)"/.exec(text)?.[1] ?? ''
  const seen = { _key: randomUUID(), version }
  expect((await deputy.post(`${route.step}/decision/seen`, seen)).status).toBe(404)
  expect((await mayor.post(`${route.step}/decision/seen`, seen)).status).toBe(303)
  expect((await mayor.get(route.sheet('mayor-3'))).text).toMatch(/本務の人が<time[^>]*>[^<]*<\/time>に後閲しました。/)
})

test('the year goes on with what was decided', async () => {
  const { text } = await office.get(route.step)
  expect(text).toContain('全ての段階の承認が済んでいます。')
  expect(text).toContain('起案の資料（第3号）を承認しました。')
  expect(text, 'a year that goes on changes nothing of what was decided').not.toContain('承認の前に、資料の作り直しが要ります。')
  const act = { via: 'page' as const, post: rig.office, reason: '直すため', processId: route.idOf('mayor-3') }
  for (const kind of ['return', 'withdraw']) await expect(rig.app.act({ ...act, act: kind })).rejects.toThrow('終わっています。')
  expect((await route.packaged(office)).text).toContain('全ての段階の承認が済んでいるため、新しい号は作れません。')
  const trail = await office.get(`/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}/trail`)
  expect(trail.text).toContain('「市長の決裁」として、起案の資料（第1号）を「報告書の起案」に差し戻した。')
  expect(trail.text).toContain('「市長の決裁（3回目）」として、起案の資料（第3号）を承認した。')
  expect((await verifyTrail(rig.db, rig.cycle)).faults).toEqual([])
})
