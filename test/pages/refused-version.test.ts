import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantAt } from '../../domain/calendar/instants.js'
import { kawasaki2016 } from '../support/bundles.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser } from '../support/sign-in.js'

let rig: Rig
let office: Browser
let officer: Browser
let stop: () => Promise<void>
/** assignments of the officer's section that wait to be handed in */
let ids: string[]

beforeAll(async () => {
  rig = await rigFor(kawasaki2016())
  stop = await rig.startWorker()
  await rig.play(instantAt('2016-12-05', '09:00'))
  const pages: Pages = await pagesOf(rig)
  office = await pages.signedIn('kikaku@kawasaki.example')
  officer = await pages.signedIn('shogyo@kawasaki.example')
  const open = await rig.db.process.findMany({
    where: { cycleId: rig.cycle, kind: 'assignment', stepKey: 'sheet-forecast', state: 'open' },
    orderBy: { id: 'asc' },
  })
  ids = open.map(({ id }) => id)
}, 240_000)
afterAll(() => rig?.close())

const pathOf = (id: string) => id.replace(rig.cycle, `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}/assignments`)
const sheetOf = (id: string) => `${pathOf(id)}/sheet`
const next = () => ids.shift() ?? ''
const standing = (id: string) => rig.db.process.findUniqueOrThrow({ where: { id } })
const hidden = async (who: Browser, path: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    [...(await who.get(path)).text.matchAll(/<input type="hidden" name="(_\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  )
const handIn = (id: string, text: string) =>
  rig.app.receive({ processId: id, act: 'submit', post: rig.office, via: 'page', content: { plan: [text] }, confirmed: 'oral' })
const edit = (id: string, versionId: string, text: string) =>
  rig.app.receive({
    processId: id,
    act: 'edit',
    post: rig.office,
    via: 'page',
    versionId,
    reason: '用語の統一',
    content: { plan: [text] },
  })

test('the office cannot edit a sheet that its section was asked to mend: no version is made, and the section writes on', async () => {
  const id = `${rig.cycle}/sheet-forecast/p16-01`
  ids = ids.filter((one) => one !== id)
  await officer.post(sheetOf(id), { ...(await hidden(officer, sheetOf(id))), plan: '課の文章', _do: 'submit', _oral: 'on' })
  const form = await hidden(office, `${pathOf(id)}/edit`)
  await office.post(`${pathOf(id)}/acts`, { _act: 'return', 'return-reason': '根拠を書いてください', _key: randomUUID() })
  expect((await standing(id)).state).toBe('returned')

  expect((await office.get(`${pathOf(id)}/edit`)).location).toBe(pathOf(id))
  const sent = await office.post(`${pathOf(id)}/edit`, { ...form, _reason: '用語の統一', plan: '事務局の文章' })
  expect((await office.get(sent.location ?? '')).text).toContain('受け付けられませんでした')
  expect(await rig.db.version.count({ where: { processId: id } })).toBe(1)
  const section = await hidden(officer, sheetOf(id))
  const saved = await officer.post(`${sheetOf(id)}/draft`, { ...section, _turn: '1', plan: '課が直している' })
  expect(saved.status).toBe(200)
})

test('of two sheets handed in at once, the page offers the one that was taken to be accepted', async () => {
  const id = next()
  const [first, second] = await Promise.all([handIn(id, '甲の案'), handIn(id, '乙の案')])
  const outcomes = [await rig.app.apply(first.id), await rig.app.apply(second.id)]
  expect(outcomes.map(({ state }) => state).toSorted()).toEqual(['applied', 'refused'])
  const offered = /name="version" value="([^"]*)"/.exec((await office.get(sheetOf(id))).text)?.[1] ?? ''
  expect(offered).toBe((await standing(id)).versionId)
  await office.post(`${pathOf(id)}/acts`, { _act: 'accept', version: offered, _key: randomUUID() })
  expect((await standing(id)).state).toBe('accepted')
})

test('an edit stands while it waits to be applied; refused behind an acceptance, it is not shown as what was accepted', async () => {
  const id = next()
  await rig.app.apply((await handIn(id, '課の文章')).id)
  const versionId = (await standing(id)).versionId ?? ''
  await stop()
  const accepted = await rig.app.receive({ processId: id, act: 'accept', post: rig.office, via: 'page', versionId })
  const edited = await edit(id, versionId, '受理されていない文章')
  expect((await office.get(sheetOf(id))).text).toContain('受理されていない文章')
  await rig.startWorker()
  expect((await rig.app.apply(accepted.id)).state).toBe('applied')
  expect((await rig.app.apply(edited.id)).state).toBe('refused')
  const { text } = await office.get(sheetOf(id))
  expect(text).toContain('課の文章')
  expect(text).not.toContain('受理されていない文章')
  // The next edit starts from what stands, too.
  expect((await rig.app.apply((await edit(id, versionId, '課の文書')).id)).state).toBe('applied')
  const mended = (await office.get(sheetOf(id))).text
  expect(mended).toContain('第1版から第3版への違い')
  expect(mended).not.toContain('受理されていない文章')
}, 60_000)
