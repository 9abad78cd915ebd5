import { field } from '../../domain/definition/schema.js'
import { smallCity } from './bundles.js'
import type { Year } from './in-city.js'

/** The small city, whose sheets ask for pictures too (`photos`). */
export function smallCityWithPictures(): Year {
  const { definition, bundle } = smallCity()
  const photos = field.parse({ id: 'photos', type: 'pictures', label: '写真', phase: 'do' })
  const forms = definition.forms.map((form) => (form.id === 'card' ? { ...form, fields: [...form.fields, photos] } : form))
  const rounds = definition.rounds.map((round) => ({ ...round, fields: { card: [...(round.fields['card'] ?? []), 'photos'] } }))
  return { definition: { ...definition, forms, rounds }, bundle }
}
