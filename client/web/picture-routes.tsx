import { Hono } from 'hono'
import { assignmentId } from '../../domain/process/ids.js'
import type { Desk } from '../app/desk/desk.js'
import { NotFound } from './error-pages.js'
import { denied, mayOpen } from './guards.js'
import { cycleIdOf, cyclePattern, html, param } from './request.js'
import { rightsOf } from './session.js'

const policy = "default-src 'none'; frame-ancestors 'none'; sandbox"

/** The pictures of an assignment, for those who may see it. Published copies are files of the report. */
export const pictureRoutes = (desk: Pick<Desk, 'readPicture' | 'ownersOf' | 'deny'>): Hono =>
  new Hono().get(`${cyclePattern}/assignments/:step/:subject/pictures/:id{[0-9a-f]{64}}`, async (c) => {
    const processId = assignmentId(cycleIdOf(c), param(c, 'step'), param(c, 'subject'))
    const owners = await desk.ownersOf(processId)
    const rights = rightsOf(c, param(c, 'city'))
    if (owners && !mayOpen(rights, owners)) return denied(c, desk)
    const id = param(c, 'id')
    const picture = owners && (await desk.readPicture(processId, id, rights.departments.includes(owners.department)))
    if (!picture) return html(c, <NotFound what="この写真はありません。この依頼の画面から開き直してください。" />, 404)
    const tag = `"${id}"`
    c.header('Content-Security-Policy', policy)
    c.header('ETag', tag)
    // Asked each time whether it may still be seen; the bytes travel once.
    c.header('Cache-Control', 'private, no-cache')
    if (c.req.header('If-None-Match')?.includes(tag)) return c.body(null, 304)
    c.header('Content-Type', picture.mediaType)
    return c.body(picture.bytes)
  })
