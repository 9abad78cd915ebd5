import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { dateOf, instantAt } from '../../domain/calendar/instants.js'
import type { Instant } from '../../domain/process/command.js'
import { readDay } from '../../domain/sheet/written-date.js'
import type { Request } from '../app/request.js'

/** A form names an act that its page does not have. */
export const unknownAct = 'できない操作です。画面を開き直してください。'

/** What the office or a checker asks for on an assignment's page. */
export interface ActForm {
  act: string
  key: string
  text(name: string): string
  /** [name after the prefix, text] of the filled ones */
  under(prefix: string): [string, string][]
  /** the first field whose text is too long to be kept; null: none */
  overlong(): string | null
}

/** Characters of a reason, a remark or what was said. */
const longest = 2_000

export async function actForm(c: Context): Promise<ActForm> {
  const form = await c.req.formData()
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const key = text('_key')
  return {
    act: text('_act'),
    key: /^[\w-]{8,64}$/.test(key) ? key : randomUUID(),
    text,
    overlong: () => [...form.entries()].find(([, value]) => typeof value === 'string' && value.length > longest)?.[0] ?? null,
    under: (prefix) =>
      [...form.entries()].flatMap(([name, value]) =>
        name.startsWith(prefix) && typeof value === 'string' && value.trim() !== ''
          ? [[name.slice(prefix.length), value.trim()] as [string, string]]
          : [],
      ),
  }
}

/** What a form asks for, or the sentence that says what is missing and where. */
export type Asked = { request: Pick<Request, 'act'> & Partial<Request> } | { field: string; message: string }

/** Departments' due dates end with the working day. */
const endOfDay = '17:00'

/** A day as people type it, at the end of the working day or another time (`HH:mm`); null: not a day. `now`: the city's clock. */
export const dayIn = (form: Pick<ActForm, 'text'>, name: string, now: Instant, time = endOfDay): Instant | null => {
  const day = readDay(form.text(name), dateOf(now))
  return day === null ? null : instantAt(day, time)
}
export const notADay =
  '日付として読めません。12月22日、平成28年12月22日、2016-12-22 のように入力してください。年を書かないと、今日から後の最も近い日になります。'

/** The sentence for a text that is too long to be kept, and its field; null: all fit. */
export const tooLong = (form: Pick<ActForm, 'overlong'>): { field: string; message: string } | null => {
  const field = form.overlong()
  return field === null ? null : { field, message: `${longest}字以内で書いてください。何も送っていません。` }
}

type Reader = (form: ActForm) => Asked

/** How each act's form is read. `labels`: fields of the sheet by their id, as mails name them; `now`: the city's clock. */
export const readAct = (form: ActForm, labels: Map<string, string>, now: Instant): Asked => {
  const readers: Record<string, Reader> = {
    accept: () => ({ request: { act: 'accept', versionId: form.text('version') } }),
    return: () => returned(form, labels, now),
    extend: () => dated(form, 'extend-date', now, (dueAt) => ({ act: 'extend', dueAt, ...reason(form, 'extend-reason') })),
    'record-call': () => called(form, now),
    'set-chase': () =>
      form.text('chase') === ''
        ? { field: 'chase', message: '段取りを選んでください。' }
        : form.text('chase-reason') === ''
          ? { field: 'chase-reason', message: '理由を書いてください。記録に残ります。' }
          : {
              request: {
                act: 'set-chase',
                chase: chosenChase(form.text('chase')),
                ...reason(form, 'chase-reason'),
              },
            },
    reassign: () =>
      form.text('to-post') === ''
        ? { field: 'to-post', message: '新しい担当の職を選んでください。' }
        : { request: { act: 'reassign', toPost: form.text('to-post'), ...reason(form, 'reassign-reason') } },
    nudge: () => ({ request: { act: 'nudge' } }),
    withdraw: () =>
      form.text('withdraw-reason') === ''
        ? { field: 'withdraw-reason', message: '取り下げる理由を書いてください。理由は記録に残ります。' }
        : { request: { act: 'withdraw', ...reason(form, 'withdraw-reason') } },
  }
  const long = tooLong(form)
  if (long) return long
  const reader = readers[form.act]
  return reader ? reader(form) : { field: 'acts', message: unknownAct }
}

const reason = (form: ActForm, name: string): Partial<Request> => {
  const text = form.text(name)
  return text === '' ? {} : { reason: text }
}

/** Chosen where nothing at all is to be sent; no chase of a definition has such an id. */
export const noChase = '-'

/** A chase as it was chosen: its id, or null for none. */
export const chosenChase = (text: string): string | null => (text === noChase ? null : text)

/** A telephone note: whom and what always, a promised date where one was given. */
function called(form: ActForm, now: Instant): Asked {
  const [whom, said, date] = [form.text('call-whom'), form.text('call-said'), form.text('call-date')]
  if (whom === '') return { field: 'call-whom', message: '相手の職を書いてください。氏名は書かないでください。' }
  if (said === '') return { field: 'call-said', message: '話した内容を書いてください。' }
  const call = { act: 'record-call', whom, said }
  return date === '' ? { request: call } : dated(form, 'call-date', now, (until) => ({ ...call, until }))
}

type At = (instant: Instant) => Pick<Request, 'act'> & Partial<Request>

function dated(form: ActForm, name: string, now: Instant, request: At): Asked {
  const instant = dayIn(form, name, now)
  return instant === null ? { field: name, message: notADay } : { request: request(instant) }
}

function returned(form: ActForm, labels: Map<string, string>, now: Instant): Asked {
  const remarks = form.under('remark.').map(([field, text]) => ({ field: labels.get(field) ?? field, text: text }))
  const whole = form.text('return-reason')
  if (remarks.length === 0 && whole === '')
    return { field: 'return-reason', message: '直してほしいところを、全体か項目ごとに一つ以上書いてください。課にそのまま届きます。' }
  const typed = form.text('return-date')
  const dueAt = typed === '' ? null : dayIn(form, 'return-date', now)
  if (typed !== '' && dueAt === null) return { field: 'return-date', message: notADay }
  return {
    request: {
      act: 'return',
      reason: whole || `${remarks.length}か所の修正`,
      // What concerns the whole is a remark like any other: in the mail and on the form, beside those of the fields.
      remarks: whole === '' ? remarks : [{ field: '全体', text: whole }, ...remarks],
      ...(dueAt ? { dueAt } : {}),
    },
  }
}
