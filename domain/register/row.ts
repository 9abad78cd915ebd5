import type { Programme } from '../bundle/schema.js'
import type { Definition } from '../definition/schema.js'

/** One line of a year's register as the office prepares it. Keys of departments and forms; `note` empty: none. Components are carried along. */
export type RegisterRow = Pick<
  Programme,
  'key' | 'kind' | 'article' | 'name' | 'department' | 'verified' | 'priority' | 'form' | 'sharedWith' | 'components'
> & {
  note: string
  /** keys of last year's programmes that it continues besides the one of its own key: after a change of name, a split, a merger */
  continues: string[]
}

/** What can be changed in a line. */
export type RegisterField = Exclude<keyof RegisterRow, 'components'>

/** The columns of a register, as tables and files head them. */
export const fieldWords: Record<RegisterField, string> = {
  key: '番号',
  kind: '種別',
  article: '条',
  name: '施策名',
  department: '所管課',
  verified: '検証対象',
  priority: '重点',
  form: '様式',
  sharedWith: '一体的に実施',
  continues: '前年度の事業（キー）',
  note: '備考',
}
export const registerFields = Object.keys(fieldWords) as RegisterField[]

export const kindWords: Record<RegisterRow['kind'], string> = { programme: '施策', initiative: '取組' }

/** Keys as people write them into one cell or field: with 、 or a space between. */
export const keysIn = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[\s、,]+/)
    .filter((key) => key !== '')

/** What the cells of a register name: departments and forms by their words. */
export interface RegisterNames {
  departments: { key: string; name: string }[]
  forms: { id: string; name: string }[]
}

/** The word for a key; the key itself where the word is nobody's or two have it, so that what is written can be read back. */
export function wordOf(key: string, all: { key: string; name: string }[]): string {
  const name = all.find((one) => one.key === key)?.name
  return name !== undefined && all.filter((one) => one.name === name).length === 1 ? name : key
}

export const formKeys = (forms: RegisterNames['forms']) => forms.map(({ id, name }) => ({ key: id, name }))

/** A cell as people read it, and as a file holds it. */
export function cellText(row: RegisterRow, field: RegisterField, names: RegisterNames): string {
  switch (field) {
    case 'kind':
      return kindWords[row.kind]
    case 'verified':
    case 'priority':
      return row[field] ? 'はい' : 'いいえ'
    case 'department':
      return wordOf(row.department, names.departments)
    case 'form':
      return wordOf(row.form, formKeys(names.forms))
    case 'continues':
      return row.continues.join('、')
    default:
      return String(row[field] ?? '')
  }
}

/** The forms in which a programme's sheet can be asked for: those that the rounds of the definition's `$form` asks name. */
export function sheetForms(definition: Definition): { id: string; name: string }[] {
  const asks = definition.steps.flatMap((step) => step.asks).filter((ask) => ask.form === '$form')
  const rounds = asks.map((ask) => definition.rounds.find(({ id }) => id === ask.round))
  const named = new Set(rounds.flatMap((round) => Object.keys(round?.fields ?? {})))
  const whole = asks.length === 0 || rounds.includes(undefined)
  return definition.forms.filter(({ id }) => whole || named.has(id)).map(({ id, name }) => ({ id, name }))
}

/** The name of a round that would be asked of this line and that its form does not have, if there is one. */
export function roundWithout(definition: Definition, row: Pick<RegisterRow, 'form' | 'verified'>): string | null {
  const asks = definition.steps
    .flatMap((step) => step.asks)
    .filter((ask) => ask.form === '$form' && (ask.where === 'all' || row.verified === (ask.where === 'verified')))
  for (const ask of asks) {
    const round = definition.rounds.find(({ id }) => id === ask.round)
    if (round && !round.fields[row.form]) return round.name
  }
  return null
}
