import type { FC } from 'hono/jsx'
import { circled } from '../review/circled.js'
import { Heading } from './render-fields.js'
import type { Review } from './report-schema.js'

type Opinion = Review['opinions'][number]
type Action = Review['actions'][number]

const OpinionText: FC<{ opinion: Opinion }> = ({ opinion }) => (
  <li data-version={opinion.source.versionId}>
    {`${opinion.no === null ? '' : `${circled(opinion.no)} `}${opinion.text}`}
    {opinion.viewpoint && <span class="soft">{`（視点：${opinion.viewpoint}）`}</span>}
  </li>
)

const ActionText: FC<{ action: Action; paired: boolean }> = ({ action, paired }) => {
  const facts = [
    ...(action.of ? [`${action.of}の対応`] : []),
    ...(paired && action.answers.length > 0 ? [`意見${action.answers.map(circled).join('')}への対応`] : []),
    ...(action.timing ? [`実施時期：${action.timing}`] : []),
    ...(action.budget ? [`予算：${action.budget}`] : []),
  ]
  return (
    <li data-version={action.source.versionId}>
      {action.text}
      {facts.length > 0 && <span class="soft">{`（${facts.join('、')}）`}</span>}
    </li>
  )
}

const present = <T,>(items: (T | undefined)[]): T[] => items.filter((item): item is T => item !== undefined)

/**
 * Opinions with the city's answers beside them. Where the Actions name the opinions they answer, each group stands together;
 * where they do not, the two lists stand side by side and nobody is told a pairing that nobody stated.
 */
export const ReviewPart: FC<{ review: Review; level: number; about: string }> = ({ review, level, about }) => {
  if (review.opinions.length === 0 && review.actions.length === 0) return null
  if (!review.paired) {
    return (
      <>
        <div class="pair">
          <section aria-label={`検証意見：${about}`}>
            <Heading level={level}>検証意見（Check）</Heading>
            {review.opinions.length > 0 ? (
              <ul>
                {review.opinions.map((opinion) => (
                  <OpinionText opinion={opinion} />
                ))}
              </ul>
            ) : (
              <p>意見はありませんでした。</p>
            )}
          </section>
          <section aria-label={`検証意見への対応：${about}`}>
            <Heading level={level}>検証意見への対応（Action）</Heading>
            {review.actions.length > 0 ? (
              <ul>
                {review.actions.map((action) => (
                  <ActionText action={action} paired={false} />
                ))}
              </ul>
            ) : (
              <p>対応の記載はありません。</p>
            )}
          </section>
        </div>
        {review.opinions.length > 0 && review.actions.length > 0 && (
          <p class="soft">意見と対応は一件ずつの対応付けをせず、まとめて掲載しています。</p>
        )}
      </>
    )
  }
  return (
    <section aria-label={`検証意見と対応：${about}`}>
      <Heading level={level}>検証意見と対応（Check・Action）</Heading>
      <ol class="pairs">
        {review.groups.map((group) => (
          <li class="pair">
            <div>
              <p class="soft">検証意見</p>
              {group.opinions.length > 0 ? (
                <ul class="plain">
                  {present(group.opinions.map((at) => review.opinions[at])).map((opinion) => (
                    <OpinionText opinion={opinion} />
                  ))}
                </ul>
              ) : (
                <p>特定の意見を挙げない対応です。</p>
              )}
            </div>
            <div>
              <p class="soft">対応</p>
              {group.actions.length > 0 ? (
                <ul>
                  {present(group.actions.map((at) => review.actions[at])).map((action) => (
                    <ActionText action={action} paired={group.opinions.length > 1} />
                  ))}
                </ul>
              ) : (
                <p>この意見に対応する記載はありません。</p>
              )}
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}
