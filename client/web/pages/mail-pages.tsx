import type { FC } from 'hono/jsx'
import { formatDateTime } from '../../../domain/calendar/date-words.js'
import type { EscalationProposal } from '../../app/steering/escalation.js'
import type { MailSettled } from '../../app/steering/step-acts.js'
import type { ComingNotice } from '../../app/views/coming-mails.js'
import type { CycleLine } from '../../app/views/list-cycles.js'
import type { MailLine, MailView } from '../../app/views/mails.js'
import { noticeKindWord, noticeStateWord } from '../../app/views/words.js'
import { Page } from '../layout.js'
import { comingMailsPath, mailPath, mailsPath, processPath, withQuery } from '../paths.js'
import { At, Scroll, State } from '../words.js'
import { Escalations, HoldOrRelease, type NoticeActs, NoticeProblem, Settle, type SettleProps } from './mail-acts.js'

const Dispatch: FC<{ at: string; notices: ComingNotice[]; city: string; acts: NoticeActs | null }> = ({ at, notices, city, acts }) => (
  <section>
    <h2>
      <At at={at} />
      {`　${notices.length}件`}
    </h2>
    <Scroll label={`${formatDateTime(at)}に送るもの`}>
      <table>
        <thead>
          <tr>
            <th scope="col">宛先</th>
            <th scope="col">種類</th>
            <th scope="col">何について</th>
            <th scope="col">期限</th>
            <th scope="col">なぜ送るか</th>
            <th scope="col">状態</th>
          </tr>
        </thead>
        <tbody>
          {notices.map((notice) => (
            <tr>
              <td>
                {notice.postTitle}
                <span class="soft">{notice.mailbox}</span>
              </td>
              <td>{noticeKindWord(notice.kind)}</td>
              <td>
                <a href={processPath(notice.processId) ?? '#'}>{notice.subjectName ?? notice.step}</a>
              </td>
              <td>
                <At at={notice.dueAt} as="short" />
              </td>
              <td>{notice.reason}</td>
              <td>
                <State of={noticeStateWord(notice.state)} />
                {acts && <HoldOrRelease notice={notice} city={city} acts={acts} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  </section>
)

/** 再依頼3件、期限前のお知らせ1件 */
export const kindCounts = (notices: ComingNotice[]): string =>
  [...new Set(notices.map(({ kind }) => kind))]
    .map((one) => `${noticeKindWord(one)}${notices.filter(({ kind }) => kind === one).length}件`)
    .join('、')

export interface ComingMailsProps {
  cycle: CycleLine
  coming: ComingNotice[]
  all: boolean
  /** what is late beyond the section's head, and waits for the office's decision */
  proposals: EscalationProposal[]
  /** null: whoever looks changes nothing */
  acts: NoticeActs | null
}

/** 送信予定: what will be sent, when, to whom and why. The same mailbox gets one mail per dispatch. */
export const ComingMailsPage: FC<ComingMailsProps> = ({ cycle, coming, all, proposals, acts }) => {
  const slots = [...new Set(coming.map(({ at }) => at))]
  const near = all ? slots : slots.slice(0, 5)
  const far = slots.slice(near.length)
  return (
    <Page title="送信予定" cycle={cycle} here={comingMailsPath(cycle.city)} wide>
      <p>
        これから送るメールを、送る日時の順に示します。提出などで不要になったものは自動で取りやめます。同じ宛先のものは一通にまとめて送ります。
      </p>
      {acts?.problem && <NoticeProblem problem={acts.problem} />}
      {acts?.done && (
        <p class="receipt" role="status">
          {acts.done}
        </p>
      )}
      {proposals.length > 0 && <Escalations proposals={proposals} city={cycle.city} acts={acts} />}
      {coming.length === 0 && <p>送る予定のメールはありません。</p>}
      {near.map((at) => (
        <Dispatch at={at} city={cycle.city} acts={acts} notices={coming.filter((notice) => notice.at === at)} />
      ))}
      {far.length > 0 && (
        <>
          <h2>その後の予定</h2>
          <ul class="rows">
            {far.map((at) => (
              <li>
                <At at={at} />
                {`　${kindCounts(coming.filter((notice) => notice.at === at))}`}
              </li>
            ))}
          </ul>
          <p>
            <a href={`${comingMailsPath(cycle.city)}?all`}>全ての予定を宛先まで見る</a>
          </p>
        </>
      )}
    </Page>
  )
}

const mailStates: [string, string][] = [
  ['', '全て'],
  ['sent', '送信済'],
  ['ambiguous', '送達不明'],
  ['refused', '宛先が受け取らず'],
  ['resent', '改めて送信'],
  ['claimed', '送信準備'],
  ['dropped', '取りやめ'],
]
export const isMailState = (state: string): boolean => mailStates.some(([id]) => id === state)

/** Mails with their fate, newest first. */
export const MailsPage: FC<{ cycle: CycleLine; mails: MailLine[]; state: string; page: number; more: boolean }> = ({
  cycle,
  mails,
  state,
  page,
  more,
}) => {
  const path = mailsPath(cycle.city)
  return (
    <Page title="送ったメール" cycle={cycle} here={path} wide>
      <form method="get" class="filter">
        <p>
          <label for="state">状態</label>
          <select id="state" name="state">
            {mailStates.map(([id, word]) => (
              <option value={id} selected={id === state}>
                {word}
              </option>
            ))}
          </select>
        </p>
        <p>
          <button type="submit">この条件で表示する</button>
        </p>
      </form>
      {mails.length === 0 ? (
        <p>この条件に当てはまるメールはありません。</p>
      ) : (
        <Scroll label="メールの一覧">
          <table>
            <thead>
              <tr>
                <th scope="col">送信の回</th>
                <th scope="col">宛先</th>
                <th scope="col">件名</th>
                <th scope="col">状態</th>
              </tr>
            </thead>
            <tbody>
              {mails.map((mail) => (
                <tr>
                  <td>
                    <At at={mail.slot} />
                  </td>
                  <td>{mail.mailbox}</td>
                  <th scope="row">
                    <a href={mailPath(mail.id)}>{mail.subject}</a>
                  </th>
                  <td>
                    <State of={noticeStateWord(mail.state)} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <nav class="near" aria-label="前後のメール">
        {page > 1 && <a href={withQuery(path, { state, page: page - 1 })}>新しいメールを見る</a>}
        {more && <a href={withQuery(path, { state, page: page + 1 })}>前のメールを見る</a>}
      </nav>
    </Page>
  )
}

/** One mail as it was sent. */
export const MailPage: FC<{ cycle: CycleLine; mail: MailView; settled: MailSettled | null; settle: SettleProps | null }> = ({
  cycle,
  mail,
  settled,
  settle,
}) => (
  <Page title="メールの文面" cycle={cycle}>
    <p>
      <a href={mailsPath(cycle.city)}>送ったメールに戻る</a>
    </p>
    {settle?.problem && <NoticeProblem problem={settle.problem} />}
    <dl class="facts">
      <dt>件名</dt>
      <dd>{mail.subject}</dd>
      <dt>宛先</dt>
      <dd>{mail.mailbox}</dd>
      <dt>送信の回</dt>
      <dd>
        <At at={mail.slot} />
      </dd>
      <dt>状態</dt>
      <dd>
        <State of={noticeStateWord(mail.state)} />
      </dd>
      {settled && (
        <>
          <dt>確かめた人</dt>
          <dd>
            {[settled.postTitle, settled.personName].filter(Boolean).join('　')}
            {mail.settledAt && (
              <>
                {'　'}
                <At at={mail.settledAt} />
              </>
            )}
          </dd>
          <dt>確かめ方</dt>
          <dd>{settled.reason ?? '記録がありません'}</dd>
        </>
      )}
      {mail.reply && (
        <>
          <dt>サーバーの応答</dt>
          <dd>
            <code>{mail.reply}</code>
          </dd>
        </>
      )}
      <dt>Message-ID</dt>
      <dd>
        <code>{mail.messageId}</code>
      </dd>
    </dl>
    {settle && mail.state === 'ambiguous' && <Settle {...settle} path={mailPath(mail.id)} />}
    <h2>文面</h2>
    <pre class="letter" tabindex={0}>
      {mail.text}
    </pre>
    <h2>このメールで知らせたこと</h2>
    <ul class="rows">
      {mail.notices.map((notice) => (
        <li>
          <a href={processPath(notice.processId) ?? '#'}>{notice.processId.split('/').slice(4).join('/')}</a>
          {`　${noticeKindWord(notice.kind)}`}
          <span class="soft">{notice.reason}</span>
        </li>
      ))}
    </ul>
  </Page>
)
