import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { cityCalendar } from '../../domain/calendar/city-calendar.js'
import { fiscalYearName, formatDate, formatDateTime, formatShort } from '../../domain/calendar/date-words.js'
import { nextDispatch } from '../../domain/calendar/dispatch.js'
import { businessDaysAfter } from '../../domain/calendar/due-day.js'
import { holidayName } from '../../domain/calendar/holidays.js'
import { addDays, CalendarError, dateOf, fiscalYearOf, instantAt, timeOf, weekdayOf } from '../../domain/calendar/instants.js'
import { calendarSettings } from './calendar-definition.js'

const city = cityCalendar(calendarSettings())
const aDate = fc.integer({ min: 0, max: 365 * 30 }).map((n) => addDays('2010-01-01', n))
const aBusinessDay = aDate.map((date) => city.roll(date, 'forward'))
const aTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([h, m]) => `${`${h}`.padStart(2, '0')}:${`${m}`.padStart(2, '0')}`)
const anInstant = fc.tuple(aDate, aTime).map(([date, time]) => instantAt(date, time))

describe('the words of dates', () => {
  it('says era, weekday and hour as city letters do, minutes only when there are some', () => {
    expect(formatDateTime(instantAt('2026-06-30', '17:00'))).toBe('令和8年6月30日（火）17時')
    expect(formatDateTime(instantAt('2026-06-30', '17:30'))).toBe('令和8年6月30日（火）17時30分')
    expect(formatDate('2016-09-06')).toBe('平成28年9月6日（火）')
    expect(formatShort(instantAt('2026-12-18', '17:00'))).toBe('12/18（金）17時')
  })

  it('changes from Heisei to Reiwa at midnight in Tokyo, and calls the first year 元年', () => {
    expect(formatDateTime('2019-04-30T14:59:00.000Z')).toBe('平成31年4月30日（火）23時59分')
    expect(formatDateTime('2019-04-30T15:00:00.000Z')).toBe('令和元年5月1日（水）0時')
  })

  it('names a fiscal year after the era of its year, 2019 being 令和元年度 throughout', () => {
    expect([1988, 1989, 2016, 2018, 2019, 2020].map(fiscalYearName)).toEqual([
      '昭和63年度',
      '平成元年度',
      '平成28年度',
      '平成30年度',
      '令和元年度',
      '令和2年度',
    ])
  })

  it('begins the fiscal year on 1 April', () => {
    expect(fiscalYearOf('2017-03-31')).toBe(2016)
    expect(fiscalYearOf('2017-04-01')).toBe(2017)
  })
})

describe('instants', () => {
  const zone = process.env.TZ
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
  })

  it('17:00 in the city is 08:00 UTC, and 08:59 still belongs to the day before in UTC', () => {
    expect(instantAt('2016-12-16', '17:00')).toBe('2016-12-16T08:00:00.000Z')
    expect(instantAt('2017-01-01', '08:59')).toBe('2016-12-31T23:59:00.000Z')
    expect(dateOf('2016-12-31T23:59:00.000Z')).toBe('2017-01-01')
  })

  it('gives back the date and time it was made of', () => {
    fc.assert(
      fc.property(aDate, aTime, (date, time) => {
        const instant = instantAt(date, time)
        expect([dateOf(instant), timeOf(instant)]).toEqual([date, time])
      }),
    )
  })

  it.each(['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati'])('a machine set to %s sees the same holidays, dates and words', (tz) => {
    process.env.TZ = tz
    expect(holidayName('2017-05-03')).toBe('憲法記念日')
    expect(holidayName('2017-05-02')).toBeNull()
    expect(weekdayOf('2016-09-06')).toBe(2)
    expect(formatDateTime('2019-04-30T15:00:00.000Z')).toBe('令和元年5月1日（水）0時')
    expect(instantAt('2016-12-16', '17:00')).toBe('2016-12-16T08:00:00.000Z')
  })

  it('refuses days and times that do not exist, with a remedy', () => {
    for (const date of ['2017-02-29', '2017-04-31', '2017-13-01', '2017-1-1', ''])
      expect(() => instantAt(date, '17:00')).toThrow(/暦にありません/)
    for (const time of ['24:00', '9:00', '17:60']) expect(() => instantAt('2017-01-01', time)).toThrow(/時刻/)
    expect(() => dateOf('tomorrow')).toThrow(CalendarError)
  })
})

describe('the city calendar', () => {
  it('knows why the city hall is closed', () => {
    expect(city.closedReason('2017-05-20')).toBe('土曜')
    expect(city.closedReason('2017-05-21')).toBe('日曜')
    expect(city.closedReason('2017-05-03')).toBe('祝日（憲法記念日）')
    expect(city.closedReason('2016-12-29')).toBe('年末年始')
    expect(city.closedReason('2017-01-03')).toBe('年末年始')
    expect(city.closedReason('2016-12-28')).toBeNull()
    expect(city.closedReason('2017-01-04')).toBeNull()
  })

  it('was open on the day of the council of 6 September 2016', () => {
    expect(city.isBusinessDay('2016-09-06')).toBe(true)
    expect(city.addBusinessDays('2016-09-06', -5)).toBe('2016-08-30')
  })

  it('counts business days over the holidays of February 2017 and over the turn of the year', () => {
    expect(city.addBusinessDays('2017-02-10', 1)).toBe('2017-02-13')
    expect(city.addBusinessDays('2016-12-28', 1)).toBe('2017-01-04')
    expect(city.businessDaysBetween('2016-12-28', '2017-01-06')).toBe(3)
    expect(city.businessDaysBetween('2017-01-06', '2016-12-28')).toBe(-3)
  })

  it('keeps the ten days of May 2019 closed, when the throne changed hands', () => {
    expect(city.addBusinessDays('2019-04-26', 1)).toBe('2019-05-07')
  })

  it('leaves the first three business days of January without due dates, and no more', () => {
    expect(city.inBlackout('2017-01-04')).toBe('年始の3開庁日')
    expect(city.inBlackout('2017-01-06')).toBe('年始の3開庁日')
    expect(city.inBlackout('2017-01-10')).toBeNull()
    expect(city.inBlackout('2016-12-28')).toBeNull()
    expect(cityCalendar(calendarSettings({ quietJanuaryBusinessDays: 0 })).inBlackout('2017-01-04')).toBeNull()
  })

  it('keeps 20 March to 10 April free of due dates, both ends included', () => {
    expect(['03-19', '03-20', '04-10', '04-11'].map((day) => city.inBlackout(`2017-${day}`) !== null)).toEqual([false, true, true, false])
  })

  it('a period that wraps the new year holds on both sides of it', () => {
    const wrapped = cityCalendar(calendarSettings({ closed: [{ from: '12-26', to: '01-05', reason: '庁舎の工事' }] }))
    expect(['2016-12-26', '2017-01-05'].map((date) => wrapped.closedReason(date))).toEqual(['庁舎の工事', '庁舎の工事'])
    expect(wrapped.roll('2017-01-04', 'back')).toBe('2016-12-22')
  })

  it('overrides add, move and take away days of one year only', () => {
    const moved = cityCalendar(calendarSettings(), {
      holidays: { '2017-07-17': null, '2017-07-18': '海の日' },
      closed: [{ from: '2017-06-01', to: '2017-06-01', reason: '開庁記念' }],
      blackouts: [{ from: '2017-06-14', to: '2017-06-16', reason: '議会の答弁' }],
    })
    expect(moved.isBusinessDay('2017-07-17')).toBe(true)
    expect(moved.closedReason('2017-07-18')).toBe('祝日（海の日）')
    expect(moved.closedReason('2017-06-01')).toBe('開庁記念')
    expect(moved.closedReason('2018-06-01')).toBeNull()
    expect(moved.inBlackout('2017-06-15')).toBe('議会の答弁')
    expect(moved.inBlackout('2018-06-15')).toBeNull()
  })

  it('refuses a year whose holidays it does not know instead of calling them working days', () => {
    expect(() => city.isBusinessDay('2051-05-03')).toThrow(/2051年の祝日が表にありません/)
    expect(cityCalendar(calendarSettings(), { holidays: { '2051-05-03': '憲法記念日' } }).isBusinessDay('2051-05-03')).toBe(false)
  })

  it('refuses settings that leave no business day instead of looking for one for ever', () => {
    const never = cityCalendar(calendarSettings({ closed: [{ from: '01-01', to: '12-31', reason: '休み' }] }))
    expect(() => never.addBusinessDays('2017-05-01', 1)).toThrow(/開庁日がありません/)
    const nowhere = cityCalendar(calendarSettings({ blackouts: [{ from: '01-01', to: '12-31', reason: '繁忙' }] }))
    expect(() => businessDaysAfter(nowhere, instantAt('2017-05-01', '09:00'), 1)).toThrow(/期限を置ける日がありません/)
  })

  it('n business days forward and n back is where one began', () => {
    fc.assert(
      fc.property(aBusinessDay, fc.integer({ min: -80, max: 80 }), (date, n) => {
        const there = city.addBusinessDays(date, n)
        expect(city.isBusinessDay(there)).toBe(true)
        expect(city.addBusinessDays(there, -n)).toBe(date)
        expect(city.businessDaysBetween(date, there)).toBe(n)
      }),
    )
  })

  it('rolling back never goes forward, rolling forward never back, and both end on a business day', () => {
    fc.assert(
      fc.property(aDate, (date) => {
        const [back, forward] = [city.roll(date, 'back'), city.roll(date, 'forward')]
        expect(back <= date && date <= forward).toBe(true)
        expect(city.isBusinessDay(back) && city.isBusinessDay(forward)).toBe(true)
        expect(city.roll(date, 'none')).toBe(date)
      }),
    )
  })
})

describe('a due date some business days from now', () => {
  it('a sheet returned on Thursday is due on the Thursday after', () => {
    expect(businessDaysAfter(city, instantAt('2016-12-15', '16:20'), 5)).toBe(instantAt('2016-12-22', '17:00'))
  })

  it('does not fall into the quiet days of January, but back before the new year', () => {
    expect(businessDaysAfter(city, instantAt('2016-12-26', '10:00'), 4)).toBe(instantAt('2016-12-28', '17:00'))
  })

  it('goes past the blackout when going back would leave no day to work on', () => {
    expect(businessDaysAfter(city, instantAt('2017-03-22', '10:00'), 5)).toBe(instantAt('2017-04-11', '17:00'))
    expect(businessDaysAfter(city, instantAt('2016-12-28', '10:00'), 2)).toBe(instantAt('2017-01-10', '17:00'))
  })

  it('always leaves a business day and never falls on a closed day or in a blackout', () => {
    fc.assert(
      fc.property(anInstant, fc.integer({ min: 1, max: 40 }), (from, n) => {
        const due = dateOf(businessDaysAfter(city, from, n))
        expect(due >= city.addBusinessDays(dateOf(from), 1)).toBe(true)
        expect([city.closedReason(due), city.inBlackout(due)]).toEqual([null, null])
      }),
    )
  })

  it('refuses zero days', () => {
    expect(() => businessDaysAfter(city, instantAt('2016-12-15', '16:20'), 0)).toThrow(/1以上/)
  })
})

describe('dispatch slots', () => {
  const times = ['14:00', '09:00']

  it('a mail made at noon on Friday leaves at 14:00, one made at 15:00 leaves on Monday morning', () => {
    expect(nextDispatch(city, times, instantAt('2016-12-16', '12:00'), { strictly: false })).toBe(instantAt('2016-12-16', '14:00'))
    expect(nextDispatch(city, times, instantAt('2016-12-16', '15:00'), { strictly: false })).toBe(instantAt('2016-12-19', '09:00'))
  })

  it('on the slot itself: the slot, or strictly the next one', () => {
    const slot = instantAt('2016-12-16', '14:00')
    expect(nextDispatch(city, times, slot, { strictly: false })).toBe(slot)
    expect(nextDispatch(city, times, slot, { strictly: true })).toBe(instantAt('2016-12-19', '09:00'))
    expect(nextDispatch(city, times, '2016-12-16T05:00:00Z', { strictly: false })).toBe(slot)
  })

  it('is always a dispatch time on a business day, never before it was asked for, and monotone', () => {
    fc.assert(
      fc.property(anInstant, anInstant, fc.boolean(), (a, b, strictly) => {
        const [first, second] = [a, b].sort() as [string, string]
        const [slot, later] = [first, second].map((from) => nextDispatch(city, times, from, { strictly })) as [string, string]
        expect(city.isBusinessDay(dateOf(slot))).toBe(true)
        expect(times).toContain(timeOf(slot))
        expect(strictly ? slot > first : slot >= first).toBe(true)
        expect(slot <= later).toBe(true)
        expect(slot > first || nextDispatch(city, times, slot, { strictly: false }) === slot).toBe(true)
      }),
    )
  })

  it('refuses a city without dispatch times', () => {
    expect(() => nextDispatch(city, [], instantAt('2016-12-16', '12:00'), { strictly: true })).toThrow(/発送時刻が一つもありません/)
  })
})
