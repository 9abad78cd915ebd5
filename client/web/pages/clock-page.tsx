import type { FC } from 'hono/jsx'
import type { Instant } from '../../../domain/process/command.js'
import type { CycleLine } from '../../app/views/list-cycles.js'
import { Page } from '../layout.js'
import { clockPath } from '../paths.js'
import { At } from '../words.js'

interface Props {
  cycle: CycleLine
  /** when the next mails leave; null: none are planned */
  mailsLeave: Instant | null
  /** a press that took too long goes on from here */
  target?: string | null
  problem?: string
}

/** Moves the day of a played year. */
export const ClockPage: FC<Props> = ({ cycle, mailsLeave, target, problem }) => (
  <Page title="再生用の時計を進める" cycle={cycle}>
    {problem && (
      <div class="error-summary" role="alert">
        <h2>入力内容を確かめてください</h2>
        <p>
          <a href="#date">{problem}</a>
        </p>
      </div>
    )}
    <p>
      {'この年度は再生用の時計で動いています。いまは '}
      <strong>
        <At at={cycle.now} />
      </strong>
      {' です。進めると、その間に送るはずのメールが送られ、期限を過ぎたものは期限超過になります。戻すことはできません。'}
    </p>
    <form method="post" action={clockPath(cycle.city)} class="question">
      {target ? (
        <p>
          {'まだ進めている途中です。'}
          <button type="submit" name="to" value={target}>
            続きを進める
          </button>
        </p>
      ) : (
        <>
          <p class="buttons">
            <button type="submit" name="to" value="day">
              次の日の朝まで進める
            </button>
            {mailsLeave && (
              <button type="submit" name="to" value={mailsLeave} class="second">
                {'次の送信時刻（'}
                <At at={mailsLeave} />
                {'）まで進める'}
              </button>
            )}
            <button type="submit" name="to" value="week" class="second">
              1週間進める
            </button>
          </p>
          <p>
            <label for="date">日を指定する</label>
            <span class="hint" id="date-hint">
              例：12月5日、平成28年12月5日、2016-12-05
            </span>
            <input id="date" name="date" size={12} aria-describedby="date-hint" />
          </p>
          <p>
            <button type="submit" name="to" value="date" class="second">
              この日の朝まで進める
            </button>
          </p>
        </>
      )}
    </form>
  </Page>
)
