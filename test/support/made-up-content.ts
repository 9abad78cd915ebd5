import type { Content } from '../../domain/bundle/schema.js'
import type { Definition, Field } from '../../domain/definition/schema.js'
import { fieldsAsked } from '../../domain/sheet/content.js'

/** A whole number from 0 below `below`; the same seed gives the same row of numbers on every machine (mulberry32). */
export type Dice = (below: number) => number

export function diceOf(seed: number): Dice {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

export const pick = <Item>(dice: Dice, items: readonly Item[]): Item => {
  const item = items[dice(items.length)]
  if (item === undefined) throw new Error('There is nothing to pick from.')
  return item
}

const doings = [
  '相談会を開いた',
  '補助金を交付した',
  '展示会に出展した',
  '講座を開いた',
  '施設を改修した',
  '協議会と調整した',
  '調査の結果をまとめた',
]
const wishes = [
  '周知を広げてほしい。',
  '目標の置き方を見直してはどうか。',
  '着実に進んでいる点を評価する。',
  '他の施策との連携が必要である。',
  '利用が伸びない理由は何か。',
]

export const sentence = (dice: Dice) => `${dice(12) + 1}月に${dice(40) + 1}者を対象として${pick(dice, doings)}。`
export const remark = (dice: Dice) =>
  `${pick(dice, ['小規模な事業者にも', '担い手の不足を踏まえ', '次の年度に向けて', '費用と効果を比べ'])}、${pick(dice, wishes)}`

/** A content that fits one form and round: every field asked is filled, some numbers with the noise that printed reports have. */
export function madeUpContent(dice: Dice, definition: Definition, form: string, round: string | null, fiscalYear: number): Content {
  return Object.fromEntries(
    fieldsAsked(definition, form, round).map((field) => [field.id, madeUpValue(dice, field, definition, fiscalYear)]),
  )
}

const sentences = (dice: Dice) => Array.from({ length: dice(3) + 2 }, () => sentence(dice))

function madeUpValue(dice: Dice, field: Field, definition: Definition, fiscalYear: number): Content[string] {
  const amount = dice(90_000) + 1
  const noisy = dice(10) === 0
  switch (field.type) {
    case 'text':
      return sentence(dice)
    case 'bullets':
      return sentences(dice)
    case 'number':
      return { value: dice(300) }
    case 'money':
      return noisy ? { value: amount, raw: `(${amount.toLocaleString('en').replace(',', ', ')} 千円)` } : { value: amount }
    case 'indicators':
      return Array.from({ length: dice(3) + 1 }, (_, place) => ({
        name: `指標${place + 1}の利用件数`,
        unit: pick(dice, ['件', '回', '人']),
        values: [
          { fiscalYear: fiscalYear - 1, target: null, actual: dice(200) },
          { fiscalYear, target: dice(200), actual: noisy ? null : dice(200), ...(noisy ? { raw: '集計中' } : {}) },
        ],
      }))
    case 'figures':
      return [{ label: '参加者数', value: dice(900), unit: '人' }]
    case 'table':
      return {
        columns: ['区分', '件数'],
        rows: [
          ['市内', dice(90)],
          ['市外', null],
        ],
        unit: '件',
      }
    case 'date':
      return null
    case 'flag':
      return true
    case 'choice':
      return pick(dice, field.options ?? []).id
    case 'opinions':
      return [{ text: remark(dice), kind: pick(dice, definition.opinionKinds).id }]
    case 'actions':
      return [{ text: sentence(dice), answers: [] }]
    case 'statements':
      return [{ id: 'a', subject: 'cross-cutting', text: remark(dice) }]
    case 'promises':
    case 'pictures':
      return []
    case 'ruling':
      return { state: 'approved' }
  }
}
