import { describe, expect, it } from 'vitest'
import { checkBundle } from '../../domain/bundle/check-bundle.js'
import { countsOf } from '../../domain/bundle/counts.js'
import { askedOf, conductOf, handIn } from '../../domain/bundle/hand-in.js'
import { kawasaki2016, textOf } from '../support/bundles.js'

const { bundle, definition, problemAt } = kawasaki2016()
const sheet = (programme: string, round: string) => bundle.sheets[programme]?.[round]
const asked = askedOf(bundle, definition)

describe('the recorded year 2016 of Kawasaki', () => {
  it('fits its definition, and writes to nobody who could exist', () => {
    expect(checkBundle(bundle, definition, problemAt)).toEqual({ ok: true, warnings: [] })
    expect(bundle.posts.every(({ mailbox }) => mailbox.endsWith('@kawasaki.example'))).toBe(true)
  })

  it('holds what the report holds, and counts the cross-cutting opinions apart', () => {
    expect(countsOf(bundle)).toEqual({
      lines: 66,
      programmes: 65,
      initiatives: 1,
      verified: 24,
      priority: 23,
      departments: 18,
      indicators: 57,
      opinions: 72,
      actions: 58,
      crossCutting: 3,
      crossCuttingActions: 7,
      irregularities: 173,
    })
  })

  it('has as many lines under each article as the list of the report', () => {
    const perArticle = Object.fromEntries(
      definition.articles.map(({ no }) => [no, bundle.programmes.filter(({ article }) => article === no).length]),
    )
    expect(perArticle).toEqual({ 12: 12, 13: 2, 14: 5, 15: 17, 16: 14, 17: 11, 18: 4, 19: 1 })
  })

  it('adds up to the amounts of the register', () => {
    const sum = (round: string, field: string) =>
      bundle.programmes.reduce((total, { key }) => total + ((sheet(key, round)?.[field] as { value: number } | undefined)?.value ?? 0), 0)
    expect(sum('forecast', 'budget')).toBe(28_947_540)
    expect(sum('settlement', 'settlement')).toBe(30_163_381)
    expect(sum('settlement', 'nextBudget')).toBe(25_563_963)
    expect(sheet('p15-04', 'settlement')).toEqual({ settlement: { value: 23_895_943 }, nextBudget: { value: 22_567_500 } })
  })

  it('does not know in December how the year will end', () => {
    for (const { forecast } of Object.values(bundle.sheets)) {
      if (!forecast) continue
      const rows = (forecast.indicators ?? []) as { values: { fiscalYear: number; actual: number | null }[] }[]
      expect(rows.flatMap(({ values }) => values).filter(({ fiscalYear, actual }) => fiscalYear === 2016 && actual !== null)).toEqual([])
      expect(forecast).not.toHaveProperty('settlement')
      expect(forecast).not.toHaveProperty('results')
    }
  })

  it('lets no Action name an opinion, because the report numbers none; how we read them is kept apart', () => {
    const ofProgrammes = bundle.actions.filter(({ subject }) => subject !== 'cross-cutting')
    expect(bundle.pairing).toBe('unknown')
    expect(ofProgrammes.every(({ no, answers }) => no === null && answers.length === 0)).toBe(true)
    expect(ofProgrammes.filter(({ reading }) => reading).length).toBeGreaterThan(40)
    expect(bundle.opinions.filter(({ subject }) => subject === 'cross-cutting').map(({ no }) => no)).toEqual([1, 2, 3])
    expect(bundle.actions.filter(({ subject }) => subject === 'cross-cutting').flatMap(({ answers }) => answers)).toEqual([
      1, 1, 1, 1, 2, 3, 3,
    ])
  })

  it('tells which opinions are praise and which want an answer', () => {
    const kinds = (programme: string) => bundle.opinions.filter(({ subject }) => subject === programme).map(({ kind }) => kind)
    expect(kinds('p12-01')).toEqual(['praise', 'request', 'request', 'request'])
    expect(new Set(bundle.opinions.map(({ kind }) => kind))).toEqual(new Set(definition.opinionKinds.map(({ id }) => id)))
  })

  it('keeps the printed 13,0000 beside the 130,000 it was read as', () => {
    const [halloween] = (sheet('p16-02', 'results')?.indicators ?? []) as { values: unknown[] }[]
    expect(halloween?.values[1]).toEqual({ fiscalYear: 2016, target: 120_000, actual: 130_000, raw: { actual: '13,0000' } })
    expect(bundle.irregularities.find(({ raw }) => raw === '13,0000')).toMatchObject({ where: 'p16-02', type: 'thousands-separator' })
  })

  it('knows the day of one meeting only, and puts the day of play for the others', () => {
    expect(bundle.meetings.map(({ date }) => date)).toEqual(['2016-09-06', '2016-10', null, null, null, null])
    const meeting = (step: string) => asked.find((one) => one.step === step)
    const council = meeting('council-plan')
    const subcommittee = meeting('subcommittee-verify')
    if (!council || !subcommittee) throw new Error('The definition has no such meeting.')
    expect(handIn(bundle, definition, council, '2030-01-01')?.date).toBe('2016-09-06')
    expect(handIn(bundle, definition, subcommittee, '2030-01-01')?.date).toBe('2030-01-01')
  })

  it('shares one execution among four programmes, whose amounts are 0 and not missing', () => {
    const shared = bundle.programmes.filter(({ sharedWith }) => sharedWith === 'p12-03').map(({ key }) => key)
    expect(shared).toEqual(['p12-05', 'p12-06', 'p12-07'])
    expect(shared.map((key) => sheet(key, 'settlement')?.settlement)).toEqual([{ value: 0, raw: '(0 千円)' }, { value: 0 }, { value: 0 }])
  })

  it('attests for the programme that stands in the list without a sheet', () => {
    for (const step of ['sheet-results', 'sheet-settlement']) {
      expect(conductOf(bundle, step, 'p15-12')).toMatchObject([{ how: 'attest' }])
      const one = asked.find((a) => a.step === step && a.subject === 'p15-12')
      expect(one && handIn(bundle, definition, one, '2017-05-01')).toBeNull()
    }
  })

  it('says what is read and what is invented, and names no person', () => {
    expect(bundle.source.invented.join()).toContain('メールアドレス')
    expect(bundle.source.readings.join()).toContain('種別')
    expect(textOf('bundles/kawasaki-sme-ordinance-2016.json')).not.toMatch(/[\u2E80-\u2FDF]/)
  })
})
