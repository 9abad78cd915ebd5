import { createHmac, timingSafeEqual } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'

/** The longest text that a page hands out to get it back: it must fit into one request, with room. */
export const sealLimit = 4 * 1024 * 1024

const largest = 64 * 1024 * 1024

/**
 * Something that a page shows and gets back with the next form, without keeping it meanwhile: packed, and signed for one purpose (what
 * it is, whose it is), so that nothing but what was shown comes back. It is no secret, and it may come back late or twice.
 * Null: longer than `sealLimit`.
 */
export function seal(secret: string, purpose: string[], value: unknown): string | null {
  const body = deflateRawSync(JSON.stringify(value)).toString('base64url')
  return body.length > sealLimit ? null : `${body}.${mark(secret, purpose, body)}`
}

/** What was sealed for this purpose; null: it was not, or was changed on the way. */
export function unseal(secret: string, purpose: string[], text: string): unknown {
  const [body = '', given = ''] = text.split('.', 2)
  const [wanted, brought] = [Buffer.from(mark(secret, purpose, body)), Buffer.from(given)]
  if (wanted.length !== brought.length || !timingSafeEqual(wanted, brought)) return null
  return JSON.parse(inflateRawSync(Buffer.from(body, 'base64url'), { maxOutputLength: largest }).toString('utf8'))
}

const mark = (secret: string, purpose: string[], body: string): string =>
  createHmac('sha256', `page ${secret}`)
    .update(JSON.stringify([...purpose, body]))
    .digest('base64url')
