import { expect, it } from 'vitest'
import { checkBundle } from '../../domain/bundle/check-bundle.js'
import { readDefinition } from '../../domain/definition/read-definition.js'
import { reviewCity } from '../support/review-city.js'

it('reads the city of the review without a fault, and its years hold what its steps ask for', () => {
  for (const fiscalYear of [2021, 2022]) {
    const { definition, bundle } = reviewCity({ seats: 4, fiscalYear })
    // JSON is YAML: every rule about definitions is asked.
    expect(readDefinition(JSON.stringify(definition), 'review-city.yaml')).toMatchObject({ ok: true })
    expect(checkBundle(bundle, definition)).toMatchObject({ ok: true })
  }
})
