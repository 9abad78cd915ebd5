import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { Hono } from 'hono'
import { Refused, refusalSentences } from '../../app/errors.js'
import { coverFile, keepCover } from '../../app/review/decision/cover.js'
import { NotFound } from '../error-pages.js'
import { denied } from '../guards.js'
import { html, param } from '../request.js'
import type { Opened, StepParts } from '../step-answers.js'
import { stepPath } from '../step-paths.js'
import { decidingPost, openStep, stepPage, stepPattern } from '../step-routes.js'

const noApproval = 'この工程は決裁の工程ではありません。年間進行表から選んでください。'
const policy = "default-src 'none'; frame-ancestors 'none'; sandbox"

/** What belongs to a decision (決裁): its cover. Those who oversee the year see it; the office and the approver attach it. */
export function decisionRoutes(parts: StepParts): Hono {
  const { connections, desk } = parts
  const pattern = `${stepPattern}/decision`
  return new Hono()
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
    .get(`${pattern}/cover/:id{[0-9a-f-]{36}}`, async (c) => {
      const opened = await openApproval(c, parts)
      if (opened instanceof Response) return opened
      const file = await coverFile(connections.db, opened.step.id, param(c, 'id'))
      return file ? sendFile(c, file) : html(c, <NotFound what="この鑑はありません。工程の画面から開き直してください。" />, 404)
    })
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
