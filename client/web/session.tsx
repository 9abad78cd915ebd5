import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, MiddlewareHandler } from 'hono'
import type { Desk } from '../app/desk/desk.js'
import { type Rights, rightsIn, trustedRoles } from '../app/people/posts-held.js'
import type { From, SignIn } from '../app/people/sign-in.js'
import { EndedSession } from './pages/sign-in-pages.js'
import { signInPath, withQuery } from './paths.js'
import { html } from './request.js'
import type {} from './visitor.js'

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

/**
 * Lets nobody past who has not signed in, nor, where a second factor is required, a trusted post without it. A form that was
 * sent after the session had ended is not lost: the page that asks to sign in keeps what it held.
 */
export function requireVisitor(parts: {
  signIn: SignIn
  desk: Desk
  behindProxy: boolean
  secondFactor: 'required' | 'optional'
}): MiddlewareHandler {
  return async (c, next) => {
    const who = await parts.signIn.who(fromOf(c, parts.behindProxy))
    const there = c.req.method === 'GET' ? c.req.path + (new URL(c.req.url).search || '') : null
    if (!who) {
      if (c.req.header('accept')?.includes('application/json')) return c.json({ problem: 'サインインの期限が切れました。' }, 401)
      if (there === null) return html(c, <EndedSession action={c.req.path} entries={await texts(c)} />, 401)
      return c.redirect(withQuery(signInPath, { to: there === '/' ? null : there }), 303)
    }
    const posts = await parts.desk.postsHeld(who.personId)
    const trusted = posts.some((post) => trustedRoles.includes(post.role))
    // Whoever has set one up is asked for it, whatever the installation demands.
    if (((parts.secondFactor === 'required' && trusted) || who.hasSecondFactor) && !who.secondFactor)
      return c.redirect(withQuery(`${signInPath}/second`, { to: there }), 303)
    c.set('visitor', { ...who, posts })
    return next()
  }
}

/** The texts of a form that was sent; files are not kept. */
async function texts(c: Context): Promise<[string, string][]> {
  const form = await c.req.formData().catch(() => new FormData())
  return [...form.entries()].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as [string, string]] : []))
}

/** What the visitor may do in a city. */
export const rightsOf = (c: Context, city: string): Rights => rightsIn(city, c.get('visitor')?.posts ?? [])
