import { type CityDate, dateOf } from '../calendar/instants.js'
import type { Instant } from '../process/command.js'
import type { MaterialsTimes } from './materials-day.js'

/** A notice about a meeting's materials, as it stands: to a seat that they are there, or to the office that they are not. */
export interface MaterialsNotice {
  id: string
  kind: 'materials' | 'materials-missing'
  post: string
  at: Instant
  /** waits: it is planned or held · left: it has left or is leaving */
  stands: 'waits' | 'left'
  /** held by the office's own hand: it stays held, whatever becomes of its day */
  held: boolean
  /** the office did not wait for the day */
  byHand: boolean
  /** which file it tells of */
  document: string | null
}

/** Who holds a seat, from when until when. */
export interface SeatTerm {
  person: string
  from: CityDate
  until: CityDate | null
}

export interface MaterialsStand {
  /** the file that was made last; null: none was */
  newest: string | null
  /** it may show what members must not read: it leaves only when the office releases it */
  newestHeld: boolean
  times: MaterialsTimes
  /** the city's next dispatch */
  next: Instant
  /** the first dispatch of a day or after it */
  dispatchFrom(day: CityDate): Instant
  /** the office sends them now: with the next dispatch, whatever the day */
  byHand: boolean
  /** the office's post */
  office: string
  /** the meeting's day */
  day: CityDate
  /** seats that are held on that day; without terms nobody has written down by whom */
  seats: { id: string; terms: SeatTerm[] }[]
  notices: MaterialsNotice[]
}

/** A notice to be planned. */
export interface MaterialsWanted {
  kind: MaterialsNotice['kind']
  post: string
  at: Instant
  held: boolean
  /** its reader was sent an earlier file */
  replaces: boolean
}

export interface MaterialsPlan {
  /** notices that wait and no longer fit, with the reason */
  cancel: { id: string; why: string }[]
  plan: MaterialsWanted[]
}

/**
 * What is to be planned and taken back, so that every member of the meeting's day is told of the newest file once: on its day, or with the next
 * dispatch when that has passed; one who took the seat over later, when the time there has begun. While there is no file, the office is told
 * the business day before. Asked again when nothing has changed, it answers with nothing.
 */
export function planOfMaterials(stand: MaterialsStand): MaterialsPlan {
  const { newest, times, next, byHand, seats, notices } = stand
  const at = byHand || times.leavesAt < next ? next : times.leavesAt
  const wanted = newest === null ? [] : seats.flatMap((seat) => forSeat(seat, at, stand))
  const missing = forOffice(stand)
  const members = notices.filter(({ kind, stands }) => kind === 'materials' && stands === 'waits')
  const fitting = wanted.map((one) => ({ one, fit: members.find((notice) => notice.post === one.post && fits(notice, one, stand)) }))
  const kept = new Set(fitting.flatMap(({ fit }) => fit?.id ?? []))
  return {
    cancel: [
      ...missing.cancel,
      ...members.filter(({ id }) => !kept.has(id)).map((notice) => ({ id: notice.id, why: whyNot(notice, wanted, stand) })),
    ],
    plan: [...missing.plan, ...fitting.filter(({ fit }) => !fit).map(({ one }) => one)],
  }
}

const covers = ({ from, until }: SeatTerm, day: CityDate): boolean => from <= day && (until === null || until >= day)

/** The mail to a seat, if its holder of the meeting's day is still to be told of the newest file. */
function forSeat({ id, terms }: MaterialsStand['seats'][number], at: Instant, stand: MaterialsStand): MaterialsWanted[] {
  const own = stand.notices.filter(({ kind, post }) => kind === 'materials' && post === id)
  const left = own.filter(({ stands }) => stands === 'left')
  const told = left.filter(({ document }) => document === stand.newest).map((notice) => dateOf(notice.at))
  const holders = terms.filter((term) => covers(term, stand.day))
  const wasTold = ({ person }: SeatTerm) => terms.some((term) => term.person === person && told.some((day) => covers(term, day)))
  const untold = holders.filter((term) => !wasTold(term))
  if (told.length > 0 && untold.length === 0) return []
  const begins = untold.map(({ from }) => from).sort()[0]
  const begun = begins === undefined || begins <= dateOf(at) ? at : stand.dispatchFrom(begins)
  const waits = own.filter(({ stands }) => stands === 'waits')
  const held = waits.length > 0 ? waits.some((notice) => notice.held) : stand.newestHeld
  return [{ kind: 'materials', post: id, at: begun, held, replaces: told.length === 0 && left.length > 0 }]
}

/** What waits says it already, no later than wanted; what hangs on the day alone, on that day. */
function fits(notice: MaterialsNotice, wanted: MaterialsWanted, { newest, times, next, byHand }: MaterialsStand): boolean {
  if (notice.document !== newest) return false
  if (notice.at === wanted.at || (byHand && notice.held)) return true
  return (notice.byHand || times.leavesAt < next) && notice.at < wanted.at
}

function whyNot({ post, document }: MaterialsNotice, wanted: MaterialsWanted[], { newest, seats, byHand }: MaterialsStand): string {
  if (!seats.some(({ id }) => id === post)) return '会議の日に在任しないため'
  if (!wanted.some((one) => one.post === post)) return 'この資料をすでに送ったため'
  if (document !== newest) return '新しい資料に差し替えたため'
  return byHand ? '予定の日を待たずに送るため' : '資料を送る日が変わったため'
}

/** The word to the office that there is nothing to send yet. One that could not leave at its time still tells what is so. */
function forOffice({ newest, times, next, office, notices }: MaterialsStand): MaterialsPlan {
  const own = notices.filter(({ kind }) => kind === 'materials-missing')
  const wanted = newest === null && times.askedAt >= next
  const cancel = own
    .filter(({ stands, at }) => stands === 'waits' && !(newest === null && at === times.askedAt))
    .map(({ id }) => ({ id, why: newest === null ? '資料を送る日が変わったため' : '会議資料ができたため' }))
  if (!wanted || own.some(({ at }) => at === times.askedAt)) return { cancel, plan: [] }
  const held = own.some(({ stands, held: byOffice }) => stands === 'waits' && byOffice)
  return { cancel, plan: [{ kind: 'materials-missing', post: office, at: times.askedAt, held, replaces: false }] }
}
