import type { FC } from 'hono/jsx'
import { assignmentStateWords } from '../../../domain/correspondence/state-words.js'
import type { AssignmentList, ListQuery, ListSort, SectionCount } from '../../app/views/assignment-list.js'
import type { CycleLine } from '../../app/views/list-cycles.js'
import { assignmentsPath, withQuery } from '../paths.js'
import { FilterSelect } from './filter-select.js'

/** What the address asks for. */
export type AssignmentQuery = ListQuery & { page: number }

const states: [string, string][] = [['all', '全ての状態'], ['pending', '済んでいないもの'], ...Object.entries(assignmentStateWords)]

const sorts: [ListSort, string][] = [
  ['', '工程と課の順'],
  ['section', '課の順'],
  ['subject', '施策の順'],
  ['state', '状態の順'],
  ['due', '期限の早い順'],
]

export const assignmentStates = states.map(([id]) => id)

export const assignmentSorts: string[] = sorts.map(([id]) => id)

/** The address of the same list with something changed; a changed condition begins at the first page. */
export const listPath = (
  cycle: CycleLine,
  query: AssignmentQuery,
  { page = 1, ...change }: Partial<AssignmentQuery> = {},
  path = assignmentsPath(cycle),
) => {
  const { overdue, ...rest } = { ...query, ...change }
  return withQuery(path, { ...rest, overdue: overdue ? 'yes' : '', page: page > 1 ? page : '' })
}

/** Values that occur, with their names, each once. */
const choices = (counts: SectionCount[], of: (one: SectionCount) => [string, string]): [string, string][] => [...new Map(counts.map(of))]

export const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Narrows the list down. */
export const Filter: FC<{ list: AssignmentList; query: AssignmentQuery }> = ({ list: { counts, articles, state }, query }) => (
  <form method="get" class="filter">
    <FilterSelect
      name="step"
      label="工程"
      value={query.step}
      options={[['', '全ての工程'], ...choices(counts, (one) => [one.step, one.stepName])]}
    />
    <FilterSelect
      name="bureau"
      label="局"
      value={query.bureau}
      options={[['', '全ての局'], ...choices(bureaus(counts), (one) => [one.bureau, one.bureau])]}
    />
    <FilterSelect
      name="department"
      label="課"
      value={query.department}
      options={[['', '全ての課'], ...choices(bureaus(counts), (one) => [one.department, one.departmentName])]}
    />
    <FilterSelect
      name="article"
      label="条"
      value={query.article}
      options={[['', '全ての条'], ...articles.map(({ no, title }): [string, string] => [String(no), `第${no}条　${title}`])]}
    />
    <FilterSelect name="state" label="状態" value={state} options={states} />
    <FilterSelect name="sort" label="並べ方" value={query.sort} options={sorts} />
    <p class="check">
      <input type="checkbox" id="overdue" name="overdue" value="yes" checked={query.overdue} />
      <label for="overdue">期限を過ぎたものだけ</label>
    </p>
    <p>
      <button type="submit">この条件で表示する</button>
    </p>
  </form>
)

const bureaus = (counts: SectionCount[]) => counts.toSorted((a, b) => compare(a.bureau, b.bureau) || compare(a.department, b.department))
