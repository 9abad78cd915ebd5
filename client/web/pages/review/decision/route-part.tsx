import type { FC } from 'hono/jsx'
import type { Route, RouteStage, StagePass } from '../../../../app/review/decision/route.js'
import type { StateWord } from '../../../../app/views/words.js'
import { decisionPath, packagePath } from '../../../decision-paths.js'
import type { CycleAddress } from '../../../paths.js'
import { processPath, versionPath } from '../../../paths.js'
import { At, State } from '../../../words.js'
import { Deputised } from './deputised.js'

export interface RoutePartProps {
  cycle: CycleAddress & { state: string }
  step: string
  route: Route
  /** ids of the posts that whoever looks holds, not as a deputy: what a deputy said in their place can be marked as seen */
  holds: string[]
  /** whoever looks may open each asking's page */
  opens: boolean
  /** whoever looks may read what is decided on: who oversees, and who is asked */
  reads: boolean
}

/** Where a stage stands, seen from whose turn it is. */
export function stageWord({ at, stages }: Pick<Route, 'at' | 'stages'>, stage: RouteStage): StateWord {
  const place = stages.indexOf(stage)
  const turn = at === null ? stages.length : stages.findIndex(({ subject }) => subject === at)
  if (place < turn) return place === 0 ? { word: '起案済み', shape: '●', tone: 'done' } : { word: '承認', shape: '●', tone: 'done' }
  const waits = stage.passes.some(({ closedAt }) => closedAt === null)
  if (place > turn || !waits) return { word: 'これから', shape: '○', tone: 'quiet' }
  const late = stage.passes.some(({ closedAt, overdue }) => closedAt === null && overdue)
  return late
    ? { word: '期限超過', shape: '▲', tone: 'attention' }
    : { word: place === 0 ? '起案中' : '判断待ち', shape: '▶', tone: 'active' }
}

const outcomeOf = ({ state, ruling, closedAt }: StagePass, { stages }: Route): string => {
  if (state === 'withdrawn') return '依頼を取り下げました。'
  if (closedAt === null) return ''
  if (!ruling) return '起案しました。'
  const to = stages.find(({ subject }) => subject === ruling.to)?.title ?? ruling.to
  const about = ruling.package === undefined ? '' : `起案の資料（第${ruling.package}号）を`
  return ruling.state === 'approved' ? `${about}承認しました。` : `${about}「${to}」に差し戻しました。`
}

const Pass: FC<{ pass: StagePass; of: RoutePartProps }> = ({ pass, of: { cycle, step, route, holds, opens } }) => {
  const no = pass.versionId?.split('@').at(-1)
  return (
    <li>
      {pass.closedAt === null ? (
        `${pass.pass > 1 ? `${pass.pass}回目　` : ''}${pass.postTitle}`
      ) : (
        <>
          {`${pass.pass > 1 ? `${pass.pass}回目　` : ''}${pass.postTitle}　${outcomeOf(pass, route)}　`}
          <At at={pass.closedAt} as="short" />
        </>
      )}
      {pass.ruling?.reason && <span class="written">{`理由・意見：${pass.ruling.reason}`}</span>}
      <span class="soft">
        {'依頼 '}
        <At at={pass.askedAt} as="short" />
        {'　期限 '}
        <At at={pass.dueAt} as="short" />
      </span>
      {opens && (
        <span class="soft">
          <a href={no && pass.closedAt !== null ? versionPath(pass.processId, Number(no)) : (processPath(pass.processId) ?? '/')}>
            {pass.closedAt === null ? 'この依頼を開く' : '書いたものを見る'}
          </a>
        </span>
      )}
      {pass.deputised && pass.ruling && (
        <Deputised
          what="判断"
          seenAt={pass.seenAt}
          versionId={pass.versionId ?? ''}
          path={decisionPath(cycle, step)}
          sees={holds.includes(pass.post) && cycle.state === 'running'}
        />
      )}
    </li>
  )
}

/** 回議の経路: each stage with where it stands, and what was said each time that it was asked. */
export const RoutePart: FC<RoutePartProps> = (props) => {
  const { cycle, step, route, reads } = props
  return (
    <section aria-labelledby="route">
      <h2 id="route">回議の経路</h2>
      <p>
        {route.newest ? (
          <>
            {'判断の対象：'}
            {reads ? (
              <a href={`${packagePath(cycle, step)}/${route.newest.no}.zip`}>{`起案の資料（第${route.newest.no}号、ZIP）`}</a>
            ) : (
              `起案の資料（第${route.newest.no}号）`
            )}
          </>
        ) : (
          '起案の資料は、まだ作られていません。'
        )}
      </p>
      {route.changed > 0 && route.at !== null && (
        <p class="notice">{`この資料を作った後に、${route.changed}件の内容が変わっています。承認の前に、資料の作り直しが要ります。`}</p>
      )}
      <ol class="route">
        {route.stages.map((stage, at) => (
          <li aria-current={stage.subject === route.at ? 'step' : undefined}>
            <strong>{`${at + 1}　${stage.title}`}</strong>
            <State of={stageWord(route, stage)} />
            {stage.within !== null && stage.passes.length === 0 && <span class="soft">{`順番が来てから${stage.within}開庁日`}</span>}
            {stage.passes.length > 0 && (
              <ul>
                {stage.passes.map((pass) => (
                  <Pass pass={pass} of={props} />
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
      <p class="soft">
        {route.at === null ? '全ての段階の承認が済んでいます。' : '前の段階が承認すると、次の段階に依頼の連絡が届きます。'}
      </p>
    </section>
  )
}
