import type { FC } from 'hono/jsx'
import { fiscalYearName } from '../../../../../domain/calendar/date-words.js'
import { isClosedItem } from '../../../../../domain/review/meeting.js'
import type { MeetingView } from '../../../../app/review/meetings/meeting-view.js'
import { assignmentStateWord } from '../../../../app/views/words.js'
import { processPath } from '../../../paths.js'
import { stepPath } from '../../../step-paths.js'
import { Scroll, State } from '../../../words.js'
import { MeetingForm } from './meeting-fields.js'
import { agendaKindWord } from './meeting-words.js'

const HandIn: FC<{ meeting: MeetingView; cycleId: string; year: number }> = ({ meeting, cycleId, year }) => (
  <MeetingForm id={meeting.id} act="hand-in">
    <input type="hidden" name="cycle" value={cycleId} />
    <p>
      <button type="submit">{`${fiscalYearName(year)}の「会議の記録」として提出する`}</button>
    </p>
  </MeetingForm>
)

/** 議題, with the years' own records. */
export const Agenda: FC<{ meeting: MeetingView; office: boolean }> = ({ meeting, office }) => (
  <Scroll label="議題">
    <table>
      <thead>
        <tr>
          <th scope="col" class="n">
            番号
          </th>
          <th scope="col">議題</th>
          <th scope="col">扱い</th>
          <th scope="col">年度の工程</th>
          <th scope="col">年度の記録</th>
        </tr>
      </thead>
      <tbody>
        {meeting.agenda.map(({ no, title, kind, closed, step }) => (
          <tr>
            <td class="n">{no}</td>
            <th scope="row">
              {title}
              {isClosedItem(meeting.openness, closed) && <span class="soft">非公開</span>}
            </th>
            <td>{agendaKindWord[kind]}</td>
            <td>
              {step ? (
                <a href={stepPath({ city: meeting.city, ...step }, step.key)}>{`${fiscalYearName(step.fiscalYear)}　${step.name}`}</a>
              ) : (
                '会議体独自の議題'
              )}
            </td>
            <td>
              {step?.assignment ? (
                <>
                  <a href={processPath(step.assignment.id) ?? '/'}>
                    <State of={assignmentStateWord(step.assignment.state, null)} />
                  </a>
                  {office && meeting.recorded && ['open', 'returned'].includes(step.assignment.state) && (
                    <HandIn meeting={meeting} cycleId={step.cycleId} year={step.fiscalYear} />
                  )}
                </>
              ) : step ? (
                '工程の開始前'
              ) : (
                '―'
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)
