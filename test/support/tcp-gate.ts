import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** A way to a server on loopback that can be closed: whoever comes then is refused, as by a machine that is down. */
export interface TcpGate {
  port: number
  /** lines that are open through it */
  lines(): number
  shut(): Promise<void>
  open(): Promise<void>
}

/** Opens a way to the port `to`; it keeps its own port when it is shut and opened again. */
export async function tcpGate(to: number): Promise<TcpGate> {
  const lines = new Set<Socket>()
  let server: Server | null = null
  const gate: TcpGate = {
    port: 0,
    lines: () => lines.size / 2,
    async open() {
      server = createServer((near) => {
        const far = connect({ port: to, host: '127.0.0.1' })
        for (const [from, onto] of [
          [near, far],
          [far, near],
        ] as const) {
          lines.add(from)
          from.on('error', () => undefined)
          from.on('close', () => {
            lines.delete(from)
            onto.destroy()
          })
          from.pipe(onto)
        }
      })
      server.listen(gate.port, '127.0.0.1')
      await once(server, 'listening')
      gate.port = (server.address() as AddressInfo).port
    },
    async shut() {
      const closing = server
      server = null
      if (!closing) return
      for (const line of lines) line.destroy()
      await new Promise((resolve) => closing.close(resolve))
    },
  }
  await gate.open()
  return gate
}
