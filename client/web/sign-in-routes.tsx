import { type Context, Hono } from 'hono'
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'
import type { SignIn } from '../app/people/sign-in.js'
import { CodePage, OtherBrowserPage, SecondFactorPage, SignInPage } from './pages/sign-in-pages.js'
import { signInPath, withQuery } from './paths.js'
import { html } from './request.js'
import { fromOf } from './session.js'

export interface SignInParts {
  signIn: SignIn
  /** signs the cookie that binds a code to the browser which asked for it */
  secret: string
  secure: boolean
  codeMinutes: number
  behindProxy: boolean
  /** the mail catcher's page, where mails are caught and not sent */
  mailUrl: string | null
}

const asking = 'junkan.asking'

/** Signing in and out. The answer to an address is the same whether anybody has it or not. */
export function signInRoutes(parts: SignInParts): Hono {
  const { signIn, secret, secure, codeMinutes, mailUrl } = parts
  const from = (c: Context) => fromOf(c, parts.behindProxy)
  const codePage = async (c: Context, email: string, problem: string | null, to: string | null) =>
    html(c, <CodePage email={email} minutes={codeMinutes} code={digits(c.req.query('code') ?? '')} to={to} problem={problem} mailUrl={mailUrl} />, problem ? 400 : 200)
  return new Hono()
    .get(signInPath, (c) => html(c, <SignInPage to={inside(c.req.query('to'))} />))
    .post(signInPath, async (c) => {
      const form = await c.req.formData()
      const to = inside(form.get('to'))
      const email = String(form.get('email') ?? '').normalize('NFKC').trim().toLowerCase()
      if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 254)
        return html(c, <SignInPage to={to} problem="メールアドレスの形になっていません。例のように入力してください。" example="shogyo@kawasaki.example" />, 400)
      if (!(await signIn.requestCode(from(c), email)))
        return html(c, <SignInPage to={to} problem="続けて求められたため、しばらく番号を送れません。10分ほど待ってからもう一度試してください。" />, 400)
      await setSignedCookie(c, asking, email, secret, { httpOnly: true, secure, sameSite: 'Lax', path: signInPath, maxAge: codeMinutes * 60 })
      return c.redirect(withQuery(`${signInPath}/code`, { to }), 303)
    })
    .get(`${signInPath}/code`, async (c) => {
      const email = await getSignedCookie(c, secret, asking)
      return email ? codePage(c, email, null, inside(c.req.query('to'))) : html(c, <OtherBrowserPage />, 400)
    })
    .post(`${signInPath}/code`, async (c) => {
      const email = await getSignedCookie(c, secret, asking)
      if (!email) return html(c, <OtherBrowserPage />, 400)
      const form = await c.req.formData()
      const outcome = await signIn.enter(from(c), email, digits(String(form.get('code') ?? '')))
      const to = inside(form.get('to'))
      if (outcome.kind === 'wrong-code') return codePage(c, email, '番号が違うか、期限が切れています。メールの番号を確かめてください。', to)
      if (outcome.kind === 'too-many') return codePage(c, email, '続けて誤ったため、この番号は使えなくなりました。番号をもう一度送ってください。', to)
      for (const cookie of outcome.cookies) c.header('Set-Cookie', cookie, { append: true })
      deleteCookie(c, asking, { path: signInPath, secure })
      return c.redirect(to ?? '/', 303)
    })
    .get(`${signInPath}/second`, (c) => secondFactor(c, null))
    .post(`${signInPath}/second`, async (c) => {
      const who = await signIn.who(from(c))
      if (!who) return c.redirect(signInPath, 303)
      const form = await c.req.formData()
      const code = String(form.get('code') ?? '').normalize('NFKC').replace(/\s/g, '')
      if (!(await signIn.giveSecondFactor(from(c), who, code)))
        return html(c, <SecondFactorPage setUp={null} to={inside(form.get('to'))} problem="確認コードが違います。認証アプリの新しいコードを入力してください。" />, 400)
      return c.redirect(inside(form.get('to')) ?? '/', 303)
    })
    .post('/sign-out', async (c) => {
      for (const cookie of await signIn.leave(from(c))) c.header('Set-Cookie', cookie, { append: true })
      return c.redirect(signInPath, 303)
    })

  async function secondFactor(c: Context, problem: string | null): Promise<Response> {
    const who = await signIn.who(from(c))
    if (!who) return c.redirect(signInPath, 303)
    const begun = who.hasSecondFactor ? null : await signIn.beginSecondFactor(from(c))
    const setUp = begun && { ...begun, secret: new URL(begun.uri).searchParams.get('secret') ?? '' }
    return html(c, <SecondFactorPage setUp={setUp} to={inside(c.req.query('to'))} problem={problem} />)
  }
}

const digits = (text: string): string => text.normalize('NFKC').replace(/[^0-9]/g, '').slice(0, 6)

/** A path of ours to go on to; anything else would let a link send people away. */
function inside(to: unknown): string | null {
  return typeof to === 'string' && /^\/(?![/\\])[^\s]*$/.test(to) && to.length < 500 ? to : null
}
