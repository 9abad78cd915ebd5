import type { Transaction } from './trail.js'

export interface ReportRows {
  /** the register, in its order */
  programmes: {
    key: string
    kind: string
    article: number
    name: string
    departmentName: string
    verified: boolean
    priority: boolean
    form: string
    sharedWith: string | null
    components: { name: string; article?: number | undefined; note?: string | undefined }[]
    note: string | null
  }[]
  accepted: {
    step: string
    subject: string
    form: string
    round: string | null
    versionId: string | null
    hash: string | null
    content: unknown
    attested: boolean
  }[]
  /** pictures without their bytes */
  pictures: { id: string; mediaType: string; width: number; height: number }[]
  trailHead: { no: number; hash: string }
}

/** What a year's report is built from as it stands: register, accepted versions, pictures, and the head of the trail. Four statements. */
export async function reportRows(tx: Transaction, { city, cycleId }: { city: string; cycleId: string }): Promise<ReportRows> {
  const programmes = await tx.$queryRaw<ReportRows['programmes']>`
    SELECT p.key, p.kind, p.article, p.name, d.name AS "departmentName", p.verified, p.priority, p.form, p.shared_with AS "sharedWith", p.components, p.note
    FROM programme p JOIN department d ON d.city = ${city} AND d.key = p.department
    WHERE p.cycle_id = ${cycleId} ORDER BY p.position`
  const accepted = await tx.$queryRaw<ReportRows['accepted']>`
    SELECT p.step_key AS step, p.subject, p.form, p.round, v.id AS "versionId", v.hash, v.content, (p.state = 'attested') AS attested
    FROM process p LEFT JOIN version v ON v.id = p.accepted_version
    WHERE p.cycle_id = ${cycleId} AND p.kind = 'assignment' AND p.state IN ('accepted', 'attested')
    ORDER BY p.id`
  const pictures = await tx.$queryRaw<ReportRows['pictures']>`
    SELECT DISTINCT ON (q.id) q.id, q.media_type AS "mediaType", q.width, q.height
    FROM picture q JOIN process p ON p.id = q.process_id WHERE p.cycle_id = ${cycleId} ORDER BY q.id`
  const { no, hash } = await tx.chainHead.findUniqueOrThrow({ where: { cycleId } })
  return { programmes, accepted, pictures, trailHead: { no, hash } }
}
