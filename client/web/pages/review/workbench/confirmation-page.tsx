import { randomUUID } from 'node:crypto'
import type { FC } from 'hono/jsx'
import { circled } from '../../../../../domain/review/circled.js'
import { remarkName, toldWays } from '../../../../../domain/review/remark.js'
import type { Seat } from '../../../../app/review/remarks/remark-places.js'
import type { Bench } from '../../../../app/review/workbench/bench.js'
import type { Said } from '../../../../app/review/workbench/said.js'
import { Page } from '../../../layout.js'
import { nameIn, type OfficeYear } from '../../../review/office-year.js'
import { confirmationPath, confirmationsPath } from '../../../review-paths.js'
import { At, yearWords } from '../../../words.js'
import { ConfirmedState, Problems, Unkept } from './remark-parts.js'

export interface ConfirmationPageProps {
  year: OfficeYear
  seat: Seat
  /** what the office wrote down of this member */
  said: Said[]
  benches: Bench[]
  problems: string[]
  /** what was typed or ticked and not taken, by the remark's number */
  typed: Map<number, { text: string; ticked: boolean }>
  /** how it was confirmed, as it was chosen and not taken */
  way: string
  /** how many have just been recorded */
  done: number
}

/** What a remark is called on paper: it keeps its number when it is confirmed or corrected. */
export const remarkNumber = (key: string): string => remarkName(key.replace(/^r/, ''))

/** The opinion that a remark has become, as it stands in the draft. */
const Became: FC<{ one: Said; benches: Bench[] }> = ({ one, benches }) => (
  <>
    {one.usedIn.map(({ subject, no }) => {
      const opinion = benches.find((bench) => bench.subject === subject)?.opinions.find((other) => other.no === no)
      return opinion ? <p class="written">{`検証意見（案）${circled(no)}　${opinion.text}`}</p> : null
    })}
  </>
)

/** 「発言の御確認」 of one member: to be printed and sent, and to be entered when the member has answered. */
export const ConfirmationPage: FC<ConfirmationPageProps> = ({ year, seat, said, benches, problems, typed, way: chosen, done }) => {
  const asked = (no: number) => said.some((one) => one.no === no && one.confirmed === 'not-yet')
  const away = [...typed].filter(([no]) => !asked(no))
  const path = confirmationPath(year.cycle, seat.id.split('/').at(-1) ?? '')
  return (
    <Page title="発言の御確認" cycle={year.cycle}>
      <p class="no-print">
        <a href={confirmationsPath(year.cycle)}>発言の確認に戻る</a>
        {'　このまま印刷して、委員に送れます。氏名は入りません。'}
      </p>
      {done > 0 && (
        <p class="receipt" role="status">
          {`発言${done}件について、委員の確認を記録しました。`}
        </p>
      )}
      <Problems problems={problems} />
      <Unkept word="委員の確認" typed={away.map(([no, { text }]) => [remarkName(no), text])} />
      <p>{`${seat.bodyName}　${seat.title}　様`}</p>
      <p>
        <At at={year.cycle.now} as="day" />
        {`　${year.definition.report.office}`}
      </p>
      <p>
        {`${yearWords(year.cycle.fiscalYear)}の検証に当たり、御発言を次のとおり書き留めました。お確かめのうえ、直すところがあればお知らせください。御発言は、どなたのものかを示さずに整理します。`}
      </p>
      {said.length === 0 ? (
        <p>この委員の発言として記録したものは、まだありません。</p>
      ) : (
        <form method="post" action={path}>
          <input type="hidden" name="_key" value={randomUUID()} />
          {said.map((one) => (
            <section class="opinion">
              <h2>{`${remarkNumber(one.key)}　${nameIn(year.subjects, one.subject)}`}</h2>
              <p class="written">{one.text}</p>
              <Became one={one} benches={benches} />
              <p>
                {one.confirmed === 'not-yet' ? (
                  '□ このとおり　　□ 次のとおり直す（　　　　　　　　　　　　　　　　　　）'
                ) : (
                  <ConfirmedState of={one.confirmed} />
                )}
              </p>
              {one.confirmed === 'not-yet' && year.cycle.state === 'running' && (
                <div class="no-print">
                  <p class="check">
                    <label>
                      <input type="checkbox" name="no" value={String(one.no)} checked={typed.get(one.no ?? 0)?.ticked} />
                      {' 委員が確かめた'}
                    </label>
                  </p>
                  <p>
                    <label for={`text-${one.no}`}>委員の言うとおりの文（直したときは書き換える）</label>
                    <textarea id={`text-${one.no}`} name={`text.${one.no}`} rows={3} cols={50}>
                      {typed.get(one.no ?? 0)?.text ?? one.text}
                    </textarea>
                  </p>
                </div>
              )}
            </section>
          ))}
          {said.some(({ confirmed }) => confirmed === 'not-yet') && year.cycle.state === 'running' && (
            <div class="no-print">
              <p>
                <label for="way">どのように確かめたか</label>
                <select id="way" name="way">
                  {Object.entries(toldWays).map(([way, word]) => (
                    <option value={way} selected={way === chosen}>
                      {word}
                    </option>
                  ))}
                </select>
              </p>
              <button type="submit">印を付けた発言について、委員の確認を記録する</button>
            </div>
          )}
        </form>
      )}
    </Page>
  )
}
