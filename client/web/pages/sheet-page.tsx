import { randomUUID } from 'node:crypto'
import { type FC, useContext } from 'hono/jsx'
import { importedDoubts } from '../../../domain/money/imported-amount.js'
import { decisionDoubts } from '../../../domain/review/declared-dates.js'
import { beforeWords } from '../../../domain/review/year-before.js'
import type { ContentProblem } from '../../../domain/sheet/content.js'
import { doubtsOf, writeEntry } from '../../../domain/sheet/entry.js'
import type { Sheet } from '../../app/desk/sheet.js'
import { asLastYear } from '../../app/desk/starting-content.js'
import { rowsScript, sheetScript } from '../assets.js'
import { Page } from '../layout.js'
import { calendarPath, picturesPath, processPath, sheetPath, workbookPath } from '../paths.js'
import { selectionPath } from '../review-paths.js'
import type { SheetForm, SheetRights } from '../sheet-form.js'
import { VisitorContext } from '../visitor.js'
import { nameOf } from '../words.js'
import { ErrorSummary } from './error-summary.js'
import { ExtensionLink } from './extension-parts.js'
import { FieldEditor } from './fields.js'
import { ActionsToConsult, OpinionsToAnswer } from './opinions-to-answer.js'
import { Overseers } from './overseers.js'
import { PromisesBeside, YearsLink } from './promise-fields.js'
import { StagePart } from './review/decision/stage-part.js'
import { besideOf, lastOf, sourceOf } from './sheet-beside.js'
import { Facts, Remarks } from './sheet-facts.js'
import { Submission } from './sheet-submission.js'

export interface SheetPageProps {
  sheet: Sheet
  rights: SheetRights
  content: Record<string, unknown>
  /** what has just been done, to say so: saved | asked | confirmed | changed */
  done?: string | null
  /** what was sent and could not be done */
  form?: SheetForm
  problems?: ContentProblem[]
}

const doneWords: Record<string, string> = {
  saved: '保存しました。提出はまだです。',
  asked: '課長に確認を依頼しました。メールは次の送信時刻に届きます。課長の確認が済むと提出できます。',
  confirmed: '確認済みにしました。提出できます。',
  discarded: '書きかけを捨てました。',
  changed: '操作しようとした後に内容が変わりました。いまの内容を見て、もう一度操作してください。',
  picture: '写真を加え、書いた内容も保存しました。代替テキストと掲載の根拠を書いてください。提出はまだです。',
  imported: '取り込んだ内容を保存しました。提出はまだです。',
}

const phases: Record<string, string> = { plan: 'Plan（計画）', do: 'Do（実績）', check: 'Check（検証）', act: 'Action（対応）' }

/** 判断: said once, by whoever was asked. */
const RulingSubmission: FC = () => (
  <section aria-labelledby="submission">
    <h2 id="submission">判断の提出</h2>
    <p>提出すると、次の段階か差し戻した段階に依頼の連絡が届きます。提出した判断は書き換えられません。</p>
    <p>
      <button type="submit" name="_do" value="submit">
        この判断を提出する
      </button>
    </p>
  </section>
)

/** 検証シート: the printed sheet with fields in it, last year quietly beside. */
export const SheetPage: FC<SheetPageProps> = ({ sheet, rights, content, done = null, form, problems = [] }) => {
  const { fields, definition, one, cycle } = sheet
  const entry = form?.entry ?? writeEntry(fields, content)
  const doubts = [
    ...doubtsOf(fields, content, besideOf(sheet)),
    ...importedDoubts(fields, cycle.fiscalYear, content, sheet.amounts),
    ...asLastYear(sheet, content),
    ...decisionDoubts(content, cycle.now),
  ]
  const labelled = problems.map((problem) => ({ ...problem, label: fields.find(({ id }) => id === problem.field)?.label ?? '' }))
  const here = sheetPath(one.id)
  const changed = beforeWords(sheet.before)
  return (
    <Page title={nameOf(one)} cycle={cycle} wide scripts={[sheetScript, rowsScript]}>
      {problems.length > 0 && <ErrorSummary problems={labelled} />}
      {done && doneWords[done] && (
        <p class="receipt" role="status">
          {doneWords[done]}
        </p>
      )}
      <Facts sheet={sheet} rights={rights} />
      <Remarks sheet={sheet} />
      {sheet.stage && <StagePart stage={sheet.stage} cycle={cycle} step={one.step} holds={[]} opens={false} />}
      {changed && <p class="notice">{changed}</p>}
      <PromisesBeside sheet={sheet} />
      <OpinionsToAnswer sheet={sheet} content={content} />
      <ActionsToConsult sheet={sheet} />
      {sheet.last && (
        <p>
          <a href={processPath(one.id) ?? '/'}>{`前に提出した第${sheet.last.no}版と経過を見る`}</a>
        </p>
      )}
      <p class="near">
        {!sheet.stage && (
          <a href={`${workbookPath(cycle)}?${new URLSearchParams({ id: one.id })}`}>Excelで書く（様式を保存する・読み込む）</a>
        )}
        <a href={calendarPath(one.id)}>期限をカレンダーに入れる（.ics）</a>
        <ExtensionLink id={one.id} extension={one.extension} />
        <YearsLink sheet={sheet} />
        {one.stepKind === 'select' && (
          <Overseers id={one.id}>
            <a href={selectionPath(cycle)}>検証対象の選定（施策を選ぶ画面）</a>
          </Overseers>
        )}
      </p>
      <form
        method="post"
        action={here}
        enctype={fields.some(({ type }) => type === 'pictures') ? 'multipart/form-data' : undefined}
        class="sheet"
        data-autosave={`${here}/draft`}
        data-saved-key={sheet.draft?.savedKey ?? undefined}
        data-saved-turn={sheet.draft?.savedTurn ?? undefined}
        novalidate
      >
        {/* Enter in a line of text saves; it never hands in. */}
        <button type="submit" name="_do" value="save" class="unseen" tabindex={-1}>
          保存する
        </button>
        <input type="hidden" name="_revision" value={String(sheet.draft?.revision ?? 0)} />
        <input type="hidden" name="_base" value={sheet.last?.id ?? ''} />
        <input type="hidden" name="_key" value={randomUUID()} />
        <input type="hidden" name="_turn" value="0" />
        <input type="hidden" name="_person" value={useContext(VisitorContext)?.personId ?? ''} />
        <div class="save-state" data-state="idle">
          <p role="status">書いた内容は、提出するまで課の中だけで見られます。</p>
        </div>
        {fields.map((field, at) => (
          <>
            {field.phase && field.phase !== fields[at - 1]?.phase && <h2 class="phase">{phases[field.phase]}</h2>}
            <FieldEditor
              field={field}
              rules={definition}
              entry={entry}
              problems={problems.filter((problem) => problem.field === field.id).map(({ message }) => message)}
              doubts={doubts.filter((doubt) => doubt.field === field.id && content[field.id] !== undefined).map(({ message }) => message)}
              remark={sheet.remarks.find((remark) => remark.field === field.id || remark.field === field.label)?.text ?? null}
              last={lastOf(sheet, field)}
              pictures={{ path: picturesPath(one.id), adds: true }}
              answering={sheet}
              source={sourceOf(sheet, field)}
              fiscalYear={cycle.fiscalYear}
              promises={sheet.promises}
            />
          </>
        ))}
        {doubts.length > 0 && (
          <section aria-labelledby="doubts">
            <h2 id="doubts">{`確かめるところ（${doubts.length}）`}</h2>
            <p class="soft">このままでも提出できます（必ず書く項目を除きます）。</p>
            <ul>
              {doubts.map(({ field, message }) => (
                <li>
                  <a href={`#f-${field}`}>{message}</a>
                </li>
              ))}
            </ul>
          </section>
        )}
        <p class="buttons">
          <button type="submit" name="_do" value="save" class="second">
            保存する
          </button>
        </p>
        {sheet.stage?.rules ? <RulingSubmission /> : <Submission sheet={sheet} rights={rights} form={form} />}
      </form>
    </Page>
  )
}
