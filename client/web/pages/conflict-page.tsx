import type { FC } from 'hono/jsx'
import { differences } from '../../../domain/sheet/differences.js'
import type { Sheet } from '../../app/desk/sheet.js'
import { Page } from '../layout.js'
import { processPath, sheetPath } from '../paths.js'
import type { SheetForm } from '../sheet-form.js'
import { At, nameOf } from '../words.js'
import { DifferenceTable } from './difference-table.js'

/** The form's fields again, unseen, now in the knowledge of what is stored: nothing that was typed is lost by being shown this page. */
const Kept: FC<{ form: SheetForm; sheet: Sheet }> = ({ form, sheet }) => (
  <>
    <input type="hidden" name="_revision" value={String(sheet.draft?.revision ?? 0)} />
    <input type="hidden" name="_base" value={sheet.last?.id ?? ''} />
    <input type="hidden" name="_key" value={form.key} />
    <input type="hidden" name="_turn" value={String(Math.max(form.turn, sheet.draft?.savedTurn ?? 0) + 1)} />
    <input type="hidden" name="_person" value={form.person} />
    {Object.entries(form.entry).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
  </>
)

const What: FC<{ sheet: Sheet; writable: boolean }> = ({ sheet: { draft, last, one }, writable }) => {
  if (!writable)
    return (
      <p>
        {one.pending === null
          ? 'すでに提出されたか、年度の記録が閉じられたため、保存していません。'
          : `すでに提出されています（受付番号 ${one.pending}、反映待ち）。もう一度提出する必要はないため、保存していません。`}
        {'あなたの入力と、いま記録されている内容との違いは次のとおりです。'}
      </p>
    )
  const choose = 'あなたの入力はまだ保存していません。違うところは次のとおりです。どちらにするかを選んでください。'
  return draft ? (
    <p>
      {`あなたが書いている間に、別の画面（${draft.savedBy || '名前の記録なし'}）が `}
      <At at={draft.savedAt} />
      {` に保存しました。${choose}`}
    </p>
  ) : (
    <p>{`${last ? `あなたがこの画面を開いた後に、第${last.no}版が提出されています。` : ''}${choose}`}</p>
  )
}

/**
 * Two people, or two windows, wrote at once; or the sheet was handed in meanwhile. What was typed stands beside what is stored, as
 * `sheet` has it now, and its writer decides. `writable`: the assignment still waits for its section.
 */
export const ConflictPage: FC<{ sheet: Sheet; typed: Record<string, unknown>; form: SheetForm; writable: boolean }> = ({
  sheet,
  typed,
  form,
  writable,
}) => {
  const draft = writable ? sheet.draft : null
  const changes = differences(sheet.fields, (draft ?? sheet.last)?.content ?? {}, typed, sheet.definition)
  const { id } = sheet.one
  return (
    <Page title={writable ? 'ほかの画面で先に保存されています' : 'この依頼は、もう書き換えられません'} cycle={sheet.cycle}>
      <p>{nameOf(sheet.one)}</p>
      <What sheet={sheet} writable={writable} />
      {changes.length === 0 ? (
        <p>内容は同じです。失われるものはありません。</p>
      ) : (
        <DifferenceTable
          caption="違うところ"
          before={draft ? '保存されている内容' : '提出された内容'}
          after="あなたの入力"
          of={changes}
          whole
        />
      )}
      <p>
        <a href={writable ? sheetPath(id) : (processPath(id) ?? '/')}>
          {writable ? '保存されている内容を開く（あなたの入力は保存しません）' : 'この依頼の画面を開く'}
        </a>
      </p>
      {writable && (
        <form method="post" action={sheetPath(id)}>
          <Kept form={form} sheet={sheet} />
          <button type="submit" name="_do" value="save">
            あなたの入力で書き換える
          </button>
        </form>
      )}
    </Page>
  )
}
