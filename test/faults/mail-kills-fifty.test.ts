import { afterAll, beforeAll, expect, test } from 'vitest'
import { courierId } from '../../domain/process/ids.js'
import { changeGates } from '../../prisma/gates.js'
import { poke } from '../../workflows/acting.js'
import { smallCity } from '../support/bundles.js'
import type { Answer, TakenMail } from '../support/mail-sink.js'
import { type Rig, rigFor } from '../support/rig.js'
import { eventually } from '../support/stage.js'
import { type Program, startWorkerProcess } from '../support/worker-process.js'

// Two thousand notices to two thousand mailboxes, due now, on the wall's clock and real worker processes. The worker is killed fifty
// times, whenever the mail server has seen a certain number of mails, at one moment or another of a conversation; and of the messages
// that the server takes it drops the line of one in twenty before it has said so.
const mailboxes = 2_000
const kills = 50
const unknown = 20
/** seconds within which a person is told of a mail that nobody knows about */
const bound = 60

/** Numbers between 0 and 1, the same in every run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

let rig: Rig
let worker: Program
let killed = 0
/** Message-IDs of mails that the server took and then dropped the line */
const dropped: string[] = []
/** for each of them: it is on the list of a person in time; and after how many milliseconds it was */
const tellings: Promise<unknown>[] = []
const delays: number[] = []
const moments = { 'at RCPT TO': 0, 'before the answer to the message': 0, 'after the 250': 0 }

beforeAll(async () => {
  const { definition, bundle } = smallCity()
  // Nothing of its own is due before May of the next year.
  rig = await rigFor({ definition, bundle: { ...bundle, fiscalYear: new Date().getFullYear() } })
  worker = await startWorkerProcess(rig.workerEnvironment())
  const { departments, posts, programmes, fiscalYear } = rig.bundle
  await rig.app.startCycle({
    definition: rig.definition,
    fiscalYear,
    register: { departments, posts, programmes },
    post: rig.office,
    mailsLeave: true,
  })
  const cards = `${rig.cycle}/cards`
  await eventually('the first step waits', async () => (await rig.db.process.count({ where: { id: cards, state: 'waiting' } })) === 1)
  const soon = new Date(Date.now() + 3_000).toISOString()
  await rig.app.act({ processId: cards, act: 'reschedule', opensAt: soon, post: rig.office, via: 'page', reason: '試験のため' })
  const asked = () => rig.db.process.count({ where: { parentId: cards, state: 'open', started: true } })
  await eventually('all are asked', async () => (await asked()) === programmes.length, 90)
  // The mails of the year itself are not what is counted.
  await rig.db.notice.updateMany({ where: { city: rig.city, state: 'planned' }, data: { state: 'cancelled', ended: '試験のため' } })
}, 180_000)
afterAll(async () => {
  await worker.kill()
  await rig.close()
})

/** Two thousand posts, each with a mailbox of its own, and for each a request that is due now. */
async function plan(name = 'reader', count = mailboxes): Promise<void> {
  const { department } = await rig.db.post.findUniqueOrThrow({ where: { id: rig.office } })
  const tasks = await rig.db.process.findMany({ where: { cycleId: rig.cycle, kind: 'assignment' }, orderBy: { id: 'asc' } })
  const all = Array.from({ length: count }, (_, index) => ({ key: `${name}-${index}`, task: tasks[index % tasks.length]?.id ?? '' }))
  const { city, cycle } = rig
  await rig.db.post.createMany({
    data: all.map(({ key }) => ({
      id: `${city}/${key}`,
      city,
      key,
      department,
      role: 'officer',
      title: '担当',
      mailbox: `${key}@minato.example`,
    })),
  })
  const at = new Date()
  const what = { cycleId: cycle, city, rule: 'request', kind: 'request', at, reason: '試験のため', state: 'planned' }
  await rig.db.notice.createMany({
    data: all.map(({ key, task }) => ({ id: `${task}#0/${key}`, processId: task, post: `${city}/${key}`, ...what })),
  })
  await wake()
}

/** Tells the courier that something is planned, as whoever plans it does. */
async function wake(): Promise<void> {
  await rig.db.$transaction((tx) => changeGates(tx, [{ id: courierId(rig.city), bump: 'always' }]))
  await rig.connections.temporal.workflow.getHandle(courierId(rig.city)).signal(poke)
}

/** Kills the worker that is there, and starts the next. */
function kill(moment: keyof typeof moments): Promise<void> {
  if (worker.process.exitCode !== null || worker.process.signalCode !== null || worker.process.killed) return Promise.resolve()
  killed += 1
  moments[moment] += 1
  const gone = worker.kill()
  void gone.then(() => startWorkerProcess(rig.workerEnvironment())).then((next) => (worker = next))
  return gone
}

function drop(messageId: string): void {
  const at = Date.now()
  const isTold = async () => {
    const mail = await rig.db.mail.findUniqueOrThrow({ where: { messageId }, select: { id: true, state: true } })
    return mail.state === 'ambiguous' && (await rig.db.fault.count({ where: { id: `${mail.id}/ambiguous`, clearedAt: null } })) === 1
  }
  const telling = eventually(`the mail ${messageId} is on the list`, isTold, bound).then(() => delays.push(Date.now() - at))
  telling.catch(() => undefined)
  dropped.push(messageId)
  tellings.push(telling)
}

const isUnknown = (address: string): boolean => Number(/^reader-(\d+)@/.exec(address)?.[1]) % (mailboxes / unknown) === 7

/** A server that kills the worker at every thirty-fifth mail it sees, and drops one line in twenty. */
function arrange(): void {
  const random = numbers(2026)
  let seen = 0
  let next = 20
  let how: keyof typeof moments = 'at RCPT TO'
  const due = (moment: keyof typeof moments) => {
    if (seen < next || how !== moment || killed >= kills) return false
    next = seen + 25 + Math.floor(random() * 20)
    how = (Object.keys(moments) as (keyof typeof moments)[])[Math.floor(random() * 3)] ?? how
    return true
  }
  rig.mail.recipient = (address) => {
    seen += 1
    if (due('at RCPT TO')) void kill('at RCPT TO')
    return isUnknown(address) ? { code: 550, text: '5.1.1 no such user' } : null
  }
  rig.mail.answer = async (mail: TakenMail): Promise<Answer> => {
    if (due('before the answer to the message')) await kill('before the answer to the message')
    if (random() < 0.05) {
      drop(mail.messageId)
      return 'take-and-hang-up'
    }
    if (due('after the 250')) setImmediate(() => void kill('after the 250'))
    return 'take'
  }
}

test('fifty kills in two thousand mails: no mail twice, none lost from sight, and every one in doubt is told of within a minute', async () => {
  arrange()
  const began = Date.now()
  await plan()
  const open = () => rig.db.notice.count({ where: { city: rig.city, state: { in: ['planned', 'held', 'claimed', 'sending'] } } })
  await eventually('every notice has ended', async () => (await open()) === 0, 1_500)
  await Promise.all(tellings)

  delays.sort((a, b) => a - b)
  const seconds = (ms = 0) => `${(ms / 1000).toFixed(1)} s`
  console.log(
    `${killed} kills ${JSON.stringify(moments)} in ${seconds(Date.now() - began)}; ${dropped.length} lines dropped, told of after ` +
      `${seconds(delays[delays.length >> 1])} (median), ${seconds(delays.at(-1))} (longest)`,
  )
  expect(killed).toBe(kills)
  expect(dropped.length).toBeGreaterThan(mailboxes / 40)

  // Once more everything is looked at, and what is planned meanwhile is sent: nothing else is.
  const taken = rig.mail.taken.length
  await plan('last', 1)
  await eventually('the last mail is taken', async () => rig.mail.taken.length > taken)
  expect(rig.mail.taken.slice(taken).map((mail) => mail.to)).toEqual(['last-0@minato.example'])

  const ids = rig.mail.taken.map((mail) => mail.messageId)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  const mails = await rig.db.mail.findMany({ where: { city: rig.city, mailbox: { startsWith: 'reader-' } } })
  const notices = await rig.db.notice.findMany({ where: { city: rig.city, post: { contains: '/reader-' } } })
  expect([mails.length, notices.length]).toEqual([mailboxes, mailboxes])
  const stateOf = new Map(mails.map((mail) => [mail.id, mail.state]))
  expect(notices.filter((notice) => stateOf.get(notice.mailId ?? '') !== notice.state)).toEqual([])

  const atServer = new Set(ids)
  const wrong = mails.filter(({ state, messageId, mailbox }) => {
    if (isUnknown(mailbox)) return state !== 'refused'
    return state !== (atServer.has(messageId) ? 'sent' : 'never') && state !== 'ambiguous'
  })
  expect(wrong.map(({ id, state }) => `${id} is ${state}`)).toEqual([])
  const doubtful = new Set(mails.filter(({ state }) => state === 'ambiguous').map(({ messageId }) => messageId))
  expect(dropped.filter((id) => !doubtful.has(id))).toEqual([])
  const alarms = await rig.db.fault.findMany({ where: { city: rig.city, kind: 'mail-ambiguous', clearedAt: null } })
  expect(alarms).toHaveLength(doubtful.size)
  console.log(`${mails.filter(({ state }) => state === 'sent').length} sent, ${unknown} refused, ${doubtful.size} ambiguous`)
}, 1_800_000)
