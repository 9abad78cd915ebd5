import { randomUUID } from 'node:crypto'
import { type FC, useContext } from 'hono/jsx'
import { importedDoubts } from '../../../domain/money/imported-amount.js'
import { differences } from '../../../domain/sheet/differences.js'
import { doubtsOf } from '../../../domain/sheet/entry.js'
import type { Sheet } from '../../app/desk/sheet.js'
import type { VersionContent } from '../../app/desk/standing-version.js'
import { asLastYear } from '../../app/desk/starting-content.js'
import { assignmentStateWord } from '../../app/views/words.js'
import { Page } from '../layout.js'
import { editPath, picturesPath, processPath } from '../paths.js'
import { VisitorContext } from '../visitor.js'
import { At, nameOf, partyOf, State, yearWords } from '../words.js'
import { type ActProblem, dayHint, Line } from './act-line.js'
import { DifferenceTable } from './difference-table.js'
import { FieldValue } from './fields.js'
import { ActionsToConsult, OpinionsToAnswer } from './opinions-to-answer.js'
import { PromisesBeside, YearsLink } from './promise-fields.js'
import { StagePart } from './review/decision/stage-part.js'

export interface SheetReadPageProps {
  sheet: Sheet
  /** the visitor checks what was handed in: accepts it or asks for it to be mended */
  judge: { office: boolean; before: VersionContent | null; problem: ActProblem | null } | null
}

const Facts: FC<{ sheet: Sheet }> = ({ sheet: { one, cycle } }) => (
  <dl class="facts">
    <dt>状態</dt>
    <dd>
      <State of={assignmentStateWord(one.state, one.daysLate)} />
    </dd>
    <dt>年度</dt>
    <dd>{`${yearWords(cycle.fiscalYear)}・${one.stepName}`}</dd>
    <dt>担当</dt>
    <dd>{`${one.bureau} ${one.departmentName}`}</dd>
    <dt>期限</dt>
    <dd>
      <At at={one.dueAt} />
    </dd>
  </dl>
)

/** The sheet as it was handed in, to be read. */
export const SheetReadPage: FC<SheetReadPageProps> = ({ sheet, judge }) => {
  const { one, cycle, last, fields, definition } = sheet
  const holds = (useContext(VisitorContext)?.posts ?? []).flatMap((post) => (post.as === 'holder' ? post.id : []))
  return (
    <Page title={nameOf(one)} cycle={cycle}>
      {judge?.problem && (
        <div class="error-summary" role="alert">
          <h2>入力内容を確かめてください</h2>
          <p>
            <a href={`#${judge.problem.field || 'judging'}`}>{judge.problem.message}</a>
          </p>
        </div>
      )}
      <p class="near">
        <a href={processPath(one.id) ?? '/'}>この依頼の経過と操作</a>
        <YearsLink sheet={sheet} />
      </p>
      <Facts sheet={sheet} />
      {one.pending !== null && (
        <p class="receipt" role="status">
          {`提出を受け付けています（受付番号 ${one.pending}、反映待ち）。反映は自動で行われます。もう一度提出する必要はありません。`}
        </p>
      )}
      {!last && one.pending === null && (
        <p>
          {one.state === 'attested'
            ? '該当なしとして提出されました。理由は経過にあります。'
            : 'まだ提出されていません。提出されると、ここに内容が表示されます。'}
        </p>
      )}
      {sheet.stage && <StagePart stage={sheet.stage} cycle={cycle} step={one.step} holds={holds} opens={false} />}
      <PromisesBeside sheet={sheet} />
      {!judge && <OpinionsToAnswer sheet={sheet} content={last?.content} />}
      <ActionsToConsult sheet={sheet} />
      {last && !judge && (
        <>
          <p>{`第${last.no}版の内容です。提出した後は書き換えられません。直したいときは事務局に知らせてください。`}</p>
          {fields.map((field) => (
            <FieldValue
              field={field}
              rules={definition}
              value={last.content[field.id]}
              fiscalYear={cycle.fiscalYear}
              pictures={picturesPath(one.id)}
            />
          ))}
        </>
      )}
      {judge && <Judging sheet={sheet} last={last} judge={judge} />}
    </Page>
  )
}

/** 事務局確認: what changed, what to look at, and beside each field the place to ask for it to be mended. */
const Judging: FC<{ sheet: Sheet; last: VersionContent | null; judge: NonNullable<SheetReadPageProps['judge']> }> = ({
  sheet,
  last,
  judge,
}) => {
  const { one, cycle, fields, definition } = sheet
  const changes = judge.before && last ? differences(fields, judge.before.content, last.content, definition) : []
  const doubts = last
    ? [
        ...doubtsOf(fields, last.content),
        ...importedDoubts(fields, cycle.fiscalYear, last.content, sheet.amounts),
        ...asLastYear(sheet, last.content),
      ]
    : []
  const acts = `${processPath(one.id)}/acts`
  return (
    <>
      {last && one.state === 'submitted' && (
        <p class="near">
          <a href="#accepting">内容を確かめて受理する（下へ進みます）</a>
        </p>
      )}
      {judge.office && last && one.state !== 'attested' && !one.forMember && (
        <p>
          <a href={editPath(one.id)}>事務局で字句を修正する（差し戻しません。前後の違いが残り、課に知らせます）</a>
        </p>
      )}
      {judge.before && last && changes.length > 0 && (
        <DifferenceTable
          caption={`第${judge.before.no}版から第${last.no}版への違い`}
          before={`第${judge.before.no}版`}
          after={`第${last.no}版`}
          of={changes}
        />
      )}
      {doubts.length > 0 && (
        <section aria-labelledby="doubts">
          <h2 id="doubts">{`確かめるところ（${doubts.length}）`}</h2>
          <ul>
            {doubts.map(({ field, message }) => (
              <li>
                <a href={`#v-${field}`}>{message}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <OpinionsToAnswer sheet={sheet} content={last?.content} />
      <form method="post" action={acts} class="judging" id="judging">
        <input type="hidden" name="_act" value="return" />
        <input type="hidden" name="_key" value={randomUUID()} />
        {(last ? fields : []).map((field) => (
          <div id={`v-${field.id}`}>
            <FieldValue
              field={field}
              rules={definition}
              value={last?.content[field.id]}
              fiscalYear={cycle.fiscalYear}
              pictures={picturesPath(one.id)}
            />
            <details open={(judge.problem?.texts(`remark.${field.id}`) ?? '') !== ''}>
              <summary>{`「${field.label}」の修正を依頼する`}</summary>
              <Line name={`remark.${field.id}`} label={`「${field.label}」で直してほしいこと`} rows={2} problem={judge.problem} />
            </details>
          </div>
        ))}
        <section class="question" aria-labelledby="return">
          <h2 id="return">修正を依頼する</h2>
          {one.state !== 'submitted' && (
            <p class="warning">受理した後の依頼です。この内容を基にした後の工程に、確認が必要なことを知らせます。</p>
          )}
          <Line
            name="return-reason"
            label="全体について"
            hint="項目ごとの依頼は、上のそれぞれの欄に書いてください。"
            rows={2}
            problem={judge.problem}
          />
          <Line
            name="return-date"
            label="いつまでに"
            hint={`空欄のときは実施要領の日数で決めます。${dayHint}`}
            size={12}
            problem={judge.problem}
          />
          <p>
            <button type="submit" class="second">
              {`修正を依頼する（${partyOf(one)}に通知されます）`}
            </button>
          </p>
        </section>
      </form>
      {last && one.state === 'submitted' && (
        <form method="post" action={acts}>
          <input type="hidden" name="_act" value="accept" />
          <input type="hidden" name="_key" value={randomUUID()} />
          <input type="hidden" name="version" value={last.id} />
          <h2 id="accepting">受理</h2>
          <p>上の内容、確かめるところ、答えのない意見を見てから受理してください。受理の後でも修正を依頼できます。</p>
          <p class="buttons">
            <button type="submit">{`第${last.no}版を受理する`}</button>
          </p>
        </form>
      )}
    </>
  )
}
