import { createContext, type FC, useContext } from 'hono/jsx'
import { lineAt, textAt } from '../../../../../domain/sheet/entry-text.js'
import { asObject, asText } from '../../../../../domain/sheet/loose-content.js'
import type { StageView } from '../../../../app/review/decision/route.js'
import { Area, type EditorProps, Labelled, Radios, Select } from '../../field-controls.js'

/** The route on which a ruling stands; null: on none. */
export const StageContext = createContext<StageView | null>(null)

const states = [
  { id: 'approved', name: '承認する（次の段階へ進める）' },
  { id: 'returned', name: '差し戻す' },
]

/** 決裁の判断: on to the next stage, or back to one before it. */
export const Ruling: FC<EditorProps> = ({ field: { id }, entry, first }) => {
  const stage = useContext(StageContext)
  const place = stage?.stages.findIndex(({ subject }) => subject === stage.stage) ?? 0
  const earlier = stage?.stages.slice(0, place).map(({ subject, title }) => ({ id: subject, name: title })) ?? []
  return (
    <>
      <input type="hidden" name={`${id}.package`} value={String(stage?.newest?.no ?? '')} />
      <Radios name={`${id}.state`} value={lineAt(entry, `${id}.state`)} words={states} none={null} at={first} />
      <Labelled of={`${id}.to`} label="差し戻す先（差し戻すとき）">
        <Select name={`${id}.to`} value={lineAt(entry, `${id}.to`)} words={earlier} full="差し戻す先" />
      </Labelled>
      <Labelled of={`${id}.reason`} label="理由・意見（差し戻すときは必ず書いてください）">
        <Area name={`${id}.reason`} value={textAt(entry, `${id}.reason`)} full="理由・意見" rows={3} />
      </Labelled>
    </>
  )
}

/** A ruling to be read. */
export const RulingShown: FC<{ value: unknown }> = ({ value }) => {
  const stage = useContext(StageContext)
  const { state, to, reason, package: no } = asObject(value)
  const title = stage?.stages.find(({ subject }) => subject === to)?.title ?? asText(to)
  return (
    <div class="value">
      <p>
        <strong>{state === 'approved' ? '承認' : state === 'returned' ? `差戻し（${title}へ）` : '（まだ選ばれていません）'}</strong>
        {asText(no) && <span class="soft">{`　起案の資料（第${asText(no)}号）について`}</span>}
      </p>
      {asText(reason) && <p class="written">{asText(reason)}</p>}
    </div>
  )
}
