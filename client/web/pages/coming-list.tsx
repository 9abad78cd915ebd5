import type { FC } from 'hono/jsx'
import { formatDate, formatTime } from '../../../domain/calendar/date-words.js'
import { dateOf, timeOf } from '../../../domain/calendar/instants.js'
import { type ComingDispatches, type ComingMail, type ComingQuery, comingPage } from '../../app/views/coming-dispatches.js'
import type { ForetoldGroup } from '../../app/views/foretold-groups.js'
import { heldWord, noticeKindWord, noticeStateWord } from '../../app/views/words.js'
import { comingMailPath, comingMailsPath, foretoldMailPath, withQuery } from '../paths.js'
import { At, postName, Scroll, State } from '../words.js'
import { type ComingActs, CoveringForm } from './coming-forms.js'
import { ForetoldState } from './foretold-state.js'
import { kindsInWords } from './kind-counts.js'

const waitingIn = ({ held }: ComingMail): number => Object.values(held).reduce((sum, count) => sum + count, 0)
const allWaits = (mail: ComingMail): boolean => waitingIn(mail) === mail.matters

const Waits: FC<{ mail: ComingMail }> = ({ mail }) => {
  const causes = Object.entries(mail.held)
  const waiting = waitingIn(mail)
  if (waiting === 0) return <State of={noticeStateWord('planned')} />
  return (
    <>
      <State of={{ ...noticeStateWord('held'), word: waiting === mail.matters ? '保留' : `一部保留（${waiting}件）` }} />
      <span class="soft">{causes.map(([why]) => heldWord(why)).join('、')}</span>
    </>
  )
}

/** What the plan says of steps that have not opened: step, kind, how many, until when, why. */
const Foretold: FC<{ groups: ForetoldGroup[] }> = ({ groups }) => (
  <ul class="facts-line">
    {groups.map(({ stepName, kind, matters, dueAt, reason, onAcceptance }) => (
      <li>
        {`${stepName}：${noticeKindWord(kind)}${matters}件（期限 `}
        <At at={dueAt} as="short" />
        {`${onAcceptance ? '。受理され次第' : ''}）`}
        <span class="soft">{reason}</span>
      </li>
    ))}
  </ul>
)

const Row: FC<{ mail: ComingMail; city: string }> = ({ mail, city }) => (
  <tr>
    <th scope="row">
      <a href={(mail.foretold ? foretoldMailPath : comingMailPath)(city, mail.slot, mail.box)}>
        {postName(mail)}
        {mail.posts > 1 && `ほか${mail.posts - 1}職`}
      </a>
      <span class="soft">{mail.mailbox === '' ? '宛先がありません' : mail.mailbox}</span>
    </th>
    <td>{mail.foretold ? <Foretold groups={mail.foretold} /> : kindsInWords(mail.kinds)}</td>
    <td>
      <At at={mail.dueAt} as="short" />
    </td>
    <td>{mail.foretold ? <ForetoldState /> : <Waits mail={mail} />}</td>
  </tr>
)

interface DispatchProps {
  slot: string
  mails: ComingMail[]
  city: string
  line: string
  now: string
  stopped: boolean
  acts: ComingActs | null
}

const Dispatch: FC<DispatchProps> = ({ slot, mails, city, line, now, stopped, acts }) => {
  const field = `cover:${slot}`
  return (
    <section>
      <h3>
        <time datetime={slot}>{formatTime(timeOf(slot))}</time>
        {`の便　メール${new Set(mails.map(({ box }) => box)).size}通`}
        {slot <= now && (stopped || mails.every(allWaits) ? '（時刻の過ぎたもの）' : '（まもなく送ります）')}
      </h3>
      {line !== '' && <p class="soft">{`この便の全てのメールの添え書き：${line}`}</p>}
      {acts && slot > now && mails.some(({ foretold }) => foretold === null) && (
        <CoveringForm
          path={`${comingMailsPath(city)}/acts`}
          field={field}
          summary="この便の全てのメールに添え書きをする"
          line={line}
          more={{ slot }}
          problem={acts.problem}
        />
      )}
      <Scroll label={`${formatDate(dateOf(slot))}${formatTime(timeOf(slot))}に送るメール`}>
        <table class="coming">
          <thead>
            <tr>
              <th scope="col">宛先</th>
              <th scope="col">用件（急ぐものから）</th>
              <th scope="col">最も早い期限</th>
              <th scope="col">状態</th>
            </tr>
          </thead>
          <tbody>
            {mails.map((mail) => (
              <Row mail={mail} city={city} />
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  )
}

/** The coming mails, by day and dispatch, a page at a time. */
export const ComingList: FC<{
  city: string
  coming: ComingDispatches
  query: ComingQuery
  /** nothing leaves until it is let go again */
  stopped: boolean
  acts: ComingActs | null
}> = ({ city, coming, query, stopped, acts }) => {
  const { mails, total, lines: all, matters, now, dispatchLines } = coming
  const path = comingMailsPath(city)
  const slots = [...new Set(mails.map(({ slot }) => slot))]
  const days = [...new Set(slots.map(dateOf))]
  const first = (query.page - 1) * comingPage + 1
  if (mails.length === 0)
    return (
      <p>
        {total > 0 || query.page > 1 ? 'この先にメールはありません。' : 'この条件に当てはまるメールはありません。'}
        <a href={path}>全ての予定を見る</a>
      </p>
    )
  return (
    <>
      <p>
        {`メール${total}通（用件${matters}件）。`}
        {all > mails.length && `${all}行のうち${first}行目から${first + mails.length - 1}行目まで。`}
        {'宛先を開くと、用件・理由・文面を確かめて、止めたり今すぐ送ったりできます。まだ始まっていない工程のものは、文面を確かめられます。'}
      </p>
      {days.map((day) => (
        <section id={`day-${day}`}>
          <h2>{formatDate(day)}</h2>
          {slots
            .filter((slot) => dateOf(slot) === day)
            .map((slot) => (
              <Dispatch
                slot={slot}
                city={city}
                line={dispatchLines[slot] ?? ''}
                now={now}
                stopped={stopped}
                acts={acts}
                mails={mails.filter((mail) => mail.slot === slot)}
              />
            ))}
        </section>
      ))}
      {all > comingPage && (
        <nav class="near" aria-label="前後のメール">
          {query.page > 1 && <a href={withQuery(path, { ...query, page: query.page - 1 })}>{`前の${comingPage}行`}</a>}
          {query.page * comingPage < all && <a href={withQuery(path, { ...query, page: query.page + 1 })}>{`次の${comingPage}行`}</a>}
        </nav>
      )}
    </>
  )
}
