const daysIn: Record<string, number> = { '04': 30, '06': 30, '09': 30, '11': 30 }

/** The last day of a month (`02`), with as many days in February as the year has. */
export const lastDayOf = (month: string, february: 28 | 29): number => (month === '02' ? february : (daysIn[month] ?? 31))

/** Whether a month-day (`02-29`) is a day of the calendar. */
export const isDay = (monthDay: string, february: 28 | 29): boolean => {
  const [month = '', day = ''] = monthDay.split('-')
  return Number(day) <= lastDayOf(month, february)
}
