import { randomUUID } from 'node:crypto'
import type { Child, FC } from 'hono/jsx'
import { dateOf } from '../../../domain/calendar/instants.js'
import type { Instant } from '../../../domain/process/command.js'
import type { OpenExtension } from '../../app/desk/extensions.js'
import type { ReceiptView } from '../../app/desk/receipt.js'
import type { ExtensionOutlook } from '../../app/steering/foresee-extension.js'
import type { AssignmentView } from '../../app/views/show-assignment.js'
import { assignmentStateWord } from '../../app/views/words.js'
import { extensionDecisionPath } from '../extension-paths.js'
import { Page } from '../layout.js'
import { myWorkPath, processPath } from '../paths.js'
import { At, nameOf, State } from '../words.js'
import { type ActProblem, Line } from './act-line.js'
import { Done } from './assignment-page.js'
import { Course } from './course-of-contact.js'
import { Effect } from './extension-effect.js'

export interface ExtensionDecisionProps {
  one: AssignmentView
  /** what the wished date would bring; null: nothing is asked any more */
  wished: ExtensionOutlook | null
  /** another date that the office thinks of, and what it would bring */
  other: { dueAt: Instant; outlook: ExtensionOutlook } | null
  receipt: ReceiptView | null
  problem: ActProblem | null
}

const Decide: FC<{ one: AssignmentView; asked: OpenExtension; act: string; children?: Child }> = ({ one, asked, act, children }) => (
  <form method="post" action={extensionDecisionPath(one.id)} class="question">
    <input type="hidden" name="_act" value={act} />
    <input type="hidden" name="_key" value={randomUUID()} />
    <input type="hidden" name="asked" value={asked.id} />
    {children}
  </form>
)

const Earlier: FC<{ one: AssignmentView }> = ({ one }) => {
  const earlier = one.commands.filter(({ act, state }) => act === 'extend' && state === 'applied')
  return earlier.length === 0 ? (
    <p>この依頼の期限は、まだ延長していません。</p>
  ) : (
    <ul class="rows">
      {earlier.map(({ receivedAt, dueAt, reason }) => (
        <li>
          {dueAt && <At at={dueAt} />}
          {'までに延長'}
          <span class="soft">
            <At at={receivedAt} />
            {`　${reason ?? ''}`}
          </span>
        </li>
      ))}
    </ul>
  )
}

const Other: FC<{ one: AssignmentView; asked: OpenExtension; other: ExtensionDecisionProps['other']; problem: ActProblem | null }> = ({
  one,
  asked,
  other,
  problem,
}) => (
  <section aria-labelledby="other">
    <h2 id="other">日を改めて認める</h2>
    <form method="get" action={`${extensionDecisionPath(one.id)}#other`} class="question">
      <p class={problem?.field === 'date' ? 'wrong' : undefined}>
        <label for="date">認める期限</label>
        <span class="hint" id="date-hint">
          例：12月22日、平成28年12月22日、2016-12-22。その日の17時までとします。先に、その日にした場合の影響を見ます。
        </span>
        {problem?.field === 'date' && <span class="error">{problem.message}</span>}
        <input
          id="date"
          name="date"
          size={12}
          value={other ? dateOf(other.dueAt) : problem?.field === 'date' ? problem.texts('date') : ''}
          aria-describedby="date-hint"
        />
      </p>
      <p>
        <button type="submit" class="second">
          この日にした場合の影響を見る
        </button>
      </p>
    </form>
    {other && (
      <>
        <Effect outlook={other.outlook} dueAt={other.dueAt} />
        <Decide one={one} asked={asked} act="grant-other">
          <input type="hidden" name="date" value={dateOf(other.dueAt)} />
          <Line name="other-reason" label="課に伝えること（任意）" rows={2} problem={problem} />
          <p>
            <button type="submit">
              <At at={other.dueAt} />
              {' までの延長を認める（課に通知されます）'}
            </button>
          </p>
        </Decide>
      </>
    )}
  </section>
)

const Asked: FC<ExtensionDecisionProps & { asked: OpenExtension; wished: ExtensionOutlook }> = ({ one, asked, wished, other, problem }) => (
  <>
    <dl class="facts">
      <dt>申し出た課</dt>
      <dd>{`${one.bureau} ${one.departmentName}　${asked.postTitle}（受付番号 ${asked.receiptNo}）`}</dd>
      <dt>申し出た日時</dt>
      <dd>
        <At at={asked.askedAt} />
      </dd>
      <dt>いまの期限</dt>
      <dd>
        <At at={one.dueAt} /> <State of={assignmentStateWord(one.state, one.daysLate)} />
      </dd>
      <dt>希望する期限</dt>
      <dd>
        <At at={asked.wishedAt} />
      </dd>
      <dt>理由</dt>
      <dd>{asked.reason}</dd>
    </dl>
    <h2>希望どおりに延ばした場合の、年度への影響</h2>
    <Effect outlook={wished} dueAt={asked.wishedAt} />
    <Decide one={one} asked={asked} act="grant">
      <Line name="grant-reason" label="課に伝えること（任意）" rows={2} problem={problem} />
      <p>
        <button type="submit">
          <At at={asked.wishedAt} />
          {' までの延長を認める（課に通知されます）'}
        </button>
      </p>
    </Decide>
    <Other one={one} asked={asked} other={other} problem={problem} />
    <section aria-labelledby="decline">
      <h2 id="decline">認めない</h2>
      <Decide one={one} asked={asked} act="decline">
        <Line name="decline-reason" label="認めない理由" hint="課にそのまま届きます。" rows={2} problem={problem} />
        <p>
          <button type="submit" class="danger">
            認めない（期限は変わらず、課に通知されます）
          </button>
        </p>
      </Decide>
    </section>
  </>
)

/** 期限の延長の判断: who asks and why, what it brings to the year, and how one got here, before anything is decided. */
export const ExtensionDecisionPage: FC<ExtensionDecisionProps> = (props) => {
  const { one, wished, receipt, problem } = props
  return (
    <Page title={`${nameOf(one)}：期限の延長の判断`} cycle={one.cycle}>
      <p class="near">
        <a href={myWorkPath}>マイ業務に戻る</a>
        <a href={processPath(one.id) ?? '/'}>この依頼の画面</a>
      </p>
      {receipt?.processId === one.id && <Done receipt={receipt} />}
      {problem && (
        <div class="error-summary" role="alert">
          <h2>まだ何も決めていません</h2>
          <p>
            <a href={`#${problem.field || 'other'}`}>{problem.message}</a>
          </p>
        </div>
      )}
      {one.extension && wished ? (
        <Asked {...props} asked={one.extension} wished={wished} />
      ) : (
        <p>この依頼に、判断を待っている延長の申出はありません。</p>
      )}
      <h2>これまでの延長</h2>
      <Earlier one={one} />
      <h2>連絡の経過</h2>
      <Course one={one} />
    </Page>
  )
}
