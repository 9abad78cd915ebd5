import type { FC } from 'hono/jsx'
import type { ComingNotice } from '../../app/views/coming-mails.js'
import type { CycleStatus } from '../../app/views/cycle-status.js'
import type { MailLine } from '../../app/views/mails.js'
import type { OpenFault } from '../../app/views/open-faults.js'
import type { Waiting } from '../../app/views/waiting.js'
import { faultWord, findingWord, noticeKindWord, noticeStateWord } from '../../app/views/words.js'
import { assignmentsPath, comingMailsPath, mailPath, processPath, withQuery } from '../paths.js'
import { At } from '../words.js'

const nameOf = (cycles: CycleStatus[], cycleId: string, step: string): string =>
  cycles.find((cycle) => cycle.id === cycleId)?.steps.find(({ key }) => key === step)?.name ?? step

const WaitingLine: FC<{ one: Waiting; cycles: CycleStatus[] }> = ({ one, cycles }) => {
  const cycle = cycles.find(({ id }) => id === one.cycleId)
  const filter = one.what === 'check' ? { step: one.step, state: 'submitted' } : { step: one.step, department: one.department, state: 'pending' }
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

const nextStep = (cycles: CycleStatus[]) => cycles.flatMap(({ steps }) => steps.filter(({ state }) => state === 'waiting')).sort((a, b) => a.opensAt.localeCompare(b.opensAt))[0]

/** 待っているもの: who, since when, until when. */
export const WaitingList: FC<{ waiting: Waiting[]; cycles: CycleStatus[] }> = ({ waiting, cycles }) => {
  const most = 12
  const next = nextStep(cycles)
  return (
    <section aria-labelledby="waiting">
      <h2 id="waiting">待っているもの</h2>
      {waiting.length === 0 && (
        <p>
          {cycles.every(({ state }) => state === 'sealed') ? '年度の記録は閉じられ、待っているものはありません。' : '提出や確認を待っている相手はいません。'}
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
          {waiting.slice(0, most).map((one) => (
            <WaitingLine one={one} cycles={cycles} />
          ))}
        </ul>
      )}
      {waiting.length > most && <p>{`ほか${waiting.length - most}件。提出状況で全てを見られます。`}</p>}
    </section>
  )
}

/** 今日・次に送るもの: the next dispatches, counted by kind. */
export const SendingList: FC<{ coming: ComingNotice[]; city: string }> = ({ coming, city }) => {
  const slots = [...new Set(coming.map(({ at }) => at))].slice(0, 4)
  return (
    <section aria-labelledby="sending">
      <h2 id="sending">今日・次に送るもの</h2>
      {slots.length === 0 && <p>送る予定のメールはありません。</p>}
      <ul class="rows">
        {slots.map((slot) => {
          const notices = coming.filter(({ at }) => at === slot)
          const kinds = [...new Set(notices.map(({ kind }) => kind))]
          return (
            <li>
              <At at={slot} />
              <span class="soft">
                {kinds.map((kind) => `${noticeKindWord(kind)}${notices.filter((one) => one.kind === kind).length}件`).join('、')}
                {`（宛先${new Set(notices.map(({ mailbox }) => mailbox)).size}か所）`}
              </span>
            </li>
          )
        })}
      </ul>
      {slots.length > 0 && (
        <p>
          <a href={comingMailsPath(city)}>送信予定を全て見る</a>
        </p>
      )}
    </section>
  )
}

/** 判断が要るもの: shut gates, what was mended after acceptance, mails nobody knows the fate of, faults. */
export const DecisionList: FC<{ cycles: CycleStatus[]; mails: MailLine[]; faults: OpenFault[]; proposals: ComingNotice[] }> = ({ cycles, mails, faults, proposals }) => {
  const gates = cycles.flatMap((cycle) =>
    cycle.steps
      .map((step) => ({ cycle, step, why: [...step.findings.filter((one) => one !== 'open').map(findingWord), ...(step.gate.stale && cycle.state !== 'sealed' ? ['受理の後に修正された'] : [])] }))
      .filter(({ why }) => why.length > 0),
  )
  const none = gates.length + mails.length + faults.length + proposals.length === 0
  return (
    <section aria-labelledby="deciding">
      <h2 id="deciding">判断が要るもの</h2>
      {none && <p>判断を待っているものはありません。</p>}
      <ul class="rows">
        {gates.map(({ cycle, step, why }) => (
          <li>
            <a href={withQuery(assignmentsPath(cycle), { step: step.key })}>{step.name}</a>
            <span class="soft">{why.join('。')}</span>
          </li>
        ))}
        {mails.map((mail) => (
          <li>
            <a href={mailPath(mail.id)}>{mail.subject}</a>
            <span class="soft">{`${noticeStateWord(mail.state).word}（${mail.mailbox}）`}</span>
          </li>
        ))}
        {proposals.map((notice) => (
          <li>
            <a href={processPath(notice.processId) ?? '/'}>{notice.subjectName ?? notice.step}</a>
            <span class="soft">
              {'上位の職への連絡を判断する時期です（'}
              <At at={notice.at} as="short" />
              {'）'}
            </span>
          </li>
        ))}
        {faults.map((fault) => (
          <li>
            {fault.processId && processPath(fault.processId) ? <a href={processPath(fault.processId) ?? '/'}>{faultWord(fault.kind)}</a> : faultWord(fault.kind)}
            <span class="soft">
              <At at={fault.raisedAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
