import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sheetPromises } from '../../client/app/review/promises/sheet-promises.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { writePastYear } from '../support/past-year.js'
import { reviewCity, seatKey } from '../support/review-city.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser } from '../support/sign-in.js'
import { eventually } from '../support/stage.js'
import { moveTo, quiet } from '../workflows/move-clock.js'

let rig: Rig
let pages: Pages
let home: string
/** officer and head of the harbour section, whose programme is crane; head of the town section, whose programme is market */
let harbour: Browser
let town: Browser
let office: Browser
let auditor: Browser

beforeAll(async () => {
  const year = reviewCity()
  const programmes = year.bundle.programmes.map((one) =>
    one.key === 'crane' ? { ...one, formerly: [{ fiscalYear: 2020, key: 'hoist', how: 'renamed' as const }] } : one,
  )
  rig = await rigFor({ ...year, bundle: { ...year.bundle, programmes } })
  await rig.startWorker()
  await rig.startYear()
  const measures = [{ name: '更新した基数', unit: '台', values: [{ fiscalYear: 2020, target: 1, actual: 1 }] }]
  const actions = [
    { no: 1, text: '部品の在庫を年度内に調べる。', answers: [1], category: 'study', timing: '2021年度', budget: 'new' },
    { no: 2, text: '荷主への説明会を開く。', answers: [2], category: 'act' },
  ]
  await writePastYear(rig.db, {
    city: rig.city,
    definition: rig.definition,
    fiscalYear: 2020,
    programmes: [
      { key: 'hoist', name: '起重機の更新', department: 'minato' },
      { key: 'market', name: '朝市の支援', department: 'machi' },
    ],
    accepted: [
      {
        step: 'cards',
        kind: 'collect',
        subject: 'hoist',
        form: 'card',
        round: 'year',
        content: { did: '調べた。', measures, spent: { value: 5000 } },
      },
      { step: 'replies', kind: 'respond', subject: 'hoist', form: 'replies', round: null, content: { actions } },
      {
        step: 'replies',
        kind: 'respond',
        subject: 'market',
        form: 'replies',
        round: null,
        content: { actions: [{ no: 1, text: '出店者を募る。', answers: [1], category: 'act' }] },
      },
    ],
  })
  await moveTo(rig, '2022-05-09T02:00:00.000Z')
  await quiet(rig)
  pages = await pagesOf(rig)
  home = `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}`
  harbour = await pages.signedIn('sangyo@minato.example')
  town = await pages.signedIn('machi-cho@minato.example')
  office = await pages.signedIn('seisaku@minato.example')
  auditor = await pages.signedIn('kansa@minato.example')
}, 240_000)
afterAll(() => rig?.close())

const sheet = (subject: string) => `${home}/assignments/cards/${subject}/sheet`
const hidden = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/<input type="hidden" name="(_\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  )
const stateOf = async (subject: string) =>
  (await rig.db.process.findUniqueOrThrow({ where: { id: `${rig.cycle}/cards/${subject}` } })).state
const crane = (more: Record<string, string>) => ({
  did: '岸壁クレーン1基を更新した。',
  spent: '182,000',
  'measures.0.name': '更新した基数',
  'measures.0.unit': '基',
  'measures.0.2020.actual': '1',
  'measures.0.2021.actual': '1',
  'promises.0.ref': '2020/hoist/1',
  'promises.1.ref': '2020/hoist/2',
  ...more,
})

describe('what was promised a year ago', () => {
  test('is asked on this year’s sheet, one by one, under the name that the programme had', async () => {
    const { text } = await harbour.get(sheet('crane'))
    expect(text).toContain('令和2年度（2020年度）の検証で約束した対応（2件）')
    expect(text).toContain('令和2年度の対応①')
    expect(text).toContain('部品の在庫を年度内に調べる。')
    expect(text).toContain('（調べる、2021年度、予算：新たな予算、「起重機の更新」だったときの対応）')
    expect(text).toMatch(/type="radio" name="promises\.1\.state" value="under-way"/)
    expect(text).not.toContain('出店者を募る。')
  })

  test('stands beside the forms about the budget of its own year, with its kind of budget', async () => {
    const form = { city: rig.city, definition: rig.definition.id, subject: 'hoist', fiscalYear: 2020 }
    const beside = await sheetPromises(rig.db, { ...form, stepKind: 'follow-up' })
    expect(beside.map(({ no, budgetName }) => [no, budgetName])).toEqual([
      [1, '新たな予算'],
      [2, null],
    ])
    expect(await sheetPromises(rig.db, { ...form, stepKind: 'collect' })).toEqual([])
  })

  test('left out, or dropped without a reason, is told in words, and what was typed stays', async () => {
    const send = async (more: Record<string, string>) =>
      harbour.post(sheet('crane'), { ...hidden((await harbour.get(sheet('crane'))).text), ...crane(more), _do: 'submit' })
    const left = await send({ 'promises.0.state': 'done', 'promises.0.text': '全ての部品を調べた。' })
    expect(left.status).toBe(400)
    expect(left.text).toContain('令和2年度の対応②「荷主への説明会を開く。」のその後が選ばれていません。')
    expect(left.text).toContain('全ての部品を調べた。')
    const bare = await send({ 'promises.0.state': 'done', 'promises.1.state': 'dropped' })
    expect(bare.status).toBe(400)
    expect(bare.text).toContain('取りやめた理由を書いてください。')
    const foreign = await send({
      'promises.0.state': 'done',
      'promises.1.state': 'done',
      'promises.2.ref': '2020/market/1',
      'promises.2.state': 'done',
    })
    expect(foreign.text).toContain('別の施策「朝市の支援」のものです。')
    expect(await stateOf('crane')).toBe('open')
  })

  test('cannot be passed over by saying that there is nothing to report', async () => {
    const fields = hidden((await town.get(sheet('market'))).text)
    const { status, text } = await town.post(sheet('market'), { ...fields, _do: 'attest', _reason: '今年度は行っていない。' })
    expect(status).toBe(400)
    expect(text).toContain('前の年度までに約束した対応が1件あり')
    expect(await stateOf('market')).toBe('open')
  })

  test('answered goes in, and who checks it reads the answers', async () => {
    const fields = hidden((await harbour.get(sheet('crane'))).text)
    const more = {
      'promises.0.state': 'done',
      'promises.0.text': '全て調べた。',
      'promises.1.state': 'dropped',
      'promises.1.reason': '書面で知らせた。',
    }
    const sent = await harbour.post(sheet('crane'), { ...fields, ...crane(more), _do: 'submit' })
    expect(sent.location).toContain('/receipt/')
    await eventually('the sheet is handed in', async () => (await stateOf('crane')) === 'submitted')
    const { text } = await office.get(sheet('crane'))
    expect(text).toContain('令和2年度の対応①：実施した')
    expect(text).toContain('（取りやめた理由：書面で知らせた。）')
    await rig.app.act({
      processId: `${rig.cycle}/cards/crane`,
      act: 'accept',
      versionId: `${rig.cycle}/cards/crane@1`,
      post: rig.office,
      via: 'page',
    })
    await eventually('the sheet is accepted', async () => (await stateOf('crane')) === 'accepted')
  })

  test('stands in the city’s list with its course; a section sees its own', async () => {
    const list = `/${rig.city}/promises`
    const { text } = await auditor.get(list)
    expect(text).toContain('2020 調べる → 2021 実施した')
    expect(text).toContain('2020 行う → 2021 取りやめた')
    expect(text).toContain('出店者を募る。')
    expect((await auditor.get(`${list}?state=open`)).text).not.toContain('荷主への説明会を開く。')
    const own = (await harbour.get(list)).text
    expect(own).toContain('荷主への説明会を開く。')
    expect((await town.get(list)).text).not.toContain('荷主への説明会を開く。')
    const file = await office.get(`${list}.csv?state=dropped`)
    expect(file.text).toContain('荷主への説明会を開く。')
    expect(file.text).not.toContain('部品の在庫')
    expect((await office.get(`${list}?state=nonsense`)).status).toBe(400)
  })
})

describe('an answer to this year’s opinions', () => {
  test('can carry an open promise on; another programme’s, one of its own year or one that is unknown is refused in words', async () => {
    const id = `${rig.cycle}/replies/market`
    const dates = { opensAt: new Date(), askedAt: new Date(), dueAt: new Date('2022-06-30T08:00:00.000Z'), updatedAt: new Date() }
    const own = { id, kind: 'assignment', city: rig.city, cycleId: rig.cycle, parentId: `${rig.cycle}/replies`, stepKey: 'replies' }
    const asked = {
      stepKind: 'respond',
      subject: 'market',
      form: 'replies',
      state: 'open',
      started: true,
      post: `${rig.city}/machi-officer`,
    }
    await rig.db.process.create({ data: { ...own, ...asked, ...dates } })
    const path = `${home}/assignments/replies/market/sheet`
    const { text } = await town.get(path)
    expect(text).toMatch(/name="actions\.0\.continues"[\s\S]*?<option value="2020\/market\/1"/)
    const send = async (continues: string) => {
      const action = { 'actions.0.text': '学校と組む。', 'actions.0.no': '1', 'actions.0.continues': continues }
      return (await town.post(path, { ...hidden((await town.get(path)).text), ...action, _do: 'submit', _oral: 'on' })).text
    }
    expect(await send('2020/hoist/1')).toContain('対応が引き継ぐ令和2年度の対応①は、別の施策「起重機の更新」のものです。')
    expect(await send('2021/market/1')).toContain('輪になってしまいます')
    expect(await send('2020/market/9')).toContain('記録にありません')
    await rig.db.draft.deleteMany({ where: { processId: id } })
    await rig.db.process.delete({ where: { id } })
  })
})

describe('a programme’s years', () => {
  test('stand side by side through its renaming; another unit is not joined', async () => {
    const { status, text } = await harbour.get(`${home}/review/years/crane`)
    expect(status).toBe(200)
    for (const words of [
      '「起重機の更新」から「荷役設備の更新」に名称が変わりました。',
      '単位が「台」です。別の指標として、つなげていません。',
      '令和2年度決算',
      '182,000',
      '構成する事業：岸壁クレーンの更新',
      '部品の在庫を年度内に調べる。',
    ])
      expect(text).toContain(words)
    expect((await town.get(`${home}/review/years/crane`)).status).toBe(404)
    expect((await auditor.get(`${home}/review/years/crane`)).status).toBe(200)
    expect((await town.get(`${home}/review/years`)).text).toContain('朝市の支援')
    expect((await town.get(`${home}/review/years`)).text).not.toContain('荷役設備の更新')
  })

  test('name what a shared programme’s amounts stand with', async () => {
    expect((await office.get(`${home}/review/years/seamen`)).text).toContain('「荷役設備の更新」と一体的に実施')
  })
})

describe('the selection of a running year', () => {
  const path = () => `${home}/review/selection`
  const verified = async () =>
    (await rig.db.programme.findMany({ where: { cycleId: rig.cycle, verified: true }, orderBy: { key: 'asc' } })).map(({ key }) => key)
  const boxes = { 'verified-was.market': 'on', 'verified-was.ferry': 'off', 'wish-was.ferry': 'off' }

  test('is the office’s: a section finds nothing, an auditor looks', async () => {
    expect((await town.get(path())).status).toBe(404)
    expect((await auditor.get(path())).text).not.toContain('選定を保存する')
    const { text } = await office.get(path())
    for (const words of [
      'href="#saving"',
      'id="saving"',
      '重点事業',
      '前の年度までの約束 1件',
      '一体（額はそちらで一度だけ数える）',
      '岸壁クレーンの更新',
    ])
      expect(text).toContain(words)
  })

  test('changes with a reason, once, and leaves a row in the trail', async () => {
    const asked = { ...boxes, 'verified.market': 'on', 'verified.ferry': 'on', 'wish.ferry': 'on' }
    const bare = await office.post(path(), { ...asked, _key: 'selection-key-1' })
    expect([bare.status, await verified()]).toEqual([400, ['crane', 'market']])
    for (let times = 0; times < 2; times += 1)
      expect(
        (await office.post(path(), { ...asked, _key: 'selection-key-2', reason: '協議会から航路の維持を見たいとの希望。' })).status,
      ).toBe(303)
    expect(await verified()).toEqual(['crane', 'ferry', 'market'])
    const rows = await rig.db.trail.findMany({ where: { cycleId: rig.cycle, kind: 'selection-changed' } })
    expect(rows.map(({ body }) => JSON.parse(body))).toMatchObject([{ added: ['ferry'], dropped: [], wished: ['ferry'], post: rig.office }])
    expect((await office.get(path())).text).toContain('協議会の希望（協議会から航路の維持を見たいとの希望。）')
    const stale = await office.post(path(), {
      'verified-was.ferry': 'off',
      'verified.ferry': 'on',
      _key: 'selection-key-3',
      reason: '古い画面',
    })
    expect(stale.text).toContain('「渡し船の運行」は、その間にほかの操作で変わりました。')
  })

  test('keeps what was ticked when the reason was left out: sent again, all of it is saved', async () => {
    const boxes = (text: string) =>
      [...text.matchAll(/<input [^>]*>/g)].flatMap(([tag]) => {
        const value = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
        return tag.includes('type="checkbox"') && !tag.includes(' checked') ? [] : [[value('name'), value('value')] as const]
      })
    const sent = { ...Object.fromEntries(boxes((await office.get(path())).text)), 'wish.market': 'on', 'verified.crane': '', reason: '' }
    const bare = await office.post(path(), { ...sent, _key: 'selection-key-5' })
    expect(bare.status).toBe(400)
    const again = { ...Object.fromEntries(boxes(bare.text)), 'wish.ferry': '', reason: '協議会が見直した。' }
    expect((await office.post(path(), { ...again, _key: 'selection-key-6' })).status).toBe(303)
    const [row] = await rig.db.trail.findMany({ where: { cycleId: rig.cycle, kind: 'selection-changed' }, orderBy: { no: 'desc' } })
    expect(JSON.parse(row?.body ?? '')).toMatchObject({ added: [], dropped: ['crane'], wished: ['market'], unwished: ['ferry'] })
    const back = { 'verified-was.crane': 'off', 'verified.crane': 'on', reason: '戻す。', _key: 'selection-key-7' }
    expect((await office.post(path(), back)).status).toBe(303)
  })

  test('is over when the verified ones have been asked', async () => {
    await rig.db.process.update({ where: { id: `${rig.cycle}/remarks` }, data: { state: 'waiting' } })
    const { status, text } = await office.post(path(), { 'verified-was.ferry': 'on', _key: 'selection-key-4', reason: '外す。' })
    expect(status).toBe(400)
    expect(text).toContain('検証対象は変えられません')
    expect(await verified()).toContain('ferry')
    await rig.db.process.update({ where: { id: `${rig.cycle}/remarks` }, data: { state: 'planned' } })
  })
})

describe('members and programmes', () => {
  const path = () => `${home}/review/allotment`
  const stood = (text: string) => /name="stood" value="([^"]+)"/.exec(text)?.[1] ?? ''
  const at = (programme: string, seat: number) => `at.${programme}.${seatKey(seat)}`
  const why = (programme: string, seat: number) => `why.${programme}.${seatKey(seat)}`
  const rows = () => rig.db.allotment.findMany({ where: { cycleId: rig.cycle }, orderBy: { no: 'asc' } })

  test('a conflict needs its reason, which stays out of the trail; rows are only added', async () => {
    const given = {
      _act: 'save',
      stood: stood((await office.get(path())).text),
      [at('crane', 1)]: 'conflict',
      [at('crane', 2)]: 'assigned',
    }
    const bare = await office.post(path(), { ...given, _key: 'allotment-key-1' })
    expect(bare.status).toBe(400)
    expect(bare.text).toContain(`name="${why('crane', 1)}"`)
    expect(await rows()).toEqual([])
    const whole = { ...given, [why('crane', 1)]: '荷主の会社の役員を務める。', _key: 'allotment-key-2' }
    for (let times = 0; times < 2; times += 1) expect((await office.post(path(), whole)).status).toBe(times === 0 ? 303 : 303)
    expect((await rows()).map(({ seat, standing }) => [seat, standing])).toEqual([
      [`${rig.city}/seat-01`, 'conflict'],
      [`${rig.city}/seat-02`, 'assigned'],
    ])
    const [told] = await rig.db.trail.findMany({ where: { cycleId: rig.cycle, kind: 'allotted' } })
    expect(told?.body).not.toContain('役員')
    expect(JSON.parse(told?.body ?? '')).toMatchObject({ assigned: 1, conflicts: 1 })
  })

  test('an even share is proposed, and nothing is saved by looking at it', async () => {
    const { text } = await office.post(path(), { _act: 'propose', each: '2', _key: 'allotment-key-3' })
    expect(text).toContain('均等に割り当てた案です（一つの施策に2人、変更5か所）')
    expect(text).toContain('荷主の会社の役員を務める。')
    expect(await rows()).toHaveLength(2)
    expect((await office.post(path(), { _act: 'propose', each: '9', _key: 'allotment-key-4' })).text).toContain('委員が足りない施策：')
    expect((await office.post(path(), { _act: 'propose', each: 'x', _key: 'allotment-key-5' })).status).toBe(400)
  })

  test('what somebody else has saved meanwhile is not written over', async () => {
    const old = stood((await office.get(path())).text)
    const save = (more: Record<string, string>, key: string) => office.post(path(), { _act: 'save', stood: old, ...more, _key: key })
    expect((await save({ [at('market', 1)]: 'assigned' }, 'allotment-key-6')).status).toBe(303)
    const late = await save({ [at('market', 2)]: 'assigned' }, 'allotment-key-7')
    expect([late.status, (await rows()).length]).toEqual([400, 3])
    expect(late.text).toContain('ほかの操作で状態が変わりました')
    expect((await auditor.post(path(), { _act: 'save' })).status).toBe(404)
    expect((await town.get(path())).status).toBe(404)
  })
})

describe('the release to members', () => {
  const path = () => `${home}/review/release`
  const since = async () => (await rig.db.process.findUniqueOrThrow({ where: { id: rig.cycle } })).membersSeeAt

  test('shows what becomes visible first, and is taken back with a reason', async () => {
    const { text } = await office.get(path())
    expect(text).toContain('受理されたシート1件を担当の委員に公開する')
    expect(text).toContain('まだ見えない（受理されると見える）')
    expect((await town.post(path(), { _act: 'release', _key: 'release-key-1' })).status).toBe(404)
    expect(await since()).toBeNull()
    const released = await office.post(path(), { _act: 'release', _key: 'release-key-2' })
    expect([released.status, (await office.get(released.location ?? '')).text.includes('担当の委員に公開しました。')]).toEqual([303, true])
    expect(await since()).not.toBeNull()
    expect((await office.post(path(), { _act: 'hide', _key: 'release-key-3' })).status).toBe(400)
    const hidden = await office.post(path(), { _act: 'hide', reason: '差し替えが見付かったため。', _key: 'release-key-4' })
    expect([hidden.status, (await office.get(hidden.location ?? '')).text.includes('公開を取りやめました。')]).toEqual([303, true])
    expect(await since()).toBeNull()
    const told = await rig.db.trail.findMany({
      where: { cycleId: rig.cycle, kind: { in: ['sheets-released', 'sheets-hidden'] } },
      orderBy: { no: 'asc' },
    })
    expect(told.map(({ kind, body }) => [kind, JSON.parse(body).sheets])).toEqual([
      ['sheets-released', 1],
      ['sheets-hidden', 1],
    ])
  })
})
