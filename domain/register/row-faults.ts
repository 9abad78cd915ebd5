import type { Definition } from '../definition/schema.js'
import { fieldWords, type RegisterField, type RegisterRow, roundWithout, sheetForms } from './row.js'

/** One thing that is wrong with a line of a register: which line (from 0), which cell, and what to do. */
export interface RowFault {
  index: number
  key: string
  field: RegisterField
  text: string
}

/**
 * All that is wrong with the lines of a register, beside the definition of its year and the city's departments.
 * @param last the register of the year before; empty: there is none
 */
export function rowFaults(
  rows: RegisterRow[],
  definition: Definition,
  departments: { key: string; name: string }[],
  last: readonly { key: string }[],
): RowFault[] {
  const forms = sheetForms(definition)
  const articles = new Set(definition.articles.map(({ no }) => no))
  const articleWords = [...articles].map((no) => `第${no}条`).join('・')
  const keys = new Set(rows.map(({ key }) => key))
  return rows.flatMap((row, index) => {
    const faults: RowFault[] = []
    const refuse = (field: RegisterField, what: string, remedy: string) =>
      faults.push({ index, key: row.key, field, text: `${row.name || row.key || '名前のない行'}：${fieldWords[field]}${what}${remedy}` })
    if (!/^[a-z0-9][a-z0-9-]*$/.test(row.key))
      refuse('key', `「${row.key}」は番号に使えません。`, '英小文字・数字・ハイフンで書いてください（例: p12-01）。')
    else if (rows.findIndex(({ key }) => key === row.key) < index)
      refuse('key', `「${row.key}」が二度書かれています。`, '一方を消すか、別の番号にしてください。')
    if (row.name === '') refuse('name', 'がありません。', '施策の名前を書いてください。')
    if (!articles.has(row.article))
      refuse('article', `「${row.article}」は実施要領にありません。`, `${articleWords}のどれかにしてください。`)
    if (!departments.some(({ key }) => key === row.department))
      refuse('department', `「${row.department}」は課の一覧にありません。`, '今ある課を選んでください。')
    const lacking = roundWithout(definition, row)
    if (!forms.some(({ id }) => id === row.form))
      refuse('form', `「${row.form}」は施策に使えません。`, `${forms.map(({ name }) => `「${name}」`).join('か')}にしてください。`)
    else if (lacking !== null)
      refuse('form', `には「${lacking}」の回に尋ねる項目がありません。`, '別の様式か、検証対象の区分を選び直してください。')
    if (row.sharedWith !== null && (row.sharedWith === row.key || !keys.has(row.sharedWith)))
      refuse('sharedWith', `の相手「${row.sharedWith}」がほかの行にありません。`, '相手の番号を直すか、空にしてください。')
    for (const { what, remedy } of descentFaults(row, rows, last)) refuse('continues', what, remedy)
    return faults
  })
}

/** Why a line cannot continue what it says it does. A programme that several lines continue was split: nothing is wrong with that. */
function descentFaults(row: RegisterRow, rows: RegisterRow[], last: readonly { key: string }[]): { what: string; remedy: string }[] {
  return [...new Set(row.continues)].flatMap((key) => {
    if (key === row.key)
      return [
        {
          what: `に、その施策の番号「${key}」が書かれています。`,
          remedy: '同じ番号の施策は書かなくても前年度から続きます。消してください。',
        },
      ]
    if (!last.some((one) => one.key === key))
      return [
        last.length === 0
          ? { what: `「${key}」を確かめる前年度の名簿がありません。`, remedy: '空にしてください。' }
          : { what: `「${key}」は前年度の名簿にありません。`, remedy: '前年度の番号を直すか、空にしてください。' },
      ]
    const twice = row.continues.filter((one) => one === key).length > 1
    const mutual = last.some((one) => one.key === row.key) && rows.some((one) => one.key === key && one.continues.includes(row.key))
    return [
      ...(twice ? [{ what: `に「${key}」が二度書かれています。`, remedy: '一方を消してください。' }] : []),
      ...(mutual
        ? [
            {
              what: `：「${row.key}」と「${key}」が互いを前年度の事業としています。`,
              remedy: '番号は入れ替えず前年度のままにして、どちらの行からも消してください。',
            },
          ]
        : []),
    ]
  })
}

/**
 * Lines whose form is not that of all others of their kind last year (verified or not). Nothing is wrong with them; most often
 * somebody changed the kind and forgot the form.
 */
export function unusualForms(last: RegisterRow[], rows: RegisterRow[], forms: { id: string; name: string }[]): RowFault[] {
  const usual = (verified: boolean): string | null => {
    const used = new Set(last.filter((row) => row.verified === verified).map(({ form }) => form))
    return used.size === 1 ? ([...used][0] ?? null) : null
  }
  const name = (id: string) => forms.find((form) => form.id === id)?.name ?? id
  return rows.flatMap((row, index) => {
    const form = usual(row.verified)
    if (form === null || form === row.form) return []
    const kind = row.verified ? '検証対象の施策' : '検証対象でない施策'
    const text = `${row.name}：様式が「${name(row.form)}」です。前年度の${kind}は全て「${name(form)}」でした。`
    return [{ index, key: row.key, field: 'form' as const, text }]
  })
}
