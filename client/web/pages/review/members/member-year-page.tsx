import { randomUUID } from 'node:crypto'
import type { FC } from 'hono/jsx'
import type { ProgrammeStanding, Statement } from '../../../../../domain/review/check-statements.js'
import { crossCutting, wholeName } from '../../../../../domain/review/whole.js'
import type { Sheet } from '../../../../app/desk/sheet.js'
import type { RecordedRemark } from '../../../../app/review/member/ground.js'
import type { MemberYear } from '../../../../app/review/member/member-years.js'
import { sheetScript } from '../../../assets.js'
import { Page } from '../../../layout.js'
import { memberAboutPath, memberPath, memberYearPath } from '../../../member-paths.js'
import { At, State } from '../../../words.js'
import { askedState, NotReleased, StatementList, WhereInYear } from './member-parts.js'
import { ConfirmRecords } from './member-record.js'

export interface MemberYearPageProps {
  year: MemberYear
  programmes: ProgrammeStanding[]
  recorded: RecordedRemark[]
  sheet: Sheet | null
  /** what stands: the draft, or what was sent */
  statements: Statement[]
  writable: boolean
  done?: string | null
  /** key of the page that was saved just now */
  page?: string | null
  problems?: string[]
  /** words on records that were typed and not taken */
  typed?: Statement[]
}

const doneWords: Record<string, string> = {
  saved: '保存しました。まだ送っていません。',
  confirmed: '発言の記録について、確かめた内容を送りました。',
}

/** The office's records about which the member has said nothing yet. */
const unconfirmed = (recorded: RecordedRemark[], statements: Statement[]): RecordedRemark[] =>
  recorded.filter(({ no, told }) => told === null && !statements.some((one) => one.of === no))

/** Records that were not confirmed: while one may write, to be done; afterwards, as it was left. */
const leftWord = (left: number, writable: boolean): string => (writable ? `${left}件を確かめてください` : `未確認${left}件`)

/** One line: a programme or the whole, how much is written about it, what is to be confirmed. */
const Line: FC<{ of: MemberYearPageProps; subject: string; name: string; link: boolean }> = ({ of, subject, name, link }) => {
  const mine = of.statements.filter((one) => one.subject === subject)
  const here = of.recorded.filter((one) => one.subject === subject)
  const left = unconfirmed(here, mine).length
  // A word on what the office wrote down counts with the records.
  const own = mine.filter((one) => one.of === undefined).length
  return (
    <tr>
      <th scope="row">{link ? <a href={memberAboutPath(of.year, of.year.seatKey, subject)}>{name}</a> : name}</th>
      <td>{own === 0 ? '―' : `${own}件`}</td>
      <td>{here.length === 0 ? '―' : left === 0 ? '確認済み' : <strong>{leftWord(left, of.writable)}</strong>}</td>
    </tr>
  )
}

const Programmes: FC<{ of: MemberYearPageProps }> = ({ of }) => {
  const assigned = of.programmes.filter(({ standing, withdrawn }) => standing === 'assigned' && !withdrawn)
  const away = of.programmes.filter(({ standing, withdrawn }) => standing === 'assigned' && withdrawn)
  const conflicts = of.programmes.filter(({ standing }) => standing === 'conflict')
  return (
    <section aria-labelledby="programmes">
      <h2 id="programmes">担当の施策</h2>
      {assigned.length === 0 && <p>担当の施策は、まだ割り当てられていません。</p>}
      <table class="member-programmes">
        <caption class="unseen">担当の施策と、書いた御意見の数</caption>
        <thead>
          <tr>
            <th scope="col">施策</th>
            <th scope="col">書いた御意見</th>
            <th scope="col">発言の記録</th>
          </tr>
        </thead>
        <tbody>
          {assigned.map(({ key, name }) => (
            <Line of={of} subject={key} name={name} link={of.year.released} />
          ))}
          <Line of={of} subject={crossCutting} name={wholeName} link />
        </tbody>
      </table>
      {away.length > 0 && <p class="soft">{`シートが取り下げられたもの：${away.map(({ name }) => name).join('、')}`}</p>}
      {conflicts.length > 0 && <p>{`利害関係のため対象外：${conflicts.map(({ name }) => name).join('、')}`}</p>}
    </section>
  )
}

const Sending: FC<{ of: MemberYearPageProps; sheet: Sheet }> = ({ of: { year, programmes, statements, recorded }, sheet }) => {
  const left = unconfirmed(recorded, statements).length
  return (
    <section class="question" aria-labelledby="sending">
      <h2 id="sending">送る</h2>
      {statements.length === 0 ? (
        <p>まだ何も書かれていません。上の一覧から施策を開いて、御意見を書いてください。</p>
      ) : (
        <form method="post" action={`${memberYearPath(year, year.seatKey)}/send`}>
          <input type="hidden" name="_key" value={randomUUID()} />
          <input type="hidden" name="_revision" value={String(sheet.draft?.revision ?? 0)} />
          <input type="hidden" name="_base" value={sheet.last?.id ?? ''} />
          <p>{`次の${statements.length}件を、まとめて事務局に送ります。`}</p>
          <StatementList statements={statements} names={programmes} />
          {left > 0 && (
            <p class="warning">
              {`まだ確かめていない発言の記録が${left}件あります。このままでも送れます。送った後は、この画面の「御発言の記録を確かめる」で確かめられます。`}
            </p>
          )}
          <p>送った後は、事務局が戻すまで書き足せません。</p>
          <p>
            <button type="submit">{`${statements.length}件を送る`}</button>
          </p>
        </form>
      )}
    </section>
  )
}

const Sent: FC<{ of: MemberYearPageProps; sheet: Sheet }> = ({ of: { programmes, statements }, sheet }) => (
  <section aria-labelledby="sent">
    <h2 id="sent">{`送った御意見（${statements.length}件）`}</h2>
    {sheet.one.pending !== null && (
      <p class="receipt" role="status">{`受け付けました（受付番号 ${sheet.one.pending}、反映待ち）。もう一度送る必要はありません。`}</p>
    )}
    {statements.length === 0 ? <p>送った御意見はありません。</p> : <StatementList statements={statements} names={programmes} />}
    {!sheet.one.sealed && sheet.cycle.state === 'running' && sheet.one.state !== 'withdrawn' ? (
      <p>{`書き直したいときは、事務局（${sheet.definition.report.office}）に知らせてください。事務局が戻すと、続きから書けます。`}</p>
    ) : (
      <p>この年度の記録は閉じられているため、書き直せません。</p>
    )}
  </section>
)

/** One seat's year: the programmes, what was written about each, and the button that hands everything in. */
export const MemberYearPage: FC<MemberYearPageProps> = (props) => {
  const { year, sheet, writable, done = null, page = null, problems = [], typed = [] } = props
  const left = unconfirmed(props.recorded, props.statements)
  const state = askedState(year)
  return (
    <Page title={year.asked?.title ?? '担当の施策'} here={memberPath} scripts={page ? [sheetScript] : []}>
      {problems.length > 0 && (
        <div class="error-summary" role="alert">
          <h2>まだ送っていません</h2>
          <ul>
            {problems.map((problem) => (
              <li>{problem}</li>
            ))}
          </ul>
          <p>書いた内容は残っています。</p>
        </div>
      )}
      {done && doneWords[done] && (
        <p class="receipt" role="status" data-handed-in={page ?? undefined}>
          {doneWords[done]}
        </p>
      )}
      <WhereInYear year={year} />
      {year.asked && state && (
        <dl class="facts">
          <dt>期限</dt>
          <dd>
            <At at={year.asked.dueAt} />
          </dd>
          <dt>状態</dt>
          <dd>
            <State of={state} />
          </dd>
        </dl>
      )}
      {sheet && sheet.remarks.length > 0 && (
        <section class="notice" aria-labelledby="returned">
          <h2 id="returned">事務局から、書き直しのお願い</h2>
          <ul>
            {sheet.remarks.map(({ text }) => (
              <li>{text}</li>
            ))}
          </ul>
        </section>
      )}
      {writable && year.asked && year.asked.dueAt < year.now && (
        <p class="notice">期限を過ぎています。いまからでも送れますが、今回の意見の取りまとめには間に合わないことがあります。</p>
      )}
      {!year.released && <NotReleased />}
      <Programmes of={props} />
      {!writable && year.cycleState === 'running' && left.length > 0 && (
        <ConfirmRecords year={year} records={left} typed={typed} names={props.programmes} />
      )}
      {sheet && (writable ? <Sending of={props} sheet={sheet} /> : <Sent of={props} sheet={sheet} />)}
    </Page>
  )
}
