import type { Context, MiddlewareHandler } from 'hono'
import type { Desk } from '../app/desk/desk.js'
import { onlyAudits, type Rights } from '../app/people/posts-held.js'
import { NotFound } from './error-pages.js'
import { html, param } from './request.js'
import { rightsOf } from './session.js'

/** Somebody asked for what is not theirs: answered as if it did not exist, and written down. */
export async function denied(c: Context, desk: Pick<Desk, 'deny'>): Promise<Response> {
  await desk.deny(c.get('visitor').personId, c.req.path)
  return html(c, <NotFound />, 404)
}

/** Lets past whom the rights in the path's city allow. */
export const only =
  (desk: Pick<Desk, 'deny'>, allows: (rights: Rights) => boolean): MiddlewareHandler =>
  async (c, next) =>
    allows(rightsOf(c, param(c, 'city'))) ? next() : denied(c, desk)

/** Whoever holds nothing but an auditor's post looks, and changes nothing: every form is answered as if it did not exist. */
export const readOnly =
  (desk: Pick<Desk, 'deny'>): MiddlewareHandler =>
  async (c, next) =>
    c.req.method !== 'GET' && c.req.method !== 'HEAD' && onlyAudits(rightsOf(c, param(c, 'city')).posts) ? denied(c, desk) : next()

/** Whether how an assignment stands is the visitor's to see: besides, what the visitor coordinates for its bureau. */
export const mayLook = (rights: Rights, one: { department: string; checkPost: string | null }): boolean =>
  mayOpen(rights, one) || rights.coordinates.includes(one.department)

/** Whether an assignment's content is the visitor's to see: the section's own, what one checks, and everything for those who oversee. */
export const mayOpen = (rights: Rights, one: { department: string; checkPost: string | null }): boolean =>
  rights.oversees || rights.departments.includes(one.department) || rights.posts.some((post) => post.id === one.checkPost)
