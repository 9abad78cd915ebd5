import type { FC } from 'hono/jsx'
import { assignmentStateWords } from '../../../domain/correspondence/state-words.js'
import type { AssignmentLine } from '../../app/views/assignment-rows.js'
import type { CycleLine } from '../../app/views/list-cycles.js'
import { assignmentStateWord } from '../../app/views/words.js'
import { Page } from '../layout.js'
import { assignmentsPath, processPath, withQuery } from '../paths.js'
import { At, Scroll, State } from '../words.js'

/** What the address asks for; `pending`: whatever is not done. */
export interface AssignmentQuery {
  step: string
  department: string
  state: string
  overdue: string
}

export const pendingStates = ['open', 'returned', 'submitted']
const states: [string, string][] = [['all', '全ての状態'], ['pending', '済んでいないもの'], ...Object.entries(assignmentStateWords)]

export const assignmentStates = states.map(([id]) => id)

const Select: FC<{ name: string; label: string; value: string; options: [string, string][] }> = ({ name, label, value, options }) => (
  <p>
    <label for={name}>{label}</label>
    <select id={name} name={name}>
      {options.map(([id, word]) => (
        <option value={id} selected={id === value}>
          {word}
        </option>
      ))}
    </select>
  </p>
)

const uniqueBy = <T,>(items: T[], key: (item: T) => string): T[] => [...new Map(items.map((item) => [key(item), item])).values()]

const Departments: FC<{ cycle: CycleLine; all: AssignmentLine[]; step: string }> = ({ cycle, all, step }) => (
  <Scroll label="課別の件数">
    <table>
      <caption>課別の件数</caption>
      <thead>
        <tr>
          <th scope="col">局</th>
          <th scope="col">課</th>
          <th scope="col" class="n">
            依頼
          </th>
          <th scope="col" class="n">
            未提出
          </th>
          <th scope="col" class="n">
            修正依頼中
          </th>
          <th scope="col" class="n">
            確認待ち
          </th>
          <th scope="col" class="n">
            済み
          </th>
          <th scope="col" class="n">
            期限超過
          </th>
        </tr>
      </thead>
      <tbody>
        {uniqueBy(all, ({ department }) => department).map(({ department, departmentName, bureau }) => {
          const own = all.filter((one) => one.department === department)
          const of = (...wanted: string[]) => own.filter(({ state }) => wanted.includes(state)).length
          const late = own.filter(({ daysLate }) => daysLate !== null).length
          return (
            <tr>
              <td>{bureau}</td>
              <th scope="row">
                <a href={withQuery(assignmentsPath(cycle), { department, step, state: 'all' })}>{departmentName}</a>
              </th>
              <td class="n">{own.length}</td>
              <td class="n">{of('open')}</td>
              <td class="n">{of('returned')}</td>
              <td class="n">{of('submitted')}</td>
              <td class="n">{of('accepted', 'attested', 'withdrawn')}</td>
              <td class={late > 0 ? 'n late-word' : 'n'}>{late > 0 ? `▲ ${late}` : 0}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  </Scroll>
)

const Row: FC<{ one: AssignmentLine }> = ({ one }) => (
  <tr>
    <td>{one.departmentName}</td>
    <td>{one.title}</td>
    <th scope="row">
      <a href={processPath(one.id) ?? '#'}>{one.subjectName}</a>
    </th>
    <td>
      <State of={assignmentStateWord(one.state, one.daysLate)} />
    </td>
    <td>
      <At at={one.dueAt} as="short" />
    </td>
    <td class="n">{one.versions}</td>
  </tr>
)

export interface AssignmentsPageProps {
  cycle: CycleLine
  /** every assignment of the year */
  all: AssignmentLine[]
  /** those that the query asks for */
  shown: AssignmentLine[]
  query: AssignmentQuery
}

/** 提出状況: who has handed in and who has not, by section and step. */
export const AssignmentsPage: FC<AssignmentsPageProps> = ({ cycle, all, shown, query }) => {
  const steps = uniqueBy(all, ({ step }) => step).map(({ step, stepName }): [string, string] => [step, stepName])
  const departments = uniqueBy(all, ({ department }) => department).map(({ department, departmentName }): [string, string] => [
    department,
    departmentName,
  ])
  return (
    <Page title="提出状況" cycle={cycle} here={assignmentsPath(cycle)} wide>
      {all.length === 0 ? (
        <p>まだ誰にも依頼していません。最初の工程が始まると、ここに提出の状況が表示されます。</p>
      ) : (
        <>
          <form method="get" class="filter">
            <Select name="step" label="工程" value={query.step} options={[['', '全ての工程'], ...steps]} />
            <Select name="department" label="課" value={query.department} options={[['', '全ての課'], ...departments]} />
            <Select name="state" label="状態" value={query.state} options={states} />
            <p class="check">
              <input type="checkbox" id="overdue" name="overdue" value="yes" checked={query.overdue === 'yes'} />
              <label for="overdue">期限を過ぎたものだけ</label>
            </p>
            <p>
              <button type="submit">この条件で表示する</button>
            </p>
          </form>
          <Departments cycle={cycle} all={query.step ? all.filter(({ step }) => step === query.step) : all} step={query.step} />
          <h2>{`該当する依頼（${shown.length}件）`}</h2>
          <p>
            <a href={withQuery(`${assignmentsPath(cycle)}.csv`, { ...query })}>この一覧をCSVで保存する</a>
          </p>
          {shown.length === 0 ? (
            <p>この条件に当てはまる依頼はありません。</p>
          ) : (
            <Scroll label="依頼の一覧">
              <table>
                <thead>
                  <tr>
                    <th scope="col">課</th>
                    <th scope="col">依頼</th>
                    <th scope="col">対象</th>
                    <th scope="col">状態</th>
                    <th scope="col">期限</th>
                    <th scope="col" class="n">
                      提出した版
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map((one) => (
                    <Row one={one} />
                  ))}
                </tbody>
              </table>
            </Scroll>
          )}
        </>
      )}
    </Page>
  )
}
