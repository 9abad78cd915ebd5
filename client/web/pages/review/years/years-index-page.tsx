import type { FC } from 'hono/jsx'
import type { comparable } from '../../../../app/review/programme-years.js'
import { Page } from '../../../layout.js'
import { programmeYearsPath, yearsPath } from '../../../review-paths.js'
import { Scroll } from '../../../words.js'

/** 年度比較: which programme. */
export const YearsIndexPage: FC<{ of: NonNullable<Awaited<ReturnType<typeof comparable>>> }> = ({ of: { cycle, programmes } }) => (
  <Page title="年度比較" cycle={cycle} here={yearsPath(cycle)}>
    <p>施策を選ぶと、シートの数値、予算と決算、検証意見と対応を年度ごとに並べて見られます。</p>
    <Scroll label="施策の一覧">
      <table>
        <caption>{`施策（${programmes.length}件）`}</caption>
        <thead>
          <tr>
            <th scope="col">条</th>
            <th scope="col">施策</th>
            <th scope="col">課</th>
            <th scope="col" class="n">
              並べる年度
            </th>
          </tr>
        </thead>
        <tbody>
          {programmes.map(({ key, name, article, departmentName, years }) => (
            <tr>
              <td class="keep">{`第${article}条`}</td>
              <th scope="row">
                <a href={programmeYearsPath(cycle, key)}>{name}</a>
              </th>
              <td>{departmentName}</td>
              <td class="n">{years}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  </Page>
)
