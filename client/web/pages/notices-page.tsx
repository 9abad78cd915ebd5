import type { FC } from 'hono/jsx'
import type { ChaseExplained, NoticeLine } from '../../app/views/chase-explained.js'
import { heldWord, noticeKindWord, noticeStateWord } from '../../app/views/words.js'
import { Page } from '../layout.js'
import { noticePath, processPath } from '../paths.js'
import { At, nameOf, State } from '../words.js'

const Line: FC<{ notice: NoticeLine }> = ({ notice }) => (
  <li>
    <p class="when">
      <At at={notice.at} />
    </p>
    <div>
      <p>
        <a href={noticePath(notice.id)}>{noticeKindWord(notice.kind)}</a>
        {`　${notice.postTitle} 宛て　`}
        <State of={noticeStateWord(notice.state)} />
        {notice.state === 'held' && `（${heldWord(notice.heldFor)}）`}
      </p>
      <p class="soft">{notice.reason}</p>
      {notice.ended && <p class="soft">{`取りやめ：${notice.ended}`}</p>}
    </div>
  </li>
)

/** Every notice of one assignment, sent or not, and what its chase names and is not sent, with the reasons. */
export const NoticesPage: FC<{ one: ChaseExplained }> = ({ one }) => (
  <Page title={`連絡の予定と理由：${nameOf(one)}`} cycle={one.cycle}>
    <p>
      <a href={processPath(one.processId) ?? '#'}>依頼に戻る</a>
    </p>
    <p>
      {'期限は'}
      <At at={one.dueAt} />
      {'です。'}
      {one.policy ? `再依頼の段取りは「${one.policy}」です。` : '再依頼の段取りはなく、自動ではお知らせも再依頼も送りません。'}
      {one.pausedUntil && (
        <>
          {'電話で確認した'}
          <At at={one.pausedUntil} />
          {'まで控えています。'}
        </>
      )}
    </p>
    <h2>{`メールの予定と結果（${one.notices.length}件）`}</h2>
    {one.notices.length === 0 ? (
      <p>この依頼について送る、または送ったメールはありません。</p>
    ) : (
      <ol class="course">
        {one.notices.map((notice) => (
          <Line notice={notice} />
        ))}
      </ol>
    )}
    {one.left.length > 0 && (
      <>
        <h2>段取りにあるが、送らないもの</h2>
        <ul class="rows">
          {one.left.map(({ kind, reason }) => (
            <li>
              {noticeKindWord(kind)}
              <span class="soft">{reason}</span>
            </li>
          ))}
        </ul>
      </>
    )}
  </Page>
)
