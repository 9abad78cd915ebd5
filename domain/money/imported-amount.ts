import { formatDate } from '../calendar/date-words.js'
import type { CityDate } from '../calendar/instants.js'
import type { Field } from '../definition/schema.js'
import type { ContentProblem } from '../sheet/content.js'
import { asNumber, asObject, fieldOf } from '../sheet/loose-content.js'
import { writeNumber } from '../sheet/plain-number.js'

export type MoneyKind = NonNullable<Field['money']>['kind']

/** What the city's finance system says about one programme, kind and fiscal year. */
export interface ImportedAmount {
  programme: string
  kind: MoneyKind
  fiscalYear: number
  /** thousand yen */
  value: number
  asOf: CityDate
  note: string
}

/** Kinds of amounts as a file names them. */
export const kindWords: Record<MoneyKind, string> = {
  initial: '当初',
  revised: '補正後',
  final: '最終予算',
  'expected-settlement': '決算見込',
  settlement: '決算',
}

/** The imported amount that a money field asks for. @param fiscalYear of the cycle @param amounts of the sheet's programme */
export const importedFor = ({ money }: Field, fiscalYear: number, amounts: ImportedAmount[]): ImportedAmount | null =>
  (money && amounts.find((one) => one.kind === money.kind && one.fiscalYear === fiscalYear + money.fiscalYear)) ?? null

/** Where an amount beside a field comes from: 財務会計から 3,441千円（平成29年5月31日（水）現在） */
export const sourceWords = ({ value, asOf, note }: ImportedAmount): string =>
  `財務会計から ${writeNumber(value)}千円（${formatDate(asOf)}現在）${note ? ` ${note}` : ''}`

/** Says where somebody wrote another amount than the finance system's. There may be a reason, so it is only said. */
export function importedDoubts(
  fields: Field[],
  fiscalYear: number,
  content: Record<string, unknown>,
  amounts: ImportedAmount[],
): ContentProblem[] {
  return fields.flatMap((field) => {
    const imported = importedFor(field, fiscalYear, amounts)
    const written = asNumber(asObject(fieldOf(content, field.id)).value)
    if (!imported || written === null || written === imported.value) return []
    const said = `${writeNumber(imported.value)}千円（${formatDate(imported.asOf)}現在）`
    return [
      {
        field: field.id,
        message: `「${field.label}」の${writeNumber(written)}千円は、財務会計の${said}と違います。金額か、違う理由の記載を確かめてください。`,
      },
    ]
  })
}
