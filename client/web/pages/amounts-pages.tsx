import type { FC } from 'hono/jsx'
import { formatDate } from '../../../domain/calendar/date-words.js'
import { amountColumns } from '../../../domain/money/amounts-table.js'
import { type ImportedAmount, kindWords } from '../../../domain/money/imported-amount.js'
import { figure, moneyName } from '../../../domain/publication/report-words.js'
import type { AmountsPreview } from '../../app/desk/amounts.js'
import type { CycleLine } from '../../app/views/list-cycles.js'
import { Page } from '../layout.js'
import { amountsPath } from '../paths.js'
import { Scroll } from '../words.js'
import { ErrorSummary } from './error-summary.js'

type Preview = AmountsPreview & { file: string; sealed: string | null }

const Faults: FC<{ preview: Preview }> = ({ preview: { file, faults } }) => (
  <div class="error-summary" role="alert">
    <h2>{`「${file}」を取り込めません（${faults.length}か所）`}</h2>
    <p>一つでも誤りがあるあいだは、何も取り込みません。次のところを直して、もう一度読み込んでください。</p>
    <ul>
      {faults.slice(0, 100).map(({ line, column, text }) => (
        <li>{`${line}行目${column && `「${column}」`}：${text}`}</li>
      ))}
      {faults.length > 100 && <li>{`ほか${faults.length - 100}か所`}</li>}
    </ul>
  </div>
)

const Changes: FC<{ cycle: CycleLine; preview: Preview }> = ({ cycle, preview: { rows, changes, doubts, programmes, sealed } }) => (
  <>
    <h2>{`取り込む前の確認（${changes.length}件）`}</h2>
    <p>{`${rows.length}行を読みました。${rows.length - changes.length}行は今の金額のままです。まだ取り込んでいません。`}</p>
    {doubts.length > 0 && (
      <div class="notice">
        <h2>{`確かめるところ（${doubts.length}）`}</h2>
        <ul>
          {doubts.map(({ line, text }) => (
            <li>{`${line}行目：${text}`}</li>
          ))}
        </ul>
      </div>
    )}
    {changes.length > 0 && (
      <Scroll label="変わる金額">
        <table>
          <caption>変わる金額（千円）</caption>
          <thead>
            <tr>
              <th scope="col" class="n">
                行
              </th>
              <th scope="col">施策</th>
              <th scope="col">金額の種類</th>
              <th scope="col" class="n">
                いま
              </th>
              <th scope="col" class="n">
                ファイル
              </th>
              <th scope="col">基準日・備考</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ row, before }) => (
              <tr>
                <td class="n">{row.line}</td>
                <th scope="row">{`${programmes.get(row.programme) ?? ''}（${row.programme}）`}</th>
                <td>{moneyName(row)}</td>
                <td class="n">{before ? figure(before.value) : '―'}</td>
                <td class="n">{figure(row.value)}</td>
                <td>{`${formatDate(row.asOf)}現在 ${row.note}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    )}
    {sealed !== null && changes.length > 0 && (
      <form method="post" action={`${amountsPath(cycle)}/accept`}>
        <input type="hidden" name="rows" value={sealed} />
        <button type="submit">{`この${changes.length}件を取り込む`}</button>
      </form>
    )}
  </>
)

const Standing: FC<{ amounts: ImportedAmount[]; programmes: Map<string, string> }> = ({ amounts, programmes }) => (
  <Scroll label="取り込んである金額">
    <table>
      <caption>{`取り込んである金額（${amounts.length}件、千円）`}</caption>
      <thead>
        <tr>
          <th scope="col">施策</th>
          <th scope="col">金額の種類</th>
          <th scope="col" class="n">
            金額
          </th>
          <th scope="col">基準日・備考</th>
        </tr>
      </thead>
      <tbody>
        {[...programmes].flatMap(([key, name]) =>
          amounts
            .filter(({ programme }) => programme === key)
            .map((one) => (
              <tr>
                <th scope="row">{`${name}（${key}）`}</th>
                <td>{moneyName(one)}</td>
                <td class="n">{figure(one.value)}</td>
                <td>{`${formatDate(one.asOf)}現在 ${one.note}`}</td>
              </tr>
            )),
        )}
      </tbody>
    </table>
  </Scroll>
)

const Choose: FC<{ cycle: CycleLine; again: boolean }> = ({ cycle, again }) => (
  <>
    <h2>{again ? '別のファイルを読み込む' : 'ファイルを選ぶ'}</h2>
    <form method="post" action={amountsPath(cycle)} enctype="multipart/form-data" class="question">
      <p>
        <label for="file">CSVファイル</label>
        <span class="hint" id="file-hint">
          UTF-8かShift_JIS。1 MBまで。次の画面で、変わる金額を確かめてから取り込みます。
        </span>
        <input id="file" name="file" type="file" accept=".csv,text/csv" required aria-describedby="file-hint" />
      </p>
      <button type="submit">読み込んで確かめる</button>
    </form>
    <details>
      <summary>ファイルの書き方</summary>
      <ul>
        <li>{`1行目に見出し（${amountColumns.join('、')}）を書き、2行目から一行に一つずつ書きます。列の順番は問いません。`}</li>
        <li>{`区分は ${Object.values(kindWords).join('、')} のどれか、年度は 2016 か 平成28 のように書きます。`}</li>
        <li>単位は 千円 か 円 です。円のときは、千円未満を切り捨てます。</li>
        <li>取り込んだ金額は消えません。直すときは、正しい金額をもう一度取り込みます。</li>
      </ul>
    </details>
  </>
)

/** 金額の取り込み: what stands, a file's faults or changes, and the next file. */
export const AmountsPage: FC<{
  cycle: CycleLine
  amounts: ImportedAmount[]
  programmes: Map<string, string>
  preview?: Preview | null
  problem?: string
  done?: number | null
}> = ({ cycle, amounts, programmes, preview = null, problem, done = null }) => (
  <Page title="金額の取り込み（財務会計）" cycle={cycle} wide>
    {problem && <ErrorSummary problems={[{ field: '', label: '', message: problem }]} />}
    {done !== null && (
      <p class="receipt" role="status">
        {`${done}行の金額を取り込みました。まだ書き始めていないシートには、この金額が入ります。`}
      </p>
    )}
    <p>
      財務会計システムから書き出した予算・決算の金額を取り込むと、検証シートの金額の欄に入り、課は確かめるだけで済みます。書きかけや提出済みのシートは変わらず、違う金額が書かれていると、そのことが表示されます。
    </p>
    {preview && (preview.faults.length > 0 ? <Faults preview={preview} /> : <Changes cycle={cycle} preview={preview} />)}
    {cycle.state === 'running' && <Choose cycle={cycle} again={preview !== null} />}
    {amounts.length > 0 && <Standing amounts={amounts} programmes={programmes} />}
  </Page>
)
