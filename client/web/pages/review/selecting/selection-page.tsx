import { randomUUID } from 'node:crypto'
import type { FC } from 'hono/jsx'
import type { Selection, SelectionLine } from '../../../../app/review/selecting/selection.js'
import type { CycleLine } from '../../../../app/views/list-cycles.js'
import { Page } from '../../../layout.js'
import { sheetPath, withQuery } from '../../../paths.js'
import { allotmentPath, programmeYearsPath, promisesPath, releasePath, selectionPath } from '../../../review-paths.js'
import { At, Scroll } from '../../../words.js'
import { type ActProblem, Line } from '../../act-line.js'
import { ErrorSummary } from '../../error-summary.js'

export interface SelectionPageProps {
  cycle: CycleLine
  selection: Selection
  /** may change it */
  office: boolean
  done: boolean
  problem: ActProblem | null
}

/** Why a programme is proposed. */
const grounds = ({ priority, open, wish }: SelectionLine): string[] => [
  ...(priority ? ['重点事業'] : []),
  ...(open > 0 ? [`前の年度までの約束 ${open}件`] : []),
  ...(wish === null ? [] : [`協議会の希望（${wish}）`]),
]

/** A box as it was left, on a refused form; beside it how things stand, so that the change is still one when the form is sent again. */
const Box: FC<{ name: string; id: string; label: string; stands: boolean; locked: boolean; problem: ActProblem | null }> = ({
  name,
  id,
  label,
  stands,
  locked,
  problem,
}) => {
  const left = problem?.texts(`${name}.${id}`) === 'on'
  const turned = problem !== null && problem.texts(`${name}-was.${id}`) === (left ? 'off' : 'on')
  return (
    <>
      <input type="checkbox" name={`${name}.${id}`} value="on" aria-label={label} checked={turned ? left : stands} disabled={locked} />
      {!locked && <input type="hidden" name={`${name}-was.${id}`} value={stands ? 'on' : 'off'} />}
    </>
  )
}

const Rows: FC<SelectionPageProps & { closed: boolean }> = ({ cycle, selection: { lines }, office, closed, problem }) => {
  const shared = lines.some(({ sharedWith }) => sharedWith !== null)
  return (
    <Scroll label="検証対象の選定">
      <table>
        <caption>{`検証対象 ${lines.filter(({ verified }) => verified).length}件／全${lines.length}件`}</caption>
        <thead>
          <tr>
            <th scope="col">検証対象</th>
            <th scope="col">条</th>
            <th scope="col">施策</th>
            <th scope="col">課</th>
            <th scope="col">挙げる理由</th>
            <th scope="col">協議会の希望</th>
            {shared && <th scope="col">一体的に実施</th>}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => {
            const { key, name, article, departmentName, verified, sharedWith, components, wish } = line
            return (
              <tr>
                <td>
                  <Box
                    name="verified"
                    id={key}
                    label={`${name}を検証対象にする`}
                    stands={verified}
                    locked={!office || closed}
                    problem={problem}
                  />
                  {verified ? '対象' : ''}
                </td>
                <td class="keep">{`第${article}条`}</td>
                <th scope="row">
                  <a href={programmeYearsPath(cycle, key)}>{name}</a>
                  {components.length > 0 && (
                    <ul class="soft">
                      {components.map((one) => (
                        <li>{`${one.name}${one.article && one.article !== article ? `（第${one.article}条）` : ''}${one.note ? `（${one.note}）` : ''}`}</li>
                      ))}
                    </ul>
                  )}
                </th>
                <td>{departmentName}</td>
                <td>{grounds(line).join('、') || '―'}</td>
                <td>
                  <Box
                    name="wish"
                    id={key}
                    label={`${name}について協議会の希望がある`}
                    stands={wish !== null}
                    locked={!office}
                    problem={problem}
                  />
                </td>
                {shared && <td>{sharedWith ? `「${sharedWith}」と一体（額はそちらで一度だけ数える）` : ''}</td>}
              </tr>
            )
          })}
        </tbody>
      </table>
    </Scroll>
  )
}

/** 選定: which programmes of a running year are verified, and what speaks for each. */
export const SelectionPage: FC<SelectionPageProps> = (props) => {
  const { cycle, selection, done, problem } = props
  const { closed, changes, lines } = selection
  const office = props.office && cycle.state === 'running'
  const names = (keys: string[]) => keys.map((key) => lines.find((line) => line.key === key)?.name ?? key).join('、')
  return (
    <Page title="検証対象の選定" cycle={cycle} here={selectionPath(cycle)} wide>
      {problem && <ErrorSummary problems={[{ field: '', label: '', message: problem.message }]} />}
      {done && (
        <p class="receipt" role="status">
          保存しました。変えたことと理由は、経過に残りました。
        </p>
      )}
      <p>検証対象にする施策と、その理由です。いくつかの事業をまとめた施策は、構成する事業を名前の下に示します。</p>
      <p class="near">
        <a href={allotmentPath(cycle)}>担当・利害関係</a>
        <a href={releasePath(cycle)}>委員への公開</a>
        <a href={withQuery(promisesPath(cycle.city), {})}>約束の一覧</a>
        {selection.sheets.map((id) => (
          <a href={sheetPath(id)}>選定の記録（提出する様式）</a>
        ))}
      </p>
      {closed && <p class="notice">{`${closed}${office ? '協議会の希望は、いまも書き留められます。' : ''}`}</p>}
      <form method="post" action={selectionPath(cycle)}>
        <input type="hidden" name="_key" value={randomUUID()} />
        {office && (
          <p>
            <a href="#saving">印を付け終えたら：理由を書いて保存する（表の下）</a>
          </p>
        )}
        <Rows {...props} office={office} closed={closed !== null} />
        {office && (
          <div class="question" id="saving">
            <Line
              name="reason"
              label="変える理由（協議会の希望のときは、その内容）"
              hint="記録に残ります。氏名は書かないでください。"
              rows={3}
              problem={problem}
            />
            <p>
              <button type="submit">選定を保存する</button>
            </p>
          </div>
        )}
      </form>
      {changes.length > 0 && (
        <>
          <h2>これまでの変更</h2>
          <ul class="rows">
            {changes.map(({ at, post, reason, added, dropped, wished, unwished }) => (
              <li>
                <At at={at} />
                {`　${post}　`}
                {[
                  added.length > 0 && `加えた施策：${names(added)}`,
                  dropped.length > 0 && `外した施策：${names(dropped)}`,
                  wished.length > 0 && `協議会の希望：${names(wished)}`,
                  unwished.length > 0 && `希望の取消し：${names(unwished)}`,
                ]
                  .filter(Boolean)
                  .join('。')}
                {`。理由：${reason}`}
              </li>
            ))}
          </ul>
        </>
      )}
    </Page>
  )
}
