import type { FC } from 'hono/jsx'
import { Page } from '../layout.js'
import { signInPath } from '../paths.js'

const Problem: FC<{ text: string | null; at: string }> = ({ text, at }) =>
  text ? (
    <div class="error-summary" role="alert">
      <h2>入力内容を確かめてください</h2>
      <p>
        <a href={`#${at}`}>{text}</a>
      </p>
    </div>
  ) : null

/** The way in: an address, nothing else. */
export const SignInPage: FC<{ to: string | null; problem?: string | null; example?: string | null }> = ({ to, problem = null, example = null }) => (
  <Page title="サインイン">
    <Problem text={problem} at="email" />
    <p>登録されているメールアドレスを入力してください。6桁の番号をメールで送ります。パスワードはありません。</p>
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
export const CodePage: FC<{ email: string; minutes: number; code: string; to: string | null; problem?: string | null; mailUrl?: string | null }> = ({
  email,
  minutes,
  code,
  to,
  problem = null,
  mailUrl = null,
}) => (
  <Page title="番号の入力">
    <Problem text={problem} at="code" />
    <p>{`${email} に、登録があれば番号を送りました。${minutes}分以内に入力してください。このブラウザーでだけ使えます。`}</p>
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
      <a href={signInPath}>番号をもう一度送る</a>
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

/** The second factor: set up once, asked for in every session of a trusted post. */
export const SecondFactorPage: FC<{ setUp: { uri: string; secret: string; backupCodes: string[] } | null; to: string | null; problem?: string | null }> = ({
  setUp,
  to,
  problem = null,
}) => (
  <Page title="確認コードの入力">
    <Problem text={problem} at="code" />
    {setUp ? (
      <>
        <p>事務局・決裁・監査・管理の職には、番号のほかにもう一つの確認が要ります。認証アプリに次のキーを登録してください。一度だけの作業です。</p>
        <dl class="facts">
          <dt>キー</dt>
          <dd>
            <code>{setUp.secret}</code>
          </dd>
          <dt>リンク</dt>
          <dd>
            <a href={setUp.uri}>この端末の認証アプリに登録する</a>
          </dd>
        </dl>
        <h2>控えのコード</h2>
        <p>端末をなくしたときに一度ずつ使えます。印刷して鍵のかかる所に置いてください。この画面を離れると二度と表示されません。</p>
        <ul>
          {setUp.backupCodes.map((code) => (
            <li>
              <code>{code}</code>
            </li>
          ))}
        </ul>
      </>
    ) : (
      <p>認証アプリに表示されている6桁のコードを入力してください。端末がないときは、控えのコードを入力してください。</p>
    )}
    <form method="post" action={`${signInPath}/second`} class="question">
      {to && <input type="hidden" name="to" value={to} />}
      <p>
        <label for="code">確認コード</label>
        <input id="code" name="code" autocomplete="one-time-code" maxlength={24} size={14} required />
      </p>
      <button type="submit">確認する</button>
    </form>
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
