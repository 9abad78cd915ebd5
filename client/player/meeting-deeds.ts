import type { MeetingFacts } from '../../domain/bundle/meeting-facts.js'
import { dateOf } from '../../domain/calendar/instants.js'
import type { Presence } from '../../domain/review/meeting.js'
import { sha256 } from '../../domain/trail/canonical.js'
import type { Connections } from '../app/connections.js'
import { answerInvitation } from '../app/review/meetings/answer-invitation.js'
import * as minutes from '../app/review/meetings/minutes.js'
import { recordMeeting } from '../app/review/meetings/record-meeting.js'
import { type MeetingDetails, saveMeeting } from '../app/review/meetings/save-meeting.js'
import { inviteMembers } from '../app/review/meetings/send-to-members.js'
import { type Deed, type Standing, silent, unanswered } from './meeting-course.js'

/** A year's step with which a meeting deals, and what its bundle tells of it. */
export interface Dealt {
  step: { cycleId: string; key: string }
  fiscalYear: number
  facts: MeetingFacts
}

export interface Deeds {
  connections: Connections
  standing: Standing
  dealt: Dealt[]
  /** keys of the seats that stayed away; null: nobody tells */
  absent: string[] | null
  /** the office's post */
  office: string
}

/** Does one thing about a meeting, in the way of the office's page, under a key of its own: asked again it happens once. */
export async function does({ connections, standing, dealt, absent, office }: Deeds, deed: Deed): Promise<void> {
  const { meeting, words } = standing
  const wordOf = (...about: (string | number)[]) => ({
    id: sha256([meeting.id, deed, ...about].join('\n')).slice(0, 32),
    meetingId: meeting.id,
    post: office,
    person: null,
    via: 'player' as const,
  })
  const saved = () => ({ ...wordOf(meeting.revision), revision: meeting.revision })
  const present = (seat: string): Presence => (absent?.some((key) => seat === `${meeting.city}/${key}`) ? 'absent' : 'attend')
  const no = standing.minutes?.no ?? 0
  switch (deed) {
    case 'details':
      return saveMeeting(connections, saved(), detailsOf(standing, dealt))
    case 'invite':
      return inviteMembers(connections, wordOf(meeting.moves))
    case 'answer':
      for (const seat of silent(meeting))
        await answerInvitation(connections, { ...wordOf(seat, meeting.startsAt), post: seat }, { seat, reply: present(seat), note: '' })
      return
    case 'record':
      return recordMeeting(connections, saved(), {
        present: absent === null ? null : Object.fromEntries(meeting.seats.map(({ id }) => [id, present(id)])),
        visitors: dealt.find(({ facts }) => facts.visitors !== null)?.facts.visitors ?? null,
        decisions: dealt.flatMap(({ facts }) => facts.decisions),
        until: null,
      })
    case 'draft':
      return minutes.saveMinutes(connections, wordOf(no), no, minutesParts(standing, dealt))
    case 'ask':
      return minutes.askMinutes(connections, wordOf(no))
    case 'agree':
      for (const seat of unanswered(
        meeting,
        words.filter((one) => one.minutesNo === no),
      ))
        await minutes.wordOnMinutes(connections, { ...wordOf(no, seat), post: seat }, { seat, minutesNo: no, agreed: true, text: '' })
      return
    case 'confirm': {
      const reason = (meeting.present ?? 0) > 0 ? {} : { reason: '出席した委員が記録にないため、確認を依頼する相手がいない。' }
      return minutes.confirmMinutes(connections, { ...wordOf(no), ...reason, minutesNo: no })
    }
    case 'publish':
      return minutes.publishMinutes(connections, wordOf(no))
  }
}

/** The details as the bundles tell them: one item of the agenda for each year's step, the earlier year's first; other items stay, all with their files. */
export function detailsOf({ meeting }: Standing, dealt: Dealt[]): MeetingDetails {
  const told = (step: Dealt['step'] | null) => dealt.find((one) => one.step.cycleId === step?.cycleId && one.step.key === step.key)
  const [first] = meeting.agenda
  const standing = meeting.agenda.map(({ no, title, kind, closed, step }) => {
    const facts = told(step)?.facts
    const own = { title: facts && meeting.revision === 0 ? facts.title : title, kind, closed: closed || facts?.openness === 'partly' }
    return { ...own, was: no, step: step ? { cycleId: step.cycleId, key: step.key } : null, fiscalYear: step?.fiscalYear ?? null }
  })
  const joining = dealt
    .filter(({ step }) => !meeting.agenda.some((item) => item.step?.cycleId === step.cycleId && item.step.key === step.key))
    .map(({ step, fiscalYear, facts }) => ({
      title: facts.title,
      kind: first?.kind ?? ('consult' as const),
      closed: facts.openness === 'partly',
      step,
      fiscalYear,
    }))
  const last = Number.POSITIVE_INFINITY
  const agenda = [...standing, ...joining].toSorted((a, b) => (a.fiscalYear ?? last) - (b.fiscalYear ?? last))
  const closed = dealt.find(({ facts }) => facts.openness !== 'open')?.facts
  return {
    name: meeting.name,
    written: meeting.state === 'written',
    openness: closed?.openness ?? meeting.openness,
    closedReason: closed?.closedReason ?? meeting.closedReason ?? '',
    announcedOn: meeting.announcedOn ?? announcedOn(meeting.now, dealt),
    quorum: meeting.quorum,
    agenda: agenda.map(({ fiscalYear: _, ...item }) => item),
  }
}

function announcedOn(now: string, dealt: Dealt[]): string | null {
  const days = dealt.map(({ facts }) => facts.announcedOn)
  return days.find((day) => day !== null && day !== 'played') ?? (days.includes('played') ? dateOf(now) : null)
}

/** What the sources tell of the meeting, and under each item what was decided of it. */
function minutesParts({ meeting }: Standing, dealt: Dealt[]): Parameters<typeof minutes.saveMinutes>[3] {
  const texts = dealt.map(({ facts }) => facts.text).filter((text) => text !== '')
  const items = meeting.agenda.map(({ no, title, step }) => {
    const own = dealt.find((one) => one.step.cycleId === step?.cycleId && one.step.key === step.key)
    return { no, title, text: own?.facts.decisions.join('\n') ?? '' }
  })
  return [{ no: 0, title: '', text: texts.join('\n') }, ...items]
}
