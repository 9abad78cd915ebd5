import type { FC } from 'hono/jsx'
import type { Statement } from '../../../../../domain/review/check-statements.js'
import { unregisteredName } from '../../../../../domain/review/whole.js'
import type { MemberYear } from '../../../../app/review/member/member-years.js'
import { assignmentStateWord, draftWord, type StateWord } from '../../../../app/views/words.js'
import { memberYearPath } from '../../../member-paths.js'
import { yearWords } from '../../../words.js'

/** How people call what a statement is about. */
export const subjectWord = (names: { key: string; name: string }[], subject: string): string =>
  names.find(({ key }) => key === subject)?.name ?? unregisteredName(subject)

/** Where a member's own work stands. */
export const askedState = ({ asked }: MemberYear): StateWord | null => {
  if (!asked) return null
  if (asked.state === 'open') return draftWord(asked.drafted ? 'writing' : 'none')
  return asked.state === 'accepted' ? { word: '送信済み', shape: '●', tone: 'done' } : assignmentStateWord(asked.state, null)
}

/** Where one is: the year and the body, and the way back. */
export const WhereInYear: FC<{ year: MemberYear; back?: boolean }> = ({ year, back = false }) => (
  <p class="near">
    <span>{`${year.cityName}　${year.bodyName}　${yearWords(year.fiscalYear)}`}</span>
    {back && <a href={memberYearPath(year, year.seatKey)}>担当の施策の一覧へ</a>}
  </p>
)

/** Nothing of a year is shown to members before its office releases it. */
export const NotReleased: FC = () => (
  <p class="notice" role="status">
    公開前です。事務局が資料を公開すると、ここで読めるようになります。
  </p>
)

/** Statements word for word, with what each is about. */
export const StatementList: FC<{ statements: Statement[]; names: { key: string; name: string }[] }> = ({ statements, names }) => (
  <ul class="member-said">
    {statements.map((one) => (
      <li class="written">
        <strong>{`${subjectWord(names, one.subject)}：`}</strong>
        {one.text}
        {one.of !== undefined && <span class="soft">{one.agreed ? '（発言の記録のとおり）' : '（発言の記録を直したもの）'}</span>}
      </li>
    ))}
  </ul>
)
