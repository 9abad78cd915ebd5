import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Request } from '../../client/app/receive.js'
import { changeNotice } from '../../client/app/steering/hold-notice.js'
import type { Instant } from '../../domain/process/command.js'
import { smallCity } from '../support/bundles.js'
import type { Year } from '../support/in-city.js'
import { type Rig, rigFor } from '../support/rig.js'
import { moveTo } from './move-clock.js'

// What acts do to the mails that are going to be sent: sheets asked for on 9 May 2022, due on Friday 27 May at 17:00.
vi.setConfig({ testTimeout: 60_000 })

/** The small city with a ladder, a gentler chase, and other chases for some programmes and sections. */
function chasedYear(): Year {
  const { definition, bundle } = smallCity()
  const coordinator = { key: 'coordinator', department: 'minato', role: 'coordinator' }
  const owner = { at: '09:00', to: 'owner' as const }
  return {
    bundle: { ...bundle, posts: [...bundle.posts, { ...coordinator, title: '港湾課 庶務担当', mailbox: 'shomu@minato.example' }] },
    definition: {
      ...definition,
      chases: [
        {
          id: 'plain',
          name: '再依頼',
          notices: [
            { id: 'soon', kind: 'reminder', businessDays: -2, ...owner },
            { id: 'late', kind: 'overdue', businessDays: 1, ...owner, repeat: { everyBusinessDays: 3, times: 2 }, tone: 'firm' },
            { id: 'bureau', kind: 'overdue', businessDays: 2, at: '09:00', to: 'coordinator' },
            { id: 'head', kind: 'head-notice', businessDays: 3, at: '09:00', to: 'head' },
          ],
        },
        { id: 'gentle', name: '控えめな再依頼', notices: [{ id: 'late', kind: 'overdue', businessDays: 5, ...owner }] },
      ],
      chaseOverrides: [
        { programme: 'lights', chase: 'none' },
        { section: 'seisaku', chase: 'gentle' },
      ],
    },
  }
}

let rig: Rig
const card = (subject: string) => `${rig.cycle}/cards/${subject}`
const rowOf = (subject: string) => rig.db.process.findUniqueOrThrow({ where: { id: card(subject) } })
const act = (subject: string, request: Partial<Request> & { act: string }) =>
  rig.app.act({ processId: card(subject), post: rig.office, via: 'page', ...request })
const officer = () => `${rig.city}/minato-officer`
const noticesOf = (subject: string, state: string) =>
  rig.db.notice.findMany({ where: { processId: card(subject), state }, orderBy: [{ at: 'asc' }, { rule: 'asc' }] })
/** `日 kind post` of the coming mails. */
const coming = async (subject: string) =>
  (await noticesOf(subject, 'planned')).map(({ at, kind, post }) => `${at.toISOString().slice(5, 10)} ${kind} ${post.split('/')[1]}`)
const noticeOf = (subject: string, rule: string) =>
  rig.db.notice.findFirstOrThrow({ where: { processId: card(subject), state: 'planned', rule } })
const jst17 = (day: string): Instant => `${day}T08:00:00.000Z`

beforeAll(async () => {
  rig = await rigFor(chasedYear())
  await rig.startWorker()
  await rig.startYear()
  const { cycle: cycleId, office: byPost } = rig
  const word = { cycleId, byPost, byPerson: 'somebody', reason: '申入れのため' }
  await rig.db.chaseOverride.createMany({
    data: [
      { ...word, scope: 'section', key: 'minato', chase: 'gentle' },
      { ...word, scope: 'programme', key: 'crane', chase: null },
      { ...word, scope: 'programme', key: 'crane', chase: 'plain' },
      { ...word, scope: 'programme', key: 'ferry', chase: 'plain' },
      { ...word, scope: 'programme', key: 'ferry', chase: 'plain', standing: false },
    ],
  })
  await moveTo(rig, '2022-05-09T02:00:00.000Z')
}, 120_000)
afterAll(() => rig.close())

test("each sheet is asked for by the year's word for its programme, then its section, then the definition's, then the ask's own chase", async () => {
  const chases = await Promise.all(['crane', 'seamen', 'lights', 'ferry', 'market'].map(async (subject) => (await rowOf(subject)).chase))
  expect(chases).toEqual(['plain', 'gentle', null, 'gentle', 'plain'])
  expect(await coming('lights')).toEqual([])
  expect(await coming('seamen')).toEqual(['05-10 request minato-officer', '06-03 overdue minato-officer'])
})

test('each notice of a chase carries its tone, its turn and the due date that it is about', async () => {
  expect((await noticesOf('crane', 'planned')).map(({ rule, facts }) => [rule, facts])).toEqual([
    ['request', null],
    ['soon-1', { tone: 'ordinary', nth: 1, of: 1, dueAt: jst17('2022-05-27') }],
    ['late-1', { tone: 'firm', nth: 1, of: 2, dueAt: jst17('2022-05-27') }],
    ['bureau-1', { tone: 'ordinary', nth: 1, of: 1, dueAt: jst17('2022-05-27') }],
    ['head-1', { tone: 'ordinary', nth: 1, of: 1, dueAt: jst17('2022-05-27') }],
    ['late-2', { tone: 'firm', nth: 2, of: 2, dueAt: jst17('2022-05-27') }],
  ])
})

test('what another section now has to do is asked of it, and the old post hears that it has gone, and its head nothing any more', async () => {
  await act('market', { act: 'reassign', toPost: `${rig.city}/seisaku-officer` })
  expect(await coming('market')).toEqual([
    '05-10 handed-over machi-officer',
    '05-10 handover seisaku-officer',
    '05-10 request seisaku-officer',
    '05-25 reminder seisaku-officer',
    '05-30 overdue seisaku-officer',
    '06-01 head-notice seisaku-head',
    '06-02 overdue seisaku-officer',
  ])
  const ended = await noticesOf('market', 'cancelled')
  expect(ended.map(({ rule, ended }) => `${rule} ${ended}`)).toContain('head-1 担当が変わったため')
})

test('a mail that was frozen for the old post, and could not leave yet, does not leave any more', async () => {
  const { id } = await noticeOf('market', 'request')
  await rig.db.notice.update({ where: { id }, data: { state: 'claimed' } })
  await act('market', { act: 'reassign', toPost: `${rig.city}/machi-officer` })
  expect(await rig.db.notice.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'cancelled', ended: '担当が変わったため' })
})

test('a promise by telephone ends what was planned; what comes after the due date counts from the promised day', async () => {
  await act('crane', { act: 'record-call', whom: '担当の職', said: '6月2日に出す', until: jst17('2022-06-02') })
  expect(await coming('crane')).toEqual([
    '05-10 request minato-officer',
    '06-03 overdue minato-officer',
    '06-06 overdue coordinator',
    '06-07 head-notice minato-head',
    '06-08 overdue minato-officer',
  ])
  expect((await noticesOf('crane', 'cancelled')).map(({ ended }) => ended)).toEqual(
    Array(5).fill('電話で約束のあった日まで連絡を控えるため'),
  )
  expect((await noticeOf('crane', 'late-1')).reason).toContain(
    '電話で約束のあった日（令和4年6月2日（木）。期限（令和4年5月27日（金）17時）の後）の1開庁日後に',
  )
})

test('a call without a promise is noted and changes no mail; a note of nothing is refused', async () => {
  const before = await coming('crane')
  await act('crane', { act: 'record-call', said: '検討中とのこと' })
  expect(await coming('crane')).toEqual(before)
  await expect(act('crane', { act: 'record-call', said: ' ' })).rejects.toThrow('電話の相手の職か、話した内容のどちらかを書いてください')
})

test('a wish for a later date reaches the office with its reason, and stands until it is declined; declining twice tells once', async () => {
  const id = randomUUID()
  const wish = { act: 'request-extension', wishedAt: jst17('2022-06-10'), post: officer() }
  await expect(act('crane', wish)).rejects.toThrow('延長を希望する理由を書いてください')
  await expect(act('crane', { ...wish, reason: '集計中', wishedAt: jst17('2022-05-26') })).rejects.toThrow('より後の日を入力してください')
  await expect(act('crane', { ...wish, reason: '集計中', wishedAt: jst17('2022-06-11') })).rejects.toThrow('閉庁日（土曜）')
  await act('crane', { ...wish, id, reason: '集計に時間を要するため' })
  expect((await rowOf('crane')).extensionAsked).toBe(id)
  const asked = (await noticesOf('crane', 'planned')).find(({ kind }) => kind === 'extension-request')
  expect(asked).toMatchObject({ post: rig.office, facts: { wishedAt: jst17('2022-06-10'), note: '集計に時間を要するため' } })

  await expect(act('crane', { act: 'decline-extension' })).rejects.toThrow('延長を認めない理由を書いてください')
  const decline = { act: 'decline-extension', reason: '部会に間に合わないため' }
  await act('crane', decline)
  await act('crane', decline)
  expect((await rowOf('crane')).extensionAsked).toBeNull()
  const told = (await noticesOf('crane', 'planned')).filter(({ kind }) => kind.startsWith('extension'))
  expect(told).toMatchObject([{ kind: 'extension-declined', post: officer(), facts: { note: '部会に間に合わないため' } }])
  const history = await rig.db.trail.findMany({ where: { processId: card('crane') } })
  expect(history.map(({ body }) => body).join()).not.toContain('検討中とのこと')
})

test('a later date answers the wish, and the chase is planned towards it', async () => {
  await act('crane', { act: 'request-extension', wishedAt: jst17('2022-06-10'), reason: '集計中', post: officer() })
  await act('crane', { act: 'extend', dueAt: jst17('2022-06-10'), reason: '申出のため' })
  expect((await rowOf('crane')).extensionAsked).toBeNull()
  expect((await coming('crane')).filter((line) => !line.startsWith('05-10'))).toEqual([
    '06-08 reminder minato-officer',
    '06-13 overdue minato-officer',
    '06-14 overdue coordinator',
    '06-15 head-notice minato-head',
    '06-16 overdue minato-officer',
  ])
  expect((await coming('crane')).filter((line) => line.startsWith('05-10'))).toEqual([
    '05-10 extension minato-officer',
    '05-10 extension-declined minato-officer',
    '05-10 request minato-officer',
  ])
})

test('another chase for one sheet counts at once; one that the year does not know is refused by name', async () => {
  await expect(act('crane', { act: 'set-chase', chase: 'harsh' })).rejects.toThrow(
    '再依頼の段取り「harsh」は、この年度の実施要領にありません。再依頼（plain）、控えめな再依頼（gentle）のどれかを選んでください',
  )
  await act('crane', { act: 'set-chase', chase: 'gentle' })
  expect((await coming('crane')).filter((line) => line > '05-11')).toEqual(['06-17 overdue minato-officer'])
  await act('crane', { act: 'set-chase', chase: null })
  expect((await coming('crane')).filter((line) => line > '05-11')).toEqual([])
  await act('crane', { act: 'set-chase', chase: 'plain' })
  expect((await coming('crane')).filter((line) => line > '05-11')).toHaveLength(5)
})

test('handed in, nothing asks for it any more: neither what was planned, nor what was held, nor what was frozen', async () => {
  const [held, frozen] = [await noticeOf('crane', 'late-1'), await noticeOf('crane', 'late-2')]
  await changeNotice(rig.connections, {
    id: randomUUID(),
    noticeId: held.id,
    as: 'hold',
    post: rig.office,
    person: 'somebody',
    reason: '電話したため',
  })
  await rig.db.notice.update({ where: { id: frozen.id }, data: { state: 'claimed' } })
  await act('crane', { act: 'submit', post: officer(), content: { did: '説明会を開いた。' } })
  expect(await coming('crane')).toEqual([
    '05-10 extension minato-officer',
    '05-10 extension-declined minato-officer',
    '05-10 receipt minato-officer',
  ])
  expect(await rig.db.notice.count({ where: { processId: card('crane'), state: { in: ['held', 'claimed'] } } })).toBe(0)
  expect(await rig.db.notice.findUniqueOrThrow({ where: { id: frozen.id } })).toMatchObject({ ended: '提出されたため' })
  expect((await rowOf('crane')).pausedUntil).toBeNull()
})
