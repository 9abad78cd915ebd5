import type { ContentProblem } from '../../domain/sheet/content.js'
import { type Entry, readEntry } from '../../domain/sheet/entry.js'
import { mostPictures, picturesShown } from '../../domain/sheet/pictures.js'
import type { Desk } from '../app/desk/desk.js'
import type { Sheet } from '../app/desk/sheet.js'
import type { SheetForm } from './sheet-form.js'

/** A form with the picture that came with it, or what is wrong with that; `place` is where the page shows it. */
interface WithPicture {
  form: SheetForm
  place: string
  problems: ContentProblem[]
}

/** Keeps the picture that a form brought and writes it into the form's texts. Nothing else of the form changes. */
export async function withPicture(
  desk: Pick<Desk, 'addPicture'>,
  sheet: Sheet,
  form: SheetForm,
  by: { personId: string; bySection: boolean },
): Promise<WithPicture> {
  const field = sheet.fields.find(({ id, type }) => type === 'pictures' && id === form.picture?.field)
  const refused = (message: string): WithPicture => ({ form, place: '', problems: [{ field: field?.id ?? '', message }] })
  if (!field) return refused('この依頼には、写真を加える欄がありません。')
  const file = form.picture?.file
  if (!file) return refused('加える写真のファイルを選んでから、「写真を加える」を押してください。')
  const shown = picturesShown([field], readEntry([field], form.entry))
  if (shown.length >= mostPictures) return refused(`写真は${mostPictures}枚までです。どれかを外してから加えてください。`)
  const added = await desk.addPicture({ processId: sheet.one.id, ...by, file: new Uint8Array(await file.arrayBuffer()) })
  if ('problem' in added) return refused(added.problem)
  if (shown.some(({ id }) => id === added.id)) return refused('同じ写真がもう加えてあります。')
  const place = shown.length === 0 ? `f-${field.id}` : `f-${field.id}.${shown.length}.alt`
  const name = `${field.id}.${freeRow(field.id, form.entry)}.id`
  return { form: { ...form, entry: { ...form.entry, [name]: added.id } }, place, problems: [] }
}

/** The number after the last row that holds anything, one that is to be taken out included. */
function freeRow(field: string, entry: Entry): number {
  const numbers = Object.keys(entry).flatMap((name) => {
    const [id, row = ''] = name.split('.')
    return id === field && /^\d{1,6}$/.test(row) ? [Number(row)] : []
  })
  return Math.max(-1, ...numbers) + 1
}
