import type { FC } from 'hono/jsx'
import type { NoteLine } from '../../../../../domain/review/notes.js'
import { remarkSources } from '../../../../../domain/review/remark.js'
import { sizeWord } from '../../../../../domain/sheet/file-size.js'
import { acceptedDocuments } from '../../../../app/review/remarks/documents.js'
import { withQuery } from '../../../paths.js'
import { nameIn, type SubjectsYear } from '../../../review/office-year.js'
import { notesPath, remarksPath } from '../../../review-paths.js'
import { Scroll } from '../../../words.js'
import { SeatOptions, SubjectOptions } from './remark-parts.js'
import type { RemarksPageProps } from './remarks-props.js'

const Preview: FC<{ lines: NoteLine[]; year: SubjectsYear }> = ({ lines, year }) => (
  <Scroll label="記録する前の確認">
    <table>
      <caption>{`記録する前の確認（${lines.length}件）。まだ記録していません。`}</caption>
      <thead>
        <tr>
          <th scope="col" class="n">
            行
          </th>
          <th scope="col">何について</th>
          <th scope="col">発言</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ line, subject, text, problem, doubt }) => (
          <tr>
            <td class="n">{line}</td>
            <th scope="row">{subject === null ? '（不明）' : nameIn(year.subjects, subject)}</th>
            <td class="written">
              {text}
              {problem && <span class="warning">{problem}</span>}
              {doubt && <span class="warning">{`▲ ${doubt}`}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)

/** Notes are pasted, shown as they are read, and only then recorded. */
export const RecordForm: FC<RemarksPageProps> = ({ year, seats, places, notes, formKey, form, lines, problems = [], from }) => {
  const ready = lines !== undefined && problems.length === 0
  return (
    <section id="record">
      <h2>発言を記録する</h2>
      {from && <p role="status">{`「${from}」の文を読み込みました。発言でない行を消してから、記録してください。`}</p>}
      {ready && <Preview lines={lines} year={year} />}
      <form method="post" action={remarksPath(year.cycle)} class="question">
        <input type="hidden" name="_key" value={formKey} />
        <p>
          <label for="text">発言（一行に一つ）</label>
          <span class="hint" id="text-hint">
            行の頭に「施策の番号か名前：」を書くと、その施策への発言になります。【施策の名前】だけの行は、続く行の見出しになります。
          </span>
          <textarea id="text" name="text" rows={10} cols={60} aria-describedby="text-hint">
            {form?.text ?? ''}
          </textarea>
        </p>
        <p>
          <label for="subject">行に書いていないときの対象</label>
          <select id="subject" name="subject">
            <option value="">行ごとに書く</option>
            <SubjectOptions subjects={year.subjects} value={form?.subject ?? ''} />
          </select>
        </p>
        <p>
          <label for="where">発言の出所</label>
          <select id="where" name="where" required>
            <option value="">選んでください</option>
            {places.map(({ id, name, source }) => (
              <option value={`${source}|${id}`} selected={form?.where === `${source}|${id}`}>
                {name}
              </option>
            ))}
            {Object.entries(remarkSources).map(([source, name]) => (
              <option value={source} selected={form?.where === source}>
                {name}
              </option>
            ))}
          </select>
        </p>
        <p>
          <label for="place">出所の中の箇所（任意）</label>
          <span class="hint" id="place-hint">
            例：控え3ページ
          </span>
          <input id="place" name="place" value={form?.place ?? ''} maxlength={200} aria-describedby="place-hint" />
        </p>
        <p>
          <label for="seat">発言した委員（任意。印刷も公開もしません）</label>
          <select id="seat" name="seat">
            <SeatOptions seats={seats} value={form?.seat ?? ''} />
          </select>
        </p>
        <p>
          <label for="document">もとの資料（任意）</label>
          <select id="document" name="document">
            <option value="">なし</option>
            {notes.map(({ id, name }) => (
              <option value={id} selected={form?.document === id}>
                {name}
              </option>
            ))}
          </select>
        </p>
        <p class="buttons">
          <button type="submit" name="_act" value="preview" class={ready ? 'second' : undefined}>
            {ready ? '確かめ直す' : '確かめる（まだ記録しません）'}
          </button>
          {ready && (
            <button type="submit" name="_act" value="record">
              {`この${lines.length}件を記録する`}
            </button>
          )}
        </p>
      </form>
    </section>
  )
}

/** The papers that remarks come from. */
export const Notes: FC<RemarksPageProps> = ({ year, notes, formKey }) => (
  <details open={notes.length > 0}>
    <summary>{`もとの資料（${notes.length}件）を保存する・読み込む`}</summary>
    <form method="post" action={`${remarksPath(year.cycle)}/notes`} enctype="multipart/form-data" class="question">
      <input type="hidden" name="_key" value={`n-${formKey}`} />
      <p>
        <label for="file">資料のファイル</label>
        <span class="hint" id="file-hint">
          PDF、Word（.docx）、テキスト、写真。5 MBまで。そのまま保存し、事務局だけが開けます。
        </span>
        <input id="file" name="file" type="file" accept={acceptedDocuments} required aria-describedby="file-hint" />
      </p>
      <button type="submit" class="second">
        保存する
      </button>
    </form>
    <ul class="rows">
      {notes.map(({ id, name, mediaType, size }) => (
        <li>
          <a href={notesPath(year.cycle, id)}>{name}</a>
          {`（${sizeWord(size)}）　`}
          {/word|text/.test(mediaType) && <a href={`${withQuery(remarksPath(year.cycle), { notes: id })}#record`}>この文を読み込む</a>}
        </li>
      ))}
    </ul>
  </details>
)
