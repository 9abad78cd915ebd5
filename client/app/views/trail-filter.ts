import type { Instant } from '../../../domain/process/command.js'
import { Prisma } from '../../../prisma/generated/client.js'

/** Which rows of a year's trail are asked for; whatever is not given does not narrow it. */
export interface TrailFilter {
  /** a step or an assignment: its rows, those of what is beneath it, and mails that spoke of it */
  process?: string
  /** key of the subject of an assignment, or a part of its name */
  subject?: string
  /** subjects whose name stands in the definition alone, as that name was found there */
  subjectKeys?: string[]
  /** key of a section: what it did, what was asked of it, mails to it */
  department?: string
  /** id of a post: what it did, what was asked of it or seconded by it, mails to it */
  post?: string
  kind?: string
  act?: string
  /** event time, from this instant on */
  since?: Instant
  /** event time, before this instant */
  until?: Instant
  /** a part of a reason, a consent, or a mail server's reply; width and case of letters do not matter */
  text?: string
  /** first row number, default 1 */
  from?: number
  /** default 200 */
  limit?: number
}

/** What a reader looks for, however wide it is typed. */
const folded = (text: Prisma.Sql) => Prisma.sql`lower(normalize(${text}, NFKC))`

/** Posts that a row names, besides those its mail went to. */
const named = Prisma.sql`(r.b ->> 'post', r.b ->> 'owner', r.b ->> 'previousOwner', r.b ->> 'second', r.b ->> 'claimedPost')`

/** The notices of a row that tells of a mail: `{assignment}#{seq}/{rule}`. */
const told = Prisma.sql`jsonb_array_elements_text(CASE WHEN jsonb_typeof(r.b -> 'notices') = 'array' THEN r.b -> 'notices' ELSE '[]' END) AS n(id)`

/** Rows about assignments that `condition` picks from `process p`, by themselves or by a mail. */
const about = (cycleId: string, condition: Prisma.Sql): Prisma.Sql => Prisma.sql`
  EXISTS (SELECT 1 FROM process p LEFT JOIN programme g ON g.cycle_id = p.cycle_id AND g.key = p.subject
    LEFT JOIN department sd ON sd.city = p.city AND sd.key = p.subject
    WHERE p.cycle_id = ${cycleId} AND p.kind = 'assignment' AND ${condition}
      AND (p.id = r.process_id OR p.id IN (SELECT split_part(n.id, '#', 1) FROM ${told})))`

/**
 * `FROM` and `WHERE` for the rows of a trail that fit, as `r` with the body read as `r.b`. A body that somebody has made
 * unreadable reads as empty: such a row is still found by its number, and the verification names it.
 */
export function fittingRows(cycleId: string, filter: TrailFilter): Prisma.Sql {
  const { process, subject, subjectKeys = [], department, post, kind, act, since, until, text } = filter
  const conditions = [
    Prisma.sql`true`,
    ...(kind ? [Prisma.sql`r.kind = ${kind}`] : []),
    ...(act ? [Prisma.sql`r.b ->> 'act' = ${act}`] : []),
    ...(since ? [Prisma.sql`r.b ->> 'at' >= ${since}`] : []),
    ...(until ? [Prisma.sql`r.b ->> 'at' < ${until}`] : []),
    ...(text
      ? [
          Prisma.sql`position(${folded(Prisma.sql`${text}::text`)} in ${folded(Prisma.sql`concat_ws(' ', r.b ->> 'reason', r.b ->> 'consent', r.b ->> 'reply')`)}) > 0`,
        ]
      : []),
    ...(process
      ? [
          Prisma.sql`(r.process_id = ${process} OR starts_with(r.process_id, ${process} || '/')
            OR EXISTS (SELECT 1 FROM ${told} WHERE starts_with(n.id, ${process} || '#') OR starts_with(n.id, ${process} || '/')))`,
        ]
      : []),
    ...(subject
      ? [
          about(
            cycleId,
            Prisma.sql`(p.subject = ${subject} OR p.subject = ANY(${subjectKeys})
              OR position(${folded(Prisma.sql`${subject}::text`)} in ${folded(Prisma.sql`coalesce(g.name, sd.name, '')`)}) > 0)`,
          ),
        ]
      : []),
    ...(department
      ? [
          Prisma.sql`(EXISTS (SELECT 1 FROM post t WHERE t.department = ${department} AND t.city = split_part(${cycleId}, '/', 1) AND t.id IN ${named})
            OR ${about(cycleId, Prisma.sql`EXISTS (SELECT 1 FROM post t WHERE t.id = p.post AND t.department = ${department})`)}
            OR EXISTS (SELECT 1 FROM ${told} JOIN notice o ON o.id = n.id JOIN post t ON t.id = o.post WHERE t.department = ${department}))`,
        ]
      : []),
    ...(post
      ? [Prisma.sql`(${post} IN ${named} OR EXISTS (SELECT 1 FROM ${told} JOIN notice o ON o.id = n.id WHERE o.post = ${post}))`]
      : []),
  ]
  return Prisma.sql`
    (SELECT t.*, CASE WHEN pg_input_is_valid(t.body, 'jsonb') THEN t.body::jsonb ELSE '{}'::jsonb END AS b FROM trail t WHERE t.cycle_id = ${cycleId}) r
    WHERE ${Prisma.join(conditions, ' AND ')}`
}
