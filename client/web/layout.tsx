import type { Child, FC } from 'hono/jsx'
import type { CycleLine } from '../app/views/list-cycles.js'
import * as paths from './paths.js'
import { stylePath } from './style.js'
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
  children?: Child
}

const Navigation: FC<{ cycle: CycleLine; here: string }> = ({ cycle, here }) => {
  const links: [string, string][] = [
    [paths.cyclePath(cycle), '年間進行表'],
    [paths.planPath(cycle), '日程と根拠'],
    [paths.assignmentsPath(cycle), '提出状況'],
    [paths.comingMailsPath(cycle.city), '送信予定'],
    [paths.mailsPath(cycle.city), 'メール'],
    [paths.trailPath(cycle), '経過一覧'],
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

const Clock: FC<{ cycle: CycleLine; live: PageProps['live'] }> = ({ cycle, live }) => (
  <p class="clock">
    {cycle.played ? '再生用の時計：' : '現在：'}
    <strong>
      <At at={cycle.now} />
    </strong>
    {cycle.played && '（記録された年度を再生しています。実際の日時ではありません。）'}
    {live && (
      <>
        {live.on ? '2秒ごとに表示を更新しています。' : '表示の更新を止めています。'}
        <a href={live.other}>{live.on ? '更新を止める' : '更新を再開する'}</a>
      </>
    )}
  </p>
)

/** A page: header with the year and its clock, navigation, the content, and who may see it. */
export const Page: FC<PageProps> = ({ title, cycle = null, here = '', wide = false, live = null, children }) => (
  <html lang="ja">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      <title>{[title, ...(cycle ? [yearWords(cycle.fiscalYear), cycle.cityName] : []), 'Junkan'].join('｜')}</title>
      <link rel="stylesheet" href={stylePath} />
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
          {cycle && <Navigation cycle={cycle} here={here} />}
          {cycle && <Clock cycle={cycle} live={live} />}
        </div>
      </header>
      <main id="main" tabindex={-1} class={wide ? 'frame wide' : 'frame'}>
        <h1>{title}</h1>
        {children}
      </main>
      <footer>
        <div class="frame">
          <p>
            閲覧専用の画面です。サインインの仕組みはまだないため、この機械の中からだけ開けるようにしています。ほかの機械には公開しないでください。
          </p>
        </div>
      </footer>
    </body>
  </html>
)
