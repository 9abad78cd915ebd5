import { randomUUID } from 'node:crypto'
import type { FC } from 'hono/jsx'
import type { Statement } from '../../../../../domain/review/check-statements.js'
import { remarkName, sourceWord } from '../../../../../domain/review/remark.js'
import type { RecordedRemark } from '../../../../app/review/member/ground.js'
import type { MemberYear } from '../../../../app/review/member/member-years.js'
import { memberYearPath } from '../../../member-paths.js'
import { subjectWord } from './member-parts.js'

interface RecordProps {
  of: RecordedRemark
  word: Pick<Statement, 'agreed' | 'text'> | undefined
  names: { key: string; name: string }[]
  /** what the page is about: any other subject is named */
  subject?: string
}

/** What the office wrote down: as it was said, or in the member's own words. */
export const RecordedWord: FC<RecordProps> = ({ of, word, names, subject }) => (
  <fieldset class="recorded">
    <legend>{`${remarkName(of.no)}　${sourceWord(of.source)}`}</legend>
    {of.subject !== subject && <p class="soft">{subjectWord(names, of.subject)}</p>}
    <blockquote class="written">{of.text}</blockquote>
    <p class="check">
      <input type="radio" id={`word-${of.no}-yes`} name={`word.${of.no}`} value="agreed" checked={word?.agreed === true} />
      <label for={`word-${of.no}-yes`}>このとおり</label>
    </p>
    <p class="check">
      <input type="radio" id={`word-${of.no}-no`} name={`word.${of.no}`} value="mended" checked={word !== undefined && !word.agreed} />
      <label for={`word-${of.no}-no`}>次のように直す</label>
    </p>
    <p>
      <label for={`word-${of.no}-text`} class="unseen">{`${remarkName(of.no)}の正しい文`}</label>
      <textarea id={`word-${of.no}-text`} name={`word.${of.no}.text`} rows={3}>
        {`\n${word && !word.agreed ? word.text : of.text}`}
      </textarea>
    </p>
  </fieldset>
)

/** What was written down after the member had sent everything, or of a member who is asked for nothing in writing: confirmed by itself. */
export const ConfirmRecords: FC<{ year: MemberYear; records: RecordedRemark[]; typed: Statement[]; names: RecordProps['names'] }> = ({
  year,
  records,
  typed,
  names,
}) => (
  <section class="question" aria-labelledby="records">
    <h2 id="records">{`御発言の記録を確かめる（${records.length}件）`}</h2>
    <p>会議などでの御発言を、事務局が書き留めました。確かめた分だけ記録します。残りは後でも確かめられます。</p>
    <form method="post" action={`${memberYearPath(year, year.seatKey)}/confirm`} class="member-form">
      <input type="hidden" name="_key" value={randomUUID()} />
      {records.map((one) => (
        <RecordedWord of={one} word={typed.find(({ of }) => of === one.no)} names={names} />
      ))}
      <p>
        <button type="submit">確かめた内容を事務局に送る</button>
      </p>
    </form>
  </section>
)
