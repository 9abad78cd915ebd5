import type { Ask, Definition } from '../definition/schema.js'
import type { Bundle, Conduct, Content, Programme } from './schema.js'

/** One assignment that a definition makes of a bundle's register. `round` null: the whole form. */
export interface Asked {
  step: string
  subject: string
  form: string
  round: string | null
  /** somebody looks at it before it counts */
  checked: boolean
  /** nothing need be handed in */
  optional: boolean
}

/** As much of a programme as decides what is asked about it. */
type Asking = Pick<Programme, 'key' | 'department' | 'form' | 'verified'>

/** As much of a register as decides what is asked of whom. */
interface Register {
  programmes: Asking[]
  posts: { key: string; department: string; role: string }[]
  /** what will be answered, where that is known; else whatever is verified may need the finance section */
  actions?: { subject: string; budget?: string | undefined }[]
}

function subjectsOf(ask: Ask, bundle: Register, definition: Definition): { subject: string; form: string }[] {
  const kinds = definition.budgetKinds.filter(({ needsFinance }) => needsFinance).map(({ id }) => id)
  const forFinance = ({ key, verified }: Asking) =>
    bundle.actions ? bundle.actions.some(({ subject, budget = '' }) => subject === key && kinds.includes(budget)) : verified
  const programmes = bundle.programmes.filter((programme) =>
    ask.where === 'needs-finance' ? forFinance(programme) : ask.where === 'all' || programme.verified === (ask.where === 'verified'),
  )
  switch (ask.per) {
    case 'programme':
      return programmes.map(({ key, form }) => ({ subject: key, form: ask.form === '$form' ? form : ask.form }))
    case 'section':
      return [...new Set(programmes.map(({ department }) => department))].map((subject) => ({ subject, form: ask.form }))
    case 'member':
      return bundle.posts
        .filter(({ role, department }) => role === 'member' && department === ask.body)
        .map(({ key }) => ({ subject: key, form: ask.form }))
    case 'once':
      return [{ subject: ask.subject ?? '', form: ask.form }]
  }
}

/** Everything that is asked of people in the year, step by step, in the register's order. */
export const askedOf = (bundle: Register, definition: Definition): Asked[] =>
  definition.steps.flatMap((step) =>
    step.asks.flatMap((ask) =>
      subjectsOf(ask, bundle, definition).map((one) => ({
        step: step.id,
        ...one,
        round: ask.round ?? null,
        checked: ask.check !== 'none',
        optional: ask.optional === true,
      })),
    ),
  )

/**
 * What the bundle has to hand in for one assignment, or null: then the person attests that there is nothing to report.
 * Sheets come from `sheets`, what is written under `entries` from there, opinions and Actions from their lists.
 * `playedDay` (YYYY-MM-DD, Asia/Tokyo) stands in for dates that the source does not tell (null).
 */
export function handIn(bundle: Bundle, definition: Definition, asked: Omit<Asked, 'optional'>, playedDay: string): Content | null {
  const fields = definition.forms.find(({ id }) => id === asked.form)?.fields ?? []
  const written = writtenFor(bundle, asked) ?? listedFor(bundle, asked.subject, fields)
  if (!written) return null
  const undated = fields.filter(({ id, type }) => type === 'date' && written[id] === null)
  return { ...written, ...Object.fromEntries(undated.map(({ id }) => [id, playedDay])) }
}

/** Where in the bundle the content of one assignment is written out: under `entries` or `sheets`; null for what comes from the lists. */
export function placeOf(
  bundle: Bundle,
  { step, subject, form, round }: Omit<Asked, 'optional'>,
): ['entries' | 'sheets', string, string] | null {
  if (bundle.entries[step]?.[subject]) return ['entries', step, subject]
  const isSheet = bundle.programmes.some((programme) => programme.key === subject && programme.form === form)
  return isSheet && round !== null && bundle.sheets[subject]?.[round] ? ['sheets', subject, round] : null
}

function writtenFor(bundle: Bundle, asked: Omit<Asked, 'optional'>): Content | undefined {
  const place = placeOf(bundle, asked)
  return place ? bundle[place[0]][place[1]]?.[place[2]] : undefined
}

function listedFor(bundle: Bundle, subject: string, fields: { type: string }[]): Content | undefined {
  if (fields.some(({ type }) => type === 'opinions')) {
    const opinions = bundle.opinions.filter((opinion) => opinion.subject === subject)
    if (opinions.length > 0)
      return {
        opinions: opinions.map(({ no, text, kind, viewpoint, printing, sources }) => ({
          ...(no === null ? {} : { no }),
          text,
          kind,
          ...(viewpoint === null ? {} : { viewpoint }),
          ...given({ sources, printing }),
        })),
      }
  }
  if (fields.some(({ type }) => type === 'actions')) {
    const actions = bundle.actions.filter((action) => action.subject === subject)
    if (actions.length > 0)
      return {
        actions: actions.map(({ no, text, answers, whole, category, timing, budget, indicator, continues }) => ({
          ...(no === null ? {} : { no }),
          text,
          answers,
          ...given({ whole, category, timing, budget, indicator, continues }),
        })),
      }
  }
  return undefined
}

/** Those that are there. */
const given = (values: Record<string, unknown>): Content =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Content

/** How the people of one assignment went about it; empty: in good time. A line of its own outranks the step's `*`. */
export function conductOf(bundle: Bundle, step: string, subject: string): Conduct[] {
  const ofStep = bundle.conduct.filter((line) => line.step === step)
  const own = ofStep.filter((line) => line.subject === subject)
  return own.length > 0 ? own : ofStep.filter((line) => line.subject === '*')
}
