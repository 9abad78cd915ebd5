import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { Hono } from 'hono'
import { Refused, refusalSentences } from '../../app/errors.js'
import { coverFile, keepCover } from '../../app/review/decision/cover.js'
import { recordsOfStep } from '../../app/review/decision/declared.js'
import { makePackage } from '../../app/review/decision/make-package.js'
import { packageFile, packagesOf } from '../../app/review/decision/packages.js'
import { recordSeen } from '../../app/review/decision/record-seen.js'
import { isStageOf, roundOf } from '../../app/review/decision/route.js'
import { packagePath } from '../decision-paths.js'
import { NotFound } from '../error-pages.js'
import { denied } from '../guards.js'
import { PackagePage } from '../pages/review/decision/package-page.js'
import { sheetPath } from '../paths.js'
import { cycleIdOf, html, param } from '../request.js'
import { rightsOf } from '../session.js'
import type { Opened, StepParts } from '../step-answers.js'
import { stepPath } from '../step-paths.js'
import { decidingPost, heldBy, openStep, stepPage, stepPattern } from '../step-routes.js'

const noApproval = 'この工程は決裁の工程ではありません。年間進行表から選んでください。'
const policy = "default-src 'none'; frame-ancestors 'none'; sandbox"

/** What belongs to a decision (決裁): its package, made by the office, and its cover. Those who oversee the year see them. */
export function decisionRoutes(parts: StepParts): Hono {
  const { connections, desk } = parts
  const pattern = `${stepPattern}/decision`
  return (
    new Hono()
      .post(`${pattern}/cover`, async (c) => {
        const opened = await openApproval(c, parts)
        if (opened instanceof Response) return opened
        const post = decidingPost(opened.rights)
        if (!post) return denied(c, desk)
        const form = await c.req.formData().catch(() => new FormData())
        const file = form.get('cover')
        if (!(file instanceof File) || file.size === 0) return stepPage(c, parts, opened, null, 'ファイルが選ばれていないか、空です。')
        const { cycle, step } = opened
        try {
          const bytes = new Uint8Array(await file.arrayBuffer())
          const person = c.get('visitor').personId
          await keepCover(connections.db, {
            id: keyOf(form),
            cycleId: cycle.id,
            stepId: step.id,
            name: file.name,
            bytes,
            post: post.id,
            person,
          })
        } catch (error) {
          if (!(error instanceof Refused)) throw error
          return stepPage(c, parts, opened, null, sentencesOf(error))
        }
        return c.redirect(`${stepPath(cycle, step.key)}#decision`, 303)
      })
      // Where a refused file leaves the address: to be loaded again.
      .get(`${pattern}/cover`, (c) => c.redirect(`${c.req.path.replace(/\/decision\/cover$/, '')}#decision`, 303))
      .get(`${pattern}/cover/:file{[0-9a-f-]{36}}`, async (c) => {
        const opened = await openApproval(c, parts)
        if (opened instanceof Response) return opened
        const file = await coverFile(connections.db, opened.step.id, param(c, 'file'))
        return file ? sendFile(c, file) : html(c, <NotFound what="この鑑はありません。工程の画面から開き直してください。" />, 404)
      })
      .post(`${pattern}/seen`, async (c) => {
        const opened = await openForStages(c, parts)
        if (opened instanceof Response) return opened
        const { cycle, step } = opened
        const rights = rightsOf(c, cycle.city)
        const form = await c.req.formData().catch(() => new FormData())
        const versionId = String(form.get('version') ?? '')
        const record = (await recordsOfStep(connections.db, step.id)).find((one) => one.versionId === versionId)
        if (!record || !heldBy(rights).includes(record.post)) return denied(c, desk)
        const person = c.get('visitor').personId
        try {
          await recordSeen(connections.db, { id: keyOf(form), cycleId: cycle.id, stepId: step.id, versionId, post: record.post, person })
        } catch (error) {
          if (!(error instanceof Refused)) throw error
          if (!('pending' in opened)) return html(c, <NotFound what={sentencesOf(error)} />, 409)
          return stepPage(c, parts, opened, { act: 'seen', field: 'decision', message: sentencesOf(error), texts: () => '' })
        }
        return c.redirect('pending' in opened ? `${stepPath(cycle, step.key)}#decision` : sheetPath(record.processId), 303)
      })
      .get(`${pattern}/package`, async (c) => {
        const opened = await openApproval(c, parts)
        return opened instanceof Response ? opened : packagePage(c, parts, opened)
      })
      .post(`${pattern}/package`, async (c) => {
        const opened = await openApproval(c, parts)
        if (opened instanceof Response) return opened
        const { cycle, step, rights } = opened
        const post = rights.posts.find(({ role }) => role === 'office')
        if (!post) return denied(c, desk)
        const form = await c.req.formData().catch(() => new FormData())
        try {
          const person = c.get('visitor').personId
          await makePackage(connections.db, { id: keyOf(form), cycleId: cycle.id, stepId: step.id, post: post.id, person })
        } catch (error) {
          if (!(error instanceof Refused)) throw error
          return packagePage(c, parts, opened, error.problems.length > 0 ? error.problems : [refusalSentences[error.code]])
        }
        return c.redirect(packagePath(cycle, step.key), 303)
      })
      .get(`${pattern}/package/:file{[1-9][0-9]{0,3}[.]zip}`, async (c) => {
        const opened = await openForStages(c, parts)
        if (opened instanceof Response) return opened
        const file = await packageFile(connections.db, opened.step.id, Number.parseInt(param(c, 'file'), 10))
        return file ? sendFile(c, file) : html(c, <NotFound what="この号の資料はありません。起案の資料の画面から選んでください。" />, 404)
      })
  )
}

async function packagePage(c: Context, { connections }: StepParts, { cycle, step, rights }: Opened, problems: string[] = []) {
  const packages = await packagesOf(connections.db, cycle.id, step.key)
  const round = await roundOf(connections.db, cycle.id, step.key)
  const makes = rights.office && cycle.state === 'running'
  const page = (
    <PackagePage
      cycle={cycle}
      step={step}
      packages={packages}
      round={round}
      makes={makes && (round === null || round === 'drafting')}
      problems={problems}
    />
  )
  return html(c, page, problems.length > 0 ? 400 : 200)
}

export const sentencesOf = (error: Refused): string => (error.problems.length > 0 ? error.problems.join(' ') : refusalSentences[error.code])

/** The key of a form, by which it is done once; one is made up where it was left out. */
export function keyOf(form: FormData): string {
  const key = String(form.get('_key') ?? '')
  return /^[\w-]{8,64}$/.test(key) ? key : randomUUID()
}

/** The approval of the path, for those who oversee its year. */
export async function openApproval(c: Context, parts: StepParts): Promise<Opened | Response> {
  const opened = await openStep(c, parts)
  if (opened instanceof Response) return opened
  if (!opened.rights.oversees) return denied(c, parts.desk)
  return opened.step.kind === 'approve' ? opened : html(c, <NotFound what={noApproval} />, 404)
}

/** The approval of the path, also for whoever is asked to rule on it as a stage of its route. */
async function openForStages(c: Context, parts: StepParts): Promise<Opened | Pick<Opened, 'cycle' | 'step'> | Response> {
  const rights = rightsOf(c, param(c, 'city'))
  if (rights.oversees) return openApproval(c, parts)
  const cycle = await parts.views.cycleStatus(cycleIdOf(c))
  const step = cycle?.steps.find(({ key }) => key === param(c, 'step'))
  const posts = rights.posts.map(({ id }) => id)
  return cycle && step && (await isStageOf(parts.connections.db, cycle.id, step.key, posts)) ? { cycle, step } : denied(c, parts.desk)
}

const percent = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`

/** Sends a kept file to be saved: never shown within a page of ours, never run. */
export function sendFile(c: Context, file: { name: string; mediaType: string; hash: string; bytes: Uint8Array }): Response {
  c.header('Content-Security-Policy', policy)
  c.header('Content-Type', file.mediaType)
  c.header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*]/g, percent)}`)
  c.header('Cache-Control', 'private, no-cache')
  c.header('ETag', `"${file.hash}"`)
  return c.body(new Uint8Array(file.bytes))
}
