import { type Context, Hono } from 'hono'
import { Refused } from '../app/errors.js'
import { listDirectory } from '../app/people/directory.js'
import { announce } from '../app/people/directory-holdings.js'
import { listChanges } from '../app/people/directory-post.js'
import { addDepartment, addPost, renameDepartment } from '../app/people/directory-posts.js'
import { decodeFile, largestFile } from '../app/people/holders-csv.js'
import { holdersFile } from '../app/people/holders-file.js'
import { applyHolders, previewHolders } from '../app/people/holders-import.js'
import { ChangesPage } from './pages/people-changes-page.js'
import { type PeopleParts, peopleDesk } from './people-desk.js'
import { peoplePostRoutes } from './people-post-routes.js'
import { cityPattern, html, numberIn, param } from './request.js'

const changesPage = 100

/** The directory (人事の一覧): for the office and administrators; to everybody else it does not exist. */
export function peopleRoutes(parts: PeopleParts): Hono {
  const { db } = parts.connections
  const desk = peopleDesk(parts)
  const { keep, act, onList, importPage, listPage, toList, followUp } = desk
  const base = `${cityPattern}/people`

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
    .route('/', peoplePostRoutes(parts, desk))
}

async function fileOf(c: Context): Promise<string | { problem: string }> {
  const file = (await c.req.parseBody({ all: true }))['file']
  if (!(file instanceof File) || file.size === 0) return { problem: 'ファイルが選ばれていないか、空です。CSVファイルを選んでください。' }
  if (file.size > largestFile) return { problem: 'ファイルが大きすぎます（1 MBまで）。局ごとなどに分けてください。' }
  const text = decodeFile(new Uint8Array(await file.arrayBuffer()))
  return text ?? { problem: 'ファイルの文字を読めません。UTF-8かShift_JISのCSVとして保存し直してください。' }
}
