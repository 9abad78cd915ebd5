import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { newestPackage } from '../../prisma/packages.js'
import { holdLock } from '../support/held-lock.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { type Rig, rigFor } from '../support/rig.js'
import { routeCity, routeOf } from '../support/route-city.js'
import type { Browser, Seen } from '../support/sign-in.js'
import { eventually, playUntil, quiet } from '../support/stage.js'

vi.setConfig({ testTimeout: 60_000 })

// The played clock stands still all the while: everything happens at one instant. The chief's stage has a name that begins as the draft's.
let rig: Rig
let pages: Pages
let office: Browser
let chief: Browser
let mayor: Browser
let route: ReturnType<typeof routeOf>
const stateOf = async (id: string) => (await rig.db.process.findUniqueOrThrow({ where: { id } })).state
const open = async () => (await route.stages()).filter((one) => /open|returned/.test(one))
const reply = () => `${rig.cycle}/replies/market`

/** The mayor approves, and something else happens before the step looks. */
async function approvedBefore(subject: string, other: () => Promise<unknown>): Promise<Seen> {
  const form = await route.filled(mayor, subject, { 'ruling.state': 'approved' })
  const look = await holdLock(rig, 'SELECT 1 FROM process WHERE id = $1 FOR UPDATE', [route.stepId])
  const sent = await mayor.post(route.sheet(subject), form)
  await other()
  await look.release()
  await quiet(rig)
  return sent
}

beforeAll(async () => {
  rig = await rigFor(routeCity('draft-check', ['answered']))
  route = routeOf(rig)
  await rig.startWorker()
  await playUntil(rig, ({ steps }) => steps['sign'] === 'open')
  pages = await pagesOf(rig)
  office = await pages.signedIn('seisaku@minato.example')
  chief = await pages.signedIn('shitsucho@minato.example')
  mayor = await pages.signedIn('hisho@minato.example')
}, 240_000)
afterAll(() => rig?.close())

test('while the draft is asked for again, a stage further on can neither approve nor send back', async () => {
  expect((await route.packaged(office)).status).toBe(303)
  expect((await route.draft(office, 'draft')).status).toBe(303)
  expect((await route.approve(chief, 'draft-check')).status).toBe(303)
  await rig.app.act({ processId: route.idOf('draft'), act: 'return', reason: '直します', post: rig.office, via: 'page' })
  await quiet(rig)
  expect(await open()).toEqual(['draft returned', 'mayor open'])
  const waits = 'いまは、前の段階の「報告書の起案」が済むのを待っています。'
  expect((await mayor.get(route.sheet('mayor'))).text).toContain(`${waits}判断は、その後に書けます。`)
  expect((await route.approve(mayor, 'mayor')).text).toContain(`${waits}済んだ後に、この画面を開き直して判断してください。`)
  expect((await route.sendBack(mayor, 'mayor', 'draft', '急ぐため')).text).toContain(waits)
})

test('an approval of the first package does not count for the second, though both happen at one instant', async () => {
  await route.edit('market', '朝市を月2回開いた。')
  await quiet(rig)
  expect((await route.packaged(office)).status).toBe(303)
  expect((await route.draft(office, 'draft')).status).toBe(303)
  expect(await open()).toEqual(['draft-check-2 open', 'mayor open'])
  expect((await route.approve(mayor, 'mayor')).text).toContain('前の段階の「室長の決裁（2回目）」が済むのを待っています。')
})

test('who ruled on a stage named like the draft has not drafted', async () => {
  expect((await route.approve(chief, 'draft-check-2')).status).toBe(303)
  expect((await mayor.get(route.sheet('mayor'))).text).not.toContain('済むのを待っています。')
})

test('words that the office mends while the last approval is on its way are not published unseen', async () => {
  expect((await approvedBefore('mayor', () => route.edit('market', '朝市を月3回開いた。'))).status).toBe(303)
  expect(await stateOf(route.stepId)).toBe('open')
  expect(await open(), 'the draft is asked for again').toEqual(['draft-2 open'])
  expect((await office.get(route.step)).text).toContain('この資料を作った後に、1件の内容が変わっています。')
  expect((await route.packaged(office)).status).toBe(303)
  expect((await route.draft(office, 'draft-2')).status).toBe(303)
  expect((await route.approve(chief, 'draft-check-3')).status).toBe(303)
})

test('an answer that is returned while the last approval is on its way is decided on as it then stands', async () => {
  const { acceptedVersion, post, checkPost } = await rig.db.process.findUniqueOrThrow({ where: { id: reply() } })
  const act = { processId: reply(), via: 'page' as const }
  const back = () => rig.app.act({ ...act, act: 'return', reason: '直してください', post: rig.office })
  expect((await approvedBefore('mayor-2', back)).status).toBe(303)
  expect(await open()).toEqual(['draft-3 open'])
  expect((await route.draft(office, 'draft-3')).text).toContain('1件の内容が変わっています。')

  const { content } = await rig.db.version.findUniqueOrThrow({ where: { id: acceptedVersion ?? '' } })
  const { actions, ...rest } = content as { actions: object[] }
  const anew = { ...rest, actions: actions.map((one) => ({ ...one, text: '承認の後に書き換えた対応。' })) }
  await rig.app.act({ ...act, act: 'submit', content: anew, post: post ?? '' })
  await quiet(rig)
  const { versionId } = await rig.db.process.findUniqueOrThrow({ where: { id: reply() } })
  await rig.app.act({ ...act, act: 'accept', versionId: versionId ?? '', post: checkPost ?? '' })
  await quiet(rig)
  expect(await stateOf(route.stepId), 'every answer is there, but not in what was approved').toBe('open')

  expect((await route.packaged(office)).status).toBe(303)
  expect((await route.draft(office, 'draft-3')).status).toBe(303)
  expect((await route.approve(chief, 'draft-check-4')).status).toBe(303)
  expect((await route.approve(mayor, 'mayor-3')).status).toBe(303)
  await eventually('the step is over', async () => (await stateOf(route.stepId)) === 'closed')
  expect(await newestPackage(rig.db, rig.cycle, 'sign')).toMatchObject({ no: 4, changed: 0 })
})
