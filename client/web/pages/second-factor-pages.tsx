import type { FC } from 'hono/jsx'
import { Page } from '../layout.js'
import { signInPath } from '../paths.js'
import { QrCode } from './qr-code.js'
import { Problem } from './sign-in-pages.js'

const CodeForm: FC<{ to: string | null; hint: string }> = ({ to, hint }) => (
  <form method="post" action={`${signInPath}/second`} class="question">
    {to && <input type="hidden" name="to" value={to} />}
    <p>
      <label for="code">確認コード</label>
      <span class="hint" id="code-hint">
        {hint}
      </span>
      <input
        id="code"
        name="code"
        autocomplete="one-time-code"
        maxlength={24}
        size={14}
        required
        aria-describedby="code-hint"
        spellcheck={false}
      />
    </p>
    <button type="submit">確認する</button>
  </form>
)

/** The second factor, asked for in every session of a trusted post. */
export const SecondFactorPage: FC<{ to: string | null; problem?: string | null }> = ({ to, problem = null }) => (
  <Page title="確認コードの入力">
    <Problem text={problem} at="code" />
    <CodeForm to={to} hint="認証アプリに表示されている6桁の数字。端末がないときは、控えのコード。" />
    <p class="soft">端末も控えのコードもないときは、市の管理者に知らせてください。確かめたうえで登録を取り消します。</p>
  </Page>
)

/** Before a second factor is set up; one's own button begins it, so that opening a page changes nothing. */
export const BeginFactorPage: FC<{ to: string | null; tooOld: number | null }> = ({ to, tooOld }) => (
  <Page title="確認アプリの登録">
    <p>
      事務局・決裁・監査・管理の職には、メールの番号のほかにもう一つの確認が要ります。スマートフォンなどの認証アプリを用意してください。一度だけの作業です。
    </p>
    {tooOld ? (
      <>
        <p>{`登録は、サインインしてから${tooOld}分のあいだだけできます。いったんサインアウトし、もう一度サインインしてください。`}</p>
        <form method="post" action="/sign-out">
          <button type="submit">サインアウトする</button>
        </form>
      </>
    ) : (
      <form method="post" action={`${signInPath}/second/set-up`}>
        {to && <input type="hidden" name="to" value={to} />}
        <button type="submit">登録を始める</button>
      </form>
    )}
  </Page>
)

/** The key of a factor that is being set up, as a picture, a link and letters to type. */
export const SetUpPage: FC<{ uri: string; to: string | null; problem?: string | null }> = ({ uri, to, problem = null }) => (
  <Page title="確認アプリの登録">
    <Problem text={problem} at="code" />
    <p>認証アプリで次の図を読み取るか、キーを入力してください。続けて、アプリに表示された6桁の数字を下に入力すると、登録が終わります。</p>
    <QrCode text={uri} label="認証アプリで読み取る図。内容は下のキーと同じです。" />
    <dl class="facts">
      <dt>キー</dt>
      <dd>
        <code>{(new URL(uri).searchParams.get('secret') ?? '').replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </dd>
      <dt>リンク</dt>
      <dd>
        <a href={uri}>この端末の認証アプリに登録する</a>
      </dd>
    </dl>
    <CodeForm to={to} hint="認証アプリに表示されている6桁の数字。" />
  </Page>
)

/** The set-up is done: what to keep for the day the device is lost. */
export const BackupCodesPage: FC<{ codes: string[]; to: string | null }> = ({ codes, to }) => (
  <Page title="登録しました">
    <p>次回から、サインインのときに認証アプリの数字を入力します。</p>
    <h2>控えのコード</h2>
    <p>
      端末をなくしたときに、認証アプリの数字の代わりに一つずつ使えます。印刷して鍵のかかる所に置いてください。この画面を離れると二度と表示されません。
    </p>
    <ul class="codes">
      {codes.map((code) => (
        <li>
          <code>{code}</code>
        </li>
      ))}
    </ul>
    <p>
      <a href={to ?? '/'}>控えたので、次へ進む</a>
    </p>
  </Page>
)

/** Neither the app nor a backup code will do for a while. */
export const TooManyFactorsPage: FC = () => (
  <Page title="しばらく確認できません">
    <p>確認コードの誤りが続いたため、受け付けを止めています。10分ほど待ってから、もう一度試してください。</p>
    <p class="soft">心当たりがないのにこの画面が出たときは、ほかの人が試しているおそれがあります。市の管理者に知らせてください。</p>
    <p>
      <a href={`${signInPath}/second`}>確認コードの入力に戻る</a>
    </p>
  </Page>
)
