import type { Definition, Field } from '../definition/schema.js'
import { indicator } from '../sheet/field-values.js'
import { picturesOf } from '../sheet/pictures.js'
import { readsPlainly } from '../sheet/plain-reading.js'
import { comparedIndicator } from './compare-indicator.js'
import { pictureFile } from './picture-files.js'
import type { StoredPicture } from './report-input.js'
import { type PrintedField, printedField, type Section, type Source } from './report-schema.js'

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Nothing was written: an empty text or list does not replace what an earlier round said. */
export const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

/** Not printed as fields: opinions and Actions stand beside each other (`pairOpinions`), a member's own words are never printed. */
const setApart: ReadonlySet<Field['type']> = new Set(['opinions', 'actions', 'statements', 'promises', 'ruling'])

const withDoubt = (value: unknown): unknown =>
  isObject(value)
    ? {
        ...value,
        doubtful: !readsPlainly(
          typeof value.raw === 'string' ? value.raw : undefined,
          typeof value.value === 'number' ? value.value : null,
        ),
      }
    : value

/** @throws Error when a picture is not kept: a report never shows a frame without its picture */
function withFiles(value: unknown, kept: StoredPicture[]) {
  return picturesOf(value).map(({ id, alt, caption, source }) => {
    const stored = kept.find((one) => one.id === id)
    if (!stored) throw new Error(`The picture ${id} is not kept.`)
    const { width, height } = stored
    return { file: pictureFile(stored), alt, ...(caption ? { caption } : {}), ...(source ? { source } : {}), width, height }
  })
}

function printedValue(field: Field, value: unknown, fiscalYear: number, pictures: StoredPicture[]): unknown {
  switch (field.type) {
    case 'indicators':
      return indicator
        .array()
        .parse(value)
        .map((one) => comparedIndicator(one, fiscalYear))
    case 'number':
      return withDoubt(value)
    case 'money':
      return { ...(withDoubt(value) as object), kind: field.money?.kind, fiscalYear: fiscalYear + (field.money?.fiscalYear ?? 0) }
    case 'figures':
      return Array.isArray(value) ? value.map(withDoubt) : value
    case 'choice':
      return field.options?.find((option) => option.id === value)?.label ?? value
    case 'pictures':
      return withFiles(value, pictures)
    default:
      return value
  }
}

/**
 * The sections of a form's fields, by field id, in the order of the printed report. A plan field that follows the results is
 * next year's plan; text directly after indicators or money is their note. Opinions and Actions are set apart (`pairOpinions`).
 */
export function sectionsOf(fields: Field[]): Map<string, Section> {
  const sections = new Map<string, Section>()
  let done = false
  let before: Section | undefined
  for (const field of fields) {
    if (setApart.has(field.type)) continue
    let section: Section
    if (field.type === 'money') section = 'money'
    else if (field.type === 'indicators' || (before === 'indicators' && field.type === 'text')) section = 'indicators'
    else if (before === 'money' && field.phase === undefined) section = 'money'
    else if (field.phase === 'plan') section = done ? 'next' : 'plan'
    else section = field.phase ?? 'do'
    done ||= field.phase === 'do'
    sections.set(field.id, section)
    before = section
  }
  return sections
}

/**
 * One field as printed, or the reason why its value cannot be (a sentence). Null when there is nothing to print.
 * `pictures` are those that are kept.
 */
export function printField(
  definition: Definition,
  formId: string,
  field: Field,
  value: unknown,
  fiscalYear: number,
  source: Source,
  pictures: StoredPicture[] = [],
): { printed: PrintedField } | { problem: string } | null {
  if (!field.printed || isBlank(value) || setApart.has(field.type)) return null
  const form = definition.forms.find(({ id }) => id === formId)
  const section = sectionsOf(form?.fields ?? []).get(field.id) ?? 'do'
  try {
    return {
      printed: printedField.parse({
        type: field.type,
        id: field.id,
        label: field.label,
        section,
        source,
        value: printedValue(field, value, fiscalYear, pictures),
      }),
    }
  } catch {
    return {
      problem: `版 ${source.versionId} の「${field.label}」の値が様式「${form?.name ?? formId}」の形ではありません。版の内容を確かめてください。`,
    }
  }
}
