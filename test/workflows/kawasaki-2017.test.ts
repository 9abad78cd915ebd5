import { afterAll, beforeAll, expect, it } from 'vitest'
import { playYears } from '../../client/player/player.js'
import { tally } from '../../client/player/tally.js'
import { checkBundle } from '../../domain/bundle/check-bundle.js'
import { cycleId } from '../../domain/process/ids.js'
import { kawasaki2016, kawasaki2017 } from '../support/bundles.js'
import { inCity, type Rig, rigFor } from '../support/rig.js'
import { shortened } from '../support/shortened.js'

const earlier = shortened(kawasaki2016(), ['p12-04', 'p18-03'])
const year = shortened(kawasaki2017(), ['p12-03', 'p12-04', 'p16-03', 'p18-05'])
let rig: Rig

beforeAll(async () => {
  for (const { bundle, definition } of [earlier, year]) expect(checkBundle(bundle, definition)).toMatchObject({ ok: true })
  rig = await rigFor(earlier)
  await rig.startWorker()
}, 120_000)
afterAll(() => rig?.close(), 120_000)

it('two overlapping years are played to their seals, and the later one says what became of what the earlier one promised', async () => {
  const { connections, app, db, city, bundle, definition } = rig
  const later = inCity(year, city)
  const cycle = cycleId(city, definition.id, 2017)
  const open: string[] = []
  const watch = ({ steps }: { steps: Record<string, string> }) => {
    if (steps['council-plan'] === 'open') open.push('later')
  }
  const [first = '', second = ''] = await playYears(
    connections,
    app,
    [
      { bundle, definition },
      { ...later, watch },
    ],
    {},
  )
  expect([first, second]).toEqual([rig.cycle, cycle])
  expect(open.length).toBeGreaterThan(0)
  for (const [id, played] of [
    [first, { bundle, definition }],
    [second, later],
  ] as const)
    expect((await tally(db, id, played)).figures.filter((one) => one.recorded !== null && one.recorded !== one.played)).toEqual([])

  const answers = await db.$queryRaw<{ ref: string; subject: string; state: string }[]>`
    SELECT ref, subject, state FROM promise_answer WHERE cycle_id = ${cycle} ORDER BY ref, subject`
  expect(answers.map(({ ref, state }) => `${ref} ${state}`)).toEqual([
    ...[1, 2, 3, 4, 5].map((no) => `2016/cross-cutting/${no} ${no === 3 || no === 4 ? 'under-way' : 'done'}`),
    '2016/cross-cutting/6 dropped',
    '2016/cross-cutting/7 under-way',
    '2016/p12-04/1 done',
    '2016/p12-04/2 under-way',
    '2016/p12-04/3 done',
    '2016/p12-04/4 dropped',
    // It was called p18-03 when it was promised.
    '2016/p18-03/1 under-way',
    '2016/p18-03/2 done',
  ])

  // Sources of opinions are remarks as they were numbered, and members' own statements.
  const unsaid = await db.$queryRaw<unknown[]>`
    SELECT o.subject, o.no, s.key FROM opinion o CROSS JOIN LATERAL jsonb_array_elements_text(o.sources) AS s (key)
    WHERE o.cycle_id = ${cycle} AND NOT EXISTS (SELECT 1 FROM said d WHERE d.cycle_id = o.cycle_id AND d.key = s.key)`
  expect(unsaid).toEqual([])
  const confirmed = await db.$queryRaw<{ confirmed: string }[]>`SELECT DISTINCT confirmed FROM said WHERE cycle_id = ${cycle} ORDER BY 1`
  expect(confirmed.map((one) => one.confirmed)).toEqual(['agreed', 'asked-not', 'mended'])

  // The finance section was asked about those whose Actions need it, and nobody else.
  const asked = await db.process.findMany({
    where: { cycleId: cycle, stepKey: 'finance', kind: 'assignment' },
    orderBy: { subject: 'asc' },
  })
  expect(asked.map(({ subject, state, post }) => [subject, state, post])).toEqual([['p18-05', 'accepted', `${city}/finance`]])

  // What nobody answered was passed over by name.
  const overrides = await db.command.findMany({ where: { cycleId: cycle, act: 'override', state: 'applied' } })
  expect(overrides.map(({ processId }) => processId.slice(cycle.length + 1)).sort()).toEqual([
    'decision',
    'publish',
    'subcommittee-direction',
  ])
}, 300_000)
