import type { FC } from 'hono/jsx'
import { type AssignmentList, type ListSort, listPage, type SectionCount } from '../../app/views/assignment-list.js'
import type { AssignmentLine } from '../../app/views/assignment-rows.js'
import type { CycleLine } from '../../app/views/list-cycles.js'
import { assignmentStateWord } from '../../app/views/words.js'
import { chasesPath } from '../chase-paths.js'
import { Page } from '../layout.js'
import { assignmentsPath, processPath, withQuery } from '../paths.js'
import { At, Scroll, State } from '../words.js'
import { type AssignmentQuery, compare, Filter, listPath } from './assignments-filter.js'
import { Officials } from './overseers.js'

interface Section extends Omit<SectionCount, 'step' | 'stepName'> {}

/** The steps' counts of each section added up, in the order of the organisation. */
function bySection(counts: SectionCount[]): Section[] {
  const sections = new Map<string, Section>()
  for (const { step: _, stepName: __, ...one } of counts) {
    const sum = sections.get(one.department)
    if (!sum) sections.set(one.department, one)
    else
      sections.set(one.department, {
        ...sum,
        asked: sum.asked + one.asked,
        open: sum.open + one.open,
        returned: sum.returned + one.returned,
        submitted: sum.submitted + one.submitted,
        done: sum.done + one.done,
        late: sum.late + one.late,
      })
  }
  return [...sections.values()].sort((a, b) => compare(a.bureau, b.bureau) || compare(a.department, b.department))
}

const Departments: FC<{ cycle: CycleLine; counts: SectionCount[]; step: string }> = ({ cycle, counts, step }) => (
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
        {bySection(counts).map(({ department, departmentName, bureau, asked, open, returned, submitted, done, late }) => (
          <tr>
            <td>{bureau}</td>
            <th scope="row">
              <a href={withQuery(assignmentsPath(cycle), { department, step, state: 'all' })}>{departmentName}</a>
            </th>
            <td class="n">{asked}</td>
            <td class="n">{open}</td>
            <td class="n">{returned}</td>
            <td class="n">{submitted}</td>
            <td class="n">{done}</td>
            <td class={late > 0 ? 'n late-word' : 'n'}>{late > 0 ? `▲ ${late}` : 0}</td>
          </tr>
        ))}
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
      {one.pausedUntil && (
        <span class="soft">
          {'電話で '}
          <At at={one.pausedUntil} as="short" />
          {' の約束'}
        </span>
      )}
    </td>
    <td>
      <At at={one.dueAt} as="short" />
      {(one.state === 'open' || one.state === 'returned') && !one.sealed && (
        <Officials id={one.id}>
          {'　'}
          <a href={`${withQuery(processPath(one.id) ?? '/', { act: 'record-call' })}#act-record-call`}>電話を記録</a>
        </Officials>
      )}
    </td>
    <td class="n">{one.versions}</td>
  </tr>
)

/** A column's head; it leads to the list in this column's order. */
const SortedBy: FC<{ cycle: CycleLine; query: AssignmentQuery; sort: ListSort; word: string }> = ({ cycle, query, sort, word }) => (
  <th scope="col" aria-sort={query.sort === sort ? 'ascending' : undefined}>
    <a href={listPath(cycle, query, { sort })}>{query.sort === sort ? `${word}↑` : word}</a>
  </th>
)

const Pages: FC<{ list: AssignmentList; query: AssignmentQuery }> = ({ list: { cycle, total }, query }) => (
  <nav class="near" aria-label="前後の依頼">
    {query.page > 1 && <a href={listPath(cycle, query, { page: query.page - 1 })}>{`前の${listPage}件`}</a>}
    {query.page * listPage < total && <a href={listPath(cycle, query, { page: query.page + 1 })}>{`次の${listPage}件`}</a>}
  </nav>
)

const Table: FC<{ list: AssignmentList; query: AssignmentQuery }> = ({ list: { cycle, shown }, query }) => (
  <Scroll label="依頼の一覧">
    <table>
      <thead>
        <tr>
          <SortedBy cycle={cycle} query={query} sort="section" word="課" />
          <SortedBy cycle={cycle} query={query} sort="" word="依頼" />
          <SortedBy cycle={cycle} query={query} sort="subject" word="対象" />
          <SortedBy cycle={cycle} query={query} sort="state" word="状態" />
          <SortedBy cycle={cycle} query={query} sort="due" word="期限" />
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
)

/** 提出状況: who has handed in and who has not, by section and step; a hundred at a time. */
export const AssignmentsPage: FC<{ list: AssignmentList; query: AssignmentQuery }> = ({ list, query }) => {
  const { cycle, counts, shown, total } = list
  const first = (query.page - 1) * listPage + 1
  return (
    <Page title="提出状況" cycle={cycle} here={assignmentsPath(cycle)} wide>
      {counts.length === 0 ? (
        <p>まだ誰にも依頼していません。最初の工程が始まると、ここに提出の状況が表示されます。</p>
      ) : (
        <>
          <Officials id={cycle.id}>
            <p class="near">
              <a href={chasesPath(cycle)}>再依頼の段取りを課・施策ごとに変える</a>
            </p>
          </Officials>
          <Filter list={list} query={query} />
          <Departments cycle={cycle} counts={query.step ? counts.filter(({ step }) => step === query.step) : counts} step={query.step} />
          {shown.length === 0 ? (
            <>
              <h2>{query.page > 1 ? '依頼の一覧' : '該当する依頼（0件）'}</h2>
              <p>
                {query.page > 1 ? 'この先に依頼はありません。' : 'この条件に当てはまる依頼はありません。'}
                {query.page > 1 && <a href={listPath(cycle, query)}>最初から見る</a>}
              </p>
            </>
          ) : (
            <>
              <h2>{`該当する依頼（${total}件）`}</h2>
              <p>
                {total > shown.length && `${first}件目から${first + shown.length - 1}件目まで。　`}
                <a href={listPath(cycle, query, {}, `${assignmentsPath(cycle)}.csv`)}>{`${total}件をCSVで保存する`}</a>
              </p>
              <Table list={list} query={query} />
              {total > listPage && <Pages list={list} query={query} />}
            </>
          )}
        </>
      )}
    </Page>
  )
}
