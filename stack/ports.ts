import { createServer } from 'node:net'
import { StackError } from './stack-error.js'

/** Whether this port of the loopback address can be listened on now. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  return new Promise(resolve => {
    server.once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)))
  })
}

/** @throws StackError naming who wants the port and the variable that would give it another */
export async function claimPort(port: number, what: string, variable: string): Promise<void> {
  if (await isFree(port)) return
  throw new StackError(`Port ${port}, wanted for ${what}, is in use: end the program that holds it or set ${variable} to another port.`)
}
