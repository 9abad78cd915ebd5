import type { FC } from 'hono/jsx'
import { formatDate } from '../../../domain/calendar/date-words.js'
import { addDays, dateOf } from '../../../domain/calendar/instants.js'
import type { ComingDay, ComingDispatches, ComingQuery } from '../../app/views/coming-dispatches.js'
import { comingMailsPath, withQuery } from '../paths.js'

const span = 14

/** One day's bar: what chases after its due date first, then the rest, then what waits and what is foretold, which are only outlines. */
const DayBar: FC<{ day: ComingDay; most: number }> = ({ day, most }) => {
  const width = (count: number) => Math.round((count / most) * 10_000) / 100
  const going = day.matters - day.held - day.foretold
  const late = Math.min(day.late, going)
  return (
    <svg class="count-bar" aria-hidden="true">
      {late > 0 && <rect class="passed late" width={`${width(late)}%`} y="2" height="12" />}
      {going > late && <rect class="passed now" x={`${width(late)}%`} width={`${width(going - late)}%`} y="2" height="12" />}
      {day.held > 0 && <rect class="planned" x={`${width(going)}%`} width={`${width(day.held)}%`} y="2" height="12" />}
      {day.foretold > 0 && (
        <rect class="planned foretold" x={`${width(day.matters - day.foretold)}%`} width={`${width(day.foretold)}%`} y="5" height="6" />
      )}
    </svg>
  )
}

const sum = (days: ComingDay[], of: 'matters' | 'foretold'): number => days.reduce((total, day) => total + day[of], 0)

/** The coming two weeks, a row a day on which something leaves, in numbers and as bars; what comes later, in one sentence. */
export const ComingChart: FC<{ city: string; coming: ComingDispatches; query: ComingQuery }> = ({ city, coming: { days, now }, query }) => {
  const last = addDays(dateOf(now), span)
  const near = days.filter(({ day }) => day <= last)
  const far = days.filter(({ day }) => day > last)
  const most = Math.max(1, ...near.map(({ matters }) => matters))
  const path = (day: string) => withQuery(comingMailsPath(city), { ...query, day, page: '' })
  const [next] = far
  const later = { matters: sum(far, 'matters'), foretold: sum(far, 'foretold') }
  return (
    <section aria-labelledby="fortnight">
      <h2 id="fortnight">これから2週間</h2>
      {near.length === 0 ? (
        <p>2週間のうちに送る予定のメールはありません。</p>
      ) : (
        <>
          <p class="legend">
            <span class="key key-late">期限を過ぎたものの再依頼など</span>
            <span class="key key-now">そのほかの連絡</span>
            <span class="key key-planned">保留しているもの</span>
            <span class="key key-foretold">まだ始まっていない工程のもの</span>
          </p>
          <table class="counts">
            <thead>
              <tr>
                <th scope="col">送る日</th>
                <th scope="col" class="n">
                  メール
                </th>
                <th scope="col" class="n">
                  用件
                </th>
                <th scope="col" class="n">
                  うち再依頼など
                </th>
                <th scope="col" class="n">
                  うち保留
                </th>
                <th scope="col" class="n">
                  うち開始前
                </th>
                <th scope="col">
                  <span class="unseen">図</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {near.map((one) => (
                <tr>
                  <th scope="row">
                    <a href={path(one.day)} aria-current={query.day === one.day ? 'true' : undefined}>
                      {formatDate(one.day)}
                    </a>
                  </th>
                  <td class="n">{one.mails}</td>
                  <td class="n">{one.matters}</td>
                  <td class="n">{one.late}</td>
                  <td class="n">{one.held}</td>
                  <td class="n">{one.foretold}</td>
                  <td class="c-count">
                    <DayBar day={one} most={most} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {next && (
        <p class="soft">
          {'その後は、'}
          <a href={path(next.day)}>{formatDate(next.day)}</a>
          {`からの${far.length}日に、用件${later.matters}件を送る予定です${later.foretold > 0 ? `（うち、まだ始まっていない工程のもの${later.foretold}件）` : ''}。`}
        </p>
      )}
    </section>
  )
}
