import type { FC } from 'hono/jsx'
import type { TrailSection, TrailStep } from '../../app/views/trail-steps.js'
import { kindChoices, type TrailQuery } from '../trail-query.js'

const Options: FC<{ of: [value: string, word: string][]; chosen: string }> = ({ of, chosen }) => (
  <>
    {of.map(([value, word]) => (
      <option value={value} selected={value === chosen}>
        {word}
      </option>
    ))}
  </>
)

/** What the rows of a trail are narrowed by. It stands in the address: a filtered list can be sent, kept and printed. */
export const TrailFilterForm: FC<{ query: TrailQuery; steps: TrailStep[]; sections: TrailSection[]; path: string }> = ({
  query,
  steps,
  sections,
  path,
}) => (
  <form method="get" action={path} class="filter">
    <p>
      <label for="step">工程</label>
      <select id="step" name="step">
        <option value="">全ての工程</option>
        <Options of={steps.map(({ id, name }) => [id, name])} chosen={query.step} />
      </select>
    </p>
    <p>
      <label for="subject">対象（施策・課などの名前の一部）</label>
      <input id="subject" name="subject" value={query.subject} size={20} />
    </p>
    <p>
      <label for="department">課</label>
      <select id="department" name="department">
        <option value="">全ての課</option>
        <Options of={sections.map(({ key, name }) => [key, name])} chosen={query.department} />
      </select>
    </p>
    <p>
      <label for="post">職</label>
      <select id="post" name="post">
        <option value="">全ての職</option>
        {sections.map(({ name, posts }) => (
          <optgroup label={name}>
            <Options of={posts.map(({ id, title }) => [id, title])} chosen={query.post} />
          </optgroup>
        ))}
      </select>
    </p>
    <p>
      <label for="kind">事項</label>
      <select id="kind" name="kind">
        <option value="">全ての事項</option>
        <optgroup label="できごと">
          <Options of={kindChoices.events} chosen={query.kind} />
        </optgroup>
        <optgroup label="操作の種類">
          <Options of={kindChoices.acts} chosen={query.kind} />
        </optgroup>
      </select>
    </p>
    <p>
      <label for="since">期間の始まり（例：2016-12-16）</label>
      <input id="since" name="since" value={query.since} size={12} autocomplete="off" />
    </p>
    <p>
      <label for="until">期間の終わり</label>
      <input id="until" name="until" value={query.until} size={12} autocomplete="off" />
    </p>
    <p>
      <label for="text">理由・同意・応答に含まれる語</label>
      <input id="text" name="text" value={query.text} size={16} />
    </p>
    <p>
      <label for="from">何番から</label>
      <input id="from" name="from" inputmode="numeric" size={6} />
    </p>
    {query.process && <input type="hidden" name="process" value={query.process} />}
    <p>
      <button type="submit">この条件で表示する</button>
    </p>
  </form>
)
