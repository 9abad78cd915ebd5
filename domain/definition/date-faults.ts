import { estimateDays } from './date-estimate.js'
import { isDay, lastDayOf } from './month-day.js'
import { instead } from './nearest.js'
import { ids, type Outline } from './outline.js'
import type { Fault } from './problem.js'
import type { DateRule, Definition, DefinitionStep } from './schema.js'

type Place = { step: DefinitionStep; index: number; key: 'opens' | 'due' | 'statutory'; rule: DateRule }

/** What is wrong with the date rules. Which day a rule yields is the calendar's to say; here only what is wrong in every year. */
export function dateFaults(outline: Outline): Fault[] {
  const places = outline.steps.whole.flatMap(({ item: step, index }): Place[] => [
    { step, index, key: 'opens', rule: step.opens },
    { step, index, key: 'due', rule: step.due },
    ...(step.statutory ? [{ step, index, key: 'statutory' as const, rule: step.statutory }] : []),
  ])
  const single = places.flatMap((place) => [
    ...anchorFaults(outline, place),
    ...dayFaults(place),
    ...blackoutFaults(outline.calendar, place),
  ])
  const loops = single.length === 0 ? loopFaults(places) : []
  const ranges = rangeFaults(outline.calendar)
  if (single.length + loops.length > 0 || !outline.steps.complete) return [...single, ...loops, ...ranges]
  return [...ranges, ...sequenceFaults(outline.steps.whole)]
}

function anchorFaults(outline: Outline, { step, index, key, rule }: Place): Fault[] {
  if ('date' in rule) return []
  const path = ['steps', index, key, 'from']
  if (rule.from === 'open')
    return key === 'opens'
      ? [
          {
            path,
            message: `工程「${step.id}」の開始日が、自分の開始日から数えられています。`,
            remedy: '月日（date）か、他の工程の opens・due から数えてください。',
          },
        ]
      : []
  const known = ids(outline.steps)
  return known.includes(rule.from.step)
    ? []
    : [{ path: [...path, 'step'], message: `工程「${rule.from.step}」がありません。`, remedy: instead(rule.from.step, known) }]
}

function dayFaults({ index, key, rule }: Place): Fault[] {
  if (!('date' in rule) || isDay(rule.date, 28)) return []
  const leap = rule.date === '02-29'
  return [
    {
      path: ['steps', index, key, 'date'],
      message: leap ? '02-29 はうるう年にしかありません。' : `${rule.date} という日はありません。`,
      remedy: `${rule.date.slice(0, 2)}-${lastDayOf(rule.date.slice(0, 2), 28)} までの日にしてください。`,
    },
  ]
}

function blackoutFaults(calendar: Definition['calendar'] | null, { step, index, key, rule }: Place): Fault[] {
  if (!calendar || key !== 'due' || !('date' in rule) || rule.named) return []
  const hit = calendar.blackouts.find(({ from, to }) => within(rule.date, from, to))
  if (!hit) return []
  return [
    {
      path: ['steps', index, 'due', 'date'],
      message: `工程「${step.id}」の期限 ${rule.date} は、期限を置かない期間（${hit.from}〜${hit.to} ${hit.reason}）に当たります。`,
      remedy: '期間の外の日にするか、あえて置くのなら named: true を書き加えてください。',
    },
  ]
}

/** Month-days compare as text; a range such as 12-29…01-03 runs over the turn of the year. */
const within = (day: string, from: string, to: string) => (from <= to ? day >= from && day <= to : day >= from || day <= to)

function rangeFaults(calendar: Definition['calendar'] | null): Fault[] {
  if (!calendar) return []
  return (['closed', 'blackouts'] as const).flatMap((key) =>
    calendar[key].flatMap((range, at) =>
      (['from', 'to'] as const)
        .filter((end) => !isDay(range[end], 29))
        .map((end) => ({
          path: ['calendar', key, at, end],
          message: `${range[end]} という日はありません。`,
          remedy: '月の末日までの日にしてください。',
        })),
    ),
  )
}

/** Dates that count from each other in a ring never become a day. */
function loopFaults(places: Place[]): Fault[] {
  const nodes = new Map(places.filter(({ key }) => key !== 'statutory').map((place) => [`${place.step.id}.${place.key}`, place]))
  const anchorOf = ({ step, rule }: Place) =>
    'date' in rule ? null : rule.from === 'open' ? `${step.id}.opens` : `${rule.from.step}.${rule.from.edge}`
  const reported = new Set<string>()
  const faults: Fault[] = []
  for (const [start, place] of nodes) {
    const trail: string[] = []
    for (let at: string | null = start; at !== null && !reported.has(at); ) {
      if (trail.includes(at)) {
        const loop = trail.slice(trail.indexOf(at))
        faults.push({
          path: ['steps', place.index, place.key],
          message: `日付が互いを基準にしていて決まりません: ${[...loop, at].join(' → ')}`,
          remedy: 'いずれか一つを月日（date）で書いてください。',
        })
        break
      }
      trail.push(at)
      const node = nodes.get(at)
      at = node ? anchorOf(node) : null
    }
    for (const node of trail) reported.add(node)
  }
  return faults
}

/** A due date before its opening, before the step it waits for, or after the law's last day is wrong in every year. */
function sequenceFaults(steps: { index: number; item: DefinitionStep }[]): Fault[] {
  const days = estimateDays(steps.map(({ item }) => item))
  const clearlyBefore = (a: string, b: string) => {
    const [one, other] = [days.get(a), days.get(b)]
    return one !== undefined && other !== undefined && one.day < other.day - (one.exact && other.exact ? 0 : slack)
  }
  return steps.flatMap(({ index, item }) => {
    const faults: Fault[] = []
    if (clearlyBefore(`${item.id}.due`, `${item.id}.opens`))
      faults.push({
        path: ['steps', index, 'due'],
        message: `工程「${item.id}」の期限が開始より前です。`,
        remedy: '月日と fiscalYear（対象年度からの差）を確かめてください。',
      })
    if (clearlyBefore(`${item.id}.statutory`, `${item.id}.due`))
      faults.push({
        path: ['steps', index, 'statutory'],
        message: `工程「${item.id}」の法定の期日が、期限より前です。`,
        remedy: '期限を法定の期日より前にしてください。',
      })
    item.after.forEach((edge, at) => {
      if (clearlyBefore(`${item.id}.due`, `${edge.step}.due`))
        faults.push({
          path: ['steps', index, 'after', at],
          message: `工程「${item.id}」の期限が、先に終わるべき工程「${edge.step}」の期限より前です。`,
          remedy: '期限か順序を改めてください。',
        })
    })
    return faults
  })
}

/** Days by which an estimate over business days may be off (long holidays). */
const slack = 10
