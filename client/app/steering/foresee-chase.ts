import { cityCalendar } from '../../../domain/calendar/city-calendar.js'
import { chaseOf, type StandingOverride } from '../../../domain/chase/chase-of.js'
import type { ChaseParty } from '../../../domain/chase/chase-words.js'
import { chaseKinds } from '../../../domain/chase/chase-words.js'
import { planChase } from '../../../domain/chase/plan-chase.js'
import { askOf } from '../../../domain/definition/ask-of.js'
import type { Definition } from '../../../domain/definition/schema.js'
import { standingOverrides } from '../../../prisma/chase-overrides.js'
import type { Transaction } from '../../../prisma/trail.js'

/** The office's word for one year: another chase for a section or a programme, or none; `standing` false takes it back. */
export interface ChaseWord extends StandingOverride {
  standing: boolean
}

/** One assignment that is chased otherwise from now on; one that was handed in, if it comes back. */
export interface ChaseEffect {
  processId: string
  /** chases of the definition; null: nothing is sent */
  from: string | null
  to: string | null
  /** planned mails that fall away, and that come instead */
  falls: number
  comes: number
}

export interface ChaseOutlook {
  effects: ChaseEffect[]
  /** assignments in its reach that have a word of their own: they keep it */
  kept: number
}

interface Row {
  id: string
  stepKey: string
  subject: string
  state: string
  form: string
  round: string | null
  chase: string | null
  dueAt: Date
  pausedUntil: Date | null
  section: string
  /** a word for this assignment alone stands */
  own: boolean
  planned: number
  /** places of the ladder that a post holds */
  parties: ChaseParty[]
}

const standingOf = (tx: Pick<Transaction, '$queryRaw'>, cycleId: string, only: { id?: string; section?: string; subject?: string }) =>
  tx.$queryRaw<Row[]>`
    SELECT p.id, p.step_key AS "stepKey", p.subject, p.state, p.form, p.round, p.chase, p.due_at AS "dueAt", p.paused_until AS "pausedUntil", t.department AS section,
      coalesce((SELECT NOT c.payload ? 'inherits' FROM command c WHERE c.process_id = p.id AND c.act = 'set-chase' AND c.state <> 'refused'
        ORDER BY c.receipt_no DESC LIMIT 1), false) AS own,
      (SELECT count(*)::int FROM notice n WHERE n.process_id = p.id AND n.state IN ('planned', 'held') AND n.kind = ANY(${[...chaseKinds]})) AS planned,
      ARRAY(SELECT party FROM (VALUES ('owner', true), ('office', EXISTS (SELECT 1 FROM post o WHERE o.city = p.city AND o.role = 'office')),
        ('head', EXISTS (SELECT 1 FROM post o WHERE o.city = p.city AND o.role = 'head' AND o.department = t.department)),
        ('coordinator', EXISTS (SELECT 1 FROM post o JOIN department od ON od.city = o.city AND od.key = o.department
          WHERE o.city = p.city AND o.role = 'coordinator' AND od.bureau = d.bureau))) AS place(party, held) WHERE held) AS parties
    FROM process p JOIN post t ON t.id = p.post JOIN department d ON d.city = t.city AND d.key = t.department
    WHERE p.cycle_id = ${cycleId} AND p.kind = 'assignment' AND p.state <> 'withdrawn' AND NOT p.sealed
      AND (${only.id ?? null}::text IS NULL OR p.id = ${only.id ?? null})
      AND (${only.section ?? null}::text IS NULL OR t.department = ${only.section ?? null})
      AND (${only.subject ?? null}::text IS NULL OR p.subject = ${only.subject ?? null})
    ORDER BY p.id`

/** The chase that applies to an assignment that has no word of its own. */
function inherited(definition: Definition, words: readonly StandingOverride[], row: Row): string | null {
  const ask = askOf(definition, row)
  return chaseOf(definition, words, {
    ask: ask?.chase,
    programme: ask?.per === 'programme' ? row.subject : null,
    section: row.section,
  })
}

/** How many mails a chase would still send. */
function comingOf(definition: Definition, chase: string | null, row: Row, now: Date): number {
  const policy = definition.chases.find(({ id }) => id === chase)
  if (!policy || (row.state !== 'open' && row.state !== 'returned')) return 0
  const places: ChaseParty[] = ['owner', 'coordinator', 'head', 'office']
  return planChase({
    policy,
    calendar: cityCalendar(definition.calendar),
    dispatch: definition.calendar.dispatch,
    dueAt: row.dueAt.toISOString(),
    from: now.toISOString(),
    promisedUntil: row.pausedUntil?.toISOString() ?? null,
    absent: new Set(places.filter((place) => !row.parties.includes(place))),
  }).length
}

/** What a word would change: the assignments in its reach that would be chased otherwise. Two statements. */
export async function foreseeChase(
  tx: Pick<Transaction, '$queryRaw'>,
  { cycleId, definition, now }: { cycleId: string; definition: Definition; now: Date },
  { standing, ...word }: ChaseWord,
): Promise<ChaseOutlook> {
  const others = (await standingOverrides(tx, cycleId)).filter(({ scope, key }) => scope !== word.scope || key !== word.key)
  const words = standing ? [...others, word] : others
  const rows = await standingOf(tx, cycleId, word.scope === 'section' ? { section: word.key } : { subject: word.key })
  const reached = rows.filter((row) => word.scope === 'section' || askOf(definition, row)?.per === 'programme')
  const effects = reached.flatMap((row): ChaseEffect[] => {
    const to = row.own ? row.chase : inherited(definition, words, row)
    return to === row.chase
      ? []
      : [{ processId: row.id, from: row.chase, to, falls: row.planned, comes: comingOf(definition, to, row, now) }]
  })
  return { effects, kept: reached.filter(({ own }) => own).length }
}

/** What would apply to one assignment without a word of its own, and whether it has one. Null: it is withdrawn or sealed. Two statements. */
export async function chaseWithout(
  tx: Pick<Transaction, '$queryRaw'>,
  { cycleId, definition }: { cycleId: string; definition: Definition },
  id: string,
): Promise<{ own: boolean; chase: string | null } | null> {
  const [row] = await standingOf(tx, cycleId, { id })
  return row ? { own: row.own, chase: inherited(definition, await standingOverrides(tx, cycleId), row) } : null
}
