import type { FC } from 'hono/jsx'
import type { ComingNotice } from '../../app/views/coming-mails.js'
import type { CycleStatus } from '../../app/views/cycle-status.js'
import type { Waiting } from '../../app/views/waiting.js'
import { assignmentsPath, comingMailsPath, withQuery } from '../paths.js'
import { At } from '../words.js'
import { kindCounts } from './kind-counts.js'

/** What a step of one of these years is called. */
export const stepName = (cycles: CycleStatus[], cycleId: string, step: string): string =>
  cycles.find((cycle) => cycle.id === cycleId)?.steps.find(({ key }) => key === step)?.name ?? step

const WaitingLine: FC<{ one: Waiting; cycles: CycleStatus[] }> = ({ one, cycles }) => {
  const cycle = cycles.find(({ id }) => id === one.cycleId)
  const filter =
    one.what === 'check' ? { step: one.step, state: 'submitted' } : { step: one.step, department: one.department, state: 'pending' }
  return (
    <li>
      {cycle ? <a href={withQuery(assignmentsPath(cycle), filter)}>{one.departmentName}</a> : one.departmentName}
      {` ${stepName(cycles, one.cycleId, one.step)}${one.what === 'check' ? 'の確認' : ''} ${one.count}件`}
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
            {`。${one.promised < one.count ? `うち${one.promised}件は、` : ''}電話で`}
            <At at={one.pausedUntil} as="short" />
            {'までの提出を確認し、それまで連絡を控えている'}
          </>
        )}
        {one.lapsedAt && (
          <>
            {`。${one.lapsed < one.count ? `うち${one.lapsed}件は、` : ''}電話で約束のあった日（`}
            <At at={one.lapsedAt} as="short" />
            {'）を過ぎた'}
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
      {` ${stepName(cycles, first.cycleId, first.step)} ${ones.reduce((sum, { count }) => sum + count, 0)}件`}
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
  const alone = (one: Waiting) => one.overdue > 0 || one.promised + one.lapsed > 0 || one.what === 'check'
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
