import { dateOf, instantAt } from '../../../domain/calendar/instants.js'
import type { Instant } from '../../../domain/process/command.js'
import { agendaKinds, oneOf, opennesses, type Presence, presences } from '../../../domain/review/meeting.js'
import { readDay } from '../../../domain/sheet/written-date.js'
import type { MeetingView, StepWithoutMeeting } from '../../app/review/meetings/meeting-view.js'
import type { Move } from '../../app/review/meetings/move-meeting.js'
import type { DayRecord } from '../../app/review/meetings/record-meeting.js'
import type { AgendaWanted, MeetingDetails } from '../../app/review/meetings/save-meeting.js'
import { type ActForm, notADay } from '../act-form.js'

/** What could not be read of a form: where, and what to write. */
export interface Wrong {
  field: string
  message: string
}

const notATime = '時刻として読めません。14:00 のように入力してください。'

/** 14:00, 9:30, １４：００, 14時30分 as HH:mm; null: not a time. */
export function readTime(text: string): string | null {
  const found = /^([01]?\d|2[0-3])(?::([0-5]\d)|時(?:([0-5]?\d)分)?)$/.exec(text.normalize('NFKC').trim())
  return found ? `${String(found[1]).padStart(2, '0')}:${String(found[2] ?? found[3] ?? '0').padStart(2, '0')}` : null
}

/** A time of a form that may be left out. */
export function timeIn(form: ActForm, name: string): string | null | Wrong {
  const text = form.text(name)
  if (text === '') return null
  return readTime(text) ?? { field: name, message: notATime }
}

const isWrong = (value: unknown): value is Wrong => typeof value === 'object' && value !== null && 'message' in value

export function moveIn(form: ActForm, now: Instant): Move | Wrong {
  const day = readDay(form.text('date'), dateOf(now))
  if (day === null) return { field: 'date', message: notADay }
  const from = readTime(form.text('from'))
  if (from === null) return { field: 'from', message: notATime }
  const until = timeIn(form, 'until')
  if (isWrong(until)) return until
  return { startsAt: instantAt(day, from), endsAt: until === null ? null : instantAt(day, until), place: form.text('place') }
}

/** A count that may be left out; NaN: not a number. */
const countIn = (form: ActForm, name: string): number | null => {
  const text = form.text(name).normalize('NFKC').replace(/人$/, '')
  return text === '' ? null : /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN
}

export function detailsIn(form: ActForm, meeting: MeetingView, steps: StepWithoutMeeting[]): MeetingDetails | Wrong {
  const openness = oneOf(opennesses, form.text('openness'))
  if (openness === null) return { field: 'openness', message: '公開区分を選んでください。' }
  const announced = form.text('announced-on')
  const announcedOn = announced === '' ? null : readDay(announced, dateOf(meeting.now))
  if (announced !== '' && announcedOn === null) return { field: 'announced-on', message: notADay }
  const quorum = countIn(form, 'quorum')
  if (quorum === null || Number.isNaN(quorum)) return { field: 'quorum', message: '定足数は1以上の数で書いてください。' }
  return {
    name: form.text('name'),
    written: form.text('written') === 'yes',
    openness,
    closedReason: form.text('closed-reason'),
    announcedOn,
    quorum,
    agenda: agendaIn(form, steps),
  }
}

const stepIn = (text: string): AgendaWanted['step'] => {
  const at = text.lastIndexOf('/')
  return at < 0 ? null : { cycleId: text.slice(0, at), key: text.slice(at + 1) }
}

/** The items that stay in the order that was typed, and those that were added. */
function agendaIn(form: ActForm, steps: StepWithoutMeeting[]): AgendaWanted[] {
  const rows: (AgendaWanted & { order: number })[] = []
  for (let at = 0; at < 100 && form.text(`item.${at}.kind`) !== ''; at += 1) {
    if (form.text(`item.${at}.drop`) === 'yes') continue
    rows.push({
      title: form.text(`item.${at}.title`),
      kind: oneOf(agendaKinds, form.text(`item.${at}.kind`)) ?? 'consult',
      closed: form.text(`item.${at}.closed`) === 'yes',
      step: stepIn(form.text(`item.${at}.step`)),
      was: Number(form.text(`item.${at}.was`)) || at + 1,
      order: Number(form.text(`item.${at}.order`).normalize('NFKC')) || at + 1,
    })
  }
  const kept = rows.toSorted((a, b) => a.order - b.order).map(({ order: _order, ...item }) => item)
  const step = stepIn(form.text('add-step'))
  const named = steps.find((one) => one.cycleId === step?.cycleId && one.step === step.key)
  const own = form.text('add-title')
  return [
    ...kept,
    ...(step ? [{ title: named?.name ?? step.key, kind: 'consult' as const, closed: false, step }] : []),
    ...(own === '' ? [] : [{ title: own, kind: 'consult' as const, closed: false, step: null }]),
  ]
}

export function recordIn(form: ActForm, meeting: MeetingView): DayRecord | Wrong {
  const present: Record<string, Presence> = {}
  for (const { id } of meeting.seats) {
    const word = oneOf(presences, form.text(`present.${id}`))
    if (word) present[id] = word
    else return { field: `present.${id}`, message: '全ての委員の出欠を選んでください。' }
  }
  const visitors = countIn(form, 'visitors')
  if (Number.isNaN(visitors)) return { field: 'visitors', message: '傍聴者数は0以上の数で書いてください。' }
  const until = timeIn(form, 'record-until')
  if (isWrong(until)) return until
  const decisions = form
    .text('decisions')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return { present, visitors, decisions, until }
}
