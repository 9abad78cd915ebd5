import { Prisma } from './generated/client.js'

/**
 * Whether a notice to `post` about what `owner` has to do may leave, in SQL: the office has let the mails of its year leave (`released`), or it
 * writes to itself about its own work, which nobody else reads.
 */
export const mayLeave = (released: Prisma.Sql, post: Prisma.Sql, owner: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  ${released} OR NOT EXISTS (SELECT 1 FROM post o WHERE o.id IN (${post}, ${owner}) AND o.role <> 'office'))`

/** `state` and `held_for` of a new notice, in SQL: planned, or held with the first mails of its year. */
export const plannedIf = (leaves: Prisma.Sql): Prisma.Sql => Prisma.sql`
  CASE WHEN ${leaves} THEN 'planned' ELSE 'held' END, CASE WHEN ${leaves} THEN NULL ELSE 'release' END`

/** The same of a notice that is not written in SQL. */
export const plannedOrHeld = (leaves: boolean) => (leaves ? { state: 'planned' } : { state: 'held', heldFor: 'release' })
