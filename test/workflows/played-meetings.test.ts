import { afterAll, beforeAll, expect, it } from 'vitest'
import { verifyTrail } from '../../client/app/views/verify-trail.js'
import { definition as definitionSchema } from '../../domain/definition/schema.js'
import { cycleId } from '../../domain/process/ids.js'
import { playByMortals } from '../support/mortal-player.js'
import { reviewCity } from '../support/review-city.js'
import { inCity, type Rig, rigFor, type Year } from '../support/rig.js'

let rig: Rig
let kills = 0
beforeAll(async () => {
  rig = await rigFor(yearOf(2021))
  await rig.startWorker()
  const acts = { OR: [{ act: { startsWith: 'meeting-' } }, { act: { startsWith: 'minutes-' } }] }
  kills = await playByMortals(rig, [rig, inCity(yearOf(2022), rig.city)], () => rig.db.command.count({ where: acts }))
}, 120_000)
afterAll(() => rig?.close(), 120_000)

/** A year of nothing but one meeting, on the same day for both years; one of its three members stays away. */
function yearOf(fiscalYear: number): Year {
  const { definition, bundle } = reviewCity({ fiscalYear })
  const [gathering] = definition.steps.filter(({ id }) => id === 'gathering')
  const inYear = 2022 - fiscalYear
  const opens = { date: '06-14', fiscalYear: inYear, at: '10:00', roll: 'forward' }
  const step = { ...gathering, after: [], opens, due: { date: '06-28', fiscalYear: inYear } }
  const end = definition.steps.flatMap((one) =>
    one.id === 'release'
      ? [
          {
            ...one,
            after: [{ step: 'gathering' }],
            opens: { date: '08-01', fiscalYear: inYear, at: '10:00', roll: 'forward' },
            due: { date: '08-26', fiscalYear: inYear },
            requires: [],
          },
        ]
      : [],
  )
  const entry = { date: null, agenda: [`${fiscalYear}年度の議題`], decisions: [`${fiscalYear}年度の件を了承した。`] }
  return {
    definition: definitionSchema.parse({ ...definition, steps: [step, ...end] }),
    bundle: {
      ...bundle,
      startsAt: '2022-06-01T00:00:00.000Z',
      entries: { gathering: { 'gathering-1': entry }, release: { report: { publishedOn: '2022-08-26' } } },
      meetings: [
        {
          body: 'subcommittee',
          date: null,
          basis: 'assumed',
          step: 'gathering',
          text: `${fiscalYear}年度の資料による。`,
          absent: ['seat-02'],
        },
      ],
      opinions: [],
      actions: [],
      conduct: [],
    },
  }
}

const trailOf = async (cycle: string) =>
  (await rig.db.trail.findMany({ where: { cycleId: cycle }, orderBy: { no: 'asc' } }))
    .map(({ kind }) => kind)
    .filter((kind) => kind.startsWith('meeting-') || kind.startsWith('minutes-'))

it('a player that dies after each thing done about a meeting goes on with the next, and does nothing twice', async () => {
  const afterCall = ['meeting-invited', ...Array(3).fill('meeting-answered'), 'meeting-recorded']
  const minutes = ['minutes-drafted', 'minutes-asked', ...Array(2).fill('minutes-answered'), 'minutes-confirmed', 'minutes-published']
  expect(await trailOf(rig.cycle)).toEqual(['meeting-planned', 'meeting-saved', ...afterCall, ...minutes])
  expect(kills).toBe(2 + afterCall.length + minutes.length)
  const mails = await rig.db.notice.groupBy({
    by: ['kind', 'post'],
    where: { kind: { in: ['invitation', 'minutes-check'] } },
    _count: true,
  })
  expect(mails.map(({ kind, post, _count }) => `${kind} ${post.slice(-7)} ${_count}`).sort()).toEqual([
    'invitation seat-01 1',
    'invitation seat-02 1',
    'invitation seat-03 1',
    'minutes-check seat-01 1',
    'minutes-check seat-03 1',
  ])
})

it('two years whose body meets on one day share the meeting, and its record is in both', async () => {
  const later = cycleId(rig.city, rig.definition.id, 2022)
  const [meeting, ...others] = await rig.db.meeting.findMany()
  expect(others).toEqual([])
  expect(meeting).toMatchObject({ state: 'held', minutesState: 'published' })
  const items = await rig.db.agendaItem.findMany({ orderBy: { no: 'asc' } })
  expect(items.map(({ title, cycleId: cycle }) => [title, cycle])).toEqual([
    ['2021年度の議題', rig.cycle],
    ['2022年度の議題', later],
  ])
  expect(await trailOf(later)).toEqual((await trailOf(rig.cycle)).slice(1))
  for (const [cycle, own] of [
    [rig.cycle, '2021年度の議題'],
    [later, '2022年度の議題'],
  ] as const) {
    const step = await rig.db.process.findUniqueOrThrow({ where: { id: `${cycle}/gathering/gathering-1` } })
    const { content } = await rig.db.version.findUniqueOrThrow({ where: { id: step.acceptedVersion ?? '' } })
    expect(content).toEqual({
      date: '2022-06-28',
      agenda: [own],
      attendance: { value: 2 },
      quorum: true,
      decisions: ['2021年度の件を了承した。', '2022年度の件を了承した。'],
    })
    expect(await verifyTrail(rig.db, cycle)).toMatchObject({ faults: [] })
  }
  const [minutes] = await rig.db.minutes.findMany()
  expect(minutes?.text.split('\n')).toEqual([
    '2021年度の資料による。',
    '2022年度の資料による。',
    '',
    '【議題1】2021年度の議題',
    '2021年度の件を了承した。',
    '',
    '【議題2】2022年度の議題',
    '2022年度の件を了承した。',
  ])
})
