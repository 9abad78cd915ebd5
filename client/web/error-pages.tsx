import { type FC, useContext } from 'hono/jsx'
import { onlySits } from '../app/people/posts-held.js'
import { Page } from './layout.js'
import { memberPath } from './member-paths.js'
import { VisitorContext } from './visitor.js'

/** The way on: a member has no 年間進行表. */
const Home: FC<{ word: string }> = ({ word }) => {
  const visitor = useContext(VisitorContext)
  return (
    <p>{visitor && onlySits(visitor.posts) ? <a href={memberPath}>{`委員のページ${word}`}</a> : <a href="/">{`年間進行表${word}`}</a>}</p>
  )
}

export const noYear = 'この年度の記録はありません。市・条例・年度を確かめてください。'

/** What was asked for does not exist. */
export const NotFound: FC<{ what?: string }> = ({ what }) => (
  <Page title="ページが見つかりません">
    <p>{what ?? 'このアドレスのページはありません。アドレスが途中で切れていないか確かめてください。'}</p>
    <Home word="から探す" />
  </Page>
)

/** What was asked for cannot be read: a parameter of the address is wrong. */
export const BadRequest: FC<{ problem: string }> = ({ problem }) => (
  <Page title="表示の条件を読めません">
    <p>{problem}</p>
    <Home word="に戻る" />
  </Page>
)

/** A form of another website, or of a page that a proxy has changed. */
export const Foreign: FC = () => (
  <Page title="この操作は受け付けられません">
    <p>ほかのサイトから送られた操作のため、受け付けませんでした。何も変わっていません。案内されたアドレスで画面を開き直してください。</p>
  </Page>
)

/** More than a request may bring. */
export const TooLarge: FC = () => (
  <Page title="送られた内容が大きすぎます">
    <p>一度に受け取れるのは6 MBまでです。何も保存していません。前の画面に戻り、文章を分けるか、写真を外してから送り直してください。</p>
  </Page>
)

/** Something failed here. The number is the log's. */
export const Failed: FC<{ number: string; acted?: boolean }> = ({ number, acted = false }) => (
  <Page title={acted ? '操作を終えられませんでした' : '画面を表示できませんでした'}>
    <p>
      {acted
        ? '途中で記録に書けなくなりました。受け付けたかどうかは、前の画面を開き直して確かめてください。入力した内容は、ブラウザーの「戻る」で残っています。'
        : '記録を読み出せなかったため、この画面を作れませんでした。記録そのものは変わっていません。'}
    </p>
    <p>少し待ってから開き直してください。続くときは、次の番号を添えて管理者に知らせてください。</p>
    <p class="error-number">
      {'エラー番号：'}
      <strong>{number}</strong>
    </p>
  </Page>
)
