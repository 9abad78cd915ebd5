import type { FC } from 'hono/jsx'
import { remarkSources, sourceWord } from '../../../../../domain/review/remark.js'
import { acts, nameIn } from '../../../review/office-year.js'
import { remarkPath, remarksPath } from '../../../review-paths.js'
import { Scroll } from '../../../words.js'
import { FilterSelect } from '../../filter-select.js'
import { ConfirmedState, useWords, Whence } from './remark-parts.js'
import type { RemarksPageProps } from './remarks-props.js'

/** What was said, as filtered: what about, from where, whether confirmed, and what became of it. */
export const List: FC<RemarksPageProps> = ({ year, said, total, filter, seats }) => (
  <section>
    <h2>{`発言（${said.length}件${said.length === total ? '' : `／全${total}件`}）`}</h2>
    <form method="get" action={remarksPath(year.cycle)} class="filter">
      <FilterSelect
        name="about"
        label="対象"
        value={filter.subject}
        options={[['', '全て'], ...year.subjects.map(({ key, name }): [string, string] => [key, name])]}
      />
      <FilterSelect
        name="source"
        label="出所"
        value={filter.source}
        options={[['', '全て'], ...[...Object.keys(remarkSources), 'member'].map((one): [string, string] => [one, sourceWord(one)])]}
      />
      <FilterSelect
        name="seat"
        label="委員"
        value={filter.seat}
        options={[['', '全て'], ...seats.map(({ id, title }): [string, string] => [id, title])]}
      />
      <FilterSelect
        name="use"
        label="整理"
        value={filter.use}
        options={[
          ['', '全て'],
          ['left', '未整理'],
          ['used', '意見にした・しない'],
        ]}
      />
      <button type="submit" class="second">
        この条件で表示する
      </button>
    </form>
    {said.length === 0 ? (
      <p>{total === 0 ? '発言はまだ記録されていません。' : '条件に合う発言はありません。'}</p>
    ) : (
      <Scroll label="発言の一覧">
        <table>
          <caption class="unseen">発言の一覧</caption>
          <thead>
            <tr>
              <th scope="col">対象</th>
              <th scope="col">発言</th>
              <th scope="col">確認</th>
              <th scope="col">整理</th>
            </tr>
          </thead>
          <tbody>
            {said.map((one) => (
              <tr>
                <th scope="row">{nameIn(year.subjects, one.subject)}</th>
                <td>
                  <span class="written">{one.text}</span>
                  <Whence said={one} />
                  {one.no !== null && (
                    <a href={remarkPath(year.cycle, one.no)}>{`${acts(year) ? '訂正・取消し' : '訂正の前を見る'}（番号${one.no}）`}</a>
                  )}
                </td>
                <td>
                  <ConfirmedState of={one.confirmed} />
                </td>
                <td>{useWords(one, (key) => nameIn(year.subjects, key))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    )}
  </section>
)
