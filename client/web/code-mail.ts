import { setTimeout as delay } from 'node:timers/promises'
import { createTransport } from 'nodemailer'
import type { Logger } from 'pino'
import type { MailLink } from '../app/people/auth.js'
import { sealLink } from './sign-in-link.js'

interface CodeMail {
  from: string
  /** nothing is said to a server that does not offer STARTTLS */
  requireTls?: boolean
  publicUrl: string
  minutes: number
  /** signs what a link carries */
  secret: string
  log: Pick<Logger, 'error'>
  /** milliseconds to wait before each further attempt */
  again?: number[]
}

/**
 * Sends sign-in codes at once, past the courier: they are worth nothing an hour later, and they are nobody's record. Nobody waits
 * for the mail server, so that its slowness tells nothing; what it does not take is tried again twice, then logged without address
 * and code.
 */
export function codeMail(
  smtpUrl: string,
  { from, requireTls = false, publicUrl, minutes, secret, log, again = [5_000, 30_000] }: CodeMail,
) {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 10_000,
    ...(requireTls ? { requireTLS: true } : {}),
  })
  const send = async (email: string, code: string, link: MailLink | null): Promise<void> => {
    const mail = {
      from,
      to: email,
      subject: link ? '【サインイン】リンクのお知らせ' : '【サインイン】番号のお知らせ',
      text: letter(code, link),
      headers: { 'Auto-Submitted': 'auto-generated' },
    }
    for (const wait of again) {
      const failure = await transport.sendMail(mail).then(() => null, faultOf)
      if (!failure || failure.forGood) return failure ? Promise.reject(failure) : undefined
      await delay(wait, undefined, { ref: false })
    }
    await transport.sendMail(mail)
  }
  const letter = (code: string, link: MailLink | null) =>
    [
      ...(link ? opening(link) : []),
      `サインインの番号は ${code} です。${minutes}分以内に、番号を求めた画面に入力してください。`,
      '',
      ...(link
        ? []
        : ['画面に番号を入れる代わりに、同じブラウザーで次のリンクを開くこともできます。', `${publicUrl}/sign-in/code?code=${code}`, '']),
      '番号は、求めたブラウザーでだけ、一度だけ使えます。ほかの人には教えないでください。',
      'お心当たりがないときは、何もしないでください。番号は期限が来ると使えなくなります。',
      '循環（Junkan） このメールには返信できません。',
    ].join('\n')
  const opening = (link: MailLink) => [
    '次のリンクを開いて「この端末で開く」を押すと入れます。番号を入力しなくても、どの端末でもサインインできます。',
    sealLink(secret, publicUrl, link),
    `リンクは、${minutes}分以内に一度だけ使えます。`,
    '',
    'リンクを使わないときは、次の番号でもサインインできます。',
  ]
  return (email: string, code: string, link: MailLink | null): void => {
    send(email, code, link).catch((error: unknown) => {
      const { code: what, responseCode } = faultOf(error)
      log.error({ code: what, responseCode }, 'the mail server did not take a sign-in code')
    })
  }
}

/** What a log may hold of a mail server's refusal: its words may name the address. forGood: it would refuse again. */
function faultOf(error: unknown): { code: unknown; responseCode: unknown; forGood: boolean } {
  const { code, responseCode } = (error ?? {}) as { code?: unknown; responseCode?: unknown }
  return { code, responseCode, forGood: typeof responseCode === 'number' && responseCode >= 500 }
}
