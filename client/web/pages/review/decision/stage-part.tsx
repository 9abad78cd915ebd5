import { type FC, useContext } from 'hono/jsx'
import type { SheetChange } from '../../../../../domain/review/decision/changes.js'
import { rightsIn } from '../../../../app/people/posts-held.js'
import type { StageView } from '../../../../app/review/decision/route.js'
import { packagePath } from '../../../decision-paths.js'
import { VisitorContext } from '../../../visitor.js'
import { DifferenceTable } from '../../difference-table.js'
import { RoutePart, type RoutePartProps } from './route-part.js'

const Change: FC<{ of: SheetChange }> = ({ of: { name, how, differences, embargoed } }) => (
  <section>
    <h3>{name}</h3>
    {how === 'added' && <p>加わりました。</p>}
    {how === 'removed' && <p>なくなりました。</p>}
    {how === 'changed' && differences.length === 0 && embargoed === 0 && <p>報告書に載る内容は同じです。</p>}
    {differences.length > 0 && (
      <DifferenceTable of={differences.map((one) => ({ ...one, field: '' }))} caption={`${name}の変更`} before="前回" after="今回" />
    )}
    {embargoed > 0 && <p class="soft">{`予算区分の変更が${embargoed}か所あります（予算案の発表前のため、起案の資料には載りません）。`}</p>}
  </section>
)

/** What is another than when this stage was asked before: what was asked for then, and what became of it. */
const SinceLast: FC<{ stage: StageView }> = ({ stage: { last, newest, changes } }) => {
  if (!last || !newest) return null
  return (
    <section aria-labelledby="since" class="notice">
      <h2 id="since">{`前回の判断（第${last.package}号）から変わったところ`}</h2>
      {last.ruling.state === 'returned' && <p class="written">{`前回は差し戻しました。理由：${last.ruling.reason ?? ''}`}</p>}
      {newest.no === last.package ? (
        <p>起案の資料は、前回と同じ号です。</p>
      ) : changes.length === 0 ? (
        <p>前回の資料から、シートや意見・対応の内容は変わっていません。</p>
      ) : (
        changes.map((change) => <Change of={change} />)
      )}
    </section>
  )
}

/** An asking that stays open while an earlier stage is asked anew: whom it waits for. */
const NotYet: FC<{ stage: StageView }> = ({ stage: { at, stage, pass, stages } }) => {
  const own = stages.find(({ subject }) => subject === stage)?.passes.find((one) => one.pass === pass)
  const before = stages.find(({ subject }) => subject === at)?.title
  if (own?.closedAt !== null || stage === at || !before) return null
  return <p class="notice">{`いまは、前の段階の「${before}」が済むのを待っています。判断は、その後に書けます。`}</p>
}

/** What a stage of a route has beside its form: what is decided on, what has changed, who has said what. */
export const StagePart: FC<Omit<RoutePartProps, 'route' | 'reads'> & { stage: StageView }> = ({ stage, ...props }) => {
  const rights = rightsIn(props.cycle.city, useContext(VisitorContext)?.posts ?? [])
  const asked = stage.stages.flatMap(({ passes }) => passes.flatMap(({ post, state }) => (state === 'withdrawn' ? [] : post)))
  const reads = rights.oversees || rights.posts.some(({ id }) => asked.includes(id))
  return (
    <>
      {!stage.rules && rights.office && (
        <p>
          <a href={packagePath(props.cycle, props.step)}>起案の資料を作る・確かめる</a>
        </p>
      )}
      <NotYet stage={stage} />
      <SinceLast stage={stage} />
      <RoutePart {...props} route={stage} reads={reads} />
    </>
  )
}
