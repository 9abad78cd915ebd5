import type { FC } from 'hono/jsx'
import type { EscalationProposal } from '../../app/steering/escalation.js'
import type { ComingNotice } from '../../app/views/coming-mails.js'
import type { CycleStatus } from '../../app/views/cycle-status.js'
import type { MailLine } from '../../app/views/mails.js'
import type { OpenFault } from '../../app/views/open-faults.js'
import type { Waiting } from '../../app/views/waiting.js'
import { faultWord, findingWord, noticeStateWord } from '../../app/views/words.js'
import { assignmentsPath, comingMailsPath, mailPath, processPath, withQuery } from '../paths.js'
import { stepPath } from '../step-paths.js'
import { At } from '../words.js'
import { kindCounts } from './kind-counts.js'

const nameOf = (cycles: CycleStatus[], cycleId: string, step: string): string =>
  cycles.find((cycle) => cycle.id === cycleId)?.steps.find(({ key }) => key === step)?.name ?? step

const WaitingLine: FC<{ one: Waiting; cycles: CycleStatus[] }> = ({ one, cycles }) => {
  const cycle = cycles.find(({ id }) => id === one.cycleId)
  const filter =
    one.what === 'check' ? { step: one.step, state: 'submitted' } : { step: one.step, department: one.department, state: 'pending' }
  return (
    <li>
      {cycle ? <a href={withQuery(assignmentsPath(cycle), filter)}>{one.departmentName}</a> : one.departmentName}
      {` ${nameOf(cycles, one.cycleId, one.step)}${one.what === 'check' ? 'の確認' : ''} ${one.count}件`}
      {one.overdue > 0 && <strong class="late-word">{`（期限超過${one.overdue}件）`}</strong>}
      <span class="soft">
        <At at={one.since} as="short" />
        {'から'}
        {one.until && (
          <>
            {'。期限は'}
            <At at={one.until} as="short" />
          </>
        )}
        {one.pausedUntil && (
          <>
            {'。電話で'}
            <At at={one.pausedUntil} as="short" />
            {'までの提出を確認し、それまで連絡を控えている'}
          </>
        )}
      </span>
    </li>
  )
}

/** Sections that are all waited for alike, in one line. */
const WaitingGroup: FC<{ ones: Waiting[]; cycles: CycleStatus[] }> = ({ ones, cycles }) => {
  const [first] = ones
  const cycle = cycles.find(({ id }) => id === first?.cycleId)
  if (!first || !cycle) return null
  const until = ones.map((one) => one.until ?? '').sort()[0]
  return (
    <li>
      <a href={withQuery(assignmentsPath(cycle), { step: first.step, state: 'pending' })}>{`${ones.length}課`}</a>
      {` ${nameOf(cycles, first.cycleId, first.step)} ${ones.reduce((sum, { count }) => sum + count, 0)}件`}
      <span class="soft">
        <At at={ones.map(({ since }) => since).sort()[0] ?? first.since} as="short" />
        {'から'}
        {until && (
          <>
            {'。期限は'}
            <At at={until} as="short" />
          </>
        )}
        {`。${ones.map(({ departmentName, count }) => `${departmentName}${count}`).join('、')}`}
      </span>
    </li>
  )
}

/** What is late, promised or to be checked stands alone; where more than three sections are waited for alike, they stand together. */
function grouped(waiting: Waiting[]): Waiting[][] {
  const alone = (one: Waiting) => one.overdue > 0 || one.pausedUntil !== null || one.what === 'check'
  const groups = new Map<string, Waiting[]>()
  for (const one of waiting) {
    const key = alone(one) ? `${one.cycleId} ${one.step} ${one.department} ${one.what}` : `${one.cycleId} ${one.step}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()].flatMap((group) => (group.length > 3 ? [group] : group.map((one) => [one])))
}

const nextStep = (cycles: CycleStatus[]) =>
  cycles.flatMap(({ steps }) => steps.filter(({ state }) => state === 'waiting')).sort((a, b) => a.opensAt.localeCompare(b.opensAt))[0]

/** 待っているもの: who, since when, until when. */
export const WaitingList: FC<{ waiting: Waiting[]; cycles: CycleStatus[] }> = ({ waiting, cycles }) => {
  const most = 12
  const groups = grouped(waiting)
  const next = nextStep(cycles)
  return (
    <section aria-labelledby="waiting">
      <h2 id="waiting">待っているもの</h2>
      {waiting.length === 0 && (
        <p>
          {cycles.every(({ state }) => state === 'sealed')
            ? '年度の記録は閉じられ、待っているものはありません。'
            : '提出や確認を待っている相手はいません。'}
          {next && (
            <>
              {`次の工程「${next.name}」は`}
              <At at={next.opensAt} />
              {'に始まります。'}
            </>
          )}
        </p>
      )}
      {waiting.length > 0 && (
        <ul class="rows">
          {groups
            .slice(0, most)
            .map((group) =>
              group.length > 1 ? (
                <WaitingGroup ones={group} cycles={cycles} />
              ) : (
                group.map((one) => <WaitingLine one={one} cycles={cycles} />)
              ),
            )}
        </ul>
      )}
      {groups.length > most && <p>{`ほか${groups.length - most}件。提出状況で全てを見られます。`}</p>}
    </section>
  )
}

/** 今日・次に送るもの: the next dispatches, counted by kind. */
export const SendingList: FC<{ coming: ComingNotice[]; city: string }> = ({ coming, city }) => {
  // What somebody holds back does not leave next; the list of all shows it as 保留.
  const going = coming.filter(({ state }) => state !== 'held')
  const slots = [...new Set(going.map(({ at }) => at))].slice(0, 4)
  return (
    <section aria-labelledby="sending">
      <h2 id="sending">今日・次に送るもの</h2>
      {slots.length === 0 && <p>送る予定のメールはありません。</p>}
      <ul class="rows">
        {slots.map((slot) => {
          const notices = going.filter(({ at }) => at === slot)
          return (
            <li>
              <At at={slot} />
              <span class="soft">{`${kindCounts(notices)}（宛先${new Set(notices.map(({ mailbox }) => mailbox)).size}か所）`}</span>
            </li>
          )
        })}
      </ul>
      {coming.length > 0 && (
        <p>
          <a href={comingMailsPath(city)}>送信予定を全て見る</a>
        </p>
      )}
    </section>
  )
}

/** 判断が要るもの: shut gates, what was mended after acceptance, mails nobody knows the fate of, faults. */
export const DecisionList: FC<{
  cycles: CycleStatus[]
  mails: MailLine[]
  faults: OpenFault[]
  proposals: EscalationProposal[]
  /** steps at which a second person is asked for */
  asked: { stepId: string; count: number }[]
}> = ({ cycles, mails, faults, proposals, asked }) => {
  const gates = cycles.flatMap((cycle) =>
    cycle.steps
      .map((step) => ({
        cycle,
        step,
        why: [
          ...step.findings.filter((one) => one !== 'open').map(findingWord),
          ...(step.gate.stale && cycle.state !== 'sealed' ? ['受理の後に修正された'] : []),
        ],
      }))
      .filter(({ why }) => why.length > 0),
  )
  const none = gates.length + mails.length + faults.length + proposals.length + asked.length === 0
  return (
    <section aria-labelledby="deciding">
      <h2 id="deciding">判断が要るもの</h2>
      {none && <p>判断を待っているものはありません。</p>}
      <ul class="rows">
        {gates.map(({ cycle, step, why }) => (
          <li>
            <a href={stepPath(cycle, step.key)}>{step.name}</a>
            <span class="soft">{why.join('。')}</span>
          </li>
        ))}
        {cycles.flatMap((cycle) =>
          cycle.steps
            .filter(({ id }) => asked.some(({ stepId }) => stepId === id))
            .map((step) => (
              <li>
                <a href={stepPath(cycle, step.key)}>{step.name}</a>
                <span class="soft">条件を外すことへの、第二の確認を待っている</span>
              </li>
            )),
        )}
        {mails.map((mail) => (
          <li>
            <a href={mailPath(mail.id)}>{mail.subject}</a>
            <span class="soft">{`${noticeStateWord(mail.state).word}（${mail.mailbox}）`}</span>
          </li>
        ))}
        {proposals.map((proposal) => (
          <li>
            <a
              href={`${comingMailsPath(proposal.id.split('/')[0] ?? '')}#escalations`}
            >{`${proposal.departmentName}　${proposal.subjectName ?? proposal.step}`}</a>
            <span class="soft">
              {'上位の職への連絡を判断する時期です（'}
              <At at={proposal.at.toISOString()} as="short" />
              {'から）'}
            </span>
          </li>
        ))}
        {faults.map((fault) => (
          <li>
            {fault.processId && processPath(fault.processId) ? (
              <a href={processPath(fault.processId) ?? '/'}>{faultWord(fault.kind)}</a>
            ) : (
              faultWord(fault.kind)
            )}
            <span class="soft">
              <At at={fault.raisedAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
