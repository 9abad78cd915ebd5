import { expect, test } from 'vitest'
import { type GivenOpinion, givenOpinions, type Identified, namedIn, opinionProblems } from '../../domain/review/check-opinions.js'
import { smallCity } from '../support/bundles.js'

const { definition } = smallCity()
const given = (no: number, more: Partial<GivenOpinion> = {}): GivenOpinion => ({ id: null, no, text: `意見${no}`, kind: 'ask', ...more })
const before: Identified[] = [given(1, { id: 'a' }), given(2, { id: 'b' }), given(3)]
const answered = [
  { no: 2, by: '港湾課' },
  { no: 3, by: 'まち課' },
  { no: 3, by: '港湾課' },
]
const problems = (...opinions: GivenOpinion[]) => opinionProblems({ opinions, before, answered, definition })

test('an opinion without a kind, or of one that is unheard of, is refused by its number, where the definition has kinds', () => {
  const rest = [given(2, { id: 'b' }), given(3)]
  expect(problems(...rest, given(1, { id: 'a', kind: null }), given(4, { kind: 'unheard-of' }), given(5))).toEqual([
    '意見①・④の種類（対応が要るかどうかが決まります）を選んでください。',
  ])
  const none = { ...definition, opinionKinds: [] }
  expect(opinionProblems({ opinions: [...rest, given(4, { kind: null })], before, answered, definition: none })).toEqual([])
})

test('a number that an Action answers stays with its opinion, also where that is worded anew', () => {
  expect(problems(given(1, { id: 'a' }), given(2, { id: 'b', text: '言い直した意見' }), given(3), given(4))).toEqual([])
})

test('an opinion that an Action answers does not go away; one that nobody answers may', () => {
  expect(problems(given(2, { id: 'b' }))).toEqual([
    '意見③には、すでに対応が番号で答えているため、なくせません。答えているのは「まち課」「港湾課」の対応です。先に対応の修正を依頼してください。報告書に載せないときは、消さずに掲載区分を「掲載しない」にしてください。',
  ])
  expect(problems(given(2, { id: 'b' }), given(3))).toEqual([])
})

test('numbers that a version’s Actions name: of its own subject, and of the whole', () => {
  const content = { actions: [{ answers: [3, 1], whole: [2] }, { answers: ['4'] }, 'x'] }
  expect(namedIn({ subject: 'crane', content }, 'crane')).toEqual([3, 1])
  expect(namedIn({ subject: 'crane', content }, 'market')).toEqual([])
  expect(namedIn({ subject: 'crane', content }, 'cross-cutting')).toEqual([2])
})

test('a number that an Action answers is not given to another opinion: which number, and whose Action', () => {
  expect(problems(given(2, { id: 'a' }), given(1, { id: 'b' }), given(3))).toEqual([
    '意見②には、すでに対応が番号で答えています。答えているのは「港湾課」の対応です。同じ番号を、別の意見に付けることはできません。先に対応の修正を依頼してください。',
  ])
  // without ids, the text tells
  expect(problems(given(2, { id: 'b' }), given(3, { text: '別の意見' }))).toEqual([expect.stringContaining('「まち課」「港湾課」')])
  // nobody answers the first: its number is free
  expect(problems(given(1, { id: 'c', text: '別の意見' }), given(2, { id: 'b' }), given(3))).toEqual([])
})

test('opinions are read by number, or by place', () => {
  expect(givenOpinions({ opinions: [{ text: 'あ' }, { no: 5, id: 'x', text: 'い', kind: 'ask' }] })).toEqual([
    { id: null, no: 1, text: 'あ', kind: null },
    { id: 'x', no: 5, text: 'い', kind: 'ask' },
  ])
})
