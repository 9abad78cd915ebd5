import { z } from 'zod'
import type { Definition, Field, Form } from '../definition/schema.js'
import { type ContentRules, fieldSchema } from './field-values.js'
import { asObject, asText } from './loose-content.js'
import { partWord } from './part-words.js'

/** What is wrong with one field of a content, as a sentence for the person who filled it in. `field` is '' when it concerns the whole. */
export interface ContentProblem {
  field: string
  message: string
}

/**
 * The fields that one asking shows: those the round names for the form, in the form's order, or all of them without a round.
 * Throws when the definition has no such form or round, or the round asks nothing of the form (`readDefinition` and the
 * register's import exclude that).
 */
export function fieldsAsked(definition: Pick<Definition, 'forms' | 'rounds'>, formId: string, roundId: string | null): Field[] {
  const form = formOf(definition, formId)
  if (roundId === null) return form.fields
  const round = definition.rounds.find(({ id }) => id === roundId)
  if (!round) throw new Error(`実施要領に回「${roundId}」がありません。rounds を確かめてください。`)
  const asked = round.fields[formId]
  if (!asked)
    throw new Error(`回「${round.name}」は様式「${form.name}」の項目を尋ねていません。rounds の fields に ${formId} を加えてください。`)
  return form.fields.filter(({ id }) => asked.includes(id))
}

function formOf(definition: Pick<Definition, 'forms'>, formId: string): Form {
  const form = definition.forms.find(({ id }) => id === formId)
  if (!form) throw new Error(`実施要領に様式「${formId}」がありません。forms を確かめてください。`)
  return form
}

/**
 * The validator of what is handed in for one form and round: `{[field id]: value}` with the value shapes told at `field`
 * in domain/definition/schema.ts. The same schema serves the page, the Excel file and the API. Fields that are not asked are refused.
 */
export function contentSchema(definition: ContentRules, formId: string, roundId: string | null) {
  const shape: Record<string, z.ZodType> = {}
  for (const field of fieldsAsked(definition, formId, roundId)) {
    const schema = fieldSchema(field, definition)
    // Whether earlier promises are all answered is known where they are (domain/review): without one, nothing is written.
    shape[field.id] = field.required && field.type !== 'promises' ? schema : schema.optional()
  }
  return z.strictObject(shape)
}

/** Checks a content before it is handed in; all problems at once, in the form's order. */
export function checkContent(
  definition: ContentRules,
  formId: string,
  roundId: string | null,
  content: unknown,
): { ok: true } | { ok: false; problems: ContentProblem[] } {
  const result = contentSchema(definition, formId, roundId).safeParse(content)
  if (result.success) {
    const missing = unexplained(fieldsAsked(definition, formId, roundId), asObject(content))
    return missing.length === 0 ? { ok: true } : { ok: false, problems: missing }
  }
  const form = formOf(definition, formId)
  const problems = result.error.issues.flatMap((issue) => problemsOf(issue, form, content))
  const order = new Map(form.fields.map((field, index) => [field.id, index]))
  problems.sort((a, b) => (order.get(a.field) ?? form.fields.length) - (order.get(b.field) ?? form.fields.length))
  return { ok: false, problems }
}

/** Choices that ask for a word of explanation, which is missing. */
const unexplained = (fields: Field[], content: Record<string, unknown>): ContentProblem[] =>
  fields.flatMap(({ id, label, options = [] }) => {
    const chosen = options.find((option) => option.id === content[id])
    const explanation = fields.find((field) => field.id === chosen?.explain)
    if (!chosen || !explanation || asText(content[explanation.id]).trim() !== '') return []
    return [
      { field: explanation.id, message: `「${label}」で「${chosen.label}」を選んだときは、「${explanation.label}」を書いてください。` },
    ]
  })

function problemsOf(issue: z.core.$ZodIssue, form: Form, content: unknown): ContentProblem[] {
  const [fieldId = '', ...inside] = issue.path
  if (fieldId === '' && issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ field: key, message: notAsked(form, key) }))
  const field = form.fields.find(({ id }) => id === fieldId)
  if (!field) return [{ field: '', message: '内容は項目ごとの値の組で渡してください（例: {"summary": "…"}）。' }]
  const given = typeof content === 'object' && content !== null && Object.hasOwn(content, field.id)
  if (inside.length === 0 && !given) return [{ field: field.id, message: `「${field.label}」は必ず書いてください。` }]
  return [{ field: field.id, message: `「${field.label}」${placeWithin(inside, field)}: ${sentenceOf(issue)}` }]
}

const notAsked = (form: Form, key: string): string => {
  const field = form.fields.find(({ id }) => id === key)
  return field
    ? `「${field.label}」は今回の照会では尋ねていません。取り除いてください。`
    : `様式「${form.name}」に「${key}」という項目はありません。取り除いてください。`
}

/** `[2, 'values', 0, 'actual']` → の3番目の年度別の値の1番目の実績 */
const placeWithin = (path: PropertyKey[], { type }: Field): string =>
  path.map((part) => (typeof part === 'number' ? `の${part + 1}番目` : `の${partWord(type, String(part))}`)).join('')

const kindNames: Record<string, string> = { string: '文字', number: '数値', boolean: 'はい・いいえ', array: '一覧', object: '値の組' }

/** The field's own sentence where it has one; zod's words would be English. */
function sentenceOf(issue: z.core.$ZodIssue): string {
  if (/[ぁ-ん]/.test(issue.message)) return issue.message
  if (issue.code === 'invalid_type') return `${kindNames[issue.expected] ?? issue.expected}で書いてください。`
  if (issue.code === 'unrecognized_keys') return `使えない欄 ${issue.keys.join('、')} があります。取り除いてください。`
  return '値の書き方が違います。'
}
