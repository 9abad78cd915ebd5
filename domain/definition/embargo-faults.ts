import { isDay, lastDayOf } from './month-day.js'
import type { Fault } from './problem.js'
import type { Definition } from './schema.js'

/** An embargo ends on a day of the calendar: one that moved with a step would let out what is not announced yet. */
export function embargoFaults({ embargo }: Partial<Pick<Definition, 'embargo'>>): Fault[] {
  if (!embargo) return []
  const path = ['embargo', 'until']
  const { until } = embargo
  if (!('date' in until))
    return [
      {
        path,
        message: '予算に関わる対応の非公開の終わりが、工程から数えられています。工程が動くと、発表の前に公開してしまいます。',
        remedy: "予算案を発表する月日を { date: '02-06', fiscalYear: 1 } のように書いてください。",
      },
    ]
  if (isDay(until.date, 28)) return []
  const month = until.date.slice(0, 2)
  return [
    {
      path: [...path, 'date'],
      message: until.date === '02-29' ? '02-29 はうるう年にしかありません。' : `${until.date} という日はありません。`,
      remedy: `${month}-${lastDayOf(month, 28)} までの日にしてください。`,
    },
  ]
}
