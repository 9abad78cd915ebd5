import { describe, expect, it } from 'vitest'
import { type CalendarItem, calendarFile } from '../../domain/correspondence/calendar-file.js'

const item = (over: Partial<CalendarItem> = {}): CalendarItem => ({
  task: 'kawasaki/cycle/sme-ordinance/2015/sheet-forecast/p12-01',
  title: '施策検証シート（見込）',
  subjectName: '起業化総合支援事業',
  department: '工業振興課',
  at: '2015-12-18T08:00:00.000Z',
  kind: 'due',
  sequence: 1,
  cancelled: false,
  ...over,
})
const fileOf = (...items: CalendarItem[]) =>
  calendarFile({ city: '川崎市', office: '企画課', publicUrl: 'https://junkan.example/', asOf: '2015-12-15T00:00:00.000Z', items })
/** The file's lines, unfolded (RFC 5545 3.1). */
const linesOf = (file: string) => file.replaceAll('\r\n ', '').trimEnd().split('\r\n')

describe('a calendar file', () => {
  it('shows a due date as the half hour that ends with it, published, without blocking time and without an alarm', () => {
    const lines = linesOf(fileOf(item()))
    expect(lines).toEqual(
      expect.arrayContaining([
        'METHOD:PUBLISH',
        'DTSTAMP:20151215T000000Z',
        'DTSTART:20151218T073000Z',
        'DTEND:20151218T080000Z',
        'SUMMARY:【期限】施策検証シート（見込）　起業化総合支援事業',
        'STATUS:CONFIRMED',
        'TRANSP:TRANSPARENT',
      ]),
    )
    expect(lines.join('\n')).not.toContain('VALARM')
  })

  it('shows a meeting with its own hour', () => {
    const lines = linesOf(fileOf(item({ kind: 'meeting', title: '専門部会', subjectName: '専門部会', at: '2016-02-01T05:00:00.000Z' })))
    expect(lines).toEqual(expect.arrayContaining(['DTSTART:20160201T050000Z', 'DTEND:20160201T060000Z', 'SUMMARY:専門部会']))
  })

  it('replaces the entry of the same assignment when the date moves, and takes it back when the request is withdrawn', () => {
    const [first, moved, withdrawn] = [
      item(),
      item({ sequence: 4, at: '2016-01-08T08:00:00.000Z' }),
      item({ sequence: 5, cancelled: true }),
    ].map((one) => linesOf(fileOf(one)))
    const uid = 'UID:kawasaki/cycle/sme-ordinance/2015/sheet-forecast/p12-01@junkan.kawasaki'
    for (const lines of [first, moved, withdrawn]) expect(lines).toContain(uid)
    expect(moved).toEqual(expect.arrayContaining(['SEQUENCE:4', 'DTEND:20160108T080000Z']))
    expect(withdrawn).toEqual(expect.arrayContaining(['SEQUENCE:5', 'STATUS:CANCELLED']))
    expect(withdrawn?.find((line) => line.startsWith('SUMMARY'))).toContain('【取消し】')
  })

  it('is not broken by names that hold line breaks, commas or its own keywords', () => {
    const file = fileOf(item({ subjectName: '連携\r\nEND:VEVENT\r\nATTENDEE:mailto:x@y', department: '甲,乙;丙\\丁' }))
    const lines = linesOf(file)
    expect(lines.filter((line) => /^(ATTENDEE|END:VEVENT)/.test(line))).toEqual(['END:VEVENT'])
    expect(lines.find((line) => line.startsWith('DESCRIPTION'))).toContain('甲\\,乙\\;丙\\\\丁')
  })

  it('keeps to lines of 75 octets, each ended with CR and LF, whatever the length of a name', () => {
    const file = fileOf(item({ subjectName: '小規模企業者の事情の考慮及び経営基盤の強化'.repeat(6) }))
    expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true)
    expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  })
})
