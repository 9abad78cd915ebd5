import { randomUUID } from 'node:crypto'
import type { Child, FC } from 'hono/jsx'
import type { AssignmentView } from '../../app/views/show-assignment.js'
import { chasesPath } from '../chase-paths.js'
import { extensionDecisionPath } from '../extension-paths.js'
import { editPath, processPath, sheetPath } from '../paths.js'
import { partyOf } from '../words.js'
import { type ActProblem, dayHint, Line } from './act-line.js'
import { type ChaseChoice, ChaseSelect, nothingSent } from './chase-select.js'

/** What the visitor may do about an assignment, and what was asked for and could not be done. */
export interface ActsProps {
  one: AssignmentView
  /** runs the year; a checker of another role judges only */
  office: boolean
  posts: { id: string; title: string; departmentName: string }[]
  /** chases of the definition, for a choice */
  chases: ChaseChoice[]
  /** what would apply without the word for this assignment alone, in words; null: there is no such word */
  chaseBack: string | null
  problem: ActProblem | null
  /** the act that the visitor came for: unfolded */
  first: string | null
}

interface ActProps {
  id: string
  act: string
  summary: string
  problem: ActProblem | null
  first: string | null
  children?: Child
}

const Act: FC<ActProps> = ({ id, act, summary, problem, first, children }) => (
  <details id={`act-${act}`} open={(problem?.act ?? first) === act}>
    <summary>{summary}</summary>
    <form method="post" action={`${processPath(id)}/acts`} class="question">
      <input type="hidden" name="_act" value={act} />
      <input type="hidden" name="_key" value={randomUUID()} />
      {children}
    </form>
  </details>
)

const Judge: FC<ActsProps> = ({ one, office }) => (
  <>
    <p>
      <a class="button" href={sheetPath(one.id)}>
        {one.state === 'submitted' ? '内容を確かめる（受理・修正の依頼）' : '内容を見て、修正を依頼する'}
      </a>
    </p>
    {office && !one.forMember && one.versionList.length > 0 && (one.state === 'submitted' || one.state === 'accepted') && (
      <p>
        <a href={editPath(one.id)}>事務局で字句を修正する（差し戻しません。前後の違いが残り、課に知らせます）</a>
      </p>
    )}
  </>
)

const SetChase: FC<ActsProps> = ({ one, chases, chaseBack, problem, first }) => (
  <Act id={one.id} act="set-chase" summary="この依頼だけ、再依頼の段取りを変える" problem={problem} first={first}>
    <p>{`いまの段取り：${chases.find(({ id }) => id === one.chase)?.name ?? nothingSent}`}</p>
    <ChaseSelect chases={chases} present={one.chase} back={chaseBack} problem={problem} />
    <Line name="chase-reason" label="理由" rows={2} problem={problem} />
    <p>
      <button type="submit">段取りを変える（送る予定のメールを立て直します）</button>
    </p>
    <p>
      <a href={chasesPath(one.cycle)}>課や施策の単位で変える</a>
    </p>
  </Act>
)

const Waiting: FC<ActsProps> = (props) => {
  const { one, problem, first } = props
  return (
    <>
      {one.extension && (
        <p>
          <a class="button" href={extensionDecisionPath(one.id)}>
            期限の延長の申出を見て決める
          </a>
        </p>
      )}
      <Act
        id={one.id}
        act="record-call"
        summary="電話の内容を記録する（約束の日があれば、その日まで再依頼を控えます）"
        problem={problem}
        first={first}
      >
        <Line name="call-whom" label="相手の職" hint="例：商業振興課の担当係長。氏名は書かないでください。" problem={problem} />
        <Line name="call-said" label="話した内容" hint="連絡の経過に残ります。氏名は書かないでください。" rows={3} problem={problem} />
        <Line
          name="call-date"
          label="提出を約束した日（任意）"
          hint={`${dayHint}それまでに送る予定の再依頼は取りやめ、過ぎても提出がなければ、その日（期限より前の日なら期限）から数えて再開します。`}
          size={12}
          problem={problem}
        />
        <p>
          <button type="submit">記録する</button>
        </p>
      </Act>
      <Act id={one.id} act="nudge" summary="いま改めてお知らせする（次の送信時刻にメールを送ります）" problem={problem} first={first}>
        <p>
          <button type="submit">お知らせを送る</button>
        </p>
      </Act>
      <Act id={one.id} act="extend" summary={`期限を延長する（${partyOf(one)}に通知されます）`} problem={problem} first={first}>
        <Line name="extend-date" label="新しい期限" hint={dayHint} size={12} problem={problem} />
        <Line name="extend-reason" label="理由" rows={2} problem={problem} />
        <p>
          <button type="submit">延長する</button>
        </p>
      </Act>
      <SetChase {...props} />
      <p>
        <a href={sheetPath(one.id)}>{`${partyOf(one)}に代わって入力する（事務局の職が記録に残ります）`}</a>
      </p>
    </>
  )
}

/** The office's and a checker's acts on one assignment, each with its effect in words. */
export const AssignmentActs: FC<ActsProps> = (props) => {
  const { one, office, posts, problem, first } = props
  const waits = one.state === 'open' || one.state === 'returned'
  return (
    <section aria-labelledby="acts">
      <h2 id="acts">操作</h2>
      {waits && office ? <Waiting {...props} /> : <Judge {...props} />}
      {office && (
        <>
          <Act id={one.id} act="reassign" summary="担当を変える（新しい担当に引継ぎを通知します）" problem={problem} first={first}>
            <p class={problem?.field === 'to-post' ? 'wrong' : undefined}>
              <label for="to-post">新しい担当の職</label>
              {problem?.field === 'to-post' && (
                <span class="error" id="to-post-error">
                  {problem.message}
                </span>
              )}
              <select id="to-post" name="to-post" aria-describedby={problem?.field === 'to-post' ? 'to-post-error' : undefined}>
                <option value="">選んでください</option>
                {posts
                  .filter(({ id }) => id !== one.post)
                  .map(({ id, title, departmentName }) => (
                    <option value={id} selected={problem?.texts('to-post') === id}>
                      {`${departmentName} ${title}`}
                    </option>
                  ))}
              </select>
            </p>
            <Line name="reassign-reason" label="理由" rows={2} problem={problem} />
            <p>
              <button type="submit">担当を変える</button>
            </p>
          </Act>
          <Act id={one.id} act="withdraw" summary="依頼を取り下げる（取り消せません）" problem={problem} first={first}>
            <p class="warning">{`取り下げると、この依頼は終わりになり、${partyOf(one)}に通知されます。元には戻せません。`}</p>
            <Line name="withdraw-reason" label="理由" rows={2} problem={problem} />
            <p>
              <button type="submit" class="danger">
                取り下げる
              </button>
            </p>
          </Act>
        </>
      )}
    </section>
  )
}
