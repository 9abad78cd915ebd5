import { setTimeout as delay } from 'node:timers/promises'
import { createTransport } from 'nodemailer'
import type { Logger } from 'pino'

interface CodeMail {
  from: string
  /** nothing is said to a server that does not offer STARTTLS */
  requireTls?: boolean
  publicUrl: string
  minutes: number
  log: Pick<Logger, 'error'>
  /** milliseconds to wait before each further attempt */
  again?: number[]
}

/**
 * Sends sign-in codes at once, past the courier: they are worth nothing an hour later, and they are nobody's record. Nobody waits
 * for the mail server, so that its slowness tells nothing; what it does not take is tried again twice, then logged without address
 * and code.
 */
export function codeMail(smtpUrl: string, { from, requireTls = false, publicUrl, minutes, log, again = [5_000, 30_000] }: CodeMail) {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 10_000,
    ...(requireTls ? { requireTLS: true } : {}),
  })
  const send = async (email: string, code: string): Promise<void> => {
    const mail = {
      from,
      to: email,
      subject: '【サインイン】番号のお知らせ',
      text: letter(code),
      headers: { 'Auto-Submitted': 'auto-generated' },
    }
    for (const wait of again) {
      const failure = await transport.sendMail(mail).then(() => null, faultOf)
      if (!failure || failure.forGood) return failure ? Promise.reject(failure) : undefined
      await delay(wait, undefined, { ref: false })
    }
    await transport.sendMail(mail)
  }
  const letter = (code: string) =>
    [
      `サインインの番号は ${code} です。${minutes}分以内に、番号を求めた画面に入力してください。`,
      '',
      '画面に番号を入れる代わりに、同じブラウザーで次のリンクを開くこともできます。',
      `${publicUrl}/sign-in/code?code=${code}`,
      '',
      '番号は、求めたブラウザーでだけ、一度だけ使えます。ほかの人には教えないでください。',
      'お心当たりがないときは、何もしないでください。番号は期限が来ると使えなくなります。',
      '循環（Junkan） このメールには返信できません。',
    ].join('\n')
  return (email: string, code: string): void => {
    send(email, code).catch((error: unknown) => {
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
