import type { CityDate } from '../../../domain/calendar/instants.js'
import { contentHash } from '../../../domain/trail/canonical.js'
import type { Database } from '../../../prisma/db.js'
import { Refused } from '../errors.js'
import { freeAddressed } from '../readdress.js'
import { listDirectory } from './directory.js'
import { type Change, type Keeper, type Moment, momentOf, writeChanges } from './directory-change.js'
import { type HolderRow, largestFile, type RowFault, readHolders } from './holders-csv.js'
import { applyRow, presentOf } from './holders-rows.js'

/** A post whose open work passes to somebody else. */
export interface HandedOn {
  title: string
  openWork: number
  from: string | null
  to: string
  on: CityDate
}

/** What a file of holders would do, found out by doing it and taking it back. */
export interface ImportPreview {
  text: string
  /** of the file and of everything it changes: what was looked at is what is applied */
  hash: string
  rows: number
  /** lines that say what stands already */
  unchanged: number
  changes: (Change & { line: number })[]
  handedOn: HandedOn[]
  /** posts of the city that the file does not name: they stay as they are */
  untouched: number
  faults: RowFault[]
}

class TakenBack extends Error {}

/** What the file would do; nothing is changed. @throws Refused when the file is too large */
export async function previewHolders(db: Database, keeper: Keeper, text: string): Promise<ImportPreview> {
  if (Buffer.byteLength(text) > largestFile)
    throw new Refused('invalid-input', ['ファイルが大きすぎます（1 MBまで）。局ごとなどに分けてください。'])
  const directory = await listDirectory(db, keeper.city, { asAdmin: false })
  const posts = directory.bureaus.flatMap((bureau) => bureau.departments.flatMap((department) => department.posts))
  const { rows, faults } = readHolders(text, directory.roles)
  const done = await rehearse(db, keeper, rows)
  const handedOn = done.changes.flatMap(({ kind, facts }): HandedOn[] => {
    const post = posts.find((one) => one.id === facts['post'])
    if (kind !== 'appointed' || facts['as'] !== 'holder' || !post || post.openWork === 0) return []
    return [
      { title: post.title, openWork: post.openWork, from: post.holder?.name ?? null, to: String(facts['name']), on: String(facts['from']) },
    ]
  })
  const named = new Set(rows.map((row) => `${keeper.city}/${row.post}`))
  return {
    text,
    hash: hashOf(text, done.changes),
    rows: rows.length,
    unchanged: rows.length - new Set([...done.changes.map((one) => one.line), ...done.faults.map((one) => one.line)]).size,
    changes: done.changes,
    handedOn,
    untouched: posts.filter((post) => !named.has(post.id)).length,
    faults: [...faults, ...done.faults].sort((a, b) => a.line - b.line),
  }
}

/**
 * Applies a file that was previewed, whole or not at all.
 * @param hash of its preview: when the directory has changed since, nothing is applied
 * @throws Refused
 */
export async function applyHolders(db: Database, keeper: Keeper, key: string, text: string, hash: string): Promise<void> {
  const { roles } = await listDirectory(db, keeper.city, { asAdmin: false })
  const { rows, faults } = readHolders(text, roles)
  if (faults.length > 0) throw new Refused('invalid-input', ['ファイルに誤りがあります。直してから、もう一度読み込んでください。'])
  await db.$transaction(
    async (tx) => {
      const moment = await momentOf(tx, keeper)
      if ((await tx.registerChange.count({ where: { id: key } })) > 0) return
      const done = await applyRows(moment, rows)
      if (done.faults.length > 0 || hashOf(text, done.changes) !== hash)
        throw new Refused('changed-meanwhile', [
          '確かめた後に一覧が変わりました。ファイルをもう一度読み込んで、変わるところを確かめてください。',
        ])
      const changes = done.changes.map(({ kind, facts }) => ({ kind, facts }))
      await writeChanges(moment, key, [
        { kind: 'imported', facts: { rows: rows.length, changes: changes.length, hash: contentHash(text) } },
        ...changes,
      ])
      await freeAddressed(tx, keeper.city)
    },
    { timeout: 60_000 },
  )
}

/** Does it, looks, and takes it back. */
async function rehearse(db: Database, keeper: Keeper, rows: HolderRow[]): Promise<Done> {
  let done: Done = { changes: [], faults: [] }
  await db
    .$transaction(
      async (tx) => {
        done = await applyRows(await momentOf(tx, keeper), rows)
        throw new TakenBack()
      },
      { timeout: 60_000 },
    )
    .catch((error: unknown) => {
      if (!(error instanceof TakenBack)) throw error
    })
  return done
}

interface Done {
  changes: (Change & { line: number })[]
  faults: RowFault[]
}

async function applyRows(moment: Moment, rows: HolderRow[]): Promise<Done> {
  const present = await presentOf(moment)
  const done: Done = { changes: [], faults: doubled(rows) }
  const twice = new Set(done.faults.map((fault) => fault.line))
  for (const row of inOrder(rows).filter(({ line }) => !twice.has(line))) {
    try {
      done.changes.push(...(await applyRow(moment, present, row)).map((change) => ({ ...change, line: row.line })))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      done.faults.push(...(error.problems.length > 0 ? error.problems : [error.message]).map((problem) => ({ line: row.line, problem })))
    }
  }
  return done
}

/** Endings before beginnings, and what begins first first: a file may list them in any order. */
const inOrder = (rows: HolderRow[]): HolderRow[] =>
  [...rows].sort((a, b) => (a.until ?? '9').localeCompare(b.until ?? '9') || (a.from ?? '').localeCompare(b.from ?? '') || a.line - b.line)

function doubled(rows: HolderRow[]): RowFault[] {
  const first = new Map<string, number>()
  return rows.flatMap(({ line, post, email, kind, from }) => {
    const key = JSON.stringify([post, email, kind, from])
    const earlier = first.get(key)
    if (earlier === undefined) first.set(key, line)
    return earlier === undefined ? [] : [{ line, problem: `${earlier}行目と同じ職・人・開始日です。どちらかを取り除いてください。` }]
  })
}

/** Ids that are made anew each time say nothing about what was previewed. */
const hashOf = (text: string, changes: (Change & { line: number })[]): string =>
  contentHash({ text, changes: JSON.parse(JSON.stringify(changes, (name, value) => (name === 'holding' ? undefined : value))) })
