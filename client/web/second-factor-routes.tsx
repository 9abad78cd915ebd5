import { type Context, Hono } from 'hono'
import { setUpMinutes } from '../app/people/second-factor.js'
import type { From, SignedIn, SignIn } from '../app/people/sign-in.js'
import { BackupCodesPage, BeginFactorPage, SecondFactorPage, SetUpPage, TooManyFactorsPage } from './pages/second-factor-pages.js'
import { signInPath, withQuery } from './paths.js'
import { html } from './request.js'
import { giveCookies, inside } from './sign-in-request.js'

const path = `${signInPath}/second`

/** Setting up and giving the second factor (TOTP). */
export function secondFactorRoutes(signIn: SignIn, from: (c: Context) => From): Hono {
  const wrong = async (c: Context, who: SignedIn, to: string | null) => {
    const problem = '確認コードが違うか、すでに使われています。認証アプリの新しいコードを入力してください。'
    if (who.hasSecondFactor) return html(c, <SecondFactorPage to={to} problem={problem} />, 400)
    const uri = await signIn.pendingSecondFactor(from(c), who)
    return html(c, uri ? <SetUpPage uri={uri} to={to} problem={problem} /> : <BeginFactorPage to={to} tooOld={setUpMinutes} />, 400)
  }
  return new Hono()
    .get(path, async (c) => {
      const who = await signIn.who(from(c))
      const to = inside(c.req.query('to'))
      if (!who) return c.redirect(withQuery(signInPath, { to }), 303)
      if (who.secondFactor) return c.redirect(to ?? '/', 303)
      return html(c, who.hasSecondFactor ? <SecondFactorPage to={to} /> : <BeginFactorPage to={to} tooOld={null} />)
    })
    .post(`${path}/set-up`, async (c) => {
      const who = await signIn.who(from(c))
      const to = inside((await c.req.formData()).get('to'))
      if (!who) return c.redirect(withQuery(signInPath, { to }), 303)
      const begun = await signIn.beginSecondFactor(from(c), who)
      if (begun.kind === 'begun') return html(c, <SetUpPage uri={begun.uri} to={to} />)
      if (begun.kind === 'too-old') return html(c, <BeginFactorPage to={to} tooOld={setUpMinutes} />, 400)
      return c.redirect(withQuery(path, { to }), 303)
    })
    .post(path, async (c) => {
      const who = await signIn.who(from(c))
      const form = await c.req.formData()
      const to = inside(form.get('to'))
      if (!who) return c.redirect(withQuery(signInPath, { to }), 303)
      if (who.secondFactor) return c.redirect(to ?? '/', 303)
      const code = String(form.get('code') ?? '')
        .normalize('NFKC')
        .replace(/\s/g, '')
      const outcome = await signIn.giveSecondFactor(from(c), who, code)
      if (outcome.kind === 'too-many') return html(c, <TooManyFactorsPage />, 400)
      if (outcome.kind === 'wrong-code') return wrong(c, who, to)
      giveCookies(c, outcome.cookies)
      return outcome.backupCodes ? html(c, <BackupCodesPage codes={outcome.backupCodes} to={to} />) : c.redirect(to ?? '/', 303)
    })
}
