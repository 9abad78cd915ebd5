import { passIn } from '../process/passes.js'
import type { Ask, Definition } from './schema.js'

/** What tells one assignment's ask from another of the same step: its subject, its form and its round. */
export interface AskedFor {
  stepKey: string
  subject: string
  form: string
  round: string | null
}

/** The ask of the definition that an assignment came of; undefined when an amendment has taken it out. */
export function askOf(definition: Definition, { stepKey, subject, form, round }: AskedFor): Ask | undefined {
  const step = definition.steps.find((step) => step.id === stepKey)
  const asks = step?.asks ?? []
  const fits = (ask: Ask) => (ask.form === '$form' || ask.form === form) && (ask.round ?? null) === round
  return onceOf(step, subject)?.ask ?? asks.find((ask) => ask.per !== 'once' && fits(ask)) ?? asks.find((ask) => ask.per !== 'once')
}

/** As much of a step as tells its asks apart. */
interface Asking<One> {
  id: string
  asks: readonly One[]
  inTurn?: boolean | undefined
}

/** The ask of a step that is about this one subject (`per: once`), and for the how-manieth time (a stage of a route may come again). */
export function onceOf<One extends { per: string; subject?: string | undefined }>(
  step: Asking<One> | undefined,
  subject: string,
): { ask: One; pass: number } | null {
  for (const ask of step?.asks ?? []) {
    if (ask.per !== 'once') continue
    const own = ask.subject ?? step?.id ?? ''
    const pass = step?.inTurn ? passIn(own, subject) : own === subject ? 1 : null
    if (pass !== null) return { ask, pass }
  }
  return null
}

/** What an assignment about one subject is called: the ask's title, and of a stage that came back the how-manieth time. */
export function onceTitle(
  step: Asking<{ per: string; subject?: string | undefined; title?: string | undefined }> | undefined,
  subject: string,
): string | undefined {
  const once = onceOf(step, subject)
  return once?.ask.title ? `${once.ask.title}${once.pass > 1 ? `（${once.pass}回目）` : ''}` : undefined
}

/** What an assignment is called in lists and mails. */
export const askTitle = (definition: Definition, asked: AskedFor): string | undefined =>
  onceTitle(
    definition.steps.find((step) => step.id === asked.stepKey),
    asked.subject,
  ) ?? askOf(definition, asked)?.title
