import type { FC } from 'hono/jsx'
import { ampleSlack } from '../../../domain/calendar/critical-path.js'
import type { Consequences, Deadline, Outcome, SlippedDate } from '../../../domain/calendar/slips.js'
import type { Effect } from '../../app/reschedule.js'
import type { Outlook } from '../../app/views/critical-path.js'
import type { StepView } from '../../app/views/steps-of.js'
import { At, Scroll } from '../words.js'

/** What a deadline is called beside a number of days. */
export const deadlineWord = ({ kind }: Pick<Deadline, 'kind'>): string => (kind === 'assembly' ? '議会報告' : '法定の期日')

export const daysWords = (days: number): string =>
  days >= ampleSlack ? `${ampleSlack}日以上` : days < 0 ? `なし（${-days}日遅れ）` : `${days}日`

/** The deadline that a step endangers first, with the step's slack; null: it endangers none. */
export function tightest({ deadlines }: Outlook, step: string): { deadline: Outcome; days: number } | null {
  const found = deadlines.flatMap((deadline) => {
    const days = deadline.slack[step]
    return days === undefined ? [] : [{ deadline, days }]
  })
  return found.sort((a, b) => a.days - b.days)[0] ?? null
}

export const onPath = ({ deadlines }: Outlook, step: string): boolean => deadlines.some(({ path }) => path.includes(step))

const nameOf = (steps: StepView[], key: string): string => steps.find((step) => step.key === key)?.name ?? key

const edgeWord = (what: SlippedDate['what']): string => (what === 'opens' ? '開始' : '期限')

/** 常任委員会（8/29）には間に合います（余裕5開庁日） */
export const OutcomeLine: FC<{ outcome: Outcome; steps: StepView[] }> = ({ outcome, steps }) => (
  <>
    {outcome.kind === 'assembly' ? `「${nameOf(steps, outcome.step)}」（` : '法定の期日（'}
    <At at={outcome.at} as="day" />
    {'）には'}
    {outcome.missed ? (
      <strong class="late-word">{`間に合いません（${-outcome.spare}開庁日の不足）`}</strong>
    ) : (
      `間に合います（余裕${outcome.spare}開庁日）`
    )}
    {'。'}
  </>
)

/** What a reschedule would write anew: a table of the steps' dates, and how many assignments are told of a new due date. */
export const MovedDates: FC<{ effects: Effect[]; steps: StepView[]; label: string }> = ({ effects, steps, label }) => {
  const own = effects.filter(({ id }) => steps.some((one) => one.id === id))
  const asked = effects.length - own.length
  return (
    <>
      {own.length === 0 ? (
        <p>変わる日はありません。</p>
      ) : (
        <Scroll label={label}>
          <table>
            <thead>
              <tr>
                <th scope="col">工程</th>
                <th scope="col">日</th>
                <th scope="col">今まで</th>
                <th scope="col">変更後</th>
              </tr>
            </thead>
            <tbody>
              {own.map(({ id, what, from, to }) => (
                <tr>
                  <th scope="row">{steps.find((one) => one.id === id)?.name ?? id}</th>
                  <td>{edgeWord(what)}</td>
                  <td>
                    <At at={from} />
                  </td>
                  <td>
                    <At at={to} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {asked > 0 && <p>{`依頼中の${asked}件の期限も変わり、担当に通知します。`}</p>}
    </>
  )
}

/** いま n 日遅れ: what a late step moves by itself when it ends today. */
export const LateSentence: FC<{ late: Consequences & { daysLate: number }; steps: StepView[] }> = ({ late, steps }) => {
  const next = late.dates[0]
  return (
    <>
      <strong class="late-word">{`いま${late.daysLate}日遅れ。`}</strong>
      {next ? (
        <>
          {`今日終わっても、「${nameOf(steps, next.step)}」の${edgeWord(next.what)}が`}
          <At at={next.from} as="short" />
          {'から'}
          <At at={next.to} as="short" />
          {`にずれます${late.dates.length > 1 ? `（ほか${late.dates.length - 1}か所）` : ''}。`}
        </>
      ) : (
        '今日終われば、ほかの工程の日程は変わりません。'
      )}
      {late.outcomes.map((outcome) => (
        <OutcomeLine outcome={outcome} steps={steps} />
      ))}
    </>
  )
}

/** Dates that become others, one row each. */
export const SlippedDates: FC<{ dates: SlippedDate[]; steps: StepView[]; caption: string }> = ({ dates, steps, caption }) => (
  <table>
    <caption>{caption}</caption>
    <thead>
      <tr>
        <th scope="col">工程</th>
        <th scope="col">日</th>
        <th scope="col">今まで</th>
        <th scope="col">変更後</th>
        <th scope="col" class="n">
          開庁日
        </th>
      </tr>
    </thead>
    <tbody>
      {dates.map(({ step, what, from, to, days }) => (
        <tr>
          <th scope="row">{nameOf(steps, step)}</th>
          <td>{edgeWord(what)}</td>
          <td>
            <At at={from} />
          </td>
          <td>
            <At at={to} />
          </td>
          <td class="n">{days > 0 ? `${days}日後` : days < 0 ? `${-days}日前` : '同じ日'}</td>
        </tr>
      ))}
    </tbody>
  </table>
)
