import { readFileSync } from 'node:fs'
import type { Asked } from '../../domain/bundle/hand-in.js'
import type { Bundle, Conduct } from '../../domain/bundle/schema.js'
import { readDefinition } from '../../domain/definition/read-definition.js'
import type { Definition } from '../../domain/definition/schema.js'
import type { Year } from './in-city.js'
import type { Dice } from './made-up-content.js'
import { madeUpYear } from './made-up-year.js'

/** The year of `chased-year/definition.yaml`, in whose sections everything happens that begins, ends or moves a chase. */
export function chasedYear(programmes: number, own: Record<string, Conduct['how'][]>): Year {
  const definition = chasedDefinition()
  const conduct = (dice: Dice, asked: Asked): Conduct[] => {
    const mine = asked.step === 'cards' ? own[asked.subject] : undefined
    return (mine ?? drawn(dice)).map((how) => line(dice, asked, how))
  }
  const verified = Math.ceil(programmes / 4)
  const bundle = madeUpYear({ programmes, verified, seed: 5, definition, conduct, startsAt: '2016-11-25T00:00:00.000Z' })
  return { definition, bundle: { ...bundle, posts: rearranged(bundle) } }
}

function chasedDefinition(): Definition {
  const file = new URL('./chased-year/definition.yaml', import.meta.url)
  const read = readDefinition(readFileSync(file, 'utf8'), file.pathname)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.definition
}

/** Of a hundred, how many go about it in which way; who is not drawn hands in in good time. */
const manners: [of100: number, ...how: Conduct['how'][]][] = [
  [6, 'early'],
  [6, 'on-time'],
  [10, 'late'],
  [5, 'very-late'],
  [4, 'extend'],
  [2, 'extend', 'late'],
  [1, 'extend', 'called'],
  [3, 'called'],
  // The promise is not kept.
  [3, 'called', 'very-late'],
  [5, 'returned'],
  [2, 'returned', 'late'],
  [3, 'returned-twice'],
  [3, 'attest'],
]

function drawn(dice: Dice): Conduct['how'][] {
  let left = dice(100)
  for (const [of100, ...how] of manners) {
    if (left < of100) return how
    left -= of100
  }
  return []
}

function line(dice: Dice, { step, subject }: Asked, how: Conduct['how']): Conduct {
  const days = { late: 1 + dice(4), 'very-late': 9 + dice(6), extend: 2 + dice(4), called: 2 + dice(3) }[how as string]
  return { step, subject, how, remark: '試験のため。', ...(days === undefined ? {} : { days }) }
}

/** Sections 4 and 5 read one mailbox, written in two ways; the head of section 6 reads the section's; section 12 has no head; the fourth bureau has no coordinator. */
function rearranged({ posts, city }: Bundle): Bundle['posts'] {
  const mailbox: Record<string, string> = {
    'section-4-officer': `Section-5@${city.id}.Example`,
    'section-6-head': `section-6@${city.id}.example`,
  }
  return posts
    .filter(({ key }) => key !== 'section-12-head' && key !== 'section-25-coordinator')
    .map((post) => ({ ...post, mailbox: mailbox[post.key] ?? post.mailbox }))
}
