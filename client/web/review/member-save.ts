import type { Context } from 'hono'
import { statementsIn, withPage } from '../../../domain/review/write-statements.js'
import { textAt } from '../../../domain/sheet/entry-text.js'
import { type Saved, sameContent } from '../../app/desk/draft.js'
import type { SheetForm } from '../sheet-form.js'
import { type MemberParts, type OpenedAbout, onPage, standing } from './member-open.js'

/** How often a save is tried anew because another page of the same member saved about something else in that instant. */
const tries = 3

/**
 * Saves one page into the draft that all of them share. What other pages hold stays; only where this page's own words were changed by
 * somebody else since it was opened is it a conflict.
 */
export async function save(c: Context, { desk }: MemberParts, opened: OpenedAbout, form: SheetForm): Promise<Saved> {
  const { subject, here } = opened
  const page = statementsIn(form.entry, subject, here)
  let sheet = opened.sheet
  for (let tried = 1; ; tried++) {
    if (!sheet) return { kind: 'conflict', savedBy: '' }
    const { draft, last } = sheet
    const { statements } = standing(sheet)
    const stored = onPage({ statements, subject, here })
    const follows =
      draft?.savedKey === form.key || stored.seen === textAt(form.entry, 'seen') || sameContent({ of: stored.items }, { of: page })
    if (!follows) return { kind: 'conflict', savedBy: draft?.savedBy ?? '' }
    const content = { ...(draft?.content ?? last?.content), statements: withPage(statements, subject, here, page) }
    const { key, turn, base } = form
    const revision = draft?.revision ?? 0
    const saved = await desk.saveDraft({
      processId: sheet.one.id,
      content,
      revision,
      base,
      page: { key, turn },
      personId: c.get('visitor').personId,
      bySection: true,
    })
    if (saved.kind !== 'conflict' || tried === tries) return saved
    sheet = await desk.openSheet(sheet.one.id)
  }
}
