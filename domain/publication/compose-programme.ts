import type { Definition } from '../definition/schema.js'
import { canonical } from '../trail/canonical.js'
import { pairOpinions } from './pair-opinions.js'
import { isBlank, printField } from './print-field.js'
import type { AcceptedVersion, RegisterLine, ReportInput } from './report-input.js'
import { type PrintedField, type ProgrammePart, type Source, sections } from './report-schema.js'

export const sourceOf = ({ versionId, hash, step, round }: AcceptedVersion): Source => ({ versionId, hash, step, round })

/** Versions in the order of the year: by step, then by round. A later one stands. */
export const inOrderOfYear =
  (definition: Definition) =>
  (a: AcceptedVersion, b: AcceptedVersion): number => {
    const stepAt = (version: AcceptedVersion) => definition.steps.findIndex(({ id }) => id === version.step)
    const roundAt = (version: AcceptedVersion) => definition.rounds.findIndex(({ id }) => id === version.round)
    return stepAt(a) - stepAt(b) || roundAt(a) - roundAt(b)
  }

/** The fields of one version as printed, in the form's order; only those that its round asked for. */
export function printVersion(input: ReportInput, version: AcceptedVersion): { fields: PrintedField[]; problems: string[] } {
  const { definition, fiscalYear } = input
  const form = definition.forms.find(({ id }) => id === version.form)
  const asked = definition.rounds.find(({ id }) => id === version.round)?.fields[version.form]
  const fields: PrintedField[] = []
  const problems: string[] = []
  if (!form)
    return {
      fields,
      problems: [`版 ${version.versionId} の様式「${version.form}」が実施要領にありません。実施要領の forms を確かめてください。`],
    }
  for (const field of form.fields) {
    if (asked && !asked.includes(field.id)) continue
    const value = (version.content as Record<string, unknown> | null)?.[field.id]
    const result = printField(definition, form.id, field, value, fiscalYear, sourceOf(version), input.pictures)
    if (result && 'problem' in result) problems.push(result.problem)
    else if (result) fields.push(result.printed)
  }
  return { fields, problems }
}

const bySection = (a: PrintedField, b: PrintedField): number => sections.indexOf(a.section) - sections.indexOf(b.section)

/**
 * A programme's sheet from all that was accepted about it. A later round's value stands, the earlier one is kept under `rounds`.
 * Other forms (a hearing, the reflection in the budget) add the fields that have a phase of the review, and their dates.
 */
export function composeProgramme(input: ReportInput, line: RegisterLine): { programme: ProgrammePart; problems: string[] } {
  const { definition } = input
  const own = input.accepted.filter(({ subject }) => subject === line.key).sort(inOrderOfYear(definition))
  const stepOf = (id: string) => definition.steps.find((step) => step.id === id)
  const standing = new Map<string, PrintedField>()
  const rounds: ProgrammePart['rounds'] = []
  const held: ProgrammePart['held'] = []
  const problems: string[] = []
  const printed = own.filter(({ attested }) => !attested).map((version) => ({ version, ...printVersion(input, version) }))
  for (const one of printed) {
    problems.push(...one.problems)
    const form = definition.forms.find(({ id }) => id === one.version.form)
    const isSheet = one.version.form === line.form
    const kind = stepOf(one.version.step)?.kind
    for (const field of one.fields) {
      const ofReview = isSheet || form?.fields.find(({ id }) => id === field.id)?.phase !== undefined || field.type === 'money'
      if (ofReview) standing.set(isSheet ? field.id : `${one.version.form}.${field.id}`, field)
      else if (field.type === 'date' && (kind === 'hear' || kind === 'meet')) {
        held.push({ name: stepOf(one.version.step)?.name ?? one.version.step, date: field.value, source: field.source })
      }
    }
  }
  for (const one of printed.filter(({ version }) => version.form === line.form && version.round !== null)) {
    const changed = one.fields.filter((field) => {
      // A picture that was taken out again is not published beside those that stand: its rights may have been the reason.
      if (field.type === 'pictures') return false
      const now = standing.get(field.id)
      return now !== undefined && now.source.versionId !== field.source.versionId && canonical(now.value) !== canonical(field.value)
    })
    const round = definition.rounds.find(({ id }) => id === one.version.round)
    if (changed.length > 0)
      rounds.push({ id: one.version.round ?? '', name: round?.name ?? '', source: sourceOf(one.version), fields: changed })
  }
  const order = definition.forms.flatMap((form) =>
    form.fields.map((field) => (form.id === line.form ? field.id : `${form.id}.${field.id}`)),
  )
  const paired = pairOpinions(
    input,
    own.filter(({ attested }) => !attested).map((version) => ({ version, source: sourceOf(version) })),
  )
  const shared = input.programmes.find(({ key }) => key === line.sharedWith)
  const { departmentName, form: _form, sharedWith: _sharedWith, ...register } = line
  return {
    problems: [...problems, ...paired.problems],
    programme: {
      ...register,
      department: departmentName,
      sharedWith: shared ? { key: shared.key, name: shared.name } : null,
      fields: [...standing]
        .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
        .map(([, field]) => field)
        .sort(bySection),
      review: paired.review,
      held,
      rounds,
      attested: own
        .filter((version) => version.attested && isPrinted(definition, version))
        .map((version) => ({ name: stepOf(version.step)?.name ?? version.step, source: sourceOf(version) })),
      sources: own
        .filter((version) => isPrinted(definition, version))
        .map((version) => ({ ...sourceOf(version), name: stepOf(version.step)?.name ?? version.step })),
    },
  }
}

/** Whether anything of a version is printed at all: notes of a hearing are not, and their version is then not named either. */
export function isPrinted(definition: Definition, version: AcceptedVersion): boolean {
  const asked = definition.rounds.find(({ id }) => id === version.round)?.fields[version.form]
  const fields = definition.forms.find(({ id }) => id === version.form)?.fields ?? []
  const content = version.content as Record<string, unknown> | null
  return fields.some(({ id, printed }) => printed && (!asked || asked.includes(id)) && (version.attested || !isBlank(content?.[id])))
}
