import { dateOf, timeOf } from '../../../../../domain/calendar/instants.js'
import { csv } from '../../../../../domain/publication/csv.js'
import type { MeetingView, SeatView } from '../../../../app/review/meetings/meeting-view.js'
import { presenceWord } from './meeting-words.js'

/** 14:00〜15:40 */
const hours = ({ startsAt, endsAt }: MeetingView): string => `${timeOf(startsAt)}〜${endsAt === null ? '' : timeOf(endsAt)}`

const columns: [string, (seat: SeatView, meeting: MeetingView) => string][] = [
  ['会議', (_, meeting) => meeting.name],
  ['開催日', (_, meeting) => dateOf(meeting.startsAt)],
  ['席', ({ id }) => id.slice(id.indexOf('/') + 1)],
  ['役職', ({ title }) => title],
  ['氏名', ({ holders }) => holders.join('・')],
  ['出欠', ({ present }, { state }) => (present ? presenceWord(state, present) : '')],
  ['時間', ({ present }, meeting) => (meeting.state === 'held' && (present === 'attend' || present === 'online') ? hours(meeting) : '')],
]

/** Who came, seat by seat, for the payment of fees: names as the directory had them on the meeting's day. */
export const attendanceCsv = (meeting: MeetingView): string =>
  csv([columns.map(([name]) => name), ...meeting.seats.map((seat) => columns.map(([, value]) => value(seat, meeting)))])
