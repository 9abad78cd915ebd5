import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkBundle } from '../../domain/bundle/check-bundle.js'
import { readBundle } from '../../domain/bundle/read-bundle.js'
import type { Bundle } from '../../domain/bundle/schema.js'
import type { Problem } from '../../domain/definition/problem.js'
import { kawasaki2016, smallCity } from '../support/bundles.js'

const { source, definition } = smallCity()
type Tree = { [key: string]: Tree & unknown[] } & { [index: number]: Tree }

/** Changes the small city's bundle as somebody's slip would, and gives every problem that is told. */
function problemsOf(slip: (bundle: Tree) => unknown): Problem[] {
  const bundle = JSON.parse(source) as Tree
  slip(bundle)
  return problemsIn(JSON.stringify(bundle, null, 2))
}

function problemsIn(text: string): Problem[] {
  const read = readBundle(text, 'minato.json')
  if (!read.ok) return read.problems
  const checked = checkBundle(read.bundle, definition, read.problemAt)
  return checked.ok ? [] : checked.problems
}

const drop = (at: object | undefined, key: string) => Reflect.deleteProperty(at ?? {}, key)
const set = (at: Tree | undefined, key: string | number, value: unknown) => Object.assign(at ?? {}, { [key]: value })

describe('a file that is no bundle', () => {
  it.each([
    ['a comma after the last item', source.replace('"meetings": [],', '"meetings": [1,],'), /JSON として読めません/],
    ['a comment', source.replace('"meetings"', '# 会議\n  "meetings"'), /JSON として読めません/],
    ['a bracket that never closes', source.slice(0, -10), /JSON として読めません/],
    ['nothing at all', '', /JSON として読めません/],
  ])('is refused for %s', (_, text, message) => {
    const problems = problemsIn(text)
    expect(problems.length).toBeGreaterThan(0)
    expect(problems[0]?.message).toMatch(message)
    expect(problems[0]?.remedy).toBeTruthy()
  })

  it('is refused on the line where a key is written for the second time', () => {
    const text = source.replace('"pairing": "numbered",', '"pairing": "numbered",\n  "pairing": "unknown",')
    const line = text.split('\n').findIndex((one) => one.includes('"pairing": "unknown"')) + 1
    expect(problemsIn(text)).toMatchObject([{ file: 'minato.json', line, message: expect.stringContaining('二度') }])
  })
})

describe('a bundle with a slip', () => {
  it.each<[string, (bundle: Tree) => unknown, string, RegExp]>([
    ['a mistyped key', (b) => set(b, 'programes', []), 'programes', /キーはありません/],
    ['no source', (b) => drop(b, 'source'), 'source', /ありません/],
    [
      'a day that does not exist',
      (b) => b.meetings?.push({ body: 'x', date: '2021-02-30', basis: 'report', text: '会議' }),
      'meetings[0].date',
      /書き方|形/,
    ],
    ['a mailbox that is none', (b) => set(b.posts?.[0], 'mailbox', 'seisaku'), 'posts[0].mailbox', /「seisaku」の形/],
    ['another definition', (b) => set(b, 'definition', 'harbour-town-plan@r2'), 'definition', /照らしました/],
    ['another city', (b) => set(b.city, 'id', 'kawasaki'), 'city.id', /kawasaki/],
    ['the same section twice', (b) => set(b.departments?.[2], 'key', 'minato'), 'departments[2].key', /二度/],
    ['the same post twice', (b) => set(b.posts?.[3], 'key', 'office'), 'posts[3].key', /二度/],
    ['the same programme twice', (b) => set(b.programmes?.[1], 'key', 'crane'), 'programmes[1].key', /二度/],
    [
      'a post of a section that is not there',
      (b) => set(b.posts?.[5], 'department', 'yama'),
      'posts[5].department',
      /departments にありません/,
    ],
    ['a role that the definition does not know', (b) => set(b.posts?.[1], 'role', 'mayer'), 'posts[1].role', /実施要領にありません/],
    ['two offices', (b) => b.posts?.push({ ...(b.posts[0] as object), key: 'office-2' }), 'posts[10].role', /二つ以上/],
    ['no office', (b) => b.posts?.shift(), 'posts', /office.*ありません/],
    [
      "a programme of the auditors' section, which has nobody to ask",
      (b) => set(b.programmes?.[0], 'department', 'kansa'),
      'departments[4]',
      /課「監査委員事務局」に(担当|課長)の職がありません/,
    ],
    ['a section without a head', (b) => b.posts?.splice(5, 1), 'departments[1]', /課長の職がありません/],
    ['a section with two officers', (b) => b.posts?.push({ ...(b.posts[4] as object), key: 'minato-2' }), 'posts[10].role', /二つ以上/],
    [
      'a programme of an unknown section',
      (b) => set(b.programmes?.[2], 'department', 'yama'),
      'programmes[2].department',
      /departments にありません/,
    ],
    ['an article that the ordinance does not have', (b) => set(b.programmes?.[0], 'article', 12), 'programmes[0].article', /第12条/],
    [
      'a component across to no article',
      (b) => set(b.programmes?.[0]?.components?.[1], 'article', 9),
      'programmes[0].components[1].article',
      /第9条/,
    ],
    ['an unknown form', (b) => set(b.programmes?.[0], 'form', 'cord'), 'programmes[0].form', /cord/],
    ['a programme executed together with none', (b) => set(b.programmes?.[1], 'sharedWith', 'dock'), 'programmes[1].sharedWith', /dock/],
    ['a sheet of no programme', (b) => set(b.sheets, 'dock', { year: { did: '行った。' } }), 'sheets.dock', /programmes にありません/],
    ['a round that nobody asks for', (b) => set(b.sheets?.crane, 'yaer', { did: '行った。' }), 'sheets.crane.yaer', /実施要領にありません/],
    ['a sheet without what is required', (b) => drop(b.sheets?.crane?.year, 'did'), 'sheets.crane.year.did', /必ず/],
    ['an amount as text', (b) => set(b.sheets?.crane?.year, 'spent', '182000千円'), 'sheets.crane.year.spent', /使った額/],
    ['a field that the form does not have', (b) => set(b.sheets?.crane?.year, 'memo', 'x'), 'sheets.crane.year.memo', /memo/],
    ['a sheet that is missing and not attested', (b) => drop(b.sheets, 'ferry'), 'entries', /ferry.*書かれていません/],
    [
      'a sheet that is both written and attested',
      (b) => set(b.sheets, 'lights', { year: { did: '灯した。' } }),
      'sheets.lights.year',
      /該当なし/,
    ],
    ['an entry of no step', (b) => set(b.entries, 'sing', {}), 'entries.sing', /実施要領にありません/],
    ['an entry about something that is not asked', (b) => set(b.entries?.sign, 'report', {}), 'entries.sign.report', /尋ねません/],
    ['an opinion about nothing', (b) => set(b.opinions?.[0], 'subject', 'crain'), 'opinions[0].subject', /crain/],
    ['an opinion about a programme that is not verified', (b) => set(b.opinions?.[5], 'subject', 'ferry'), 'opinions[5].subject', /ferry/],
    ['an opinion of an unknown kind', (b) => set(b.opinions?.[0], 'kind', 'praise'), 'opinions[0].kind', /praise/],
    ['an unknown viewpoint', (b) => set(b.opinions?.[0], 'viewpoint', 'costs'), 'opinions[0].viewpoint', /costs/],
    ['two opinions of one number', (b) => set(b.opinions?.[2], 'no', 1), 'opinions[2].no', /二つあります/],
    ['an opinion without a number where numbers pair', (b) => set(b.opinions?.[1], 'no', null), 'opinions[1].no', /番号がありません/],
    [
      'an Action that answers an opinion which does not exist',
      (b) => set(b.actions?.[1], 'answers', [3, 7]),
      'actions[1].answers[1]',
      /意見7/,
    ],
    [
      'an Action that answers the opinion of another programme',
      (b) => set(b.actions?.[3], 'answers', [4]),
      'actions[3].answers[0]',
      /「crane」にあります/,
    ],
    ['an Action that answers one opinion twice', (b) => set(b.actions?.[1], 'answers', [3, 3]), 'actions[1].answers', /二度/],
    ['an Action read to answer more opinions than there are', (b) => set(b.actions?.[4], 'reading', [2]), 'actions[4].reading[0]', /2番目/],
    ['an unknown category', (b) => set(b.actions?.[0], 'category', 'done'), 'actions[0].category', /done/],
    ['an unknown budget', (b) => set(b.actions?.[0], 'budget', 'next'), 'actions[0].budget', /next/],
    ['another way of pairing than the definition', (b) => set(b, 'pairing', 'unknown'), 'pairing', /numbered/],
    [
      'a body that does not meet',
      (b) => b.meetings?.push({ body: 'council', date: null, basis: 'report', text: '会議' }),
      'meetings[0].body',
      /council/,
    ],
    ['somebody late in no step', (b) => set(b.conduct?.[0], 'step', 'card'), 'conduct[0].step', /実施要領にありません/],
    ['somebody late with what is not asked', (b) => set(b.conduct?.[0], 'subject', 'dock'), 'conduct[0].subject', /尋ねません/],
    ['somebody late by nobody knows how much', (b) => drop(b.conduct?.[0], 'days'), 'conduct[0].days', /日数/],
    ['a return without a word', (b) => set(b.conduct?.[0], 'how', 'returned'), 'conduct[0].remark', /要ります/],
    [
      'a return where nobody checks',
      (b) => set(b.conduct, 0, { step: 'sign', subject: 'sign', how: 'returned', remark: '直してください。' }),
      'conduct[0].how',
      /差し戻せません/,
    ],
    [
      'one irregularity number twice',
      (b) => b.irregularities?.push({ ...(b.irregularities[0] as object) }),
      'irregularities[1].no',
      /二つあります/,
    ],
  ])('is refused for %s, with its place and a remedy', (_, slip, path, message) => {
    const problems = problemsOf(slip)
    const told = problems.find((problem) => problem.path === path)
    expect(told, JSON.stringify(problems, null, 1)).toBeDefined()
    expect(told?.message).toMatch(message)
    expect(told?.remedy).toBeTruthy()
    expect(told?.line).toBeGreaterThan(0)
  })

  it('names the line on which the wrong value stands', () => {
    const text = source.replace('"answers": [3, 1]', '"answers": [3, 9]')
    const line = text.split('\n').findIndex((one) => one.includes('[3, 9]')) + 1
    expect(problemsIn(text)).toMatchObject([{ file: 'minato.json', line, path: 'actions[1].answers[1]' }])
  })

  it('is told every slip at once, in the order of the file', () => {
    const problems = problemsOf((bundle) => {
      set(bundle.conduct?.[0], 'subject', 'dock')
      set(bundle.programmes?.[0], 'article', 12)
      set(bundle.actions?.[0], 'answers', [8])
    })
    expect(problems.map(({ path }) => path)).toEqual(['programmes[0].article', 'actions[0].answers[0]', 'conduct[0].subject'])
  })

  it('may leave an opinion without an Action, because that is what years are like', () => {
    expect(problemsOf((bundle) => bundle.actions?.splice(0, 1))).toEqual([])
  })

  it('is only warned of an address that may belong to somebody', () => {
    const { bundle } = smallCity()
    const [first] = bundle.posts
    if (first) first.mailbox = 'seisaku@city.minato.lg.jp'
    const checked = checkBundle(bundle, definition)
    expect(checked.ok).toBe(true)
    expect(checked.warnings).toMatchObject([{ path: 'posts.0.mailbox', message: expect.stringContaining('実在しうる') }])
  })
})

describe('any one reference', () => {
  const year = kawasaki2016()
  /** Every place in the recorded year that names something by its key or number. */
  const references = referencesIn(year.bundle)

  it('that is broken makes the whole year refused', () => {
    expect(references.length).toBeGreaterThan(500)
    fc.assert(
      fc.property(fc.constantFrom(...references), (path) => {
        const broken = structuredClone(year.bundle)
        const last = path.at(-1) ?? ''
        const holder = path.slice(0, -1).reduce<unknown>((at, part) => (at as Record<string | number, unknown>)[part], broken)
        Object.assign(holder as object, { [last]: typeof last === 'number' || last === 'article' ? 99 : 'nobody' })
        return !checkBundle(broken, year.definition).ok
      }),
      { numRuns: 150 },
    )
  })
})

function referencesIn(bundle: Bundle): (string | number)[][] {
  const named: Record<string, string[]> = {
    posts: ['department', 'role'],
    programmes: ['department', 'form', 'article', 'sharedWith'],
    opinions: ['subject', 'kind'],
    actions: ['subject', 'category', 'answers'],
    meetings: ['body', 'step'],
    conduct: ['step', 'subject'],
  }
  return Object.entries(named).flatMap(([list, keys]) =>
    ((bundle as unknown as Record<string, object[]>)[list] ?? []).flatMap((item, index) =>
      keys.flatMap((key): (string | number)[][] => {
        const value = (item as Record<string, unknown>)[key]
        if (value === undefined || value === null) return []
        return Array.isArray(value) ? value.map((_, position) => [list, index, key, position]) : [[list, index, key]]
      }),
    ),
  )
}
