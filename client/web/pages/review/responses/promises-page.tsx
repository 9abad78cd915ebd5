import type { FC } from 'hono/jsx'
import { refWords } from '../../../../../domain/review/check-promises.js'
import { circled } from '../../../../../domain/review/circled.js'
import { type ListedState, listedStateWords, promiseStateWords } from '../../../../../domain/review/promise-words.js'
import { wholeName } from '../../../../../domain/review/whole.js'
import type { ListedPromise, PromiseList } from '../../../../app/review/promises/promise-list.js'
import type { StateWord } from '../../../../app/views/words.js'
import { Page } from '../../../layout.js'
import { withQuery } from '../../../paths.js'
import { programmeYearsPath, promisesCsvPath, promisesPath } from '../../../review-paths.js'
import { Scroll, State, yearWords } from '../../../words.js'
import { FilterSelect } from '../../filter-select.js'

export interface PromiseQuery {
  state: string
  year: string
  department: string
  article: string
}

/** Each state with a shape of its own, so that it never rests on colour. */
const looks: Record<ListedState, Omit<StateWord, 'word'>> = {
  open: { shape: '○', tone: 'attention' },
  'under-way': { shape: '◔', tone: 'active' },
  done: { shape: '●', tone: 'done' },
  dropped: { shape: '×', tone: 'quiet' },
  carried: { shape: '→', tone: 'quiet' },
}
export const listedStates = Object.keys(looks) as ListedState[]

/** 2016 対応する → 2017 実施中 → 2018 実施した */
export const courseLine = (one: ListedPromise): string =>
  one.course
    .map(({ fiscalYear, kind, state, by }) => {
      if (kind === 'made') return `${fiscalYear} ${one.categoryName ?? '対応'}`
      return kind === 'answer'
        ? `${fiscalYear} ${state ? promiseStateWords[state] : ''}`
        : `${fiscalYear} 引き継ぎ（${refWords(by ?? '')}）`
    })
    .join(' → ')

export const matching = (promises: ListedPromise[], { state, year, department, article }: PromiseQuery): ListedPromise[] =>
  promises.filter(
    (one) =>
      (state === '' || one.listed === state) &&
      (year === '' || String(one.fiscalYear) === year) &&
      (department === '' || one.now.some((now) => now.department === department)) &&
      (article === '' || String(one.article ?? '') === article),
  )

const each = <Value,>(values: Value[]): Value[] => [...new Set(values)]

const Filter: FC<{ city: string; promises: ListedPromise[]; query: PromiseQuery }> = ({ city, promises, query }) => {
  const sections = new Map(promises.flatMap(({ now }) => now.map(({ department, departmentName }) => [department, departmentName])))
  const years = each(promises.map(({ fiscalYear }) => fiscalYear))
  const articles = each(promises.flatMap(({ article }) => article ?? [])).toSorted((a, b) => a - b)
  return (
    <form method="get" action={promisesPath(city)} class="filter">
      <FilterSelect
        name="state"
        label="状態"
        value={query.state}
        options={[['', '全ての状態'], ...listedStates.map((id): [string, string] => [id, listedStateWords[id]])]}
      />
      <FilterSelect
        name="year"
        label="約束した年度"
        value={query.year}
        options={[['', '全ての年度'], ...years.map((year): [string, string] => [String(year), yearWords(year)])]}
      />
      <FilterSelect name="department" label="課" value={query.department} options={[['', '全ての課'], ...sections]} />
      <FilterSelect
        name="article"
        label="条"
        value={query.article}
        options={[['', '全ての条'], ...articles.map((no): [string, string] => [String(no), `第${no}条`])]}
      />
      <p>
        <button type="submit">この条件で表示する</button>
      </p>
    </form>
  )
}

const Counts: FC<{ city: string; promises: ListedPromise[]; query: PromiseQuery }> = ({ city, promises, query }) => (
  <ul class="stages">
    {listedStates.map((state) => (
      <li>
        <State of={{ word: listedStateWords[state], ...looks[state] }} />
        <strong>
          <a href={withQuery(promisesPath(city), { ...query, state })}>
            {`${promises.filter(({ listed }) => listed === state).length}件`}
            <span class="unseen">{`（${listedStateWords[state]}）`}</span>
          </a>
        </strong>
      </li>
    ))}
  </ul>
)

const Rows: FC<{ city: string; title: string; promises: ListedPromise[] }> = ({ city, title, promises }) => (
  <Scroll label={`${title}の約束`}>
    <table>
      <caption>{`${title}（${promises.length}件）`}</caption>
      <thead>
        <tr>
          <th scope="col">施策</th>
          <th scope="col">約束した対応</th>
          <th scope="col">状態</th>
          <th scope="col">年度ごとの経過</th>
        </tr>
      </thead>
      <tbody>
        {promises.map((one) => (
          <tr>
            <td class="name">
              {one.now.length === 0 && one.subjectName}
              {one.now.map(({ fiscalYear, key, name, departmentName }) => (
                <>
                  <a href={programmeYearsPath({ city, definition: one.definition, fiscalYear }, key)}>{name}</a>
                  <span class="soft">{`（${departmentName}）`}</span>
                </>
              ))}
              {one.now.some(({ name }) => name !== one.subjectName) && <span class="soft">{`約束したときは「${one.subjectName}」`}</span>}
            </td>
            <th scope="row" class="written">
              {`${yearWords(one.fiscalYear)}${circled(one.no)} ${one.text}`}
              <span class="soft">
                {[one.timing, one.budgetName && `予算：${one.budgetName}`].filter(Boolean).map((fact) => `（${fact}）`)}
              </span>
            </th>
            <td>
              <State of={{ word: listedStateWords[one.listed], ...looks[one.listed] }} />
              {one.circular && <strong class="late-word">▲ 引き継ぎが輪になっています。対応の記載を確かめてください。</strong>}
            </td>
            <td>
              {courseLine(one)}
              {one.course
                .filter(({ kind, text, reason }) => kind === 'answer' && (text !== '' || reason !== ''))
                .map(({ fiscalYear, text, reason }) => (
                  <p class="written soft">{`${fiscalYear}：${[text, reason && `取りやめた理由：${reason}`].filter(Boolean).join('　')}`}</p>
                ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)

/** 約束の一覧: what was promised in answer to the council, over all years, and what became of it. */
export const PromisesPage: FC<{ city: string; list: PromiseList; query: PromiseQuery }> = ({ city, list, query }) => {
  const shown = matching(list.promises, query)
  const articles = each(shown.map(({ article }) => article)).toSorted((a, b) => (a ?? 1e6) - (b ?? 1e6))
  return (
    <Page title="約束の一覧" wide>
      <p>検証意見への対応として約束したことが、翌年度からどうなったかの一覧です。受理された内容だけを数えています。</p>
      <Counts city={city} promises={matching(list.promises, { ...query, state: '' })} query={query} />
      <Filter city={city} promises={list.promises} query={query} />
      <p class="near">
        <span>{`${shown.length}件`}</span>
        <a href={withQuery(promisesCsvPath(city), { ...query })}>この一覧をCSVで保存する</a>
      </p>
      {shown.length === 0 && <p>この条件に当てはまる約束はありません。</p>}
      {articles.map((article) => (
        <Rows
          city={city}
          title={article === null ? `${wholeName}・条への意見に対するもの` : `第${article}条`}
          promises={shown
            .filter((one) => one.article === article)
            .toSorted((a, b) => (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : a.fiscalYear - b.fiscalYear || a.no - b.no))}
        />
      ))}
      {list.stray.length > 0 && (
        <section class="notice" aria-labelledby="stray">
          <h2 id="stray">{`相手のない回答（${list.stray.length}件）`}</h2>
          <p>回答された後に、もとの対応が取り下げられたか、番号が変わりました。もとの対応を確かめてください。</p>
          <ul>
            {list.stray.map(({ ref, fiscalYear, subject, state, text }) => (
              <li>{`${yearWords(fiscalYear)}の${subject}が、${refWords(ref)}について「${promiseStateWords[state]}」${text ? `　${text}` : ''}`}</li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  )
}
