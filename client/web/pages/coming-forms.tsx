import { randomUUID } from 'node:crypto'
import type { FC } from 'hono/jsx'
import type { CityPost } from '../../app/people/posts-held.js'
import { type ActProblem, Line } from './act-line.js'

/** What the office may do here; null for whoever only looks. */
export interface ComingActs {
  posts: CityPost[]
  problem: ActProblem | null
}

/** What could not be done, above everything else. */
export const FormProblem: FC<{ problem: ActProblem }> = ({ problem }) => (
  <div class="error-summary" role="alert">
    <h2>入力内容を確かめてください</h2>
    <p>{problem.field === '' ? problem.message : <a href={`#${problem.field}`}>{problem.message}</a>}</p>
  </div>
)

/** What every form about mails carries: the act, and a key of its own, so that it happens once. */
export const Hidden: FC<{ act?: string; more?: Record<string, string> }> = ({ act, more = {} }) => (
  <>
    {act && <input type="hidden" name="_act" value={act} />}
    <input type="hidden" name="_key" value={randomUUID()} />
    {Object.entries(more).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
  </>
)

/** An act that needs nothing but a reason: a summary that opens to the reason and its button. `field` is unique on the page. */
export const ReasonedAct: FC<{
  path: string
  act: string
  field: string
  summary: string
  button: string
  hint: string
  more?: Record<string, string>
  problem: ActProblem | null
  tone?: 'second' | 'danger'
}> = ({ path, act, field, summary, button, hint, more = {}, problem, tone = 'second' }) => (
  <details open={problem?.field === field}>
    <summary>{summary}</summary>
    <form method="post" action={path} class="question">
      <Hidden act={act} more={{ ...more, field }} />
      <Line name={field} label="理由" hint={hint} size={30} problem={problem} />
      <p>
        <button type="submit" class={tone}>
          {button}
        </button>
      </p>
    </form>
  </details>
)

/** Holding, letting go and sending at once, as far as each can be done: of one matter or of a whole mail. */
export const HoldActs: FC<{
  path: string
  /** '' for the whole mail */
  notice: string
  /** what of it can be held, and what can be let go */
  holdable: number
  releasable: number
  /** false while all mails are stopped, and before the first mails of the year may leave */
  sendable: boolean
  /** why it would not be sent even if it were let go; null: it would */
  pointless?: string | null
  what?: string
  problem: ActProblem | null
}> = ({ path, notice, holdable, releasable, sendable, pointless = null, what = notice === '' ? 'このメール' : 'この用件', problem }) => {
  const field = (act: string) => (notice === '' ? act : `${act}:${notice}`)
  const more: Record<string, string> = notice === '' ? {} : { notice }
  return (
    <>
      {holdable > 0 && (
        <ReasonedAct
          path={path}
          act="hold"
          field={field('hold')}
          summary={`${what}を止める`}
          button="送るのを止める"
          hint="保留を解くまで送りません。止めるのはいま予定しているものだけで、段取りにある次の連絡は、それぞれの日に送ります。"
          more={more}
          problem={problem}
        />
      )}
      {releasable > 0 && (
        <ReasonedAct
          path={path}
          act="release"
          field={field('release')}
          summary={`${what}の保留を解く`}
          button="保留を解く"
          hint={
            pointless
              ? `解いても送りません（${pointless}、取りやめになります）。`
              : '予定の時刻に送ります。過ぎていれば次の送信時刻に送ります。その時に用件が済んでいれば送りません。'
          }
          more={more}
          problem={problem}
        />
      )}
      {sendable && holdable + releasable > 0 && (
        <ReasonedAct
          path={path}
          act="send-now"
          field={field('send-now')}
          summary={`${what}を今すぐ送る`}
          button="今すぐ送る（取り消せません）"
          hint="送信時刻や閉庁日を待たずに、すぐに送ります。"
          more={more}
          problem={problem}
        />
      )}
    </>
  )
}

/** 添え書き: a sentence of the office's own at the end of one mail, or of every mail of a dispatch. */
export const CoveringForm: FC<{
  path: string
  field: string
  summary: string
  line: string
  more?: Record<string, string>
  problem: ActProblem | null
}> = ({ path, field, summary, line, more = {}, problem }) => {
  const wrong = problem?.field === field ? problem : null
  const lines = line.split('\n').length
  const value = wrong ? wrong.texts(field) : line
  return (
    <details open={wrong !== null}>
      <summary>{summary}</summary>
      <form method="post" action={path} class="question">
        <Hidden act="cover" more={{ ...more, field, was: line }} />
        <p class={wrong ? 'wrong' : undefined}>
          <label for={field}>添え書き</label>
          <span class="hint" id={`${field}-hint`}>
            {`メールの終わりに${lines > 1 ? '添えます。別の便の添え書きが移ってきて、行が分かれています。' : '一文を加えます。改行せずに'}400字まで。空にして保存すると取り消せます。`}
          </span>
          {wrong && (
            <span class="error" id={`${field}-error`}>
              {wrong.message}
            </span>
          )}
          {lines > 1 ? (
            <textarea id={field} name={field} rows={lines + 1} aria-describedby={`${field}-hint`}>
              {`\n${value}`}
            </textarea>
          ) : (
            <input id={field} name={field} size={60} value={value} aria-describedby={`${field}-hint`} />
          )}
        </p>
        <p>
          <button type="submit" class="second">
            添え書きを保存する
          </button>
        </p>
      </form>
    </details>
  )
}
