import { randomUUID } from 'node:crypto'
import { enrolMailboxes } from '../../client/app/people/enrol.js'
import { moveDue } from '../../client/app/people/move-due.js'
import type { Request } from '../../client/app/request.js'
import { overrideChase } from '../../client/app/steering/set-chase.js'
import type { Conduct } from '../../domain/bundle/schema.js'
import { instant } from './plain-calendar.js'
import type { Rig } from './rig.js'

type Asking = Omit<Request, 'processId' | 'post' | 'via'> & { by?: string }

/** What happens at an instant besides what the player does about its own. */
interface Event {
  at: string
  /** an act about one sheet each; of the office unless another post is named */
  acts?: [subject: string, act: Asking][]
  happen?: (rig: Rig) => Promise<void>
}

const reason = '試験のため'
const until = (day: string, time = '17:00') => instant(day, time)
const dueAt = until

/** How the sections go about the sheets that the office deals with below: most are still open when it does. */
export const ownManners: Record<string, Conduct['how'][]> = Object.fromEntries([
  ...['p-0307', 'p-0331', 'p-0332', 'p-0335'].map((subject) => [subject, []]),
  ['p-0334', ['on-time']],
  // Handed in, then chased otherwise, then returned: what comes back is chased as the year says by then.
  ['p-0336', ['on-time', 'returned']],
  ...[301, 302, 303, 304, 305, 306, 308, 309, 310, 311, 312, 313, 314, 315, 316, 317, 318, 319, 320, 321].map((no) => [
    `p-0${no}`,
    ['very-late'],
  ]),
])

/** 日本時間, in the order of time: the due day is 20 December, 23 December to 3 January are closed, and so are 29 April to 7 May. */
export const officeYear: Event[] = [
  {
    at: instant('2016-12-08', '12:00'),
    acts: [
      ['p-0301', { act: 'withdraw', reason }],
      ['p-0302', { act: 'withdraw', reason }],
      ['p-0303', { act: 'reassign', toPost: 'section-20-officer', reason }],
      ['p-0304', { act: 'reassign', toPost: 'section-25-officer', reason }],
      ['p-0305', { act: 'set-chase', chase: 'close', reason }],
      ['p-0306', { act: 'set-chase', chase: null, reason }],
      ['p-0307', { act: 'record-call', whom: '担当', said: '早めに出す。', until: until('2016-12-13') }],
      ['p-0308', { act: 'record-call', whom: '担当', said: '遅れる。', until: until('2016-12-22') }],
    ],
  },
  {
    at: instant('2016-12-14', '12:00'),
    acts: [
      ['p-0309', { by: 'section-21-officer', act: 'request-extension', wishedAt: dueAt('2017-01-20'), reason }],
      ['p-0310', { by: 'section-21-officer', act: 'request-extension', wishedAt: dueAt('2017-01-20'), reason }],
    ],
  },
  {
    at: instant('2016-12-14', '17:30'),
    acts: [
      ['p-0309', { act: 'decline-extension', reason }],
      ['p-0310', { act: 'extend', dueAt: dueAt('2016-12-22'), reason }],
    ],
  },
  {
    at: instant('2016-12-20', '18:00'),
    acts: [['p-0334', { act: 'reassign', toPost: 'section-20-officer', reason }]],
    happen: async (rig) => {
      await override(rig, 'section', 'section-16', 'close')
      await override(rig, 'programme', 'p-0304', null)
      await override(rig, 'programme', 'p-0336', null)
    },
  },
  {
    at: instant('2016-12-22', '12:00'),
    acts: [
      ['p-0311', { act: 'reassign', toPost: 'section-18-officer', reason }],
      ['p-0312', { act: 'set-chase', chase: 'close', reason }],
      ['p-0313', { act: 'set-chase', chase: null, reason }],
      ['p-0314', { act: 'withdraw', reason }],
      ['p-0315', { act: 'extend', dueAt: dueAt('2017-01-12'), reason }],
      ['p-0316', { act: 'record-call', whom: '課長', said: '年明けに出す。', until: until('2017-01-05') }],
      ['p-0317', { act: 'record-call', whom: '課長', said: '休みのうちに出す。', until: until('2016-12-30', '12:00') }],
      ['p-0318', { act: 'record-call', whom: '担当', said: '少し待ってほしい。', until: until('2016-12-28') }],
      ['p-0319', { act: 'record-call', whom: '担当', said: '分からない。' }],
      ['p-0320', { act: 'record-call', whom: '担当', said: '10日に出す。', until: until('2017-01-10') }],
      ['p-0321', { act: 'record-call', whom: '担当', said: '年内に出す。', until: until('2016-12-27') }],
    ],
  },
  {
    at: instant('2016-12-27', '12:00'),
    acts: [
      ['p-0316', { act: 'set-chase', chase: 'close', reason }],
      ['p-0318', { act: 'reassign', toPost: 'section-19-officer', reason }],
      ['p-0320', { act: 'extend', dueAt: dueAt('2017-01-06'), reason }],
      ['p-0321', { act: 'extend', dueAt: dueAt('2017-01-10'), reason }],
    ],
  },
  { at: instant('2017-01-05', '12:00'), acts: [['p-0317', { act: 'reassign', toPost: 'section-17-officer', reason }]] },
  {
    at: instant('2017-02-10', '17:00'),
    acts: [
      ['p-0331', { act: 'return', reason, remarks: [{ field: '全体', text: '数を確かめてください。' }] }],
      [
        'p-0332',
        { act: 'return', dueAt: dueAt('2017-02-13', '10:00'), reason, remarks: [{ field: '全体', text: '急ぎ直してください。' }] },
      ],
      ['p-0335', { act: 'edit', content: { did: '字句を直した文。' }, reason }],
    ],
  },
  { at: instant('2017-03-30', '12:00'), happen: newHolders },
  { at: instant('2017-04-01', '00:30'), happen: async ({ connections, city, app }) => void (await moveDue(connections, city, app)) },
]

/** The posts whose holder changes on 1 April; each new one takes the post's mail to an address of their own. */
export const changedPosts = [1, 2, 3, 4, 5].map((no) => `section-${no}-officer`)
/** When they were told. */
export const handedOverAt = instant('2017-04-01', '00:30')

/** Does what the office does at an instant; every act must succeed. */
export async function happen(rig: Rig, { acts = [], happen: other }: Event): Promise<void> {
  for (const [subject, { by, toPost, ...act }] of acts) {
    const processId = `${rig.cycle}/cards/${subject}`
    const process = await rig.db.process.findUniqueOrThrow({ where: { id: processId } })
    const outcome = await rig.app.act({
      ...act,
      ...(toPost ? { toPost: `${rig.city}/${toPost}` } : {}),
      ...(act.act === 'edit' && process.versionId ? { versionId: process.versionId } : {}),
      processId,
      post: by ? `${rig.city}/${by}` : rig.office,
      via: 'page',
    })
    if (outcome.state !== 'applied') throw new Error(`${act.act} of ${subject}: ${JSON.stringify(outcome)}`)
  }
  await other?.(rig)
}

/** Before the year: whom the office chases otherwise than the definition says, and who takes whose mail. */
export async function arrange(rig: Rig): Promise<void> {
  const { db, city } = rig
  await enrolMailboxes(db, city)
  await override(rig, 'programme', 'p-0155', 'sections')
  await override(rig, 'section', 'section-14', 'close')
  await override(rig, 'programme', 'p-0200', null)
  await override(rig, 'section', 'section-15', null)
  await override(rig, 'section', 'section-15', null, false)
  await takes({ db, city }, 'section-3-officer', { kind: 'deputy', from: '2016-12-13', until: '2016-12-22' })
  await takes({ db, city }, 'section-7-head', { kind: 'deputy', from: '2016-12-27', until: '2017-01-06' })
  await takes({ db, city }, 'section-8-head', { kind: 'holder', from: '2000-04-01', until: null })
  // Planned, and not announced: nothing goes to whoever it is.
  await takes({ db, city }, 'section-9-head', { kind: 'holder', from: '2016-12-01', until: null, announced: false })
}

async function override(rig: Rig, scope: 'programme' | 'section', key: string, chase: string | null, standing = true): Promise<void> {
  const change = { id: randomUUID(), cycleId: rig.cycle, scope, key, chase, standing, reason, post: rig.office, person: 'test' }
  await overrideChase(rig.connections, change)
}

async function newHolders({ db, city }: Rig): Promise<void> {
  for (const post of changedPosts) {
    await db.holding.updateMany({ where: { postId: `${city}/${post}`, kind: 'holder' }, data: { until: new Date('2017-03-31') } })
    await takes({ db, city }, post, { kind: 'holder', from: '2017-04-01', until: null })
  }
}

async function takes(
  { db, city }: Pick<Rig, 'db' | 'city'>,
  post: string,
  { kind, from, until: last, announced = true }: { kind: string; from: string; until: string | null; announced?: boolean },
): Promise<void> {
  const [id, now] = [randomUUID(), new Date()]
  const email = `${kind}-of-${post}@${city}.example`
  await db.person.create({ data: { id, name: `${post}の人`, email, createdAt: now, updatedAt: now } })
  await db.holding.create({
    data: {
      id: randomUUID(),
      postId: `${city}/${post}`,
      personId: id,
      kind,
      from: new Date(from),
      until: last === null ? null : new Date(last),
      takesMail: true,
      announced,
      recordedBy: 'test',
    },
  })
}
