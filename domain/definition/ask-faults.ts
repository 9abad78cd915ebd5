import { instead } from './nearest.js'
import { ids, type Outline } from './outline.js'
import type { Fault } from './problem.js'
import type { Ask, DefinitionStep } from './schema.js'

/** What is wrong with the things a step names: its body, and whom it asks for what. */
export function askFaults(outline: Outline): Fault[] {
  return [
    ...outline.steps.whole.flatMap(({ index, item }) => [
      ...bodyFaults(outline, item, ['steps', index]),
      ...overlapFaults(item, ['steps', index, 'asks']),
    ]),
    ...outline.asks.flatMap(({ kind, part, path }) => [...faultsOfAsk(outline, part, path), ...contentFaults(outline, kind, part, path)]),
  ]
}

function bodyFaults(outline: Outline, step: DefinitionStep, path: PropertyKey[]): Fault[] {
  if (step.kind === 'meet' && step.body === undefined)
    return [
      {
        path,
        message: `会議の工程「${step.name}」に、どの会議体かがありません。`,
        remedy: `body を書いてください。${instead('', ids(outline.bodies))}`,
      },
    ]
  if (step.body === undefined) return []
  if (step.kind !== 'meet')
    return [
      {
        path: [...path, 'body'],
        atKey: true,
        message: 'body は会議（kind: meet）の工程だけに書けます。',
        remedy: '取り除くか、kind を meet にしてください。',
      },
    ]
  return unknown(ids(outline.bodies), step.body, '会議体', [...path, 'body'])
}

function faultsOfAsk(outline: Outline, ask: Ask, path: PropertyKey[]): Fault[] {
  const faults: Fault[] = []
  const roles = ids(outline.roles)
  if (ask.to !== 'owner') faults.push(...unknown(roles, ask.to, '役割', [...path, 'to'], ['owner']))
  if (ask.check !== 'none') faults.push(...unknown(roles, ask.check, '役割', [...path, 'check'], ['none']))
  if (ask.chase !== undefined) faults.push(...unknown(ids(outline.chases), ask.chase, '再依頼の段取り', [...path, 'chase']))
  if (ask.form !== '$form') faults.push(...unknown(ids(outline.forms), ask.form, '様式', [...path, 'form'], ['$form']))
  if (ask.round !== undefined) faults.push(...askedRoundFaults(outline, ask, ask.round, path))
  faults.push(...memberFaults(outline, ask, path))
  if (ask.per === 'once') {
    if (ask.to === 'owner')
      faults.push({
        path: [...path, 'to'],
        message: '一度だけ尋ねるもの（per: once）に所管課はありません。',
        remedy: `役割を書いてください。${instead('', roles)}`,
      })
    if (ask.subject === undefined)
      faults.push({
        path,
        message: '一度だけ尋ねるもの（per: once）に subject がありません。',
        remedy: 'subject: cross-cutting のように、何についてかを示す id を書いてください。',
      })
    if (ask.form === '$form')
      faults.push({
        path: [...path, 'form'],
        message: '一度だけ尋ねるもの（per: once）では、登録簿の様式（$form）を使えません。',
        remedy: '様式の id を書いてください。',
      })
  } else {
    if (ask.subject !== undefined)
      faults.push({
        path: [...path, 'subject'],
        atKey: true,
        message: 'subject は per: once のときだけ書けます。',
        remedy: '取り除いてください。',
      })
    if (ask.per !== 'programme' && ask.form === '$form')
      faults.push({
        path: [...path, 'form'],
        message: '課ごと・委員ごとの照会では、施策ごとの様式（$form）を使えません。',
        remedy: '様式の id を書いてください。',
      })
  }
  return faults
}

/** A member is asked as one of a body, by the seat; what is needed of the finance section is known of programmes only. */
function memberFaults(outline: Outline, ask: Ask, path: PropertyKey[]): Fault[] {
  const faults: Fault[] = []
  if (ask.per === 'member' && ask.to !== 'owner')
    faults.push({
      path: [...path, 'to'],
      message: '委員ごとに尋ねるもの（per: member）の依頼先は委員本人です。',
      remedy: 'to: owner にしてください。',
    })
  if (ask.per === 'member' && ask.body === undefined)
    faults.push({
      path,
      message: '委員ごとに尋ねるもの（per: member）に、どの会議体かがありません。',
      remedy: `body を書いてください。${instead('', ids(outline.bodies))}`,
    })
  if (ask.per !== 'member' && ask.body !== undefined)
    faults.push({
      path: [...path, 'body'],
      atKey: true,
      message: 'body は per: member のときだけ書けます。',
      remedy: '取り除いてください。',
    })
  if (ask.per === 'member' && ask.body !== undefined) faults.push(...unknown(ids(outline.bodies), ask.body, '会議体', [...path, 'body']))
  if (ask.where === 'needs-finance' && ask.per !== 'programme')
    faults.push({
      path: [...path, 'where'],
      message: 'where: needs-finance は施策ごと（per: programme）の照会だけに書けます。',
      remedy: '取り除くか、per を programme にしてください。',
    })
  return faults
}

function askedRoundFaults(outline: Outline, ask: Ask, roundId: string, path: PropertyKey[]): Fault[] {
  const missing = unknown(ids(outline.rounds), roundId, '回', [...path, 'round'])
  const round = outline.rounds.whole.find(({ item }) => item.id === roundId)?.item
  if (!round || ask.form === '$form' || ask.form in round.fields) return missing
  return [
    {
      path: [...path, 'round'],
      message: `回「${round.name}」は様式「${ask.form}」の項目を尋ねていません。`,
      remedy: `rounds の fields に ${ask.form} を加えるか、round を取り除いてください。`,
    },
  ]
}

/** Opinions are consolidated per programme, Actions respond to them: their forms must have the place for it. */
function contentFaults(outline: Outline, kind: unknown, ask: Ask, path: PropertyKey[]): Fault[] {
  const needs = kind === 'respond' ? 'actions' : kind === 'consolidate' && ask.per === 'programme' ? 'opinions' : null
  if (!needs) return []
  if (ask.form === '$form')
    return [
      {
        path: [...path, 'form'],
        message: `${kind} では、登録簿の様式（$form）を使えません。`,
        remedy: `項目 ${needs} を持つ様式の id を書いてください。`,
      },
    ]
  const form = outline.forms.whole.find(({ item }) => item.id === ask.form)?.item
  if (!form || form.fields.some(({ id }) => id === needs)) return []
  const fitting = outline.forms.whole.filter(({ item }) => item.fields.some(({ id }) => id === needs)).map(({ item }) => item.id)
  return [
    {
      path: [...path, 'form'],
      message: `${kind} の様式「${form.name}」に項目 ${needs} がありません。`,
      remedy:
        fitting.length > 0
          ? `様式 ${fitting.join('、')} を使うか、項目 ${needs} を加えてください。`
          : `様式に項目 ${needs} を加えてください。`,
    },
  ]
}

/** Two asks for the same subject would be one assignment under one id. */
function overlapFaults(step: DefinitionStep, path: PropertyKey[]): Fault[] {
  return step.asks.flatMap((ask, at) => {
    const earlier = step.asks.slice(0, at)
    const clash =
      ask.per !== 'once' &&
      earlier.some((one) => one.per === ask.per && (one.where === ask.where || one.where === 'all' || ask.where === 'all'))
    return clash
      ? [
          {
            path: [...path, at],
            message: `この工程は同じ対象（per: ${ask.per}）に二度尋ねています。`,
            remedy: '一つにまとめるか、where で verified と unverified に分けるか、工程を分けてください。',
          },
        ]
      : []
  })
}

function unknown(known: string[], id: string, what: string, path: PropertyKey[], alsoAllowed: string[] = []): Fault[] {
  return known.includes(id) ? [] : [{ path, message: `${what}「${id}」がありません。`, remedy: instead(id, [...known, ...alsoAllowed]) }]
}
