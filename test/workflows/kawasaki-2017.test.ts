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

  // What the bodies of both years meet about on one day is one meeting: its agenda names both, and its record is in both.
  const meetings = await db.$queryRaw<{ name: string; steps: string[]; minutes: string }[]>`
    SELECT m.name, array_agg(c.fiscal_year || ' ' || i.step_key ORDER BY i.no) AS steps, m.minutes_state AS minutes
    FROM meeting m JOIN agenda_item i ON i.meeting_id = m.id JOIN process c ON c.id = i.cycle_id GROUP BY m.id ORDER BY m.starts_at`
  expect(meetings.map(({ name, steps, minutes }) => [name, steps.join(', '), minutes])).toEqual([
    ['平成28年度第1回川崎市産業振興協議会', '2016 council-plan', 'published'],
    ['平成28年度第1回中小企業活性化専門部会', '2016 subcommittee-verify', 'published'],
    ['平成28年度第2回川崎市産業振興協議会', '2016 council-opinions', 'published'],
    ['平成29年度第1回中小企業活性化専門部会', '2016 subcommittee-direction, 2017 subcommittee-plan', 'published'],
    ['平成29年度第1回川崎市産業振興協議会', '2016 council-report, 2017 council-plan', 'published'],
    ['平成29年度第2回中小企業活性化専門部会', '2017 subcommittee-verify', 'published'],
    ['平成29年度第2回川崎市産業振興協議会', '2017 council-opinions', 'published'],
    ['平成30年度第1回中小企業活性化専門部会', '2017 subcommittee-direction', 'published'],
    ['平成30年度第1回川崎市産業振興協議会', '2017 council-report', 'published'],
  ])
  const recordOf = async (process: string) => {
    const { acceptedVersion } = await db.process.findUniqueOrThrow({ where: { id: process } })
    return (await db.version.findUniqueOrThrow({ where: { id: acceptedVersion ?? '' } })).content
  }
  const shared = {
    date: '2017-05-24',
    attendance: { value: 5 },
    quorum: true,
    decisions: ['29年度も、重点事業と条例第19条の取組を検証の中心とする。'],
  }
  expect(await recordOf(`${first}/subcommittee-direction/subcommittee-2`)).toMatchObject({
    ...shared,
    agenda: ['検証意見への対応の確認、改善の方向の確認'],
  })
  expect(await recordOf(`${second}/subcommittee-plan/subcommittee-0`)).toMatchObject({
    ...shared,
    agenda: ['平成29年度の検証の進め方について'],
  })
  // Of the council that stands in the report nobody knows who was there, and nobody says so.
  const known = await recordOf(`${first}/council-plan/council-1`)
  expect(known).toMatchObject({ date: '2016-09-06', decisions: ['検証を専門に行う中小企業活性化専門部会を協議会内に置く。'] })
  for (const field of ['attendance', 'quorum', 'visitors', 'place', 'noticedOn']) expect(known).not.toHaveProperty(field)

  // Opinions are those of the bundles, each made of what was said, and bear numbers only where the bundles have them.
  for (const [id, played] of [
    [first, bundle],
    [second, later.bundle],
  ] as const)
    for (const subject of new Set(played.opinions.map((one) => one.subject))) {
      const { opinions } = (await recordOf(`${id}/opinions/${subject}`)) as { opinions: { id?: string; sources?: string[] }[] }
      expect(opinions.every(({ sources = [] }) => sources.length > 0)).toBe(true)
      const recorded = played.opinions.filter((one) => one.subject === subject)
      expect(opinions.map(({ id: _, sources: __, ...one }) => one)).toEqual(
        recorded.map(({ no, text, kind, viewpoint, printing }) => ({
          ...(no === null ? {} : { no }),
          text,
          kind,
          ...(viewpoint === null ? {} : { viewpoint }),
          ...(printing === undefined ? {} : { printing }),
        })),
      )
    }

  // Sources of opinions are remarks as they were numbered, and members' own statements.
  const unsaid = await db.$queryRaw<unknown[]>`
    SELECT o.subject, o.no, s.key FROM opinion o CROSS JOIN LATERAL jsonb_array_elements_text(o.sources) AS s (key)
    WHERE o.cycle_id IN (${first}, ${cycle}) AND NOT EXISTS (SELECT 1 FROM said d WHERE d.cycle_id = o.cycle_id AND d.key = s.key)`
  expect(unsaid).toEqual([])
  const confirmed = await db.$queryRaw<{ confirmed: string }[]>`SELECT DISTINCT confirmed FROM said WHERE cycle_id = ${cycle} ORDER BY 1`
  expect(confirmed.map((one) => one.confirmed)).toEqual(['agreed', 'mended', 'nobody', 'not-yet'])

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
