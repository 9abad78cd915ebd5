import { createHash, randomUUID } from 'node:crypto'
import { PublicationError } from '../../../../domain/publication/report-input.js'
import { type PackageInput, packageFiles, packageList, reportFolder } from '../../../../domain/review/decision/package-files.js'
import { nowOf } from '../../../../prisma/clock.js'
import type { Database } from '../../../../prisma/db.js'
import type { Transaction } from '../../../../prisma/trail.js'
import { Refused } from '../../errors.js'
import { refuseUnwritable } from '../../receive.js'
import { mustBeOffice } from '../../steering/hold-notice.js'
import type { OfficeWord } from '../remarks/remarks.js'
import { holdYears, tellOfReview, toldBefore } from '../tell-years.js'
import { approvalIn } from './cover.js'
import { mustNotGoRound } from './going-round.js'
import { readPackage } from './read-package.js'
import { zipOf } from './zip.js'

/** Packages that one approval may have. */
const most = 50
/** Milliseconds for reading, and for keeping, a package. */
const patience = 60_000
/** Times that it is built anew because somebody else took its number meanwhile. */
const turns = 5

type Given = OfficeWord & { stepId: string }

/**
 * Makes the package with which a decision is asked for (起案の資料): a ZIP of 伺い文, the report's draft from what is accepted now, and the
 * list of hashes with the trail's head. It is kept as it is, and its hash stands in the trail. Nobody waits while it is built: it shows
 * the year as it stood at one instant, and its page counts what has changed since.
 * @returns its number; null when the same form was sent before
 * @throws Refused: not the office's post, another step, the accepted versions do not make a report (each place in words), or others kept
 * making packages of this step meanwhile (changed-meanwhile)
 */
export async function makePackage(db: Database, given: Given): Promise<number | null> {
  refuseUnwritable(given)
  for (let turn = 0; turn < turns; turn += 1) {
    if (await db.$transaction((tx) => madeBefore(tx, given))) return null
    const built = await build(db, given)
    const kept = await db.$transaction((tx) => keep(tx, given, built), { timeout: patience })
    if (kept !== 'taken') return kept
  }
  throw new Refused('changed-meanwhile', ['ほかの人が、その間に起案の資料を作りました。もう一度、作るボタンを押してください。'])
}

/** Looks before anything is built. @throws Refused */
async function madeBefore(tx: Transaction, given: Given): Promise<boolean> {
  await holdYears(tx, [given.cycleId])
  if (await toldBefore(tx, given)) return true
  await mustMake(tx, given)
  return false
}

/** @returns the city @throws Refused unless the office may make a package of this step now */
async function mustMake(tx: Transaction, { cycleId, stepId, post }: Given): Promise<string> {
  const { city, key } = await approvalIn(tx, cycleId, stepId)
  await mustBeOffice(tx, post, city)
  await mustNotGoRound(tx, cycleId, key)
  return city
}

interface Built {
  input: PackageInput
  /** 一覧.json */
  list: string
  zip: Uint8Array<ArrayBuffer>
}

/**
 * Reads the year in one snapshot, and packs outside of any transaction. Each record writes the trail's head with what it tells of: the head
 * that is read here stands for all that is.
 */
async function build(db: Database, { cycleId, stepId }: Given): Promise<Built> {
  const { input, pictures } = await db.$transaction(
    async (tx) => {
      const { city, key } = await approvalIn(tx, cycleId, stepId)
      const read = await readPackage(tx, { cycleId, stepKey: key, now: await nowOf(tx, city) }).catch((error: unknown) => {
        throw error instanceof PublicationError ? new Refused('invalid-input', error.problems) : error
      })
      if (read.no > most) throw new Refused('invalid-input', [`起案の資料は${most}回まで作れます。事務局の管理者に知らせてください。`])
      return { input: read, pictures: await pictureBytes(tx, cycleId, read.pictures) }
    },
    { isolationLevel: 'RepeatableRead', timeout: patience },
  )
  const files = packageFiles(input)
  const list = files.find(({ path }) => path === '一覧.json')?.content ?? packageList(input, [])
  const zip = await zipOf([...files.map(({ path, content }) => ({ path, bytes: Buffer.from(content, 'utf8') })), ...pictures])
  return { input, list, zip }
}

/** Keeps what was built under its number, unless another package took the number meanwhile. */
async function keep(tx: Transaction, given: Given, { input, list, zip }: Built): Promise<number | null | 'taken'> {
  const { id, cycleId, stepId, post, person, via } = given
  const { now } = await holdYears(tx, [cycleId])
  if (await toldBefore(tx, given)) return null
  const city = await mustMake(tx, given)
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${stepId} package`}, 0))`
  if ((await tx.document.count({ where: { ownerId: stepId, kind: 'package', position: input.no } })) > 0) return 'taken'
  const hash = createHash('sha256').update(zip).digest('hex')
  const by = { ownerId: stepId, city, position: input.no, byPost: post, byPerson: person ?? '', recordedAt: now }
  const name = `起案の資料（第${input.no}号）`
  const bytes = new Uint8Array(Buffer.from(list, 'utf8'))
  const listHash = createHash('sha256').update(bytes).digest('hex')
  await tx.document.createMany({
    data: [
      { ...by, id: randomUUID(), kind: 'package', name: `${name}.zip`, mediaType: 'application/zip', hash, bytes: zip },
      { ...by, id: randomUUID(), kind: 'package-list', name: `${name}.json`, mediaType: 'application/json', hash: listHash, bytes },
    ],
  })
  const { trailHead } = input.report
  const facts = { package: input.no, content: hash, list: listHash, headNo: trailHead.no, headHash: trailHead.hash }
  const word = { id, asked: given, cycleIds: [cycleId], kind: 'package-made', process: stepId, post, person, facts }
  await tellOfReview(tx, { ...word, ...(via ? { via } : {}) })
  return input.no
}

async function pictureBytes(tx: Transaction, cycleId: string, pictures: { file: string; hash: string }[]) {
  const rows = await tx.$queryRaw<{ id: string; bytes: Uint8Array }[]>`
    SELECT DISTINCT ON (q.id) q.id, q.bytes FROM picture q JOIN process p ON p.id = q.process_id
    WHERE p.cycle_id = ${cycleId} AND q.id = ANY(${pictures.map(({ hash }) => hash)}) ORDER BY q.id`
  return pictures.flatMap(({ file, hash }) => {
    const row = rows.find(({ id }) => id === hash)
    return row ? [{ path: `${reportFolder}/${file}`, bytes: row.bytes }] : []
  })
}
