import { type Context, Hono } from 'hono'
import type { Definition } from '../../../domain/definition/schema.js'
import { Refused } from '../../app/errors.js'
import { setAside } from '../../app/review/remarks/set-aside.js'
import { askHeads } from '../../app/review/workbench/ask-heads.js'
import { type Bench, isOnBench } from '../../app/review/workbench/bench.js'
import { changeBench } from '../../app/review/workbench/bench-act.js'
import { handInOpinions, missingOf } from '../../app/review/workbench/hand-in-opinions.js'
import { listSaid, type Said } from '../../app/review/workbench/said.js'
import { NotFound } from '../error-pages.js'
import { BenchPage, type BenchPageProps } from '../pages/review/workbench/bench-page.js'
import { WorkbenchPage, type WorkbenchPageProps } from '../pages/review/workbench/workbench-page.js'
import { withQuery } from '../paths.js'
import { cyclePattern, html, param } from '../request.js'
import { benchPath } from '../review-paths.js'
import { type BenchForm, benchAct, benchForm } from './bench-form.js'
import { keyOf, sentences, word } from './office-form.js'
import { benchesFor, forOffice, forOverseers, type OfficeParts, type OfficeYear, type SubjectsYear } from './office-year.js'

const pattern = `${cyclePattern}/review/workbench`
const noBench = 'この対象の意見を整理する依頼は、まだありません。意見整理の一覧から選んでください。'

/** 意見整理: the office makes opinions of what was said, and hands them in; others who oversee the year look at what became of what. */
export function workbenchRoutes(parts: OfficeParts): Hono {
  const { db } = parts.connections

  async function reading(year: SubjectsYear): Promise<{ benches: Bench[]; said: Said[] }> {
    const found = await benchesFor(db, year)
    const order = new Map(year.subjects.map(({ key }, at) => [key, at]))
    const place = ({ subject }: Bench) => order.get(subject) ?? order.size
    const benches = found.toSorted((a, b) => place(a) - place(b))
    return { benches, said: await listSaid(db, year.cycle.id, benches) }
  }

  async function overview(c: Context, year: SubjectsYear, more: Partial<WorkbenchPageProps> = {}) {
    const { answers = null, problems = [], sent = null } = more
    const { benches, said } = await reading(year)
    const lines = benches.map((bench) => ({
      bench,
      missing: year.post !== null && isOnBench(bench) ? missingOf(bench, said, year.definition) : [],
    }))
    const first = await db.snapshot.findFirst({ where: { cycleId: year.cycle.id }, orderBy: { no: 'asc' }, select: { body: true } })
    const before = ((first?.body ?? {}) as unknown as Partial<Definition>).viewpoints ?? []
    const added = year.definition.viewpoints.filter(({ id }) => !before.some((one) => one.id === id))
    const faulty = problems.length > 0 || answers?.some((one) => 'problems' in one)
    return html(
      c,
      <WorkbenchPage year={year} lines={lines} said={said} added={added} answers={answers} problems={problems} sent={sent} />,
      faulty ? 400 : 200,
    )
  }

  async function page(c: Context, year: SubjectsYear, more: Partial<BenchPageProps> = {}): Promise<Response> {
    const { benches, said } = await reading(year)
    const bench = benches.find(({ subject }) => subject === param(c, 'subject'))
    if (!bench) return html(c, <NotFound what={noBench} />, 404)
    const props: BenchPageProps = {
      year,
      bench,
      others: benches.filter(({ id }) => id !== bench.id),
      said,
      missing: missingOf(bench, said, year.definition),
      merge: c.req.queries('merge') ?? [],
      split: c.req.query('split') ?? '',
      problems: [],
      kept: null,
      conflict: null,
      done: c.req.query('done') !== undefined,
      ...more,
    }
    return html(c, <BenchPage {...props} />, props.conflict !== null ? 409 : props.problems.length > 0 ? 400 : 200)
  }

  async function act(c: Context, year: OfficeYear): Promise<Response> {
    const form = benchForm(await c.req.formData().catch(() => new FormData()))
    const subject = param(c, 'subject')
    try {
      const benched = await done(year, subject, form)
      if (benched.kind === 'conflict') return page(c, year, { conflict: benched.savedBy, kept: form })
      return c.redirect(withQuery(benchPath(year.cycle, subject), { done: form.act }), 303)
    } catch (error) {
      return page(c, year, { problems: sentences(error), kept: form })
    }
  }

  async function done(year: OfficeYear, subject: string, form: BenchForm) {
    if (form.act === 'aside' || form.act === 'take-up') {
      const standing = form.act === 'aside'
      await setAside(db, { ...word(year, form.key), keys: form.all('source'), reason: form.text('reason'), standing })
      return { kind: 'done' as const }
    }
    const { said } = await reading(year)
    const textOf = (keys: string[]) => said.flatMap(({ key, text }) => (keys.includes(key) ? [text] : [])).join('\n')
    const asked = benchAct(form, textOf)
    if (!asked) throw new Refused('invalid-input', ['どの操作か分かりません。もう一度、画面のボタンを押してください。'])
    const { key: id, revision, base } = form
    return changeBench(db, { ...word(year, id), subject, revision, base, act: asked })
  }

  async function handIn(c: Context, year: OfficeYear): Promise<Response> {
    const form = await c.req.formData().catch(() => new FormData())
    const subjects = form.getAll('ready').map((value) => {
      const [subject = '', revision = ''] = String(value).split('|')
      return { subject, revision: Number(revision) || 0 }
    })
    const oral = form.get('oral') === 'yes'
    const sent = { subjects: subjects.map(({ subject }) => subject), oral }
    const asks = form.get('_act') === 'ask-head'
    if (subjects.length === 0)
      return overview(c, year, { sent, problems: [asks ? '課長の確認を依頼する対象を選んでください。' : '提出する対象を選んでください。'] })
    const given = { ...word(year, keyOf(form)), person: year.person, subjects, oral }
    try {
      const answers = await (asks ? askHeads : handInOpinions)(parts.connections, year.definition, given)
      // A word of mouth counts for what was sent with it, and is not carried on to the rest.
      const refused = answers.some((one) => 'problems' in one)
      return await overview(c, year, { sent: { ...sent, oral: oral && refused }, answers })
    } catch (error) {
      return overview(c, year, { sent, problems: sentences(error) })
    }
  }

  const one = `${pattern}/:subject{[a-z0-9][a-z0-9-]*}`
  return new Hono()
    .get(
      pattern,
      forOverseers(parts, (c, year) => overview(c, year)),
    )
    .post(`${pattern}/hand-in`, forOffice(parts, handIn))
    .get(
      one,
      forOverseers(parts, (c, year) => page(c, year)),
    )
    .post(one, forOffice(parts, act))
}
