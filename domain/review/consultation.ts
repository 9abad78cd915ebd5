import type { Definition } from '../definition/schema.js'
import { asObject, asText } from '../sheet/loose-content.js'

/** What the finance section said (財政協議), as its form has it: the form's first choice, and its first text. */
export interface ConsultationResult {
  /** label of the chosen option; '': none is chosen */
  result: string
  text: string
  /** the chosen option asks for an explanation: it is no plain yes */
  explained: boolean
}

export function consultationResult({ forms }: Pick<Definition, 'forms'>, formId: string, content: unknown): ConsultationResult {
  const fields = forms.find(({ id }) => id === formId)?.fields ?? []
  const choice = fields.find(({ type }) => type === 'choice')
  const words = fields.find(({ type }) => type === 'text')
  const chosen = asText(asObject(content)[choice?.id ?? ''])
  const option = choice?.options?.find(({ id }) => id === chosen)
  return { result: option?.label ?? chosen, text: asText(asObject(content)[words?.id ?? '']), explained: option?.explain !== undefined }
}

/** How often each result was given, in the order in which they first came. */
export function resultCounts(results: readonly ConsultationResult[]): { result: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { result } of results) counts.set(result, (counts.get(result) ?? 0) + 1)
  return [...counts].map(([result, count]) => ({ result, count }))
}
