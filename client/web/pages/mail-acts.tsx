import type { FC } from 'hono/jsx'
import type { CityPost } from '../../app/people/posts-held.js'
import type { EscalationProposal } from '../../app/steering/escalation.js'
import { comingMailsPath, processPath } from '../paths.js'
import { At, postName } from '../words.js'
import { type ActProblem, Line } from './act-line.js'
import { Hidden } from './coming-forms.js'
import { postsAbove } from './posts-above.js'

/** What the office may do about proposals: to whom it may go, and what could not be done. */
export interface EscalationActs {
  posts: CityPost[]
  problem: ActProblem | null
}

const Options: FC<{ label: string; posts: CityPost[]; chosen: string | null }> = ({ label, posts, chosen }) =>
  posts.length === 0 ? null : (
    <optgroup label={label}>
      {posts.map((post) => (
        <option value={post.id} selected={post.id === chosen}>
          {postName({ departmentName: post.departmentName, postTitle: post.title })}
        </option>
      ))}
    </optgroup>
  )

const Escalation: FC<{ proposal: EscalationProposal; city: string; acts: EscalationActs | null }> = ({ proposal, city, acts }) => {
  const field = `escalate:${proposal.id}`
  const wrong = acts?.problem?.field === `${field}:to` ? acts.problem : null
  const { own, others, suggested } = postsAbove(acts?.posts ?? [], proposal)
  const chosen = acts?.problem?.field.startsWith(field) ? acts.problem.texts(`${field}:to`) : suggested
  return (
    <li>
      <a href={processPath(proposal.processId) ?? '/'}>{`${proposal.departmentName}　${proposal.subjectName ?? proposal.step}`}</a>
      <span class="soft">
        {'期限 '}
        <At at={proposal.dueAt.toISOString()} as="short" />
        {`。${proposal.reason}`}
      </span>
      {acts && (
        <details open={acts.problem?.field.startsWith(field) ?? false}>
          <summary>判断する</summary>
          <form method="post" action={`${comingMailsPath(city)}/acts`} class="question">
            <Hidden act="escalate" more={{ notice: proposal.id }} />
            <p class={wrong ? 'wrong' : undefined}>
              <label for={`${field}:to`}>送るときは、宛先の職</label>
              <span class="hint" id={`${field}:to-hint`}>
                送るのは、何がどれだけ遅れているかと、課へのこれまでの連絡を書いた【確認のお願い】の一通です。判断の理由は記録に残り、メールには書きません。送る前に、送信予定で文面を確かめられます。
              </span>
              {wrong && <span class="error">{wrong.message}</span>}
              <select id={`${field}:to`} name={`${field}:to`} aria-describedby={`${field}:to-hint`}>
                <option value="">選んでください</option>
                <Options label={proposal.bureau} posts={own} chosen={chosen} />
                <Options label="ほかの局" posts={others} chosen={chosen} />
              </select>
            </p>
            <Line name={field} label="判断の理由" rows={2} problem={acts.problem} />
            <p class="buttons">
              <button type="submit" name="told" value="yes">
                上位の職へ送る
              </button>
              <button type="submit" name="told" value="no" class="second">
                送らない
              </button>
            </p>
          </form>
        </details>
      )}
    </li>
  )
}

/** 上位の職への連絡: only proposed; the office sends it by its own hand, or decides that nobody is told. */
export const Escalations: FC<{ proposals: EscalationProposal[]; city: string; acts: EscalationActs | null }> = ({
  proposals,
  city,
  acts,
}) => (
  <section aria-labelledby="escalations">
    <h2 id="escalations">上位の職への連絡の判断</h2>
    <p>課長への連絡の後も提出がないものです。上位の職へは自動では送りません。「送る」とすると次の送信時刻に一通だけ送ります。</p>
    <ul class="rows">
      {proposals.map((proposal) => (
        <Escalation proposal={proposal} city={city} acts={acts} />
      ))}
    </ul>
  </section>
)

export interface SettleProps {
  problem: ActProblem | null
}

const fates: [string, string, string][] = [
  ['sent', '届いていた', '「送信済」とします。もう送りません。'],
  ['refused', '届いておらず、送らなくてよい', '「届かず（送らないと確認）」とします。もう送りません。'],
  ['resend', '届いていないので、改めて送る', 'まだ用件の残っているものだけを、次の送信時刻に新しいメールで送ります。'],
]

/** 送達不明: the office finds out, and says which of three it was. */
export const Settle: FC<SettleProps & { path: string }> = ({ path, problem }) => (
  <section aria-labelledby="settle" class="notice">
    <h2 id="settle">届いたかを確かめた結果</h2>
    <p>
      サーバーの返事の前に通信が切れたため、届いたかどうかが分かりません。宛先に電話などで確かめ、結果を選んでください。一度だけ記録でき、取り消せません。
    </p>
    <form method="post" action={`${path}/settle`} class="question">
      <fieldset>
        <legend>確かめた結果</legend>
        {fates.map(([value, word, effect], at) => (
          <p class="check">
            <input type="radio" id={at === 0 ? 'as' : `as-${value}`} name="as" value={value} checked={problem?.texts('as') === value} />
            <label for={at === 0 ? 'as' : `as-${value}`}>
              {word}
              <span class="hint">{effect}</span>
            </label>
          </p>
        ))}
      </fieldset>
      <Line name="settle-reason" label="どのように確かめたか" hint="例：宛先の課に電話で確かめた。" rows={2} problem={problem} />
      <p>
        <button type="submit">結果を記録する</button>
      </p>
    </form>
  </section>
)
