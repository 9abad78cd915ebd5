import { type Context, Hono } from 'hono'
import { assignmentId } from '../../domain/process/ids.js'
import { checkContent } from '../../domain/sheet/content.js'
import { readEntry } from '../../domain/sheet/read-entry.js'
import type { Desk } from '../app/desk/desk.js'
import { type Saved, sameContent } from '../app/desk/draft.js'
import type { Sheet } from '../app/desk/sheet.js'
import { startingContent } from '../app/desk/starting-content.js'
import { Refused } from '../app/errors.js'
import type { Request } from '../app/request.js'
import { NotFound } from './error-pages.js'
import { denied, mayOpen } from './guards.js'
import { ConflictPage } from './pages/conflict-page.js'
import { ReceiptPage } from './pages/receipt-page.js'
import { SectionWritingPage } from './pages/section-writing-page.js'
import { SheetPage, type SheetPageProps } from './pages/sheet-page.js'
import { sheetPath, withQuery } from './paths.js'
import { read, readPage } from './read-sheet.js'
import { cycleIdOf, cyclePattern, html, param } from './request.js'
import { rightsOf } from './session.js'
import { isWritable, overlong, type SheetForm, type SheetRights, sheetForm, sheetRights } from './sheet-form.js'
import { withPicture } from './sheet-picture.js'

const noSheet = 'この依頼はありません。番号を確かめるか、マイ業務から探してください。'
const pattern = `${cyclePattern}/assignments/:step/:subject/sheet`

/** 検証シート: written with last year beside it, confirmed by the section's head, handed in. */
export const sheetRoutes = (desk: Desk): Hono =>
  new Hono()
    .get(pattern, async (c) => {
      const opened = await open(c, desk)
      if (opened instanceof Response) return opened
      const { sheet, rights } = opened
      if (!isWritable(sheet) || rights.as === null) return readPage(c, desk, sheet)
      return formPage(c, opened, startingContent(sheet), { done: c.req.query('done') ?? null })
    })
    .post(`${pattern}/draft`, async (c) => {
      const opened = await open(c, desk)
      if (opened instanceof Response) return c.json({ problem: noSheet }, 404)
      if (!isWritable(opened.sheet) || opened.rights.as === null) return c.json({ problem: 'この依頼は、もう書き換えられません。' }, 410)
      const form = await sheetForm(c)
      if (isForeign(c, form)) return c.json({ kind: 'other-person', name: c.get('visitor').name }, 409)
      const saved = await save(c, desk, opened, form)
      return c.json(saved, saved.kind === 'conflict' ? 409 : 200)
    })
    .get(`${pattern}/receipt/:key{[\\w-]+}`, async (c) => {
      const opened = await open(c, desk)
      if (opened instanceof Response) return opened
      const receipt = await desk.receiptOf(param(c, 'key'))
      if (receipt?.processId !== opened.sheet.one.id) return html(c, <NotFound what={noSheet} />, 404)
      return html(c, <ReceiptPage sheet={opened.sheet} receipt={receipt} page={param(c, 'key')} />)
    })
    .post(pattern, async (c) => {
      const opened = await open(c, desk)
      if (opened instanceof Response) return opened
      const form = await sheetForm(c)
      const { sheet, rights } = opened
      const given: Given = { ...opened, form, content: readEntry(sheet.fields, form.entry) }
      const before = await handedIn(c, desk, given)
      if (before) return before
      if (!isWritable(sheet) || rights.as === null) return conflict(c, desk, given)
      if (isForeign(c, form)) return otherPerson(c, given)
      if (form.act === 'discard') {
        const gone = await desk.discardDraft(sheet.one.id, form.revision)
        return c.redirect(withQuery(sheetPath(sheet.one.id), { done: gone ? 'discarded' : 'changed' }), 303)
      }
      if (form.picture) return addedPicture(c, desk, given)
      const saved = await save(c, desk, opened, form)
      if (saved.kind !== 'saved') return (await handedIn(c, desk, given)) ?? conflict(c, desk, given)
      return act(c, desk, { ...given, revision: saved.revision })
    })

interface Opened {
  sheet: Sheet
  rights: SheetRights
}

/** The sheet of the path, if it is the visitor's to see; else the answer that says it is not there. */
async function open(c: Context, desk: Desk): Promise<Opened | Response> {
  const sheet = await desk.openSheet(assignmentId(cycleIdOf(c), param(c, 'step'), param(c, 'subject')))
  if (!sheet) return html(c, <NotFound what={noSheet} />, 404)
  if (!mayOpen(rightsOf(c, sheet.cycle.city), sheet.one)) return denied(c, desk)
  const rights = sheetRights(sheet, c.get('visitor').posts)
  return rights.closed ? html(c, <SectionWritingPage sheet={sheet} />, c.req.method === 'GET' ? 200 : 409) : { sheet, rights }
}

/** 写真を加える: everything that was typed is saved with it, and the page comes back at the picture, or at what is wrong with it. */
async function addedPicture(c: Context, desk: Desk, given: Given): Promise<Response> {
  const { sheet, rights } = given
  const { form, place, problems } = await withPicture(desk, sheet, given.form, writer(c, rights))
  const content = readEntry(sheet.fields, form.entry)
  const saved = await save(c, desk, given, form)
  if (saved.kind !== 'saved') return conflict(c, desk, { ...given, form, content })
  if (problems.length === 0) return c.redirect(`${withQuery(sheetPath(sheet.one.id), { done: 'picture' })}#${place}`, 303)
  const stands = { ...sheet, draft: draftOf(sheet, form, content, saved.revision) }
  return formPage(c, { sheet: stands, rights }, content, { form, problems }, 400)
}

/** Saves what the form holds. The form as it was opened is no draft of anybody's yet. */
async function save(c: Context, desk: Desk, { sheet, rights }: Opened, form: SheetForm): Promise<Saved> {
  const content = readEntry(sheet.fields, form.entry)
  if (!sheet.draft && form.revision === 0 && form.act === 'attest' && sameContent(content, startingContent(sheet)))
    return { kind: 'saved', revision: 0, savedAt: sheet.cycle.now }
  const { revision, base, key, turn } = form
  return desk.saveDraft({ processId: sheet.one.id, content, revision, base, page: { key, turn }, ...writer(c, rights) })
}

/** Who writes, and whether as the section or on its behalf. */
const writer = (c: Context, rights: SheetRights) => ({ personId: c.get('visitor').personId, bySection: !rights.onBehalf })

type Given = Opened & { form: SheetForm; content: Record<string, unknown> }
type Act = Given & { revision: number }

/** The button pressed twice, or the page sent again: the first receipt answers. Null: nothing was received, or something else was. */
async function handedIn(c: Context, desk: Desk, { sheet, form, content }: Given): Promise<Response | null> {
  const receipt = await desk.receiptOf(form.key)
  if (!receipt || receipt.act !== form.act) return null
  if (receipt.act === 'submit') {
    const now = await desk.openSheet(sheet.one.id)
    if (!now?.last || !sameContent(now.last.content, content)) return null
  }
  return c.redirect(`${sheetPath(sheet.one.id)}/receipt/${form.key}`, 303)
}

/** What was typed beside what stands now: read again, for it has changed. */
async function conflict(c: Context, desk: Desk, { sheet, rights, form, content }: Given): Promise<Response> {
  const now = (await desk.openSheet(sheet.one.id)) ?? sheet
  return html(c, <ConflictPage sheet={now} typed={content} form={form} writable={isWritable(now) && rights.as !== null} />, 409)
}

/** Somebody else has signed in on this machine since the page was opened: what stands in it is not sent in their name unseen. */
const isForeign = (c: Context, { person }: SheetForm): boolean => person !== '' && person !== c.get('visitor').personId

function otherPerson(c: Context, { sheet, rights, form, content }: Given) {
  const message = `この画面を開いた人と、いまサインインしている人（${c.get('visitor').name}）が違うため、まだ何も保存していません。内容を確かめて、もう一度操作してください。`
  const stands = { ...sheet, draft: draftOf(sheet, form, content, form.revision) }
  return formPage(c, { sheet: stands, rights }, content, { form, problems: [{ field: '', message }] }, 400)
}

async function act(c: Context, desk: Desk, given: Act): Promise<Response> {
  const { sheet, rights, form, content, revision } = given
  const here = sheetPath(sheet.one.id)
  const again = (more: Partial<SheetPageProps>) =>
    formPage(c, { sheet: { ...sheet, draft: draftOf(sheet, form, content, revision) }, rights }, content, { form, ...more }, 400)
  if (form.act === 'save') return c.redirect(withQuery(here, { done: 'saved' }), 303)
  if (form.act === 'attest') {
    const wrong = form.reason === '' ? '該当がない理由を書いてください。' : overlong(form)
    if (wrong) return again({ problems: [{ field: '_reason', message: wrong }] })
    return send(c, desk, given, { act: 'attest', reason: form.reason })
  }
  const checked = checkContent(sheet.definition, sheet.one.form, sheet.one.round, content)
  if (!checked.ok) return again({ problems: checked.problems })
  if (form.act === 'ask') {
    const { id: processId } = sheet.one
    const asked = await desk.askHead({ processId, cycleId: sheet.cycle.id, revision, definition: sheet.definition })
    return c.redirect(withQuery(here, { done: asked ? 'asked' : 'changed' }), 303)
  }
  if (form.act === 'confirm') {
    if (!rights.isHead) return again({ problems: [{ field: '', message: '確認できるのは課長の職（代理を含みます）だけです。' }] })
    const confirmed = await desk.confirmDraft(sheet.one.id, revision, c.get('visitor').personId)
    return c.redirect(withQuery(here, { done: confirmed ? 'confirmed' : 'changed' }), 303)
  }
  const confirmed = agreement(given)
  if (confirmed === 'missing')
    return again({
      problems: [
        { field: '_oral', message: '提出の前に課長の確認が要ります。確認を依頼するか、口頭で確認を得たことに印を付けてください。' },
      ],
    })
  return send(c, desk, given, { act: 'submit', content, draftRevision: revision, ...(confirmed ? { confirmed } : {}) })
}

/** How the section's head agreed to exactly what is handed in; undefined: the section has no head in the register. */
function agreement({ sheet, rights, form, revision }: Act): 'self' | 'oral' | 'missing' | undefined {
  if (!sheet.hasHead) return undefined
  if (rights.isHead || sheet.draft?.confirmed === revision) return 'self'
  return form.oral ? 'oral' : 'missing'
}

async function send(
  c: Context,
  desk: Desk,
  given: Act,
  asked: Pick<Request, 'act' | 'content' | 'reason' | 'confirmed' | 'draftRevision'>,
): Promise<Response> {
  const { sheet, rights, form, content, revision } = given
  if (!rights.as) return denied(c, desk)
  try {
    await desk.act({ id: form.key, processId: sheet.one.id, post: rights.as.id, person: c.get('visitor').personId, via: 'page', ...asked })
    return c.redirect(`${sheetPath(sheet.one.id)}/receipt/${form.key}`, 303)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    if (error.code === 'changed-meanwhile') return conflict(c, desk, given)
    const problems = error.message.split('\n').map((message) => ({ field: '', message }))
    const stands = { ...sheet, draft: draftOf(sheet, form, content, revision) }
    return formPage(c, { sheet: stands, rights }, content, { form, problems }, 400)
  }
}

const draftOf = (sheet: Sheet, form: SheetForm, content: Record<string, unknown>, revision: number): Sheet['draft'] => ({
  requested: null,
  confirmed: null,
  savedBy: '',
  bySection: true,
  savedAt: sheet.cycle.now,
  ...sheet.draft,
  content,
  revision,
  savedKey: form.key,
  savedTurn: form.turn,
})

const formPage = (c: Context, opened: Opened, content: Record<string, unknown>, more: Partial<SheetPageProps>, status: 200 | 400 = 200) =>
  read(c, opened.sheet, <SheetPage {...opened} content={content} {...more} />, status)
