import type { FC } from 'hono/jsx'
import type { Sheet } from '../../app/desk/sheet.js'
import { assignmentStateWord, draftWord } from '../../app/views/words.js'
import type { SheetRights } from '../sheet-form.js'
import { At, State, yearWords } from '../words.js'
import { WishedUntil } from './extension-parts.js'
import { draftState } from './sheet-submission.js'

/** By when, how far, for which year, and who. */
export const Facts: FC<{ sheet: Sheet; rights: SheetRights }> = ({ sheet, rights }) => {
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

/** What the office asked to mend, with links to the fields. */
export const Remarks: FC<{ sheet: Sheet }> = ({ sheet }) =>
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
