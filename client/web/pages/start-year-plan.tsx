import type { FC } from 'hono/jsx'
import type { PlannedLine, StaffLine } from '../../app/start-year/inspect.js'
import { At, Scroll } from '../words.js'

/** When each step of the year would open and be due, with the reasons. */
export const Dates: FC<{ steps: PlannedLine[] }> = ({ steps }) => (
  <section id="dates">
    <h2>年間の日程</h2>
    <p>始めた後も、これからの工程の日程は動かせます。動かせないものには、その旨を示します。</p>
    <Scroll label="年間の日程">
      <table>
        <thead>
          <tr>
            <th scope="col">工程</th>
            <th scope="col">開始</th>
            <th scope="col">期限</th>
            <th scope="col">その日になる理由</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr>
              <th scope="row">
                {step.name}
                {step.fixed && <span class="soft">市では動かせない日程</span>}
              </th>
              <td>
                <At at={step.opensAt} />
                {step.past !== null && <span class="late-word">過ぎています</span>}
              </td>
              <td>
                <At at={step.dueAt} />
                {step.past === 'due' && <span class="late-word">過ぎています</span>}
              </td>
              <td>
                {step.reasons.map(({ text, warning }) => (
                  <span class={warning ? 'reason warning' : 'reason'}>{`${warning ? '【注意】' : ''}${text}。`}</span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  </section>
)

/** Who answers for what, section by section. */
export const Staff: FC<{ staff: StaffLine[] }> = ({ staff }) => (
  <section>
    <h2>誰が何を担当するか</h2>
    <Scroll label="課ごとの担当">
      <table>
        <thead>
          <tr>
            <th scope="col">課</th>
            <th scope="col">担当の職</th>
            <th scope="col">課長</th>
            <th scope="col" class="n">
              施策
            </th>
            <th scope="col" class="n">
              うち検証対象
            </th>
            <th scope="col" class="n">
              一年の依頼
            </th>
          </tr>
        </thead>
        <tbody>
          {staff.map((line) => (
            <tr>
              <th scope="row">
                {line.name}
                <span class="soft">{line.bureau}</span>
              </th>
              <td>{line.officer ?? <strong class="warning">いません</strong>}</td>
              <td>{line.head ?? <strong class="warning">いません</strong>}</td>
              <td class="n">{`${line.programmes}件`}</td>
              <td class="n">{`${line.verified}件`}</td>
              <td class="n">{`${line.asked}件`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  </section>
)
