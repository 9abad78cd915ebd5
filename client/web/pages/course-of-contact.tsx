import type { FC } from 'hono/jsx'
import { formatDateTime } from '../../../domain/calendar/date-words.js'
import { refusalSentences } from '../../app/errors.js'
import type { AssignmentView, CommandView } from '../../app/views/show-assignment.js'
import { actWord } from '../../app/views/trail-words.js'
import { commandStateWord, noticeKindWord, noticeStateWord } from '../../app/views/words.js'
import { mailPath, noticePath } from '../paths.js'
import { At, State } from '../words.js'
import { Overseers } from './overseers.js'

interface Contact {
  at: string
  what: string
  who: string
  detail: string | null
  state: ReturnType<typeof commandStateWord>
  receipt: number | null
  mail: string | null
  /** of a mail: its notice, which a page explains */
  notice: string | null
  /** a mail that was cancelled */
  ended: boolean
}

/** What was said or asked with an act, in words. */
function wordsOf({ act, whom, said, until, wishedAt, dueAt, reason }: CommandView): string | null {
  const parts = [
    act === 'record-call' && (whom || said) ? `${whom ?? '担当'}と電話。${said ?? ''}` : null,
    act === 'record-call' && until ? `${formatDateTime(until)}までに提出するとの約束（それまで再依頼を控えます）` : null,
    act === 'request-extension' && wishedAt ? `希望する期限：${formatDateTime(wishedAt)}` : null,
    (act === 'extend' || act === 'return') && dueAt ? `新しい期限：${formatDateTime(dueAt)}` : null,
    reason,
  ].filter(Boolean)
  return parts.length > 0 ? parts.join('。').replaceAll('。。', '。') : null
}

/** Acts and mails in the order in which they happened: the course of contact (連絡の経過). */
const courseOf = (one: AssignmentView): Contact[] =>
  [
    ...one.commands.map((command): Contact => {
      const version = one.versionList.find(({ id }) => id === command.versionId)
      return {
        at: command.receivedAt,
        what: `${actWord(command.act)}${version && command.act === 'submit' ? `（第${version.no}版）` : ''}`,
        who: command.postTitle,
        detail: command.refusal
          ? (refusalSentences[command.refusal as keyof typeof refusalSentences] ?? command.refusal)
          : wordsOf(command),
        state: commandStateWord(command.state),
        receipt: command.receiptNo,
        mail: null,
        notice: null,
        ended: false,
      }
    }),
    ...one.notices.map(
      (notice): Contact => ({
        at: notice.at,
        what: `メール：${noticeKindWord(notice.kind)}`,
        who: `${notice.postTitle} 宛て`,
        detail: notice.ended ? `${notice.reason}。取りやめ：${notice.ended}` : notice.reason,
        state: noticeStateWord(notice.state),
        receipt: null,
        mail: notice.mailId,
        notice: notice.id,
        ended: notice.state === 'cancelled',
      }),
    ),
  ].sort((a, b) => a.at.localeCompare(b.at))

const Contacts: FC<{ of: Contact[] }> = ({ of }) => (
  <ol class="course">
    {of.map((contact) => (
      <li>
        <p class="when">
          <At at={contact.at} />
        </p>
        <div>
          <p>
            <strong>{contact.what}</strong>
            {`　${contact.who}　`}
            <State of={contact.state} />
            {contact.receipt !== null && `　受付番号 ${contact.receipt}`}
            {contact.notice && (
              <Overseers id={contact.notice}>
                {'　'}
                <a href={noticePath(contact.notice)}>説明</a>
              </Overseers>
            )}
            {contact.mail && (
              <Overseers id={contact.mail}>
                {'　'}
                <a href={mailPath(contact.mail)}>文面</a>
              </Overseers>
            )}
          </p>
          {contact.detail && <p class="soft">{contact.detail}</p>}
        </div>
      </li>
    ))}
  </ol>
)

/** 連絡の経過: what was asked, said, written and handed in about one assignment; what is coming, and what was dropped, folded away. */
export const Course: FC<{ one: AssignmentView }> = ({ one }) => {
  const course = courseOf(one)
  const dropped = course.filter(({ ended, mail }) => ended && !mail)
  const told = course.filter((contact) => !dropped.includes(contact))
  const coming = told.filter(({ at, mail, receipt }) => receipt === null && mail === null && at >= one.cycle.now)
  const past = told.filter((contact) => !coming.includes(contact))
  return (
    <>
      {past.length === 0 ? <p>まだ連絡していません。</p> : <Contacts of={past} />}
      {coming.length > 0 && (
        <details>
          <summary>{`${one.state === 'open' || one.state === 'returned' ? '提出がないときに送る予定' : '送る予定'}のメール（${coming.length}件）`}</summary>
          <Contacts of={coming} />
        </details>
      )}
      {dropped.length > 0 && (
        <details>
          <summary>{`不要になって取りやめたメールの予定（${dropped.length}件）`}</summary>
          <Contacts of={dropped} />
        </details>
      )}
    </>
  )
}
