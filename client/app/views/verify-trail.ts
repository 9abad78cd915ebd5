import { type ChainEnd, type ChainFault, genesis, verifyChain } from '../../../domain/trail/chain.js'
import type { Database } from '../../../prisma/db.js'
import type { Transaction } from '../../../prisma/trail.js'

/** What is wrong with a row: with the chain, or a column that says something else than the row's own body. */
export interface TrailFault {
  no: number
  fault: ChainFault['fault'] | 'columns' | 'package'
  /** the columns that disagree: key, kind, process, body (no JSON) */
  columns?: string[]
}

/** The head that a package for a decision (起案の資料) names; without a fault at its row it stands in the chain. */
export interface NamedHead {
  /** the row that tells of the package */
  row: number
  step: string
  package: number
  head: ChainEnd
}

export interface Verification {
  cycle: string
  /** rows that were read */
  rows: number
  head: ChainEnd
  faults: TrailFault[]
  packages: NamedHead[]
}

interface Row {
  no: number
  key: string
  kind: string
  processId: string | null
  body: string
  prevHash: string
  hash: string
}

const page = 5000
/** Milliseconds that one look at one cycle's whole trail may take. */
const patience = 600_000

/** Every cycle of which there is any record; one whose head or rows are gone is among them. */
export async function recordedCycles(db: Database): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT cycle_id AS id FROM chain_head UNION SELECT cycle_id FROM trail UNION SELECT id FROM process WHERE kind = 'cycle' ORDER BY id`
  return rows.map(({ id }) => id)
}

/**
 * Computes a cycle's chain anew, in pages, as it stood at one instant (a year that runs on meanwhile does no harm), and holds
 * each row's columns against its body. No faults: every row is as it was written.
 */
export function verifyTrail(db: Database, cycle: string): Promise<Verification> {
  return db.$transaction(
    async (tx) => {
      const kept = await tx.chainHead.findUnique({ where: { cycleId: cycle }, select: { no: true, hash: true } })
      const head = kept ?? { no: 0, hash: genesis }
      // Every year begins with a row: without a head, or with an empty one, its trail has been taken away.
      const faults: TrailFault[] = head.no > 0 ? [] : [{ no: 0, fault: 'head' }]
      const packages: NamedHead[] = []
      let end: ChainEnd = { no: 0, hash: genesis }
      let [rows, after] = [0, Number.MIN_SAFE_INTEGER]
      for (;;) {
        const read = await tx.$queryRaw<Row[]>`
          SELECT no, key, kind, process_id AS "processId", body, prev_hash AS "prevHash", hash FROM trail
          WHERE cycle_id = ${cycle} AND no > ${after}::bigint ORDER BY no LIMIT ${page}`
        const last = read.at(-1)
        const isEnd = read.length < page
        faults.push(...verifyChain(read, isEnd || !last ? head : last, end))
        faults.push(...read.flatMap((row) => columnFaults(cycle, row)))
        for (const row of read) {
          const named = namedHead(row)
          if (named) packages.push(named)
        }
        rows += read.length
        if (isEnd || !last) break
        end = last
        after = last.no
      }
      faults.push(...(await neverStood(tx, cycle, packages)))
      return { cycle, rows, head, faults: faults.sort((a, b) => a.no - b.no), packages }
    },
    { isolationLevel: 'RepeatableRead', timeout: patience },
  )
}

/** Packages whose head is none of the rows before their own. */
async function neverStood(tx: Transaction, cycleId: string, packages: NamedHead[]): Promise<TrailFault[]> {
  const named = await tx.trail.findMany({
    where: { cycleId, no: { in: packages.map(({ head }) => head.no) } },
    select: { no: true, hash: true },
  })
  const stood = new Map(named.map(({ no, hash }) => [no, hash]))
  return packages
    .filter(({ row, head }) => head.no >= row || stood.get(head.no) !== head.hash)
    .map(({ row }) => ({ no: row, fault: 'package' }))
}

function namedHead(row: Row): NamedHead | null {
  if (row.kind !== 'package-made') return null
  try {
    const body = JSON.parse(row.body) as Record<string, unknown>
    const head = { no: Number(body['headNo']), hash: String(body['headHash']) }
    return { row: row.no, step: String(body['process']), package: Number(body['package']), head }
  } catch {
    // columnFaults tells of it
    return null
  }
}

/** The chain covers a row's body; its columns are only there to search by, and must say the same. */
function columnFaults(cycle: string, row: Row): TrailFault[] {
  let body: Record<string, unknown>
  try {
    body = JSON.parse(row.body) as Record<string, unknown>
  } catch {
    return [{ no: row.no, fault: 'columns', columns: ['body'] }]
  }
  const wanted = columnsOf(cycle, body)
  const columns = [
    ...(row.key === wanted.key ? [] : ['key']),
    ...(row.kind === wanted.kind ? [] : ['kind']),
    ...(row.processId === wanted.process ? [] : ['process']),
  ]
  return columns.length === 0 ? [] : [{ no: row.no, fault: 'columns', columns }]
}

function columnsOf(cycle: string, body: Record<string, unknown>): { key: string; kind: string; process: string | null } {
  const { kind, process, command, seq, mail, edition, row } = body
  if (kind === 'mail') return { kind, process: null, key: body['late'] ? `${mail}/late` : String(mail) }
  if (kind === 'mail-settled') return { kind, process: null, key: `${mail}/settled` }
  return {
    kind: String(kind),
    process: String(process),
    key:
      kind === 'published'
        ? `${cycle}/edition/${edition}`
        : command !== undefined
          ? String(command)
          : seq !== undefined
            ? `${process}/${seq}`
            : row !== undefined
              ? String(row)
              : `${process}/${kind === 'cycle-sealed' ? 'sealed' : kind}`,
  }
}
