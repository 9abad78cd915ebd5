import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { confirmMinutes, saveMinutes } from '../../client/app/review/meetings/minutes.js'
import { foreseeMove, moveMeeting } from '../../client/app/review/meetings/move-meeting.js'
import { planMeeting } from '../../client/app/review/meetings/plan-meeting.js'
import { saveMeeting } from '../../client/app/review/meetings/save-meeting.js'
import { cancelMeeting } from '../../client/app/review/meetings/send-to-members.js'
import { definition as definitionSchema } from '../../domain/definition/schema.js'
import { reviewCity } from '../support/review-city.js'
import { type Rig, rigFor } from '../support/rig.js'

// One evening of the body deals with two steps of the same year.
let rig: Rig
let meetingId: string
const stepOf = (key: string) => rig.db.process.findUniqueOrThrow({ where: { id: `${rig.cycle}/${key}` } })
const revision = async () => (await rig.db.meeting.findUniqueOrThrow({ where: { id: meetingId } })).revision
const word = () => ({ id: randomUUID(), meetingId, post: rig.office, person: null })
const dayOf = async (key: string) => (await stepOf(key)).dueAt?.toISOString().slice(0, 10)

beforeAll(async () => {
  const { definition, bundle } = reviewCity()
  const again = (step: (typeof definition.steps)[number]) => ({
    ...step,
    id: 'gathering-again',
    name: '点検部会（進め方）',
    asks: step.asks.map((ask) => ({ ...ask, subject: 'gathering-2' })),
  })
  const steps = definition.steps.flatMap((step) => (step.id === 'gathering' ? [step, again(step)] : [step]))
  rig = await rigFor({ definition: definitionSchema.parse({ ...definition, steps }), bundle })
  await rig.startWorker()
  await rig.startYear()
  const { city, cycle: cycleId, office: post } = rig
  meetingId = await planMeeting(rig.connections, {
    ...{ id: randomUUID(), city, cycleId, step: 'gathering', from: '14:00', until: null, place: '市役所', post, person: null },
  })
  const item = { kind: 'consult' as const, closed: false }
  const agenda = ['gathering', 'gathering-again'].map((key) => ({ ...item, title: key, step: { cycleId, key } }))
  const details = { name: '点検部会', written: false, openness: 'open' as const, closedReason: '', announcedOn: null, quorum: 2, agenda }
  await saveMeeting(rig.connections, { ...word(), revision: await revision() }, details)
}, 120_000)
afterAll(() => rig?.close())

test('two steps of one year on one agenda move together with their meeting: neither stays where it was', async () => {
  const { startsAt } = await rig.db.meeting.findUniqueOrThrow({ where: { id: meetingId } })
  const move = { startsAt: new Date(startsAt.getTime() + 7 * 86_400_000).toISOString(), endsAt: null, place: '市役所' }
  const moving = { ...word(), revision: await revision(), reason: '会場の都合のため' }
  const [year, ...others] = await foreseeMove(rig.connections, moving, move)
  expect(others).toEqual([])
  const due = year?.effects.filter(({ what }) => what === 'due').map(({ id }) => id)
  expect(due).toEqual(expect.arrayContaining([`${rig.cycle}/gathering`, `${rig.cycle}/gathering-again`]))

  const outcomes = await moveMeeting(rig.connections, moving, move)
  expect(outcomes.map(({ state }) => state)).toEqual(outcomes.map(() => 'applied'))
  expect([await dayOf('gathering'), await dayOf('gathering-again')]).toEqual([move.startsAt.slice(0, 10), move.startsAt.slice(0, 10)])
})

test('nothing is written into the minutes of a meeting that was cancelled', async () => {
  await cancelMeeting(rig.connections, { ...word(), revision: await revision(), reason: '委員が集まらないため' })
  const parts = [{ no: 1, title: 'gathering', text: '話し合った。' }]
  await expect(saveMinutes(rig.connections, word(), 0, parts)).rejects.toThrow('中止されています')
  await expect(confirmMinutes(rig.connections, { ...word(), minutesNo: 0, reason: '確定する' })).rejects.toThrow('中止されています')
})
