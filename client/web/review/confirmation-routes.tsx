import { type Context, Hono } from 'hono'
import { isToldWay } from '../../../domain/review/remark.js'
import { Refused } from '../../app/errors.js'
import { confirmTold } from '../../app/review/remarks/confirm-remarks.js'
import { confirmedBySeat } from '../../app/review/remarks/confirmations.js'
import { seatsOfBodies } from '../../app/review/remarks/remark-places.js'
import { readBenches } from '../../app/review/workbench/bench.js'
import { listSaid, type Said, shownRows } from '../../app/review/workbench/said.js'
import { NotFound } from '../error-pages.js'
import { ConfirmationPage, type ConfirmationPageProps, remarkNumber } from '../pages/review/workbench/confirmation-page.js'
import { ConfirmationsPage } from '../pages/review/workbench/confirmations-page.js'
import { withQuery } from '../paths.js'
import { cyclePattern, html, param } from '../request.js'
import { confirmationPath } from '../review-paths.js'
import { keyOf, sentences, typedText, word } from './office-form.js'
import { type OfficeParts, type OfficeYear, officeYear } from './office-year.js'

const pattern = `${cyclePattern}/review/confirmations`

/** What the office wrote down of a seat, in the order in which it was first written down: a confirmation changes no place. */
const saidBy = (seat: string, said: Said[]): Said[] =>
  said.filter((one) => one.seat === seat && one.no !== null).toSorted((a, b) => a.key.length - b.key.length || (a.key < b.key ? -1 : 1))

/** Numbers of the remarks whose texts a form brings. */
const numbersIn = (form: FormData): number[] => [...form.keys()].flatMap((name) => Number(/^text\.(\d{1,9})$/.exec(name)?.[1] ?? 0) || [])

const textIn = (form: FormData, no: string): string => typedText(form.get(`text.${no}`))

/** 発言の確認: whether members have confirmed what the office wrote down of them. */
export function confirmationRoutes(parts: OfficeParts): Hono {
  const { db } = parts.connections
  const opened = (answer: (c: Context, year: OfficeYear) => Promise<Response>) => async (c: Context) => {
    const year = await officeYear(c, parts)
    return year instanceof Response ? year : answer(c, year)
  }

  async function reading({ cycle, definition }: OfficeYear) {
    const benches = await readBenches(db, cycle.id, definition)
    return { benches, said: await listSaid(db, cycle.id, benches) }
  }

  async function one(c: Context, year: OfficeYear, more: Partial<ConfirmationPageProps> = {}): Promise<Response> {
    const id = `${year.cycle.city}/${param(c, 'seat')}`
    const seat = (await seatsOfBodies(db, year.cycle.city, year.definition)).find((other) => other.id === id)
    if (!seat) return html(c, <NotFound what="この席は、この年度の会議体にありません。発言の確認の一覧から選んでください。" />, 404)
    const { benches, said } = await reading(year)
    const done = Number(/^\d{1,4}$/.exec(c.req.query('done') ?? '')?.[0] ?? 0)
    const props = { year, seat, said: saidBy(seat.id, said), benches, problems: [], typed: new Map(), way: '', done, ...more }
    return html(c, <ConfirmationPage {...props} />, props.problems.length > 0 ? 400 : 200)
  }

  async function told(c: Context, year: OfficeYear): Promise<Response> {
    const form = await c.req.formData().catch(() => new FormData())
    const remarks = form.getAll('no').map((no) => ({ no: Number(no) || 0, text: textIn(form, String(no)) }))
    const way = String(form.get('way') ?? '')
    const seat = `${year.cycle.city}/${param(c, 'seat')}`
    const written = (await shownRows(db, year.cycle.id, numbersIn(form))).map((row) => {
      const text = textIn(form, String(row.no))
      return { ...row, wanted: text, changed: text !== typedText(row.text), ticked: remarks.some(({ no }) => no === row.no) }
    })
    try {
      const unticked = written.filter(({ changed, ticked }) => changed && !ticked)
      const shown = unticked.length > 0 ? saidBy(seat, (await reading(year)).said) : []
      const nameOf = (now: number) => remarkNumber(shown.find(({ no }) => no === now)?.key ?? `${now}`)
      if (unticked.length > 0)
        throw new Refused(
          'invalid-input',
          unticked.map(
            ({ now }) =>
              `${nameOf(now)}の文が書き換えられていますが、「委員が確かめた」に印がありません。印を付けるか、文を元に戻してください。まだ何も記録していません。`,
          ),
        )
      if (!isToldWay(way)) throw new Refused('invalid-input', ['どのように確認したか（電話・書面など）を選んでください。'])
      await confirmTold(db, { ...word(year, keyOf(form)), seat, way, remarks })
      return c.redirect(withQuery(confirmationPath(year.cycle, param(c, 'seat')), { done: remarks.length }), 303)
    } catch (error) {
      // What was typed of a row that was corrected meanwhile goes to the one in its place, to be ticked once that was read.
      const typed = written.flatMap(({ no, now, wanted, changed, ticked }): [number, { text: string; ticked: boolean }][] =>
        changed || (ticked && now === no) ? [[now, { text: wanted, ticked: ticked && now === no }]] : [],
      )
      return one(c, year, { problems: sentences(error), typed: new Map(typed), way })
    }
  }

  const seat = `${pattern}/:seat{[a-z0-9][a-z0-9-]*}`
  return new Hono()
    .get(
      pattern,
      opened(async (c, year) => {
        const { said } = await reading(year)
        const seats = await confirmedBySeat(db, year.cycle.id, year.definition, said)
        return html(
          c,
          <ConfirmationsPage year={year} seats={seats} unnamed={said.filter(({ confirmed }) => confirmed === 'nobody').length} />,
        )
      }),
    )
    .get(
      seat,
      opened((c, year) => one(c, year)),
    )
    .post(seat, opened(told))
}
