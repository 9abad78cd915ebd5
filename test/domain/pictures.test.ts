import { describe, expect, it } from 'vitest'
import { checkContents } from '../../domain/bundle/check-contents.js'
import type { Field } from '../../domain/definition/schema.js'
import { buildReport } from '../../domain/publication/build-report.js'
import { picturesShownIn } from '../../domain/publication/picture-files.js'
import { renderArticle } from '../../domain/publication/render-report.js'
import { type AcceptedVersion, PublicationError } from '../../domain/publication/report-input.js'
import { checkContent } from '../../domain/sheet/content.js'
import { differences } from '../../domain/sheet/differences.js'
import { doubtsOf, readEntry, writeEntry } from '../../domain/sheet/entry.js'
import { kawasaki2016 } from '../support/bundles.js'
import { recordedReport } from '../support/recorded-report.js'
import { shipped } from './definition-shipped.js'

const definition = shipped()
const field = definition.forms.flatMap(({ fields }) => fields).find(({ type }) => type === 'pictures') as Field
const [one, two] = ['d'.repeat(64), 'e'.repeat(64)]
const street = { id: one, alt: '商店街の通りに20人ほどが集まっている様子', caption: '8月の見学会', rights: 'own' }
const hall = { id: two, alt: '会議室で資料を見る3人', source: '商店街連合会', rights: 'permitted' }
const complaints = (pictures: unknown) => {
  const checked = checkContent(definition, 'sheet-full', 'results', { results: ['開いた。'], pictures })
  return checked.ok ? [] : checked.problems.map(({ message }) => message)
}

describe('what a sheet may show', () => {
  it('pictures with alternative text and rights, their source unless they are the city’s own; or none', () => {
    expect(complaints([street, hall])).toEqual([])
    expect(complaints([])).toEqual([])
  })
  it('nothing without an alternative text: the sentence gives an example', () => {
    expect(complaints([{ ...street, alt: ' ' }])).toEqual([
      '「写真」の1番目の代替テキスト: 写真が見えない人に内容を伝える文を書いてください（例：商店街の通りに20人ほどが集まり、説明を聞いている様子）。',
    ])
    expect(complaints([{ id: one, rights: 'own' }])[0]).toContain('写真が見えない人に')
  })
  it('nothing without rights, and nothing of others without its source', () => {
    expect(complaints([{ id: one, alt: '通り' }])[0]).toMatch(/^「写真」の1番目の掲載の根拠: /)
    expect(complaints([{ ...street, rights: 'found it' }])[0]).toMatch(/^「写真」の1番目の掲載の根拠: /)
    expect(complaints([{ ...hall, source: ' ' }])[0]).toMatch(/^「写真」の1番目の出典: /)
  })
  it('no picture twice, none that is no picture, not hundreds', () => {
    expect(complaints([street, street])).toEqual(['「写真」: 同じ写真が二度あります。'])
    expect(complaints([{ ...street, id: '../etc' }])[0]).toContain('写真がありません。')
    expect(complaints(Array.from({ length: 21 }, (_, at) => ({ ...street, id: String(at).padStart(64, '0') })))).toEqual([
      '「写真」: 写真は20枚までです。',
    ])
  })
  it('doubts an alternative text that tells nobody what is seen', () => {
    const doubts = (alt: string) => doubtsOf([field], { pictures: [{ ...street, alt }] }).map(({ message }) => message)
    expect(doubts('IMG_0123.JPG')[0]).toContain('ファイル名')
    expect(doubts('写真１')[0]).toContain('何が写っているか伝わりません')
    expect(doubts('8月の見学会')[0]).toContain('説明と同じ')
    expect(doubts(street.alt)).toEqual([])
  })
})

describe('while it is edited', () => {
  it('comes back as it was, an unwritten text included; one that is taken out is gone', () => {
    const content = { pictures: [street, { id: two, alt: '' }] }
    const entry = writeEntry([field], content)
    expect(readEntry([field], entry)).toEqual(content)
    expect(readEntry([field], { ...entry, 'pictures.0.remove': 'on' })).toEqual({ pictures: [{ id: two, alt: '' }] })
  })
})

describe('compared', () => {
  const compare = (before: unknown[], after: unknown[]) =>
    differences([field], { pictures: before }, { pictures: after }, definition).map(({ place, before: was, after: is }) => [place, was, is])

  it('a picture that was added, and one that was taken out', () => {
    expect(compare([street], [street, hall])).toEqual([
      ['2枚目（加えた写真）', '', '写真「会議室で資料を見る3人」　出典：商店街連合会　根拠：許諾を得た'],
    ])
    expect(compare([street, hall], [hall])).toEqual([
      ['1枚目（外した写真）', '写真「商店街の通りに20人ほどが集まっている様子」　説明：8月の見学会　根拠：自ら撮影（市）', ''],
    ])
  })
  it('another picture with the same texts', () => {
    expect(compare([street], [{ ...street, id: two }])).toHaveLength(2)
  })
  it('its texts, and the order', () => {
    expect(compare([hall], [{ ...hall, alt: '会議室の3人' }])).toEqual([['1枚目・代替テキスト', '会議室で資料を見る3人', '会議室の3人']])
    expect(compare([street, hall], [hall, street]).map(([place]) => place)).toEqual(['並び順'])
    expect(compare([street, hall], [street, hall])).toEqual([])
  })
})

describe('printed', () => {
  const input = recordedReport()
  const pictures = [one, two].map((id) => ({ id, mediaType: id === one ? 'image/jpeg' : 'image/png', width: 800, height: 600 }))
  const version = (over: Partial<AcceptedVersion>): AcceptedVersion => ({
    step: 'sheet-results',
    subject: 'p12-01',
    form: 'sheet-full',
    round: 'results',
    versionId: 'v-new',
    hash: 'c'.repeat(64),
    content: { results: ['開いた。'], pictures: [{ ...street, alt: '"><script>alert(1)</script>' }, hall] },
    attested: false,
    ...over,
  })
  const report = buildReport({ ...input, accepted: [...input.accepted, version({})], pictures })

  it('as figures with alternative text, caption and source; the files are named by their hashes', () => {
    const html = renderArticle(report, 12)
    expect(html).toContain(`<img src="picture-${one}.jpg" alt="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" width="800" height="600"`)
    expect(html).toContain(`<img src="picture-${two}.png" alt="会議室で資料を見る3人"`)
    expect(html).toContain('<figcaption>8月の見学会</figcaption>')
    expect(html).toContain('出典：商店街連合会')
    expect(html).not.toContain('<script>')
    expect(picturesShownIn(report)).toEqual([`picture-${one}.jpg`, `picture-${two}.png`])
  })

  it('not when a later round took it out: not as what an earlier round said either', () => {
    const definitionOfTwo = {
      ...input.definition,
      rounds: input.definition.rounds.map((round) =>
        round.id === 'settlement' ? { ...round, fields: { ...round.fields, 'sheet-full': ['settlement', 'pictures'] } } : round,
      ),
    }
    const later = version({ step: 'sheet-settlement', round: 'settlement', versionId: 'v-later', content: { pictures: [hall] } })
    const accepted = [...input.accepted, version({}), later]
    const printed = buildReport({ ...input, definition: definitionOfTwo, accepted, pictures })
    expect(picturesShownIn(printed)).toEqual([`picture-${two}.png`])
    expect(JSON.stringify(printed).includes(one)).toBe(false)
  })

  it('never as a frame without its picture: the report is not made', () => {
    expect(() => buildReport({ ...input, accepted: [...input.accepted, version({})], pictures: [] })).toThrow(PublicationError)
  })
})

it('a bundle cannot name a picture: it carries none', () => {
  const { bundle, definition: of } = kawasaki2016()
  const sheet = bundle.sheets['p12-01'] as Record<string, Record<string, unknown>>
  const sheets = { ...bundle.sheets, 'p12-01': { ...sheet, results: { ...sheet['results'], pictures: [street] } } } as typeof bundle.sheets
  const asked = { step: 'sheet-results', subject: 'p12-01', form: 'sheet-full', round: 'results', to: 'owner', kind: 'collect' }
  const faults = checkContents({ ...bundle, sheets }, of, [asked as unknown as Parameters<typeof checkContents>[2][number]])
  expect(faults.map(({ path, message }) => [path.join('.'), message])).toContainEqual([
    'sheets.p12-01.results.pictures',
    '写真は、この形式では運べません。',
  ])
})
