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
  const asks = definition.steps.find((step) => step.id === stepKey)?.asks ?? []
  const fits = (ask: Ask) => (ask.form === '$form' || ask.form === form) && (ask.round ?? null) === round
  return (
    asks.find((ask) => ask.per === 'once' && (ask.subject ?? stepKey) === subject) ??
    asks.find((ask) => ask.per !== 'once' && fits(ask)) ??
    asks.find((ask) => ask.per !== 'once')
  )
}
