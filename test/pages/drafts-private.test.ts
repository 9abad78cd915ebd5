import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantAt } from '../../domain/calendar/instants.js'
import { kawasaki2016 } from '../support/bundles.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { writePastYear } from '../support/past-year.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser } from '../support/sign-in.js'

let rig: Rig
let pages: Pages
let office: Browser
let officer: Browser
let sheet: string
let id: string

beforeAll(async () => {
  rig = await rigFor(kawasaki2016())
  await rig.startWorker()
  await rig.play(instantAt('2016-12-05', '09:00'))
  pages = await pagesOf(rig)
  office = await pages.signedIn('kikaku@kawasaki.example')
  officer = await pages.signedIn('shogyo@kawasaki.example')
  id = `${rig.cycle}/sheet-forecast/p16-01`
  sheet = `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}/assignments/sheet-forecast/p16-01/sheet`
}, 240_000)
afterAll(() => rig?.close())

const unseen = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/<input type="hidden" name="(_\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  )
const write = async (who: Browser, plan: string, act = 'save') => {
  const hidden = unseen((await who.get(sheet)).text)
  return who.post(sheet, { ...hidden, plan, _do: act })
}

test('what a section is writing is not the office’s to read or to overwrite, until it hands in or throws it away', async () => {
  await write(officer, '空き店舗の持ち主にまだ話していない案')
  for (const seen of [await office.get(sheet), await office.get(sheet.replace('/sheet', '')), await office.get('/my-work')])
    expect(seen.text).not.toContain('まだ話していない案')
  expect((await office.get(sheet)).text).toContain('商業振興課が作成中です。')
  const pushed = await office.post(sheet, { plan: '事務局の案', _do: 'submit', _oral: 'on', _key: 'an-office-key', _revision: '1' })
  expect(pushed.status).toBe(409)
  expect(pushed.text).not.toContain('まだ話していない案')
  expect(await rig.db.version.count({ where: { processId: id } })).toBe(0)

  const hidden = unseen((await officer.get(sheet)).text)
  expect((await officer.post(sheet, { ...hidden, _do: 'discard' })).location).toContain('done=discarded')
  expect((await officer.get(sheet)).text).not.toContain('まだ話していない案')
  expect((await office.get(sheet)).text).toContain('事務局による代理入力')
})

test('an office person who once belonged to the section, or will by an unannounced transfer, still writes for it as the office', async () => {
  const { id: personId } = await rig.db.person.findUniqueOrThrow({ where: { email: 'kikaku@kawasaki.example' } })
  const postId = (await rig.db.process.findUniqueOrThrow({ where: { id } })).post ?? ''
  const held = { postId, personId, kind: 'deputy', recordedBy: personId }
  await rig.db.holding.create({ data: { ...held, id: randomUUID(), from: new Date('2005-04-01'), until: new Date('2010-03-31') } })
  await rig.db.holding.create({ data: { ...held, id: randomUUID(), from: new Date('2017-04-01'), announced: false } })
  expect((await write(office, '事務局が代わりに書いた案')).location).toContain('done=saved')
  const seen = (await office.get(sheet)).text
  expect(seen).toContain('事務局が代わりに書いた案')
  expect(seen).not.toContain('作成中です')
  // The section takes over, and from then on it is the section's.
  await write(officer, '課が引き取った案')
  expect((await office.get(sheet)).text).toContain('作成中です')
})

test('the form shows what last year’s answer to the opinions promised about the same programme', async () => {
  const { city, definition, bundle } = rig
  const programmes = bundle.programmes.filter(({ key }) => key === 'p16-01').map(({ key, name, department }) => ({ key, name, department }))
  const actions = [
    { text: '空き店舗の情報を月に一度公開する。', answers: [], timing: '平成28年度から', category: 'will-do' },
    { text: '意見として受け止める。', answers: [], category: 'reference' },
  ]
  const answered = { step: 'responses', kind: 'respond', subject: 'p16-01', form: 'actions', round: null, content: { actions } }
  await writePastYear(rig.db, { city, definition, fiscalYear: bundle.fiscalYear - 1, programmes, accepted: [answered] })
  const { text } = await officer.get(sheet)
  expect(text).toContain('の検証で約束した対応（1件）')
  expect(text).toContain('空き店舗の情報を月に一度公開する。')
  expect(text).toContain('平成28年度から')
  expect(text).not.toContain('意見として受け止める。')
})
