import type { Instant } from '../../../domain/process/command.js'
import { dayOf } from '../../../prisma/due-notices.js'
import { Prisma } from '../../../prisma/generated/client.js'
import type { ForetoldNotice } from './foretold.js'

/** Matters of one dispatch that the plan foretells and that differ in nothing but their subjects. */
export interface ForetoldGroup {
  slot: Instant
  post: string
  /** key of the section that is asked */
  section: string
  kind: string
  cycleId: string
  step: string
  stepName: string
  dueAt: Instant
  reason: string
  /** each is asked for as it is accepted elsewhere */
  onAcceptance: boolean
  matters: number
}

/** The groups of what is foretold. */
export function foretoldGroups(notices: readonly ForetoldNotice[]): ForetoldGroup[] {
  const groups = new Map<string, ForetoldGroup>()
  for (const { notice, ask, step, cycleId, onAcceptance } of notices) {
    const section = ask.asked.department
    const key = JSON.stringify([notice.at, notice.post, section, notice.rule, cycleId, step.id, ask.dueAt])
    const group = groups.get(key)
    if (group) group.matters += 1
    else {
      const { at: slot, post, kind, reason } = notice
      const of = { slot, post, section, kind, cycleId, step: step.id, stepName: step.name }
      groups.set(key, { ...of, dueAt: ask.dueAt, reason, onAcceptance, matters: 1 })
    }
  }
  return [...groups.values()]
}

/** As one mail's line says them: posts that share a mailbox are told apart by nobody. */
export function withoutPosts(groups: readonly ForetoldGroup[]): ForetoldGroup[] {
  const said = new Map<string, ForetoldGroup>()
  for (const group of groups) {
    const { cycleId, step, kind, dueAt, reason, matters } = group
    const key = JSON.stringify([cycleId, step, kind, dueAt, reason])
    said.set(key, { ...group, matters: matters + (said.get(key)?.matters ?? 0) })
  }
  return [...said.values()]
}

/** Names them, for a WITH, as `foretold`, with their place in the list (`no`) and, `box`, the mailbox in small letters on the day of their dispatch. */
export const foretoldRows = (groups: readonly ForetoldGroup[]): Prisma.Sql => {
  const rows = groups.map(({ slot, post, section, kind, cycleId, step, dueAt, matters }, no) => ({
    ...{ no, slot, post, section, kind, step, matters },
    cycle_id: cycleId,
    due_at: dueAt,
  }))
  return Prisma.sql`
  told AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(
      no int, slot timestamptz, post text, section text, kind text, step text, matters int, cycle_id text, due_at timestamptz)),
  told_boxes AS MATERIALIZED (
    SELECT d.post, d.day, lower(coalesce(mailbox_of(d.post, d.day), '')) AS box
    FROM (SELECT DISTINCT post, ${dayOf(Prisma.sql`slot`)} AS day FROM told) d),
  foretold AS (SELECT t.*, b.box FROM told t JOIN told_boxes b ON b.post = t.post AND b.day = ${dayOf(Prisma.sql`t.slot`)})`
}
