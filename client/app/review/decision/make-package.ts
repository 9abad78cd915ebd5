import { createHash, randomUUID } from 'node:crypto'
import { PublicationError } from '../../../../domain/publication/report-input.js'
import { packageFiles, packageList, reportFolder } from '../../../../domain/review/decision/package-files.js'
import type { Database } from '../../../../prisma/db.js'
import type { Transaction } from '../../../../prisma/trail.js'
import { Refused } from '../../errors.js'
import { refuseUnwritable } from '../../receive.js'
import { mustBeOffice } from '../../steering/hold-notice.js'
import type { OfficeWord } from '../remarks/remarks.js'
import { holdYears, tellOfReview, toldBefore } from '../tell-years.js'
import { approvalIn } from './cover.js'
import { readPackage } from './read-package.js'
import { zipOf } from './zip.js'

/** Packages that one approval may have. */
const most = 50
/** Milliseconds for reading, building and packing. */
const patience = 60_000

/**
 * Makes the package with which a decision is asked for (起案の資料): a ZIP of 伺い文, the report's draft from what is accepted now, and the
 * list of hashes with the trail's head. It is kept as it is, and its hash stands in the trail.
 * @returns its number; null when the same form was sent before
 * @throws Refused: not the office's post, another step, or the accepted versions do not make a report (each place in words)
 */
export async function makePackage(db: Database, given: OfficeWord & { stepId: string }): Promise<number | null> {
  refuseUnwritable(given)
  const { id, cycleId, stepId, post, person, via } = given
  return db.$transaction(
    async (tx) => {
      const { now } = await holdYears(tx, [cycleId])
      if (await toldBefore(tx, given)) return null
      const { city, key } = await approvalIn(tx, cycleId, stepId)
      await mustBeOffice(tx, post, city)
      // Until this is written, nothing else is: the head stands for everything that is read.
      await tx.$queryRaw`SELECT no FROM chain_head WHERE cycle_id = ${cycleId} FOR UPDATE`
      const input = await readPackage(tx, { cycleId, stepKey: key, now }).catch((error: unknown) => {
        throw error instanceof PublicationError ? new Refused('invalid-input', error.problems) : error
      })
      if (input.no > most) throw new Refused('invalid-input', [`起案の資料は${most}回まで作れます。事務局の管理者に知らせてください。`])
      const files = packageFiles(input)
      const list = files.find(({ path }) => path === '一覧.json')?.content ?? packageList(input, [])
      const pictures = await pictureBytes(tx, cycleId, input.pictures)
      const zip = await zipOf([...files.map(({ path, content }) => ({ path, bytes: Buffer.from(content, 'utf8') })), ...pictures])
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
    },
    { timeout: patience },
  )
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
