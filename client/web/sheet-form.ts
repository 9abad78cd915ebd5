import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import type { Entry } from '../../domain/sheet/entry-text.js'
import type { Sheet } from '../app/desk/sheet.js'
import { type PostHeld, type Rights, rightsIn } from '../app/people/posts-held.js'
import { UnreadableAddress } from './request.js'

/** What a sheet's form brought: the buttons' own names begin with an underscore, which no field's does. */
export interface SheetForm {
  act: 'save' | 'ask' | 'confirm' | 'submit' | 'attest' | 'discard' | 'picture'
  /** names the page as it was opened: the same button pressed twice is one act, and its own saves are no conflict */
  key: string
  /** counts the times that this page has sent its text; without script always 0 */
  turn: number
  /** id of the person for whom the page was made; '': it does not say */
  person: string
  /** the draft's revision that the person had before them */
  revision: number
  /** the head has agreed by word of mouth */
  oral: boolean
  /** why there is nothing to report */
  reason: string
  /** edit: who of the section agreed */
  consent: string
  /** id of the latest version that had been handed in when the page was made; '': none */
  base: string
  entry: Entry
  /** the file that was chosen as a picture of a field; null: the button was pressed without one */
  picture: { field: string; file: File | null } | null
}

/** What the database keeps as a whole number. */
const most = 2_147_483_647

const acts = ['save', 'ask', 'confirm', 'submit', 'attest', 'discard'] as const

/**
 * Reads what was sent; anything odd about the form itself counts as "save": a text is never turned away for it.
 * @throws UnreadableAddress when it is no form at all
 */
export async function sheetForm(c: Context): Promise<SheetForm> {
  const form = await c.req.formData().catch(() => {
    throw new UnreadableAddress('送られた内容を読めませんでした。何も変わっていません。前の画面に戻り、もう一度送ってください。')
  })
  const text = (name: string) => String(form.get(name) ?? '')
  const count = (name: string) => {
    const number = Number(text(name))
    return Number.isInteger(number) && number >= 0 && number <= most ? number : 0
  }
  const entry: Entry = Object.create(null)
  for (const [name, value] of form.entries()) {
    if (!name.startsWith('_') && typeof value === 'string') entry[name] = value
  }
  const key = text('_key')
  const picture = pictureIn(form)
  return {
    // A file that was chosen is never passed over, whichever button was pressed.
    act: picture ? 'picture' : (acts.find((act) => act === text('_do')) ?? 'save'),
    key: /^[\w-]{8,64}$/.test(key) ? key : randomUUID(),
    turn: count('_turn'),
    person: text('_person').slice(0, 100),
    revision: count('_revision'),
    oral: text('_oral') === 'on',
    reason: text('_reason').trim(),
    consent: text('_consent').trim(),
    base: text('_base').slice(0, 300),
    entry,
    picture,
  }
}

/** Names of files and of their button: `_picture.` before the field's id. */
export const pictureName = (field: string): string => `_picture.${field}`

function pictureIn(form: FormData): SheetForm['picture'] {
  const chosen = [...form.entries()].flatMap(([name, value]) =>
    name.startsWith(pictureName('')) && value instanceof File && value.name !== ''
      ? [{ field: name.slice(pictureName('').length), file: value }]
      : [],
  )
  if (chosen[0]) return chosen[0]
  const button = String(form.get('_do') ?? '')
  return button.startsWith(pictureName('')) ? { field: button.slice(pictureName('').length), file: null } : null
}

/** Characters of a reason, or of who consented. */
const longest = 2_000

/** The sentence about a reason that is too long to be kept; null: none is. */
export function overlong({ reason, consent }: Pick<SheetForm, 'reason' | 'consent'>): string | null {
  const length = Math.max(reason.length, consent.length)
  return length > longest ? `理由や同意は${longest}字以内で書いてください（いま${length}字です）。何も送っていません。` : null
}

/** What the visitor may do with a sheet, and as which post. */
export interface SheetRights {
  /** the post that acts; null: may only read */
  as: PostHeld | null
  /** confirms what the section hands in */
  isHead: boolean
  /** acts for the section, as the office */
  onBehalf: boolean
  /** the office may not look: the section is writing */
  closed: boolean
}

export function sheetRights(sheet: Sheet, all: PostHeld[]): SheetRights {
  const rights: Rights = rightsIn(sheet.cycle.city, all)
  // Another seat of the same body is somebody else's.
  const own = rights.posts.filter(
    (post) => post.department === sheet.one.department && (post.role !== 'member' || post.id === sheet.one.post),
  )
  const rank = (post: PostHeld) => (post.id === sheet.one.post ? 0 : post.role === 'officer' ? 1 : 2)
  const [mine] = own.toSorted((a, b) => rank(a) - rank(b))
  // A ruling is said by the post that was asked, and by nobody in its place.
  if (sheet.stage?.rules)
    return { as: own.find((post) => post.id === sheet.one.post) ?? null, isHead: false, onBehalf: false, closed: false }
  const office = rights.posts.find((post) => post.role === 'office')
  const head = own.find((post) => post.role === 'head')
  const onBehalf = mine === undefined && office !== undefined
  // What a section is writing is its own until it hands in: nobody enters anything on its behalf meanwhile.
  const closed = onBehalf && isWritable(sheet) && (sheet.draft?.bySection ?? false)
  return { as: closed ? null : (mine ?? office ?? null), isHead: head !== undefined, onBehalf, closed }
}

/** The assignment still waits for its section. */
export const isWritable = (sheet: Sheet): boolean =>
  (sheet.one.state === 'open' || sheet.one.state === 'returned') &&
  sheet.one.pending === null &&
  !sheet.one.sealed &&
  sheet.cycle.state === 'running'
