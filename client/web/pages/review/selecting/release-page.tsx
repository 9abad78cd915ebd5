import { randomUUID } from 'node:crypto'
import type { FC } from 'hono/jsx'
import type { ReleasableSheet } from '../../../../app/review/selecting/release-sheets.js'
import type { CycleLine } from '../../../../app/views/list-cycles.js'
import { assignmentStateWord } from '../../../../app/views/words.js'
import { Page } from '../../../layout.js'
import { sheetPath } from '../../../paths.js'
import { allotmentPath, releasePath } from '../../../review-paths.js'
import { At, Scroll, State } from '../../../words.js'
import { type ActProblem, Line } from '../../act-line.js'
import { ErrorSummary } from '../../error-summary.js'

export interface ReleasePageProps {
  cycle: CycleLine
  sheets: ReleasableSheet[]
  /** since when members see them; null: they do not */
  since: string | null
  office: boolean
  /** release | hide: what has just been done */
  done: string
  problem: ActProblem | null
}

const Sheets: FC<{ sheets: ReleasableSheet[]; since: string | null }> = ({ sheets, since }) => (
  <Scroll label="公開するシート">
    <table>
      <caption>{since ? '委員が見ているシート' : '公開すると委員に見えるシート'}</caption>
      <thead>
        <tr>
          <th scope="col">施策</th>
          <th scope="col">シート</th>
          <th scope="col">状態</th>
          <th scope="col">委員に見えるか</th>
          <th scope="col" class="n">
            担当委員
          </th>
          <th scope="col" class="n">
            利害関係
          </th>
        </tr>
      </thead>
      <tbody>
        {sheets.map(({ name, assignment, stepName, state, acceptedAt, version, members, conflicts }) => (
          <tr>
            <th scope="row">
              <a href={sheetPath(assignment)}>{name}</a>
            </th>
            <td class="name">{stepName}</td>
            <td>
              <State of={assignmentStateWord(state, null)} />
            </td>
            <td>
              {acceptedAt
                ? `第${version}版が${members === 0 ? '見える（ただし担当委員がいません）' : '見える'}`
                : 'まだ見えない（受理されると見える）'}
            </td>
            <td class="n">{members}</td>
            <td class="n">{conflicts}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)

/** 委員への公開: what becomes visible, before it does. */
export const ReleasePage: FC<ReleasePageProps> = ({ cycle, sheets, since, office, done, problem }) => {
  const ready = sheets.filter(({ acceptedAt }) => acceptedAt !== null).length
  const acts = office && cycle.state === 'running'
  return (
    <Page title="委員への公開" cycle={cycle} here={releasePath(cycle)}>
      {problem && <ErrorSummary problems={[{ field: '', label: '', message: problem.message }]} />}
      {((done === 'release' && since) || (done === 'hide' && !since)) && (
        <p class="receipt" role="status">
          {since ? '担当の委員に公開しました。' : '公開を取りやめました。委員からは見えません。'}
        </p>
      )}
      <p class="notice" role="status">
        {since ? (
          <>
            <At at={since} />
            {'から、担当の委員に公開しています。'}
          </>
        ) : (
          'まだ公開していません。委員には「公開前です」と表示されます。'
        )}
      </p>
      <p>{`検証対象の施策のシート${sheets.length}件のうち、受理されたものは${ready}件です。委員が見るのは、自分が担当する施策の受理されたシートだけで、利害関係のある施策は見えません。`}</p>
      <p class="near">
        <a href={allotmentPath(cycle)}>担当・利害関係</a>
      </p>
      <Sheets sheets={sheets} since={since} />
      {acts && !since && ready === 0 && <p>受理されたシートがまだないため、公開できません。一件でも受理されると、ここから公開できます。</p>}
      {acts && (since || ready > 0) && (
        <form method="post" action={releasePath(cycle)} class="question">
          <input type="hidden" name="_key" value={randomUUID()} />
          <input type="hidden" name="_act" value={since ? 'hide' : 'release'} />
          {since && <Line name="reason" label="公開を取りやめる理由" hint="記録に残ります。" rows={2} problem={problem} />}
          <p>
            <button type="submit" class={since ? 'danger' : undefined}>
              {since ? '公開を取りやめる（委員から見えなくなります）' : `受理されたシート${ready}件を担当の委員に公開する`}
            </button>
          </p>
          {since && (
            <p class="soft">
              すでに送った会議資料（PDF）は、公開を取りやめても委員の手元に残ります。送る前の会議資料は止めます。資料を作り直し、「送信予定」で保留を解いてください。
            </p>
          )}
          {!since && (
            <p class="soft">
              この後に受理されたシートも、受理されると見えるようになります。公開は取りやめられますが、送った会議資料は取り戻せません。
            </p>
          )}
        </form>
      )}
    </Page>
  )
}
