import type { Field } from '../definition/schema.js'
import type { Entry } from './entry-text.js'
import type { ContentRules } from './field-values.js'
import { fieldOf } from './loose-content.js'
import { partWord } from './part-words.js'
import { pictureDifferences } from './picture-differences.js'
import { writeEntry } from './write-entry.js'

/** One cell that two contents of a form write differently, as a person reads it. */
export interface Difference {
  field: string
  label: string
  /** where within the field, e.g. 1番目・2016年度・実績; '' for the field as a whole */
  place: string
  before: string
  after: string
}

/** Words that a content holds by ids of its own. */
const ownWords: Record<string, Record<string, string>> = {
  printed: { printed: '掲載する', merged: 'ほかの意見に含める', unprinted: '掲載しない' },
  state: { done: '実施した', 'under-way': '実施中', dropped: '取りやめた', approved: '承認', returned: '差戻し' },
  agreed: { on: 'はい', off: 'いいえ' },
}

const listed = ['opinions', 'actions', 'statements', 'promises', 'ruling']

/** What items are known by beside their numbers: nobody reads it. */
const unread = ['id', 'sources']

const placeOf = (field: Field, rest: string[]): string =>
  rest
    .map((part, at) => {
      if (field.type === 'indicators' && at === 1 && /^\d{4}$/.test(part)) return `${part}年度`
      if (/^\d+$/.test(part)) return field.type === 'table' ? `${Number(part) + 1}${at === 0 ? '行目' : '列目'}` : `${Number(part) + 1}番目`
      return partWord(field.type, part)
    })
    .join('・')

const partOf = (name: string): string => name.split('.').at(-1) ?? ''

/** What travels beside a cell unseen. */
const companion = /\.(written|read)$/

/** The words a person reads where the content holds an id. */
function wordsOf(field: Field, name: string, text: string, rules: ContentRules): string {
  const lists: Record<string, { id: string; name: string }[]> = {
    kind: rules.opinionKinds,
    viewpoint: rules.viewpoints,
    category: rules.responseCategories,
    budget: rules.budgetKinds,
  }
  if (field.type === 'flag') return text === 'on' ? 'はい' : text === 'off' ? 'いいえ' : text
  if (field.type === 'choice') return field.options?.find(({ id }) => id === text)?.label ?? text
  if (!listed.includes(field.type)) return text
  const part = partOf(name)
  return ownWords[part]?.[text] ?? lists[part]?.find(({ id }) => id === text)?.name ?? text
}

/**
 * Every cell that the two contents write differently, in the form's order. Either may be unchecked.
 * @param leftOut parts of an opinion or Action that are not compared
 */
export function differences(
  fields: Field[],
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  rules: ContentRules,
  leftOut: string[] = [],
): Difference[] {
  return fields.flatMap((field) => {
    if (field.type === 'pictures')
      return pictureDifferences(fieldOf(before, field.id), fieldOf(after, field.id)).map((one) => ({
        field: field.id,
        label: field.label,
        ...one,
      }))
    const [old, now] = [writeEntry([field], before), writeEntry([field], after)] as [Entry, Entry]
    const names = [...new Set([...Object.keys(old), ...Object.keys(now)])]
      .filter((name) => !companion.test(name))
      .filter((name) => !listed.includes(field.type) || ![...unread, ...leftOut].includes(partOf(name)))
    return names
      .filter((name) => (old[name] ?? '') !== (now[name] ?? ''))
      .map((name) => ({
        field: field.id,
        label: field.label,
        place: placeOf(field, name.split('.').slice(1)),
        before: wordsOf(field, name, old[name] ?? '', rules),
        after: wordsOf(field, name, now[name] ?? '', rules),
      }))
  })
}
