import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createClaimMails } from '../../activities/claim-mails.js'
import { noticesToSend } from '../../prisma/due-notices.js'
import { smallCity } from '../support/bundles.js'
import { frozenMail } from '../support/frozen-mails.js'
import { type Rig, rigFor } from '../support/rig.js'
import { moveTo } from '../workflows/move-clock.js'

// A dispatch to more mailboxes than are frozen in one look.
vi.setConfig({ testTimeout: 60_000 })
const many = 130
let rig: Rig
beforeAll(async () => {
  rig = await rigFor(smallCity())
  const stop = await rig.startWorker()
  await rig.startYear()
  await moveTo(rig, '2022-05-10T02:00:00.000Z')
  await stop()
  for (let number = 0; number < many; number++) {
    const id = await frozenMail(rig)
    await rig.db.mail.update({ where: { id }, data: { state: 'dropped' } })
    const planned = { state: 'planned', mailId: null, processId: `${rig.cycle}/cards/crane` }
    await rig.db.notice.update({ where: { id: `${id}#1` }, data: planned })
  }
}, 120_000)
afterAll(() => rig.close())

test('a look reads the notices of the mailboxes that it freezes, and of no others', async () => {
  const asOf = new Date('2022-05-10T02:00:00.000Z')
  const { notices } = await rig.db.$transaction((tx) => noticesToSend(tx, { city: rig.city, upTo: asOf, asOf, mailboxes: 100 }))
  expect(notices).toHaveLength(100)
})

test('the next look freezes the others, each mailbox once', async () => {
  const { claimMails } = createClaimMails({ db: rig.db, publicUrl: 'http://127.0.0.1' })
  const frozen = () => rig.db.mail.findMany({ where: { state: 'claimed' } })
  await claimMails(rig.city, false)
  expect(await frozen()).toHaveLength(100)
  await claimMails(rig.city, false)
  const mails = await frozen()
  expect(new Set(mails.map(({ mailbox }) => mailbox)).size).toBe(many)
  expect(mails).toHaveLength(many)
  expect(await rig.db.notice.count({ where: { state: 'claimed' } })).toBe(many)
})
