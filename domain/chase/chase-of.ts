import type { Definition } from '../definition/schema.js'

/** The office's word for one year: another chase, or none, for a programme or a section. */
export interface StandingOverride {
  scope: 'programme' | 'section'
  /** the programme's or the section's key in the register */
  key: string
  /** a chase of the definition; null: nothing is sent */
  chase: string | null
}

/**
 * The chase by which an assignment is asked for: the year's override for its programme, then for its section, then the definition's in
 * the same order, then the ask's own. Null: nothing is sent, as always for an ask without a chase: that is the office's own work.
 * @param programme null when it is not asked per programme
 */
export function chaseOf(
  definition: Pick<Definition, 'chaseOverrides'>,
  ofYear: readonly StandingOverride[],
  { ask, programme, section }: { ask: string | undefined; programme: string | null; section: string },
): string | null {
  if (ask === undefined) return null
  const year = (scope: StandingOverride['scope'], key: string | null) => ofYear.find((one) => one.scope === scope && one.key === key)
  const standing = year('programme', programme) ?? year('section', section)
  if (standing) return standing.chase
  const written = definition.chaseOverrides ?? []
  const own = written.find((one) => programme !== null && one.programme === programme) ?? written.find((one) => one.section === section)
  return own ? (own.chase === 'none' ? null : own.chase) : ask
}
