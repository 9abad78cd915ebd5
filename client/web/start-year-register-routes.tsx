import { type Context, Hono } from 'hono'
import type { RegisterRow } from '../../domain/register/row.js'
import { rowFaults } from '../../domain/register/row-faults.js'
import type { Preparation } from '../app/start-year/preparation.js'
import { registerCsv } from '../app/start-year/register-file.js'
import { patchedRows, type Typed, typedRow, withoutRow, withRow } from '../app/start-year/typed-rows.js'
import { checkPath, type Problem, registerPath } from './pages/start-year-parts.js'
import { StartRegisterPage } from './pages/start-year-register-page.js'
import { StartRowPage } from './pages/start-year-row-page.js'
import { withQuery } from './paths.js'
import { html, param } from './request.js'
import { type PreparationParts, preparationPattern, saver, typedIn, within } from './start-year-preparation.js'

/** The register of a year that is prepared: as one table, programme by programme, and as a file to take away. */
export function startYearRegisterRoutes(parts: PreparationParts): Hono {
  const [on, save] = [within(parts), saver(parts)]
  const back = (c: Context, prep: Preparation, key?: string) =>
    c.redirect(`${withQuery(registerPath(prep), { saved: 'yes' })}${key === undefined ? '' : `#row-${key}`}`, 303)
  const showTable = (c: Context, prep: Preparation) =>
    html(c, <StartRegisterPage prep={prep} rows={prep.draft.body.rows} saved={c.req.query('saved') !== undefined} />)

  async function saveTable(c: Context, prep: Preparation): Promise<Response> {
    const typed = await typedIn(c)
    const conflict = await save(c, prep, typed, { ...prep.draft.body, rows: patchedRows(prep.draft.body.rows, typed) })
    if (!conflict) return typed('go') === 'check' ? c.redirect(checkPath(prep), 303) : back(c, prep)
    const rows = patchedRows(conflict.prep.draft.body.rows, typed)
    return html(c, <StartRegisterPage prep={conflict.prep} rows={rows} problems={conflict.problems} />, 409)
  }

  const showRow = (c: Context, prep: Preparation) => {
    const row = rowOf(c, prep)
    return row ? html(c, <StartRowPage prep={prep} row={row} isNew={false} />) : c.redirect(registerPath(prep), 303)
  }

  async function saveRow(c: Context, prep: Preparation, typed: Typed, was: RegisterRow | null): Promise<Response> {
    const { body } = prep.draft
    const row = typedRow(typed, was)
    const rows = was ? body.rows.map((one) => (one.key === was.key ? row : one)) : withRow(body.rows, row)
    const own = prep.definition
      ? rowFaults(rows, prep.definition, prep.departments, prep.last?.rows ?? []).filter(({ key }) => key === row.key)
      : []
    const page = (now: Preparation, problems: Problem[], status: 400 | 409) =>
      html(c, <StartRowPage prep={now} row={row} isNew={was === null} problems={problems} />, status)
    if (own.length > 0) {
      const problems = own.map(({ field, text }) => ({ text, href: `#${field}` }))
      return page(prep, problems, 400)
    }
    const dropped = body.dropped.filter(({ key }) => key !== row.key)
    const conflict = await save(c, prep, typed, { ...body, rows, dropped })
    return conflict ? page(conflict.prep, conflict.problems, 409) : back(c, prep, row.key)
  }

  async function drop(c: Context, prep: Preparation): Promise<Response> {
    const [row, typed] = [rowOf(c, prep), await typedIn(c)]
    if (!row) return c.redirect(registerPath(prep), 303)
    const reason = (typed('reason') ?? '').trim()
    const page = (now: Preparation, problems: Problem[], status: 400 | 409) =>
      html(c, <StartRowPage prep={now} row={row} isNew={false} reason={reason} problems={problems} />, status)
    if (reason === '') return page(prep, [{ text: '外す理由を書いてください。', href: '#reason' }], 400)
    const ofLastYear = prep.last?.rows.some(({ key }) => key === row.key) ?? false
    const conflict = await save(c, prep, typed, withoutRow(prep.draft.body, { key: row.key, name: row.name, reason }, ofLastYear))
    return conflict ? page(conflict.prep, conflict.problems, 409) : back(c, prep)
  }

  async function restore(c: Context, prep: Preparation): Promise<Response> {
    const typed = await typedIn(c)
    const { body } = prep.draft
    const row = prep.last?.rows.find(({ key }) => key === typed('key'))
    if (!row || body.rows.some(({ key }) => key === row.key)) return c.redirect(registerPath(prep), 303)
    const dropped = body.dropped.filter(({ key }) => key !== row.key)
    const conflict = await save(c, prep, typed, { ...body, rows: withRow(body.rows, row), dropped })
    if (!conflict) return back(c, prep, row.key)
    return html(c, <StartRegisterPage prep={conflict.prep} rows={conflict.prep.draft.body.rows} problems={conflict.problems} />, 409)
  }

  function registerFile(c: Context, prep: Preparation): Response {
    c.header('Content-Type', 'text/csv; charset=utf-8')
    c.header('Content-Disposition', `attachment; filename="register-${prep.city}-${prep.fiscalYear}.csv"`)
    return c.body(registerCsv(prep.draft.body.rows, prep.names))
  }

  const register = `${preparationPattern}/register`
  return new Hono()
    .get(register, on(showTable))
    .post(register, on(saveTable))
    .get(`${preparationPattern}/register.csv`, on(registerFile))
    .get(
      `${register}/add`,
      on((c, prep) => html(c, <StartRowPage prep={prep} row={blank(prep)} isNew />)),
    )
    .post(
      `${register}/add`,
      on(async (c, prep) => saveRow(c, prep, await typedIn(c), null)),
    )
    .get(`${register}/programme/:key`, on(showRow))
    .post(
      `${register}/programme/:key`,
      on(async (c, prep) => {
        const row = rowOf(c, prep)
        return row ? saveRow(c, prep, await typedIn(c), row) : c.redirect(registerPath(prep), 303)
      }),
    )
    .post(`${register}/programme/:key/drop`, on(drop))
    .post(`${register}/restore`, on(restore))
}

const rowOf = (c: Context, prep: Preparation): RegisterRow | null => prep.draft.body.rows.find(({ key }) => key === param(c, 'key')) ?? null

const blank = (prep: Preparation): RegisterRow => ({
  key: '',
  kind: 'programme',
  article: 0,
  name: '',
  department: '',
  verified: false,
  priority: false,
  form: prep.names.forms.at(-1)?.id ?? '',
  sharedWith: null,
  components: [],
  continues: [],
  note: '',
})
