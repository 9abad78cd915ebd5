import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ExpectedNotice, expectedNotices } from '../support/chase-oracle.js'
import { arrange, changedPosts, handedOverAt, happen, officeYear, ownManners } from '../support/chased-office.js'
import { chasedYear } from '../support/chased-year.js'
import { type Rig, rigFor } from '../support/rig.js'
import { courseOf, noticesSent } from '../support/what-happened.js'

/** What a mail can be about in a year whose definition has no meeting and no second person. */
const kinds = [
  ...[
    'request',
    'reminder',
    'overdue',
    'head-notice',
    'escalation-proposal',
    'receipt',
    'return',
    'extension',
    'handover',
    'handed-over',
    'attestation',
  ],
  ...['withdrawal', 'edit', 'extension-request', 'extension-declined'],
]

let rig: Rig
beforeAll(async () => {
  rig = await rigFor(chasedYear(600, ownManners))
  await rig.startWorker()
  await rig.startYear()
  await arrange(rig)
  for (const event of officeYear) {
    await rig.play(event.at)
    await happen(rig, event)
  }
  await rig.play()
}, 1_200_000)
afterAll(() => rig.close())

test('a year of 600 programmes sends exactly the notices that its policies ask for, each to whoever takes the mail at that moment', async () => {
  const told = changedPosts.map((post) => ({ post: `${rig.city}/${post}`, at: handedOverAt }))
  const expected = expectedNotices(await courseOf(rig, told))
  const sent = await noticesSent(rig.db, rig.cycle)
  expect(difference(expected, sent)).toEqual({ missing: [], tooMany: [] })
  expect(sent.length).toBe(expected.length)
  // The year holds something of everything.
  expect([...new Set(sent.map(({ kind }) => kind))].sort()).toEqual([...kinds].sort())
  for (const taker of [
    'deputy-of-section-3-officer',
    'deputy-of-section-7-head',
    'holder-of-section-8-head',
    'holder-of-section-1-officer',
  ])
    expect(sent.map(({ mailbox }) => mailbox)).toContain(`${taker}@${rig.city}.example`)
  expect(await rig.db.notice.count({ where: { state: 'cancelled', ended: { contains: 'まとめた' } } })).toBeGreaterThan(0)
})

test('each notice has come to an end, and each mail was taken by the server once', async () => {
  const mails = await rig.db.mail.findMany()
  expect(mails.filter(({ state }) => state !== 'sent').map(({ id, state }) => ({ id, state }))).toEqual([])
  expect(await rig.db.notice.groupBy({ by: ['state'], where: { state: { notIn: ['sent', 'cancelled'] } }, _count: true })).toEqual([])
  expect(await rig.db.notice.count({ where: { state: 'cancelled', ended: null } })).toBe(0)
  expect(new Set(rig.mail.taken.map(({ messageId }) => messageId)).size).toBe(rig.mail.taken.length)
  expect(rig.mail.taken.map(({ messageId, to }) => `${to} ${messageId}`.toLowerCase()).sort()).toEqual(
    mails.map(({ messageId, mailbox }) => `${mailbox} ${messageId}`.toLowerCase()).sort(),
  )
})

test('no mailbox has two mails of one dispatch', async () => {
  const dispatches = (await rig.db.mail.findMany()).map(({ slot, mailbox }) => `${slot.toISOString()} ${mailbox.toLowerCase()}`)
  expect(dispatches.filter((one, place) => dispatches.indexOf(one) !== place)).toEqual([])
})

/** What is on one side only, as lines that a person can look up, the first twenty of each. */
function difference(expected: ExpectedNotice[], sent: ExpectedNotice[]): { missing: string[]; tooMany: string[] } {
  const lineOf = ({ assignment, rule, kind, at, mailbox }: ExpectedNotice) =>
    `${assignment.slice(rig.cycle.length + 1)} ${rule} (${kind}) ${at} ${mailbox}`
  const only = (some: ExpectedNotice[], others: ExpectedNotice[]) => {
    const left = new Map<string, number>()
    for (const one of others) left.set(lineOf(one), (left.get(lineOf(one)) ?? 0) + 1)
    const rest = some.map(lineOf).filter((line) => {
      const count = left.get(line) ?? 0
      left.set(line, count - 1)
      return count <= 0
    })
    return rest.sort().slice(0, 20)
  }
  return { missing: only(expected, sent), tooMany: only(sent, expected) }
}
