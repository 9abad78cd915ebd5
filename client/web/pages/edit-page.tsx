import { randomUUID } from 'node:crypto'
import type { FC } from 'hono/jsx'
import { differences } from '../../../domain/sheet/differences.js'
import { writeEntry } from '../../../domain/sheet/entry.js'
import type { Sheet } from '../../app/desk/sheet.js'
import { rowsScript } from '../assets.js'
import { Page } from '../layout.js'
import { editPath, picturesPath, processPath } from '../paths.js'
import { nameOf } from '../words.js'
import { DifferenceTable } from './difference-table.js'
import { FieldEditor } from './fields.js'

export interface EditPageProps {
  /** somebody was first: what stands now is shown beside what was typed */
  overtaken?: boolean
  sheet: Sheet
  content: Record<string, unknown>
  problem?: string
  /** what was sent and could not be done; `base`: the version that was looked at */
  edit?: { reason: string; consent: string; base: string }
}

/** 事務局修正: the office mends wording in its own name; figures and meaning only with the section's consent. */
export const EditPage: FC<EditPageProps> = ({ sheet, content, problem, edit, overtaken = false }) => {
  const changes = overtaken ? differences(sheet.fields, sheet.last?.content ?? {}, content, sheet.definition) : []
  const { one, cycle, fields, definition, last } = sheet
  const entry = writeEntry(fields, content)
  return (
    <Page title={`${nameOf(one)}　事務局修正`} cycle={cycle} wide scripts={[rowsScript]}>
      {problem && (
        <div class="error-summary" role="alert">
          <h2>入力内容を確かめてください</h2>
          <p>
            <a href="#f-_reason">{problem}</a>
          </p>
        </div>
      )}
      <p class="near">
        <a href={processPath(one.id) ?? '/'}>この依頼の経過と操作</a>
      </p>
      <p>
        {`第${last?.no ?? 0}版を基に直します。保存すると、直した版と前の版との違いが残り、課に知らせます。文章は事務局だけで直せます。数値・指標・選択を直すときは、課の同意が要ります。`}
      </p>
      {overtaken && (
        <DifferenceTable
          caption={`第${last?.no ?? 0}版と、あなたの入力との違い`}
          before={`第${last?.no ?? 0}版（いまの内容）`}
          after="あなたの入力"
          of={changes}
          whole
        />
      )}
      <form method="post" action={editPath(one.id)} class="sheet" novalidate>
        <input type="hidden" name="_key" value={randomUUID()} />
        <input type="hidden" name="_base" value={edit?.base ?? last?.id ?? ''} />
        {fields.map((field) => (
          <FieldEditor
            field={field}
            rules={definition}
            entry={entry}
            problems={[]}
            doubts={[]}
            remark={null}
            pictures={{ path: picturesPath(one.id), adds: false }}
            answering={sheet}
            fiscalYear={cycle.fiscalYear}
          />
        ))}
        <p>
          <label for="f-_reason">何を直したか</label>
          <span class="hint" id="reason-hint">
            例：送り仮名の統一、「子供」を「こども」に
          </span>
          <input id="f-_reason" name="_reason" size={40} value={edit?.reason ?? ''} aria-describedby="reason-hint" />
        </p>
        <p>
          <label for="f-_consent">課の同意（数値・指標・選択を直したときだけ）</label>
          <span class="hint" id="consent-hint">
            例：12月20日 商業振興課 担当係長が電話で同意。氏名は書かないでください。
          </span>
          <input id="f-_consent" name="_consent" size={40} value={edit?.consent ?? ''} aria-describedby="consent-hint" />
        </p>
        <p>
          <button type="submit">直した版を保存する（課に通知されます）</button>
        </p>
      </form>
    </Page>
  )
}
