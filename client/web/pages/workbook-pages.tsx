import type { FC } from 'hono/jsx'
import type { Sheet } from '../../app/desk/sheet.js'
import type { AssignmentLine } from '../../app/views/assignment-rows.js'
import type { CycleLine } from '../../app/views/list-cycles.js'
import { assignmentStateWord } from '../../app/views/words.js'
import { Page } from '../layout.js'
import { sheetPath, workbookPath } from '../paths.js'
import { At, State } from '../words.js'
import type { Held } from '../workbook-sheets.js'
import { DifferenceTable } from './difference-table.js'
import { ErrorSummary } from './error-summary.js'

const Download: FC<{ cycle: CycleLine; lines: AssignmentLine[]; only: string | null }> = ({ cycle, lines, only }) =>
  lines.length === 0 ? (
    <p>いま書くシートはありません。依頼があると、メールでお知らせし、マイ業務に表示します。</p>
  ) : (
    <form method="get" action={`${workbookPath(cycle)}.xlsx`} class="question">
      <fieldset>
        <legend>保存するシート</legend>
        {lines.map((line, at) => (
          <p class="check">
            <input type="checkbox" id={`id-${at}`} name="id" value={line.id} checked={only === null || only === line.id} />
            <label for={`id-${at}`}>
              {`${line.subjectName}：${line.title}　`}
              <At at={line.dueAt} />
              {'まで　'}
              {(line.state === 'returned' || line.daysLate !== null) && <State of={assignmentStateWord(line.state, line.daysLate)} />}
            </label>
          </p>
        ))}
      </fieldset>
      {only !== null && lines.length > 1 && (
        <p>
          <a href={`${workbookPath(cycle)}.xlsx?${new URLSearchParams(lines.map(({ id }): [string, string] => ['id', id]))}`}>
            {`課の全部（${lines.length}件）を一つのExcelファイルに保存する`}
          </a>
        </p>
      )}
      <p class="buttons">
        <button type="submit">Excelファイルを保存する</button>
      </p>
    </form>
  )

const Upload: FC<{ cycle: CycleLine }> = ({ cycle }) => (
  <form method="post" action={workbookPath(cycle)} enctype="multipart/form-data" class="question">
    <p>
      <label for="file">書き終えたExcelファイル</label>
      <span class="hint" id="file-hint">
        この画面から保存したファイル（.xlsx）。5 MBまで。パスワードは外してください。
      </span>
      <input
        id="file"
        name="file"
        type="file"
        accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        required
        aria-describedby="file-hint"
      />
    </p>
    <p class="buttons">
      <button type="submit">Excelファイルを読み込む</button>
    </p>
  </form>
)

/** Excelで書く: which sheets to take along, and the way back. */
export const WorkbookPage: FC<{ cycle: CycleLine; lines: AssignmentLine[]; only: string | null; problems: string[] }> = ({
  cycle,
  lines,
  only,
  problems,
}) => (
  <Page title="Excelで書く" cycle={cycle}>
    <ErrorSummary problems={problems.map((message) => ({ field: '', label: '', message }))} />
    <h2>Excelファイルを保存する</h2>
    <p>下書きの内容が入ったExcelファイルを保存し、書いてから下で読み込みます。複数のシートは一つのファイルになります。</p>
    <Download cycle={cycle} lines={lines} only={only} />
    <h2>Excelファイルを読み込む</h2>
    <p>読み込むと、まず変わるところを一つずつ表示します。そこで取り込むまで、下書きは変わりません。取り込んでも、提出にはなりません。</p>
    <Upload cycle={cycle} />
  </Page>
)

const Sentences: FC<{ summary: string; of: string[]; open?: boolean }> = ({ summary, of, open = false }) =>
  of.length === 0 ? null : (
    <details open={open}>
      <summary>{`${summary}（${of.length}）`}</summary>
      <ul>
        {of.map((one) => (
          <li>{one}</li>
        ))}
      </ul>
    </details>
  )

const nameOf = ({ one }: Sheet): string => `${one.subjectName}：${one.title}`

const Stale: FC<{ sheet: Sheet }> = ({ sheet }) => (
  <div class="notice">
    {sheet.draft ? (
      <p>
        {`ファイルを保存した後に、${sheet.draft.savedBy || '別の画面'} が `}
        <At at={sheet.draft.savedAt} />
        {
          ' に下書きを書き換えています。取り込むと、いまの下書きはファイルの内容に置き換わります。両方を見比べて、よければ印を付けてください。'
        }
      </p>
    ) : (
      <p>ファイルを保存した後に、このシートは一度提出されています。いまの内容と見比べて、よければ印を付けてください。</p>
    )}
  </div>
)

const One: FC<{ held: Held; at: number }> = ({ held: { sheet, brought, changes, stale, problems, doubts }, at }) => {
  const name = nameOf(sheet)
  return (
    <section aria-labelledby={`sheet-${at}`}>
      <h2 id={`sheet-${at}`}>{name}</h2>
      {stale && <Stale sheet={sheet} />}
      <p class="check">
        <input type="checkbox" id={`take-${at}`} name="take" value={brought.id} checked={!stale} />
        <label for={`take-${at}`}>
          {stale ? `いまの下書きを書き換えて取り込む（${changes.length}か所）` : `取り込む（${changes.length}か所）`}
        </label>
      </p>
      <DifferenceTable caption={`変わるところ：${name}`} before="いまの下書き" after="Excelファイル" of={changes} whole={stale} />
      <Sentences summary="提出までに直すところ" of={problems} open />
      <Sentences summary="確かめるところ" of={doubts} />
    </section>
  )
}

export interface PreviewProps {
  cycle: CycleLine
  sheets: Held[]
  /** sheets of the file that cannot be taken, each with the reason */
  refused: { id: string; why: string }[]
  /** what the form brings back */
  sealed: string
  /** why what was asked for has not happened */
  problem?: string
  /** texts beside the fields, and sheets that are not in the file any more */
  strays?: string[]
  missing?: string[]
}

/** What a file would change, cell by cell, before anything changes. */
export const PreviewPage: FC<PreviewProps> = ({ cycle, sheets, refused, sealed, problem, strays = [], missing = [] }) => {
  const changed = sheets.filter(({ changes }) => changes.length > 0)
  const same = sheets.filter(({ changes }) => changes.length === 0)
  return (
    <Page title="Excelファイルで変わるところ" cycle={cycle} wide>
      {problem && <ErrorSummary problems={[{ field: '', label: '', message: problem }]} />}
      <p>
        {`${sheets.length}シートを読みました。`}
        {changed.length > 0
          ? 'まだ何も取り込んでいません。文章は、削ったところを取消線、加えたところを下線で示します。'
          : '変わるところはありません。書き込んで保存したファイルかどうか、確かめてください。'}
      </p>
      {refused.length > 0 && (
        <div class="notice">
          <h2>{`取り込めないシート（${refused.length}）`}</h2>
          <ul>
            {refused.map(({ id, why }) => (
              <li>{`${why}（番号 ${id.split('/').slice(-2).join('/').slice(0, 100)}）`}</li>
            ))}
          </ul>
        </div>
      )}
      <Sentences summary="欄の外に書かれていて、取り込まないもの" of={strays} open />
      <Sentences summary="ファイルからシートがなくなっていて、変わらないもの" of={missing} open />
      <form method="post" action={`${workbookPath(cycle)}/accept`}>
        <input type="hidden" name="sheets" value={sealed} />
        {changed.map((held, at) => (
          <One held={held} at={at} />
        ))}
        {changed.length > 0 && (
          <p class="buttons">
            <button type="submit">この内容を取り込む</button>
          </p>
        )}
      </form>
      <Sentences summary="変わるところのないシート" of={same.map(({ sheet }) => nameOf(sheet))} />
      {changed.length > 0 && <p class="soft">取り込むと下書きに保存します。提出は、シートの画面で内容を確かめてから行います。</p>}
      <p class="near">
        <a href={workbookPath(cycle)}>別のファイルを読み込む</a>
        {sheets[0] && sheets.length === 1 && <a href={sheetPath(sheets[0].sheet.one.id)}>シートの画面に戻る（取り込みません）</a>}
      </p>
    </Page>
  )
}
