import { generateKeyPairSync } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { NotNeeded } from '../../activities/deliver-mail.js'
import { type MailRules, mailLines, usualRules } from '../../activities/mail-lines.js'
import type { FrozenMail } from '../../activities/mail-message.js'
import { verifyDkim } from '../support/dkim.js'
import { type MailSink, mailSink } from '../support/mail-sink.js'

// Mails as they arrive at a real mail server: their headers and parts, how they are signed and encrypted, and on how many lines they come.
let sink: MailSink
beforeEach(async () => {
  sink = await mailSink()
})
afterEach(() => sink.close())

const mail = (changes: Partial<FrozenMail> = {}): FrozenMail => ({
  from: 'junkan@city.example',
  replyTo: 'seisaku@city.example',
  to: 'sangyo@city.example',
  messageId: '<1@junkan.city>',
  date: new Date('2022-05-10T01:00:00Z'),
  subject: '【照会】施策検証シートの作成について（依頼）',
  text: '施策検証シートの作成をお願いします。',
  html: '<p>施策検証シートの作成をお願いします。</p>',
  calendar: null,
  ...changes,
})
const rules = (changes: Partial<MailRules> = {}): MailRules => ({ ...usualRules, smtpUrl: sink.url, ...changes })
const never = new AbortController().signal

/** Sends these mails as configured; what was said of each, in their order. */
async function deliver(mails: FrozenMail[], changes: Partial<MailRules> = {}, stop = never) {
  const said = new Map<string, string>()
  const byId = new Map(mails.map((one, index) => [String(index), one]))
  await mailLines(rules(changes)).each([...byId.keys()], stop, async (id, send) => {
    const delivery = await send(byId.get(id) ?? mail(), async () => undefined)
    said.set(id, delivery.kind)
  })
  return [...byId.keys()].map((id) => said.get(id) ?? 'not begun')
}
const mails = (count: number) => Array.from({ length: count }, (_, index) => mail({ messageId: `<${index}@junkan.city>` }))
const headers = (raw: string) =>
  raw
    .slice(0, raw.search(/\r?\n\r?\n/))
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
const names = (raw: string) => headers(raw).map((line) => line.split(':')[0])
const usual = ['From', 'Reply-To', 'To', 'Message-ID', 'Date', 'Subject', 'Auto-Submitted', 'MIME-Version', 'Content-Type'].sort()

test('a mail comes from whoever is configured, is answered to the office, and says that no person wrote it', async () => {
  await deliver([mail()])
  const [taken] = sink.taken
  expect(headers(taken?.raw ?? '')).toEqual(
    expect.arrayContaining(['From: junkan@city.example', 'Reply-To: seisaku@city.example', 'Auto-Submitted: auto-generated']),
  )
})

test('plain text comes first; the dates are a file at the end, and no part of the letter', async () => {
  const calendar = 'BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nSUMMARY:提出期限\r\nEND:VCALENDAR\r\n'
  await deliver([mail({ calendar })])
  const raw = sink.taken[0]?.raw ?? ''
  const parts = raw.split(/\r?\n/).filter((line) => /^Content-(Type|Disposition):/i.test(line))
  expect(parts.map((line) => line.split(';')[0])).toEqual([
    'Content-Type: multipart/mixed',
    'Content-Type: multipart/alternative',
    'Content-Type: text/plain',
    'Content-Type: text/html',
    'Content-Type: text/calendar',
    'Content-Disposition: attachment',
  ])
  expect(raw.replace(/\r?\n[ \t]+/g, ' ')).toMatch(/text\/calendar; charset=utf-8; method=PUBLISH; name=junkan\.ics/)
  const file = /filename=junkan\.ics\s+([\s\S]+?)\r?\n--/.exec(raw)?.[1] ?? ''
  expect(Buffer.from(file, 'base64').toString()).toBe(calendar)
})

const evil = '\r\nBcc: everybody@elsewhere.example\r\n\r\nRead this'
test.each(['subject', 'messageId'] as const)('line breaks in the %s write no header and no text', async (part) => {
  await deliver([mail({ [part]: `<1@junkan.city>${evil}` })])
  const raw = sink.taken[0]?.raw ?? ''
  expect(names(raw).sort()).toEqual(usual)
  expect(sink.taken.map((taken) => taken.to)).toEqual(['sangyo@city.example'])
  expect(raw.split(/\r?\n/)).not.toContain('Read this')
})

test.each([
  ['line breaks', `sangyo@city.example${evil}`],
  ['a second address', 'sangyo@city.example, everybody@elsewhere.example'],
  ['a name beside the address', 'Sangyo <sangyo@city.example>'],
  ['a command of the conversation', 'sangyo@city.example> NOTIFY=NEVER <a@b.example'],
  ['no address at all', '産業振興課'],
  ['nothing', ''],
])('with %s as the recipient nothing is sent: it is refused in words, and the next mail leaves', async (_, to) => {
  expect(await deliver([mail({ to }), mail({ messageId: '<2@junkan.city>' })])).toEqual(['refused', 'sent'])
  expect(sink.taken.map((taken) => taken.messageId)).toEqual(['<2@junkan.city>'])
})

test.each(['from', 'replyTo'] as const)(
  'with line breaks in our own address (%s) nothing is sent, and the operator reads which to correct',
  async (part) => {
    await expect(deliver([mail({ [part]: `seisaku@city.example${evil}` })])).rejects.toThrow(
      "Our own address is none: correct JUNKAN_MAIL_FROM, or the mailbox of the office's post.",
    )
    expect(sink.taken).toEqual([])
  },
)

test('a signed mail verifies with the public key alone, and not when a word of it is changed', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  await deliver([mail({ calendar: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' })], {
    dkim: { domainName: 'city.example', keySelector: 'junkan', privateKey },
  })
  const raw = sink.taken[0]?.raw ?? ''
  const verified = verifyDkim(raw, publicKey)
  expect(verified).toMatchObject({ tags: { d: 'city.example', s: 'junkan', a: 'rsa-sha256', c: 'relaxed/relaxed' } })
  for (const name of ['from', 'reply-to', 'to', 'subject', 'date', 'message-id'])
    expect((verified as { tags: { h: string } }).tags.h.split(':')).toContain(name)
  expect(verifyDkim(raw.replace('Reply-To: seisaku', 'Reply-To: someone'), publicKey)).toEqual({ problem: 'the headers are others' })
  expect(verifyDkim(raw.replace(/\r\n--(.*)--\r\n$/, '\r\nmore\r\n--$1--\r\n'), publicKey)).toEqual({ problem: 'the body is another' })
})

test('where STARTTLS is required, a server without it is told nothing, and one with it gets the mail encrypted', async () => {
  await expect(deliver([mail()], { requireTls: true })).rejects.toThrow(
    'The mail server has no STARTTLS for us, which is required (JUNKAN_MAIL_REQUIRE_TLS',
  )
  expect(sink.taken).toEqual([])
  await sink.close()
  sink = await mailSink({ startTls: true })
  expect(await deliver([mail()], { requireTls: true, smtpUrl: `${sink.url}?tls.rejectUnauthorized=false` })).toEqual(['sent'])
  expect(sink.taken.map((taken) => taken.secure)).toEqual([true])
})

test('three lines carry three mails at the same time', async () => {
  let there = 0
  let all = () => {}
  const together = new Promise<void>((resolve) => (all = resolve))
  sink.answer = async () => {
    if (++there === 3) all()
    await together
    return 'take' as const
  }
  expect(await deliver(mails(3), { lines: 3 })).toEqual(['sent', 'sent', 'sent'])
  expect(new Set(sink.taken.map((taken) => taken.session)).size).toBe(3)
})

test('a line carries as many mails as it may, then another is begun', async () => {
  await deliver(mails(5), { lines: 1, mailsPerLine: 2 })
  const sessions = sink.taken.map((taken) => taken.session)
  expect(sessions.map((session) => sessions.indexOf(session))).toEqual([0, 0, 2, 2, 4])
})

test('others who send meanwhile wait for a free line', async () => {
  const busy = mailLines(rules({ lines: 1 }))
  const order: string[] = []
  const one = (name: string) =>
    busy.each([name], never, async (_, send) => {
      order.push(`${name} begins`)
      await send(mail({ messageId: `<${name}@junkan.city>` }), async () => undefined)
      order.push(`${name} ends`)
    })
  await Promise.all([one('first'), one('second')])
  expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
})

test('a pace leaves the others waiting after the first, and lets go of them when the worker is to stop', async () => {
  const stop = new AbortController()
  sink.answer = () => {
    // Time enough for a second one, were it not for the pace.
    setTimeout(() => stop.abort(), 300)
    return 'take'
  }
  await expect(deliver(mails(3), { lines: 2, mailsPerMinute: 10 }, stop.signal)).rejects.toThrow(
    'the mails that are left are for the next one',
  )
  expect(sink.taken).toHaveLength(1)
})

test('a mail that loses its reason at the last moment is not sent, and the next one is', async () => {
  const kinds: string[] = []
  await mailLines(rules({ lines: 1 })).each(['gone', 'needed'], never, async (id, send) => {
    const begin = async () => {
      await sleep(0)
      if (id === 'gone') throw new NotNeeded()
    }
    kinds.push((await send(mail({ messageId: `<${id}@junkan.city>` }), begin)).kind)
  })
  expect(kinds).toEqual(['not-needed', 'sent'])
  expect(sink.taken.map((taken) => taken.messageId)).toEqual(['<needed@junkan.city>'])
})
