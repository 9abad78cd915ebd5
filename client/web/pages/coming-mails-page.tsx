import type { FC } from 'hono/jsx'
import type { EscalationProposal } from '../../app/steering/escalation.js'
import type { ComingDispatches, ComingQuery } from '../../app/views/coming-dispatches.js'
import type { HeldMails } from '../../app/views/held-mails.js'
import type { CycleLine } from '../../app/views/list-cycles.js'
import { Page } from '../layout.js'
import { comingMailsPath, mailsPath } from '../paths.js'
import { ComingChart } from './coming-chart.js'
import { Filter } from './coming-filter.js'
import { type ComingActs, FormProblem } from './coming-forms.js'
import { ComingList } from './coming-list.js'
import { HeldPanels, StopAll } from './coming-panels.js'
import { Escalations } from './mail-acts.js'

export interface ComingMailsProps {
  cycle: CycleLine
  coming: ComingDispatches
  query: ComingQuery
  held: HeldMails
  /** what is late beyond the section's head, and waits for the office's decision */
  proposals: EscalationProposal[]
  acts: ComingActs | null
  /** what has been done just now */
  done: string | null
}

/** 送信予定: tomorrow, who gets what and why; to be held and sent. One mail a mailbox and dispatch. */
export const ComingMailsPage: FC<ComingMailsProps> = ({ cycle, coming, query, held, proposals, acts, done }) => (
  <Page title="送信予定" cycle={cycle} here={comingMailsPath(cycle.city)} wide>
    <p>
      これから送るメールを、送る日時の順に示します。同じ宛先のものは一便ごとに一通にまとめ、提出などで不要になったものは自動で取りやめます。まだ始まっていない工程のものは、年間の日程から見込んだものです。
      <a href={mailsPath(cycle.city)}>送ったメールを見る</a>
    </p>
    {acts?.problem && <FormProblem problem={acts.problem} />}
    {done && (
      <p class="receipt" role="status">
        {done}
      </p>
    )}
    {held.stopped && <StopAll city={cycle.city} stopped={held.stopped} acts={acts} />}
    <HeldPanels city={cycle.city} held={held} acts={acts} />
    {proposals.length > 0 && <Escalations proposals={proposals} city={cycle.city} acts={acts} />}
    {coming.days.length === 0 ? (
      <p>送る予定のメールはありません。</p>
    ) : (
      <>
        <ComingChart city={cycle.city} coming={coming} query={query} />
        <Filter coming={coming} query={query} />
        <ComingList city={cycle.city} coming={coming} query={query} stopped={held.stopped !== null} acts={acts} />
      </>
    )}
    {!held.stopped && <StopAll city={cycle.city} stopped={null} acts={acts} />}
  </Page>
)
