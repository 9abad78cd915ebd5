import { type Context, Hono } from 'hono'
import type { Application } from '../app/application.js'
import { inspect } from '../app/start-year/inspect.js'
import { basisOf, lastYear, type Preparation, readStartCity } from '../app/start-year/preparation.js'
import { draftYears, readStartDraft, saveStartDraft } from '../app/start-year/start-draft.js'
import { startPrepared } from '../app/start-year/start-prepared.js'
import { nextYear, typedYear, yearProblem } from '../app/start-year/typed-year.js'
import { denied } from './guards.js'
import { StartCheckPage } from './pages/start-year-check-page.js'
import { type Chosen, StartChoicePage } from './pages/start-year-choice-page.js'
import { filePath, type Problem, registerPath } from './pages/start-year-parts.js'
import { cyclePath, withQuery } from './paths.js'
import { cityPattern, html, param } from './request.js'
import { rightsOf } from './session.js'
import { startYearFileRoutes } from './start-year-file-routes.js'
import { type PreparationParts, placeOf, preparationPattern, typedIn, within } from './start-year-preparation.js'
import { startYearRegisterRoutes } from './start-year-register-routes.js'

export interface StartYearParts extends PreparationParts {
  app: Application
  deny: (personId: string, path: string) => Promise<void>
  /** the address people use, as mails name it; default: the one that was asked */
  publicUrl?: string | null
}

/** 年度の開始: the office chooses, prepares, looks through and starts a fiscal year. Nothing leaves before the last button. */
export function startYearRoutes(parts: StartYearParts): Hono {
  const { connections, definitions } = parts
  const on = within(parts)
  const office = (c: Context) => rightsOf(c, param(c, 'city')).posts.find(({ role }) => role === 'office')?.id ?? null

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

  async function start(c: Context, prep: Preparation): Promise<Response> {
    const basis = (await typedIn(c))('basis') ?? ''
    const started = await startPrepared(parts, prep, { post: office(c) ?? '', basis })
    if (started.kind === 'refused') return checkPage(c, prep, started.problem)
    const cycle = { ...placeOf(c), definition: prep.definition?.id ?? '' }
    return c.redirect(withQuery(cyclePath(cycle), { started: started.kind }), 303)
  }

  function checkPage(c: Context, prep: Preparation, problem: string | null): Response | Promise<Response> {
    const found = inspect(prep, office(c) ?? '', parts.publicUrl ?? new URL(c.req.url).origin)
    return html(c, <StartCheckPage prep={prep} found={found} basis={basisOf(prep)} problem={problem} />, problem ? 409 : 200)
  }

  return new Hono()
    .use(`${cityPattern}/start-year/*`, async (c, next) => (office(c) ? next() : denied(c, parts)))
    .get(`${cityPattern}/start-year`, (c) => choicePage(c, null, []))
    .post(`${cityPattern}/start-year`, choose)
    .route('/', startYearRegisterRoutes(parts))
    .route('/', startYearFileRoutes(parts))
    .get(
      `${preparationPattern}/check`,
      on((c, prep) => checkPage(c, prep, null)),
    )
    .post(`${preparationPattern}/start`, on(start))
}
