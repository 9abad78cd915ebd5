import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { reportStyle } from '../../domain/publication/report-style.js'
import type { PublishedFile } from '../app/views/edition-file.js'

const styleHash = createHash('sha256').update(reportStyle).digest('base64')

/** The report carries its one style inside, so that a page saved alone still reads well: only that style, by its hash, and nothing else. */
export const reportPolicy = `default-src 'none'; style-src 'sha256-${styleHash}'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** Sends a file as it was published. Its hash is its tag: a browser that has it is told so. */
export function publishedFile(c: Context, { mediaType, hash, content }: PublishedFile): Response {
  const tag = `"${hash}"`
  c.header('Content-Security-Policy', reportPolicy)
  c.header('ETag', tag)
  // A later edition replaces it under the same address.
  c.header('Cache-Control', 'no-cache')
  const known = (c.req.header('If-None-Match') ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''))
  if (known.includes(tag) || known.includes('*')) return c.body(null, 304)
  c.header('Content-Type', mediaType)
  return c.body(content)
}
