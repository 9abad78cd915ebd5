import { randomUUID } from 'node:crypto'
import type { FC } from 'hono/jsx'
import { formatDate } from '../../../domain/calendar/date-words.js'
import { holderColumns } from '../../app/people/holders-csv.js'
import type { ImportPreview } from '../../app/people/holders-import.js'
import type { CycleLine } from '../../app/views/list-cycles.js'
import { Page } from '../layout.js'
import { peoplePath } from '../paths.js'
import { importPath } from '../people-paths.js'
import { Scroll } from '../words.js'
import { changeSentence } from './people-changes-page.js'
import { Outcome, type PeopleFrame } from './people-forms.js'

const Preview: FC<{ city: string; preview: ImportPreview }> = ({ city, preview }) => {
  const { faults, changes, handedOn, unchanged, untouched, rows, text, hash } = preview
  return (
    <>
      {faults.length > 0 && (
        <section class="error-summary" role="alert">
          <h2>{`ファイルを直してください（${faults.length}か所）`}</h2>
          <p>一つでも誤りがあるあいだは、何も取り込みません。</p>
          <ul>
            {faults.map(({ line, problem }) => (
              <li>{line > 0 ? `${line}行目：${problem}` : problem}</li>
            ))}
          </ul>
        </section>
      )}
      <h2>{`変わるところ（${changes.length}件）`}</h2>
      <p>{`${rows}行を読みました。${unchanged}行は今のままです。ファイルにない職${untouched}件は変わりません。`}</p>
      {changes.length > 0 && (
        <Scroll label="変わるところ">
          <table>
            <thead>
              <tr>
                <th scope="col" class="n">
                  行
                </th>
                <th scope="col">変わること</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => (
                <tr>
                  <td class="n">{change.line}</td>
                  <td>{changeSentence(change.kind, change.facts)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {handedOn.length > 0 && (
        <>
          <h2>未処理の依頼を引き継ぐ職</h2>
          <ul>
            {handedOn.map(({ title, openWork, from, to, on }) => (
              <li>{`「${title}」の${openWork}件を、${formatDate(on)}から「${to}」が引き継ぎます（今は${from ? `「${from}」` : '就いている人がいません'}）。`}</li>
            ))}
          </ul>
        </>
      )}
      {faults.length === 0 && changes.length > 0 && (
        <form method="post" action={`${importPath(city)}/apply`}>
          <input type="hidden" name="key" value={randomUUID()} />
          <input type="hidden" name="hash" value={hash} />
          <input type="hidden" name="file" value={Buffer.from(text).toString('base64')} />
          <button type="submit">{`この${changes.length}件を取り込む（取り消せません）`}</button>
        </form>
      )}
      {faults.length === 0 && changes.length === 0 && <p>ファイルの内容は、今の一覧のとおりです。取り込むものはありません。</p>}
    </>
  )
}

/** CSVで取り込む: a file of posts and holders; first what it would change, then one button. */
export const ImportPage: FC<{ cycle: CycleLine; preview: ImportPreview | null; frame: PeopleFrame }> = ({ cycle, preview, frame }) => (
  <Page title="組織と職をCSVで取り込む" cycle={cycle} wide>
    <p>
      <a href={peoplePath(cycle.city)}>組織と職に戻る</a>
    </p>
    <Outcome frame={frame} />
    {preview && <Preview city={cycle.city} preview={preview} />}
    <h2>{preview ? '別のファイルを読み込む' : 'ファイルを選ぶ'}</h2>
    <p>まだ何も変えません。次の画面で、変わるところを確かめてから取り込みます。</p>
    <form method="post" action={importPath(cycle.city)} enctype="multipart/form-data" class="question">
      <p>
        <label for="file">CSVファイル</label>
        <span class="hint" id="file-hint">
          UTF-8かShift_JIS。1 MBまで。
        </span>
        <input id="file" name="file" type="file" accept=".csv,text/csv" required aria-describedby="file-hint" />
      </p>
      <button type="submit">読み込んで確かめる</button>
    </form>
    <h2>ファイルの書き方</h2>
    <ul>
      <li>{`1行目に見出し（${holderColumns.join('、')}）を書き、2行目から一行に一人ずつ書きます。`}</li>
      <li>誰も就いていない職は、氏名とメールを空にします。</li>
      <li>本務の人が替わる職には、新しい人の行だけを書けば足ります。それまでの人は前の日に離れます。</li>
      <li>ファイルにない職と人は、そのまま残ります。離れる人には終了日を書きます。</li>
      <li>取り込むとすぐ全員に見えます。内示前の異動は、職の画面で記録してください。</li>
    </ul>
    <p>
      <a href={`${peoplePath(cycle.city)}/holders.csv`}>今の一覧をこの書き方のCSVで保存する</a>
    </p>
  </Page>
)
