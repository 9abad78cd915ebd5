import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { saveDraft } from '../../client/app/desk/draft.js'
import { saveMeeting } from '../../client/app/review/meetings/save-meeting.js'
import { recordAllotments, standingAllotments } from '../../client/app/review/selecting/allotments.js'
import { releaseSheets } from '../../client/app/review/selecting/release-sheets.js'
import { readBenches } from '../../client/app/review/workbench/bench.js'
import { type BenchAct, changeBench } from '../../client/app/review/workbench/bench-act.js'
import { handInOpinions } from '../../client/app/review/workbench/hand-in-opinions.js'
import { ownAct } from '../../client/player/left.js'
import { play } from '../../client/player/player.js'
import { reviewCity } from '../support/review-city.js'
import { type Rig, rigFor } from '../support/rig.js'
import { playUntil, quiet } from '../support/stage.js'

// A person acts beside the recorded people of one year; the tests are the year's course and lean on each other.
vi.setConfig({ testTimeout: 120_000 })
let rig: Rig
let person: string
beforeAll(async () => {
  const { definition, bundle } = reviewCity()
  const meeting = { ...bundle.entries.gathering?.['gathering-1'], decisions: ['意見を取りまとめた。'] }
  const told = {
    body: 'subcommittee',
    date: null,
    basis: 'assumed' as const,
    step: 'gathering',
    text: '会議の記録による。',
    absent: ['seat-02'],
  }
  const allotted = { programme: 'crane', seat: 'seat-01', standing: 'assigned' as const }
  const entries = { ...bundle.entries, gathering: { 'gathering-1': meeting } }
  rig = await rigFor({ definition, bundle: { ...bundle, entries, remarks: [], meetings: [told], allotments: [allotted] } })
  await rig.startWorker()
  await playUntil(rig, ({ steps }) => steps.cards === 'open')
  person = (await rig.db.holding.findFirstOrThrow({ where: { postId: rig.office } })).personId
}, 120_000)
afterAll(() => rig?.close(), 120_000)

const of = (subject: string) => `${rig.cycle}/remarks/${subject}`
const stateOf = async (id: string) => (await rig.db.process.findUniqueOrThrow({ where: { id } })).state
const page = (path: string) => `/${rig.city}/${rig.definition.id}/2021/${path}`

async function benchOf(subject: string) {
  const [bench] = await readBenches(rig.db, rig.cycle, rig.definition, subject)
  if (!bench) throw new Error(`There is no bench of ${subject}.`)
  return bench
}

async function onBench(subject: string, act: BenchAct, id: string = randomUUID(), via: 'page' | 'player' = 'page') {
  const { revision, base } = await benchOf(subject)
  const word = { id, cycleId: rig.cycle, post: rig.office, person, via }
  expect(await changeBench(rig.db, { ...word, subject, revision, base, act })).toEqual({ kind: 'done' })
}

async function handIn(subject: string) {
  const { revision } = await benchOf(subject)
  const word = { id: randomUUID(), cycleId: rig.cycle, post: rig.office, person }
  const answers = await handInOpinions(rig.connections, rig.definition, { ...word, subjects: [{ subject, revision }], oral: true })
  expect(answers).toEqual([{ subject, receiptNo: expect.any(Number) }])
}

test('who looks at what, and whether members see the sheets, stays as a person has said before the player comes to it', async () => {
  const word = { cycleId: rig.cycle, post: rig.office, person }
  const cell = { programme: 'market', seat: `${rig.city}/seat-02`, standing: 'assigned' as const, reason: '' }
  await recordAllotments(rig.connections, { ...word, id: randomUUID(), cells: [cell] })
  await releaseSheets(rig.connections, { ...word, id: randomUUID(), visible: true })
  await releaseSheets(rig.connections, { ...word, id: randomUUID(), visible: false, reason: '点検が済んでいないため' })
  await playUntil(rig, ({ steps }) => steps.remarks === 'open')
  expect(await standingAllotments(rig.db, rig.cycle)).toEqual([cell])
  expect(await rig.db.process.findUniqueOrThrow({ where: { id: rig.cycle } })).toMatchObject({ membersSeeAt: null })
})

test('opinions that a person has begun, or reworded after the player made them, are left to the person, and the play goes on with the others', async () => {
  await onBench('market', { do: 'make', text: '人がつくりかけた意見。', kind: null, viewpoint: null, sources: [] })
  const { id, base } = await benchOf('crane')
  const made = { text: '残る1基の費用の見通しを示してほしい。', kind: 'ask', viewpoint: 'cost' }
  await onBench('crane', { do: 'make', ...made, sources: [] }, ownAct(id, base, 0), 'player')
  const [first] = (await benchOf('crane')).opinions
  await onBench('crane', { do: 'reword', opinion: first?.id ?? '', ...made, text: '人が直した文。', printing: { as: 'printed' } })

  const sentence = (name: string, subject: string) =>
    `委員の意見の整理（${name}）は、再生では進められません。画面で続けてください（${page(`review/workbench/${subject}`)}）。人の書きかけがあります。その続きを書いて提出してください。`
  const stuck = await rig.play().catch((error: Error) => error)
  expect(stuck).toMatchObject({ name: 'YearStuck' })
  const [lines = []] = [stuck?.message.split('\n')]
  expect(lines.slice(0, 2).sort()).toEqual([sentence('朝市の支援', 'market'), sentence('荷役設備の更新', 'crane')].sort())
  expect(await stateOf(of('cross-cutting'))).toBe('accepted')
  expect((await benchOf('market')).opinions.map(({ text }) => text)).toEqual(['人がつくりかけた意見。'])
  expect((await benchOf('crane')).opinions.map(({ text }) => text)).toEqual(['人が直した文。'])
})

test('a play that may wait tells each thing once, waits for the person, and goes on by itself', async () => {
  const { bundle, definition } = rig
  const told: string[] = []
  const stop = new AbortController()
  const watch = ({ steps }: { steps: Record<string, string> }) => {
    if (steps.gathering === 'open') stop.abort()
  }
  let reached: () => void = () => undefined
  const waits = new Promise<void>((resolve) => {
    reached = resolve
  })
  const tell = (line: string) => {
    told.push(line)
    if (line.startsWith('Nobody has anything to do')) reached()
  }
  const ended = play(rig.connections, rig.app, {
    bundle,
    definition,
    watch,
    tell,
    waits: true,
    site: 'http://here',
    signal: stop.signal,
  }).catch((error: unknown) => {
    if (!stop.signal.aborted) throw error
  })
  await Promise.race([waits, ended])
  expect(told.filter((line) => line.includes(`（http://here${page('review/workbench/market')}）`))).toHaveLength(1)
  const [begun] = (await benchOf('market')).opinions
  const wording = { text: '人が書いた意見。', kind: 'ask', viewpoint: null, printing: { as: 'printed' as const } }
  await onBench('market', { do: 'reword', opinion: begun?.id ?? '', ...wording })
  await handIn('market')
  await handIn('crane')
  await ended
  await quiet(rig)
  expect(told.filter((line) => line.includes('review/workbench/market'))).toHaveLength(1)
  expect(await stateOf(`${rig.cycle}/gathering`)).toBe('open')
})

test('a meeting that a person has made impossible to record, and a sheet that a person is writing, are named and wait; mended, the year ends', async () => {
  await playUntil(rig, () => true)
  const sheet = `${rig.cycle}/replies/crane`
  const meeting = await rig.db.meeting.findFirstOrThrow()
  const agenda = await rig.db.agendaItem.findMany({ where: { meetingId: meeting.id }, orderBy: { no: 'asc' } })
  const quorumOf = async (quorum: number) => {
    const { revision, name } = await rig.db.meeting.findFirstOrThrow()
    const [item] = agenda
    const step = { cycleId: rig.cycle, key: 'gathering' }
    const items = [{ title: item?.title ?? '', kind: 'consult' as const, closed: false, step }]
    const details = { name, written: false, openness: 'open' as const, closedReason: '', announcedOn: null, quorum, agenda: items }
    const word = { id: randomUUID(), meetingId: meeting.id, post: rig.office, person, revision }
    await saveMeeting(rig.connections, word, details)
  }
  await quorumOf(3)
  const typed = { processId: sheet, content: { actions: [] }, personId: person, bySection: true, revision: 0, base: '' }
  expect(await saveDraft(rig.db, { ...typed, page: { key: 'a-page', turn: 1 } })).toMatchObject({ kind: 'saved' })

  const stuck = await rig.play().catch((error: Error) => error)
  expect(stuck).toMatchObject({ name: 'YearStuck' })
  expect(stuck?.message).toContain(`画面で続けてください（/${rig.city}/meetings/subcommittee/2022-1）。出席2人で、定足数3人に足りません。`)
  expect(stuck?.message).toContain(
    `意見への回答（荷役設備の更新）は、再生では進められません。画面で続けてください（${page('assignments/replies/crane')}）`,
  )
  expect(await rig.db.draft.findUnique({ where: { processId: sheet } })).toMatchObject({ content: { actions: [] } })

  await quorumOf(2)
  await rig.db.draft.delete({ where: { processId: sheet } })
  await rig.play()
  expect(await stateOf(rig.cycle)).toBe('sealed')
  expect(await rig.db.meeting.findFirstOrThrow()).toMatchObject({ state: 'held', minutesState: 'published' })
})
