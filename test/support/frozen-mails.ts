import { MockActivityEnvironment } from '@temporalio/testing'
import { pino } from 'pino'
import type { Dependencies } from '../../activities/dependencies.js'
import { createSendMails } from '../../activities/send-mails.js'
import { stepId } from '../../domain/process/ids.js'
import type { Rig } from './rig.js'

let frozen = 0

/** A mail frozen for a post of its own, with one notice in it. @returns its id */
export async function frozenMail(rig: Rig): Promise<string> {
  const number = ++frozen
  const mailbox = `reader-${number}@minato.example`
  const { department } = await rig.db.post.findUniqueOrThrow({ where: { id: rig.office } })
  const post = `${rig.city}/reader-${number}`
  await rig.db.post.create({
    data: { id: post, city: rig.city, key: `reader-${number}`, department, title: '担当', role: 'officer', mailbox },
  })
  const id = `${rig.city}/mail/${number}`
  const slot = new Date(Date.parse('2022-05-10T01:00:00Z') + number)
  const words = { subject: '試験', text: '試験です。', html: '<p>試験です。</p>' }
  await rig.db.mail.create({
    data: { id, city: rig.city, mailbox, slot, messageId: `<${number}@junkan.${rig.city}>`, ...words, state: 'claimed' },
  })
  const of = { processId: stepId(rig.cycle, 'cards'), cycleId: rig.cycle, city: rig.city, post }
  await rig.db.notice.create({
    data: { id: `${id}#1`, ...of, rule: 'request', kind: 'request', at: slot, reason: '試験', state: 'claimed', mailId: id },
  })
  return id
}

/** The sending activities on the rig's database, and a way to run one as Temporal would. */
export function sender(rig: Rig, smtpUrl: string, mail: NonNullable<Dependencies['mail']> = {}) {
  const unused = {
    apply: async () => undefined,
    resume: async () => undefined,
    moveDue: async () => undefined,
    start: async () => undefined,
  }
  const { db, connections } = rig
  const { sendMails } = createSendMails({
    db,
    temporal: connections.temporal,
    log: pino({ level: 'silent' }),
    smtpUrl,
    mail,
    publicUrl: '',
    ...unused,
  })
  return (ids: string[], attempt = new MockActivityEnvironment()): Promise<{ deferred: string[] }> => attempt.run(sendMails, ids)
}

/** What the records say of a mail: its state, the server's words, and what a person is told. */
export async function standingOf(rig: Rig, id: string) {
  const { state, reply } = await rig.db.mail.findUniqueOrThrow({ where: { id } })
  const notices = await rig.db.notice.findMany({ where: { mailId: id } })
  const faults = await rig.db.fault.findMany({ where: { id: { startsWith: `${id}/` }, clearedAt: null } })
  return { state, reply, notices: notices.map((notice) => notice.state), faults: faults.map((fault) => fault.kind) }
}
