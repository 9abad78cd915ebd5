import type { FC } from 'hono/jsx'
import type { HeldMails } from '../../app/views/held-mails.js'
import type { CycleLine } from '../../app/views/list-cycles.js'
import type { MailRow } from '../../app/views/mails.js'
import { mailStateWord, noticeStateWord, replyWord } from '../../app/views/words.js'
import { Page } from '../layout.js'
import { comingMailsPath, mailPath, mailsPath, withQuery } from '../paths.js'
import { At, Scroll, State } from '../words.js'
import type { ActProblem } from './act-line.js'
import { RefusedAddresses } from './coming-panels.js'

/** What became of mails, in the order in which somebody has to look. */
const mailStates = ['ambiguous', 'refused', 'sending', 'claimed', 'sent', 'resent', 'dropped']
export const isMailState = (state: string): boolean => mailStates.includes(state)

export interface MailsProps {
  cycle: CycleLine
  mails: MailRow[]
  counts: Record<string, number>
  held: HeldMails
  asked: { state: string; to: string; page: number }
  more: boolean
  acts: { problem: ActProblem | null } | null
}

const Counts: FC<{ counts: Record<string, number>; city: string; state: string }> = ({ counts, city, state }) => (
  <ul class="tallies" aria-label="状態ごとの件数">
    {mailStates
      .filter((one) => (counts[one] ?? 0) > 0)
      .map((one) => (
        <li>
          <a href={withQuery(mailsPath(city), { state: one })} aria-current={one === state ? 'true' : undefined}>
            <State of={noticeStateWord(one)} />
            {`　${counts[one]}通`}
          </a>
        </li>
      ))}
  </ul>
)

const Filter: FC<{ asked: MailsProps['asked'] }> = ({ asked: { state, to } }) => (
  <form method="get" class="filter">
    <p>
      <label for="state">状態</label>
      <select id="state" name="state">
        {['', ...mailStates].map((id) => (
          <option value={id} selected={id === state}>
            {id === '' ? '全て' : noticeStateWord(id).word}
          </option>
        ))}
      </select>
    </p>
    <p>
      <label for="to">宛先（課・職・アドレスの一部）</label>
      <input id="to" name="to" value={to} size={20} />
    </p>
    <p>
      <button type="submit">この条件で表示する</button>
    </p>
  </form>
)

const Row: FC<{ mail: MailRow }> = ({ mail }) => (
  <tr>
    <td>
      <At at={mail.slot} />
    </td>
    <td>
      {mail.posts}
      <span class="soft">{mail.mailbox}</span>
    </td>
    <th scope="row">
      <a href={mailPath(mail.id)}>{mail.subject}</a>
      <span class="soft">{`用件${mail.matters}件`}</span>
    </th>
    <td>
      <State of={mailStateWord(mail)} />
      {mail.reply && (
        <span class="soft">
          <code>{replyWord(mail.reply)}</code>
        </span>
      )}
    </td>
  </tr>
)

/** 送ったメール: each with its fate and the server's word, newest first. */
export const MailsPage: FC<MailsProps> = ({ cycle, mails, counts, held, asked, more, acts }) => {
  const path = mailsPath(cycle.city)
  const { page } = asked
  return (
    <Page title="送ったメール" cycle={cycle} here={path} wide>
      <p>
        送ったメールと、メールサーバーの応答です。「送達不明」は、届いたかどうかが分からないものです
        {acts ? '。届いたかを宛先に確かめて、結果を記録してください。' : '（事務局が宛先に確かめて、結果を記録します）。'}
        <a href={comingMailsPath(cycle.city)}>これから送るメールを見る</a>
      </p>
      <Counts counts={counts} city={cycle.city} state={asked.state} />
      <RefusedAddresses city={cycle.city} held={held} acts={acts} />
      <Filter asked={asked} />
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
                <th scope="col">状態とサーバーの応答</th>
              </tr>
            </thead>
            <tbody>
              {mails.map((mail) => (
                <Row mail={mail} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <nav class="near" aria-label="前後のメール">
        {page > 1 && <a href={withQuery(path, { ...asked, page: page - 1 })}>新しいメールを見る</a>}
        {more && <a href={withQuery(path, { ...asked, page: page + 1 })}>前のメールを見る</a>}
      </nav>
    </Page>
  )
}
