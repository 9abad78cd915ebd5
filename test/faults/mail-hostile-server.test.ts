import { MockActivityEnvironment } from '@temporalio/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { smallCity } from '../support/bundles.js'
import { frozenMail, sender, standingOf } from '../support/frozen-mails.js'
import { type Rig, rigFor } from '../support/rig.js'
import { type Manner, type ScriptedMailServer, type Stage, scriptedMailServer } from '../support/scripted-mail-server.js'

// A mail server that hangs, refuses, asks to come again, breaks off or lies, at every stage of a conversation, and what the records say then.
let rig: Rig
let server: ScriptedMailServer
let send: ReturnType<typeof sender>
let url: string
const patient = { patience: 400, lines: 1 }
beforeAll(async () => {
  rig = await rigFor(smallCity())
  server = await scriptedMailServer()
  url = `smtp://user:password@127.0.0.1:${server.port}`
  send = sender(rig, url, patient)
  await rig.startYear()
})
afterAll(async () => {
  await rig.close()
  await server.close()
})
beforeEach(() => server.reset())

const at = (stage: Stage, manner: Manner) => {
  server.manner = (reached) => (reached === stage ? manner : null)
}
const waits = { state: 'claimed', notices: ['claimed'], faults: [] }
const sent = { state: 'sent', reply: '250 2.0.0 taken as 4711', notices: ['sent'], faults: [] }

// Whoever hears nothing at all gives up by one of two clocks; either word tells the same silence.
const nothingHeard = /cannot be spoken to: (Greeting never received|Timeout)/

test.each<[string, Stage, Manner, string | RegExp]>([
  ['says nothing when called', 'greeting', 'silence', nothingHeard],
  ['turns everybody away with 421', 'greeting', { hangUp: '421 4.3.2 busy, ask mayor@city.example' }, 'cannot be spoken to: 421 4.3.2'],
  ['hangs up without a word', 'greeting', { hangUp: null }, 'cannot be spoken to: Connection closed unexpectedly'],
  ['greets with nonsense', 'greeting', 'HTTP/1.1 400 Bad Request', 'cannot be spoken to: an answer that makes no sense'],
  ['falls silent after EHLO', 'EHLO', 'silence', 'cannot be spoken to: '],
  ['falls silent at the sign-in', 'AUTH', 'silence', 'does not let us sign in with the user and password of SMTP_URL: Timeout'],
  [
    'does not know our password',
    'AUTH',
    '535 5.7.8 user@city.example unknown',
    'sign in with the user and password of SMTP_URL: 535 5.7.8',
  ],
  ['hangs up at the sign-in', 'AUTH', { hangUp: null }, 'does not let us sign in'],
  [
    'does not take our sender',
    'MAIL',
    '550 5.7.1 office@city.example may not',
    'takes no mail from our sender (JUNKAN_MAIL_FROM, else the mailbox',
  ],
  ['asks our sender to come again', 'MAIL', '451 4.3.0 later', 'our sender'],
  ['wants a sign-in before recipients', 'RCPT', '530 5.7.0 sign in first', 'does not let us name recipients'],
])('a server that %s: the mail waits, the operator reads why, and nobody else is named', async (_, stage, manner, sentence) => {
  const id = await frozenMail(rig)
  at(stage, manner)
  const failure = await send([id]).catch((error: Error) => error.message)
  expect(failure).toMatch(sentence)
  expect(failure).not.toMatch(/@|password\b(?! of SMTP_URL)/)
  expect(await standingOf(rig, id)).toEqual({ ...waits, reply: null })

  server.reset()
  await send([id])
  expect(await standingOf(rig, id)).toEqual(sent)
  expect(server.messages).toHaveLength(1)
})

test.each<[string, Stage, Manner]>([
  ['falls silent after MAIL FROM', 'MAIL', 'silence'],
  ['falls silent after RCPT TO', 'RCPT', 'silence'],
  ['breaks the line after RCPT TO', 'RCPT', { hangUp: null }],
  ['answers RCPT TO with nonsense', 'RCPT', 'hello'],
  ['asks to come again at RCPT TO', 'RCPT', '450 4.2.0 greylisted'],
  ['ends its service at RCPT TO', 'RCPT', { hangUp: '421 4.3.2 shutting down' }],
  ['falls silent after DATA', 'DATA', 'silence'],
  ['breaks the line after DATA', 'DATA', { hangUp: null }],
  ['says 250 to everything, DATA too', 'DATA', '250 ok'],
  ['asks to come again after the message', 'message', '451 4.3.0 later'],
])('a server that %s: the mail cannot have arrived, comes again by itself, and holds up no other', async (_, stage, manner) => {
  const [first, second] = [await frozenMail(rig), await frozenMail(rig)]
  server.manner = (reached, time) => (reached === stage && time === 0 ? manner : null)
  expect(await send([first, second])).toEqual({ deferred: [first] })
  expect(await standingOf(rig, first)).toMatchObject(waits)
  expect(await standingOf(rig, second)).toEqual(sent)

  expect(await send([first])).toEqual({ deferred: [] })
  expect(await standingOf(rig, first)).toEqual(sent)
  expect(server.messages.filter((message) => message.includes(`Message-ID: <${first.split('/').at(-1)}@`))).toHaveLength(
    stage === 'message' ? 2 : 1,
  )
})

test('a server that asks to come again twice gets the mail once', async () => {
  const id = await frozenMail(rig)
  server.manner = (stage, time) => (stage === 'RCPT' && time < 2 ? '450 4.2.0 greylisted' : null)
  expect(await send([id])).toEqual({ deferred: [id] })
  expect(await send([id])).toEqual({ deferred: [id] })
  expect(await send([id])).toEqual({ deferred: [] })
  expect(await standingOf(rig, id)).toEqual(sent)
  expect(server.messages).toHaveLength(1)
})

test.each<[string, Stage, Manner, string]>([
  ['does not know the recipient', 'RCPT', '550 5.1.1 no such user', 'address-refused'],
  ['does not know the recipient, in few words', 'RCPT', '550 unknown', 'address-refused'],
  ['forbids the recipient', 'RCPT', '554 5.7.1 not for you', 'mail-refused'],
  ['does not begin the message', 'DATA', '554 5.5.1 no valid recipients', 'mail-refused'],
  ['does not want the message', 'message', '554 5.7.1 not wanted', 'mail-refused'],
])('a server that %s: refused with its words, never tried again, and the office is told', async (_, stage, manner, fault) => {
  const [first, second] = [await frozenMail(rig), await frozenMail(rig)]
  server.manner = (reached, time) => (reached === stage && time === 0 ? manner : null)
  expect(await send([first, second])).toEqual({ deferred: [] })
  expect(await standingOf(rig, first)).toMatchObject({
    state: 'refused',
    reply: expect.stringContaining(String(manner)),
    notices: ['refused'],
  })
  expect((await standingOf(rig, first)).faults).toEqual([fault])
  expect(await standingOf(rig, second)).toEqual(sent)
})

test.each<[string, Stage, Manner, string]>([
  ['stops reading after 354', 'DATA', { last: '354 go on' }, 'Timeout'],
  ['falls silent after the final dot', 'message', 'silence', 'Timeout'],
  ['breaks the line after the final dot', 'message', { hangUp: null }, 'Connection closed unexpectedly'],
  ['answers the message with nonsense', 'message', 'thank you', 'Message failed: thank you'],
  ['answers the message with another 354', 'message', '354 go on', 'Message failed: 354 go on'],
])('a server that %s: nobody knows, a person is asked, and it is never sent again', async (_, stage, manner, why) => {
  const [first, second] = [await frozenMail(rig), await frozenMail(rig)]
  server.manner = (reached, time) => (reached === stage && time === 0 ? manner : null)
  expect(await send([first, second])).toEqual({ deferred: [] })
  const doubtful = {
    state: 'ambiguous',
    reply: `no word after the message had left: ${why}`,
    notices: ['ambiguous'],
    faults: ['mail-ambiguous'],
  }
  expect(await standingOf(rig, first)).toEqual(doubtful)
  expect(await standingOf(rig, second)).toEqual(sent)
  await send([first])
  expect(await standingOf(rig, first)).toEqual(doubtful)
  expect(server.messages.filter((message) => message.includes(`Message-ID: <${first.split('/').at(-1)}@`))).toHaveLength(
    stage === 'DATA' ? 0 : 1,
  )
})

test('a server that takes a mail and hangs up at once, after each: all are sent once, over lines of their own', async () => {
  const ids = [await frozenMail(rig), await frozenMail(rig)]
  at('message', { hangUp: '250 2.0.0 taken as 4711' })
  expect(await send(ids)).toEqual({ deferred: [] })
  for (const id of ids) expect(await standingOf(rig, id)).toEqual(sent)
  expect(server.messages).toHaveLength(2)
})

test('a server that ends a kept line when the next mail comes: a fresh line brings it, and nobody waits', async () => {
  const ids = [await frozenMail(rig), await frozenMail(rig)]
  server.manner = (stage, time) => (stage === 'MAIL' && time === 1 ? { hangUp: null } : null)
  expect(await send(ids)).toEqual({ deferred: [] })
  for (const id of ids) expect(await standingOf(rig, id)).toEqual(sent)
  expect(server.messages).toHaveLength(2)
})

test('a server that breaks off every message is left alone after three: the others are not made doubtful', async () => {
  const ids = await Promise.all(Array.from({ length: 6 }, () => frozenMail(rig)))
  at('message', { hangUp: null })
  await expect(send(ids)).rejects.toThrow('The mail server broke off 3 mails in a row without a word.')
  const states = await Promise.all(ids.map(async (id) => (await standingOf(rig, id)).state))
  expect(states).toEqual(['ambiguous', 'ambiguous', 'ambiguous', 'claimed', 'claimed', 'claimed'])
})

test('a worker that is told to stop finishes the mail in hand and leaves the others to the next', async () => {
  const ids = await Promise.all(Array.from({ length: 3 }, () => frozenMail(rig)))
  const attempt = new MockActivityEnvironment()
  server.manner = (stage) => {
    if (stage === 'RCPT') attempt.cancel()
    return null
  }
  await expect(send(ids, attempt)).rejects.toThrow('the mails that are left are for the next one')
  expect(await Promise.all(ids.map(async (id) => (await standingOf(rig, id)).state))).toEqual(['sent', 'claimed', 'claimed'])
  await send(ids)
  expect(server.messages).toHaveLength(3)
})

test('no line stays open when all is done', async () => {
  await send([await frozenMail(rig)])
  await expect.poll(() => server.lines(), { timeout: 5_000 }).toBe(0)
})
