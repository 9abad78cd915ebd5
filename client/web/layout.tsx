import { type Child, type FC, useContext } from 'hono/jsx'
import { onlyAudits, onlySits, type Rights, rightsIn } from '../app/people/posts-held.js'
import type { CycleLine } from '../app/views/list-cycles.js'
import { styleAsset } from './assets.js'
import { lettersPath } from './letters-paths.js'
import { memberPath } from './member-paths.js'
import * as paths from './paths.js'
import { reviewPath } from './review-paths.js'
import { type Visitor, VisitorContext } from './visitor.js'
import { At, yearWords } from './words.js'

export interface PageProps {
  /** what the page is, as its heading says it */
  title: string
  /** the year it is about; its name stands on every page of it */
  cycle?: CycleLine | null
  /** path of the page, to mark it in the navigation */
  here?: string
  wide?: boolean
  /** where the page that reloads itself can be seen at rest; or, at rest, where it goes on */
  live?: { on: boolean; other: string } | null
  /** scripts that make the page quicker to use; it works without them */
  scripts?: { path: string }[]
  children?: Child
}

const Navigation: FC<{ cycle: CycleLine; here: string; rights: Rights }> = ({ cycle, here, rights }) => {
  const trail: [string, string] = [paths.trailPath(cycle), '経過一覧']
  const audits = onlyAudits(rights.posts)
  const links: [string, string][] = [
    ...(audits ? [trail] : []),
    [paths.cyclePath(cycle), '年間進行表'],
    [paths.planPath(cycle), '日程と根拠'],
    [paths.assignmentsPath(cycle), '提出状況'],
    ...(rights.oversees ? [[reviewPath(cycle), '検証と対応'] as [string, string]] : []),
    ...(rights.office ? [[paths.amountsPath(cycle), '金額'] as [string, string]] : []),
    ...(rights.oversees
      ? ([
          [paths.comingMailsPath(cycle.city), '送信予定'],
          [paths.mailsPath(cycle.city), 'メール'],
          [lettersPath(cycle.city), '文面'],
          ...(audits ? [] : [trail]),
        ] as [string, string][])
      : []),
    ...(cycle.editions > 0 ? [[paths.reportPath(cycle), '報告書'] as [string, string]] : []),
  ]
  return (
    <nav aria-label="この年度の画面">
      <ul>
        {links.map(([path, word]) => (
          <li>
            <a href={path} aria-current={here === path ? 'page' : undefined}>
              {word}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const Clock: FC<{ cycle: CycleLine; live: PageProps['live']; moves: boolean }> = ({ cycle, live, moves }) => (
  <p class="clock">
    {cycle.played ? '再生用の時計：' : '現在：'}
    <strong>
      <At at={cycle.now} />
    </strong>
    {cycle.played && '（記録された年度を再生しています。実際の日時ではありません。）'}
    {cycle.played && moves && !live && <a href={paths.clockPath(cycle.city)}>時計を進める</a>}
    {live && (
      <>
        {live.on ? '2秒ごとに表示を更新しています。' : '表示の更新を止めています。'}
        <a href={live.other}>{live.on ? '更新を止める' : '更新を再開する'}</a>
      </>
    )}
  </p>
)

/** On every page of the office while no mail of the city leaves. */
const MailsStopped: FC<{ stopped: NonNullable<Visitor['stopped']>[number] }> = ({ stopped: { city, heldAt, postTitle, reason } }) => (
  <p class="stopped" role="status">
    {'メールの送信を全て止めています（'}
    <At at={heldAt} as="short" />
    {`から、${postTitle}。理由：${reason}）。`}
    <a href={`${paths.comingMailsPath(city)}#stopped`}>再開する</a>
  </p>
)

/** Who is signed in, with the way to one's own work and the way out. */
const Account: FC<{ visitor: Visitor; here: string }> = ({ visitor, here }) => {
  const keeps = visitor.posts.filter((post) => post.role === 'office' || post.role === 'admin')
  const cities = [...new Set(keeps.map((post) => post.city))]
  const offices = [...new Set(keeps.filter((post) => post.role === 'office').map((post) => post.city))]
  const member = { path: memberPath, word: '委員のページ' }
  // Nothing is ever asked of an auditor.
  const first = onlyAudits(visitor.posts) ? { path: '/', word: '監査する年度' } : { path: paths.myWorkPath, word: 'マイ業務' }
  const sits = visitor.posts.some(({ role }) => role === 'member')
  const homes = onlySits(visitor.posts) ? [member] : sits ? [first, member] : [first]
  return (
    <nav class="account" aria-label="利用者">
      <ul>
        {homes.map((home) => (
          <li>
            <a href={home.path} aria-current={here === home.path ? 'page' : undefined}>
              {home.word}
            </a>
          </li>
        ))}
        {cities.map((city) => (
          <li>
            <a href={paths.peoplePath(city)} aria-current={here === paths.peoplePath(city) ? 'page' : undefined}>
              組織と職
            </a>
          </li>
        ))}
        {offices.map((city) => (
          <li>
            <a href={paths.startYearPath(city)} aria-current={here === paths.startYearPath(city) ? 'page' : undefined}>
              年度の開始
            </a>
          </li>
        ))}
        <li class="who">{visitor.name}</li>
        <li>
          <form method="post" action="/sign-out">
            <button type="submit" class="plain">
              サインアウト
            </button>
          </form>
        </li>
      </ul>
    </nav>
  )
}

/** A page: header with the year and its clock, navigation, the content. */
export const Page: FC<PageProps> = ({ title, cycle = null, here = '', wide = false, live = null, scripts = [], children }) => {
  const visitor = useContext(VisitorContext)
  return (
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{[title, ...(cycle ? [yearWords(cycle.fiscalYear), cycle.cityName] : []), 'Junkan'].join('｜')}</title>
        <link rel="stylesheet" href={styleAsset.path} />
      </head>
      <body>
        <a class="skip" href="#main">
          本文へ移動
        </a>
        <header>
          <div class="frame">
            <p class="brand">
              <a href="/">循環 Junkan</a>
              {cycle && (
                <span class="year">
                  {`${cycle.cityName} ${cycle.name} `}
                  <strong>{yearWords(cycle.fiscalYear)}</strong>
                </span>
              )}
            </p>
            {visitor && <Account visitor={visitor} here={here} />}
            {cycle && visitor && <Navigation cycle={cycle} here={here} rights={rightsIn(cycle.city, visitor.posts)} />}
            {visitor?.stopped?.map((stopped) => (
              <MailsStopped stopped={stopped} />
            ))}
            {cycle && <Clock cycle={cycle} live={live} moves={visitor !== null && rightsIn(cycle.city, visitor.posts).office} />}
          </div>
        </header>
        <main id="main" tabindex={-1} class={wide ? 'frame wide' : 'frame'}>
          <h1>{title}</h1>
          {children}
        </main>
        <footer>
          <div class="frame">
            {visitor && (
              <form method="get" action={paths.findPath} class="find">
                <label for="number">手続番号で開く</label>
                <span class="hint" id="number-hint">
                  メールの「手続番号」を貼り付けてください。
                </span>
                <input id="number" name="number" size={40} aria-describedby="number-hint" />
                <button type="submit" class="second">
                  開く
                </button>
              </form>
            )}
            <p>循環（Junkan）　施策の検証を一年ごとに進め、記録に残します。</p>
          </div>
        </footer>
        {scripts.map(({ path }) => (
          <script src={path} defer></script>
        ))}
      </body>
    </html>
  )
}
