import type { Field } from '../../domain/definition/schema.js'
import { wholeName } from '../../domain/review/whole.js'
import type { Entry } from '../../domain/sheet/entry.js'
import type { Choice } from './layout.js'
import type { Input, WorkbookSheet } from './sheet-plan.js'

/** A column of a list: its heading and what may be written in it. */
export interface Part extends Input {
  caption: string
}

const named = (words: { id: string; name: string }[]): Choice[] => words.map(({ id, name }) => ({ id, label: name }))
const chosen = (choices: Choice[]): Pick<Input, 'kind' | 'choices'> => (choices.length ? { kind: 'choice', choices } : { kind: 'text' })

const promiseStates: Choice[] = [
  { id: 'done', label: '実施した' },
  { id: 'under-way', label: '実施中' },
  { id: 'dropped', label: '取りやめた' },
]

/** The parts of a list field's rows, in the order of the columns; undefined when the field is no list of rows. */
export function partsOf(field: Field, { entry, last, fiscalYear, rules }: WorkbookSheet): Part[] | undefined {
  const text = (name: string, caption: string): Part => ({ name, caption, kind: 'text' })
  const figure = (name: string, caption: string): Part => ({ name, caption, kind: 'figure' })
  switch (field.type) {
    case 'indicators':
      return [
        text('name', '指標の名称'),
        text('unit', '単位'),
        ...yearsOf(field.id, entry, fiscalYear).flatMap((year) => [
          figure(`${year}.target`, `${year}年度 目標`),
          figure(`${year}.actual`, `${year}年度 実績`),
        ]),
        text('note', '備考'),
      ]
    case 'figures':
      return [text('label', '名称'), figure('value', '数値'), text('unit', '単位')]
    case 'opinions':
      return [
        text('text', '意見'),
        { name: 'kind', caption: '種類', ...chosen(named(rules.opinionKinds)) },
        { name: 'viewpoint', caption: '視点', ...chosen(named(rules.viewpoints)) },
        text('source', '出所'),
        figure('no', '番号'),
      ]
    case 'actions':
      return [
        text('text', '対応'),
        text('answers', '答える意見の番号'),
        text('whole', `あわせて答える${wholeName}への意見の番号`),
        { name: 'category', caption: '対応区分', ...chosen(named(rules.responseCategories)) },
        text('timing', '実施時期'),
        { name: 'budget', caption: '予算区分', ...chosen(named(rules.budgetKinds)) },
        text('indicator', '効果を示す指標'),
        figure('no', '番号'),
      ]
    case 'promises':
      return [{ name: 'state', caption: 'その後', ...chosen(promiseStates) }, text('text', '行ったこと'), text('reason', '取りやめた理由')]
    case 'table':
      return Array.from({ length: tableWidth(field.id, entry, ...last.map((one) => one.entry)) }, (_, index) => text(String(index), ''))
    default:
      return undefined
  }
}

/** The years whose figures can be written: this and last fiscal year, and all that the entry holds. */
function yearsOf(id: string, entry: Entry, fiscalYear: number): number[] {
  const years = new Set([fiscalYear - 1, fiscalYear])
  const form = new RegExp(`^${id}\\.\\d+\\.(\\d{4})\\.`)
  for (const name of Object.keys(entry)) {
    const year = form.exec(name)?.[1]
    if (year) years.add(Number(year))
  }
  return [...years].sort()
}

function tableWidth(id: string, ...entries: Entry[]): number {
  const form = new RegExp(`^${id}\\.(?:columns|\\d+)\\.(\\d+)$`)
  const columns = entries.flatMap((entry) => Object.keys(entry).map((name) => Number(form.exec(name)?.[1] ?? 0) + 1))
  return Math.max(5, ...columns)
}
