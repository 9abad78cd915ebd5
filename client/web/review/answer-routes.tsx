import { type Context, Hono } from 'hono'
import type { Connections } from '../../app/connections.js'
import type { Desk } from '../../app/desk/desk.js'
import type { Rights } from '../../app/people/posts-held.js'
import { type AnswersView, answersView, leftOf } from '../../app/review/responses/answers.js'
import { NotFound } from '../error-pages.js'
import { denied } from '../guards.js'
import { type AnswerFilter, answerFilters, answersCsv, blocksOf } from '../pages/review/responses/answer-lines.js'
import { AnswersPage } from '../pages/review/responses/answers-page.js'
import { choiceIn, cycleIdOf, cyclePattern, html, param } from '../request.js'
import { rightsOf } from '../session.js'

const pattern = `${cyclePattern}/review/answers`

interface Opened {
  view: AnswersView
  rights: Rights
  filter: AnswerFilter
}

/** 対応の照合: of the whole year for those who oversee it, of its own programmes for a section. */
export function answerRoutes({ connections, desk }: { connections: Pick<Connections, 'db'>; desk: Desk }): Hono {
  async function open(c: Context): Promise<Opened | Response> {
    const rights = rightsOf(c, param(c, 'city'))
    if (!rights.oversees && rights.departments.length === 0) return denied(c, desk)
    const read = await answersView(connections.db, cycleIdOf(c))
    if (!read) return html(c, <NotFound />, 404)
    const view = rights.oversees ? read : ownOf(read, rights.departments)
    if (!view) return denied(c, desk)
    const filter = choiceIn(c, 'state', '絞り込み', (value) => answerFilters.some((one) => one === value)) as AnswerFilter
    return { view, rights, filter }
  }
  return new Hono()
    .get(pattern, async (c) => {
      const opened = await open(c)
      if (opened instanceof Response) return opened
      const { view, rights, filter } = opened
      return html(c, <AnswersPage view={view} blocks={blocksOf(view, filter)} filter={filter} oversees={rights.oversees} />)
    })
    .get(`${pattern}.csv`, async (c) => {
      const opened = await open(c)
      if (opened instanceof Response) return opened
      const { view, filter } = opened
      c.header('Content-Type', 'text/csv; charset=utf-8')
      c.header('Content-Disposition', `attachment; filename="answers-${view.cycle.definition}-${view.cycle.fiscalYear}.csv"`)
      return c.body(answersCsv(view, blocksOf(view, filter)))
    })
}

/** What a section sees: its own programmes, counted by themselves. Null: it has none in this year. */
function ownOf(view: AnswersView, departments: string[]): AnswersView | null {
  const subjects = view.subjects.filter(({ department }) => department !== null && departments.includes(department))
  if (subjects.length === 0) return null
  const opinions = subjects.flatMap((one) => one.opinions)
  const actions = subjects.flatMap((one) => one.actions)
  const finance = actions.filter(({ needsFinance }) => needsFinance)
  const isOpen = ({ subject }: { subject: string }) => subjects.some((one) => one.subject === subject && one.consultation?.state !== 'done')
  return {
    ...view,
    subjects,
    counts: {
      opinions: opinions.length,
      needing: opinions.filter(({ needs }) => needs).length,
      left: subjects.reduce((sum, one) => sum + leftOf(view.definition, one), 0),
      actions: actions.length,
      finance: finance.length,
      financeOpen: finance.filter(isOpen).length,
    },
  }
}
