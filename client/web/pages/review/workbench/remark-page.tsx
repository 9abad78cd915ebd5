import type { FC } from 'hono/jsx'
import { type Confirmed, isConfirmed, remarkName, sourceWord, toldWord } from '../../../../../domain/review/remark.js'
import type { Seat } from '../../../../app/review/remarks/remark-places.js'
import { Page } from '../../../layout.js'
import { acts, nameIn, type SubjectsYear } from '../../../review/office-year.js'
import { remarkPath, remarksPath } from '../../../review-paths.js'
import { At } from '../../../words.js'
import { ConfirmedState, Problems, SeatOptions, SubjectOptions, Unkept } from './remark-parts.js'

export interface RemarkPageProps {
  year: SubjectsYear
  row: {
    no: number
    subject: string
    text: string
    seat: string | null
    source: string
    place: string
    told: string | null
    takenBack: boolean
    recordedAt: Date
    /** in the words of the member who mended it, and how far it is confirmed; null: it does not stand */
    said: { text: string; confirmed: Confirmed } | null
  }
  earlier: { no: number; text: string; mended: string | null; subject: string; place: string; told: string | null }[]
  seats: Seat[]
  /** the row that stands in its place */
  next: { no: number; takenBack: boolean } | null
  problems: string[]
  /** what was typed and not taken */
  typed: Record<string, string> | null
  formKey: string
}

const Mend: FC<RemarkPageProps> = ({ year, row, seats, typed, formKey }) => {
  const confirmed = row.said !== null && isConfirmed(row.said.confirmed)
  return (
    <>
      <form method="post" action={remarkPath(year.cycle, row.no)} class="question">
        <h2>訂正する</h2>
        <input type="hidden" name="_key" value={formKey} />
        <p>
          <label for="subject">対象</label>
          <select id="subject" name="subject">
            <SubjectOptions subjects={year.subjects} value={typed?.['subject'] ?? row.subject} />
          </select>
        </p>
        <p>
          <label for="text">発言</label>
          {confirmed && (
            <span class="hint" id="text-hint">
              委員が確かめた文です。この文か委員を変えると、未確認に戻ります。対象や箇所だけの訂正では、確認は残ります。
            </span>
          )}
          <textarea id="text" name="text" rows={5} cols={60} required aria-describedby={confirmed ? 'text-hint' : undefined}>
            {typed?.['text'] ?? row.said?.text ?? row.text}
          </textarea>
        </p>
        <p>
          <label for="place">出所の中の箇所</label>
          <input id="place" name="place" value={typed?.['place'] ?? row.place} maxlength={200} />
        </p>
        <p>
          <label for="seat">発言した委員</label>
          <select id="seat" name="seat">
            <SeatOptions seats={seats} value={typed?.['seat'] ?? row.seat ?? ''} />
          </select>
        </p>
        <button type="submit" name="_act" value="correct">
          訂正する（前の文も残ります）
        </button>
      </form>
      <form method="post" action={remarkPath(year.cycle, row.no)} class="question">
        <h2>取り消す</h2>
        <input type="hidden" name="_key" value={`b-${formKey}`.slice(0, 64)} />
        <p>
          <label for="reason">取り消す理由</label>
          <input id="reason" name="reason" value={typed?.['reason'] ?? ''} required maxlength={500} />
        </p>
        <button type="submit" name="_act" value="take-back" class="second">
          この発言の記録を取り消す
        </button>
      </form>
    </>
  )
}

/** One remark: what it says, what it said before, and how to mend it. */
export const RemarkPage: FC<RemarkPageProps> = (props) => {
  const { year, row, earlier, next, problems, typed } = props
  const stands = !row.takenBack && next === null
  return (
    <Page title={remarkName(row.no)} cycle={year.cycle}>
      <p>
        <a href={remarksPath(year.cycle)}>発言の記録に戻る</a>
      </p>
      <Problems problems={problems} />
      {typed && !(stands && acts(year)) && (
        <Unkept
          word="訂正・取消し"
          typed={Object.entries({ text: '発言', place: '出所の中の箇所', reason: '取り消す理由' }).map(([name, label]) => [
            label,
            typed[name] ?? '',
          ])}
        />
      )}
      <dl class="facts">
        <dt>対象</dt>
        <dd>{nameIn(year.subjects, row.subject)}</dd>
        <dt>発言</dt>
        <dd class="written">{row.said?.text ?? row.text}</dd>
        {row.said && row.said.text !== row.text && (
          <>
            <dt>委員が直す前の文</dt>
            <dd class="written">{row.text}</dd>
          </>
        )}
        <dt>出所</dt>
        <dd>{[sourceWord(row.source), row.place, toldWord(row.told)].filter(Boolean).join('・')}</dd>
        {row.said && (
          <>
            <dt>委員の確認</dt>
            <dd>
              <ConfirmedState of={row.said.confirmed} />
            </dd>
          </>
        )}
        <dt>記録した日時</dt>
        <dd>
          <At at={row.recordedAt.toISOString()} />
        </dd>
      </dl>
      {row.takenBack ? (
        <p>この発言の記録は取り消されています。</p>
      ) : next ? (
        <p>
          {next.takenBack ? 'この発言の記録は取り消されました。' : 'この行は訂正されています。'}
          <a href={remarkPath(year.cycle, next.no)}>{`番号${next.no}を見る`}</a>
        </p>
      ) : (
        acts(year) && <Mend {...props} />
      )}
      {earlier.length > 0 && (
        <>
          <h2>訂正の前</h2>
          <ul class="rows">
            {earlier.map((one) => (
              <li>
                <span class="written">{one.text}</span>
                {one.mended && <span class="written">{`委員が直した文：${one.mended}`}</span>}
                <span class="soft">
                  {[`番号${one.no}`, nameIn(year.subjects, one.subject), one.place, toldWord(one.told)].filter(Boolean).join('・')}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Page>
  )
}
