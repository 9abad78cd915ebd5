import type { CityCalendar } from '../../domain/calendar/city-calendar.js'
import { dateOf, instantAt } from '../../domain/calendar/instants.js'
import type { Instant } from '../../domain/process/command.js'
import type { MeetingView } from '../app/review/meetings/meeting-view.js'
import type { MinutesVersion, MinutesWordView } from '../app/review/meetings/read-minutes.js'

/** What is done about a meeting: its agenda, the call, the members' answers, the record of the day, the minutes. */
export type Deed = 'details' | 'invite' | 'answer' | 'record' | 'draft' | 'ask' | 'agree' | 'confirm' | 'publish'

/** A meeting as its records tell of it. */
export interface Standing {
  meeting: MeetingView
  minutes: MinutesVersion | null
  words: MinutesWordView[]
}

/** As much as the bundles tell that decides what can be done: who stayed away (null: not told), and whether there is anything for minutes. */
export interface Told {
  absent: string[] | null
  hasText: boolean
}

/** Business days from a meeting to the draft of its minutes. */
const draftAfter = 3

/** What is done next about a meeting, and when. Null: nothing, or a person has taken it in hand. */
export function nextDeed(standing: Standing, told: Told, calendar: CityCalendar): { deed: Deed; at: Instant } | null {
  const { meeting } = standing
  if (meeting.state === 'cancelled') return null
  return meeting.recorded ? afterwards(standing, told, calendar) : before(meeting, told, calendar)
}

const morningAfter = (calendar: CityCalendar, day: Instant, businessDays: number): Instant =>
  instantAt(calendar.addBusinessDays(dateOf(day), businessDays), '10:00')

/** When the newest mail of a kind leaves. Null: none was planned. */
const mailedAt = ({ seats }: MeetingView, kind: string): Instant | null =>
  seats
    .flatMap(({ mails }) => mails.filter((mail) => mail.kind === kind).map(({ at }) => at))
    .sort()
    .at(-1) ?? null

function before(meeting: MeetingView, told: Told, calendar: CityCalendar): { deed: Deed; at: Instant } {
  const { now, startsAt, seats, agenda } = meeting
  if (meeting.revision === 0 && meeting.state === 'planned') return { deed: 'details', at: now }
  const invited = mailedAt(meeting, 'invitation')
  const begun = agenda.some(({ step }) => step?.assignment)
  if (invited === null && seats.length > 0 && begun && startsAt > now) return { deed: 'invite', at: now }
  const answers = invited !== null && told.absent !== null && silent(meeting).length > 0 ? morningAfter(calendar, invited, 1) : null
  if (answers !== null && answers < startsAt && now < startsAt) return { deed: 'answer', at: answers }
  const afternoon = instantAt(dateOf(startsAt), '15:00')
  return { deed: 'record', at: afternoon > startsAt ? afternoon : startsAt }
}

/** Seats that were invited and have not answered. */
export const silent = ({ seats }: MeetingView): string[] =>
  seats.filter(({ reply, mails }) => reply === null && mails.some(({ kind }) => kind === 'invitation')).map(({ id }) => id)

function afterwards({ meeting, minutes, words }: Standing, { hasText }: Told, calendar: CityCalendar): { deed: Deed; at: Instant } | null {
  const { now } = meeting
  switch (meeting.minutesState) {
    case 'none':
      return hasText ? { deed: 'draft', at: morningAfter(calendar, meeting.startsAt, draftAfter) } : null
    case 'draft':
      return { deed: (meeting.present ?? 0) > 0 ? 'ask' : 'confirm', at: now }
    case 'asked': {
      const answered = words.filter(({ minutesNo }) => minutesNo === minutes?.no)
      // What a member wants mended is the office's to mend.
      if (answered.some(({ agreed }) => !agreed)) return null
      const asked = mailedAt(meeting, 'minutes-check')
      if (unanswered(meeting, answered).length > 0) return { deed: 'agree', at: asked === null ? now : morningAfter(calendar, asked, 1) }
      return { deed: 'confirm', at: now }
    }
    case 'confirmed':
      return { deed: 'publish', at: now }
    default:
      return null
  }
}

/** Seats that were there and have not spoken of the minutes. */
export const unanswered = ({ seats }: MeetingView, words: Pick<MinutesWordView, 'seat'>[]): string[] =>
  seats
    .filter(({ id, present }) => (present === 'attend' || present === 'online') && !words.some(({ seat }) => seat === id))
    .map(({ id }) => id)
