import type { FC } from 'hono/jsx'
import { fiscalYearName } from '../../../domain/calendar/date-words.js'
import type { Field } from '../../../domain/definition/schema.js'
import { refWords } from '../../../domain/review/check-promises.js'
import { circled } from '../../../domain/review/circled.js'
import { promiseStateWords } from '../../../domain/review/promise-words.js'
import { lineAt, rowsOf, textAt } from '../../../domain/sheet/entry-text.js'
import { asText } from '../../../domain/sheet/loose-content.js'
import type { Sheet } from '../../app/desk/sheet.js'
import type { SheetPromise } from '../../app/review/promises/sheet-promises.js'
import { programmeYearsPath, promisesPath } from '../review-paths.js'
import { yearWords } from '../words.js'
import { Area, type EditorProps, Labelled, Radios } from './field-controls.js'

const states = (['done', 'under-way', 'dropped'] as const).map((id) => ({ id, name: promiseStateWords[id] }))

/** Where a promise comes from and what it said besides: 平成28年度の対応③（対応する、平成29年度中、旧「…」の対応） */
export function promiseFacts({ madeAs, categoryName, timing, budgetName }: SheetPromise): string {
  const facts = [categoryName, timing, budgetName && `予算：${budgetName}`, madeAs && `「${madeAs}」だったときの対応`].filter(Boolean)
  return facts.length === 0 ? '' : `（${facts.join('、')}）`
}

/** What the sheets of the years between said. */
const Course: FC<{ promise: SheetPromise }> = ({ promise: { course } }) => {
  const said = course.filter(({ kind }) => kind === 'answer')
  return said.length === 0 ? null : (
    <ul class="soft">
      {said.map(({ fiscalYear, state, text }) => (
        <li class="written">{`${fiscalYearName(fiscalYear)}：${state ? promiseStateWords[state] : ''}${text ? `　${text}` : ''}`}</li>
      ))}
    </ul>
  )
}

/** 約束のその後: each earlier promise that is open with what became of it. What was written about one that is no longer asked stays to be seen. */
export const Promises: FC<EditorProps & { promises: SheetPromise[] }> = ({ field: { id }, entry, first, promises }) => {
  const written = rowsOf(entry, id)
  const rowOf = (ref: string) => written.find((row) => lineAt(entry, `${row}.ref`) === ref)
  const gone = written.filter((row) => !promises.some(({ ref }) => ref === lineAt(entry, `${row}.ref`)))
  const items = [
    ...promises.map((promise) => ({ ref: promise.ref, from: rowOf(promise.ref) ?? `${id}.new`, promise })),
    ...gone.map((from) => ({ ref: lineAt(entry, `${from}.ref`), from, promise: null })),
  ]
  if (items.length === 0)
    return (
      <p class="soft" id={first.id}>
        その後を答える対応はありません。
      </p>
    )
  return (
    <ol class="entry-rows">
      {items.map(({ ref, from, promise }, at) => {
        const name = `${id}.${at}`
        const own = at === 0 ? first : undefined
        return (
          <li>
            <fieldset class="own">
              <legend class="written">
                <strong>{refWords(ref)}</strong>
                {promise ? `　${promise.text}` : '　（いまは答えを求めていない対応です。書いたものを消すと、この欄はなくなります。）'}
                {promise && <span class="soft">{promiseFacts(promise)}</span>}
              </legend>
              {promise && <Course promise={promise} />}
              <input type="hidden" name={`${name}.ref`} value={ref} />
              <Radios name={`${name}.state`} value={lineAt(entry, `${from}.state`)} words={states} none="まだ選ばない" at={own} />
              <div class="parts">
                <Labelled of={`${name}.text`} label="行ったこと・これから行うこと">
                  <Area name={`${name}.text`} value={textAt(entry, `${from}.text`)} full={`${refWords(ref)}について行ったこと`} rows={2} />
                </Labelled>
                <Labelled of={`${name}.reason`} label="取りやめた理由（取りやめたとき）">
                  <Area
                    name={`${name}.reason`}
                    value={textAt(entry, `${from}.reason`)}
                    full={`${refWords(ref)}を取りやめた理由`}
                    rows={2}
                  />
                </Labelled>
              </div>
            </fieldset>
          </li>
        )
      })}
    </ol>
  )
}

/** The answers to be read. */
export const PromisesShown: FC<{ list: Record<string, unknown>[] }> = ({ list }) => (
  <ul class="value">
    {list.map(({ ref, state, text, reason }) => (
      <li class="written">
        <strong>{`${refWords(asText(ref))}：${states.find(({ id }) => id === state)?.name ?? '（まだ選ばれていません）'}`}</strong>
        {asText(text) && `　${asText(text)}`}
        {asText(reason) && <span class="soft">{`（取りやめた理由：${asText(reason)}）`}</span>}
      </li>
    ))}
  </ul>
)

/** From a programme's sheet to its other years. */
export const YearsLink: FC<{ sheet: Pick<Sheet, 'one' | 'cycle' | 'definition'> }> = ({ sheet: { one, cycle, definition } }) => {
  const asks = definition.steps.find(({ id }) => id === one.step)?.asks ?? []
  const isProgramme = asks.some(({ per }) => per === 'programme') && !asks.some(({ subject }) => subject === one.subject)
  return isProgramme ? <a href={programmeYearsPath(cycle, one.subject)}>この施策の年度比較</a> : null
}

/** What was promised: nobody should have to look for it, and nobody should be able to forget it. */
export const PromisesBeside: FC<{
  sheet: { promises: SheetPromise[]; fields: Field[]; one: { stepKind: string }; cycle: { city: string } }
}> = ({ sheet: { promises, fields, one, cycle } }) => {
  if (promises.length === 0) return null
  const field = fields.find(({ type }) => type === 'promises')
  const years = [...new Set(promises.map(({ fiscalYear }) => fiscalYear))]
  return (
    <section class="promises" aria-labelledby="promises">
      <h2 id="promises">{`${years.map(yearWords).join('、')}の検証で約束した対応（${promises.length}件）`}</h2>
      <p class="soft">
        {one.stepKind === 'follow-up' ? (
          '予算区分を確かめ、予算要求・予算案にどう反映したかを書いてください。'
        ) : field ? (
          <a href={`#f-${field.id}`}>{`「${field.label}」に、一つずつ、その後を書いてください。`}</a>
        ) : one.stepKind === 'respond' ? (
          '続けて行うものは、新しい対応に引き継げます。'
        ) : (
          'その後どうなったかを、計画か実績に書いてください。'
        )}
      </p>
      <ul>
        {promises.map((promise) => (
          <li class="written">
            {`${fiscalYearName(promise.fiscalYear)} ${circled(promise.no)} ${promise.text}${promiseFacts(promise)}`}
            {promise.state === 'under-way' && <strong>　実施中</strong>}
          </li>
        ))}
      </ul>
      <p>
        <a href={promisesPath(cycle.city)}>約束の一覧（その後の経過）</a>
      </p>
    </section>
  )
}
