import type { Database } from '../../prisma/db.js'

/** How a year stands, told without what may differ between two runs of the same year: see `finalState`. */
export interface FinalState {
  processes: Json[]
  notices: Json[]
  versions: Json[]
  editions: Json[]
  trail: Json[]
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** Kinds of trail rows that tell what happened in the field; mails, void acts and refusals depend on what the machines went through. */
const told = ['begun', 'asked', 'opened', 'closed', 'applied', 'override', 'overdue', 'published', 'sealing', 'sealed', 'cycle-sealed']

/** Numbers that count what the machines went through, and hashes over ids of the city. */
const machine = new Set(['seq', 'command', 'receipt', 'receiptNo', 'payload', 'reportHash', 'files'])

/**
 * Where a year has come to, in a value to compare with another run of the same year: undisturbed, with a killed worker, with
 * forged acts. The city's id is written `city`; numbers of acts and receipts, command ids and instants of the wall's clock are
 * left out, and rows that nothing orders stand in the order of their text. A void act uses up its number, so version numbers
 * of sheets are kept and numbers of acts are not.
 * @param cycle the cycle's id: `{city}/cycle/…`
 */
export async function finalState(db: Database, cycle: string): Promise<FinalState> {
  const city = cycle.slice(0, cycle.indexOf('/'))
  const [processes, notices, versions, editions, trail] = await Promise.all([
    db.process.findMany({ where: { cycleId: cycle }, omit: { seq: true, updatedAt: true } }),
    db.notice.findMany({ where: { cycleId: cycle }, omit: { id: true, mailId: true } }),
    db.version.findMany({ where: { cycleId: cycle } }),
    db.edition.findMany({ where: { cycleId: cycle }, omit: { hash: true } }),
    db.trail.findMany({ where: { cycleId: cycle, kind: { in: told } }, select: { body: true } }),
  ])
  return {
    processes: comparable(city, processes),
    notices: comparable(city, notices),
    versions: comparable(city, versions),
    editions: comparable(city, editions),
    trail: comparable(
      city,
      trail.map((row) => JSON.parse(row.body)),
    ),
  }
}

function comparable(city: string, rows: readonly unknown[]): Json[] {
  const plain = rows.map((row) => neutral(city, JSON.parse(JSON.stringify(row)) as Json))
  const text = new Map(plain.map((row) => [row, JSON.stringify(row)]))
  return plain.sort((a, b) => ((text.get(a) ?? '') < (text.get(b) ?? '') ? -1 : 1))
}

function neutral(city: string, value: Json): Json {
  if (typeof value === 'string') return value.replaceAll(city, 'city')
  if (Array.isArray(value)) return value.map((item) => neutral(city, item))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !machine.has(key))
      .map(([key, item]) => [key, neutral(city, item)]),
  )
}
