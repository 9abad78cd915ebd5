import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { definitionJsonSchema } from '../../domain/definition/json-schema.js'

const page = readFileSync(new URL('../../docs/definitions.md', import.meta.url), 'utf8')

/** Every key that a definition may have, and every word it may choose from, wherever they stand. */
function wordsOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(wordsOf)
  if (typeof node !== 'object' || node === null) return []
  const { properties, enum: choices } = node as { properties?: Record<string, unknown>; enum?: unknown[] }
  const own = [...Object.keys(properties ?? {}), ...(choices ?? []).filter((one) => typeof one === 'string')]
  return [...own, ...Object.values(node).flatMap(wordsOf)]
}

describe('the page about definitions', () => {
  it('explains every key and every word that a definition may hold', () => {
    const words = [...new Set(wordsOf(definitionJsonSchema()))].filter((word) => !['id', 'name', 'title'].includes(word))
    expect(words.length).toBeGreaterThan(90)
    expect(words.filter((word) => !page.includes(`\`${word}\``) && !page.includes(`\`${word}:`))).toEqual([])
  })
})
