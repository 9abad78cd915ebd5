import type { FC } from 'hono/jsx'
import { wholeName } from '../../../../../domain/review/whole.js'
import type { Bench } from '../../../../app/review/workbench/bench.js'
import { isLeft, type Said } from '../../../../app/review/workbench/said.js'
import { withQuery } from '../../../paths.js'
import { acts, nameIn, type SubjectsYear } from '../../../review/office-year.js'
import { remarksPath } from '../../../review-paths.js'

type Lines = { bench: Bench }[]

/** Remarks about what no opinions are asked for: an unverified programme, an article. */
export const Elsewhere: FC<{ year: SubjectsYear; lines: Lines; said: Said[] }> = ({ year, lines, said }) => {
  const left = said.filter((one) => isLeft(one) && !lines.some(({ bench }) => bench.subject === one.subject))
  const subjects = [...new Set(left.map(({ subject }) => subject))]
  return subjects.length === 0 ? null : (
    <section>
      <h2>意見を整理する依頼のない対象への発言</h2>
      {acts(year) && <p>{`ほかの対象への発言に訂正するか（発言の記録で対象を選び直す）、${wholeName}の意見にしてください。`}</p>}
      <ul class="rows">
        {subjects.map((subject) => (
          <li>
            <a href={withQuery(remarksPath(year.cycle), { about: subject, use: 'left' })}>{nameIn(year.subjects, subject)}</a>
            {`　未整理 ${left.filter((one) => one.subject === subject).length}件`}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Viewpoints that the definition got in mid-cycle, and the subjects that have no opinion of them yet. */
export const Viewpoints: FC<{ year: SubjectsYear; lines: Lines; added: { id: string; name: string }[] }> = ({ year, lines, added }) => (
  <>
    {added.map(({ id, name }) => {
      const without = lines.filter(({ bench }) => !bench.opinions.some(({ viewpoint }) => viewpoint === id))
      return (
        <section>
          <h2>{`年度の途中で加わった視点「${name}」`}</h2>
          <p>
            {without.length === 0
              ? '全ての対象に、この視点の意見があります。'
              : `この視点の意見がまだない対象：${without.map(({ bench }) => nameIn(year.subjects, bench.subject)).join('、')}。ほかの視点の意見は、そのままです。`}
          </p>
        </section>
      )
    })}
  </>
)
