import { randomUUID } from 'node:crypto'
import type { FC } from 'hono/jsx'
import type { ChaseRules, StandingWord } from '../../app/views/chase-rules.js'
import { chasesPath } from '../chase-paths.js'
import { Page } from '../layout.js'
import { assignmentsPath } from '../paths.js'
import { At } from '../words.js'
import { type ActProblem, Line } from './act-line.js'
import { ChaseSelect, nothingSent } from './chase-select.js'

interface ChasesPageProps {
  rules: ChaseRules
  /** assignments that the word just given changed */
  changed: number | null
  problem: ActProblem | null
}

const scopes = { section: '課', programme: '施策' }

/** Another chase for a section or for a programme; what it changes is shown before. */
const Say: FC<ChasesPageProps & { scope: 'section' | 'programme' }> = ({ rules, problem: all, scope }) => {
  const problem = all?.act === scope ? all : null
  const wrong = problem?.field === scope ? problem.message : null
  const options = scope === 'section' ? rules.sections : rules.programmes
  return (
    <details open={problem !== null}>
      <summary>{`${scopes[scope]}の段取りを変える（何が変わるかを見てから決めます）`}</summary>
      <form method="post" action={chasesPath(rules.cycle)} class="question">
        <input type="hidden" name="_act" value={scope} />
        <input type="hidden" name="_key" value={randomUUID()} />
        <p class={wrong ? 'wrong' : undefined}>
          <label for={scope}>{scopes[scope]}</label>
          {wrong && <span class="error">{wrong}</span>}
          <select id={scope} name={scope}>
            <option value="">選んでください</option>
            {options.map(({ key, name }) => (
              <option value={key} selected={problem?.texts(scope) === key}>
                {name}
              </option>
            ))}
          </select>
        </p>
        <ChaseSelect id={`${scope}-chase`} chases={rules.chases} problem={problem} />
        <Line id={`${scope}-reason`} name="chase-reason" label="理由" rows={2} problem={problem} />
        <p>
          <button type="submit">何が変わるかを見る</button>
        </p>
      </form>
    </details>
  )
}

const Word: FC<{ rules: ChaseRules; word: StandingWord }> = ({ rules, word }) => (
  <li>
    <strong>{`${scopes[word.scope]}「${word.name}」`}</strong>
    {`　${word.chase ?? nothingSent}`}
    <span class="soft">
      <At at={word.at} />
      {`　${word.postTitle}　理由：${word.reason}`}
    </span>
    <details>
      <summary>この定めをやめる（何が変わるかを見てから決めます）</summary>
      <form method="post" action={chasesPath(rules.cycle)} class="question">
        <input type="hidden" name="_act" value={word.scope} />
        <input type="hidden" name="_key" value={randomUUID()} />
        <input type="hidden" name="_back" value="yes" />
        <input type="hidden" name={word.scope} value={word.key} />
        <Line id={`back-${word.scope}-${word.key}`} name="chase-reason" label="理由" rows={2} problem={null} />
        <p>
          <button type="submit">何が変わるかを見る</button>
        </p>
      </form>
    </details>
  </li>
)

/** 再依頼の段取り: which sections and programmes are chased otherwise than the definition says. */
export const ChasesPage: FC<ChasesPageProps> = (props) => {
  const { rules, changed, problem } = props
  const written = rules.definition.chaseOverrides ?? []
  const nameOf = (one: { programme?: string | undefined; section?: string | undefined }) =>
    one.programme
      ? `施策「${rules.programmes.find(({ key }) => key === one.programme)?.name ?? one.programme}」`
      : `課「${rules.sections.find(({ key }) => key === one.section)?.name ?? one.section}」`
  return (
    <Page title="再依頼の段取り" cycle={rules.cycle}>
      <p>
        <a href={assignmentsPath(rules.cycle)}>提出状況に戻る</a>
      </p>
      {changed !== null && (
        <p class="receipt" role="status">
          {changed === 0
            ? '記録しました。いま提出を待っている依頼で、段取りが変わるものはありません。これからの依頼に使います。'
            : `記録しました。提出を待っている依頼${changed}件の段取りを変え、送る予定のメールを立て直します。`}
        </p>
      )}
      {problem && (
        <div class="error-summary" role="alert">
          <h2>まだ何も変えていません</h2>
          <p>{problem.message}</p>
        </div>
      )}
      <p>
        お知らせと再依頼は、実施要領の段取りで送ります。課や施策によって別の段取りにしたいときは、ここで決めます。施策の定めは課の定めに優先し、依頼一件ごとの定めはどちらにも優先します。
      </p>
      <h2>選べる段取り</h2>
      <dl class="facts">
        {rules.chases.map(({ name, sends }) => (
          <>
            <dt>{name}</dt>
            <dd>{sends === '' ? '照会・受領・修正依頼だけを送り、お知らせと再依頼は送りません。' : `${sends}。`}</dd>
          </>
        ))}
      </dl>
      <h2>{`この年度で変えているもの（${rules.words.length}件）`}</h2>
      {rules.words.length === 0 ? (
        <p>変えているものはありません。</p>
      ) : (
        <ul class="rows">
          {rules.words.map((word) => (
            <Word rules={rules} word={word} />
          ))}
        </ul>
      )}
      {written.length > 0 && (
        <>
          <h2>実施要領が決めているもの</h2>
          <ul>
            {written.map((one) => (
              <li>{`${nameOf(one)}　${one.chase === 'none' ? nothingSent : (rules.chases.find(({ id }) => id === one.chase)?.name ?? one.chase)}`}</li>
            ))}
          </ul>
        </>
      )}
      {rules.cycle.state === 'running' && (
        <>
          <h2>変える</h2>
          <Say {...props} scope="section" />
          <Say {...props} scope="programme" />
        </>
      )}
    </Page>
  )
}
