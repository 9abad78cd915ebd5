import { readFileSync } from 'node:fs'
import type { ProblemAt } from '../../domain/bundle/read-bundle.js'
import { readBundle } from '../../domain/bundle/read-bundle.js'
import type { Bundle } from '../../domain/bundle/schema.js'
import { readDefinition } from '../../domain/definition/read-definition.js'
import type { Definition } from '../../domain/definition/schema.js'

const root = new URL('../../', import.meta.url)
export const textOf = (path: string): string => readFileSync(new URL(path, root), 'utf8')

export interface Year {
  definition: Definition
  bundle: Bundle
  /** the bundle's text */
  source: string
  problemAt: ProblemAt
}

/** A definition and a bundle from their files; throws with every problem when one cannot be read. */
export function yearOf(definitionPath: string, bundlePath: string): Year {
  const definition = readDefinition(textOf(definitionPath), definitionPath)
  const source = textOf(bundlePath)
  const bundle = readBundle(source, bundlePath)
  if (!definition.ok || !bundle.ok) throw new Error(JSON.stringify([definition, bundle].map((read) => (read.ok ? [] : read.problems))))
  return { definition: definition.definition, bundle: bundle.bundle, source, problemAt: bundle.problemAt }
}

export const kawasaki2016 = () => yearOf('definitions/kawasaki-sme-ordinance@2016.yaml', 'bundles/kawasaki-sme-ordinance-2016.json')
export const kawasaki2017 = () => yearOf('definitions/kawasaki-sme-ordinance@2017.yaml', 'bundles/kawasaki-sme-ordinance-2017.json')
export const smallCity = () => yearOf('test/support/small-city/definition.yaml', 'test/support/small-city/bundle.json')
