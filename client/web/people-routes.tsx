import { setTimeout as delay } from 'node:timers/promises'
import { type Context, Hono } from 'hono'
import type { Logger } from 'pino'
import type { Application } from '../app/application.js'
import type { Connections } from '../app/connections.js'
import { Refused } from '../app/errors.js'
import { listDirectory } from '../app/people/directory.js'
import { appoint } from '../app/people/directory-appoint.js'
import type { Keeper } from '../app/people/directory-change.js'
import { announce, callOff, endHolding, redirectMail } from '../app/people/directory-holdings.js'
import { listChanges, showPost } from '../app/people/directory-post.js'
import { addDepartment, addPost, changePost, renameDepartment } from '../app/people/directory-posts.js'
import { callOffSuccessor, moveTo, recordSuccessor } from '../app/people/directory-successors.js'
import { decodeFile, largestFile } from '../app/people/holders-csv.js'
import { holdersFile } from '../app/people/holders-file.js'
import { applyHolders, type ImportPreview, previewHolders } from '../app/people/holders-import.js'
import { moveDue } from '../app/people/move-due.js'
import { resetSecondFactor } from '../app/people/reset-second-factor.js'
import type { CycleLine } from '../app/views/list-cycles.js'
import type { Views } from '../app/views/views.js'
import { NotFound } from './error-pages.js'
import { ChangesPage } from './pages/people-changes-page.js'
import type { PeopleFrame } from './pages/people-forms.js'
import { ImportPage } from './pages/people-import-page.js'
import { PeoplePage } from './pages/people-page.js'
import { PostPage } from './pages/people-post-page.js'
import { peoplePath, withQuery } from './paths.js'
import { postPath } from './people-paths.js'
import { cityPattern, html, numberIn, param } from './request.js'
import { rightsOf } from './session.js'

export interface PeopleParts {
  connections: Connections
  app: Application
  views: Views
  /** writes down that somebody asked for a page that is not theirs */
  deny: (personId: string, path: string) => Promise<void>
  log: Pick<Logger, 'error'>
}

/** What every page of the directory starts from. */
interface Here {
  c: Context
  city: string
  cycle: CycleLine
  keeper: Keeper
  typed: Record<string, string>
  frame: PeopleFrame
}

const changesPage = 100
/** How long an answer waits for what is due by an act, in milliseconds. */
const patience = 3_000
const done: Record<string, string> = {
  yes: '記録しました。',
  moved: '依頼を移しました。移した先に通知します。',
  imported: 'ファイルを取り込みました。',
  'second-factor': '確認アプリの登録を取り消しました。次にサインインしたときに、新しい端末で登録し直します。',
}

/** The directory (人事の一覧): for the office and administrators; to everybody else it does not exist. */
export function peopleRoutes({ connections, app, views, deny, log }: PeopleParts): Hono {
  const { db } = connections
  const base = `${cityPattern}/people`
  const post = `${base}/posts/:key{[a-z0-9][a-z0-9-]*}`

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

  return new Hono()
    .get(base, keep(listPage))
    .post(
      `${base}/departments`,
      onList(({ keeper }, of) => addDepartment(db, keeper, of('key'), { key: of('code'), name: of('name'), bureau: of('bureau') })),
    )
    .post(
      `${base}/departments/:key{[a-z0-9][a-z0-9-]*}`,
      onList(({ c, keeper }, of) =>
        renameDepartment(db, keeper, of('key'), { key: param(c, 'key'), name: of('name'), bureau: of('bureau') }),
      ),
    )
    .post(
      `${base}/posts`,
      onList(({ keeper }, of) =>
        addPost(db, keeper, of('key'), {
          key: of('code'),
          department: of('department'),
          role: of('role'),
          title: of('title'),
          mailbox: of('mailbox'),
        }),
      ),
    )
    .post(
      `${base}/announce`,
      act(async (here) => {
        await announce(db, here.keeper, here.typed['key'] ?? '', (here.typed['holding'] ?? '').split('\n').filter(Boolean))
        await followUp(here.city)
        return toList(here)
      }, listPage),
    )
    .get(
      `${base}/holders.csv`,
      keep(async (here) => {
        here.c.header('Content-Type', 'text/csv; charset=utf-8')
        here.c.header('Content-Disposition', `attachment; filename="holders-${here.city}.csv"`)
        return here.c.body(holdersFile(await listDirectory(db, here.city, { asAdmin: false })))
      }),
    )
    .get(
      `${base}/changes`,
      keep(async ({ c, city, cycle, keeper }) => {
        const before = c.req.query('before') ? numberIn(c, 'before', '記録の番号') : null
        const rows = await listChanges(db, city, { asAdmin: keeper.admin !== null, before, limit: changesPage + 1 })
        const shown = rows.slice(0, changesPage)
        return html(c, <ChangesPage cycle={cycle} changes={shown} next={rows.length > changesPage ? (shown.at(-1)?.no ?? null) : null} />)
      }),
    )
    .get(
      `${base}/import`,
      keep((here) => importPage(here)),
    )
    .post(
      `${base}/import`,
      keep(async (here) => {
        const read = await fileOf(here.c)
        if (typeof read !== 'string') return importPage({ ...here, frame: { ...here.frame, problems: [read.problem] } })
        try {
          return await importPage(here, await previewHolders(db, here.keeper, read))
        } catch (error) {
          if (!(error instanceof Refused)) throw error
          return importPage({ ...here, frame: { ...here.frame, problems: error.problems } })
        }
      }),
    )
    .post(
      `${base}/import/apply`,
      act(
        async (here) => {
          const text = Buffer.from(here.typed['file'] ?? '', 'base64').toString('utf8')
          await applyHolders(db, here.keeper, here.typed['key'] ?? '', text, here.typed['hash'] ?? '')
          await followUp(here.city)
          return toList(here, 'imported')
        },
        (here) => importPage(here),
      ),
    )
    .get(post, keep(postPage))
    .post(
      post,
      onPost(({ keeper }, of, key) => changePost(db, keeper, of('key'), { key, title: of('title'), mailbox: of('mailbox') })),
    )
    .post(
      `${post}/holdings`,
      onPost(({ keeper }, of, key) =>
        appoint(db, keeper, of('key'), {
          post: key,
          kind: of('kind') === 'deputy' ? 'deputy' : 'holder',
          name: of('name'),
          email: of('email'),
          from: of('from').trim(),
          until: of('until').trim() || null,
          announced: of('secret') !== 'yes',
          renamed: of('renamed') === 'yes',
          // A box that is not ticked sends nothing: whether it was there at all is said beside it.
          ...(of('mail-asked') === 'yes' ? { takesMail: of('mail') === 'yes' } : {}),
        }),
      ),
    )
    .post(
      `${post}/holdings/:id/end`,
      onPost(({ c, keeper }, of) => endHolding(db, keeper, of('key'), param(c, 'id'), of('until').trim())),
    )
    .post(
      `${post}/holdings/:id/call-off`,
      onPost(({ c, keeper }, of) => callOff(db, keeper, of('key'), param(c, 'id'))),
    )
    .post(
      `${post}/holdings/:id/mail`,
      onPost(({ c, keeper }, of) => redirectMail(db, keeper, of('key'), param(c, 'id'), of('mail') === 'own')),
    )
    .post(
      `${post}/second-factor`,
      act(async (here) => {
        await resetSecondFactor(db, here.keeper, here.typed['key'] ?? '', here.typed['person'] ?? '')
        return toPost(here, 'second-factor')
      }, postPage),
    )
    .post(
      `${post}/successors`,
      onPost(({ keeper }, of, key) => recordSuccessor(db, keeper, of('key'), { from: key, to: of('to'), on: of('on').trim() })),
    )
    .post(
      `${post}/successors/:id/call-off`,
      onPost(({ c, keeper }, of) => callOffSuccessor(db, keeper, of('key'), param(c, 'id'))),
    )
    .post(
      `${post}/move`,
      onPost(({ keeper }, of) => moveTo(db, app, keeper, of('process'), of('successor')), 'moved'),
    )
}

/** Texts of a form; a name given several times holds one a line. */
const textsOf = (body: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => {
      const texts = [value].flat().filter((one) => typeof one === 'string')
      return texts.length > 0 ? [[name, texts.join('\n')]] : []
    }),
  )

async function fileOf(c: Context): Promise<string | { problem: string }> {
  const file = (await c.req.parseBody({ all: true }))['file']
  if (!(file instanceof File) || file.size === 0) return { problem: 'ファイルが選ばれていないか、空です。CSVファイルを選んでください。' }
  if (file.size > largestFile) return { problem: 'ファイルが大きすぎます（1MBまで）。局ごとなどに分けてください。' }
  const text = decodeFile(new Uint8Array(await file.arrayBuffer()))
  return text ?? { problem: 'ファイルの文字を読めません。UTF-8かShift_JISのCSVとして保存し直してください。' }
}
