import { z } from 'zod'
import type { Field } from '../definition/schema.js'
import { asList, asObject, asText, fieldOf } from './loose-content.js'

/** On what ground a city may print a picture, as whoever adds it states. */
export const rightsWords = [
  { id: 'own', name: '自ら撮影（市）' },
  { id: 'permitted', name: '許諾を得た' },
  { id: 'provided', name: '権利者から提供' },
] as const

/** More do not make a sheet clearer, and all of them are shown on one page. */
export const mostPictures = 20

const blank = (text: string | undefined) => (text ?? '').trim() === ''
const control = /[^\P{Cc}\t\n\r]/u
const line = (missing = '文字で書いてください。') =>
  z
    .string(missing)
    .max(2_000, '2千字以内にしてください。')
    .refine((text) => !control.test(text), '目に見えない制御文字が入っています。貼り付け直してください。')
const rightsAsked =
  '掲載できる根拠を「自ら撮影（市）」「許諾を得た」「権利者から提供」から選んでください。確かめられないときは、写真を外してください。'
const altAsked = '写真が見えない人に内容を伝える文を書いてください（例：商店街の通りに20人ほどが集まり、説明を聞いている様子）。'

const picture = z
  .strictObject({
    /** SHA-256 of the stored bytes, 64 hexadecimal digits */
    id: z.string('写真がありません。取り除いてください。').regex(/^[0-9a-f]{64}$/, '写真がありません。取り除いてください。'),
    alt: line(altAsked).refine((text) => !blank(text), altAsked),
    caption: line().optional(),
    source: line().optional(),
    rights: z.enum(rightsWords.map(({ id }) => id) as [string, ...string[]], rightsAsked),
  })
  .refine(({ rights, source }) => rights === 'own' || !blank(source), {
    path: ['source'],
    message: '出典（撮影した人や団体の名）を書いてください。市が撮影したもの以外には、出典を添えて掲載します。',
  })

/** The schema of a `pictures` field's value: with alternative text and rights cleared, each picture once. */
export const pictures = z
  .array(picture)
  .max(mostPictures, `写真は${mostPictures}枚までです。`)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, '同じ写真が二度あります。')

/** A picture as an unchecked content holds it: '' where nothing is written. */
export interface WrittenPicture {
  id: string
  alt: string
  caption: string
  source: string
  rights: string
}

export const picturesOf = (value: unknown): WrittenPicture[] =>
  asList(value)
    .map(asObject)
    .map(({ id, alt, caption, source, rights }) => ({
      id: asText(id),
      alt: asText(alt),
      caption: asText(caption),
      source: asText(source),
      rights: asText(rights),
    }))

/** The words for a ground; what is no such word stays to be seen. */
export const rightsName = (id: string): string => rightsWords.find((word) => word.id === id)?.name ?? id

/** Every picture that a content shows in these fields, by field, in order. The content may be unchecked. */
export const picturesShown = (fields: Field[], content: Record<string, unknown>): { field: string; at: number; id: string }[] =>
  fields
    .filter(({ type }) => type === 'pictures')
    .flatMap((field) => picturesOf(fieldOf(content, field.id)).map(({ id }, at) => ({ field: field.id, at, id })))

/** Whether two values show the same pictures on the same ground: then only their wording can differ. */
export const samePictures = (before: unknown, after: unknown): boolean => {
  const marks = (value: unknown) => picturesOf(value).map(({ id, rights }) => `${id} ${rights}`)
  return marks(before).join('\n') === marks(after).join('\n')
}
