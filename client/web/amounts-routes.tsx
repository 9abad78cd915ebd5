import { type Context, Hono } from 'hono'
import type { AmountLine } from '../../domain/money/amounts-table.js'
import type { Connections } from '../app/connections.js'
import {
  type AmountsPreview,
  largestAmounts,
  previewAgain,
  previewAmounts,
  programmeNames,
  recordAmounts,
  standingAmounts,
} from '../app/desk/amounts.js'
import type { Desk } from '../app/desk/desk.js'
import { Refused } from '../app/errors.js'
import type { CycleLine } from '../app/views/list-cycles.js'
import type { Views } from '../app/views/views.js'
import { NotFound, noYear } from './error-pages.js'
import { only } from './guards.js'
import { AmountsPage } from './pages/amounts-pages.js'
import { amountsPath, withQuery } from './paths.js'
import { cycleIdOf, cyclePattern, html, numberIn, param } from './request.js'
import { seal, unseal } from './sealed.js'
import { rightsOf } from './session.js'

export interface AmountsParts {
  connections: Connections
  desk: Desk
  views: Views
  secret: string
}

/** What a preview hands out and gets back: what was read, and the hash of the amounts it was held against. */
interface Sealed {
  rows: AmountLine[]
  doubts: AmountsPreview['doubts']
  stood: string
}

const moved = '確かめている間に、取り込んである金額が変わりました。まだ何も取り込んでいません。変わる金額をもう一度確かめてください。'

/** 金額の取り込み: the office brings the finance system's amounts; sections confirm them in their sheets instead of typing them. */
export function amountsRoutes({ connections: { db }, desk, views, secret }: AmountsParts): Hono {
  const pattern = `${cyclePattern}/amounts`
  const purpose = (c: Context) => ['amounts', c.get('visitor').personId, cycleIdOf(c)]

  async function page(c: Context, cycle: CycleLine, more: { problem?: string; done?: number | null } = {}): Promise<Response> {
    const [amounts, programmes] = [await standingAmounts(db, cycle.id), await programmeNames(db, cycle.id)]
    return html(c, <AmountsPage cycle={cycle} amounts={amounts} programmes={programmes} {...more} />, more.problem ? 400 : 200)
  }

  async function upload(c: Context, cycle: CycleLine): Promise<Response> {
    const file = (await c.req.formData().catch(() => new FormData())).get('file')
    if (!(file instanceof File) || file.size === 0)
      return page(c, cycle, { problem: 'ファイルが選ばれていないか、空です。CSVファイルを選んでください。' })
    if (file.size > largestAmounts) return page(c, cycle, { problem: 'ファイルが大きすぎます（1 MBまで）。区分ごとなどに分けてください。' })
    const preview = await previewAmounts(db, cycle.id, new Uint8Array(await file.arrayBuffer()))
    return shown(c, cycle, preview, { file: file.name })
  }

  function shown(c: Context, cycle: CycleLine, preview: AmountsPreview, { file = '', problem }: { file?: string; problem?: string }) {
    const { rows, doubts, stood, faults, programmes } = preview
    const sealed = faults.length > 0 ? null : seal(secret, purpose(c), { rows, doubts, stood } satisfies Sealed)
    return html(
      c,
      <AmountsPage
        cycle={cycle}
        amounts={[]}
        programmes={programmes}
        preview={{ ...preview, file, sealed }}
        {...(problem ? { problem } : {})}
      />,
      faults.length > 0 || problem ? 400 : 200,
    )
  }

  async function accept(c: Context, cycle: CycleLine): Promise<Response> {
    const form = await c.req.formData().catch(() => new FormData())
    const read = unseal(secret, purpose(c), String(form.get('rows') ?? '')) as Sealed | null
    const post = rightsOf(c, cycle.city).posts.find(({ role }) => role === 'office')
    if (!read?.rows || !post)
      return page(c, cycle, { problem: 'この画面は古いか、途中で書き換わっています。何も取り込んでいません。もう一度読み込んでください。' })
    const programmes = await programmeNames(db, cycle.id)
    if (read.rows.some(({ programme }) => !programmes.has(programme)))
      return page(c, cycle, { problem: '確かめている間に名簿が変わりました。何も取り込んでいません。もう一度読み込んでください。' })
    try {
      await recordAmounts(db, cycle.id, read, { person: c.get('visitor').personId, post: post.id })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return shown(c, cycle, await previewAgain(db, cycle.id, read), { problem: moved })
    }
    return c.redirect(withQuery(amountsPath(cycle), { done: read.rows.length }), 303)
  }

  const inYear = (answer: (c: Context, cycle: CycleLine) => Promise<Response>) => async (c: Context) => {
    const cycle = (await views.listCycles(param(c, 'city'))).find((one) => one.id === cycleIdOf(c))
    return cycle ? answer(c, cycle) : html(c, <NotFound what={noYear} />, 404)
  }

  const running = (answer: (c: Context, cycle: CycleLine) => Promise<Response>) =>
    inYear((c, cycle) =>
      cycle.state === 'running' ? answer(c, cycle) : page(c, cycle, { problem: 'この年度は終わっているので、金額を取り込めません。' }),
    )

  const office = only(desk, (rights) => rights.office)
  return new Hono()
    .use(pattern, office)
    .use(`${pattern}/*`, office)
    .get(
      pattern,
      inYear((c, cycle) => page(c, cycle, { done: c.req.query('done') ? numberIn(c, 'done', '件数') : null })),
    )
    .post(pattern, running(upload))
    .post(`${pattern}/accept`, running(accept))
}
