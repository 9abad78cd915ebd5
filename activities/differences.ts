import { nowOf } from '../prisma/clock.js'
import type { Dependencies } from './dependencies.js'
import type { Flow } from './flows.js'

/** What does not run as the records say it should. */
export interface Difference {
  id: string
  kind: 'missing-workflow' | 'failing-workflow' | 'failing-activity' | 'long-history' | 'stray-workflow'
  process: string | null
  detail: string
}

/** One flow's difference: the same one is told under one id. */
export const difference = (id: string, kind: Difference['kind'], detail: string): Difference => ({
  id: `${id}/${kind}`,
  kind,
  process: id,
  detail,
})

/** Flows that cannot go on by themselves. */
export const failuresIn = (flows: Map<string, Flow>): Difference[] =>
  [...flows].flatMap(([id, flow]) => [
    ...(flow.failing ? [difference(id, 'failing-workflow', 'its code fails: deploy a mended worker')] : []),
    ...(flow.stuck ? [difference(id, 'failing-activity', 'an activity of it fails again and again: see its pending activities')] : []),
  ])

/** The kinds that `failuresIn` finds: over as soon as they are not found any more. */
export const failureKinds = ['failing-workflow', 'failing-activity'] as const

/**
 * Faults for a person to look at. What has been settled and comes again is raised again; what is looked for and found no longer
 * is cleared. Several may tell the same at once: it is one fault.
 * @param passing the kinds that were looked for and end by themselves
 */
export async function tell(
  db: Dependencies['db'],
  city: string,
  differences: Difference[],
  passing: readonly Difference['kind'][],
): Promise<void> {
  await db.$transaction(async (tx) => {
    const now = await nowOf(tx, city)
    await tx.$executeRaw`
      INSERT INTO fault (id, city, process_id, kind, detail, raised_at)
      SELECT d.id, ${city}, d.process, d.kind, d.detail, ${now}
      FROM jsonb_to_recordset(${JSON.stringify(differences)}::jsonb) AS d(id text, kind text, process text, detail text)
      ORDER BY d.id
      ON CONFLICT (id) DO UPDATE SET cleared_at = NULL, raised_at = excluded.raised_at, detail = excluded.detail WHERE fault.cleared_at IS NOT NULL`
    await tx.$executeRaw`
      UPDATE fault SET cleared_at = ${now}
      WHERE city = ${city} AND cleared_at IS NULL AND kind = ANY(${[...passing]}) AND id <> ALL(${differences.map((d) => d.id)})`
  })
}
