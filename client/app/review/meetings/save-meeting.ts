import type { CityDate } from '../../../../domain/calendar/instants.js'
import type { Definition } from '../../../../domain/definition/schema.js'
import { type AgendaKind, fixedByMinutes, type Openness } from '../../../../domain/review/meeting.js'
import { snapshotBody } from '../../../../prisma/snapshots.js'
import type { Transaction } from '../../../../prisma/trail.js'
import type { Connections } from '../../connections.js'
import { Refused } from '../../errors.js'
import { actOnMeeting, type MeetingWord, notCancelled, refuseIf } from './act-on-meeting.js'
import { planMaterials } from './materials-mails.js'
import { keepPapers } from './papers.js'
import { mustHaveNoMeeting } from './plan-meeting.js'

/** One item of the agenda as it shall be, in its order. */
export interface AgendaWanted {
  title: string
  kind: AgendaKind
  closed: boolean
  /** null: the body's own matter */
  step: { cycleId: string; key: string } | null
  /** the number that it had on the agenda, so that its files follow it; missing: a step's item is known by its step */
  was?: number
}

/** What of a meeting the office writes: everything but its time and place, which move what hangs on it. */
export interface MeetingDetails {
  name: string
  /** 書面開催: answers are asked for in writing, nobody comes together */
  written: boolean
  openness: Openness
  closedReason: string
  announcedOn: CityDate | null
  quorum: number
  agenda: AgendaWanted[]
}

const longestAgenda = 40

/**
 * Saves a meeting's details and its agenda.
 * @throws Refused: saved meanwhile, cancelled, minutes that follow the agenda are asked about or confirmed, or what is missing or does not fit,
 * in sentences
 */
export const saveMeeting = (connections: Connections, word: MeetingWord & { revision: number }, details: MeetingDetails): Promise<void> =>
  actOnMeeting(connections, { ...word, given: details }, 'meeting-saved', async ({ tx, meeting, cycleIds, now }) => {
    notCancelled(meeting)
    const wrong = faultsOf(details)
    if (wrong.length > 0) throw new Refused('invalid-input', wrong)
    refuseIf(meeting.state === 'held' && details.written, '開催した会議を書面開催に変えることはできません。')
    const fixed = fixedByMinutes(meeting.minutesState, { openness: meeting.openness, agenda: await agendaOf(tx, meeting.id) }, details)
    refuseIf(fixed !== null, fixed ?? '')
    for (const { step } of details.agenda) if (step) await mustFit(tx, meeting, step)
    await tx.meeting.update({
      where: { id: meeting.id },
      data: {
        name: details.name,
        state: meeting.state === 'held' ? 'held' : details.written ? 'written' : 'planned',
        openness: details.openness,
        closedReason: details.openness === 'open' ? null : details.closedReason,
        announcedOn: details.announcedOn === null ? null : new Date(details.announcedOn),
        quorum: details.quorum,
        quorumSet: meeting.quorumSet || details.quorum !== meeting.quorum,
        revision: { increment: 1 },
      },
    })
    await keepPapers(tx, meeting.id, details.agenda)
    await tx.agendaItem.deleteMany({ where: { meetingId: meeting.id } })
    await tx.agendaItem.createMany({
      data: details.agenda.map(({ step, was: _was, ...item }, at) => ({
        ...item,
        meetingId: meeting.id,
        no: at + 1,
        cycleId: step?.cycleId ?? null,
        stepKey: step?.key ?? null,
      })),
    })
    const alsoCycles = details.agenda.flatMap(({ step }) => step?.cycleId ?? []).filter((id) => !cycleIds.includes(id))
    const { owing } = await planMaterials(tx, meeting.id, now)
    return { owing, alsoCycles, facts: { revision: meeting.revision + 1, items: details.agenda.length, openness: details.openness } }
  })

const agendaOf = async (tx: Transaction, meetingId: string) =>
  (await tx.agendaItem.findMany({ where: { meetingId }, orderBy: { no: 'asc' } })).map(({ cycleId, stepKey, ...item }) => ({
    ...item,
    step: cycleId && stepKey ? { cycleId, key: stepKey } : null,
  }))

function faultsOf({ name, openness, closedReason, quorum, agenda }: MeetingDetails): string[] {
  const faults: string[] = []
  if (name === '') faults.push('会議の名前を書いてください。')
  if (openness !== 'open' && closedReason === '') faults.push('一部非公開または非公開にするときは、その理由を書いてください。')
  if (openness === 'partly' && !agenda.some(({ closed }) => closed))
    faults.push('一部非公開のときは、非公開にする議題に印を付けてください。')
  if (!Number.isInteger(quorum) || quorum < 1 || quorum > 999) faults.push('定足数は1以上の数で書いてください。')
  if (agenda.some(({ title }) => title === '')) faults.push('題名のない議題があります。題名を書くか、その議題を消してください。')
  if (!agenda.some(({ step }) => step))
    faults.push('年度の工程に当たる議題を一つ以上残してください。会議の記録は、その年度の経過に残ります。')
  if (agenda.length > longestAgenda) faults.push(`議題は${longestAgenda}件までです。`)
  const steps = agenda.flatMap(({ step }) => (step ? [`${step.cycleId}/${step.key}`] : []))
  if (new Set(steps).size < steps.length) faults.push('同じ年度の同じ工程が、二つの議題になっています。')
  return faults
}

async function mustFit(
  tx: Transaction,
  meeting: { id: string; city: string; body: string },
  step: { cycleId: string; key: string },
): Promise<void> {
  const cycle = await tx.process.findUnique({ where: { id: step.cycleId } })
  if (cycle?.kind !== 'cycle' || cycle.city !== meeting.city) throw new Refused('unknown-process', [step.cycleId])
  const { steps } = (await snapshotBody(tx, `${cycle.id}@${cycle.snapshotNo}`)) as Definition
  const written = steps.find(({ id }) => id === step.key)
  refuseIf(
    written?.body !== meeting.body || written.kind !== 'meet',
    `「${written?.name ?? step.key}」は、この会議体の会議の工程ではありません。`,
  )
  await mustHaveNoMeeting(tx, step.cycleId, step.key, meeting.id)
}
