import { expect, it } from 'vitest'
import type { MeetingView } from '../../client/app/review/meetings/meeting-view.js'
import { type Dealt, detailsOf } from '../../client/player/meeting-deeds.js'

const own = { no: 1, title: '部会長の互選', kind: 'consult', closed: false, step: null }
const step = { cycleId: 'minato/cycle/review/2021', key: 'gathering', fiscalYear: 2021, stepName: '会議' }
const year = { no: 2, title: '2021年度の議題', kind: 'consult', closed: false, step }
const meeting = {
  name: '点検部会',
  state: 'planned',
  openness: 'open',
  agenda: [own, year],
  quorum: 2,
  revision: 1,
  now: '2022-06-01T00:00:00.000Z',
}
const dealt = (fiscalYear: number): Dealt => ({
  step: { cycleId: `minato/cycle/review/${fiscalYear}`, key: 'gathering' },
  fiscalYear,
  facts: {
    body: 'panel',
    title: `${fiscalYear}年度の議題`,
    place: '',
    openness: 'open',
    closedReason: '',
    announcedOn: null,
    visitors: null,
    decisions: [],
    absent: null,
    text: '',
  },
})

it('an item of the body’s own keeps its files when the player writes the agenda: each item says which one it was', () => {
  const standing = { meeting: meeting as unknown as MeetingView, minutes: null, words: [] }
  const { agenda } = detailsOf(standing, [dealt(2021), dealt(2022)])
  expect(agenda.map(({ title, was }) => [title, was])).toEqual([
    ['2021年度の議題', 2],
    ['2022年度の議題', undefined],
    ['部会長の互選', 1],
  ])
})
