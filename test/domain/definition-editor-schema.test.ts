import { describe, expect, it } from 'vitest'
import { definitionJsonSchema } from '../../domain/definition/json-schema.js'
import { definition } from '../../domain/definition/schema.js'

type Node = {
  title?: string
  type?: unknown
  properties?: Record<string, Node>
  items?: Node
  anyOf?: Node[]
  required?: string[]
  enum?: unknown[]
  additionalProperties?: unknown
}

describe('the schema that editors use', () => {
  const schema = definitionJsonSchema() as Node

  it('knows every key of a definition, and asks for exactly those that must be written', () => {
    expect(Object.keys(schema.properties ?? {})).toEqual(Object.keys(definition.shape))
    const optional = Object.entries(definition.shape).flatMap(([key, part]) => (part.safeParse(undefined).success ? [key] : []))
    expect(schema.required).toEqual(Object.keys(definition.shape).filter((key) => !optional.includes(key)))
  })

  it('names every section of the file, every key of a step and every key of an ask', () => {
    const step = schema.properties?.steps?.items
    const ask = step?.properties?.asks?.items
    for (const [key, part] of Object.entries(schema.properties ?? {})) expect([key, part.title]).toEqual([key, expect.any(String)])
    for (const [key, part] of Object.entries(step?.properties ?? {}))
      if (key !== 'id') expect([key, part.title]).toEqual([key, expect.any(String)])
    for (const [key, part] of Object.entries(ask?.properties ?? {})) expect([key, part.title]).toEqual([key, expect.any(String)])
  })

  it('offers the kinds of step and refuses unknown keys, as the reader does', () => {
    const step = schema.properties?.steps?.items
    expect(step?.properties?.kind?.enum).toContain('consolidate')
    expect(step?.additionalProperties).toBe(false)
    expect(step?.properties?.due?.anyOf).toHaveLength(3)
  })
})
