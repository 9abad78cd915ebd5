import type { FC } from 'hono/jsx'
import { formatDate } from '../../../domain/calendar/date-words.js'
import type { PostPast } from '../../app/people/directory-post.js'
import { assignmentStateWord } from '../../app/views/words.js'
import { processPath } from '../paths.js'
import { At, nameOf, State, yearWords } from '../words.js'
import { Act, Button, Choice, Field } from './people-forms.js'

/** The open work of a post; where another one succeeds it, each can be moved there. */
export const Work: FC<{ post: PostPast; here: string; may: { office: boolean } }> = ({ post, here, may }) => {
  const due = post.successions.filter((one) => one.due && one.fromPost === post.id)
  const targets = due.map(({ id, toTitle }): [string, string] => [id, toTitle])
  return post.work.length === 0 ? (
    <p>この職に、いま未処理の依頼はありません。</p>
  ) : (
    <ul class="rows">
      {post.work.map((one) => (
        <li>
          <a href={processPath(one.id) ?? '/'}>{nameOf(one)}</a> <State of={assignmentStateWord(one.state, one.daysLate)} />
          <p class="soft">
            {`${yearWords(one.fiscalYear)}　期限 `}
            <At at={one.dueAt} as="short" />
            {one.post !== post.id && '　確認する職として'}
          </p>
          {may.office && targets.length > 0 && one.post === post.id && (
            <form method="post" action={`${here}/move`} class="filter">
              <input type="hidden" name="process" value={one.id} />
              <Choice form={one.id} name="successor" label="移す先" options={targets} />
              <p>
                <button type="submit">この依頼を移す（移した先に通知されます）</button>
              </p>
            </form>
          )}
        </li>
      ))}
    </ul>
  )
}

/** Which post takes over this one's work and from when, and the form that says so. */
export const Successions: FC<{
  post: PostPast
  here: string
  may: { office: boolean }
  others: [string, string][]
  typed: Record<string, string>
}> = ({ post, here, may, others, typed }) => (
  <>
    {post.successions.length === 0 && <p>この職の仕事を別の職が引き継ぐ予定はありません。</p>}
    <ul class="rows">
      {post.successions.map((one) => (
        <li>
          {`${formatDate(one.on)}から、「${one.fromTitle}」の仕事を「${one.toTitle}」が引き継ぎます。`}
          {may.office && (
            <Button action={`${here}/successors/${one.id}/call-off`} button="この承継を取りやめる（移した依頼は戻りません）" />
          )}
        </li>
      ))}
    </ul>
    {may.office ? (
      <Act title="承継を記録する（統合・分割・廃止のとき）" action={`${here}/successors`} button="承継を記録する" open={'on' in typed}>
        <p class="soft">承継先が一つなら、その日に未処理の依頼を移して通知します。二つ以上なら、依頼ごとに選びます。</p>
        <Choice form="successor" name="to" label="承継先の職" options={others} value={typed['to']} />
        <Field form="successor" name="on" label="承継の日" value={typed['on']} hint="例：2026-04-01" />
      </Act>
    ) : (
      <p class="soft">承継を記録できるのは事務局の職です。</p>
    )}
  </>
)
