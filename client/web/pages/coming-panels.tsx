import type { FC } from 'hono/jsx'
import type { FirstMails, HeldMails, RefusedMailbox, Stopped, Unsendable } from '../../app/views/held-mails.js'
import { lettersPath } from '../letters-paths.js'
import { comingMailsPath, mailPath, peoplePath, withQuery } from '../paths.js'
import { At, postName, yearWords } from '../words.js'
import type { ActProblem } from './act-line.js'
import { Hidden, ReasonedAct } from './coming-forms.js'
import { kindsInWords } from './kind-counts.js'

interface PanelProps {
  city: string
  /** null: whoever looks changes nothing */
  acts: { problem: ActProblem | null } | null
}

const actsPath = (city: string): string => `${comingMailsPath(city)}/acts`

/** 全て止める・再開する. */
export const StopAll: FC<PanelProps & { stopped: Stopped | null }> = ({ city, stopped, acts }) =>
  stopped ? (
    <section aria-labelledby="stopped" class="notice">
      <h2 id="stopped">メールの送信を全て止めています</h2>
      <p>
        <At at={stopped.heldAt} />
        {`から、${stopped.postTitle}が止めています。理由：${stopped.reason}`}
      </p>
      <p>予定は作られ続け、提出などで不要になったものは取りやめます。再開すると、時刻の過ぎたものは次の送信時刻に送ります。</p>
      {acts && (
        <ReasonedAct
          path={actsPath(city)}
          act="resume"
          field="resume"
          summary="メールの送信を再開する"
          button="送信を再開する"
          hint="記録に残ります。"
          problem={acts.problem}
        />
      )}
    </section>
  ) : (
    acts && (
      <ReasonedAct
        path={actsPath(city)}
        act="stop"
        field="stop"
        summary="メールを全て止める"
        button="全て止める（この市の全ての年度）"
        hint="「再開する」とするまで、どのメールも送りません。全ての画面の上に、止めていることが出ます。"
        problem={acts.problem}
        tone="danger"
      />
    )
  )

const FirstPanel: FC<PanelProps & { first: FirstMails }> = ({ city, first, acts }) => {
  const id = `first-${first.definition}-${first.fiscalYear}`
  const list = withQuery(comingMailsPath(city), { held: 'release' })
  return (
    <section aria-labelledby={id} class="notice">
      <h2 id={id}>{`初回メールの点検（${yearWords(first.fiscalYear)}）`}</h2>
      {first.toOthers === 0 ? (
        <p>
          {`最初の依頼が始まると、ここに初回メールの内訳が出て、点検して送り始められます。点検が済むまで、この年度のメールは一通も送りません。${first.notices > 0 ? `いま待っているのは、事務局宛ての用件${first.notices}件だけです。` : ''}`}
        </p>
      ) : (
        <>
          <p>
            {`宛先${first.mailboxes}か所、用件${first.notices}件（${kindsInWords(first.kinds)}）が点検を待っています。点検が済むまで、この年度のメールは一通も送りません。`}
            {first.firstAt && (
              <>
                {'最初の予定は'}
                <At at={first.firstAt} />
                {'です。'}
              </>
            )}
          </p>
          <p>
            <a href={list}>宛先ごとに文面を確かめる</a>
          </p>
          <details>
            <summary>{`課別の件数（${first.sections.length}課）`}</summary>
            <ul class="rows">
              {first.sections.map(({ name, notices }) => (
                <li>{`${name}　${notices}件`}</li>
              ))}
            </ul>
          </details>
        </>
      )}
      {acts && first.toOthers > 0 && (
        <details open={acts.problem?.field === `agreed:${first.cycleId}`}>
          <summary>送り始める</summary>
          <form method="post" action={actsPath(city)} class="question">
            <Hidden act="release-year" more={{ cycle: first.cycleId, field: `agreed:${first.cycleId}` }} />
            {acts.problem?.field === `agreed:${first.cycleId}` && <p class="error">{acts.problem.message}</p>}
            <p class="check">
              <input type="checkbox" id={`agreed:${first.cycleId}`} name={`agreed:${first.cycleId}`} value="yes" />
              <label for={`agreed:${first.cycleId}`}>
                宛先と文面を確かめました
                <span class="hint">以後、この年度のメールは予定の時刻に自動で送られます。取り消せません（全て止めることはできます）。</span>
              </label>
            </p>
            <p>
              <button type="submit">内容を確認したので、送り始める</button>
            </p>
          </form>
        </details>
      )}
    </section>
  )
}

const Refused: FC<PanelProps & { one: RefusedMailbox }> = ({ city, one, acts }) => (
  <li>
    <strong>{one.mailbox}</strong>
    {`　待っている用件${one.waiting}件`}
    <span class="soft">
      {'メールサーバーの応答：'}
      <code>{one.reply}</code>
      {'　'}
      <At at={one.since} as="short" />
      {'　'}
      <a href={mailPath(one.mailId)}>断られたメール</a>
    </span>
    <span class="soft">
      {'宛先が変わっているときは、'}
      <a href={peoplePath(city)}>組織と職</a>
      {
        'でその職の宛先を直してください。同じ宛先のままでよいときは、解除してください。どちらの場合も、断られたメールの用件のうちまだ済んでいないものと合わせて、次の送信時刻に送ります。'
      }
    </span>
    {acts && (
      <ReasonedAct
        path={actsPath(city)}
        act="clear-address"
        field={`clear:${one.mailbox}`}
        summary="解除する"
        button="この宛先に再び送る"
        hint="例：相手の課に電話し、受信箱の空きを確かめた。"
        more={{ mailbox: one.mailbox }}
        problem={acts.problem}
      />
    )}
  </li>
)

const Nobody: FC<{ city: string; one: Unsendable }> = ({ city, one }) => (
  <li>
    <a href={`${peoplePath(city)}/posts/${one.post.slice(city.length + 1)}`}>{postName(one)}</a>
    {`　待っている用件${one.notices}件`}
    <span class="soft">
      {one.mailbox === ''
        ? '宛先がありません。職に共用のメールアドレスを付けるか、在職者を登録してください。登録すると次の送信時刻に送ります。'
        : `宛先（${one.mailbox}）に送れません。アドレスを直すと次の送信時刻に送ります。`}
    </span>
  </li>
)

/** Addresses that take no mail, and posts without any: what to do about each. Nothing when there is none. */
export const RefusedAddresses: FC<PanelProps & { held: Pick<HeldMails, 'refused' | 'unsendable'> }> = ({ city, held, acts }) => {
  const refused = new Set(held.refused.map(({ mailbox }) => mailbox.toLowerCase()))
  const nobody = held.unsendable.filter(({ mailbox }) => !refused.has(mailbox))
  if (held.refused.length + nobody.length === 0) return null
  return (
    <section aria-labelledby="unsendable">
      <h2 id="unsendable">宛先に送れないもの</h2>
      <ul class="rows">
        {held.refused.map((one) => (
          <Refused city={city} one={one} acts={acts} />
        ))}
        {nobody.map((one) => (
          <Nobody city={city} one={one} />
        ))}
      </ul>
    </section>
  )
}

/** What waits, and what helps. Nothing at all when nothing waits. */
export const HeldPanels: FC<PanelProps & { held: HeldMails }> = ({ city, held, acts }) => (
  <>
    {held.first.map((first) => (
      <FirstPanel city={city} first={first} acts={acts} />
    ))}
    <RefusedAddresses city={city} held={held} acts={acts} />
    {held.unwritten > 0 && (
      <section aria-labelledby="unwritten">
        <h2 id="unwritten">文面が書けずに待っているもの</h2>
        <p>
          {`用件${held.unwritten}件の文面が書けません。`}
          <a href={lettersPath(city)}>文面の定め</a>
          {'を直してから、それぞれのメールで保留を解くと、次の送信時刻に送ります。　'}
          <a href={withQuery(comingMailsPath(city), { held: 'letter' })}>該当するメールを見る</a>
        </p>
      </section>
    )}
  </>
)
