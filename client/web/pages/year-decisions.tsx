import type { FC } from 'hono/jsx'
import type { DecisionRecord } from '../../app/review/decision/declared.js'
import type { CycleStatus } from '../../app/views/cycle-status.js'
import type { AskedExtension, ToDecide } from '../../app/views/to-decide.js'
import type { ToSettle } from '../../app/views/to-settle.js'
import { faultWord } from '../../app/views/trail-words.js'
import { findingWord, noticeStateWord } from '../../app/views/words.js'
import { extensionDecisionPath } from '../extension-paths.js'
import { comingMailsPath, mailPath, myWorkPath, processPath } from '../paths.js'
import { stepPath } from '../step-paths.js'
import { At } from '../words.js'
import { Officials } from './overseers.js'
import { stepName } from './year-lists.js'

/** Alarms about mails, and where on the page of coming mails each is mended. */
const mailFaults: Record<string, string> = {
  'address-refused': '#unsendable',
  'notice-unaddressed': '#unsendable',
  'letter-failed': '#unwritten',
}

/** Requests that stand here; the office's own work has them all. */
const most = 12

/** Requests for a later date, with the way to where the office decides. */
const Extensions: FC<{ asked: AskedExtension[]; cycles: CycleStatus[] }> = ({ asked, cycles }) => (
  <>
    {asked.slice(0, most).map(({ id, cycleId, step, subjectName, departmentName, dueAt, wishedAt }) => (
      <li>
        <a href={processPath(id) ?? '/'}>{`${departmentName}　${subjectName ?? stepName(cycles, cycleId, step)}`}</a>
        <span class="soft">
          {'期限（'}
          <At at={dueAt} as="short" />
          {'）を'}
          <At at={wishedAt} as="short" />
          {'までに延ばす申出 '}
          <Officials id={id}>
            <a href={extensionDecisionPath(id)}>見て決める</a>
          </Officials>
        </span>
      </li>
    ))}
    {asked.length > most && (
      <li>
        {`期限の延長の申出は、ほかに${asked.length - most}件あります。`}
        <Officials id={asked[0]?.id ?? ''}>
          <a href={myWorkPath}>マイ業務で全てを見る</a>
        </Officials>
      </li>
    )}
  </>
)

/** Decisions whose declared dates do not go together, with the way to where they stand beside what is known here. */
const DeclaredDates: FC<{ declared: DecisionRecord[]; cycles: CycleStatus[] }> = ({ declared, cycles }) => (
  <>
    {declared.map(({ cycleId, stepId, marks }) => {
      const cycle = cycles.find(({ id }) => id === cycleId)
      const step = cycle?.steps.find(({ id }) => id === stepId)
      return (
        cycle &&
        step && (
          <li>
            <a href={`${stepPath(cycle, step.key)}#decision`}>{step.name}</a>
            <span class="soft">{`申告された日付を確かめてください。${marks.map(({ text }) => text).join('')}`}</span>
          </li>
        )
      )
    })}
  </>
)

/** 判断が要るもの: shut gates, what was mended after acceptance, what was asked of the office, mails nobody knows the fate of, faults. */
export const DecisionList: FC<ToSettle & ToDecide & { cycles: CycleStatus[] }> = ({
  cycles,
  mails,
  faults,
  proposals,
  overrides,
  extensions,
  declared,
}) => {
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
  // A mail that is in the list already says what its alarm would say.
  const untold = faults.filter(
    ({ kind, id }) => !(['mail-ambiguous', 'mail-refused'].includes(kind) && mails.some((mail) => id.startsWith(`${mail.id}/`))),
  )
  const none = gates.length + mails.length + untold.length + proposals.length + overrides.length + extensions.length + declared.length === 0
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
            .filter(({ id }) => overrides.some(({ stepId }) => stepId === id))
            .map((step) => (
              <li>
                <a href={stepPath(cycle, step.key)}>{step.name}</a>
                <span class="soft">条件を外すことへの、第二の確認を待っている</span>
              </li>
            )),
        )}
        <DeclaredDates declared={declared} cycles={cycles} />
        <Extensions asked={extensions} cycles={cycles} />
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
            >{`${proposal.departmentName}　${proposal.subjectName ?? stepName(cycles, proposal.cycleId, proposal.step)}`}</a>
            <span class="soft">
              {'上位の職への連絡を判断する時期です（'}
              <At at={proposal.at.toISOString()} as="short" />
              {'から）'}
            </span>
          </li>
        ))}
        {untold.map((fault) => (
          <li>
            {mailFaults[fault.kind] ? (
              <a href={`${comingMailsPath(cycles[0]?.city ?? '')}${mailFaults[fault.kind]}`}>{faultWord(fault.kind)}</a>
            ) : fault.processId && processPath(fault.processId) ? (
              <a href={processPath(fault.processId) ?? '/'}>{faultWord(fault.kind)}</a>
            ) : (
              faultWord(fault.kind)
            )}
            <span class="soft">
              {mailFaults[fault.kind] && `${fault.detail}　`}
              <At at={fault.raisedAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
