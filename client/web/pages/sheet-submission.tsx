import type { FC } from 'hono/jsx'
import { asksForSubmission } from '../../../domain/correspondence/notice-item.js'
import type { Sheet } from '../../app/desk/sheet.js'
import type { SheetForm, SheetRights } from '../sheet-form.js'

/** How far what is being written has come. */
export const draftState = ({ draft }: Sheet): 'none' | 'writing' | 'requested' | 'confirmed' =>
  !draft ? 'none' : draft.confirmed === draft.revision ? 'confirmed' : draft.requested === draft.revision ? 'requested' : 'writing'

/** Handing in: the head's confirmation, nothing to report, and throwing away what was begun. */
export const Submission: FC<{ sheet: Sheet; rights: SheetRights; form: SheetForm | undefined }> = ({ sheet, rights, form }) => {
  const state = draftState(sheet)
  // A decision or a meeting is held and recorded; where a form is made out, there may be nothing to write in it.
  const kind = sheet.definition.steps.find(({ id }) => id === sheet.one.step)?.kind ?? 'collect'
  const mayBeNothing = !sheet.stage && asksForSubmission(kind)
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
      {mayBeNothing && (
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
