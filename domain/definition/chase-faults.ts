import { inMonthDays } from '../calendar/city-calendar.js'
import { addDays } from '../calendar/instants.js'
import { isDay } from './month-day.js'
import { instead } from './nearest.js'
import { ids, type Outline } from './outline.js'
import type { Fault } from './problem.js'
import type { ChaseOverride, ChasePolicy } from './schema.js'

/** What is wrong with how people are reminded and asked again, and with who is asked otherwise. */
export function chaseFaults(outline: Outline): Fault[] {
  return [
    ...noticeFaults(outline),
    ...outline.chases.whole.flatMap(({ index, item }) => quietFaults(item, ['chases', index, 'quiet'])),
    ...outline.chases.declared.filter(({ id }) => id === 'none').map(({ index }) => reservedFault(['chases', index, 'id'])),
    ...outline.chaseOverrides.flatMap(({ index, item }) => overrideFaults(outline, item, ['chaseOverrides', index])),
  ]
}

function noticeFaults(outline: Outline): Fault[] {
  const faults: Fault[] = []
  for (const { index, item } of outline.chases.whole) {
    item.notices.forEach((notice, at) => {
      const path = ['chases', index, 'notices', at]
      if (notice.kind === 'reminder' && notice.businessDays > 0)
        faults.push({
          path: [...path, 'businessDays'],
          message: '事前のお知らせ（reminder）が期限の後になっています。',
          remedy: '0 以下にするか、kind を overdue にしてください。',
        })
      if (notice.kind !== 'reminder' && notice.businessDays < 1)
        faults.push({
          path: [...path, 'businessDays'],
          message: `${notice.kind} が期限より前になっています。`,
          remedy: '1 以上にするか、kind を reminder にしてください。',
        })
      if ((notice.kind === 'head-notice') !== (notice.to === 'head'))
        faults.push({
          path: [...path, 'to'],
          message: `${notice.kind} の宛先が ${notice.to} です。`,
          remedy: '課長宛て（to: head）と kind: head-notice は組で使います。',
        })
      if ((notice.kind === 'escalation-proposal') !== (notice.to === 'office'))
        faults.push({
          path: [...path, 'to'],
          message: `${notice.kind} の宛先が ${notice.to} です。`,
          remedy: '事務局への提案（kind: escalation-proposal）と to: office は組で使います。',
        })
    })
  }
  return faults
}

const reservedFault = (path: PropertyKey[]): Fault => ({
  path,
  message: '「none」は「何も送らない」を表す語で、再依頼の段取りの名前に使えません。',
  remedy: '別の id にしてください。',
})

function quietFaults({ name, quiet = [] }: ChasePolicy, path: PropertyKey[]): Fault[] {
  const missing = quiet.flatMap((period, at) =>
    (['from', 'to'] as const)
      .filter((end) => !isDay(period[end], 29))
      .map((end) => ({
        path: [...path, at, end],
        message: `${period[end]} という日はありません。`,
        remedy: '月の末日までの日にしてください。',
      })),
  )
  if (quiet.length === 0 || missing.length > 0) return missing
  // 2000 is a leap year: every month-day there is.
  const days = Array.from({ length: 366 }, (_, n) => addDays('2000-01-01', n))
  if (days.some((day) => !quiet.some((period) => inMonthDays(day, period)))) return []
  return [
    {
      path,
      message: `「${name}」の連絡を控える期間が一年の全ての日に及んでいて、何も送れません。`,
      remedy: '期間を短くしてください。何も送らないのなら、依頼の chase を取り除いてください。',
    },
  ]
}

function overrideFaults(outline: Outline, { programme, section, chase }: ChaseOverride, path: PropertyKey[]): Fault[] {
  const faults: Fault[] = []
  if ((programme === undefined) === (section === undefined))
    faults.push({
      path,
      message: programme === undefined ? '何についての定めかがありません。' : '施策（programme）と課（section）の両方が書かれています。',
      remedy: 'programme か section のどちらか一つを書いてください。',
    })
  const known = ids(outline.chases)
  if (chase !== 'none' && !known.includes(chase))
    faults.push({
      path: [...path, 'chase'],
      message: `再依頼の段取り「${chase}」がありません。`,
      remedy: instead(chase, [...known, 'none']),
    })
  return faults
}
