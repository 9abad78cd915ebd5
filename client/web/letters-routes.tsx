import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { LetterError } from '../../domain/correspondence/letter-error.js'
import { type Letters, type LettersWritten, lettersOf, readLetters } from '../../domain/correspondence/letters.js'
import { tones, urgency } from '../../domain/correspondence/urgency.js'
import type { Connections } from '../app/connections.js'
import type { Desk } from '../app/desk/desk.js'
import { Refused } from '../app/errors.js'
import { adoptLetters } from '../app/letters/adopt-letters.js'
import { fileChanges } from '../app/letters/file-changes.js'
import { allSamples, type Sample, sample, sampleChanges, sampleOf } from '../app/letters/letter-samples.js'
import { lettersByNo, lettersInForce } from '../app/letters/letters-in-force.js'
import type { CycleLine } from '../app/views/list-cycles.js'
import type { Views } from '../app/views/views.js'
import { actForm, tooLong } from './act-form.js'
import { NotFound } from './error-pages.js'
import { only } from './guards.js'
import { lettersPath } from './letters-paths.js'
import type { ActProblem } from './pages/act-line.js'
import { LettersCheckPage } from './pages/letters-check-page.js'
import { LettersPage } from './pages/letters-page.js'
import { withQuery } from './paths.js'
import { choiceIn, cityPattern, html, param } from './request.js'
import { seal, unseal } from './sealed.js'
import { rightsOf } from './session.js'

export interface LettersParts {
  connections: Connections
  desk: Pick<Desk, 'deny'>
  views: Pick<Views, 'listCycles'>
  secret: string
  publicUrl: string | null
}

/** A file of letters is some tens of kilobytes. */
const largest = 100 * 1024
const noLetters = 'この文面の記録はありません。文面の画面の一覧から選んでください。'
/** A mail's HTML styles itself; it runs nothing, loads nothing and opens nothing here. */
const mailPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"

/** 文面: the words of a city's mails. The office changes them; whoever oversees reads them. */
export function lettersRoutes({ connections, desk, views, secret, publicUrl }: LettersParts): Hono {
  const { db } = connections
  const pattern = `${cityPattern}/letters`
  const purpose = (c: Context) => ['letters', c.get('visitor').personId, param(c, 'city')]
  const namesOf = (c: Context) => sampleOf(db, param(c, 'city'), publicUrl ?? new URL(c.req.url).origin)

  const inCity = (answer: (c: Context, cycle: CycleLine) => Promise<Response>) => async (c: Context) => {
    const [cycle] = await views.listCycles(param(c, 'city'))
    return cycle ? answer(c, cycle) : html(c, <NotFound />, 404)
  }

  async function page(c: Context, cycle: CycleLine): Promise<Response> {
    const inForce = await lettersInForce(db, cycle.city)
    const of = await namesOf(c)
    const { letters, problem } = readable(inForce)
    const samples = letters && of ? allSamples(letters, of) : []
    const shown = letters && of && c.req.query('kind') ? sample(letters, sampleIn(c), of) : null
    const done = c.req.query('done') ? 'この文面を採用しました。これから作るメールに使います。' : null
    const office = rightsOf(c, cycle.city).office
    return html(c, <LettersPage {...{ cycle, letters: inForce, added: letters?.added ?? [], samples, shown, problem, done, office }} />)
  }

  async function mailHtml(c: Context, cycle: CycleLine): Promise<Response> {
    const of = await namesOf(c)
    const { letters } = readable(await lettersInForce(db, cycle.city))
    if (!letters || !of) return html(c, <NotFound what={noLetters} />, 404)
    c.header('Content-Security-Policy', mailPolicy)
    return c.html(sample(letters, sampleIn(c), of).mail.html)
  }

  async function file(c: Context, cycle: CycleLine): Promise<Response> {
    const no = c.req.query('no')
    const text = no === undefined ? (await lettersInForce(db, cycle.city)).text : await byNumber(cycle.city, no)
    if (text === null) return html(c, <NotFound what={noLetters} />, 404)
    c.header('Content-Type', 'application/yaml; charset=utf-8')
    c.header('Content-Disposition', `attachment; filename="letters-${cycle.city}${no === undefined ? '' : `-${no}`}.yaml"`)
    return c.body(text)
  }

  const byNumber = async (city: string, typed: string): Promise<string | null> =>
    /^\d{1,6}$/.test(typed) ? lettersByNo(db, city, Number(typed)) : null

  async function check(c: Context, cycle: CycleLine): Promise<Response> {
    const given = (await c.req.formData().catch(() => new FormData())).get('file')
    const faulty = (message: string) => checked(c, cycle, '', null, { act: 'check', field: '', message, texts: () => '' })
    if (!(given instanceof File) || given.size === 0)
      return faulty('ファイルが選ばれていないか、空です。直した文面のファイルを選んでください。')
    if (given.size > largest) return faulty('ファイルが大きすぎます（100KBまで）。文面のファイルか確かめてください。')
    const text = textIn(new Uint8Array(await given.arrayBuffer()))
    if (text === null)
      return faulty(
        'ファイルの文字を読めません。「文面」の画面から取り出したファイルか確かめ、文字コードをUTF-8にして保存し直してください。',
      )
    return checked(c, cycle, given.name, text)
  }

  async function again(c: Context, cycle: CycleLine): Promise<Response> {
    const no = String((await c.req.formData().catch(() => new FormData())).get('no') ?? '')
    const text = await byNumber(cycle.city, no)
    if (text === null) return html(c, <NotFound what={noLetters} />, 404)
    return checked(c, cycle, no === '0' ? '最初の文面' : `第${no}版`, text)
  }

  /** A text held against the wording in force. @param text null: there is none to look at */
  async function checked(c: Context, cycle: CycleLine, name: string, text: string | null, problem: ActProblem | null = null) {
    const read = text === null ? null : readLetters(text)
    const problems = read && !read.ok ? read.problems : []
    const inForce = await lettersInForce(db, cycle.city)
    const of = await namesOf(c)
    const candidate =
      read?.ok && of && text !== null
        ? {
            name,
            changes: text === inForce.text ? [] : fileChanges(inForce.text, text),
            samples: sampleChanges(readable(inForce).letters, read.letters, of),
            sealed: seal(secret, purpose(c), { name, text }) ?? '',
            key: randomUUID(),
          }
        : null
    return html(c, <LettersCheckPage {...{ cycle, name, problems, candidate, problem }} />, problems.length > 0 || problem ? 400 : 200)
  }

  async function adopt(c: Context, cycle: CycleLine): Promise<Response> {
    const form = await actForm(c)
    const brought = unseal(secret, purpose(c), form.text('letters')) as { name: string; text: string } | null
    const wrong = (field: string, message: string): ActProblem => ({ act: 'adopt', field, message, texts: form.text })
    if (!brought)
      return checked(
        c,
        cycle,
        '',
        null,
        wrong('', 'この画面は古いか、途中で書き換わっています。何も変わっていません。もう一度点検してください。'),
      )
    const { name, text } = brought
    const reason = form.text('reason')
    const long = tooLong({ overlong: () => (reason.length > 2_000 ? 'reason' : null) })
    if (long) return checked(c, cycle, name, text, wrong(long.field, long.message))
    if (reason === '') return checked(c, cycle, name, text, wrong('reason', '理由を書いてください。記録に残ります。'))
    const post = rightsOf(c, cycle.city).posts.find(({ role }) => role === 'office')?.id ?? ''
    try {
      await adoptLetters(connections, { id: form.key, city: cycle.city, text, post, person: c.get('visitor').personId, reason })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return checked(c, cycle, name, text, wrong('', error.message))
    }
    return c.redirect(withQuery(lettersPath(cycle.city), { done: 'adopted' }), 303)
  }

  const office = only(desk, (rights) => rights.office)
  return new Hono()
    .use(
      pattern,
      only(desk, (rights) => rights.oversees),
    )
    .use(
      `${pattern}/*`,
      only(desk, (rights) => rights.oversees),
    )
    .use(`${pattern}/:act{check|again|adopt}`, office)
    .get(pattern, inCity(page))
    .get(`${pattern}/mail.html`, inCity(mailHtml))
    .get(`${pattern}/letters.yaml`, inCity(file))
    .post(`${pattern}/check`, inCity(check))
    .post(`${pattern}/again`, inCity(again))
    .post(`${pattern}/adopt`, inCity(adopt))
}

/** The letters of a text, or the sentence that says why this program cannot read them. */
function readable(inForce: LettersWritten): { letters: Letters | null; problem: string | null } {
  try {
    return { letters: lettersOf(inForce), problem: null }
  } catch (error) {
    if (error instanceof LetterError) return { letters: null, problem: error.message }
    throw error
  }
}

/** UTF-8 with the line ends of one kind; null: it is something else. */
function textIn(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n')
  } catch {
    return null
  }
}

/** Which sample the address asks for. @throws UnreadableAddress */
function sampleIn(c: Context): Pick<Sample, 'kind' | 'tone' | 'full'> {
  const kind = choiceIn(c, 'kind', '種類', (value) => urgency.some((one) => one === value))
  const tone = choiceIn(c, 'tone', '段階', (value) => tones.some((one) => one === value))
  return {
    kind: urgency.find((one) => one === kind) ?? 'request',
    tone: tones.find((one) => one === tone) ?? 'ordinary',
    full: c.req.query('sample') !== 'least',
  }
}
