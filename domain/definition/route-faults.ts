import { passIn } from '../process/passes.js'
import type { Outline } from './outline.js'
import type { Fault } from './problem.js'
import type { Ask, DefinitionStep, Form } from './schema.js'

/** What is wrong with routes of approvals (回議): steps whose asks are asked in turn, and what only they may have. */
export function routeFaults(outline: Outline): Fault[] {
  const forms = outline.forms.whole.map(({ item }) => item)
  return outline.steps.whole.flatMap(({ index, item }) => {
    const path = ['steps', index]
    return item.inTurn ? [...faultsOfRoute(item, path), ...faultsOfStages(item, forms, path)] : faultsOutside(item, forms, path)
  })
}

function faultsOfRoute(step: DefinitionStep, path: PropertyKey[]): Fault[] {
  if (step.kind !== 'approve')
    return [
      {
        path: [...path, 'inTurn'],
        atKey: true,
        message: '順に回すこと（inTurn）は、承認（kind: approve）の工程だけにできます。',
        remedy: '取り除くか、kind を approve にしてください。',
      },
    ]
  if (step.asks.length >= 2) return []
  return [
    {
      path: [...path, 'asks'],
      message: `「${step.name}」を順に回す（inTurn）には、段階が二つ以上要ります。`,
      remedy: '起案する職と承認する職を、回す順に書いてください。一つだけなら inTurn を取り除いてください。',
    },
  ]
}

function faultsOfStages(step: DefinitionStep, forms: Form[], path: PropertyKey[]): Fault[] {
  return step.asks.flatMap((ask, at): Fault[] => {
    const here = [...path, 'asks', at]
    const faults: Fault[] = []
    if (ask.per !== 'once' || ask.check !== 'none' || ask.optional)
      faults.push({
        path: here,
        message: '順に回す段階は、一つの職に一度ずつ尋ね、確認する役割を置けません。',
        remedy: 'per: once とし、check と optional を取り除いてください。',
      })
    if (at > 0 && !rules(ask, forms))
      faults.push({
        path: [...here, 'form'],
        message: `二つ目からの段階の様式「${ask.form}」に、承認か差戻しかを書く項目がありません。`,
        remedy: 'id も型も ruling の項目を持つ様式の id を書いてください。',
      })
    if (at === 0 && rules(ask, forms))
      faults.push({
        path: [...here, 'form'],
        message: '最初の段階は起案です。承認か差戻しかは書けません。',
        remedy: 'ruling の項目がない様式の id を書いてください。',
      })
    if (at === 0 && ask.to !== 'office')
      faults.push({
        path: [...here, 'to'],
        message: '起案の資料を作れるのは事務局だけのため、最初の段階は事務局に依頼します。',
        remedy: 'to: office にしてください。',
      })
    const other = step.asks.slice(0, at).find((one) => clash(one, ask))
    if (other)
      faults.push({
        path: [...here, 'subject'],
        message: `段階「${ask.subject}」は、段階「${other.subject}」が差戻しの後に回ってきたときの名前と見分けられません。`,
        remedy: '数字で終わらない、別の名前にしてください。',
      })
    return faults
  })
}

const rules = ({ form }: Ask, forms: Form[]): boolean =>
  forms.find(({ id }) => id === form)?.fields.some(({ type }) => type === 'ruling') ?? false

const clash = (a: Ask, b: Ask): boolean =>
  a.subject !== undefined && b.subject !== undefined && (passIn(a.subject, b.subject) !== null || passIn(b.subject, a.subject) !== null)

function faultsOutside(step: DefinitionStep, forms: Form[], path: PropertyKey[]): Fault[] {
  return step.asks.flatMap((ask, at): Fault[] => {
    const here = [...path, 'asks', at]
    return [
      ...(ask.within === undefined
        ? []
        : [
            {
              path: [...here, 'within'],
              atKey: true as const,
              message: '順番が来てからの期間（within）は、順に回す（inTurn）工程の依頼だけに書けます。',
              remedy: '取り除くか、工程に inTurn: true を書いてください。',
            },
          ]),
      ...(rules(ask, forms)
        ? [
            {
              path: [...here, 'form'],
              message: `承認か差戻しかを書く様式「${ask.form}」は、順に回す（inTurn）工程でだけ使えます。`,
              remedy: '工程に inTurn: true を書くか、別の様式にしてください。',
            },
          ]
        : []),
    ]
  })
}
