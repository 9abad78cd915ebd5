import type { Bundle } from '../../domain/bundle/schema.js'
import type { Definition } from '../../domain/definition/schema.js'

/** What a year is played from. */
export interface Year {
  definition: Definition
  bundle: Bundle
}

/** The same year in a city of another id, so that workflow ids of two tests never meet. */
export const inCity = ({ definition, bundle }: Year, city: string): Year => ({
  definition: { ...definition, city: { ...definition.city, id: city } },
  bundle: { ...bundle, city: { ...bundle.city, id: city } },
})
