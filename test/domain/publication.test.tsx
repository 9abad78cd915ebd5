import { describe, expect, it } from 'vitest'
import { buildReport } from '../../domain/publication/build-report.js'
import { renderArticle, renderOverview, renderReport } from '../../domain/publication/render-report.js'
import { pageCount, reportFiles } from '../../domain/publication/report-files.js'
import { reportHash } from '../../domain/publication/report-hash.js'
import { type AcceptedVersion, PublicationError, type ReportInput } from '../../domain/publication/report-input.js'
import { type ProgrammePart, type ReportModel, report as reportSchema } from '../../domain/publication/report-schema.js'
import { readsPlainly } from '../../domain/sheet/plain-reading.js'
import { sha256 } from '../../domain/trail/canonical.js'
import { recordedReport } from '../support/recorded-report.js'

const input = recordedReport()
const report = buildReport(input)
const programme = (key: string, from: ReportModel = report): ProgrammePart => {
  const found = from.articles.flatMap(({ programmes }) => programmes).find((one) => one.key === key)
  if (!found) throw new Error(`no programme ${key}`)
  return found
}
const field = (key: string, id: string, from: ReportModel = report) => programme(key, from).fields.find((one) => one.id === id)
const text = (html: string) => html.replace(/<(style|head)>.*?<\/\1>/gs, '').replace(/<[^>]*>/g, '')
const version = (over: Partial<AcceptedVersion>): AcceptedVersion => ({
  step: 'sheet-results',
  subject: 'p12-01',
  form: 'sheet-full',
  round: 'results',
  versionId: 'v-new',
  hash: 'b'.repeat(64),
  content: {},
  attested: false,
  ...over,
})
const withVersions = (...versions: AcceptedVersion[]): ReportInput => ({ ...input, accepted: [...input.accepted, ...versions] })

describe('the recorded year as a report', () => {
  it('counts 65 programmes and one initiative, 24 of them reviewed', () => {
    expect(report.counts).toMatchObject({ programmes: 65, initiatives: 1, verified: 24, priority: 23 })
    expect(reportSchema.parse(report)).toEqual(report)
  })

  it('names for everything printed the version it was taken from', () => {
    const known = new Map(input.accepted.map(({ versionId, hash }) => [versionId, hash]))
    const all = report.articles.flatMap(({ programmes }) => programmes)
    const sources = all.flatMap((one) => [...one.fields, ...one.review.opinions, ...one.review.actions].map(({ source }) => source))
    expect(sources.length).toBeGreaterThan(400)
    for (const { versionId, hash } of sources) expect(known.get(versionId)).toBe(hash)
  })

  it('does not take a running total, or 13,0000 read as 130,000, for a target reached', () => {
    const indicators = field('p16-02', 'indicators')
    const halloween = indicators?.type === 'indicators' ? indicators.value[0] : undefined
    expect(halloween).toMatchObject({ name: 'カワサキハロウィンの来場者数', comparison: 'uncertain' })
    expect(halloween?.doubts.join()).toContain('13,0000')
    const shops = field('p16-01', 'indicators')
    expect(
      shops?.type === 'indicators' && shops.value.filter(({ unit }) => unit === '累積件数').map(({ comparison }) => comparison),
    ).toEqual(['uncertain', 'uncertain', 'uncertain'])
  })

  it('says reached or missed only where target and result are both there', () => {
    const school = field('p12-01', 'indicators')
    expect(school?.type === 'indicators' && school.value.map(({ comparison }) => comparison)).toEqual([
      'missed',
      'reached',
      'missed',
      'reached',
    ])
    const { reached, missed, uncertain, 'no-comparison': none } = report.comparisons
    expect(reached + missed + uncertain + none).toBe(report.counts.indicators)
  })

  it('counts what is executed together with another programme once', () => {
    const shared = programme('p12-05')
    expect(shared.sharedWith?.name).toBe('ウェルフェアイノベーション推進事業')
    const changed = buildReport(
      withVersions(
        version({
          subject: 'p12-05',
          form: 'sheet-short',
          step: 'sheet-settlement',
          round: 'settlement',
          content: { settlement: { value: 999 } },
        }),
      ),
    )
    const total = (from: ReportModel) => from.totals.find(({ kind, fiscalYear }) => kind === 'expected-settlement' && fiscalYear === 2016)
    expect(total(changed)?.thousandYen).toBe(total(report)?.thousandYen)
    expect(total(report)?.shared).toBe(3)
  })

  it('shows a later round’s value and keeps the earlier one', () => {
    const changed = buildReport(
      withVersions(
        version({
          content: {
            indicators: [{ name: 'かわさき起業家塾の参加人数', unit: '人', values: [{ fiscalYear: 2016, target: 25, actual: 30 }] }],
          },
        }),
      ),
    )
    const now = field('p12-01', 'indicators', changed)
    expect(now?.type === 'indicators' && now.value[0]?.values[0]?.target).toBe(25)
    const earlier = programme('p12-01', changed).rounds.find(({ id }) => id === 'forecast')?.fields[0]
    expect(earlier?.type === 'indicators' && earlier.value[0]?.values.find(({ fiscalYear }) => fiscalYear === 2016)?.target).toBe(20)
    expect(text(renderArticle(changed, 12))).toContain('見込の回の「主な成果・活動指標」')
  })

  it('does not call it a change when a later round only fills in the results', () => {
    expect(text(renderArticle(report, 13))).not.toContain('前の回の記載')
  })

  it('does not let an empty field of a later round erase what was said', () => {
    const changed = buildReport(withVersions(version({ content: { results: [] } })))
    expect(field('p12-01', 'results', changed)).toEqual(field('p12-01', 'results'))
  })

  it('prints nothing that the definition keeps inside: minutes, notes of hearings, who said what', () => {
    const secret = 'ここだけの話'
    const changed = buildReport(
      withVersions(
        version({ step: 'hearings', form: 'hearing', round: null, content: { date: '2017-01-20', points: [secret], homework: [secret] } }),
        version({
          step: 'opinions',
          subject: 'p12-02',
          form: 'opinions',
          round: null,
          content: { opinions: [{ text: '公表する意見', kind: 'request', source: secret }] },
        }),
        version({
          step: 'responses',
          subject: 'p12-02',
          form: 'actions',
          round: null,
          content: { actions: [{ text: '対応文', answers: [], category: 'difficult', budget: 'next-year', timing: '翌年度' }] },
        }),
      ),
    )
    const files = reportFiles(changed).map(({ content }) => content)
    for (const content of files) expect(content).not.toContain(secret)
    for (const content of files) expect(content).not.toMatch(/翌年度要求|対応困難/)
    expect(programme('p12-01', changed).held).toMatchObject([{ date: '2017-01-20' }])
  })

  it('tells no pairing that nobody stated', () => {
    expect(programme('p12-01').review).toMatchObject({ paired: false, groups: [] })
    expect(text(renderArticle(report, 12))).toContain('一件ずつの対応付けをせず')
  })

  it('puts an Action beside every opinion it answers, and says which opinion has none', () => {
    const numbered = buildReport({
      ...withVersions(
        version({
          step: 'opinions',
          form: 'opinions',
          round: null,
          content: { opinions: [1, 2, 3, 4].map((no) => ({ no, text: `意見の${no}` })) },
        }),
        version({
          step: 'responses',
          form: 'actions',
          round: null,
          content: {
            actions: [
              { no: 1, text: '二つに答える', answers: [3, 1] },
              { no: 2, text: '三だけに答える', answers: [3] },
              { no: 3, text: '四に答える', answers: [4] },
            ],
          },
        }),
      ),
      definition: { ...input.definition, pairing: 'numbered' },
    })
    expect(programme('p12-01', numbered).review.groups).toEqual([
      { opinions: [0, 2], actions: [0, 1] },
      { opinions: [1], actions: [] },
      { opinions: [3], actions: [2] },
    ])
    const html = text(renderArticle(numbered, 12))
    expect(html).toContain('意見③①への対応')
    expect(html).toContain('この意見に対応する記載はありません。')
  })

  it('prints 該当なし where a section stated it', () => {
    const attested = buildReport(
      withVersions(
        version({
          step: 'responses',
          form: 'actions',
          round: null,
          versionId: null,
          hash: null,
          content: null,
          attested: true,
          subject: 'p15-12',
        }),
      ),
    )
    expect(text(renderArticle(attested, 15))).toContain('検証意見への対応：該当なし')
  })

  it('is refused whole, with every version that does not fit, when one does not', () => {
    const bad = withVersions(version({ content: { results: 'not a list', contracts: 5 } }), version({ subject: 'p12-02', form: 'unknown' }))
    try {
      buildReport(bad)
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(PublicationError)
      const { problems } = error as PublicationError
      expect(problems).toHaveLength(3)
      expect(problems.join()).toMatch(/当年度の実績.*契約実績.*unknown|unknown.*当年度の実績.*契約実績/s)
    }
  })
})

describe('the pages', () => {
  const html = renderReport(report)

  it('reads like the printed sheet: Plan, indicators, Do, next year, Check, Action', () => {
    const sheet = text(renderArticle(report, 12)).split('起業化総合支援事業')[2] ?? ''
    const order = [
      '計画（Plan）',
      '主な成果・活動指標',
      '実績（Do）',
      '翌年度の計画',
      '検証意見（Check）',
      '検証意見への対応（Action）',
    ].map((heading) => sheet.indexOf(heading))
    expect(order.every((at) => at >= 0)).toBe(true)
    expect(order).toEqual([...order].sort((a, b) => a - b))
  })

  it('never skips a level of heading', () => {
    for (const page of [html, renderOverview(report), ...report.articles.map(({ no }) => renderArticle(report, no))]) {
      const levels = [...page.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level))
      expect(levels[0]).toBe(1)
      expect(levels.filter((level) => level === 1)).toHaveLength(1)
      expect(levels.filter((level, at) => level - (levels[at - 1] ?? 0) > 1)).toEqual([])
    }
  })

  it('gives every table a caption, scoped headings and a frame that the keyboard reaches', () => {
    const tables = html.match(/<table>.*?<\/table>/gs) ?? []
    expect(tables.length).toBeGreaterThan(20)
    for (const table of tables) expect(table).toMatch(/^<table><caption>/)
    expect(html.match(/<th[ >]/g)?.length).toBe(html.match(/<th [^>]*scope=/g)?.length)
    expect(html.match(/class="scroll"[^>]*tabindex="0"/g)).toHaveLength(tables.length)
  })

  it('speaks Japanese, starts with a doctype and loads nothing', () => {
    expect(html).toMatch(/^<!doctype html>\n<html lang="ja">/)
    expect(html).not.toMatch(/<(script|img|link|iframe)\b|url\(|@import|https?:/)
  })

  it('escapes what others wrote', () => {
    const hostile = buildReport(withVersions(version({ content: { results: ['<script>alert(1)</script>'] } })))
    expect(renderArticle(hostile, 12)).toContain('&lt;script&gt;')
    expect(renderReport(hostile)).not.toContain('<script')
  })

  it('shows the raw text of a doubtful figure with a mark', () => {
    expect(renderArticle(report, 16)).toContain('130,000<sup>※</sup>')
    expect(text(renderArticle(report, 16))).toContain('「13,0000」')
  })

  it('says 検証 of the review, and 評価 only where somebody’s own words do', () => {
    const own = text(renderOverview({ ...report, crossCutting: { opinions: [], actions: [], paired: false, groups: [] } }))
    expect(own).not.toContain('評価')
  })
})

describe('the files of an edition', () => {
  const files = reportFiles(report)
  const content = (path: string) => files.find((file) => file.path === path)?.content ?? ''

  it('hold a page an article, all on one page, and the data; every link between them leads somewhere', () => {
    expect(files.filter(({ mediaType }) => mediaType.startsWith('text/html'))).toHaveLength(pageCount(report))
    const paths = new Set(files.map(({ path }) => path))
    for (const { mediaType, content: page } of files.filter((file) => file.mediaType.startsWith('text/html'))) {
      expect(mediaType).toContain('utf-8')
      for (const [, href] of page.matchAll(/href="([^"]*)"/g)) {
        if (href?.startsWith('#')) expect(page).toContain(`id="${href.slice(1)}"`)
        else expect(paths).toContain(href)
      }
    }
  })

  it('print in every footer the hash that report.json really has', () => {
    expect(sha256(content('report.json'))).toBe(reportHash(report))
    for (const path of ['index.html', 'article-12.html', 'all.html']) expect(content(path)).toContain(reportHash(report))
    expect(content('index.html')).toContain(input.trailHead.hash)
  })

  it('are the same, byte for byte, when made again', () => {
    expect(reportFiles(buildReport(recordedReport()))).toEqual(files)
  })

  it('open in a spreadsheet as UTF-8, and run no formula', () => {
    const hostile = buildReport(
      withVersions(
        version({ step: 'opinions', form: 'opinions', round: null, content: { opinions: [{ text: '=HYPERLINK("http://x","y")' }] } }),
      ),
    )
    const csv = reportFiles(hostile).find(({ path }) => path === 'opinions.csv')?.content ?? ''
    expect(csv.startsWith('\ufeff条,')).toBe(true)
    expect(csv).toContain(`"'=HYPERLINK(""http://x"",""y"")"`)
    expect(content('programmes.csv').trimEnd().split('\r\n')).toHaveLength(67)
  })
})

describe('reading a figure', () => {
  it.each([
    ['13,0000', 130000, false],
    ['130,000人', 130000, true],
    ['(3, 441 千円)', 3441, true],
    ['| 実績 (件) | — | 3 | |', 3, true],
    ['約800超', 800, false],
    ['延べ49社', 49, false],
    ['12 件 (13 製品)', 25, false],
    ['（1.8 減）', -1.8, true],
  ])('%s as %d: plain is %s', (raw, value, plain) => {
    expect(readsPlainly(raw, value)).toBe(plain)
  })
})
