import type { FC } from 'hono/jsx'
import { Page } from '../layout.js'
import { signInPath, withQuery } from '../paths.js'

/** What is wrong with a form, with a link to the field. */
export const Problem: FC<{ text: string | null; at: string }> = ({ text, at }) =>
  text ? (
    <div class="error-summary" role="alert">
      <h2>入力内容を確かめてください</h2>
      <p>
        <a href={`#${at}`}>{text}</a>
      </p>
    </div>
  ) : null

/** The ways in: the city's identity provider, where there is one, and an address. */
export const SignInPage: FC<{ to: string | null; oidc: string | null; problem?: string | null; example?: string | null }> = ({
  to,
  oidc,
  problem = null,
  example = null,
}) => (
  <Page title="サインイン">
    <Problem text={problem} at="email" />
    {oidc && (
      <>
        <p>
          <a class="button" href={withQuery(`${signInPath}/oidc`, { to })}>
            {oidc}
          </a>
        </p>
        <h2>メールの番号でサインイン</h2>
      </>
    )}
    <p>
      登録されているメールアドレスを入力してください。6桁の番号をメールで送ります（委員の方には、リンクも送ります。リンクを開いて「この端末で開く」を押すと入れます）。パスワードはありません。
    </p>
    <form method="post" action={signInPath} class="question">
      {to && <input type="hidden" name="to" value={to} />}
      <p>
        <label for="email">メールアドレス</label>
        <span class="hint" id="email-hint">
          {`課の共用のメールアドレスも使えます。${example ? `例：${example}` : ''}`}
        </span>
        <input id="email" name="email" type="email" autocomplete="email" required aria-describedby="email-hint" spellcheck={false} />
      </p>
      <button type="submit">番号を送る</button>
    </form>
    <p class="soft">登録がないときや届かないときは、市の事務局に知らせてください。</p>
  </Page>
)

/** The code from the mail: typed, or put in by the mail's link. Opening the link does nothing by itself: mail gateways open links, too. */
export const CodePage: FC<{
  email: string
  minutes: number
  code: string
  to: string | null
  problem?: string | null
  mailUrl?: string | null
}> = ({ email, minutes, code, to, problem = null, mailUrl = null }) => (
  <Page title="番号の入力">
    <Problem text={problem} at="code" />
    <p>{`${email} に、登録があれば番号を送りました。${minutes}分以内に入力してください。番号は、このブラウザーでだけ使えます。`}</p>
    <p>委員の方は、届いたメールのリンクを開いて「この端末で開く」を押すと入れます。どの端末でも使え、番号を入れる必要はありません。</p>
    {mailUrl && (
      <p>
        {'お試しの環境では、メールは '}
        <a href={mailUrl}>メールの受け皿</a>
        {' に届きます。'}
      </p>
    )}
    <form method="post" action={`${signInPath}/code`} class="question">
      {to && <input type="hidden" name="to" value={to} />}
      <p>
        <label for="code">6桁の番号</label>
        <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength={12} size={8} required value={code} />
      </p>
      <button type="submit">サインインする</button>
    </form>
    <p>
      <a href={withQuery(signInPath, { to })}>番号をもう一度送る</a>
    </p>
    <p class="soft">
      届くまでに数分かかることがあります。届かないときは、アドレスの誤りと迷惑メールの振り分けを確かめてください。それでも届かないときは、市の事務局に知らせてください。
    </p>
  </Page>
)

/**
 * The link of a mail that signs in wherever it is opened; only the button does. `code`: what the link brought, to be sent back. It says as whom:
 * a link that somebody passed on would have the reader write in another's name.
 */
export const OpenHerePage: FC<{ code: string; email: string }> = ({ code, email }) => (
  <Page title="サインイン">
    <p>
      <strong>{email}</strong> としてサインインするリンクです。御自分のアドレスでないときは、開かないでください。
    </p>
    <p>次のボタンを押すと、この端末でサインインします。ほかの人と共用の端末では、使い終わったらサインアウトしてください。</p>
    <form method="post" action={`${signInPath}/open`}>
      <input type="hidden" name="key" value={code} />
      <button type="submit">この端末で開く</button>
    </form>
    <p class="soft">お心当たりがないときは、何もせずにこの画面を閉じてください。</p>
  </Page>
)

/** A link that is too old, was used, or was overtaken by a newer mail. */
export const SpentLinkPage: FC<{ to: string | null }> = ({ to }) => (
  <Page title="このリンクは使えません">
    <p>
      すでに使われたか、期限が切れたか、新しいメールが送られています。最後に届いたメールのリンクを使うか、もう一度メールを受け取ってください。
    </p>
    <p>
      <a href={withQuery(signInPath, { to })}>もう一度メールを受け取る</a>
    </p>
  </Page>
)

/** The link of a mail, opened in another browser than the one that asked. */
export const OtherBrowserPage: FC = () => (
  <Page title="このブラウザーではサインインできません">
    <p>このリンクは、番号を求めたブラウザーでだけ使えます。番号を求めた画面に戻り、メールにある6桁の番号を入力してください。</p>
    <p>
      <a href={signInPath}>このブラウザーでサインインする</a>
    </p>
  </Page>
)

const returns = {
  unknown: [
    '登録がありません',
    '職員認証には成功しましたが、その方のメールアドレスがこのシステムに登録されていません。市の事務局に登録を依頼してください。',
  ],
  unverified: [
    'メールアドレスを確かめられません',
    '職員認証から、確認済みのメールアドレスが渡されませんでした。職員認証の担当者に知らせてください。',
  ],
  cancelled: ['サインインしていません', '職員認証の画面で取りやめたか、許可されませんでした。'],
  'too-many': ['しばらくサインインできません', 'サインインが続けて試されました。10分ほど待ってからもう一度試してください。'],
  failed: ['サインインできませんでした', '職員認証の手続きが途中で途切れたか、時間がかかりすぎました。はじめからやり直してください。'],
  silent: ['職員認証につながりません', '職員認証のサーバーが応答しません。しばらく待つか、メールの番号でサインインしてください。'],
} as const

/** The identity provider was asked, and nobody was signed in. */
export const OidcProblemPage: FC<{ kind: keyof typeof returns }> = ({ kind }) => (
  <Page title={returns[kind][0]}>
    <p>{returns[kind][1]}</p>
    <p>
      <a href={signInPath}>サインインの画面に戻る</a>
    </p>
  </Page>
)

/** A form was sent after the session had ended: what it held stays here until its sender has signed in again. */
export const EndedSession: FC<{ action: string; entries: [string, string][] }> = ({ action, entries }) => (
  <Page title="サインインの期限が切れました">
    <p>入力した内容は、まだ保存も提出もされていませんが、この画面に残っています。この画面を閉じずに、次の順に操作してください。</p>
    <ol>
      <li>
        <a href={signInPath} target="_blank" rel="noopener">
          別の画面でサインインし直す
        </a>
      </li>
      <li>この画面に戻り、次のボタンを押す</li>
    </ol>
    <form method="post" action={action}>
      {entries.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button type="submit">入力した内容で続ける</button>
    </form>
  </Page>
)
