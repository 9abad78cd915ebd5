import type { FC } from 'hono/jsx'
import { descentWords, goneWords } from '../../../domain/register/descent.js'
import type { TableFault } from '../../../domain/register/register-table.js'
import { fieldWords } from '../../../domain/register/row.js'
import type { RegisterChanges } from '../../../domain/register/row-changes.js'
import type { Preparation } from '../../app/start-year/preparation.js'
import { changesSince } from '../../app/start-year/typed-rows.js'
import { Scroll, yearWords } from '../words.js'
import { filePath, PreparationPage, type Problem, Problems, preparationPath, registerPath } from './start-year-parts.js'

const Faults: FC<{ file: string; faults: TableFault[] }> = ({ file, faults }) => (
  <div class="error-summary" role="alert">
    <h2>{`「${file}」を取り込めません（${faults.length}か所）`}</h2>
    <p>何も変えていません。次のところを直して、もう一度読み込んでください。</p>
    <Scroll label="直すところ">
      <table>
        <thead>
          <tr>
            <th scope="col" class="n">
              行
            </th>
            <th scope="col">列</th>
            <th scope="col">どう直すか</th>
          </tr>
        </thead>
        <tbody>
          {faults.map(({ line, column, text }) => (
            <tr>
              <td class="n">{String(line)}</td>
              <td>{column}</td>
              <td>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  </div>
)

/** A register from a file: the question, and all faults of a file that was refused. */
export const StartFilePage: FC<{ prep: Preparation; refused?: { file: string; faults: TableFault[] } | null; problems?: Problem[] }> = ({
  prep,
  refused = null,
  problems = [],
}) => (
  <PreparationPage prep={prep} title="ファイルから読み込む" here="register">
    <Problems problems={problems} />
    {refused && <Faults {...refused} />}
    <p>
      {'いまの名簿を書き出した '}
      <a href={`${preparationPath(prep)}/register.csv`}>CSVファイル</a>
      {' を表計算ソフトで直し、読み込んでください。読み込むと、取り込む前に前年度との違いを表示します。'}
    </p>
    <p class="soft">{`列：${Object.values(fieldWords).join('、')}。順番は問いません。CSV（UTF-8かShift_JIS）のほか、Excelブック（.xlsx）の最初のシートも読めます。`}</p>
    <p class="soft">
      {`「${fieldWords.continues}」には、名前や番号が変わった、分かれた、一つになった施策についてだけ、前年度の名簿の番号を書きます。いくつもあるときは「、」か空白で区切ります。番号が前年度と同じなら、書かなくても前年度から続きます。`}
    </p>
    <form method="post" action={filePath(prep)} enctype="multipart/form-data" class="question">
      <input type="hidden" name="revision" value={String(prep.draft.revision)} />
      <p>
        <label for="file">CSVかExcelのファイル</label>
        <input id="file" name="file" type="file" accept=".csv,.txt,.tsv,.xlsx,text/csv" required />
      </p>
      <button type="submit">読み込んで違いを見る</button>
    </form>
    <p>
      <a href={registerPath(prep)}>名簿に戻る</a>
    </p>
  </PreparationPage>
)

/** What became of last year's programmes; added and changed lines, cell by cell. */
export const Changes: FC<{ changes: RegisterChanges }> = ({ changes: { added, changed, descents } }) => (
  <>
    {descents.length > 0 && (
      <>
        <h3>{`改称・分割・統合（${descents.length}件）`}</h3>
        <p>前年度の記載、意見と対応、約束した対応、年度比較は、このつながりで引き継ぎます。</p>
        <ul>
          {descents.map((one) => (
            <li>{descentWords(one)}</li>
          ))}
        </ul>
      </>
    )}
    {added.length > 0 && (
      <>
        <h3>{`加わる施策（${added.length}件）`}</h3>
        <ul>
          {added.map(({ key, name, article }) => (
            <li>{`第${article}条　${name}（${key}）`}</li>
          ))}
        </ul>
      </>
    )}
    {changed.length > 0 && (
      <Scroll label="変わる施策">
        <table>
          <caption>{`変わる施策（${changed.length}件）`}</caption>
          <thead>
            <tr>
              <th scope="col">施策</th>
              <th scope="col">項目</th>
              <th scope="col">前年度</th>
              <th scope="col">今年度</th>
            </tr>
          </thead>
          <tbody>
            {changed.flatMap(({ key, name, cells }) =>
              cells.map(({ label, before, after }) => (
                <tr>
                  <th scope="row">{`${name}（${key}）`}</th>
                  <td>{label}</td>
                  <td>{before || '（空）'}</td>
                  <td>{after || '（空）'}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </Scroll>
    )}
  </>
)

/** Why a programme is left out that another continues. */
const goneTo = ({ descents }: RegisterChanges, key: string): string =>
  descents
    .filter(({ from }) => from.some((one) => one.key === key))
    .map(goneWords)
    .join('。')

/** What an incoming file would change of last year's register; nothing is changed yet. */
export const StartPreviewPage: FC<{
  prep: Preparation
  incoming: NonNullable<Preparation['draft']['body']['incoming']>
  reasons: Record<string, string>
  problems?: Problem[]
}> = ({ prep, incoming, reasons, problems = [] }) => {
  const changes = changesSince(prep, incoming.rows)
  const same = changes.added.length + changes.dropped.length + changes.changed.length + changes.descents.length === 0
  return (
    <PreparationPage prep={prep} title="取り込む前の確認" here="register">
      <Problems problems={problems} />
      <p>{`「${incoming.file}」の${incoming.rows.length}件を読みました。まだ取り込んでいません。`}</p>
      {incoming.unread.length > 0 && <p class="warning">{`名簿の項目ではないため読まなかった列：${incoming.unread.join('、')}`}</p>}
      <h2>{prep.last ? `${yearWords(prep.last.fiscalYear)}の名簿との違い` : '名簿'}</h2>
      {same ? <p>違いはありません。</p> : <Changes changes={changes} />}
      <form method="post" action={`${filePath(prep)}/preview`} class="question">
        <input type="hidden" name="revision" value={String(prep.draft.revision)} />
        {changes.dropped.length > 0 && (
          <fieldset>
            <legend>{`外れる施策（${changes.dropped.length}件）`}</legend>
            <p>外す理由を書いてください。年度を始めたときに経過一覧に残ります。</p>
            {changes.dropped.map(({ key, name }) => (
              <p>
                <label for={`reason-${key}`}>{`${name}（${key}）`}</label>
                <input id={`reason-${key}`} name={`reason.${key}`} value={reasons[key] ?? goneTo(changes, key)} size={40} />
              </p>
            ))}
          </fieldset>
        )}
        <p>取り込むと、準備中の名簿はこのファイルの内容に置き換わります。画面で直していた内容は残りません。</p>
        <p class="near">
          <button type="submit" name="go" value="take">
            この名簿に置き換える
          </button>
          <button type="submit" name="go" value="leave" class="second">
            取り込まない
          </button>
        </p>
      </form>
    </PreparationPage>
  )
}
