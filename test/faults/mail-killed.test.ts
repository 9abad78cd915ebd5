import { expect, test } from 'vitest'
import { smallCity } from '../support/bundles.js'
import type { TakenMail } from '../support/mail-sink.js'
import { type Rig, rigFor } from '../support/rig.js'
import { type Program, startWorkerProcess } from '../support/worker-process.js'

/** Plays a year whose worker is killed when `moment` says so, and started again at once. */
async function yearKilled(arrange: (rig: Rig, kill: (mail: string) => Promise<void>) => void) {
  const rig = await rigFor(smallCity())
  // One line: with two, another mail may be in the worker's hand at that moment, and is in doubt as rightly.
  const environment = { ...rig.workerEnvironment(), JUNKAN_MAIL_CONNECTIONS: '1' }
  let worker: Program = await startWorkerProcess(environment)
  let victim: string | null = null
  arrange(rig, async (mail) => {
    if (victim) return
    victim = mail
    await worker.kill()
    void startWorkerProcess(environment).then((next) => (worker = next))
  })
  await rig.play()
  const close = async () => {
    await worker.kill()
    await rig.close()
  }
  return { rig, victim: victim ?? '', close }
}

const idOf = (mail: TakenMail) => mail.messageId

test.concurrent("a worker killed between the mail server's 250 and the record lists the mail as ambiguous and never sends it again", async () => {
  const { rig, victim, close } = await yearKilled((rig, kill) => {
    rig.mail.answer = async (mail) => {
      await kill(mail.messageId)
      return 'take' as const
    }
  })
  const mail = await rig.db.mail.findUniqueOrThrow({ where: { messageId: victim } })
  expect(mail.state).toBe('ambiguous')
  expect(await rig.db.notice.count({ where: { mailId: mail.id, state: { not: 'ambiguous' } } })).toBe(0)
  expect(rig.mail.taken.filter((taken) => taken.messageId === victim)).toHaveLength(1)
  expect(await rig.db.fault.findMany({ where: { clearedAt: null }, select: { id: true, kind: true } })).toEqual([
    { id: `${mail.id}/ambiguous`, kind: 'mail-ambiguous' },
  ])
  const others = await rig.db.mail.findMany({ where: { messageId: { not: victim } } })
  expect(others.map((other) => other.state)).toEqual(others.map(() => 'sent'))
  expect(rig.mail.taken.map(idOf).sort()).toEqual([mail, ...others].map((m) => m.messageId).sort())
  await close()
}, 180_000)

test.concurrent('a worker killed before the server had seen the message sends it once when it is back', async () => {
  const { rig, victim, close } = await yearKilled((rig, kill) => {
    rig.mail.recipient = (address) => {
      void kill(address)
      return null
    }
  })
  expect(victim).not.toBe('')
  const mails = await rig.db.mail.findMany()
  expect(mails.map((mail) => mail.state)).toEqual(mails.map(() => 'sent'))
  expect(rig.mail.taken.map(idOf).sort()).toEqual(mails.map((mail) => mail.messageId).sort())
  expect(await rig.db.fault.count()).toBe(0)
  await close()
}, 180_000)
