import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, MiddlewareHandler } from 'hono'
import type { Desk } from '../app/desk/desk.js'
import { type PostHeld, type Rights, rightsIn, trustedRoles } from '../app/people/posts-held.js'
import type { From, SignedIn, SignIn } from '../app/people/sign-in.js'
import { signInPath, withQuery } from './paths.js'

/** Whoever looks at a page: signed in, with the posts held today. */
export interface Visitor extends SignedIn {
  posts: PostHeld[]
}

declare module 'hono' {
  interface ContextVariableMap {
    visitor: Visitor
  }
}

/** Where a request comes from. Behind a proxy that says so, the browser's own address; the nearest proxy's word is the last one. */
export function fromOf(c: Context, behindProxy: boolean): From {
  const said = behindProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return { cookie: c.req.header('cookie') ?? '', address: said ?? addressOf(c) }
}

function addressOf(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? 'unknown'
  } catch {
    return 'unknown'
  }
}

/** What anybody may open: the published report, the way in, and what machines ask. */
const open = /^\/(report\/|sign-in(\/|$)|assets\/|healthz$|readyz$|favicon\.ico$)/

/**
 * Lets nobody past who has not signed in, nor, where a second factor is required, a trusted post without it. A form that was
 * sent after the session had ended is not lost: the page that asks to sign in keeps the browser's copy (assets/sheet.js).
 */
export function requireVisitor(parts: { signIn: SignIn; desk: Desk; behindProxy: boolean; secondFactor: 'required' | 'optional' }): MiddlewareHandler {
  return async (c, next) => {
    if (open.test(c.req.path)) return next()
    const who = await parts.signIn.who(fromOf(c, parts.behindProxy))
    const there = c.req.method === 'GET' ? c.req.path + (new URL(c.req.url).search || '') : null
    if (!who) {
      if (c.req.header('accept')?.includes('application/json')) return c.json({ problem: 'サインインの期限が切れました。' }, 401)
      return c.redirect(withQuery(signInPath, { to: there === '/' ? null : there }), 303)
    }
    const posts = await parts.desk.postsHeld(who.personId)
    const trusted = posts.some((post) => trustedRoles.includes(post.role))
    if (parts.secondFactor === 'required' && trusted && !who.secondFactor)
      return c.redirect(withQuery(`${signInPath}/second`, { to: there }), 303)
    c.set('visitor', { ...who, posts })
    return next()
  }
}

/** What the visitor may do in a city. */
export const rightsOf = (c: Context, city: string): Rights => rightsIn(city, c.get('visitor')?.posts ?? [])
