import type { Definition } from '../../domain/definition/schema.js'
import { cycleId } from '../../domain/process/ids.js'
import { contentHash } from '../../domain/trail/canonical.js'
import type { Database } from '../../prisma/db.js'

/** An earlier year of a city as its records stand when it is over: no flow ever ran it. */
export interface PastYear {
  city: string
  definition: Definition
  fiscalYear: number
  programmes: {
    key: string
    name: string
    department: string
    article?: number
    sharedWith?: string
    components?: object[]
    formerly?: object[]
  }[]
  /** accepted contents: the step, the kind of it, the subject, the form, the round, what it says */
  accepted: {
    step: string
    kind: string
    subject: string
    form: string
    round: string | null
    content: Record<string, unknown>
    post?: string
  }[]
}

/** Writes an earlier year into the records. @returns its id */
export async function writePastYear(db: Database, year: PastYear): Promise<string> {
  const { city, definition, fiscalYear } = year
  const id = cycleId(city, definition.id, fiscalYear)
  const at = new Date(`${fiscalYear + 1}-06-01T03:00:00.000Z`)
  const body = JSON.parse(JSON.stringify(definition))
  await db.process.create({
    data: {
      id,
      kind: 'cycle',
      city,
      state: 'sealed',
      sealed: true,
      started: true,
      definition: definition.id,
      fiscalYear,
      snapshotNo: 1,
      opensAt: at,
      closedAt: at,
      updatedAt: at,
    },
  })
  await db.snapshot.create({ data: { id: `${id}@1`, cycleId: id, no: 1, hash: contentHash(body), body, createdAt: at } as never })
  await db.programme.createMany({
    data: year.programmes.map((programme, position) => ({
      cycleId: id,
      position,
      kind: 'programme',
      article: 3,
      verified: true,
      priority: false,
      form: 'card',
      ...programme,
    })) as never,
  })
  for (const { step, kind, subject, form, round, content, post } of year.accepted) {
    const process = `${id}/${step}/${subject}`
    const version = `${process}@1`
    await db.process.create({
      data: {
        id: process,
        kind: 'assignment',
        city,
        cycleId: id,
        parentId: `${id}/${step}`,
        state: 'accepted',
        sealed: true,
        started: true,
        stepKey: step,
        stepKind: kind,
        subject,
        form,
        round,
        post: post ?? `${city}/office`,
        opensAt: at,
        askedAt: at,
        dueAt: at,
        versionId: version,
        acceptedVersion: version,
        updatedAt: at,
      },
    })
    await db.version.create({
      data: {
        id: version,
        processId: process,
        cycleId: id,
        subject,
        form,
        round,
        no: 1,
        hash: contentHash(content),
        content: content as never,
        byPost: post ?? `${city}/office`,
        createdAt: at,
      },
    })
  }
  return id
}
