import type { FC } from 'hono/jsx'
import { formatDate } from '../../../domain/calendar/date-words.js'
import type { ComingDispatches, ComingQuery } from '../../app/views/coming-dispatches.js'
import { noticeKindWord } from '../../app/views/words.js'
import { FilterSelect } from './filter-select.js'

const heldCauses: [string, string][] = [
  ['', '全て'],
  ['release', '初回メールの点検待ち'],
  ['office', '事務局が保留'],
  ['address', '宛先がなく保留'],
  ['letter', '文面が書けず保留'],
]
export const isHeldCause = (text: string): boolean => heldCauses.some(([id]) => id === text)

const origins: [string, string][] = [
  ['', '全て'],
  ['recorded', '始まった工程のもの'],
  ['foretold', 'まだ始まっていない工程のもの'],
]
export const isOrigin = (text: string): boolean => origins.some(([id]) => id === text)

/** Which of the coming mails are shown. */
export const Filter: FC<{ coming: ComingDispatches; query: ComingQuery }> = ({ coming: { days, sections, steps, kinds }, query }) => (
  <form method="get" class="filter">
    <FilterSelect
      name="day"
      label="送る日"
      value={query.day}
      options={[['', '全ての日'], ...days.map(({ day }): [string, string] => [day, formatDate(day)])]}
    />
    <FilterSelect
      name="section"
      label="課"
      value={query.section}
      options={[['', '全ての課'], ...sections.map(({ id, name }): [string, string] => [id, name])]}
    />
    <FilterSelect
      name="step"
      label="工程"
      value={query.step}
      options={[['', '全ての工程'], ...steps.map(({ id, name }): [string, string] => [id, name])]}
    />
    <FilterSelect
      name="kind"
      label="種類"
      value={query.kind}
      options={[['', '全ての種類'], ...kinds.map((kind): [string, string] => [kind, noticeKindWord(kind)])]}
    />
    <FilterSelect name="from" label="工程の状況" value={query.from} options={origins} />
    <FilterSelect name="held" label="保留" value={query.held} options={heldCauses} />
    <p>
      <button type="submit">この条件で表示する</button>
    </p>
  </form>
)
