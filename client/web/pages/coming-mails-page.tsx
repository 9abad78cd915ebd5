import type { FC } from 'hono/jsx'
import { formatDate, formatTime } from '../../../domain/calendar/date-words.js'
import { dateOf, timeOf } from '../../../domain/calendar/instants.js'
import type { EscalationProposal } from '../../app/steering/escalation.js'
import { type ComingDispatches, type ComingMail, type ComingQuery, comingPage } from '../../app/views/coming-dispatches.js'
import type { HeldMails } from '../../app/views/held-mails.js'
import type { CycleLine } from '../../app/views/list-cycles.js'
import { heldWord, noticeKindWord, noticeStateWord } from '../../app/views/words.js'
import { Page } from '../layout.js'
import { comingMailPath, comingMailsPath, mailsPath, withQuery } from '../paths.js'
import { At, postName, Scroll, State } from '../words.js'
import type { ActProblem } from './act-line.js'
import { ComingChart } from './coming-chart.js'
import { CoveringForm, FormProblem } from './coming-forms.js'
import { HeldPanels, StopAll } from './coming-panels.js'
import { kindsInWords } from './kind-counts.js'
import { Escalations } from './mail-acts.js'

/** What the office may do here; null for whoever only looks. */
export interface ComingActs {
  posts: { id: string; title: string; departmentName: string }[]
  problem: ActProblem | null
}

export interface ComingMailsProps {
  cycle: CycleLine
  coming: ComingDispatches
  query: ComingQuery
  held: HeldMails
  /** the office's sentences for whole dispatches */
  lines: Record<string, string>
  /** what is late beyond the section's head, and waits for the office's decision */
  proposals: EscalationProposal[]
  acts: ComingActs | null
  /** what has been done just now */
  done: string | null
}

const Waits: FC<{ mail: ComingMail }> = ({ mail }) => {
  const causes = Object.entries(mail.held)
  const waiting = causes.reduce((sum, [, count]) => sum + count, 0)
  if (waiting === 0) return <State of={noticeStateWord('planned')} />
  return (
    <>
      <State of={{ ...noticeStateWord('held'), word: waiting === mail.matters ? '保留' : `一部保留（${waiting}件）` }} />
      <span class="soft">{causes.map(([why]) => heldWord(why)).join('、')}</span>
    </>
  )
}

const Row: FC<{ mail: ComingMail; city: string }> = ({ mail, city }) => (
  <tr>
    <th scope="row">
      <a href={comingMailPath(city, mail.slot, mail.box)}>
        {postName(mail)}
        {mail.posts > 1 && `ほか${mail.posts - 1}職`}
      </a>
      <span class="soft">{mail.mailbox === '' ? '宛先がありません' : mail.mailbox}</span>
    </th>
    <td>{kindsInWords(mail.kinds)}</td>
    <td>
      <At at={mail.dueAt} as="short" />
    </td>
    <td>
      <Waits mail={mail} />
    </td>
  </tr>
)

const Dispatch: FC<{ slot: string; mails: ComingMail[]; city: string; line: string; now: string; acts: ComingActs | null }> = (props) => {
  const { slot, mails, city, line, now, acts } = props
  const field = `cover:${slot}`
  return (
    <section>
      <h3>
        <time datetime={slot}>{formatTime(timeOf(slot))}</time>
        {`の便　メール${mails.length}通`}
        {slot <= now && '（時刻の過ぎたもの）'}
      </h3>
      {line !== '' && <p class="soft">{`この便の全てのメールの添え書き：${line}`}</p>}
      {acts && slot > now && (
        <CoveringForm
          path={`${comingMailsPath(city)}/acts`}
          field={field}
          summary="この便の全てのメールに添え書きをする"
          line={line}
          more={{ slot }}
          problem={acts.problem}
        />
      )}
      <Scroll label={`${formatDate(dateOf(slot))}に送るメール`}>
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

const heldCauses: [string, string][] = [
  ['', '全て'],
  ['release', '初回メールの点検待ち'],
  ['office', '事務局が保留'],
  ['address', '宛先がなく保留'],
  ['letter', '文面が書けず保留'],
]
export const isHeldCause = (text: string): boolean => heldCauses.some(([id]) => id === text)

const Select: FC<{ name: string; label: string; value: string; options: [string, string][] }> = ({ name, label, value, options }) => (
  <p>
    <label for={name}>{label}</label>
    <select id={name} name={name}>
      {options.map(([id, word]) => (
        <option value={id} selected={id === value}>
          {word}
        </option>
      ))}
    </select>
  </p>
)

const Filter: FC<{ coming: ComingDispatches; query: ComingQuery }> = ({ coming: { days, sections, steps, kinds }, query }) => (
  <form method="get" class="filter">
    <Select
      name="day"
      label="送る日"
      value={query.day}
      options={[['', '全ての日'], ...days.map(({ day }): [string, string] => [day, formatDate(day)])]}
    />
    <Select
      name="section"
      label="課"
      value={query.section}
      options={[['', '全ての課'], ...sections.map(({ id, name }): [string, string] => [id, name])]}
    />
    <Select
      name="step"
      label="工程"
      value={query.step}
      options={[['', '全ての工程'], ...steps.map(({ id, name }): [string, string] => [id, name])]}
    />
    <Select
      name="kind"
      label="種類"
      value={query.kind}
      options={[['', '全ての種類'], ...kinds.map((kind): [string, string] => [kind, noticeKindWord(kind)])]}
    />
    <Select name="held" label="保留" value={query.held} options={heldCauses} />
    <p>
      <button type="submit">この条件で表示する</button>
    </p>
  </form>
)

const List: FC<Pick<ComingMailsProps, 'cycle' | 'coming' | 'query' | 'lines' | 'acts'>> = ({ cycle, coming, query, lines, acts }) => {
  const { city } = cycle
  const { mails, total, matters, now } = coming
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
        {total > mails.length && `${first}通目から${first + mails.length - 1}通目まで。`}
        {'宛先を開くと、用件・理由・文面を確かめて、止めたり今すぐ送ったりできます。'}
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
                line={lines[slot] ?? ''}
                now={now}
                acts={acts}
                mails={mails.filter((mail) => mail.slot === slot)}
              />
            ))}
        </section>
      ))}
      {total > comingPage && (
        <nav class="near" aria-label="前後のメール">
          {query.page > 1 && <a href={withQuery(path, { ...query, page: query.page - 1 })}>{`前の${comingPage}通`}</a>}
          {query.page * comingPage < total && <a href={withQuery(path, { ...query, page: query.page + 1 })}>{`次の${comingPage}通`}</a>}
        </nav>
      )}
    </>
  )
}

/** 送信予定: tomorrow, who gets what and why; to be held and sent. One mail a mailbox and dispatch. */
export const ComingMailsPage: FC<ComingMailsProps> = ({ cycle, coming, query, held, lines, proposals, acts, done }) => (
  <Page title="送信予定" cycle={cycle} here={comingMailsPath(cycle.city)} wide>
    <p>
      これから送るメールを、送る日時の順に示します。同じ宛先のものは一便ごとに一通にまとめ、提出などで不要になったものは自動で取りやめます。
      <a href={mailsPath(cycle.city)}>送ったメールを見る</a>
    </p>
    {acts?.problem && <FormProblem problem={acts.problem} />}
    {done && (
      <p class="receipt" role="status">
        {done}
      </p>
    )}
    {held.stopped && <StopAll city={cycle.city} stopped={held.stopped} acts={acts} />}
    <HeldPanels city={cycle.city} held={held} acts={acts} />
    {proposals.length > 0 && <Escalations proposals={proposals} city={cycle.city} acts={acts} />}
    {coming.days.length === 0 ? (
      <p>送る予定のメールはありません。</p>
    ) : (
      <>
        <ComingChart city={cycle.city} coming={coming} query={query} />
        <Filter coming={coming} query={query} />
        <List cycle={cycle} coming={coming} query={query} lines={lines} acts={acts} />
      </>
    )}
    {!held.stopped && <StopAll city={cycle.city} stopped={null} acts={acts} />}
  </Page>
)
