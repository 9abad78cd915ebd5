import type { Outline } from './outline.js'
import type { Fault } from './problem.js'

const sections = [
  'bodies',
  'roles',
  'viewpoints',
  'opinionKinds',
  'responseCategories',
  'budgetKinds',
  'forms',
  'rounds',
  'chases',
  'steps',
] as const

/** Two things of one name: every later one is a fault, whatever kind of thing it is. */
export function duplicateFaults(outline: Outline): Fault[] {
  const faults: Fault[] = []
  for (const key of sections) {
    faults.push(...twice(outline[key].declared.map(({ id, index }) => ({ name: id, path: [key, index, 'id'] }))))
  }
  faults.push(...twice((outline.articles ?? []).map(({ no }, index) => ({ name: String(no), path: ['articles', index, 'no'] }))))
  faults.push(...twice((outline.calendar?.dispatch ?? []).map((at, index) => ({ name: at, path: ['calendar', 'dispatch', index] }))))
  for (const { index, item } of outline.forms.whole) {
    faults.push(...twice(item.fields.map(({ id }, at) => ({ name: id, path: ['forms', index, 'fields', at, 'id'] }))))
    item.fields.forEach((field, at) => {
      faults.push(
        ...twice(
          (field.options ?? []).map(({ id }, option) => ({ name: id, path: ['forms', index, 'fields', at, 'options', option, 'id'] })),
        ),
      )
    })
  }
  for (const { index, item } of outline.rounds.whole) {
    for (const [form, fields] of Object.entries(item.fields))
      faults.push(...twice(fields.map((name, at) => ({ name, path: ['rounds', index, 'fields', form, at] }))))
  }
  for (const { index, item } of outline.chases.whole) {
    faults.push(...twice(item.notices.map(({ id }, at) => ({ name: id, path: ['chases', index, 'notices', at, 'id'] }))))
  }
  for (const scope of ['programme', 'section'] as const) {
    const named = outline.chaseOverrides.flatMap(({ index, item }) => {
      const name = item[scope]
      return name === undefined ? [] : [{ name, path: ['chaseOverrides', index, scope] }]
    })
    faults.push(...twice(named))
  }
  for (const { index, item } of outline.steps.whole) {
    faults.push(...twice(item.after.map(({ step }, at) => ({ name: step, path: ['steps', index, 'after', at, 'step'] }))))
    faults.push(...twice(item.requires.map((name, at) => ({ name, path: ['steps', index, 'requires', at] }))))
    faults.push(
      ...twice(
        item.asks.flatMap(({ subject }, at) =>
          subject === undefined ? [] : [{ name: subject, path: ['steps', index, 'asks', at, 'subject'] }],
        ),
      ),
    )
  }
  return faults
}

function twice(named: { name: string; path: PropertyKey[] }[]): Fault[] {
  const seen = new Set<string>()
  const faults: Fault[] = []
  for (const { name, path } of named) {
    if (seen.has(name))
      faults.push({ path, message: `「${name}」が二度使われています。`, remedy: '別の名前にするか、一方を消してください。' })
    seen.add(name)
  }
  return faults
}
