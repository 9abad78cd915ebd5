import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { courierId } from '../../domain/process/ids.js'
import { smallCity } from '../support/bundles.js'
import type { TakenMail } from '../support/mail-sink.js'
import { type Rig, rigFor } from '../support/rig.js'
import { type TcpGate, tcpGate } from '../support/tcp-gate.js'

// One year of the small city on a mail server with every fault it can have, and with names that try to write headers.
let rig: Rig
let gate: TcpGate
const deferred: TakenMail[] = []
const refusedOnce = new Set<string>()
let failedAttempts = 0

const dayOf = (mail: TakenMail) => new Date(/^Date: (.+)$/m.exec(mail.raw)?.[1] ?? '').toISOString().slice(5, 10)
const headersOf = (mail: TakenMail) =>
  mail.raw
    .slice(0, mail.raw.search(/\r?\n\r?\n/))
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
const mailOf = (mailbox: string, day: string) =>
  rig.db.mail.findUniqueOrThrow({
    where: { city_mailbox_slot: { city: rig.city, mailbox: `${mailbox}@minato.example`, slot: new Date(`2022-${day}T01:00:00Z`) } },
  })
const takenOf = async (mailbox: string, day: string) => {
  const { messageId } = await mailOf(mailbox, day)
  return rig.mail.taken.filter((mail) => mail.messageId === messageId)
}
const alarmsOf = async (mailbox: string, day: string) => {
  const { id } = await mailOf(mailbox, day)
  const faults = await rig.db.fault.findMany({ where: { id: { startsWith: `${id}/` } } })
  return faults.map(({ kind, clearedAt }) => ({ kind, clearedAt }))
}
const noticeStates = async (mailbox: string, day: string) => {
  const notices = await rig.db.notice.findMany({ where: { mailId: (await mailOf(mailbox, day)).id } })
  return [...new Set(notices.map((notice) => notice.state))]
}

function hostile() {
  const year = smallCity()
  const { bundle } = year
  return {
    ...year,
    bundle: {
      ...bundle,
      programmes: bundle.programmes.map((p) => ({ ...p, name: `${p.name}\r\nBcc: everybody@elsewhere.example\r\n\r\nRead this` })),
      posts: bundle.posts.map((p) => ({ ...p, title: `${p.title}\r\nX-Title: yes` })),
      departments: bundle.departments.map((d) => ({ ...d, name: `${d.name}\nX-Department: yes` })),
    },
    definition: { ...year.definition, city: { ...year.definition.city, name: 'みなと市\r\nX-City: yes' } },
  }
}

beforeAll(async () => {
  rig = await rigFor(hostile())
  gate = await tcpGate(Number(new URL(rig.mail.url).port))
  rig.mail.url = `smtp://127.0.0.1:${gate.port}`
  rig.mail.recipient = (address) => {
    if (address.startsWith('machi-cho@')) return { code: 550, text: '5.1.1 no such user' }
    const again = rig.mail.taken.some((mail) => mail.to === address)
    if (!address.startsWith('seisaku@') || !again || refusedOnce.has(address)) return null
    refusedOnce.add(address)
    return { code: 450, text: '4.2.0 greylisted' }
  }
  rig.mail.answer = (mail) => {
    const day = dayOf(mail)
    if (day === '05-10' && !rig.mail.taken.some((other) => other.to !== mail.to)) {
      // Whoever comes first waits for the other: held up together, neither would ever be sent.
      if (deferred.length === 0 || deferred.some((other) => other.to === mail.to)) {
        deferred.push(mail)
        return { code: 451, text: '4.3.0 come again' }
      }
    }
    if (day === '05-26' && mail.to.startsWith('sangyo@')) return { code: 554, text: '5.7.1 not wanted' }
    if (day === '06-01' && mail.to.startsWith('sangyo@')) return 'take-and-hang-up'
    return 'take'
  }
  await gate.shut()
  await rig.startWorker()
  const played = rig.play()
  await vi.waitFor(
    async () => {
      const courier = await rig.connections.temporal.workflow.getHandle(courierId(rig.city)).describe()
      const sending = courier.raw.pendingActivities?.find((activity) => activity.activityType?.name === 'sendMails' && activity.lastFailure)
      failedAttempts = sending?.attempt ?? 0
      if (failedAttempts < 2) throw new Error('the courier has not failed yet')
    },
    { timeout: 60_000, interval: 50 },
  )
  await gate.open()
  await played
}, 180_000)
afterAll(async () => {
  await rig.close()
  await gate.shut()
})

test('a mail server that cannot be reached for some seconds loses nothing, and everything is sent once', async () => {
  expect(failedAttempts).toBeGreaterThan(1)
  expect(await mailOf('sangyo', '05-10')).toMatchObject({ state: 'sent' })
  expect(await takenOf('sangyo', '05-10')).toHaveLength(1)
  expect(await takenOf('seisaku', '05-10')).toHaveLength(1)
})

test('a mail that the server takes only later is sent once, word for word the same, and holds up no other', async () => {
  const first = deferred[0]
  if (!first) throw new Error('nothing was deferred')
  expect(deferred.every((mail) => mail.messageId === first.messageId && mail.to === first.to)).toBe(true)
  const order = rig.mail.taken.map((mail) => mail.messageId)
  expect(order.filter((id) => id === first.messageId)).toHaveLength(1)
  expect(order.indexOf(first.messageId)).toBe(1)
  expect(await rig.db.mail.findUniqueOrThrow({ where: { messageId: first.messageId } })).toMatchObject({ state: 'sent', settledBy: null })
})

test('a recipient that the server knows only at the second try gets the mail once', async () => {
  expect(refusedOnce.size).toBe(1)
  expect(await mailOf('seisaku', '05-25')).toMatchObject({ state: 'sent' })
  expect(await takenOf('seisaku', '05-25')).toHaveLength(1)
})

test('a recipient that the server does not know: refused with its words, and the office is told', async () => {
  const mail = await mailOf('machi-cho', '05-30')
  expect(mail).toMatchObject({ state: 'refused', reply: expect.stringContaining('no such user') })
  expect(await noticeStates('machi-cho', '05-30')).toEqual(['refused'])
  expect(await alarmsOf('machi-cho', '05-30')).toEqual([{ kind: 'address-refused', clearedAt: null }])
})

test('a message that the server does not want: refused with its words, never tried again, and the office is told', async () => {
  expect(await mailOf('sangyo', '05-26')).toMatchObject({ state: 'refused', reply: expect.stringContaining('not wanted') })
  expect(await noticeStates('sangyo', '05-26')).toEqual(['refused'])
  expect(await takenOf('sangyo', '05-26')).toEqual([])
  expect(await alarmsOf('sangyo', '05-26')).toEqual([{ kind: 'mail-refused', clearedAt: null }])
})

test('a line that breaks after the last dot: nobody knows, so it is told as such and never sent again', async () => {
  expect(await mailOf('sangyo', '06-01')).toMatchObject({ state: 'ambiguous', settledAt: expect.any(Date) })
  expect(await noticeStates('sangyo', '06-01')).toEqual(['ambiguous'])
  expect(await takenOf('sangyo', '06-01')).toHaveLength(1)
  expect(await alarmsOf('sangyo', '06-01')).toEqual([{ kind: 'mail-ambiguous', clearedAt: null }])
})

test('each mailbox gets one mail a dispatch, with everything for the posts that share it', async () => {
  const mails = await rig.db.mail.findMany()
  const once = new Set(mails.map((mail) => `${mail.mailbox} ${mail.slot.toISOString()}`))
  expect(once.size).toBe(mails.length)
  const shared = await mailOf('sangyo', '05-10')
  const posts = await rig.db.notice.findMany({ where: { mailId: shared.id }, select: { post: true, processId: true } })
  expect([...new Set(posts.map((notice) => notice.post.split('/')[1]))].sort()).toEqual(['machi-officer', 'minato-officer'])
  for (const subject of ['crane', 'seamen', 'market', 'lights']) expect(shared.text).toContain(`/cards/${subject}`)
  expect(new Set(rig.mail.taken.map((mail) => mail.messageId)).size).toBe(rig.mail.taken.length)
})

test('names with line breaks write no header and reach nobody else', async () => {
  expect(rig.mail.taken.length).toBeGreaterThan(5)
  const allowed = /^(From|To|Subject|Message-ID|Date|MIME-Version|Content-Type|Content-Transfer-Encoding|Auto-Submitted|Reply-To): /
  for (const mail of rig.mail.taken) {
    const headers = headersOf(mail)
    expect(headers.filter((line) => !allowed.test(line))).toEqual([])
    expect(new Set(headers.map((line) => line.split(':')[0])).size).toBe(headers.length)
    expect(headers.find((line) => line.startsWith('To:'))).toBe(`To: ${mail.to}`)
    expect(mail.to).toMatch(/^[a-z-]+@minato\.example$/)
  }
})

test('the year went on to its seal all the same', async () => {
  expect(await rig.db.process.findUniqueOrThrow({ where: { id: rig.cycle } })).toMatchObject({ state: 'sealed' })
})
