import type { Context, MiddlewareHandler } from 'hono'
import type { Desk } from '../app/desk/desk.js'
import { onlyAudits, onlySits, type Rights } from '../app/people/posts-held.js'
import { NotFound } from './error-pages.js'
import { memberPath } from './member-paths.js'
import { findPath, myWorkPath } from './paths.js'
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

/** What is there for members besides their own pages: the way from a number in a mail, and their own dates. */
const forMembers = (path: string): boolean =>
  path === memberPath || path.startsWith(`${memberPath}/`) || path === findPath || path === `${myWorkPath}/calendar.ics`

/** An assignment's page, as a mail names it. */
const assignmentPath = /^\/([^/]+)\/[^/]+\/\d{4}\/assignments\/[^/]+\/([^/]+)(\/sheet)?$/

/**
 * Whoever holds nothing but members' seats, in all cities or in the path's, sees none of the pages of offices and sections. What a mail
 * to a member names, and the first page, lead to the member's own.
 */
export const membersApart =
  (desk: Pick<Desk, 'deny'>): MiddlewareHandler =>
  async (c, next) => {
    const { posts } = c.get('visitor')
    const { path } = c.req
    const [, city, subject] = assignmentPath.exec(path) ?? []
    const isOwn = posts.some(({ id, role }) => role === 'member' && id === `${city}/${subject}`)
    const leads = isOwn && !rightsOf(c, city ?? '').oversees
    if (c.req.method === 'GET' && (leads || (onlySits(posts) && (path === '/' || path === myWorkPath)))) return c.redirect(memberPath, 303)
    const there = posts.filter((post) => post.city === path.split('/')[1])
    return onlySits(there) || (onlySits(posts) && !forMembers(path)) ? denied(c, desk) : next()
  }

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
