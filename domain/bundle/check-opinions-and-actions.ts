import { instead } from '../definition/nearest.js'
import type { Fault } from '../definition/problem.js'
import type { Definition } from '../definition/schema.js'
import { crossCutting, wholeName } from '../review/whole.js'
import type { Asked } from './hand-in.js'
import type { Bundle } from './schema.js'

/**
 * Opinions and Actions: is each about something, in the definition's words, and does every number point at an opinion of
 * the same subject? An opinion without an Action is legal (that is what the year was like); one that nobody is asked for is not,
 * because it would vanish.
 */
export function checkOpinionsAndActions(bundle: Bundle, definition: Definition, asked: Asked[]): Fault[] {
  const faults: Fault[] = []
  const refuse = (path: PropertyKey[], message: string, remedy: string) => faults.push({ path, message, remedy })
  const formsWith = (type: string) =>
    new Set(definition.forms.filter(({ fields }) => fields.some((field) => field.type === type)).map(({ id }) => id))
  const subjectsFor = (type: string) => {
    const forms = formsWith(type)
    return new Set(asked.filter(({ form }) => forms.has(form)).map(({ subject }) => subject))
  }
  const word = (path: PropertyKey[], name: string, id: string | null | undefined, words: { id: string; name: string }[]) => {
    if (id === null || id === undefined || words.some((one) => one.id === id)) return
    refuse(
      path,
      `${name}「${id}」は実施要領にありません。`,
      instead(
        id,
        words.map((one) => one.id),
      ),
    )
  }
  const noTwice = (list: 'opinions' | 'actions', name: string) => {
    const seen = new Set<string>()
    bundle[list].forEach(({ subject, no }, index) => {
      if (no === null) return
      const id = `${subject}/${no}`
      if (seen.has(id))
        refuse(
          [list, index, 'no'],
          `「${subject}」の${name}${no}が二つあります。`,
          '番号を振り直してください。対応が答える番号も合わせてください。',
        )
      seen.add(id)
    })
  }

  if (bundle.pairing !== definition.pairing)
    refuse(
      ['pairing'],
      `意見と対応の組合せの扱い「${bundle.pairing}」が実施要領の「${definition.pairing}」と違います。`,
      `${definition.pairing} にするか、別の版の実施要領を指してください。`,
    )
  noTwice('opinions', '意見')
  noTwice('actions', '対応')

  const opinionSubjects = subjectsFor('opinions')
  bundle.opinions.forEach((opinion, index) => {
    const at = (field: string): PropertyKey[] => ['opinions', index, field]
    if (!opinionSubjects.has(opinion.subject))
      refuse(
        at('subject'),
        `「${opinion.subject}」への意見を整理する照会が、どの工程にもありません。`,
        '対象の key を直すか、検証対象（verified）にするか、実施要領に照会を足してください。',
      )
    if (bundle.pairing === 'numbered' && opinion.no === null)
      refuse(
        at('no'),
        `「${opinion.subject}」の意見に番号がありません。`,
        '番号を付けるか、番号のない年度なら pairing を unknown にしてください。',
      )
    word(at('kind'), '意見の種類', opinion.kind, definition.opinionKinds)
    word(at('viewpoint'), '視点', opinion.viewpoint, definition.viewpoints)
    const { as, into, reason } = opinion.printing ?? {}
    const others = bundle.opinions.filter(({ subject, no }) => subject === opinion.subject && no !== opinion.no)
    if (as === 'merged' && !others.some(({ no }) => no === into))
      refuse(
        at('printing'),
        `「${opinion.subject}」の意見${opinion.no ?? ''}を含める先の意見${into ?? ''}がありません。`,
        'into に、同じ対象のほかの意見の番号を書いてください。',
      )
    if (as === 'unprinted' && reason === undefined)
      refuse(
        at('printing'),
        `「${opinion.subject}」の意見${opinion.no ?? ''}を掲載しない理由がありません。`,
        'reason に一文を書いてください。',
      )
  })

  const actionSubjects = subjectsFor('actions')
  bundle.actions.forEach((action, index) => {
    const at = (...rest: PropertyKey[]): PropertyKey[] => ['actions', index, ...rest]
    const opinions = bundle.opinions.filter(({ subject }) => subject === action.subject)
    if (!actionSubjects.has(action.subject))
      refuse(
        at('subject'),
        `「${action.subject}」の対応を尋ねる照会が、どの工程にもありません。`,
        '対象の key を直すか、検証対象（verified）にするか、実施要領に照会を足してください。',
      )
    action.answers.forEach((no, position) => {
      if (opinions.some((opinion) => opinion.no === no)) return
      const elsewhere = bundle.opinions.filter((opinion) => opinion.no === no).map(({ subject }) => subject)
      refuse(
        at('answers', position),
        `「${action.subject}」の対応が答える意見${no}が、「${action.subject}」の意見にありません${elsewhere.length > 0 ? `（意見${no}は「${elsewhere.slice(0, 3).join('」「')}」にあります）` : ''}。`,
        `${opinions.flatMap((opinion) => (opinion.no === null ? [] : [opinion.no])).join('・') || '番号のある意見がないので、空（[]）'}にするか、対象を直してください。`,
      )
    })
    action.whole?.forEach((no, position) => {
      if (!bundle.opinions.some((opinion) => opinion.subject === crossCutting && opinion.no === no))
        refuse(
          at('whole', position),
          `${wholeName}への意見${no}がありません。`,
          `${wholeName}への意見の番号にするか、whole を消してください。`,
        )
    })
    if (new Set(action.answers).size !== action.answers.length)
      refuse(at('answers'), `「${action.subject}」の対応が同じ意見に二度答えています。`, '同じ番号を一つにしてください。')
    action.reading?.forEach((position, place) => {
      if (position > opinions.length)
        refuse(
          at('reading', place),
          `読み取り「${position}番目」に当たる意見が「${action.subject}」にありません（${opinions.length}件）。`,
          '1 から意見の件数までの数にしてください。',
        )
    })
    word(at('category'), '対応区分', action.category, definition.responseCategories)
    word(at('budget'), '予算区分', action.budget, definition.budgetKinds)
  })
  return faults
}
