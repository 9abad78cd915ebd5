import { createTransport } from 'nodemailer'

/** Sends sign-in codes at once, past the courier: they are worth nothing an hour later, and they are nobody's record. */
export function codeMail(smtpUrl: string, { from, publicUrl, minutes }: { from: string; publicUrl: string; minutes: number }) {
  const transport = createTransport({ url: smtpUrl, connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000 })
  return async (email: string, code: string): Promise<void> => {
    const text = [
      `サインインの番号は ${code} です。${minutes}分以内に、番号を求めた画面に入力してください。`,
      '',
      '画面に番号を入れる代わりに、同じブラウザーで次のリンクを開くこともできます。',
      `${publicUrl}/sign-in/code?code=${code}`,
      '',
      'お心当たりがないときは、何もしないでください。番号は期限が来ると使えなくなります。',
      '循環（Junkan） このメールには返信できません。',
    ].join('\n')
    await transport.sendMail({ from, to: email, subject: `【番号】サインインの番号 ${code}`, text })
  }
}
