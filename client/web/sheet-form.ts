import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import type { Entry } from '../../domain/sheet/entry-text.js'
import type { Sheet } from '../app/desk/sheet.js'
import { type PostHeld, type Rights, rightsIn } from '../app/people/posts-held.js'

/** What a sheet's form brought: the buttons' own names begin with an underscore, which no field's does. */
export interface SheetForm {
  act: 'save' | 'ask' | 'confirm' | 'submit' | 'attest'
  /** idempotency key: the same button pressed twice is one act */
  key: string
  /** the draft's revision that the person had before them */
  revision: number
  /** the head has agreed by word of mouth */
  oral: boolean
  /** why there is nothing to report */
  reason: string
  /** edit: who of the section agreed, and the version that was looked at */
  consent: string
  base: string
  entry: Entry
}

const acts = ['save', 'ask', 'confirm', 'submit', 'attest'] as const

/** Reads what was sent; anything odd about the form itself counts as "save": a text is never turned away for it. */
export async function sheetForm(c: Context): Promise<SheetForm> {
  const form = await c.req.formData()
  const text = (name: string) => String(form.get(name) ?? '')
  const entry: Entry = Object.create(null)
  for (const [name, value] of form.entries()) {
    if (!name.startsWith('_') && typeof value === 'string') entry[name] = value
  }
  const key = text('_key')
  const revision = Number(text('_revision'))
  return {
    act: acts.find((act) => act === text('_do')) ?? 'save',
    key: /^[\w-]{8,64}$/.test(key) ? key : randomUUID(),
    revision: Number.isSafeInteger(revision) && revision >= 0 ? revision : 0,
    oral: text('_oral') === 'on',
    reason: text('_reason').trim().slice(0, 2_000),
    consent: text('_consent').trim().slice(0, 500),
    base: text('_base').slice(0, 300),
    entry,
  }
}

/** What the visitor may do with a sheet, and as which post. */
export interface SheetRights {
  /** the post that acts; null: may only read */
  as: PostHeld | null
  /** confirms what the section hands in */
  isHead: boolean
  /** acts for the section, as the office */
  onBehalf: boolean
}

export function sheetRights(sheet: Sheet, all: PostHeld[]): SheetRights {
  const rights: Rights = rightsIn(sheet.cycle.city, all)
  const own = rights.posts.filter((post) => post.department === sheet.one.department)
  const rank = (post: PostHeld) => (post.id === sheet.one.post ? 0 : post.role === 'officer' ? 1 : 2)
  const [mine] = own.toSorted((a, b) => rank(a) - rank(b))
  const office = rights.posts.find((post) => post.role === 'office')
  const head = own.find((post) => post.role === 'head')
  return { as: mine ?? office ?? null, isHead: head !== undefined, onBehalf: mine === undefined && office !== undefined }
}

/** The assignment still waits for its section. */
export const isWritable = (sheet: Sheet): boolean =>
  (sheet.one.state === 'open' || sheet.one.state === 'returned') && !sheet.one.sealed && sheet.cycle.state === 'running'
