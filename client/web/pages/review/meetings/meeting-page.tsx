import type { FC } from 'hono/jsx'
import type { MaterialsStanding } from '../../../../app/review/meetings/materials-standing.js'
import type { MeetingView, StepWithoutMeeting } from '../../../../app/review/meetings/meeting-view.js'
import type { PaperLine } from '../../../../app/review/meetings/papers.js'
import type { MinutesVersion, MinutesWordView } from '../../../../app/review/meetings/read-minutes.js'
import type { CycleLine } from '../../../../app/views/list-cycles.js'
import { Page } from '../../../layout.js'
import { attendancePath, meetingPath, meetingsPath } from '../../../meeting-paths.js'
import { MeetingActs } from './meeting-acts.js'
import { Agenda } from './meeting-agenda.js'
import { Facts, Warnings } from './meeting-facts.js'
import type { MeetingProblem } from './meeting-fields.js'
import { Members } from './meeting-members.js'
import { Minutes } from './meeting-minutes.js'

export interface MeetingPageProps {
  meeting: MeetingView
  cycle: CycleLine | null
  /** steps that can still be put on the agenda: of this body, without a meeting */
  steps: StepWithoutMeeting[]
  versions: MinutesVersion[]
  words: MinutesWordView[]
  materials: MaterialsStanding
  papers: PaperLine[]
  office: boolean
  problem: MeetingProblem | null
  /** what was just done, in a sentence */
  done: string | null
}

/** 会議: one meeting of a body, with its agenda, its members, its record and its minutes. */
export const MeetingPage: FC<MeetingPageProps> = (props) => {
  const { meeting, cycle, versions, words, office, problem, done } = props
  return (
    <Page title={meeting.name} cycle={cycle} here={meetingPath(meeting.id)}>
      <p>
        <a href={meetingsPath(meeting.city)}>会議一覧に戻る</a>
      </p>
      {done && (
        <p class="receipt" role="status">
          {done}
        </p>
      )}
      {problem && (
        <div class="error-summary" role="alert">
          <h2>{problem.conflict ? 'ほかの人が先に保存しました' : '入力内容を確かめてください'}</h2>
          <p>
            <a href={`#${problem.field || `act-${problem.act}`}`}>{problem.message}</a>
          </p>
        </div>
      )}
      <Warnings meeting={meeting} />
      <Facts meeting={meeting} />
      <h2>議題</h2>
      <Agenda meeting={meeting} office={office} />
      <h2>委員と出欠</h2>
      <Members meeting={meeting} />
      {meeting.recorded && (
        <p>
          <a href={attendancePath(meeting.id)}>出席の一覧（報酬の支払用・CSV）</a>
        </p>
      )}
      {office && <MeetingActs {...props} />}
      {(meeting.recorded || versions.length > 0) && (
        <Minutes meeting={meeting} versions={versions} words={words} office={office} problem={problem} />
      )}
    </Page>
  )
}
