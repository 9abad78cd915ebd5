import { instead } from './nearest.js'
import { ids, type Outline } from './outline.js'
import type { Fault } from './problem.js'
import type { Field } from './schema.js'

/** Roles that every section has without being listed, and the words of `ask` itself: no role of the definition may be called so. */
const reserved = ['owner', 'none', 'officer', 'head', 'coordinator']

/** What is wrong inside forms, rounds and roles. */
export function formFaults(outline: Outline): Fault[] {
  return [...fieldFaults(outline), ...roundFaults(outline), ...roleFaults(outline)]
}

function fieldFaults(outline: Outline): Fault[] {
  return outline.forms.whole.flatMap(({ index, item }) =>
    item.fields.flatMap((field, at) => faultsOfField(field, ['forms', index, 'fields', at], item.fields)),
  )
}

function faultsOfField(field: Field, path: PropertyKey[], beside: Field[]): Fault[] {
  const faults: Fault[] = []
  for (const type of ['opinions', 'actions', 'statements', 'promises', 'ruling'] as const) {
    if ((field.type === type) === (field.id === type)) continue
    faults.push(
      field.type === type
        ? {
            path: [...path, 'id'],
            message: `型が ${type} の項目「${field.id}」は見付けられません。`,
            remedy: `id を ${type} にしてください。`,
          }
        : {
            path: [...path, 'type'],
            message: `項目「${type}」の型が ${field.type} です。`,
            remedy: `型を ${type} にするか、id を変えてください。`,
          },
    )
  }
  if (field.type === 'money' && !field.money)
    faults.push({
      path,
      message: `金額の項目「${field.id}」に、いつの何の額かがありません。`,
      remedy: 'money: { kind: initial, fiscalYear: 0 } のように書き加えてください。',
    })
  if (field.type !== 'money' && field.money)
    faults.push({
      path: [...path, 'money'],
      atKey: true,
      message: `money は金額（type: money）の項目だけに書けます。`,
      remedy: '取り除くか、型を money にしてください。',
    })
  if (field.type === 'choice' && (field.options ?? []).length === 0)
    faults.push({
      path,
      message: `選択の項目「${field.id}」に選択肢がありません。`,
      remedy: 'options に id と label の組を書いてください。',
    })
  if (field.type !== 'choice' && field.options)
    faults.push({
      path: [...path, 'options'],
      atKey: true,
      message: 'options は選択（type: choice）の項目だけに書けます。',
      remedy: '取り除くか、型を choice にしてください。',
    })
  for (const [at, { explain }] of (field.options ?? []).entries())
    if (explain !== undefined && !beside.some(({ id, type }) => id === explain && type === 'text'))
      faults.push({
        path: [...path, 'options', at, 'explain'],
        message: `選択肢の explain「${explain}」は、この様式の文（type: text）の項目ではありません。`,
        remedy: '同じ様式の文の項目の id を書いてください。',
      })
  return faults
}

function roundFaults(outline: Outline): Fault[] {
  const faults: Fault[] = []
  for (const { index, item } of outline.rounds.whole) {
    for (const [formId, names] of Object.entries(item.fields)) {
      const known = outline.fieldIds.get(formId)
      if (!known) {
        faults.push({
          path: ['rounds', index, 'fields', formId],
          atKey: true,
          message: `様式「${formId}」がありません。`,
          remedy: instead(formId, ids(outline.forms)),
        })
        continue
      }
      names.forEach((name, at) => {
        if (known.includes(name)) return
        faults.push({
          path: ['rounds', index, 'fields', formId, at],
          message: `様式「${formId}」に項目「${name}」がありません。`,
          remedy: instead(
            name,
            known.filter((one) => !names.includes(one)),
          ),
        })
      })
    }
  }
  return faults
}

function roleFaults(outline: Outline): Fault[] {
  const faults: Fault[] = outline.roles.declared
    .filter(({ id }) => reserved.includes(id))
    .map(({ id, index }) => ({
      path: ['roles', index, 'id'],
      message: `「${id}」は予約された語で、役割の名前に使えません。`,
      remedy: '別の id にしてください。',
    }))
  if (!ids(outline.roles).includes('office'))
    faults.push({
      path: ['roles'],
      message: '年度を運営する役割 office がありません。',
      remedy: '- { id: office, name: 事務局の課名 } を書き加えてください。',
    })
  return faults
}
