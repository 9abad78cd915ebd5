import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { Refused } from '../../app/errors.js'
import type { NotesForm, RemarkFilter, RemarksPageProps } from '../pages/review/workbench/remarks-props.js'
import { keyOf } from './office-form.js'

/** The key for what is sent next: a new one where this one stands for something else that was recorded. */
export const nextKey = (error: unknown, key: string): string =>
  error instanceof Refused && error.code === 'command-id-reused' ? randomUUID() : key

export const emptyForm = (): NotesForm => ({
  act: '',
  key: randomUUID(),
  text: '',
  subject: '',
  where: '',
  place: '',
  seat: '',
  document: '',
})

export function notesForm(form: FormData): NotesForm {
  const text = (name: string) => String(form.get(name) ?? '')
  return {
    act: text('_act'),
    key: keyOf(form),
    text: text('text'),
    subject: text('subject'),
    where: text('where'),
    place: text('place').trim(),
    seat: text('seat'),
    document: text('document'),
  }
}

export const filterOf = (c: Context): RemarkFilter => ({
  subject: c.req.query('about') ?? '',
  source: c.req.query('source') ?? '',
  seat: c.req.query('seat') ?? '',
  use: c.req.query('use') ?? '',
})

export function doneOf(c: Context): Partial<RemarksPageProps> {
  const [done, kept, back, mended] = ['done', 'kept', 'back', 'mended'].map((name) => c.req.query(name) ?? '')
  if (done) return { done: `発言を${Number(done) || 0}件記録しました。` }
  if (kept) return { done: '資料を保存しました。文を読み込むか、もとの資料として選べます。' }
  if (back) return { done: '発言の記録を取り消しました。もとの行は記録に残っています。' }
  return mended ? { done: '発言の記録を訂正しました。前の文も記録に残っています。' } : {}
}

export function plainText(mediaType: string, bytes: Uint8Array): { ok: true; text: string } | { ok: false; problem: string } {
  if (mediaType !== 'text/plain')
    return { ok: false, problem: '文を読み込めるのは、Word（.docx）とテキスト（.txt）だけです。見ながら書き写してください。' }
  for (const encoding of ['utf-8', 'shift_jis'])
    try {
      return { ok: true, text: new TextDecoder(encoding, { fatal: true }).decode(bytes) }
    } catch {}
  return { ok: false, problem: '文字を読めません。UTF-8で保存し直してください。' }
}
