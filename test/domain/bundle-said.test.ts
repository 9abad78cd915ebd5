import { expect, it } from 'vitest'
import { checkBundle } from '../../domain/bundle/check-bundle.js'
import type { Bundle } from '../../domain/bundle/schema.js'
import { kawasaki2017 } from '../support/bundles.js'

const { bundle, definition } = kawasaki2017()

type Slip = (bundle: Bundle) => unknown
const remark = (b: Bundle, at = 0) => b.remarks?.[at] as NonNullable<Bundle['remarks']>[number]
const allotment = (b: Bundle, at = 0) => b.allotments?.[at] as NonNullable<Bundle['allotments']>[number]
const statements = (b: Bundle, seat: string) =>
  b.entries['member-opinions']?.[seat]?.statements as unknown as { subject: string; text: string; of?: number }[]
const opinion = (b: Bundle, subject: string, no: number) =>
  b.opinions.find((one) => one.subject === subject && one.no === no) as Bundle['opinions'][number]

it.each<[string, Slip, RegExp]>([
  ['a remark twice', (b) => Object.assign(remark(b, 1), { key: remark(b).key }), /^remarks\.1\.key: .*二度/],
  ['a remark about nothing', (b) => Object.assign(remark(b), { subject: 'p99' }), /^remarks\.0\.subject: .*p99/],
  ['a remark of no seat', (b) => Object.assign(remark(b), { seat: 'office' }), /^remarks\.0\.seat: .*席「office」/],
  [
    'a remark made nowhere',
    (b) => Object.assign(remark(b), { said: { step: 'hearings', subject: 'p15-18' } }),
    /^remarks\.0\.said: .*尋ねません/,
  ],
  [
    'an allotment of what is not verified',
    (b) => Object.assign(allotment(b), { programme: 'p12-05' }),
    /^allotments\.0\.programme: .*検証対象/,
  ],
  ['a conflict without its reason', (b) => Object.assign(allotment(b), { standing: 'conflict' }), /^allotments\.0\.reason: /],
  ['an allotment twice', (b) => b.allotments?.push(allotment(b)), /^allotments\.\d+\.seat: .*二度/],
  ["a member's word on what another said", (b) => Object.assign(statements(b, 'bukai-shoko')[0] ?? {}, { of: 1 }), /statements\.0\.of: /],
  [
    'a statement on what is not allotted',
    (b) => statements(b, 'bukai-shoko').push(Object.assign({ id: 'x', subject: 'p16-05', text: '一言' })),
    /担当ではありません/,
  ],
  ['an opinion made of nothing said', (b) => Object.assign(opinion(b, 'p12-02', 1), { sources: ['nobody#1'] }), /sources\.0: .*nobody#1/],
  ['an opinion merged into itself', (b) => Object.assign(opinion(b, 'p12-01', 4), { printing: { as: 'merged', into: 4 } }), /含める先/],
  [
    'an opinion left out without a word',
    (b) => Object.assign(opinion(b, 'p12-01', 4), { printing: { as: 'unprinted' } }),
    /掲載しない理由/,
  ],
  [
    'an answer to a cross-cutting opinion that is none',
    (b) => Object.assign(b.actions[0] ?? {}, { whole: [9] }),
    /whole\.0: .*施策全体への意見9/,
  ],
  [
    'a seat of another body that stayed away',
    (b) => b.meetings[0]?.absent?.push('kyogikai-rodo'),
    /^meetings\.0\.absent\.0: .*subcommittee/,
  ],
  [
    'a meeting of too few',
    (b) => b.meetings[0]?.absent?.push('bukai-shoko', 'bukai-kobo', 'bukai-chusho'),
    /^meetings\.0\.absent: 出席2人では、定足数3人/,
  ],
])('%s is refused at its place', (_, slip, words) => {
  const broken = structuredClone(bundle)
  slip(broken)
  const checked = checkBundle(broken, definition)
  const told = checked.ok ? [] : checked.problems.map(({ path, message }) => `${path}: ${message}`)
  expect(
    told.some((line) => words.test(line)),
    told.join('\n'),
  ).toBe(true)
})
