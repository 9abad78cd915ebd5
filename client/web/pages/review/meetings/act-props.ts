import type { MaterialsStanding } from '../../../../app/review/meetings/materials-standing.js'
import type { MeetingView, StepWithoutMeeting } from '../../../../app/review/meetings/meeting-view.js'
import type { PaperLine } from '../../../../app/review/meetings/papers.js'
import type { MeetingProblem } from './meeting-fields.js'

/** What every act's form is made of. */
export interface ActsProps {
  meeting: MeetingView
  steps: StepWithoutMeeting[]
  materials: MaterialsStanding
  papers: PaperLine[]
  problem: MeetingProblem | null
}

/** What was typed belongs to the form that was sent, and to no other of the page. */
export const of = (act: string, problem: MeetingProblem | null): MeetingProblem | null => (problem?.act === act ? problem : null)
