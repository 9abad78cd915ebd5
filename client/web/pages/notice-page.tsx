import type { FC } from 'hono/jsx'
import type { CycleLine } from '../../app/views/list-cycles.js'
import type { NoticeExplained } from '../../app/views/notice-explained.js'
import { eventWord } from '../../app/views/trail-words.js'
import { heldWord, noticeKindWord, noticeStateWord } from '../../app/views/words.js'
import { Page } from '../layout.js'
import { comingMailPath, comingMailsPath, mailPath, noticePath, noticesPath, processPath } from '../paths.js'
import { At, postName, State } from '../words.js'
import type { ActProblem } from './act-line.js'
import { FormProblem, HoldActs } from './coming-forms.js'
import { mayHold, mayRelease } from './coming-mail-page.js'
import { causeOf, fateOf, ladderOf, readersOf, stopsOf } from './notice-words.js'

export interface NoticePageProps {
  cycle: CycleLine
  one: NoticeExplained
  /** null: whoever looks changes nothing */
  acts: { problem: ActProblem | null } | null
  done: string | null
}

const Mail: FC<{ one: NoticeExplained; city: string }> = ({ one: { mail, coming }, city }) => (
  <>
    {mail && (
      <p>
        <a href={mailPath(mail.id)}>{mail.subject}</a>
        {mail.reply && (
          <span class="soft reason">
            {'メールサーバーの応答：'}
            <code>{mail.reply}</code>
          </span>
        )}
      </p>
    )}
    {coming && (
      <p>
        <a href={comingMailPath(city, coming.slot, coming.box)}>この用件を送るメールの全体と文面を見る</a>
      </p>
    )}
  </>
)

/** One notice, sent or not, in words: what, why, when, to whom, what became of it, and what would stop it. */
export const NoticePage: FC<NoticePageProps> = ({ cycle, one, acts, done }) => {
  const { title } = one
  const subject = one.subjectName ?? title
  const stops = stopsOf(one)
  const byHand = one.words.find(({ kind }) => kind === 'notice-sent-now')
  const open = one.state === 'planned' || one.state === 'held'
  return (
    <Page title={`メールの説明：${subject}の${noticeKindWord(one.kind)}`} cycle={cycle}>
      <p class="near">
        <a href={noticesPath(one.processId)}>この依頼の全ての連絡</a>
        <a href={comingMailsPath(cycle.city)}>送信予定</a>
      </p>
      {acts?.problem && <FormProblem problem={acts.problem} />}
      {done && (
        <p class="receipt" role="status">
          {done}
        </p>
      )}
      <p>
        <State of={noticeStateWord(one.state)} />
        {one.state === 'held' && `（${heldWord(one.heldFor)}）`}
      </p>
      <h2>何のメールか</h2>
      <p>
        {'「'}
        <a href={processPath(one.processId) ?? '#'}>{title === subject ? title : `${title}（${subject}）`}</a>
        {`」についての${noticeKindWord(one.kind)}です。この依頼の期限は`}
        <At at={one.dueAt} />
        {'です。'}
      </p>
      <h2>なぜ送るか</h2>
      <p>{causeOf(one)}</p>
      <h2>なぜこの日時か</h2>
      <p>
        {'予定の日時は'}
        <At at={one.at} />
        {'です。'}
      </p>
      <p>{one.reason}</p>
      {byHand && (
        <p>
          {`今すぐ送ると決めたのは${byHand.postTitle}です（`}
          <At at={byHand.at} />
          {`）。${byHand.reason ? `理由：${byHand.reason}` : ''}`}
        </p>
      )}
      {one.pausedUntil && (
        <p>
          {'電話で確認した提出日（'}
          <At at={one.pausedUntil} />
          {'）まで、再依頼を控えています。'}
        </p>
      )}
      <h2>誰に送るか</h2>
      <p>
        {postName(one)}
        {one.mailbox !== null && `（${one.mailbox}）`}
        {`。${ladderOf(one)}`}
      </p>
      <p>{readersOf(one)}</p>
      <h2>どうなったか</h2>
      <p>{fateOf(one)}</p>
      <Mail one={one} city={cycle.city} />
      {one.words.length > 0 && (
        <ul class="rows">
          {one.words.map(({ kind, at, postTitle, reason }) => (
            <li>
              <At at={at} />
              {`　${postTitle}：${eventWord(kind)}`}
              {reason && <span class="soft">{`理由：${reason}`}</span>}
            </li>
          ))}
        </ul>
      )}
      {stops.length > 0 && (
        <>
          <h2>送らないことになるのは</h2>
          <ul>
            {stops.map((stop) => (
              <li>{stop}</li>
            ))}
          </ul>
        </>
      )}
      {acts && open && (
        <section aria-labelledby="acts">
          <h2 id="acts">この用件についてできること</h2>
          <HoldActs
            path={`${noticePath(one.id)}/acts`}
            notice=""
            what="この用件"
            holdable={mayHold(one) ? 1 : 0}
            releasable={mayRelease(one) ? 1 : 0}
            sendable={!one.stopped && one.released && one.obstacle === null}
            problem={acts.problem}
          />
          {!mayHold(one) && !mayRelease(one) && <p>宛先を直すまで、ここでできることはありません。</p>}
        </section>
      )}
    </Page>
  )
}
