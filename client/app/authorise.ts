import type { RefusalCode } from './errors.js'

export interface PostRow {
  id: string
  city: string
  department: string
  role: string
}

/** Acts by the kind of flow they are asked of. */
export const actsOf: Record<string, readonly string[]> = {
  assignment: [
    'submit',
    'attest',
    'return',
    'accept',
    'extend',
    'reassign',
    'withdraw',
    'record-call',
    'edit',
    'nudge',
    'request-extension',
    'decline-extension',
    'set-chase',
  ],
  step: ['advance', 'reschedule', 'override', 'confirm'],
  cycle: ['amend', 'replan'],
}

/**
 * Whether a post may ask for an act. A section hands in its own work (its officer, its head, or another post of the section);
 * the office may enter it on a section's behalf, which the trail shows by the acting post; the post named as checker checks;
 * everything that steers the year is the office's. Nobody acts in another city.
 */
export function authorise(
  act: string,
  actor: PostRow,
  target: { kind: string; city: string; owner: PostRow | null; checkPost: string | null },
): RefusalCode | null {
  if (!actsOf[target.kind]?.includes(act)) return 'unknown-act'
  if (actor.city !== target.city) return 'wrong-post'
  if (actor.role === 'office') return null
  // A member answers for the own seat; another seat of the same body is somebody else's.
  if (actor.role === 'member') return act === 'submit' && actor.id === target.owner?.id ? null : 'wrong-post'
  if (act === 'submit' || act === 'attest' || act === 'request-extension')
    return actor.department === target.owner?.department ? null : 'wrong-post'
  if (act === 'accept' || act === 'return') return actor.id === target.checkPost ? null : 'wrong-post'
  return 'wrong-post'
}
