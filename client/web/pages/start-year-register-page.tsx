import type { FC } from 'hono/jsx'
import { kindWords, type RegisterRow } from '../../../domain/register/row.js'
import type { Preparation } from '../../app/start-year/preparation.js'
import { Scroll, yearWords } from '../words.js'
import {
  Choice,
  checkPath,
  filePath,
  keyed,
  PreparationPage,
  type Problem,
  Problems,
  preparationPath,
  programmePath,
  registerPath,
} from './start-year-parts.js'

const Line: FC<{ prep: Preparation; row: RegisterRow; was: RegisterRow | null }> = ({ prep, row, was }) => (
  <tr id={`row-${row.key}`}>
    <td class="n">{String(row.article)}</td>
    <th scope="row">
      <a href={programmePath(prep, row.key)}>{row.name}</a>
      <span class="soft">
        {[
          row.key,
          row.kind === 'initiative' ? kindWords.initiative : '',
          row.sharedWith ? `${row.sharedWith} と一体的に実施` : '',
          row.continues.length > 0 ? `前年度の ${row.continues.join('、')} から` : '',
          row.note,
          was ? '' : '今年度から',
        ]
          .filter((text) => text !== '')
          .join('　')}
      </span>
    </th>
    <td>
      <Choice name={`department.${row.key}`} label={`${row.name}の所管課`} value={row.department} options={keyed(prep.names.departments)} />
      {was && was.department !== row.department && (
        <span class="soft">前年度：{prep.names.departments.find(({ key }) => key === was.department)?.name ?? was.department}</span>
      )}
    </td>
    <td>
      <input type="checkbox" name={`verified.${row.key}`} aria-label={`${row.name}を検証対象にする`} checked={row.verified} />
      {was && was.verified !== row.verified && <span class="soft">{`前年度：${was.verified ? 'はい' : 'いいえ'}`}</span>}
    </td>
    <td>
      <input type="checkbox" name={`priority.${row.key}`} aria-label={`${row.name}を重点にする`} checked={row.priority} />
    </td>
    <td>
      <Choice name={`form.${row.key}`} label={`${row.name}の様式`} value={row.form} options={prep.names.forms} />
    </td>
  </tr>
)

const Dropped: FC<{ prep: Preparation }> = ({ prep }) =>
  prep.draft.body.dropped.length > 0 ? (
    <section>
      <h2>{`今年度から外す施策（${prep.draft.body.dropped.length}件）`}</h2>
      <ul>
        {prep.draft.body.dropped.map(({ key, name, reason }) => (
          <li>
            {`${name}（${key}）　理由：${reason}`}
            <form method="post" action={`${registerPath(prep)}/restore`}>
              <input type="hidden" name="revision" value={String(prep.draft.revision)} />
              <input type="hidden" name="key" value={key} />
              <button type="submit">{`「${name}」を戻す`}</button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  ) : null

/**
 * The register of the year that is prepared, as one table to go through.
 * @param rows as stored; after a conflict, as they were typed
 */
export const StartRegisterPage: FC<{ prep: Preparation; rows: RegisterRow[]; problems?: Problem[]; saved?: boolean }> = ({
  prep,
  rows,
  problems = [],
  saved = false,
}) => (
  <PreparationPage prep={prep} title="施策の名簿" here="register">
    <Problems problems={problems} title="確かめてください" />
    {saved && (
      <p class="notice" role="status">
        保存しました。
      </p>
    )}
    <p>
      {prep.last
        ? `${yearWords(prep.last.fiscalYear)}の名簿を引き継いでいます。今年度に変わるところだけ直してください。`
        : '前の年度の名簿がありません。施策を加えるか、CSVファイルから読み込んでください。'}
      {`全${rows.length}件、うち検証対象${rows.filter(({ verified }) => verified).length}件。`}
    </p>
    <p class="near">
      <a href={`${registerPath(prep)}/add`}>施策を加える</a>
      <a href={`${preparationPath(prep)}/register.csv`}>CSVファイルに書き出す</a>
      <a href={filePath(prep)}>CSVファイルから読み込む</a>
    </p>
    <form method="post" action={registerPath(prep)}>
      <input type="hidden" name="revision" value={String(prep.draft.revision)} />
      <Scroll label="施策の名簿">
        <table>
          <thead>
            <tr>
              <th scope="col" class="n">
                条
              </th>
              <th scope="col">施策</th>
              <th scope="col">所管課</th>
              <th scope="col">検証対象</th>
              <th scope="col">重点</th>
              <th scope="col">様式</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Line prep={prep} row={row} was={prep.last?.rows.find(({ key }) => key === row.key) ?? null} />
            ))}
          </tbody>
        </table>
      </Scroll>
      <p class="near">
        <button type="submit" name="go" value="stay">
          保存する
        </button>
        <button type="submit" name="go" value="check">
          保存して点検へ進む
        </button>
      </p>
    </form>
    <Dropped prep={prep} />
    <p>
      <a href={checkPath(prep)}>保存せずに点検の画面を開く</a>
    </p>
  </PreparationPage>
)
