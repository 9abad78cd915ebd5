import type { FC } from 'hono/jsx'
import type { Statement } from '../../../../../domain/review/check-statements.js'
import type { Sheet } from '../../../../app/desk/sheet.js'
import type { MemberYear } from '../../../../app/review/member/member-years.js'
import { Page } from '../../../layout.js'
import { memberAboutPath, memberPath, memberYearPath } from '../../../member-paths.js'
import type { SheetForm } from '../../../sheet-form.js'
import { StatementList, WhereInYear } from './member-parts.js'

interface MemberConflictProps {
  year: MemberYear
  subject: string
  names: { key: string; name: string }[]
  sheet: Sheet
  form: SheetForm
  typed: Statement[]
  stored: Statement[]
  /** of what is stored, to be written over knowingly */
  seen: string
  writable: boolean
}

const List: FC<{ of: Statement[]; names: { key: string; name: string }[] }> = ({ of, names }) =>
  of.length === 0 ? <p>ありません。</p> : <StatementList statements={of} names={names} />

/** Another window saved, or nothing can be written any more: both texts, and the member decides. */
export const MemberConflictPage: FC<MemberConflictProps> = ({ year, subject, names, sheet, form, typed, stored, seen, writable }) => (
  <Page title={writable ? 'ほかの画面で先に保存されています' : 'もう書き換えられません'} here={memberPath}>
    <WhereInYear year={year} />
    <p>
      {writable
        ? 'この画面で書いた内容は、まだ保存していません。'
        : 'この画面を開いた後に、送られたか、受け付けを終えたため、この画面で書いた内容は保存できません。必要な文は控え、事務局に知らせてください。送ったものは、事務局が戻すと、続きから書けます。'}
    </p>
    <h2>保存されている内容</h2>
    <List of={stored} names={names} />
    <h2>この画面で書いた内容</h2>
    <List of={typed} names={names} />
    <p>
      <a href={writable ? memberAboutPath(year, year.seatKey, subject) : memberYearPath(year, year.seatKey)}>
        {writable ? '保存されている内容のままにする' : '送った御意見を見る'}
      </a>
    </p>
    {writable && (
      <form method="post" action={memberAboutPath(year, year.seatKey, subject)}>
        <input type="hidden" name="_revision" value={String(sheet.draft?.revision ?? 0)} />
        <input type="hidden" name="_base" value={sheet.last?.id ?? ''} />
        <input type="hidden" name="_key" value={form.key} />
        <input type="hidden" name="_turn" value={String(Math.max(form.turn, sheet.draft?.savedTurn ?? 0) + 1)} />
        <input type="hidden" name="_person" value={form.person} />
        {Object.entries({ ...form.entry, seen }).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <button type="submit" name="_do" value="save">
          この画面で書いた内容にする
        </button>
      </form>
    )}
  </Page>
)
