import { once } from 'node:events'
import { connect, createServer, type Server } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { StackError } from './stack-error.js'

/** Whether this port of the loopback address can be listened on now. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)))
  })
}

/** @throws StackError naming who wants the port and the variable that would give it another */
export async function claimPort(port: number, what: string, variable: string): Promise<void> {
  if (await isFree(port)) return
  throw new StackError(`Port ${port}, wanted for ${what}, is in use: end the program that holds it or set ${variable} to another port.`)
}

/** Waits, at most `patience` ms, until something listens on this port of the loopback address. */
export async function untilListening(port: number, patience: number): Promise<void> {
  for (const end = Date.now() + patience; Date.now() < end; await sleep(25)) {
    const socket = connect({ port, host: '127.0.0.1', timeout: 1_000 })
    const answered = await Promise.race([once(socket, 'connect').then(() => true), once(socket, 'timeout').then(() => false)]).catch(
      () => false,
    )
    socket.destroy()
    if (answered) return
  }
  throw new StackError(`Nothing listens on port ${port} after ${Math.round(patience / 1000)} s.`)
}

/** As many different free ports of the loopback address as asked for. */
export async function freePorts(count: 3): Promise<[number, number, number]>
export async function freePorts(count: number): Promise<number[]>
export async function freePorts(count: number): Promise<number[]> {
  // All are held at once, so that the system cannot name one twice.
  const servers = await Promise.all(Array.from({ length: count }, listenAnywhere))
  const ports = servers.map((server) => {
    const address = server.address()
    return typeof address === 'object' && address ? address.port : 0
  })
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

function listenAnywhere(): Promise<Server> {
  const server = createServer()
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port: 0, host: '127.0.0.1' }, () => resolve(server))
  })
}
