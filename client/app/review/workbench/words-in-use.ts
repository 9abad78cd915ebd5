import type { Definition } from '../../../../domain/definition/schema.js'
import type { Database } from '../../../../prisma/db.js'

/**
 * Sentences about viewpoints and kinds that an amendment would take away while opinions of the year, handed in or in a draft, bear them: those
 * opinions would have to be given another one first. Adding one asks for nothing anew. One statement, and none where nothing is taken away.
 */
export async function wordsInUse(db: Database, cycleId: string, present: Definition, next: Definition): Promise<string[]> {
  const gone = (list: { id: string; name: string }[], now: { id: string }[]) => list.filter(({ id }) => !now.some((one) => one.id === id))
  const viewpoints = gone(present.viewpoints, next.viewpoints)
  const kinds = gone(present.opinionKinds, next.opinionKinds)
  if (viewpoints.length + kinds.length === 0) return []
  const used = await db.$queryRaw<{ viewpoint: string | null; kind: string | null; n: number }[]>`
    WITH texts AS (
      SELECT w.content -> 'opinions' AS items FROM draft w JOIN process p ON p.id = w.process_id WHERE p.cycle_id = ${cycleId} AND p.state <> 'withdrawn'
      UNION ALL SELECT v.content -> 'opinions' FROM process p JOIN version v ON v.id = p.version_id WHERE p.cycle_id = ${cycleId} AND p.state <> 'withdrawn')
    SELECT o.item ->> 'viewpoint' AS viewpoint, o.item ->> 'kind' AS kind, count(*)::int AS n FROM texts,
      LATERAL jsonb_array_elements(CASE WHEN jsonb_typeof(items) = 'array' THEN items ELSE '[]' END) AS o(item) GROUP BY 1, 2`
  const sentences = (what: string, list: { id: string; name: string }[], of: 'viewpoint' | 'kind') =>
    list.flatMap(({ id, name }) => {
      const count = used.filter((one) => one[of] === id).reduce((sum, { n }) => sum + n, 0)
      return count === 0
        ? []
        : [
            `${what}「${name}」は、この年度の意見${count}件に付いているため、なくせません。先に、意見整理でその意見の${what}を付け替えてください。`,
          ]
    })
  return [...sentences('視点', viewpoints, 'viewpoint'), ...sentences('種類', kinds, 'kind')]
}
