import { setTimeout as delay } from 'node:timers/promises'
import type { Context } from 'hono'
import type { Logger } from 'pino'
import type { Application } from '../app/application.js'
import type { Connections } from '../app/connections.js'
import { Refused } from '../app/errors.js'
import { listDirectory } from '../app/people/directory.js'
import type { Keeper } from '../app/people/directory-change.js'
import { showPost } from '../app/people/directory-post.js'
import type { ImportPreview } from '../app/people/holders-import.js'
import { moveDue } from '../app/people/move-due.js'
import type { CycleLine } from '../app/views/list-cycles.js'
import type { Views } from '../app/views/views.js'
import { NotFound } from './error-pages.js'
import type { PeopleFrame } from './pages/people-forms.js'
import { ImportPage } from './pages/people-import-page.js'
import { PeoplePage } from './pages/people-page.js'
import { PostPage } from './pages/people-post-page.js'
import { peoplePath, withQuery } from './paths.js'
import { postPath } from './people-paths.js'
import { html, param } from './request.js'
import { rightsOf } from './session.js'

/** What the directory's pages work with. */
export interface PeopleParts {
  connections: Connections
  app: Application
  views: Views
  /** writes down that somebody asked for a page that is not theirs */
  deny: (personId: string, path: string) => Promise<void>
  log: Pick<Logger, 'error'>
}

/** What every page of the directory starts from. */
export interface Here {
  c: Context
  city: string
  cycle: CycleLine
  keeper: Keeper
  typed: Record<string, string>
  frame: PeopleFrame
}

/** How long an answer waits for what is due by an act, in milliseconds. */
const patience = 3_000
const done: Record<string, string> = {
  yes: '記録しました。',
  moved: '依頼を移しました。移した先に通知します。',
  imported: 'ファイルを取り込みました。',
  'second-factor': '確認アプリの登録を取り消しました。次にサインインしたときに、新しい端末で登録し直します。',
}

/** What the pages of the directory (人事の一覧) share: who is let in, what an act is answered with, and the three pages. */
export function peopleDesk({ connections, app, views, deny, log }: PeopleParts) {
  const { db } = connections

  /** Lets the office and administrators in. */
  const keep = (answer: (here: Here) => Promise<Response>) => async (c: Context) => {
    const city = param(c, 'city')
    const { office, admin, posts } = rightsOf(c, city)
    const cycle = office || admin ? (await views.listCycles(city))[0] : undefined
    if (!cycle) {
      await deny(c.get('visitor').personId, c.req.path)
      return html(c, <NotFound />, 404)
    }
    const held = (role: string) => posts.find((one) => one.role === role)?.id ?? null
    const keeper = { city, person: c.get('visitor').personId, office: held('office'), admin: held('admin') }
    const typed = c.req.method === 'POST' ? textsOf(await c.req.parseBody({ all: true })) : {}
    return answer({ c, city, cycle, keeper, typed, frame: { problems: [], done: done[c.req.query('done') ?? ''] ?? null, typed: {} } })
  }

  /** An act: done, it goes on to a page; refused, the page it came from says why and keeps what was typed. */
  const act = (run: (here: Here) => Promise<string>, page: (here: Here) => Promise<Response>) =>
    keep(async (here) => {
      try {
        return here.c.redirect(await run(here), 303)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        const problems = error.problems.length > 0 ? error.problems : [error.message]
        return page({ ...here, frame: { problems, done: null, typed: here.typed } })
      }
    })

  /** What is due by an act is done at once; should that fail or take long, the next act or the daily housekeeping does it: the act stands. */
  const followUp = async (city: string) => {
    const due = moveDue(connections, city, app).catch((error: unknown) =>
      log.error({ err: error, city }, 'what an act in the directory made due was not done; the daily housekeeping tries again'),
    )
    await Promise.race([due, delay(patience, undefined, { ref: false })])
  }
  const status = ({ frame }: Here) => (frame.problems.length > 0 ? 400 : 200)
  const directoryOf = ({ city, keeper }: Here) => listDirectory(db, city, { asAdmin: keeper.admin !== null })
  const listPage = async (here: Here) =>
    html(
      here.c,
      <PeoplePage
        cycle={here.cycle}
        directory={await directoryOf(here)}
        query={(here.c.req.query('q') ?? '').trim().slice(0, 100)}
        frame={here.frame}
      />,
      status(here),
    )
  const postPage = async (here: Here) => {
    const found = await showPost(db, here.city, param(here.c, 'key'), { asAdmin: here.keeper.admin !== null })
    if (!found) return html(here.c, <NotFound what="この職はありません。組織と職の画面から探してください。" />, 404)
    const may = { office: here.keeper.office !== null, admin: here.keeper.admin !== null }
    return html(
      here.c,
      <PostPage cycle={here.cycle} post={found} directory={await directoryOf(here)} may={may} frame={here.frame} />,
      status(here),
    )
  }
  const importPage = async (here: Here, preview: ImportPreview | null = null) =>
    html(
      here.c,
      <ImportPage cycle={here.cycle} preview={preview} frame={here.frame} />,
      preview && preview.faults.length > 0 ? 400 : status(here),
    )

  const toList = ({ city }: Here, word = 'yes') => withQuery(peoplePath(city), { done: word })
  const toPost = ({ c, city }: Here, word = 'yes') => withQuery(postPath(city, param(c, 'key')), { done: word })
  /** On the list: an act, then the list again. */
  const onList = (run: (here: Here, of: (name: string) => string) => Promise<unknown>) =>
    act(async (here) => {
      await run(here, (name) => here.typed[name] ?? '')
      return toList(here)
    }, listPage)
  /** On a post's page: an act, then what is due by it, then the page again. */
  const onPost = (run: (here: Here, of: (name: string) => string, key: string) => Promise<unknown>, word?: string) =>
    act(async (here) => {
      await run(here, (name) => here.typed[name] ?? '', param(here.c, 'key'))
      await followUp(here.city)
      return toPost(here, word)
    }, postPage)

  return { keep, act, onList, onPost, importPage, listPage, postPage, toList, toPost, followUp }
}

/** Texts of a form; a name given several times holds one a line. */
const textsOf = (body: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => {
      const texts = [value].flat().filter((one) => typeof one === 'string')
      return texts.length > 0 ? [[name, texts.join('\n')]] : []
    }),
  )
