import type { FC } from 'hono/jsx'
import { fiscalYearName, formatDateTime } from '../../../domain/calendar/date-words.js'
import type { FirstMail } from '../../app/start-year/first-mails.js'
import type { Finding, Inspection } from '../../app/start-year/inspect.js'
import type { Preparation } from '../../app/start-year/preparation.js'
import { changesSince } from '../../app/start-year/typed-rows.js'
import { At, yearWords } from '../words.js'
import { Changes } from './start-year-file-pages.js'
import { findingPath, PreparationPage, Problems, preparationPath, registerPath } from './start-year-parts.js'
import { Dates, Staff } from './start-year-plan.js'

const Warnings: FC<{ prep: Preparation; warnings: Finding[] }> = ({ prep, warnings }) =>
  warnings.length > 0 ? (
    <section>
      <h2>{`始める前に見ておくこと（${warnings.length}件）`}</h2>
      <p>このままでも始められます。</p>
      <ul>
        {warnings.map(({ text, at }) => (
          <li>
            <a href={findingPath(prep, at)}>{text}</a>
          </li>
        ))}
      </ul>
    </section>
  ) : null

const Mails: FC<{ mails: FirstMail[] }> = ({ mails }) => (
  <section id="mails">
    <h2>{`最初に送られるメール（宛先${mails.length}か所）`}</h2>
    <p>
      宛先ごとに、最初の依頼メールを示します。日程を動かすと送る日時も変わります。同じ時刻にほかの年度の用件がある宛先には、一通にまとめて送られます。
    </p>
    {mails.map((mail, at) => (
      <details open={at === 0}>
        <summary>{`${formatDateTime(mail.at)}　${mail.post}（${mail.mailbox}）　${mail.items.length}件`}</summary>
        <dl class="facts">
          <dt>送る日時</dt>
          <dd>
            <At at={mail.at} />
            {mail.awaits.length > 0 && `（${mail.awaits.map((name) => `「${name}」`).join('')}が予定どおり終わった場合）`}
          </dd>
          <dt>宛先</dt>
          <dd>{`${mail.post}（${mail.department}）${mail.mailbox}`}</dd>
          <dt>件名</dt>
          <dd>{mail.subject}</dd>
          <dt>用件</dt>
          <dd>{mail.items.map(({ subjectName, title }) => (subjectName === title ? title : `${subjectName}：${title}`)).join('、')}</dd>
        </dl>
        <pre class="letter">{mail.text}</pre>
      </details>
    ))}
    {mails.length === 0 && <p>メールで依頼する相手がいません。</p>}
  </section>
)

const Start: FC<{ prep: Preparation; basis: string; first: FirstMail | undefined }> = ({ prep, basis, first }) => (
  <section>
    <h2>{`${fiscalYearName(prep.fiscalYear)}を始める`}</h2>
    <p>始めると、次のことが起こります。</p>
    <ul>
      <li>実施要領と名簿がこの年度のものとして記録され、全ての工程の日程が年間進行表に載ります。</li>
      <li>
        {first
          ? `最初の依頼メールは、${formatDateTime(first.at)}に送る予定です。始めた後に「送信予定」で初回メールを点検するまで、一通も送りません。その後は、工程の開始に合わせて自動で送ります。`
          : 'メールは送られません。'}
      </li>
      <li>年度の開始は取り消せません。これからの工程の日程は、始めた後でも動かせます。</li>
    </ul>
    <form method="post" action={`${preparationPath(prep)}/start`}>
      <input type="hidden" name="basis" value={basis} />
      <button type="submit">{`${fiscalYearName(prep.fiscalYear)}を始める`}</button>
    </form>
  </section>
)

/** 点検: everything that starting the year would set going, and everything that is in its way. @param problem why the press of the button did nothing */
export const StartCheckPage: FC<{ prep: Preparation; found: Inspection; basis: string; problem?: string | null }> = ({
  prep,
  found,
  basis,
  problem = null,
}) => {
  const { rows, dropped } = prep.draft.body
  const changes = changesSince(prep, rows)
  const faults = found.faults.map(({ text, at }) => ({ text, href: findingPath(prep, at) }))
  return (
    <PreparationPage prep={prep} title="点検" here="check">
      <Problems problems={problem ? [{ text: problem, href: '#main' }] : []} title="年度は始まっていません" />
      <Problems problems={faults} title={`このままでは始められません（${faults.length}件）`} />
      <dl class="facts">
        <dt>実施要領</dt>
        <dd>{prep.definition ? `${prep.definition.name}（${prep.definition.edition}版）` : '選び直してください'}</dd>
        <dt>名簿</dt>
        <dd>{`${rows.length}件、うち検証対象${rows.filter(({ verified }) => verified).length}件`}</dd>
        <dt>時計</dt>
        <dd>
          {prep.played ? '再生用の時計：' : '実際の日時：'}
          <At at={prep.now} />
        </dd>
      </dl>
      <Warnings prep={prep} warnings={found.warnings} />
      <section>
        <h2>{prep.last ? `名簿の${yearWords(prep.last.fiscalYear)}からの変更` : '名簿'}</h2>
        <Changes changes={changes} />
        {dropped.length > 0 && (
          <>
            <h3>{`外れる施策（${dropped.length}件）`}</h3>
            <ul>
              {dropped.map(({ key, name, reason }) => (
                <li>{`${name}（${key}）　理由：${reason}`}</li>
              ))}
            </ul>
          </>
        )}
        {prep.last && changes.added.length + changes.dropped.length + changes.changed.length + changes.descents.length === 0 && (
          <p>変更はありません。</p>
        )}
        <p>
          <a href={registerPath(prep)}>名簿を直す</a>
        </p>
      </section>
      {found.steps.length > 0 && <Dates steps={found.steps} />}
      {found.staff.length > 0 && <Staff staff={found.staff} />}
      {faults.length === 0 && <Mails mails={found.mails} />}
      {faults.length === 0 && <Start prep={prep} basis={basis} first={found.mails[0]} />}
    </PreparationPage>
  )
}

/** On the year's page, after the button: what has happened and what comes next. @param how `new`, or `already` when it had begun before */
export const StartedBanner: FC<{ fiscalYear: number; how: 'new' | 'already' }> = ({ fiscalYear, how }) => (
  <p class="notice" role="status">
    {how === 'new'
      ? `${yearWords(fiscalYear)}を始めました。初回メールは、送信予定で点検を済ませるまで送りません。`
      : `${yearWords(fiscalYear)}はすでに始まっています。もう一度始めることはありません。`}
  </p>
)
