import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { askHead } from '../../client/app/desk/ask-head.js'
import type { Request } from '../../client/app/request.js'
import { settleMail } from '../../client/app/settle-mail.js'
import { decideEscalation } from '../../client/app/steering/escalation.js'
import { releaseMails } from '../../client/app/steering/release-mails.js'
import { cityCalendar } from '../../domain/calendar/city-calendar.js'
import { nextDispatch } from '../../domain/calendar/dispatch.js'
import { nowOf } from '../../prisma/clock.js'
import { smallCity, type Year } from '../support/bundles.js'
import { type Rig, rigFor } from '../support/rig.js'
import { moveTo } from '../workflows/move-clock.js'

// A year whose first mails the office has not looked at: nothing leaves but what the office writes to itself about its own work.
vi.setConfig({ testTimeout: 60_000 })

/** The small city, where the office is asked beside the sections, and is to decide on whoever is late. */
function chasedYear(): Year {
  const year = smallCity()
  const [plain] = year.definition.chases
  const [cards, ...later] = year.definition.steps
  if (!plain || !cards) throw new Error('The small city has no chase or no step.')
  const above = { id: 'above', kind: 'escalation-proposal' as const, businessDays: 2, at: '10:00', to: 'office' as const }
  const [ask] = cards.asks
  if (!ask) throw new Error('Nobody is asked for a card.')
  const own = { ...ask, per: 'once' as const, subject: 'own', to: 'office', form: 'remarks', check: 'none' as const }
  const chases = [{ ...plain, notices: [...plain.notices, above] }]
  return { ...year, definition: { ...year.definition, chases, steps: [{ ...cards, asks: [...cards.asks, own] }, ...later] } }
}

let rig: Rig
const card = (subject: string) => `${rig.cycle}/cards/${subject}`
const act = (subject: string, request: Partial<Request> & { act: string }) =>
  rig.app.act({ processId: card(subject), post: rig.office, via: 'page', ...request })
/** What is said of one sheet: `kind post: state held_for`. */
const notices = async (subject: string, ...kinds: string[]) =>
  (
    await rig.db.notice.findMany({ where: { processId: card(subject), kind: { in: kinds } }, orderBy: [{ kind: 'asc' }, { id: 'asc' }] })
  ).map(({ kind, post, state, heldFor }) => `${kind} ${post.split('/')[1]}: ${[state, heldFor].filter(Boolean).join(' ')}`)

beforeAll(async () => {
  rig = await rigFor(chasedYear())
  await rig.startWorker()
  const { departments, posts, programmes, fiscalYear, startsAt: playedFrom } = rig.bundle
  const register = { departments, posts, programmes }
  await rig.app.startCycle({ definition: rig.definition, fiscalYear, register, post: rig.office, playedFrom })
  await moveTo(rig, '2022-05-09T02:00:00.000Z')
}, 120_000)
afterAll(() => rig.close())

test('what the office is asked itself is asked at once; what a section is asked waits, and so does the word to the office that it is late', async () => {
  expect(await notices('own', 'request', 'reminder')).toEqual(['reminder office: planned', 'request office: planned'])
  expect(await notices('crane', 'request', 'escalation-proposal')).toEqual([
    'escalation-proposal office: held release',
    'request minato-officer: held release',
  ])
})

test('a wish for more time waits: the office sees it on its pages', async () => {
  const wishedAt = '2022-06-03T08:00:00.000Z'
  await act('crane', { act: 'request-extension', post: `${rig.city}/minato-officer`, wishedAt, reason: '決算が遅れるため' })
  expect(await notices('crane', 'extension-request')).toEqual(['extension-request office: held release'])
})

test("a section's head is asked to confirm a draft once the year's mails leave", async () => {
  await rig.db.draft.create({ data: { processId: card('ferry'), revision: 1, content: {}, savedBy: 'somebody' } })
  const asked = { processId: card('ferry'), cycleId: rig.cycle, revision: 1, definition: rig.definition }
  expect(await askHead(rig.connections, asked)).toBe(true)
  expect(await notices('ferry', 'confirmation')).toEqual([expect.stringMatching(/: held release$/)])
})

test.each([
  ['was to leave', 'market', { state: 'planned', heldFor: null }],
  ['waited for an address of the office', 'seamen', { state: 'held', heldFor: 'address' }],
])("what %s and goes to a section now waits with the year's first mails", async (_, subject, stood) => {
  const { post: section } = await rig.db.process.findUniqueOrThrow({ where: { id: card(subject) } })
  await act(subject, { act: 'reassign', toPost: rig.office })
  expect(await notices(subject, 'handover')).toEqual(['handover office: planned'])
  await rig.db.notice.updateMany({ where: { processId: card(subject), kind: 'handover' }, data: stood })
  await act(subject, { act: 'reassign', toPost: section ?? '' })
  const officer = section?.split('/')[1]
  expect(await notices(subject, 'handover')).toEqual([`handover ${officer}: held release`, `handover ${officer}: held release`])
})

test('a post above is told of what is late once the year’s mails leave', async () => {
  await moveTo(rig, '2022-06-03T02:00:00.000Z')
  const [late] = await rig.db.notice.findMany({ where: { processId: card('market'), kind: 'escalation-proposal', state: 'held' } })
  const toPost = `${rig.city}/machi-head`
  const decision = { id: randomUUID(), post: rig.office, person: 'somebody', reason: '長く遅れているため' }
  await decideEscalation(rig.connections, { ...decision, noticeId: late?.id ?? '', toPost })
  expect(await notices('market', 'escalation')).toEqual(['escalation machi-head: held release'])
  const { mailbox } = await rig.db.post.findUniqueOrThrow({ where: { id: rig.office } })
  expect(new Set((await rig.db.mail.findMany()).map((mail) => mail.mailbox))).toEqual(new Set([mailbox]))
})

test('what a mail said whose fate is unknown, planned anew, waits with the first mails, too', async () => {
  const { id, at: slot } = await rig.db.notice.findFirstOrThrow({ where: { processId: card('ferry'), kind: 'request' } })
  const mail = {
    id: `${rig.city}/doubtful`,
    city: rig.city,
    messageId: '<doubtful@minato.example>',
    slot,
    mailbox: 'doubtful@minato.example',
  }
  await rig.db.mail.create({ data: { ...mail, state: 'ambiguous', subject: '', text: '', html: '' } })
  await rig.db.notice.update({ where: { id }, data: { state: 'ambiguous', heldFor: null, mailId: mail.id } })
  await settleMail(rig.connections, {
    mailId: mail.id,
    as: 'resend',
    post: rig.office,
    person: 'somebody',
    via: 'page',
    reason: '届いていない',
  })
  expect(await rig.db.notice.findUniqueOrThrow({ where: { id: `${id}/again` } })).toMatchObject({ state: 'held', heldFor: 'release' })
})

test('released after their day, the first mails take along what the office has written for them, behind what is written there', async () => {
  const { id, at: slot, post } = await rig.db.notice.findFirstOrThrow({ where: { processId: card('crane'), kind: 'request' } })
  const { mailbox } = await rig.db.post.findUniqueOrThrow({ where: { id: post } })
  const line = { city: rig.city, slot, mailbox, text: '来週は庁舎が停電します。' }
  await rig.db.coveringLine.create({ data: { ...line, byPost: rig.office, byPerson: 'somebody', at: slot } })
  const definition = rig.definition
  const next = nextDispatch(
    cityCalendar(definition.calendar),
    definition.calendar.dispatch,
    (await nowOf(rig.db, rig.city)).toISOString(),
    {
      strictly: true,
    },
  )
  const there = { ...line, slot: new Date(next), text: '（再掲）来週は庁舎が停電します。' }
  await rig.db.coveringLine.create({ data: { ...there, byPost: rig.office, byPerson: 'somebody', at: slot } })
  await releaseMails(rig.connections, { id: randomUUID(), cycleId: rig.cycle, post: rig.office, person: 'somebody', via: 'page' })
  const { at, state } = await rig.db.notice.findUniqueOrThrow({ where: { id } })
  expect([state, at > slot]).toEqual(['planned', true])
  expect(await rig.db.coveringLine.findMany({ select: { city: true, slot: true, mailbox: true, text: true } })).toEqual([
    { ...line, slot: at, text: '（再掲）来週は庁舎が停電します。\n来週は庁舎が停電します。' },
  ])
})
