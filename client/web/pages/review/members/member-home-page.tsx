import type { FC } from 'hono/jsx'
import type { MemberMeeting } from '../../../../app/review/member/member-meetings.js'
import type { MemberYear } from '../../../../app/review/member/member-years.js'
import { Page } from '../../../layout.js'
import { memberPath, memberYearPath } from '../../../member-paths.js'
import { At, State, yearWords } from '../../../words.js'
import { EarlierMeetings, OpenMeetings } from './member-meeting-cards.js'
import { askedState } from './member-parts.js'

/** One year of one seat: what is asked until when, and the way in. */
const Year: FC<{ year: MemberYear }> = ({ year }) => {
  const { asked } = year
  const state = askedState(year)
  const path = memberYearPath(year, year.seatKey)
  return (
    <section class="member-year" aria-labelledby={`y-${year.seatKey}-${year.fiscalYear}`}>
      <h2 id={`y-${year.seatKey}-${year.fiscalYear}`}>{`${yearWords(year.fiscalYear)}　${year.name}`}</h2>
      <dl class="facts">
        <dt>会議体</dt>
        <dd>{`${year.bodyName}　${year.seatTitle}`}</dd>
        <dt>お願いしていること</dt>
        <dd>{asked ? asked.title : 'いまはありません。'}</dd>
        {asked && (
          <>
            <dt>期限</dt>
            <dd>
              <At at={asked.dueAt} />
            </dd>
          </>
        )}
        {state && (
          <>
            <dt>状態</dt>
            <dd>
              <State of={state} />
            </dd>
          </>
        )}
        <dt>担当の施策</dt>
        <dd>
          {year.assigned === 0 ? 'まだ割り当てられていません。' : `${year.assigned}件`}
          {year.conflicts > 0 && `（ほかに利害関係のため対象外 ${year.conflicts}件）`}
          {!year.released && '　公開前です。'}
        </dd>
        {year.unconfirmed > 0 && year.cycleState === 'running' && (
          <>
            <dt>御発言の記録</dt>
            <dd>{`まだ確かめていないものが${year.unconfirmed}件あります。`}</dd>
          </>
        )}
      </dl>
      <p>
        <a class="button" href={path}>
          {asked && (asked.state === 'open' || asked.state === 'returned') && !asked.sealed ? '読んで、御意見を書く' : '開く'}
        </a>
      </p>
    </section>
  )
}

/** 委員のページ: the meetings one was told of, and the years and bodies one sits on. */
export const MemberHomePage: FC<{ years: MemberYear[]; meetings: MemberMeeting[] }> = ({ years, meetings }) => (
  <Page title="委員のページ" here={memberPath}>
    {years.length + meetings.length === 0 && (
      <p>いまお願いしていることはありません。お願いすることができたときは、メールでお知らせします。</p>
    )}
    <OpenMeetings meetings={meetings} />
    {years.map((year) => (
      <Year year={year} />
    ))}
    <EarlierMeetings meetings={meetings} />
  </Page>
)
