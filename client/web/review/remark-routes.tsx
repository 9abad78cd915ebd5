import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { doubtRepeated, type NoteLine, readNotes } from '../../../domain/review/notes.js'
import { isRemarkSource } from '../../../domain/review/remark.js'
import { isWord, keepNotes, listNotes, readNotesFile } from '../../app/review/remarks/documents.js'
import { placesOf, seatsOfBodies } from '../../app/review/remarks/remark-places.js'
import { correctRemark, recordRemarks, takeRemarkBack } from '../../app/review/remarks/remarks.js'
import { earlierRows, isLeft, listSaid, readRemark } from '../../app/review/workbench/said.js'
import { readWords } from '../../workbook/read-workbook.js'
import { NotFound } from '../error-pages.js'
import { RemarkPage } from '../pages/review/workbench/remark-page.js'
import { RemarksPage } from '../pages/review/workbench/remarks-page.js'
import type { RemarksPageProps } from '../pages/review/workbench/remarks-props.js'
import { withQuery } from '../paths.js'
import { cyclePattern, html, param } from '../request.js'
import { remarksPath } from '../review-paths.js'
import { keyOf, sentences, typedText, word } from './office-form.js'
import { benchesFor, forOffice, forOverseers, type OfficeParts, type OfficeYear, type SubjectsYear } from './office-year.js'
import { doneOf, emptyForm, filterOf, nextKey, notesForm, plainText } from './remark-form.js'

const pattern = `${cyclePattern}/review/remarks`

const noRemark = 'この番号の発言の記録は、この年度にありません。発言の記録の画面から選んでください。'

/** 発言の記録: notes become remarks, each with its source; the office writes, and alone opens the papers, others who oversee the year read. */
export function remarkRoutes(parts: OfficeParts): Hono {
  const { db } = parts.connections
  async function page(c: Context, year: SubjectsYear, more: Partial<RemarksPageProps> = {}, status: 200 | 400 = 200): Promise<Response> {
    const { cycle, definition, subjects } = year
    const filter = filterOf(c)
    const said = await listSaid(db, cycle.id, await benchesFor(db, year))
    const names = new Map(subjects.map(({ key, name }) => [key, name]))
    const [notes, seats, places] = await Promise.all([
      listNotes(db, cycle.id),
      seatsOfBodies(db, cycle.city, definition),
      placesOf(db, cycle.id, definition, names),
    ])
    const shown = said.filter(
      (one) =>
        (filter.subject === '' || one.subject === filter.subject) &&
        (filter.source === '' || one.source === filter.source) &&
        (filter.seat === '' || one.seat === filter.seat) &&
        (filter.use === '' || (filter.use === 'left') === isLeft(one)),
    )
    const props = { year, said: shown, total: said.length, filter, notes, seats, places, formKey: randomUUID() }
    return html(c, <RemarksPage {...props} {...more} />, status)
  }

  /** Lines with what is to be looked at before they are recorded. */
  async function doubted({ cycle }: OfficeYear, lines: NoteLine[]): Promise<NoteLine[]> {
    const said = await listSaid(db, cycle.id, [])
    return doubtRepeated(
      lines,
      said.flatMap(({ subject, text, recorded }) => [
        { subject, text },
        { subject, text: recorded },
      ]),
    )
  }

  async function post(c: Context, year: OfficeYear): Promise<Response> {
    const form = await c.req.formData().catch(() => new FormData())
    const given = notesForm(form)
    const lines = readNotes(given.text, year.subjects, given.subject)
    const [source = '', sourceOf = ''] = given.where.split('|')
    const problems = [
      ...(given.text.trim() === '' ? ['発言を書いてください。一行に一つずつです。'] : []),
      ...(isRemarkSource(source) ? [] : ['発言の出所を選んでください。']),
      ...lines.flatMap(({ line, problem }) => (problem ? [`${line}行目：${problem}`] : [])),
    ]
    if (given.act !== 'record' || problems.length > 0 || !isRemarkSource(source))
      return page(
        c,
        year,
        { form: given, lines: await doubted(year, lines), problems, formKey: given.key },
        problems.length > 0 ? 400 : 200,
      )
    try {
      const numbers = await recordRemarks(db, {
        ...word(year, given.key),
        source,
        sourceOf: sourceOf || null,
        place: given.place,
        seat: given.seat || null,
        documentId: given.document || null,
        remarks: lines.map(({ subject, text }) => ({ subject: subject ?? '', text })),
      })
      return c.redirect(withQuery(remarksPath(year.cycle), { done: numbers.length }), 303)
    } catch (error) {
      return page(c, year, { form: given, lines, problems: sentences(error), formKey: nextKey(error, given.key) }, 400)
    }
  }

  async function upload(c: Context, year: OfficeYear): Promise<Response> {
    const form = await c.req.formData().catch(() => new FormData())
    const file = form.get('file')
    const bytes = file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array()
    try {
      const id = await keepNotes(db, { ...word(year, keyOf(form)), name: file instanceof File ? file.name : '', bytes })
      return c.redirect(withQuery(remarksPath(year.cycle), { kept: id ?? 'again' }), 303)
    } catch (error) {
      return page(c, year, { problems: sentences(error) }, 400)
    }
  }

  /** The notes' own text in the box, for whoever takes remarks out of it. */
  async function fromNotes(c: Context, year: OfficeYear, id: string): Promise<Response> {
    const found = await readNotesFile(db, year.cycle.id, id)
    if (!found) return html(c, <NotFound what="この資料はありません。発言の記録の画面から選んでください。" />, 404)
    const read = isWord(found.mediaType) ? await readWords(found.bytes) : plainText(found.mediaType, found.bytes)
    if (!read.ok) return page(c, year, { problems: [`「${found.name}」：${read.problem}`] }, 400)
    return page(c, year, { form: { ...emptyForm(), text: read.text, document: id }, from: found.name })
  }

  async function onePage(c: Context, year: SubjectsYear, problems: string[] = [], typed: Record<string, string> | null = null) {
    const no = Number(param(c, 'no'))
    const row = await readRemark(db, year.cycle.id, no)
    if (!row) return html(c, <NotFound what={noRemark} />, 404)
    const [earlier, seats, next] = await Promise.all([
      earlierRows(db, no),
      seatsOfBodies(db, year.cycle.city, year.definition),
      db.remark.findFirst({ where: { replaces: no }, select: { no: true, takenBack: true } }),
    ])
    const props = { year, row, earlier, seats, next, problems, typed, formKey: typed?.['_key'] || randomUUID() }
    return html(c, <RemarkPage {...props} />, problems.length > 0 ? 400 : 200)
  }

  async function mend(c: Context, year: OfficeYear): Promise<Response> {
    const form = await c.req.formData().catch(() => new FormData())
    const text = (name: string) => typedText(form.get(name))
    const no = Number(param(c, 'no'))
    try {
      if (text('_act') === 'take-back') {
        await takeRemarkBack(db, { ...word(year, keyOf(form)), no, reason: text('reason') })
        return c.redirect(withQuery(remarksPath(year.cycle), { back: no }), 303)
      }
      const seat = text('seat') || null
      await correctRemark(db, { ...word(year, keyOf(form)), no, subject: text('subject'), text: text('text'), seat, place: text('place') })
      return c.redirect(withQuery(remarksPath(year.cycle), { mended: no }), 303)
    } catch (error) {
      const typed = Object.fromEntries([...form.entries()].map(([name, value]) => [name, String(value)]))
      return onePage(c, year, sentences(error), { ...typed, _key: nextKey(error, text('_key')) })
    }
  }

  return new Hono()
    .get(pattern, (c) =>
      c.req.query('notes')
        ? forOffice(parts, (_, year) => fromNotes(c, year, c.req.query('notes') ?? ''))(c)
        : forOverseers(parts, (_, year) => page(c, year, doneOf(c)))(c),
    )
    .post(pattern, forOffice(parts, post))
    .post(`${pattern}/notes`, forOffice(parts, upload))
    .get(
      `${pattern}/notes/:file{[0-9a-f-]{36}}`,
      forOffice(parts, async (c, year) => {
        const found = await readNotesFile(db, year.cycle.id, param(c, 'file'))
        if (!found) return html(c, <NotFound what="この資料はありません。発言の記録の画面から選んでください。" />, 404)
        c.header('Content-Type', 'application/octet-stream')
        c.header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(found.name)}`)
        c.header('Content-Security-Policy', "default-src 'none'; sandbox")
        return c.body(found.bytes)
      }),
    )
    .get(
      `${pattern}/:no{[1-9][0-9]{0,8}}`,
      forOverseers(parts, (c, year) => onePage(c, year)),
    )
    .post(`${pattern}/:no{[1-9][0-9]{0,8}}`, forOffice(parts, mend))
}
