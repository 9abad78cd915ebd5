import type { FC } from 'hono/jsx'
import type { SeatConfirmed } from '../../../../app/review/remarks/confirmations.js'
import { assignmentStateWord } from '../../../../app/views/words.js'
import { Page } from '../../../layout.js'
import { sheetPath } from '../../../paths.js'
import type { OfficeYear } from '../../../review/office-year.js'
import { confirmationPath, remarksPath } from '../../../review-paths.js'
import { Scroll, State } from '../../../words.js'

const seatKey = (id: string): string => id.split('/').at(-1) ?? ''

/** 発言の確認: how many of the recorded remarks their members have confirmed. */
export const ConfirmationsPage: FC<{ year: OfficeYear; seats: SeatConfirmed[]; unnamed: number }> = ({ year, seats, unnamed }) => {
  const sum = (of: (one: SeatConfirmed) => number) => seats.reduce((total, one) => total + of(one), 0)
  return (
    <Page title="発言の確認" cycle={year.cycle} wide>
      <p>
        {`委員の発言として記録した ${sum(({ recorded }) => recorded)}件のうち、委員が確かめたもの ${sum(({ confirmed }) => confirmed)}件。`}
        {unnamed > 0 && `ほかに、委員を決めずに記録した発言が${unnamed}件あります。`}
        <a href={remarksPath(year.cycle)}>発言の記録</a>
      </p>
      <p>委員は自分の画面で確かめられます。電話や紙で確かめたときは、委員ごとの画面から事務局が記録します。</p>
      {seats.length === 0 ? (
        <p>この年度の会議体に、委員の席はまだ登録されていません。</p>
      ) : (
        <Scroll label="委員ごとの確認">
          <table>
            <caption class="unseen">委員ごとの確認</caption>
            <thead>
              <tr>
                <th scope="col">委員</th>
                <th scope="col" class="n">
                  記録した発言
                </th>
                <th scope="col" class="n">
                  確認済み
                </th>
                <th scope="col" class="n">
                  委員が書いたもの
                </th>
                <th scope="col">委員への依頼</th>
              </tr>
            </thead>
            <tbody>
              {seats.map(({ id, title, bodyName, recorded, confirmed, written, asked }) => (
                <tr>
                  <th scope="row">
                    <a href={confirmationPath(year.cycle, seatKey(id))}>{title}</a>
                    <span class="soft">{bodyName}</span>
                  </th>
                  <td class="n">{recorded}</td>
                  <td class="n">{confirmed}</td>
                  <td class="n">{written}</td>
                  <td>
                    {asked.length === 0
                      ? '依頼なし'
                      : asked.map((one) => (
                          <p>
                            <State of={assignmentStateWord(one.state, null)} />{' '}
                            <a href={sheetPath(one.id)}>
                              {['open', 'returned'].includes(one.state) ? '紙で届いた御意見を代わりに入力する' : '送られた御意見を見る'}
                            </a>
                          </p>
                        ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Page>
  )
}
