import { type Context, Hono } from 'hono'
import { isInstant } from '../../../domain/process/command.js'
import type { ComingMailView } from '../../app/views/coming-mail.js'
import type { CycleLine } from '../../app/views/list-cycles.js'
import { type ActForm, actForm, unknownAct } from '../act-form.js'
import { NotFound } from '../error-pages.js'
import { only } from '../guards.js'
import type { ActProblem } from '../pages/act-line.js'
import { ComingMailPage, mayRelease } from '../pages/coming-mail-page.js'
import { comingMailPath, comingMailsPath, withQuery } from '../paths.js'
import { cityPattern, html, param } from '../request.js'
import { rightsOf } from '../session.js'
import { letterAlone } from './letter-alone.js'
import { type MailParts, newestOf, noReason, office, overlong, oversees, refusedIn, type Wrong, wordOf } from './mail-parts.js'

export const comingMailPattern = `${cityPattern}/coming-mails/:slot{[0-9]{8}T[0-9]{9}Z}/:box{[0-9a-f]{16}}`
const gone =
  'この便でこの宛先に送るメールは、もうありません。送ったか、取りやめたか、便が変わっています。送信予定か送ったメールから探してください。'

/** One coming mail: what it says and why, and what the office does about it. */
export function comingMailRoutes(parts: MailParts): Hono {
  const { desk, views } = parts
  return new Hono()
    .use(`${comingMailPattern}/*`, only(desk, oversees))
    .use(`${comingMailPattern}/acts`, only(desk, office))
    .get(comingMailPattern, (c) => mailPage(c, parts, null))
    .get(`${comingMailPattern}/html`, async (c) => {
      const mail = await meant(c, parts)
      return mail?.composed ? letterAlone(c, mail.composed.html) : html(c, <NotFound what={gone} />, 404)
    })
    .post(`${comingMailPattern}/acts`, async (c) => {
      const form = await actForm(c)
      const mail = await meant(c, parts)
      if (!mail) return html(c, <NotFound what={gone} />, 404)
      const [field, message] = (await act(c, parts, mail, form)) ?? []
      if (field !== undefined) return mailPage(c, parts, { act: form.act, field, message: message ?? '', texts: form.text })
      const city = param(c, 'city')
      // What was sent at once has left this place; where something of it stays, the page goes on from there.
      const stays = await views.comingMail(city, { slot: mail.slot, box: mail.box, publicUrl: parts.publicUrl })
      const path = stays ? comingMailPath(city, mail.slot, mail.box) : comingMailsPath(city)
      return c.redirect(withQuery(path, { done: form.act }), 303)
    })
}

const doneWords: Record<string, string> = {
  hold: '止めました。保留を解くまで送りません。',
  release: '保留を解きました。予定の時刻か、過ぎていれば次の送信時刻に送ります。その時に用件が済んでいれば送りません。',
  'send-now': '今すぐ送ることにしました。まもなく送ります。',
  cover: '添え書きを保存しました。',
}

/** 20161216T000000000Z of an address. */
export const instantIn = (text: string): string | null => {
  const at = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/, '$1-$2-$3T$4:$5:$6.$7Z')
  return isInstant(at) ? at : null
}

async function meant(c: Context, { views, publicUrl }: MailParts): Promise<ComingMailView | null> {
  const slot = instantIn(param(c, 'slot'))
  return slot === null ? null : views.comingMail(param(c, 'city'), { slot, box: param(c, 'box'), publicUrl })
}

async function mailPage(c: Context, parts: MailParts, problem: ActProblem | null): Promise<Response> {
  const [cycle, mail] = await Promise.all([newestOf(c, parts.views), meant(c, parts)])
  if (!cycle || !mail) return html(c, <NotFound what={gone} />, 404)
  const done = problem ? null : (doneWords[c.req.query('done') ?? ''] ?? null)
  const acts = rightsOf(c, cycle.city).office ? { problem, sendable: await sendable(parts, cycle, mail) } : null
  return html(c, <ComingMailPage cycle={cycle} mail={mail} acts={acts} done={done} />, problem ? 400 : 200)
}

/** While all mails are stopped, and before the first mails are released, nothing leaves by itself either. */
async function sendable({ views }: MailParts, { city }: CycleLine, { matters }: ComingMailView): Promise<boolean> {
  const stopped = await views.mailsStopped([city])
  return stopped.length === 0 && matters.some((matter) => matter.state === 'planned' || mayRelease(matter))
}

async function act(c: Context, { steering }: MailParts, mail: ComingMailView, form: ActForm): Promise<Wrong> {
  const long = overlong(form)
  if (long) return long
  const field = form.text('field')
  const reason = form.text(field)
  const word = wordOf(c, form, reason)
  const { slot, mailbox } = mail
  const city = param(c, 'city')
  const said = async (doing: () => Promise<unknown>): Promise<Wrong> => {
    const wrong = await refusedIn(doing)
    return wrong && [field, wrong[1]]
  }
  if (form.act === 'cover')
    return said(() => steering.changeCoveringLine({ ...word, city, slot, mailbox, was: form.text('was'), text: reason }))
  const as = form.act
  if (as !== 'hold' && as !== 'release' && as !== 'send-now') return ['', unknownAct]
  if (reason === '') return [field, noReason]
  const notice = form.text('notice')
  if (notice === '') return said(() => steering.changeNotice({ ...word, as, mail: { city, slot, mailbox } }))
  if (!mail.matters.some(({ id }) => id === notice)) return ['', unknownAct]
  return said(() => steering.changeNotice({ ...word, as, noticeId: notice }))
}
