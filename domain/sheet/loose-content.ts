/**
 * A content before it is checked may be of any shape: what a draft of an older edition or an import left. These take what is
 * there and pass over the rest.
 */
export const asObject = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}

export const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** A text, or a number as one. */
export const asText = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '')

export const asNumber = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null)

/** The value of one field; undefined where nothing is written, also for names that every object has. */
export const fieldOf = (content: Record<string, unknown>, id: string): unknown => (Object.hasOwn(content, id) ? content[id] : undefined)
