import { readFileSync } from 'node:fs'
import { formatProblem } from '../../domain/definition/problem.js'
import { readDefinition } from '../../domain/definition/read-definition.js'
import type { Definition } from '../../domain/definition/schema.js'

export const shippedFile = 'definitions/kawasaki-sme-ordinance@2016.yaml'
export const shippedText = readFileSync(new URL(`../../${shippedFile}`, import.meta.url), 'utf8')

export function shipped(): Definition {
  const read = readDefinition(shippedText, shippedFile)
  if (!read.ok) throw new Error(read.problems.map(formatProblem).join('\n'))
  return read.definition
}

/** The shipped text with something replaced; fails when there is nothing to replace, so that a test cannot pass idly. */
export function altered(...changes: [from: string, to: string][]): string {
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`not in ${shippedFile}: ${from}`)
    return text.replace(from, to)
  }, shippedText)
}

/** What a person reads for a text: one line per problem, or nothing when the definition is good. */
export function complaints(text: string): string[] {
  const read = readDefinition(text, 'x.yaml')
  return read.ok ? [] : read.problems.map(formatProblem)
}

/** The line, counted from 1, on which a piece of the text begins. */
export const lineOf = (text: string, piece: string): number => text.slice(0, text.indexOf(piece)).split('\n').length
