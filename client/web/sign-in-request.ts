import type { Context } from 'hono'

export function giveCookies(c: Context, cookies: string[]): void {
  for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true })
}

/** A path of ours to go on to; anything else would let a link send people away. */
export function inside(to: unknown): string | null {
  if (typeof to !== 'string' || !/^\/(?![/\\])[^\s\\]*$/.test(to) || to.length >= 500) return null
  return URL.canParse(to, 'http://here.invalid') && new URL(to, 'http://here.invalid').host === 'here.invalid' ? to : null
}
