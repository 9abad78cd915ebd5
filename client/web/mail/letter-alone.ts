import type { Context } from 'hono'

/** The policy under which a mail's HTML is shown: its own inline styles, and nothing else. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"

/** A mail's HTML as a page by itself, as a program that shows HTML mails would. */
export function letterAlone(c: Context, letter: string): Response | Promise<Response> {
  c.header('Content-Security-Policy', policy)
  return c.html(letter)
}
