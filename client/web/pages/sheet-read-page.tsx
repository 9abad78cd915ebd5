import type { FC } from 'hono/jsx'
import type { Sheet } from '../../app/desk/sheet.js'
import { assignmentStateWord } from '../../app/views/words.js'
import { Page } from '../layout.js'
import { processPath } from '../paths.js'
import type { SheetRights } from '../sheet-form.js'
import { At, State, yearWords } from '../words.js'
import { FieldValue } from './fields.js'

/** The sheet as it was handed in, to be read. */
export const SheetReadPage: FC<{ sheet: Sheet; rights: SheetRights }> = ({ sheet }) => {
  const { one, cycle, last, fields, definition } = sheet
  return (
    <Page title={`${one.subjectName}：${one.title}`} cycle={cycle}>
      <p class="near">
        <a href={processPath(one.id) ?? '/'}>この依頼の経過と操作</a>
      </p>
      <dl class="facts">
        <dt>状態</dt>
        <dd>
          <State of={assignmentStateWord(one.state, one.daysLate)} />
        </dd>
        <dt>年度</dt>
        <dd>{`${yearWords(cycle.fiscalYear)}・${one.stepName}`}</dd>
        <dt>担当</dt>
        <dd>{`${one.bureau} ${one.departmentName}`}</dd>
        <dt>期限</dt>
        <dd>
          <At at={one.dueAt} />
        </dd>
      </dl>
      {!last ? (
        <p>
          {one.state === 'attested' ? '該当なしとして提出されました。' : 'まだ提出されていません。提出されると、ここに内容が表示されます。'}
        </p>
      ) : (
        <>
          <p>{`第${last.no}版の内容です。提出した後は書き換えられません。直したいときは事務局に知らせてください。`}</p>
          {fields.map((field) => (
            <FieldValue field={field} rules={definition} value={last.content[field.id]} />
          ))}
        </>
      )}
    </Page>
  )
}
