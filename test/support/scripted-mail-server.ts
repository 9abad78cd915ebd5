import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'

/** Where a conversation stands when the server is to say something. `message`: after the final dot. */
export type Stage = 'greeting' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'message' | 'QUIT'

/** What it does then: says this; says nothing for good; says this and nothing for good; says this (if anything) and breaks the line. */
export type Manner = string | 'silence' | { last: string } | { hangUp: string | null }

const proper: Record<Stage, string> = {
  greeting: '220 mail.example ESMTP',
  EHLO: '250-mail.example\r\n250 AUTH PLAIN',
  AUTH: '235 2.7.0 welcome',
  MAIL: '250 2.1.0 sender ok',
  RCPT: '250 2.1.5 recipient ok',
  DATA: '354 go on',
  message: '250 2.0.0 taken as 4711',
  QUIT: '221 bye',
}

/** A mail server on loopback that says word for word what it is told to say: for what no decent server does. */
export interface ScriptedMailServer {
  port: number
  /** what it does at a stage; null: what a decent server does. `time`: how often this stage was reached before */
  manner: (stage: Stage, time: number) => Manner | null
  /** every message whose final dot it saw */
  messages: string[]
  /** lines that are open */
  lines(): number
  /** forgets what was, and is decent again */
  reset(): void
  close(): Promise<void>
}

export async function scriptedMailServer(): Promise<ScriptedMailServer> {
  const open = new Set<Socket>()
  const reached = new Map<Stage, number>()
  const serve = (socket: Socket) => {
    open.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => open.delete(socket))
    let message: string[] | null = null
    let mute = false
    /** @returns what was said; null: nothing more will be */
    const at = (stage: Stage): string | null => {
      const time = reached.get(stage) ?? 0
      reached.set(stage, time + 1)
      const manner = server.manner(stage, time) ?? proper[stage]
      if (manner === 'silence') mute = true
      else if (typeof manner === 'string') socket.write(`${manner}\r\n`)
      else if ('last' in manner) {
        mute = true
        socket.write(`${manner.last}\r\n`)
        socket.pause()
      } else {
        mute = true
        socket.end(manner.hangUp === null ? '' : `${manner.hangUp}\r\n`)
      }
      return typeof manner === 'string' && !mute ? manner : null
    }
    at('greeting')
    createInterface({ input: socket }).on('line', (line) => {
      if (mute) return
      if (message) {
        if (line !== '.') return void message.push(line)
        server.messages.push(message.join('\r\n'))
        message = null
        return void at('message')
      }
      const verb = (line.split(/[ :]/)[0] ?? '').toUpperCase()
      const said = at((verb === 'HELO' ? 'EHLO' : verb) as Stage)
      if (verb === 'DATA' && said?.startsWith('354')) message = []
    })
  }
  const listener = createServer(serve)
  const server: ScriptedMailServer = {
    port: 0,
    manner: () => null,
    messages: [],
    lines: () => open.size,
    reset() {
      reached.clear()
      server.messages = []
      server.manner = () => null
      for (const socket of open) socket.destroy()
    },
    async close() {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => listener.close(resolve))
    },
  }
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  server.port = (listener.address() as AddressInfo).port
  return server
}
