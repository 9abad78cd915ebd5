import type { Context } from 'hono'
import type { Connections } from '../app/connections.js'
import { type Preparation, readPreparation } from '../app/start-year/preparation.js'
import { type DraftPlace, type StartBody, saveStartDraft } from '../app/start-year/start-draft.js'
import type { Typed } from '../app/start-year/typed-rows.js'
import type { Views } from '../app/views/views.js'
import type { Problem } from './pages/start-year-parts.js'
import { cyclePath, startYearPath, withQuery } from './paths.js'
import { cityPattern, param } from './request.js'

export interface PreparationParts {
  connections: Connections
  views: Views
  /** the folder in which definitions are kept */
  definitions: string
}

type Answer = Response | Promise<Response>

/** A preparation as it stands after somebody else's save, and what to say about it. */
export interface Conflict {
  prep: Preparation
  problems: Problem[]
}

/** The pages of one year's preparation stand under this. */
export const preparationPattern = `${cityPattern}/start-year/:year{[0-9]{4}}`

export const placeOf = (c: Context): DraftPlace => ({ city: param(c, 'city'), fiscalYear: Number(param(c, 'year')) })

/** Answers with a page of a preparation; where there is none, with the first question; where the year has begun, with the year. */
export const within =
  ({ connections, views, definitions }: PreparationParts) =>
  (work: (c: Context, prep: Preparation) => Answer) =>
  async (c: Context): Promise<Response> => {
    const place = placeOf(c)
    const prep = await readPreparation(connections, place, definitions)
    const begun = (await views.listCycles(place.city)).find(
      (cycle) => cycle.fiscalYear === place.fiscalYear && (!prep?.definition || cycle.definition === prep.definition.id),
    )
    if (begun) return c.redirect(withQuery(cyclePath(begun), { started: 'already' }), 303)
    return prep ? work(c, prep) : c.redirect(startYearPath(place.city), 303)
  }

/** Saves on the revision that the form was made from. Null: saved. Otherwise nothing was, and the page is shown again with what was typed. */
export const saver =
  ({ connections, definitions }: PreparationParts) =>
  async (c: Context, prep: Preparation, typed: Typed, body: StartBody): Promise<Conflict | null> => {
    const revision = Number(typed('revision') ?? Number.NaN)
    const draft = { ...placeOf(c), definition: prep.draft.definition, body, revision, personId: c.get('visitor').personId }
    if (Number.isInteger(revision) && revision > 0 && (await saveStartDraft(connections.db, draft))) return null
    const now = (await readPreparation(connections, placeOf(c), definitions)) ?? prep
    const text = `別の画面で先に保存されました（${now.draft.savedBy || '不明'}）。下はあなたが入力した内容です。よければもう一度保存してください。`
    return { prep: now, problems: [{ text, href: '#main' }] }
  }

/** The texts of the form that was sent. */
export const typedIn = async (c: Context): Promise<Typed> => {
  const form = await c.req.formData()
  return (name) => {
    const value = form.get(name)
    return typeof value === 'string' ? value : undefined
  }
}
