import type { FC } from 'hono/jsx'
import type { Instant } from '../../../domain/process/command.js'
import type { ExtensionOutlook } from '../../app/steering/foresee-extension.js'
import { At, Scroll } from '../words.js'
import { OutcomeLine, SlippedDates } from './outlook-parts.js'

/** What a later date of this assignment alone brings to the year, in a sentence and the dates that move. */
export const Effect: FC<{ outlook: ExtensionOutlook; dueAt: Instant }> = ({
  outlook: { step, steps, endsAt, wouldEndAt, consequences },
  dueAt,
}) => (
  <>
    <p>
      {step.state === 'closed' ? (
        `工程「${step.name}」は終わっています。受理の後の修正なので日程は動きませんが、決裁や公表の前に済んでいる必要があります。`
      ) : wouldEndAt === endsAt ? (
        <>
          <At at={dueAt} as="day" />
          {`まで延ばしても、工程「${step.name}」が終わる見込み（`}
          <At at={endsAt} as="day" />
          {'）は変わりません。年度の日程は変わりません。'}
        </>
      ) : (
        <>
          {`工程「${step.name}」が終わる見込みは、`}
          <At at={endsAt} as="day" />
          {'から'}
          <At at={wouldEndAt} as="day" />
          {`になります。${consequences.dates.length > 0 ? `ほかの工程の日程が${consequences.dates.length}か所ずれます。` : 'ほかの工程の日程は変わりません。'}`}
        </>
      )}
    </p>
    {consequences.outcomes.length === 0 && <p>この年度に、これから来る議会や法定の期日はありません。</p>}
    {consequences.outcomes.map((outcome) => (
      <p>
        <OutcomeLine outcome={outcome} steps={steps} />
      </p>
    ))}
    {consequences.dates.length > 0 && (
      <Scroll label="ずれる日程">
        <SlippedDates dates={consequences.dates} steps={steps} caption="ずれる見込みの日程" />
      </Scroll>
    )}
  </>
)
