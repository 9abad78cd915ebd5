import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'

/** A message as the server took it in. */
export interface TakenMail {
  to: string
  messageId: string
  raw: string
  /** it came over TLS */
  secure: boolean
  /** the conversation it came in */
  session: string
}

/** What the server answers to a whole message: take it (250), an SMTP error, or take it and say nothing, breaking the line. */
export type Answer = 'take' | { code: number; text: string } | 'take-and-hang-up'

export interface MailSink {
  url: string
  taken: TakenMail[]
  /** decides about each message; default: takes everything */
  answer: (mail: TakenMail) => Answer | Promise<Answer>
  /** decides about each recipient before the message; default: known */
  recipient: (address: string) => { code: number; text: string } | null
  close(): Promise<void>
}

/** A real SMTP server on loopback that keeps what it takes and can be told to misbehave. */
export async function mailSink({ startTls = false }: { startTls?: boolean } = {}): Promise<MailSink> {
  const sink: MailSink = { url: '', taken: [], answer: () => 'take', recipient: () => null, close: async () => undefined }
  const failure = ({ code, text }: { code: number; text: string }) => Object.assign(new Error(text), { responseCode: code })
  const server = new SMTPServer({
    disabledCommands: startTls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onRcptTo({ address }, _session, done) {
      const refused = sink.recipient(address)
      done(refused ? failure(refused) : undefined)
    },
    onData(stream: SMTPServerDataStream, session: SMTPServerSession, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', async () => {
        const raw = Buffer.concat(parts).toString('utf8')
        const messageId = /^Message-ID: (.+)$/im.exec(raw)?.[1]?.trim() ?? ''
        const mail = { to: session.envelope.rcptTo[0]?.address ?? '', messageId, raw, secure: session.secure, session: session.id }
        const answer = await sink.answer(mail)
        if (answer === 'take' || answer === 'take-and-hang-up') sink.taken.push(mail)
        if (answer === 'take-and-hang-up') {
          for (const connection of server.connections as Set<{ _socket: { destroy(): void }; id: string }>) {
            if (connection.id === session.id) connection._socket.destroy()
          }
        } else if (answer === 'take') done()
        else done(failure(answer))
      })
    },
  })
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  sink.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  sink.close = () => new Promise((resolve) => server.close(() => resolve()))
  return sink
}
