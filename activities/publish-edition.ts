import { buildReport } from '../domain/publication/build-report.js'
import { pictureFile, picturesShownIn } from '../domain/publication/picture-files.js'
import { pageCount, reportFiles } from '../domain/publication/report-files.js'
import { reportHash } from '../domain/publication/report-hash.js'
import type { ReportInput, StoredPicture } from '../domain/publication/report-input.js'
import { canonical, sha256 } from '../domain/trail/canonical.js'
import { nowOf } from '../prisma/clock.js'
import { reportRows } from '../prisma/report-rows.js'
import { appendTrail } from '../prisma/trail.js'
import type { StepActivities } from '../workflows/step/contract.js'
import type { Dependencies, Transaction } from './dependencies.js'
import { definitionOf } from './snapshots.js'
import { lockStep, type StepRow } from './step-row.js'

/**
 * Publishes the year's report (Art. 23): an edition built from accepted versions only, kept with the hash of every file and
 * the head of the trail it was built at. Called again it finds the edition and changes nothing.
 */
export function createPublishEdition({ db }: Dependencies): Pick<StepActivities, 'publishEdition'> {
  return {
    publishEdition: (stepId) =>
      db.$transaction(
        async (tx) => {
          const { row } = await lockStep(tx, stepId)
          if ((await tx.edition.count({ where: { cycleId: row.cycleId } })) > 0) return
          const now = await nowOf(tx, row.city)
          const input = await reportInput(tx, row, now)
          const report = buildReport(input)
          const files = reportFiles(report)
          const shown = picturesShownIn(report)
          const pictures = input.pictures.filter((one) => shown.includes(pictureFile(one)))
          const hash = reportHash(report)
          const counts = { pages: pageCount(report), files: files.length + pictures.length }
          await tx.edition.create({
            data: { cycleId: row.cycleId, no: 1, title: input.definition.report.title, publishedAt: now, hash, counts },
          })
          await tx.editionFile.createMany({
            data: files.map(({ path, mediaType, content }) => ({
              cycleId: row.cycleId,
              editionNo: 1,
              path,
              mediaType,
              hash: sha256(content),
              content: Buffer.from(content, 'utf8'),
            })),
          })
          await copyPictures(tx, row.cycleId, pictures)
          const body = {
            kind: 'published',
            process: stepId,
            at: now.toISOString(),
            edition: 1,
            reportHash: hash,
            files: Object.fromEntries([
              ...files.map((file) => [file.path, sha256(file.content)]),
              ...pictures.map((one) => [pictureFile(one), one.id]),
            ]),
          }
          await appendTrail(tx, row.cycleId, [
            { key: `${row.cycleId}/edition/1`, kind: 'published', processId: stepId, body: canonical(body) },
          ])
        },
        { timeout: 50_000 },
      ),
  }
}

/** An edition has copies of its own. The bytes stay within the database. */
async function copyPictures(tx: Transaction, cycleId: string, pictures: StoredPicture[]): Promise<void> {
  for (const one of pictures)
    await tx.$executeRaw`
      INSERT INTO edition_file (cycle_id, edition_no, path, media_type, hash, content)
      SELECT ${cycleId}, 1, ${pictureFile(one)}, q.media_type, q.id, q.bytes
      FROM picture q JOIN process p ON p.id = q.process_id WHERE p.cycle_id = ${cycleId} AND q.id = ${one.id} LIMIT 1`
}

async function reportInput(tx: Transaction, row: StepRow, now: Date): Promise<ReportInput> {
  const definition = await definitionOf(tx, row.cycleId, row.snapshotNo)
  const rows = await reportRows(tx, row)
  return {
    definition,
    fiscalYear: row.fiscalYear,
    edition: 1,
    publishedAt: now.toISOString(),
    ...rows,
  }
}
