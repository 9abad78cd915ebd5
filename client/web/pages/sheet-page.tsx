import { randomUUID } from 'node:crypto'
import { type FC, useContext } from 'hono/jsx'
import { importedDoubts } from '../../../domain/money/imported-amount.js'
import { beforeWords } from '../../../domain/review/year-before.js'
import type { ContentProblem } from '../../../domain/sheet/content.js'
import { doubtsOf, writeEntry } from '../../../domain/sheet/entry.js'
import type { Sheet } from '../../app/desk/sheet.js'
import { assignmentStateWord, draftWord } from '../../app/views/words.js'
import { rowsScript, sheetScript } from '../assets.js'
import { Page } from '../layout.js'
import { calendarPath, picturesPath, processPath, sheetPath, workbookPath } from '../paths.js'
import type { SheetForm, SheetRights } from '../sheet-form.js'
import { VisitorContext } from '../visitor.js'
import { At, nameOf, State, yearWords } from '../words.js'
import { ExtensionLink, WishedUntil } from './extension-parts.js'
import { ErrorSummary, FieldEditor } from './fields.js'
import { ActionsToConsult, OpinionsToAnswer } from './opinions-to-answer.js'
import { PromisesBeside, YearsLink } from './promise-fields.js'
import { StagePart } from './review/decision/stage-part.js'
import { besideOf, lastOf, sourceOf } from './sheet-beside.js'

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

const draftState = ({ draft }: Sheet): 'none' | 'writing' | 'requested' | 'confirmed' =>
  !draft ? 'none' : draft.confirmed === draft.revision ? 'confirmed' : draft.requested === draft.revision ? 'requested' : 'writing'

const Facts: FC<{ sheet: Sheet; rights: SheetRights }> = ({ sheet, rights }) => {
  const { one, cycle, draft } = sheet
  return (
    <dl class="facts">
      <dt>提出期限</dt>
      <dd>
        <At at={one.dueAt} />
        {one.daysLate !== null && <strong class="late-word">{`　${one.daysLate}開庁日過ぎています`}</strong>}
      </dd>
      <dt>状態</dt>
      <dd>
        <State of={one.state === 'returned' ? assignmentStateWord('returned', one.daysLate) : draftWord(draftState(sheet))} />
      </dd>
      <dt>年度</dt>
      <dd>{`${yearWords(cycle.fiscalYear)}・${one.stepName}`}</dd>
      <dt>担当</dt>
      <dd>
        {`${one.bureau} ${one.departmentName}`}
        {rights.onBehalf && <strong>（事務局による代理入力です。経過に事務局の職が残ります。）</strong>}
      </dd>
      {one.extension && (
        <>
          <dt>期限の延長の申出</dt>
          <dd>
            <WishedUntil extension={one.extension} />
          </dd>
        </>
      )}
      {draft && (
        <>
          <dt>最後の保存</dt>
          <dd>
            <At at={draft.savedAt} />
            {`　${draft.savedBy}`}
          </dd>
        </>
      )}
    </dl>
  )
}

const Remarks: FC<{ sheet: Sheet }> = ({ sheet }) =>
  sheet.remarks.length === 0 ? null : (
    <section class="notice" aria-labelledby="remarks">
      <h2 id="remarks">{`修正の依頼（${sheet.remarks.length}か所）`}</h2>
      {sheet.returnedAt && (
        <p class="soft">
          <At at={sheet.returnedAt} />
          {' に依頼がありました。直してから、もう一度提出してください。'}
        </p>
      )}
      <ul>
        {sheet.remarks.map(({ field, text }) => {
          const of = sheet.fields.find(({ id, label }) => id === field || label === field)
          return (
            <li>
              {of ? <a href={`#f-${of.id}`}>{of.label}</a> : field || '全体'}
              {`：${text}`}
            </li>
          )
        })}
      </ul>
    </section>
  )

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

const Submission: FC<{ sheet: Sheet; rights: SheetRights; form: SheetForm | undefined }> = ({ sheet, rights, form }) => {
  const state = draftState(sheet)
  const needsHead = sheet.hasHead && !rights.isHead && state !== 'confirmed'
  return (
    <section aria-labelledby="submission">
      <h2 id="submission">提出</h2>
      {needsHead ? (
        <>
          <p>
            {state === 'requested'
              ? '課長の確認を待っています。内容を書き換えると、もう一度確認を依頼することになります。'
              : '提出の前に課長の確認を受けてください。確認を依頼すると、課長のマイ業務に表示され、メールでも知らせます。'}
          </p>
          {state !== 'requested' && (
            <p>
              <button type="submit" name="_do" value="ask">
                課長の確認を依頼する
              </button>
            </p>
          )}
          <details open={form?.oral}>
            <summary>口頭で課長の確認を得ているとき</summary>
            <p class="check">
              <input type="checkbox" id="f-_oral" name="_oral" value="on" checked={form?.oral} />
              <label for="f-_oral">課長に口頭で内容の確認を得ました（入力は担当者であることが記録に残ります）</label>
            </p>
            <p>
              <button type="submit" name="_do" value="submit" class="second">
                提出する
              </button>
            </p>
          </details>
        </>
      ) : (
        <>
          <p>
            {rights.isHead && sheet.hasHead
              ? '内容を確かめて提出してください。提出すると、課長の確認を済ませたものとして記録します。'
              : state === 'confirmed'
                ? '課長の確認が済んでいます。'
                : '内容を確かめて提出してください。'}
            {'提出した後は書き換えられません。直したいときは事務局に知らせてください。'}
          </p>
          <p class="buttons">
            <button type="submit" name="_do" value="submit">
              {rights.isHead && sheet.hasHead ? '確認して提出する' : '提出する'}
            </button>
            {rights.isHead && sheet.hasHead && state !== 'confirmed' && (
              <button type="submit" name="_do" value="confirm" class="second">
                確認だけして、提出は担当者に任せる
              </button>
            )}
          </p>
        </>
      )}
      {sheet.draft && (
        <details>
          <summary>書きかけを捨てる</summary>
          <p>保存した書きかけを捨て、前の回や前年度の内容から始め直します。提出した版はなくなりません。元には戻せません。</p>
          <p>
            <button type="submit" name="_do" value="discard" class="danger">
              書きかけを捨てる
            </button>
          </p>
        </details>
      )}
      {!sheet.stage && (
        <details open={form?.act === 'attest'}>
          <summary>書くことがないとき（該当なし）</summary>
          <p>
            <label for="f-_reason">該当がない理由</label>
            <span class="hint" id="reason-hint">
              例：今年度は事業を実施していない。理由は報告書には載らず、記録に残ります。
            </span>
            <textarea id="f-_reason" name="_reason" rows={3} aria-describedby="reason-hint">
              {form?.reason ?? ''}
            </textarea>
          </p>
          <p>
            <button type="submit" name="_do" value="attest" class="second">
              該当なしとして提出する
            </button>
          </p>
        </details>
      )}
    </section>
  )
}

/** 検証シート: the printed sheet with fields in it, last year quietly beside. */
export const SheetPage: FC<SheetPageProps> = ({ sheet, rights, content, done = null, form, problems = [] }) => {
  const { fields, definition, one, cycle } = sheet
  const entry = form?.entry ?? writeEntry(fields, content)
  const doubts = [...doubtsOf(fields, content, besideOf(sheet)), ...importedDoubts(fields, cycle.fiscalYear, content, sheet.amounts)]
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
