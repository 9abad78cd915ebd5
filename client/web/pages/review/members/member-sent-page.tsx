import type { FC } from 'hono/jsx'
import type { ProgrammeStanding, Statement } from '../../../../../domain/review/check-statements.js'
import type { ReceiptView } from '../../../../app/desk/receipt.js'
import type { Sheet } from '../../../../app/desk/sheet.js'
import type { MemberYear } from '../../../../app/review/member/member-years.js'
import { Page } from '../../../layout.js'
import { memberPath, memberYearPath } from '../../../member-paths.js'
import { At } from '../../../words.js'
import { StatementList, WhereInYear } from './member-parts.js'

interface MemberSentProps {
  year: MemberYear
  programmes: ProgrammeStanding[]
  sheet: Sheet | null
  statements: Statement[]
  receipt: ReceiptView & { problem: string | null }
}

/** What became of 「送る」: the number to keep, and every word that was sent. */
export const MemberSentPage: FC<MemberSentProps> = ({ year, programmes, sheet, statements, receipt }) => (
  <Page title={receipt.problem ? '送れませんでした' : 'お送りいただき、ありがとうございました'} here={memberPath}>
    <WhereInYear year={year} />
    {receipt.problem ? (
      <p class="error-summary" role="alert">
        {receipt.problem}
      </p>
    ) : (
      <div class="receipt" role="status">
        <p>
          {'受付番号 '}
          <strong class="receipt-number">{receipt.receiptNo}</strong>
        </p>
        <p>
          <At at={receipt.receivedAt} />
        </p>
      </div>
    )}
    <h2>{`送った御意見（${statements.length}件）`}</h2>
    <StatementList statements={statements} names={programmes} />
    {sheet && (
      <p>{`書き直したいときは、事務局（${sheet.definition.report.office}）に知らせてください。事務局が戻すと、続きから書けます。`}</p>
    )}
    <p class="near">
      <a href={memberYearPath(year, year.seatKey)}>担当の施策の一覧へ</a>
      <a href={memberPath}>委員のページへ</a>
    </p>
  </Page>
)
