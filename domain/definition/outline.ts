import type { z } from 'zod'
import { type ChaseOverride, type ChasePolicy, chaseOverride, chasePolicy } from './chase-schema.js'
import { type Ask, ask, type Definition, type DefinitionStep, definition, type Form, form, type Round, round, step } from './schema.js'

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

/** Part of a step, readable although the step may have an error elsewhere. */
export interface PartOfStep<Part> {
  stepId: string
  /** of the step, as written: it may be none that exists */
  kind: unknown
  path: PropertyKey[]
  part: Part
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
  /** the fields each form declares, by the form's id, even where a field is wrong in itself */
  fieldIds: Map<string, string[]>
  rounds: Section<Round>
  chases: Section<ChasePolicy>
  /** those without an error of their own */
  chaseOverrides: { index: number; item: ChaseOverride }[]
  steps: Section<DefinitionStep>
  asks: PartOfStep<Ask>[]
  edges: PartOfStep<DefinitionStep['after'][number]>[]
}

export const ids = (section: Section<unknown>): string[] => [...new Set(section.declared.map(({ id }) => id))]

export function outlineOf(value: unknown): Outline {
  const shape = definition.shape
  const part = (key: string) => member(value, key)
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
    fieldIds: fieldIdsOf(part('forms')),
    rounds: sectionOf(part('rounds'), round),
    chases: sectionOf(part('chases'), chasePolicy),
    chaseOverrides: sectionOf(part('chaseOverrides'), chaseOverride).whole,
    steps: sectionOf(part('steps'), step),
    asks: partsOfSteps(part('steps'), 'asks', ask),
    edges: partsOfSteps(part('steps'), 'after', step.shape.after.unwrap().element),
  }
}

const items = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined

function sectionOf<Item>(value: unknown, schema: z.ZodType<Item>): Section<Item> {
  const section: Section<Item> = { declared: [], whole: [], complete: true }
  items(value).forEach((raw, index) => {
    const id = member(raw, 'id')
    if (typeof id === 'string') section.declared.push({ id, index })
    const item = parsedWithoutUnknownKeys(raw, schema)
    if (item) section.whole.push({ index, item })
    else section.complete = false
  })
  return section
}

function fieldIdsOf(forms: unknown): Map<string, string[]> {
  const texts = (values: unknown[]) => values.filter((one) => typeof one === 'string')
  return new Map(
    items(forms).flatMap((one) =>
      texts([member(one, 'id')]).map((id) => [id, texts(items(member(one, 'fields')).map((field) => member(field, 'id')))]),
    ),
  )
}

function partsOfSteps<Part>(steps: unknown, key: 'asks' | 'after', schema: z.ZodType<Part>): PartOfStep<Part>[] {
  return items(steps).flatMap((step, index) =>
    items(member(step, key)).flatMap((raw, at) => {
      const part = parsedWithoutUnknownKeys(raw, schema)
      const id = member(step, 'id')
      return part ? [{ stepId: typeof id === 'string' ? id : '', kind: member(step, 'kind'), path: ['steps', index, key, at], part }] : []
    }),
  )
}

/** A mistyped key is reported by the shape; here it is set aside so that the rest can still be judged. */
function parsedWithoutUnknownKeys<Item>(raw: unknown, schema: z.ZodType<Item>): Item | null {
  const strict = schema.safeParse(raw)
  if (strict.success) return strict.data
  const copy = structuredClone(raw)
  for (const issue of strict.error.issues) {
    if (issue.code !== 'unrecognized_keys') return null
    let owner = copy
    for (const part of issue.path) owner = member(owner, String(part))
    for (const key of issue.keys) delete (owner as Record<string, unknown>)[key]
  }
  const lenient = schema.safeParse(copy)
  return lenient.success ? lenient.data : null
}
