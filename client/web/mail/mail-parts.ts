import type { Context } from 'hono'
import type { Desk } from '../../app/desk/desk.js'
import { Refused, refusalSentences } from '../../app/errors.js'
import type { Rights } from '../../app/people/posts-held.js'
import type { Steering } from '../../app/steering/steering.js'
import type { MailWord } from '../../app/steering/tell-of-mails.js'
import type { CycleLine } from '../../app/views/list-cycles.js'
import type { Views } from '../../app/views/views.js'
import { type ActForm, tooLong } from '../act-form.js'
import { param } from '../request.js'
import { rightsOf } from '../session.js'

export interface MailParts {
  views: Views
  desk: Pick<Desk, 'deny' | 'postsOf'>
  steering: Steering
  /** the address that mails name; the preview is to name the same */
  publicUrl: string
}

export const oversees = (rights: Rights): boolean => rights.oversees
export const office = (rights: Rights): boolean => rights.office

export const noCity = 'この市の記録はありません。アドレスを確かめてください。'
export const noReason = '理由を書いてください。記録に残ります。'

/** Mails belong to a city; its newest year gives the page its header. */
export const newestOf = async (c: Context, views: Views): Promise<CycleLine | null> => (await views.listCycles(param(c, 'city')))[0] ?? null

/** The office's own post in the path's city; the guards have let nobody else past. */
export const officePost = (c: Context): string => rightsOf(c, param(c, 'city')).posts.find(({ role }) => role === 'office')?.id ?? ''

/** Whoever has sent a form, with its key and reason. */
export const wordOf = (c: Context, form: ActForm, reason: string): MailWord => ({
  id: form.key,
  post: officePost(c),
  person: c.get('visitor').personId,
  reason,
})

/** Field and sentence of what was wrong; null: done. */
export type Wrong = [field: string, message: string] | null

export const overlong = (form: ActForm): Wrong => {
  const long = tooLong(form)
  return long && [long.field, long.message]
}

/** Refusals that say of what they speak by themselves: their details are ids. */
const plainRefusals = ['nothing-to-resend', 'unknown-mail', 'mail-not-ambiguous', 'wrong-post']

export const refusedIn = async (act: () => Promise<unknown>): Promise<Wrong> => {
  try {
    await act()
    return null
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return ['', [refusalSentences[error.code], ...(plainRefusals.includes(error.code) ? [] : error.problems)].join(' ')]
  }
}
