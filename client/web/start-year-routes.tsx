import { type Context, Hono } from 'hono'
import type { RegisterRow } from '../../domain/register/row.js'
import { rowFaults } from '../../domain/register/row-faults.js'
import type { Application } from '../app/application.js'
import type { Connections } from '../app/connections.js'
import { inspect } from '../app/start-year/inspect.js'
import { basisOf, lastYear, type Preparation, readPreparation, readStartCity } from '../app/start-year/preparation.js'
import { readRegisterFile } from '../app/start-year/read-register-file.js'
import { registerCsv } from '../app/start-year/register-file.js'
import { draftYears, readStartDraft, type StartBody, saveStartDraft } from '../app/start-year/start-draft.js'
import { startPrepared } from '../app/start-year/start-prepared.js'
import { changesSince, patchedRows, type Typed, takenOver, typedRow, withoutRow, withRow } from '../app/start-year/typed-rows.js'
import { nextYear, typedYear, yearProblem } from '../app/start-year/typed-year.js'
import type { Views } from '../app/views/views.js'
import { denied } from './guards.js'
import { StartCheckPage } from './pages/start-year-check-page.js'
import { type Chosen, StartChoicePage } from './pages/start-year-choice-page.js'
import { StartFilePage, StartPreviewPage } from './pages/start-year-file-pages.js'
import { checkPath, filePath, type Problem, registerPath, startYearPath } from './pages/start-year-parts.js'
import { StartRegisterPage } from './pages/start-year-register-page.js'
import { StartRowPage } from './pages/start-year-row-page.js'
import { cyclePath, withQuery } from './paths.js'
import { cityPattern, html, param } from './request.js'
import { rightsOf } from './session.js'

export interface StartYearParts {
  connections: Connections
  app: Application
  views: Views
  /** the folder in which definitions are kept */
  definitions: string
  deny: (personId: string, path: string) => Promise<void>
  /** the address people use, as mails name it; default: the one that was asked */
  publicUrl?: string | null
}

type Answer = Response | Promise<Response>

/** 年度の開始: the office chooses, prepares, looks through and starts a fiscal year. Nothing leaves before the last button. */
export function startYearRoutes(parts: StartYearParts): Hono {
  const { connections, definitions } = parts
  const office = (c: Context) => rightsOf(c, param(c, 'city')).posts.find(({ role }) => role === 'office')?.id ?? null
  const placeOf = (c: Context) => ({ city: param(c, 'city'), fiscalYear: Number(param(c, 'year')) })

  /** A page of a preparation; where there is none, the first question; where the year has begun, the year. */
  const within = (work: (c: Context, prep: Preparation) => Answer) => async (c: Context) => {
    const place = placeOf(c)
    const prep = await readPreparation(connections, place, definitions)
    const begun = (await parts.views.listCycles(place.city)).find(
      (cycle) => cycle.fiscalYear === place.fiscalYear && (!prep?.definition || cycle.definition === prep.definition.id),
    )
    if (begun) return c.redirect(withQuery(cyclePath(begun), { started: 'already' }), 303)
    return prep ? work(c, prep) : c.redirect(startYearPath(place.city), 303)
  }

  /** Saves on the revision that the form was made from. Null: saved; otherwise the newest state, and what to say. */
  async function save(
    c: Context,
    prep: Preparation,
    typed: Typed,
    body: StartBody,
  ): Promise<{ prep: Preparation; problems: Problem[] } | null> {
    const revision = Number(typed('revision') ?? Number.NaN)
    const draft = { ...placeOf(c), definition: prep.draft.definition, body, revision, personId: c.get('visitor').personId }
    if (Number.isInteger(revision) && revision > 0 && (await saveStartDraft(connections.db, draft))) return null
    const now = (await readPreparation(connections, placeOf(c), definitions)) ?? prep
    const text = `別の画面で先に保存されました（${now.draft.savedBy || '不明'}）。下はあなたが入力した内容です。よければもう一度保存してください。`
    return { prep: now, problems: [{ text, href: '#main' }] }
  }

  const year = `${cityPattern}/start-year/:year{[0-9]{4}}`
  return new Hono()
    .use(`${cityPattern}/start-year/*`, async (c, next) => (office(c) ? next() : denied(c, parts)))
    .get(`${cityPattern}/start-year`, (c) => choicePage(c, null, []))
    .post(`${cityPattern}/start-year`, choose)
    .get(
      `${year}/register`,
      within((c, prep) =>
        html(c, <StartRegisterPage prep={prep} rows={prep.draft.body.rows} saved={c.req.query('saved') !== undefined} />),
      ),
    )
    .post(
      `${year}/register`,
      within(async (c, prep) => {
        const typed = await typedIn(c)
        const conflict = await save(c, prep, typed, { ...prep.draft.body, rows: patchedRows(prep.draft.body.rows, typed) })
        if (!conflict) return c.redirect(typed('then') === 'check' ? checkPath(prep) : withQuery(registerPath(prep), { saved: 'yes' }), 303)
        const rows = patchedRows(conflict.prep.draft.body.rows, typed)
        return html(c, <StartRegisterPage prep={conflict.prep} rows={rows} problems={conflict.problems} />, 409)
      }),
    )
    .get(`${year}/register.csv`, within(registerFile))
    .get(
      `${year}/register/add`,
      within((c, prep) => html(c, <StartRowPage prep={prep} row={empty(prep)} isNew />)),
    )
    .post(
      `${year}/register/add`,
      within(async (c, prep) => {
        const typed = await typedIn(c)
        return saveRow(c, prep, typed, typedRow(typed, null), null)
      }),
    )
    .get(
      `${year}/register/programme/:key`,
      within((c, prep) => {
        const row = rowOf(c, prep)
        return row ? html(c, <StartRowPage prep={prep} row={row} isNew={false} />) : c.redirect(registerPath(prep), 303)
      }),
    )
    .post(
      `${year}/register/programme/:key`,
      within(async (c, prep) => {
        const [row, typed] = [rowOf(c, prep), await typedIn(c)]
        return row ? saveRow(c, prep, typed, typedRow(typed, row), row) : c.redirect(registerPath(prep), 303)
      }),
    )
    .post(`${year}/register/programme/:key/drop`, within(drop))
    .post(`${year}/register/restore`, within(restore))
    .get(
      `${year}/file`,
      within((c, prep) => html(c, <StartFilePage prep={prep} />)),
    )
    .post(`${year}/file`, within(upload))
    .get(
      `${year}/file/preview`,
      within((c, prep) => {
        const { incoming } = prep.draft.body
        return incoming
          ? html(c, <StartPreviewPage prep={prep} incoming={incoming} reasons={reasonsOf(prep)} />)
          : c.redirect(filePath(prep), 303)
      }),
    )
    .post(`${year}/file/preview`, within(takeOver))
    .get(
      `${year}/check`,
      within((c, prep) => checkPage(c, prep, null)),
    )
    .post(
      `${year}/start`,
      within(async (c, prep) => {
        const basis = (await typedIn(c))('basis') ?? ''
        const started = await startPrepared(parts, prep, { post: office(c) ?? '', basis })
        if (started.kind === 'refused') return checkPage(c, prep, started.problem)
        const cycle = { ...placeOf(c), definition: prep.definition?.id ?? '' }
        return c.redirect(withQuery(cyclePath(cycle), { started: started.kind }), 303)
      }),
    )

  async function choicePage(c: Context, typed: Chosen | null, problems: Problem[]): Promise<Response> {
    const at = await readStartCity(connections, param(c, 'city'), definitions)
    if (!at) return denied(c, parts)
    const usable = at.choices.find(({ definition }) => definition)
    const chosen = typed ?? { definition: usable?.id ?? '', year: String(nextYear(at)), source: 'last' }
    const prepared = await draftYears(connections.db, at.city)
    return html(c, <StartChoicePage at={at} prepared={prepared} chosen={chosen} problems={problems} />, problems.length > 0 ? 400 : 200)
  }

  async function choose(c: Context): Promise<Response> {
    const at = await readStartCity(connections, param(c, 'city'), definitions)
    if (!at) return denied(c, parts)
    const typed = await typedIn(c)
    const chosen = { definition: typed('definition') ?? '', year: typed('year') ?? '', source: typed('source') ?? 'last' }
    const definition = at.choices.find(({ id }) => id === chosen.definition)?.definition ?? null
    const fiscalYear = typedYear(chosen.year)
    const problem = yearProblem(at, fiscalYear, definition?.id ?? '')
    const problems: Problem[] = [
      ...(problem ? [{ text: problem, href: '#year' }] : []),
      ...(definition ? [] : [{ text: '実施要領を選んでください。', href: '#definition' }]),
    ]
    if (fiscalYear === null || !definition || problems.length > 0) return choicePage(c, chosen, problems)
    const place = { city: at.city, fiscalYear }
    const draft = await readStartDraft(connections.db, place)
    const last = await lastYear(connections, at.cycles, definition.id, fiscalYear)
    // What is being prepared stays; only the definition is chosen anew.
    const body = draft?.body ?? { rows: last?.rows ?? [], dropped: [], incoming: null }
    const revision = draft?.revision ?? 0
    const saved = await saveStartDraft(connections.db, {
      ...place,
      definition: chosen.definition,
      body,
      revision,
      personId: c.get('visitor').personId,
    })
    if (!saved) return choicePage(c, chosen, [{ text: '別の画面で先に保存されました。もう一度押してください。', href: '#main' }])
    return c.redirect(chosen.source === 'file' ? filePath(place) : registerPath(place), 303)
  }

  async function saveRow(c: Context, prep: Preparation, typed: Typed, row: RegisterRow, was: RegisterRow | null): Promise<Response> {
    const { body } = prep.draft
    const rows = was ? body.rows.map((one) => (one.key === was.key ? row : one)) : withRow(body.rows, row)
    const own = prep.definition ? rowFaults(rows, prep.definition, prep.departments).filter(({ key }) => key === row.key) : []
    const page = (now: Preparation, problems: Problem[], status: 400 | 409) =>
      html(c, <StartRowPage prep={now} row={row} isNew={was === null} problems={problems} />, status)
    if (own.length > 0)
      return page(
        prep,
        own.map(({ field, text }) => ({ text, href: `#${field}` })),
        400,
      )
    const dropped = body.dropped.filter(({ key }) => key !== row.key)
    const conflict = await save(c, prep, typed, { ...body, rows, dropped })
    if (conflict) return page(conflict.prep, conflict.problems, 409)
    return c.redirect(`${withQuery(registerPath(prep), { saved: 'yes' })}#row-${row.key}`, 303)
  }

  async function drop(c: Context, prep: Preparation): Promise<Response> {
    const [row, typed] = [rowOf(c, prep), await typedIn(c)]
    if (!row) return c.redirect(registerPath(prep), 303)
    const reason = (typed('reason') ?? '').trim()
    const page = (now: Preparation, problems: Problem[], status: 400 | 409) =>
      html(c, <StartRowPage prep={now} row={row} isNew={false} reason={reason} problems={problems} />, status)
    if (reason === '') return page(prep, [{ text: '外す理由を書いてください。', href: '#reason' }], 400)
    const ofLastYear = prep.last?.rows.some(({ key }) => key === row.key) ?? false
    const body = withoutRow(prep.draft.body, { key: row.key, name: row.name, reason }, ofLastYear)
    const conflict = await save(c, prep, typed, body)
    return conflict ? page(conflict.prep, conflict.problems, 409) : c.redirect(withQuery(registerPath(prep), { saved: 'yes' }), 303)
  }

  async function restore(c: Context, prep: Preparation): Promise<Response> {
    const typed = await typedIn(c)
    const { body } = prep.draft
    const row = prep.last?.rows.find(({ key }) => key === typed('key'))
    if (!row || body.rows.some(({ key }) => key === row.key)) return c.redirect(registerPath(prep), 303)
    const dropped = body.dropped.filter(({ key }) => key !== row.key)
    const conflict = await save(c, prep, typed, { ...body, rows: withRow(body.rows, row), dropped })
    if (!conflict) return c.redirect(`${withQuery(registerPath(prep), { saved: 'yes' })}#row-${row.key}`, 303)
    return html(c, <StartRegisterPage prep={conflict.prep} rows={conflict.prep.draft.body.rows} problems={conflict.problems} />, 409)
  }

  function registerFile(c: Context, prep: Preparation): Response {
    c.header('Content-Type', 'text/csv; charset=utf-8')
    c.header('Content-Disposition', `attachment; filename="register-${prep.city}-${prep.fiscalYear}.csv"`)
    return c.body(registerCsv(prep.draft.body.rows, prep.names))
  }

  async function upload(c: Context, prep: Preparation): Promise<Response> {
    const form = await c.req.formData()
    const file = form.get('file')
    if (!(file instanceof File) || file.size === 0)
      return html(c, <StartFilePage prep={prep} problems={[{ text: 'CSVファイルを選んでください。', href: '#file' }]} />, 400)
    const { rows, unread, faults } = readRegisterFile(prep, new Uint8Array(await file.arrayBuffer()))
    if (faults.length > 0) return html(c, <StartFilePage prep={prep} refused={{ file: file.name, faults }} />, 400)
    const revision = form.get('revision')
    const typed: Typed = (name) => (name === 'revision' && typeof revision === 'string' ? revision : undefined)
    const conflict = await save(c, prep, typed, { ...prep.draft.body, incoming: { file: file.name, rows, unread } })
    return conflict
      ? html(
          c,
          <StartFilePage
            prep={conflict.prep}
            problems={[{ text: '別の画面で先に保存されました。もう一度ファイルを選んでください。', href: '#file' }]}
          />,
          409,
        )
      : c.redirect(`${filePath(prep)}/preview`, 303)
  }

  async function takeOver(c: Context, prep: Preparation): Promise<Response> {
    const typed = await typedIn(c)
    const { incoming } = prep.draft.body
    if (!incoming) return c.redirect(filePath(prep), 303)
    const leave = typed('then') === 'leave'
    const reason = (key: string) => (typed(`reason.${key}`) ?? '').trim()
    const gone = changesSince(prep, incoming.rows).dropped
    const reasons = Object.fromEntries(gone.map(({ key }) => [key, reason(key)]))
    const missing = gone.filter(({ key }) => !leave && reasons[key] === '')
    const problems = missing.map(({ key, name }) => ({ text: `${name}：外す理由を書いてください。`, href: `#reason-${key}` }))
    if (problems.length > 0) return html(c, <StartPreviewPage prep={prep} incoming={incoming} reasons={reasons} problems={problems} />, 400)
    const body = leave ? { ...prep.draft.body, incoming: null } : takenOver(prep, reason)
    const conflict = await save(c, prep, typed, body)
    if (!conflict) return c.redirect(leave ? registerPath(prep) : withQuery(registerPath(prep), { saved: 'yes' }), 303)
    const newest = conflict.prep.draft.body.incoming ?? incoming
    return html(c, <StartPreviewPage prep={conflict.prep} incoming={newest} reasons={reasons} problems={conflict.problems} />, 409)
  }

  function checkPage(c: Context, prep: Preparation, problem: string | null): Answer {
    const found = inspect(prep, office(c) ?? '', parts.publicUrl ?? new URL(c.req.url).origin)
    return html(c, <StartCheckPage prep={prep} found={found} basis={basisOf(prep)} problem={problem} />, problem ? 409 : 200)
  }
}

const typedIn = async (c: Context): Promise<Typed> => {
  const form = await c.req.formData()
  return (name) => {
    const value = form.get(name)
    return typeof value === 'string' ? value : undefined
  }
}

const rowOf = (c: Context, prep: Preparation): RegisterRow | null => prep.draft.body.rows.find(({ key }) => key === param(c, 'key')) ?? null

const reasonsOf = (prep: Preparation): Record<string, string> =>
  Object.fromEntries(prep.draft.body.dropped.map(({ key, reason }) => [key, reason]))

const empty = (prep: Preparation): RegisterRow => ({
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
  note: '',
})
