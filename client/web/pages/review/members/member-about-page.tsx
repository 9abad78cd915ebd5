import { randomUUID } from 'node:crypto'
import { type FC, useContext } from 'hono/jsx'
import type { Statement } from '../../../../../domain/review/check-statements.js'
import type { Sheet } from '../../../../app/desk/sheet.js'
import type { RecordedRemark } from '../../../../app/review/member/ground.js'
import type { MemberProgramme } from '../../../../app/review/member/member-programme.js'
import type { MemberYear } from '../../../../app/review/member/member-years.js'
import { sheetScript } from '../../../assets.js'
import { Page } from '../../../layout.js'
import { memberAboutPath, memberPath } from '../../../member-paths.js'
import { VisitorContext } from '../../../visitor.js'
import { StatementList, WhereInYear } from './member-parts.js'
import { MemberReading } from './member-reading.js'
import { RecordedWord } from './member-record.js'

export interface MemberAboutPageProps {
  year: MemberYear
  subject: string
  name: string
  names: { key: string; name: string }[]
  /** what can be read about it; null: the whole, which has no sheet */
  programme: MemberProgramme | null
  /** what the office wrote down that is confirmed here */
  recorded: RecordedRemark[]
  sheet: Sheet | null
  /** what stands about it */
  statements: Statement[]
  /** of these, as the page was made: tells whether they were changed meanwhile */
  seen: string
  writable: boolean
  done?: string | null
  /** key of the page that was saved just now */
  page?: string | null
  problem?: string | null
}

const Writing: FC<{ of: MemberAboutPageProps; sheet: Sheet }> = ({ of, sheet }) => {
  const { year, subject, name, names, recorded, statements, seen } = of
  const here = memberAboutPath(year, year.seatKey, subject)
  const numbers = new Set(recorded.map(({ no }) => no))
  // A word on a record that the office has changed since stays as the member's own words.
  const own = statements.filter((one) => one.of === undefined || !numbers.has(one.of))
  const boxes = [...own.map(({ id, text }) => ({ id, text })), { id: randomUUID(), text: '' }]
  return (
    <form
      method="post"
      action={here}
      class="sheet member-form"
      data-autosave={`${here}/draft`}
      data-unsent="まだ送っていません。"
      data-save-button="保存して一覧へ進む"
      data-saved-key={sheet.draft?.savedKey ?? undefined}
      data-saved-turn={sheet.draft?.savedTurn ?? undefined}
      novalidate
    >
      <input type="hidden" name="_revision" value={String(sheet.draft?.revision ?? 0)} />
      <input type="hidden" name="_base" value={sheet.last?.id ?? ''} />
      <input type="hidden" name="_key" value={randomUUID()} />
      <input type="hidden" name="_turn" value="0" />
      <input type="hidden" name="_person" value={useContext(VisitorContext)?.personId ?? ''} />
      <input type="hidden" name="seen" value={seen} />
      <h2 id="writing">{`「${name}」への御意見`}</h2>
      <div class="save-state" data-state="idle">
        <p role="status">書いた内容は、送るまで御本人だけが見られます。</p>
      </div>
      {recorded.map((one) => (
        <RecordedWord of={one} word={statements.find((word) => word.of === one.no)} names={names} subject={subject} />
      ))}
      {boxes.map(({ id, text }, at) => (
        <p>
          <label for={`own-${at}`}>{at === boxes.length - 1 ? '新しい御意見' : `御意見 ${at + 1}`}</label>
          <input type="hidden" name={`own.${at}.id`} value={id} />
          <textarea id={`own-${at}`} name={`own.${at}.text`} rows={4}>
            {`\n${text}`}
          </textarea>
        </p>
      ))}
      <p class="soft">一つの欄に一つの御意見を書いてください。消すときは、欄を空にして保存します。</p>
      <p class="buttons">
        <button type="submit" name="_do" value="list">
          保存して一覧へ進む
        </button>
        <button type="submit" name="_do" value="save" class="second">
          保存して、もう一つ書く
        </button>
      </p>
    </form>
  )
}

/** One programme: what can be read of it, and beside it what the member says. */
export const MemberAboutPage: FC<MemberAboutPageProps> = (props) => {
  const { year, name, names, programme, sheet, statements, writable, done = null, page = null, problem = null } = props
  return (
    <Page title={name} here={memberPath} wide scripts={writable ? [sheetScript] : []}>
      {problem && (
        <div class="error-summary" role="alert">
          <h2>入力内容を確かめてください</h2>
          <p>{problem}</p>
        </div>
      )}
      {done === 'saved' && (
        <p class="receipt" role="status" data-handed-in={page ?? undefined}>
          保存しました。まだ送っていません。
        </p>
      )}
      <WhereInYear year={year} back />
      {programme && writable && (
        <p class="near">
          <a href="#writing">御意見を書く欄へ</a>
        </p>
      )}
      <div class={programme ? 'member-two' : undefined}>
        {programme && (
          <div class="member-reading">
            <MemberReading programme={programme} fiscalYear={year.fiscalYear} />
          </div>
        )}
        <div class="member-writing">
          {writable && sheet ? (
            <Writing of={props} sheet={sheet} />
          ) : (
            <section aria-labelledby="sent">
              <h2 id="sent">送った御意見</h2>
              {statements.length === 0 ? <p>ありません。</p> : <StatementList statements={statements} names={names} />}
              {sheet && <p class="soft">{`書き直したいときは、事務局（${sheet.definition.report.office}）に知らせてください。`}</p>}
            </section>
          )}
        </div>
      </div>
    </Page>
  )
}
