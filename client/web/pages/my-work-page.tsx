import type { FC } from 'hono/jsx'
import { requirementWord } from '../../../domain/definition/requirement-words.js'
import type { ExtensionTask } from '../../app/desk/extensions.js'
import type { MyTask } from '../../app/desk/my-work.js'
import type { PostHeld } from '../../app/people/posts-held.js'
import type { SecondAsked } from '../../app/steering/ask-override.js'
import { assignmentStateWord, draftWord } from '../../app/views/words.js'
import { extensionDecisionPath } from '../extension-paths.js'
import { Page } from '../layout.js'
import { assignmentsPath, comingMailsPath, myCalendarPath, myWorkPath, sheetPath, withQuery, workbookPath } from '../paths.js'
import { stepPathOf } from '../step-paths.js'
import { At, nameOf, State, yearWords } from '../words.js'
import { ExtensionLink, WishedUntil } from './extension-parts.js'

const verbs: Record<MyTask['what'], string> = { write: '書いて提出する', confirm: '内容を確認する', check: '提出を確認する' }

/** Where the one act on a task begins. */
const startOf = (task: MyTask): string => sheetPath(task.id)

const Task: FC<{ task: MyTask }> = ({ task }) => {
  const until = task.what === 'check' && task.checkDueAt ? task.checkDueAt : task.dueAt
  const word = task.state === 'open' && task.daysLate === null ? draftWord(task.draft) : assignmentStateWord(task.state, task.daysLate)
  return (
    <li class="task">
      <p class="task-name">
        <a href={startOf(task)}>{nameOf(task)}</a>
        <State of={word} />
      </p>
      <p class="soft">
        <At at={until} />
        {`まで　${verbs[task.what]}　${yearWords(task.cycle.fiscalYear)}・${task.stepName}　${task.departmentName}　${task.why}`}
      </p>
      {task.pausedUntil && (
        <p class="soft">
          {'電話で伺った '}
          <At at={task.pausedUntil} as="short" />
          {' まで、お知らせを控えています。'}
        </p>
      )}
      {task.extension && (
        <p class="soft">
          <WishedUntil extension={task.extension} />
        </p>
      )}
      {task.what === 'write' && (
        <p class="near">
          <ExtensionLink id={task.id} extension={task.extension} />
        </p>
      )}
    </li>
  )
}

/** Tasks of one list on the page; who has more looks for them by step. */
const most = 30

/** Where the tasks beyond the first are: each step's list, by due date. */
const Others: FC<{ tasks: MyTask[] }> = ({ tasks }) => {
  return (
    <>
      <p>{`ほか${tasks.length}件は、提出状況の一覧で見られます。`}</p>
      <ul>
        {groups(tasks).map(([task, count]) => (
          <li>
            <a href={withQuery(assignmentsPath(task.cycle), { step: task.step, state: task.state, sort: 'due' })}>
              {`${yearWords(task.cycle.fiscalYear)}・${task.stepName}（${assignmentStateWord(task.state, null).word}）`}
            </a>
            {`　${count}件`}
          </li>
        ))}
      </ul>
    </>
  )
}

/** The first task of each step and state, with how many there are. */
function groups(tasks: MyTask[]): [MyTask, number][] {
  const found = new Map<string, [MyTask, number]>()
  for (const task of tasks) {
    const key = `${task.cycle.id} ${task.step} ${task.state}`
    found.set(key, [found.get(key)?.[0] ?? task, (found.get(key)?.[1] ?? 0) + 1])
  }
  return [...found.values()]
}

const List: FC<{ title: string; tasks: MyTask[] }> = ({ title, tasks }) =>
  tasks.length === 0 ? null : (
    <section>
      <h2>{`${title}（${tasks.length}件）`}</h2>
      <ul class="rows">
        {tasks.slice(0, most).map((task) => (
          <Task task={task} />
        ))}
      </ul>
      {tasks.length > most && <Others tasks={tasks.slice(most)} />}
    </section>
  )

/** What the office is asked to decide about due dates. */
const Extensions: FC<{ asked: ExtensionTask[] }> = ({ asked }) =>
  asked.length === 0 ? null : (
    <section>
      <h2>{`期限の延長の申出（${asked.length}件）`}</h2>
      <ul class="rows">
        {asked.map((one) => (
          <li class="task">
            <p class="task-name">
              <a href={extensionDecisionPath(one.id)}>{nameOf(one)}</a>
              <State of={assignmentStateWord(one.state, one.daysLate)} />
            </p>
            <p class="soft">
              {`${one.departmentName}　${yearWords(one.cycle.fiscalYear)}・${one.stepName}　期限 `}
              <At at={one.dueAt} as="short" />
              {' を '}
              <At at={one.extension.wishedAt} as="short" />
              {` に。理由：${one.extension.reason}`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )

/** 第二の確認: a gate's requirement is set aside only when somebody else agrees. */
const Seconds: FC<{ asked: SecondAsked[] }> = ({ asked }) =>
  asked.length === 0 ? null : (
    <section>
      <h2>{`第二の確認の求め（${asked.length}件）`}</h2>
      <ul class="rows">
        {asked.map(({ stepId, stepName, requirement, postTitle, askedAt }) => (
          <li class="task">
            <p class="task-name">
              <a href={stepPathOf(stepId)}>{`「${stepName}」の条件を外すことへの同意`}</a>
            </p>
            <p class="soft">
              {`外す条件：${requirementWord(requirement)}　${postTitle}が `}
              <At at={askedAt} as="short" />
              {' に求めました。理由を読み、同意するかしないかを答えてください。'}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )

/** マイ業務: what this person's posts and sections have to do, the most urgent first. */
export const MyWorkPage: FC<{
  tasks: MyTask[]
  posts: PostHeld[]
  cycle: MyTask['cycle'] | null
  /** what the office is asked to decide about due dates */
  extensions?: ExtensionTask[]
  /** how many words to somebody above wait for the office's decision */
  escalations?: { city: string; count: number }[]
  /** gates at which somebody is asked for as the second person */
  seconds?: SecondAsked[]
  /** drafts that an Excel file has just filled, to say so */
  imported?: number | null
}> = ({ tasks, posts, cycle, extensions = [], escalations = [], seconds = [], imported = null }) => {
  const late = tasks.filter((task) => task.daysLate !== null)
  const returned = tasks.filter((task) => task.daysLate === null && task.state === 'returned')
  const rest = tasks.filter((task) => !late.includes(task) && !returned.includes(task))
  const of = (what: MyTask['what']) => rest.filter((task) => task.what === what)
  return (
    <Page title="マイ業務" cycle={cycle} here={myWorkPath}>
      {imported !== null && (
        <p class="receipt" role="status">
          {`Excelファイルの内容を、${imported}件の下書きに取り込みました。提出はまだです。`}
        </p>
      )}
      <p class="lead">
        {posts.length === 0
          ? 'いま就いている職がありません。人事の一覧に載っているか、事務局に確かめてください。'
          : `${posts.map((post) => `${post.title}${post.as === 'deputy' ? '（代理）' : ''}`).join('、')} としての仕事です。`}
      </p>
      {tasks.length + extensions.length + escalations.length + seconds.length === 0 && posts.length > 0 && (
        <p>いますることはありません。依頼があると、メールでお知らせし、ここにも表示します。</p>
      )}
      {tasks.some((task) => task.what !== 'check') && (
        <p class="near">
          <a href={myCalendarPath}>自分の期限をカレンダーに入れる（.ics）</a>
        </p>
      )}
      {cycle && tasks.some((task) => task.what === 'write') && (
        <p class="near">
          <a href={workbookPath(cycle)}>Excelでまとめて書く（様式を保存する・読み込む）</a>
        </p>
      )}
      <Seconds asked={seconds} />
      <Extensions asked={extensions} />
      {escalations.map(({ city, count }) => (
        <section>
          <h2>{`上位の職への連絡の判断（${count}件）`}</h2>
          <p>
            課長への連絡の後も提出のないものです。
            <a href={`${comingMailsPath(city)}#escalations`}>送信予定で見て決める</a>
          </p>
        </section>
      ))}
      <List title="期限を過ぎたもの" tasks={late} />
      <List title="修正を依頼されたもの" tasks={returned} />
      <List title="課長の確認を待っているもの" tasks={of('confirm')} />
      <List title="確認するもの" tasks={of('check')} />
      <List title="書いて提出するもの" tasks={of('write')} />
    </Page>
  )
}
