import { randomUUID } from 'node:crypto'
import type { FC } from 'hono/jsx'
import { differences } from '../../../domain/sheet/differences.js'
import type { Saved } from '../../app/desk/draft.js'
import type { Sheet } from '../../app/desk/sheet.js'
import { Page } from '../layout.js'
import { processPath, sheetPath } from '../paths.js'
import type { SheetForm } from '../sheet-form.js'
import { At } from '../words.js'
import { DifferenceTable } from './difference-table.js'

/** The form's fields again, unseen: nothing that was typed is lost by being shown this page. */
const Kept: FC<{ form: SheetForm; revision: number }> = ({ form, revision }) => (
  <>
    <input type="hidden" name="_revision" value={String(revision)} />
    <input type="hidden" name="_key" value={randomUUID()} />
    {Object.entries(form.entry).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
  </>
)

/**
 * Two people, or two windows, wrote at once; or the sheet was handed in meanwhile (conflict: null). What was typed stands beside what
 * is stored, and its writer decides.
 */
export const ConflictPage: FC<{
  sheet: Sheet
  typed: Record<string, unknown>
  form: SheetForm
  conflict: Extract<Saved, { kind: 'conflict' }> | null
}> = ({ sheet, typed, form, conflict }) => {
  const stored = conflict ? (sheet.draft?.content ?? {}) : (sheet.last?.content ?? {})
  const changes = differences(sheet.fields, stored, typed, sheet.definition)
  const { id } = sheet.one
  return (
    <Page title={conflict ? 'ほかの画面で先に保存されています' : 'この依頼は、もう書き換えられません'} cycle={sheet.cycle}>
      <p>{`${sheet.one.subjectName}：${sheet.one.title}`}</p>
      {conflict ? (
        <p>
          {`あなたが書いている間に、${conflict.savedBy || '別の画面'} が `}
          <At at={conflict.savedAt} />
          {' に保存しました。あなたの入力はまだ保存していません。違うところは次のとおりです。どちらにするかを選んでください。'}
        </p>
      ) : (
        <p>
          すでに提出されたか、年度の記録が閉じられたため、保存していません。あなたの入力と、いま記録されている内容との違いは次のとおりです。
        </p>
      )}
      {changes.length === 0 ? (
        <p>内容は同じです。失われるものはありません。</p>
      ) : (
        <DifferenceTable
          caption="違うところ"
          before={conflict ? '保存されている内容' : '提出された内容'}
          after="あなたの入力"
          of={changes}
          whole
        />
      )}
      <p>
        <a href={conflict ? sheetPath(id) : (processPath(id) ?? '/')}>
          {conflict ? '保存されている内容を開く（あなたの入力は捨てます）' : 'この依頼の画面を開く'}
        </a>
      </p>
      {conflict && (
        <form method="post" action={sheetPath(id)}>
          <Kept form={form} revision={conflict.revision} />
          <button type="submit" name="_do" value="save">
            あなたの入力で書き換える
          </button>
        </form>
      )}
    </Page>
  )
}
