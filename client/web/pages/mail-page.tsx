import type { FC } from 'hono/jsx'
import type { MailSettled } from '../../app/steering/step-acts.js'
import type { CycleLine } from '../../app/views/list-cycles.js'
import type { MailView } from '../../app/views/mails.js'
import { mailStateWord, noticeKindWord, replyWord } from '../../app/views/words.js'
import { Page } from '../layout.js'
import { mailPath, mailsPath, noticePath, processPath } from '../paths.js'
import { At, State } from '../words.js'
import { FormProblem } from './coming-forms.js'
import { Settle, type SettleProps } from './mail-acts.js'

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
    {settle?.problem && <FormProblem problem={settle.problem} />}
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
        <State of={mailStateWord(mail)} />
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
            <code>{replyWord(mail.reply)}</code>
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
    <p>
      <a href={`${mailPath(mail.id)}/html`}>HTMLを表示できる宛先での見え方</a>
      {mail.hasCalendar && '　期限などの日程（カレンダーのファイル）を添えています。'}
    </p>
    <pre class="letter" tabindex={0}>
      {mail.text}
    </pre>
    <h2>このメールで知らせたこと</h2>
    <ul class="rows">
      {mail.notices.map((notice) => (
        <li>
          <a href={processPath(notice.processId) ?? '#'}>{`${notice.subjectName}（${notice.departmentName}）`}</a>
          {'　'}
          <a href={noticePath(notice.id)}>{`${noticeKindWord(notice.kind)}の説明`}</a>
          <span class="soft">{notice.reason}</span>
        </li>
      ))}
    </ul>
  </Page>
)
