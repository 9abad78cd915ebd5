import type { Child, FC } from 'hono/jsx'
import type { Finding } from '../../app/start-year/inspect.js'
import type { Preparation } from '../../app/start-year/preparation.js'
import { Page } from '../layout.js'
import { peoplePath, startYearPath } from '../paths.js'
import { At, yearWords } from '../words.js'

export const preparationPath = ({ city, fiscalYear }: { city: string; fiscalYear: number }): string =>
  `${startYearPath(city)}/${fiscalYear}`
export const registerPath = (at: { city: string; fiscalYear: number }): string => `${preparationPath(at)}/register`
export const programmePath = (at: { city: string; fiscalYear: number }, key: string): string =>
  `${registerPath(at)}/programme/${encodeURIComponent(key)}`
export const checkPath = (at: { city: string; fiscalYear: number }): string => `${preparationPath(at)}/check`
export const filePath = (at: { city: string; fiscalYear: number }): string => `${preparationPath(at)}/file`

/** One thing to mend, with where on the page (`#field`) or on which page it is mended. */
export interface Problem {
  text: string
  href: string
}

/** What keeps a page from going on, all at once, with links. */
export const Problems: FC<{ problems: Problem[]; title?: string }> = ({ problems, title = '入力内容を確かめてください' }) =>
  problems.length > 0 ? (
    <div class="error-summary" role="alert">
      <h2>{title}</h2>
      <ul>
        {problems.map(({ text, href }) => (
          <li>
            <a href={href}>{text}</a>
          </li>
        ))}
      </ul>
    </div>
  ) : null

/** Where a finding is mended. */
export function findingPath(prep: Preparation, at: Finding['at']): string {
  if (at === 'definition') return startYearPath(prep.city)
  if (at === 'dates') return '#dates'
  if (at === 'people') return peoplePath(prep.city)
  if (at === 'register' || !prep.draft.body.rows.some(({ key }) => key === at.programme)) return registerPath(prep)
  return programmePath(prep, at.programme)
}

const stages = [
  ['register', '施策の名簿', registerPath],
  ['check', '点検', checkPath],
] as const

/** A page of one year's preparation: which year, how far one is, and who saved it last. */
export const PreparationPage: FC<{ prep: Preparation; title: string; here: 'register' | 'check'; children?: Child }> = ({
  prep,
  title,
  here,
  children,
}) => (
  <Page title={`${title}：${yearWords(prep.fiscalYear)}`} wide>
    <nav aria-label="年度の開始の手順" class="near">
      <a href={startYearPath(prep.city)}>年度と実施要領</a>
      {stages.map(([key, word, path]) => (
        <a href={path(prep)} aria-current={here === key ? 'step' : undefined}>
          {word}
        </a>
      ))}
    </nav>
    {children}
    <p class="soft">
      {`${prep.cityName} ${yearWords(prep.fiscalYear)}の準備。まだ始まっていません。最後の保存：`}
      <At at={prep.draft.savedAt} />
      {`（${prep.draft.savedBy || '不明'}）`}
    </p>
  </Page>
)

/** A drop-down list; a value that is not in it stays visible, so that it can be mended and is not replaced in silence. */
export const Choice: FC<{ name: string; id?: string; label?: string; value: string; options: { id: string; name: string }[] }> = ({
  name,
  id,
  label,
  value,
  options,
}) => (
  <select name={name} id={id} aria-label={label}>
    {!options.some((option) => option.id === value) && (
      <option value={value} selected>
        {value === '' ? '選んでください' : `${value}（一覧にありません）`}
      </option>
    )}
    {options.map((option) => (
      <option value={option.id} selected={option.id === value}>
        {option.name}
      </option>
    ))}
  </select>
)

export const keyed = (all: { key: string; name: string }[]) => all.map(({ key, name }) => ({ id: key, name }))
