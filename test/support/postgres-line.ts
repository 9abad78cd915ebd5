import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A line to PostgreSQL that can be cut, made to hang, and made to lose the server's word after a COMMIT. */
export interface PostgresLine {
  /** the database's address through this line */
  url: string
  /** commits that took place and whose word was lost */
  lost: number
  /** lose the word of every n-th commit from now on, breaking the connection; 0: of none */
  loseEvery: number
  /** every connection breaks, and no new one comes about */
  cut(): void
  /** connections stay and nothing moves on them */
  hang(): void
  /** as if nothing had been */
  mend(): void
  close(): Promise<void>
}

interface Pair {
  near: Socket
  far: Socket
}

export async function postgresLine(url: string): Promise<PostgresLine> {
  const real = new URL(url)
  const pairs = new Set<Pair>()
  let state: 'open' | 'cut' | 'hanging' = 'open'
  let commits = 0
  const breakOff = (pair: Pair) => {
    pairs.delete(pair)
    pair.near.destroy()
    pair.far.destroy()
  }
  const hold = ({ near, far }: Pair) => {
    near.pause()
    far.pause()
  }
  const server = createServer((near) => {
    if (state === 'cut') {
      near.destroy()
      return
    }
    const far = connect(Number(real.port), real.hostname)
    const pair: Pair = { near, far }
    pairs.add(pair)
    near.on('data', (sent: Buffer) => far.write(sent))
    far.on('data', (answer: Buffer) => {
      // However a commit was sent, the server's word for it is its tag: CommandComplete, COMMIT.
      if (line.loseEvery > 0 && answer.includes('COMMIT\0') && ++commits % line.loseEvery === 0) {
        line.lost++
        breakOff(pair)
      } else near.write(answer)
    })
    for (const socket of [near, far]) {
      socket.setNoDelay(true)
      socket.on('error', () => breakOff(pair))
      socket.on('close', () => breakOff(pair))
    }
    if (state === 'hanging') hold(pair)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const through = new URL(url)
  through.hostname = '127.0.0.1'
  through.port = String((server.address() as AddressInfo).port)
  const line: PostgresLine = {
    url: through.href,
    lost: 0,
    loseEvery: 0,
    cut() {
      state = 'cut'
      for (const pair of pairs) breakOff(pair)
    },
    hang() {
      state = 'hanging'
      for (const pair of pairs) hold(pair)
    },
    mend() {
      state = 'open'
      for (const { near, far } of pairs) {
        near.resume()
        far.resume()
      }
    },
    async close() {
      for (const pair of pairs) breakOff(pair)
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return line
}
