import type { z } from 'zod'
import { type ChasePolicy, chasePolicy, type Definition, type DefinitionStep, definition, type Form, form, type Round, round, step } from './schema.js'

/**
 * What can be said about a definition even while parts of it are wrong. An item that has an error of its own is still
 * *declared*, so that a slip in one form does not make every step that uses it look wrong as well.
 */
export interface Section<Item> {
  declared: { id: string; index: number }[]
  /** items without an error of their own */
  whole: { index: number; item: Item }[]
  /** every item is whole */
  complete: boolean
}

export interface Named {
  id: string
  name: string
}

export interface Outline {
  articles: Definition['articles'] | null
  calendar: Definition['calendar'] | null
  bodies: Section<Named>
  roles: Section<Named>
  viewpoints: Section<Named>
  opinionKinds: Section<Named>
  responseCategories: Section<Named>
  budgetKinds: Section<Named>
  forms: Section<Form>
  rounds: Section<Round>
  chases: Section<ChasePolicy>
  steps: Section<DefinitionStep>
}

export const ids = (section: Section<unknown>): string[] => [...new Set(section.declared.map(({ id }) => id))]

export function outlineOf(value: unknown): Outline {
  const shape = definition.shape
  const part = (key: string): unknown => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined)
  const articles = shape.articles.safeParse(part('articles'))
  const calendar = shape.calendar.safeParse(part('calendar'))
  return {
    articles: articles.success ? articles.data : null,
    calendar: calendar.success ? calendar.data : null,
    bodies: sectionOf(part('bodies'), shape.bodies.unwrap().element),
    roles: sectionOf(part('roles'), shape.roles.element),
    viewpoints: sectionOf(part('viewpoints'), shape.viewpoints.unwrap().element),
    opinionKinds: sectionOf(part('opinionKinds'), shape.opinionKinds.element),
    responseCategories: sectionOf(part('responseCategories'), shape.responseCategories.unwrap().element),
    budgetKinds: sectionOf(part('budgetKinds'), shape.budgetKinds.unwrap().element),
    forms: sectionOf(part('forms'), form),
    rounds: sectionOf(part('rounds'), round),
    chases: sectionOf(part('chases'), chasePolicy),
    steps: sectionOf(part('steps'), step),
  }
}

function sectionOf<Item>(value: unknown, schema: z.ZodType<Item>): Section<Item> {
  const items: unknown[] = Array.isArray(value) ? value : []
  const section: Section<Item> = { declared: [], whole: [], complete: true }
  items.forEach((raw, index) => {
    const id = typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>).id : undefined
    if (typeof id === 'string') section.declared.push({ id, index })
    const parsed = schema.safeParse(raw)
    if (parsed.success) section.whole.push({ index, item: parsed.data })
    else section.complete = false
  })
  return section
}
