import { type Context, Hono } from 'hono'
import type { ForetoldMailView } from '../../app/views/foretold-mail.js'
import { NotFound } from '../error-pages.js'
import { only } from '../guards.js'
import { ForetoldMailPage } from '../pages/foretold-mail-page.js'
import { html, param } from '../request.js'
import { comingMailPattern, instantIn } from './coming-mail-routes.js'
import { letterAlone } from './letter-alone.js'
import { type MailParts, newestOf, oversees } from './mail-parts.js'

const pattern = `${comingMailPattern}/foretold`
const gone =
  'この便でこの宛先に送る見込みのメールは、いまの日程にはありません。工程が始まったか、日程が変わっています。送信予定から探してください。'

/** A mail of steps that have not opened: what it would say, and why. Nothing can be done about it yet. */
export function foretoldRoutes(parts: MailParts): Hono {
  const { desk, views } = parts
  return new Hono()
    .use(`${pattern}/*`, only(desk, oversees))
    .get(pattern, async (c) => {
      const [cycle, mail] = await Promise.all([newestOf(c, views), meant(c, parts)])
      return cycle && mail ? html(c, <ForetoldMailPage cycle={cycle} mail={mail} />) : html(c, <NotFound what={gone} />, 404)
    })
    .get(`${pattern}/html`, async (c) => {
      const mail = await meant(c, parts)
      return mail?.composed ? letterAlone(c, mail.composed.html) : html(c, <NotFound what={gone} />, 404)
    })
}

async function meant(c: Context, { views, publicUrl }: MailParts): Promise<ForetoldMailView | null> {
  const slot = instantIn(param(c, 'slot'))
  return slot === null ? null : views.foretoldMail(param(c, 'city'), { slot, box: param(c, 'box'), publicUrl })
}
