import { smallCity } from './bundles.js'

/** The small city, whose sections have mailboxes of their own, and whose ordinance names a last day that a later date can endanger. */
export function wishingCity() {
  const { definition, bundle } = smallCity()
  const statutory = { date: '09-30', fiscalYear: 1, at: '17:00', roll: 'none' as const, named: true }
  const steps = definition.steps.map((step) => (step.id === 'release' ? { ...step, statutory } : step))
  const posts = bundle.posts.map((post) => (post.key === 'machi-officer' ? { ...post, mailbox: 'machi@minato.example' } : post))
  return { definition: { ...definition, steps }, bundle: { ...bundle, posts } }
}
