import type { FC } from 'hono/jsx'
import { refWords } from '../../../domain/review/check-promises.js'
import { circled } from '../../../domain/review/circled.js'
import { needsAnswer } from '../../../domain/review/gate.js'
import { type Answerable, tickable } from '../../../domain/review/to-answer.js'
import { wholeName } from '../../../domain/review/whole.js'
import { type Entry, lineAt, textAt } from '../../../domain/sheet/entry-text.js'
import { readEntry } from '../../../domain/sheet/read-entry.js'
import { Area, Cell, type EditorProps, Labelled, MoreRows, Select } from './field-controls.js'
import { Along, numbered, rowsToEdit } from './field-lists.js'

/** What one Action names as it stands in the entry, in its order: numbers, and what could not be read as one. */
function namedBy(entry: Entry, row: string, part: 'answers' | 'whole'): (number | string)[] {
  const own = Object.fromEntries(Object.entries(entry).flatMap(([name, text]) => (name.startsWith(`${row}.`) ? [[name, text]] : [])))
  const { rows } = readEntry([{ id: 'rows', type: 'actions', label: '', required: false, printed: false }], renamed(own, row)) as {
    rows?: { answers: (number | string)[]; whole?: (number | string)[] }[]
  }
  return rows?.[0]?.[part] ?? []
}

const renamed = (entry: Entry, row: string): Entry =>
  Object.fromEntries(Object.entries(entry).map(([name, text]) => [`rows.0${name.slice(row.length)}`, text]))

interface TicksProps {
  entry: Entry
  /** where the row is read from, and what it is called now */
  from: string
  name: string
  at: number
  part: 'answers' | 'whole'
  opinions: Answerable[]
  rules: EditorProps['rules']
}

/** The opinions that this Action answers, each a box beside its text; a number that is none of them stays to be seen and mended. */
const Ticks: FC<TicksProps> = ({ entry, from, name, at, part, opinions, rules }) => {
  const named = namedBy(entry, from, part)
  const others = named.filter((no) => !opinions.some((opinion) => opinion.no === no))
  const tick = part === 'answers' ? 'answer' : 'wholly'
  const words = part === 'answers' ? '答える意見' : `${wholeName}への意見のうち、あわせて答えるもの`
  return (
    <fieldset class="ticks" aria-label={`${at + 1}番目の対応が${words}`}>
      <legend class="cell-name">{words}</legend>
      <input type="hidden" name={`${name}.${part}Were`} value={named.join('、')} />
      <ul>
        {opinions.map(({ no, text, kind, unprinted }) => (
          <li>
            <label class="check">
              <input
                type="checkbox"
                id={`f-${name}.${tick}.${no}`}
                name={`${name}.${tick}.${no}`}
                value="on"
                checked={named.includes(no)}
              />
              <span>
                {`${circled(no)} ${text}`}
                {needsAnswer(kind, rules.opinionKinds) && <strong>（要対応）</strong>}
                {unprinted && <span class="soft">（報告書に載せない意見）</span>}
              </span>
            </label>
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <Labelled of={`${name}.${part}`} label="このほかの番号（上の意見にない番号です。直すか消してください）" class="short">
          <Cell name={`${name}.${part}`} value={others.join('、')} full={`${at + 1}番目の対応の、このほかの番号`} />
        </Labelled>
      )}
    </fieldset>
  )
}

/** 対応: each with the opinions it answers, when, by which budget, and what will show it. */
export const Actions: FC<EditorProps> = (props) => {
  const { field, rules, entry, first, answering } = props
  const line = (from: string, part: string) => lineAt(entry, `${from}.${part}`)
  const budgets = rules.budgetKinds.map(({ id, name, needsFinance }) => ({ id, name: needsFinance ? `${name}（財政担当課と協議）` : name }))
  // Where the year pairs nothing, nothing is asked of pairing.
  const pairs = rules.pairing === 'numbered'
  const [own, whole] = [tickable(pairs ? (answering?.opinions ?? []) : []), tickable(pairs ? (answering?.whole ?? []) : [])]
  const indicators = answering?.indicators ?? []
  const promises = (props.promises ?? []).map(({ ref, text }) => ({ id: ref, name: `${refWords(ref)} ${[...text].slice(0, 24).join('')}` }))
  return (
    <>
      {indicators.length > 0 && (
        <datalist id={`indicators-${field.id}`}>
          {indicators.map((name) => (
            <option value={name} />
          ))}
        </datalist>
      )}
      <ol class="entry-rows" data-rows={field.id}>
        {rowsToEdit(props).map(({ from, name, at }) => {
          const ticks = { entry, from, name, at, rules }
          return (
            <li data-row={at}>
              <Along
                entry={entry}
                from={from}
                name={name}
                parts={[...(whole.length > 0 ? [] : ['whole']), ...(promises.length > 0 ? [] : ['continues'])]}
              />
              <Labelled of={`${name}.text`} at={at === 0 ? first : undefined} label={`対応 ${at + 1}`} class="whole">
                <Area
                  name={`${name}.text`}
                  value={textAt(entry, `${from}.text`)}
                  full={`${at + 1}番目の対応`}
                  at={at === 0 ? first : undefined}
                />
              </Labelled>
              {own.length > 0 && <Ticks {...ticks} part="answers" opinions={own} />}
              {whole.length > 0 && (
                <details open={namedBy(entry, from, 'whole').length > 0}>
                  <summary>{`${wholeName}への意見にも答えるとき（${whole.length}件）`}</summary>
                  <Ticks {...ticks} part="whole" opinions={whole} />
                </details>
              )}
              <div class="parts">
                {numbered(props, `${from}.no`) && (
                  <Labelled of={`${name}.no`} label="番号" class="short">
                    <Cell name={`${name}.no`} value={line(from, 'no')} full={`${at + 1}番目の対応の番号`} numeric />
                  </Labelled>
                )}
                {own.length === 0 && numbered(props, `${from}.answers`) && (
                  <Labelled of={`${name}.answers`} label="答える意見の番号（1、2 のように）">
                    <Cell
                      name={`${name}.answers`}
                      value={line(from, 'answers')}
                      full={`${at + 1}番目の対応が答える意見の番号（1、2 のように）`}
                    />
                  </Labelled>
                )}
                <Labelled of={`${name}.category`} label="対応区分（内部の整理）">
                  <Select
                    name={`${name}.category`}
                    value={line(from, 'category')}
                    words={rules.responseCategories}
                    full={`${at + 1}番目の対応の対応区分`}
                  />
                </Labelled>
                <Labelled of={`${name}.timing`} label="実施時期">
                  <Cell name={`${name}.timing`} value={line(from, 'timing')} full={`${at + 1}番目の対応の実施時期`} />
                </Labelled>
                <Labelled of={`${name}.budget`} label="予算区分">
                  <Select name={`${name}.budget`} value={line(from, 'budget')} words={budgets} full={`${at + 1}番目の対応の予算区分`} />
                </Labelled>
                <Labelled of={`${name}.indicator`} label="効果を示す指標">
                  <Cell
                    name={`${name}.indicator`}
                    value={line(from, 'indicator')}
                    full={`${at + 1}番目の対応の効果を示す指標`}
                    list={indicators.length > 0 ? `indicators-${field.id}` : undefined}
                  />
                </Labelled>
                {promises.length > 0 && (
                  <Labelled of={`${name}.continues`} label="引き継ぐ前の年度の対応">
                    <Select
                      name={`${name}.continues`}
                      value={line(from, 'continues')}
                      words={promises}
                      full={`${at + 1}番目の対応が引き継ぐ前の年度の対応`}
                    />
                  </Labelled>
                )}
              </div>
            </li>
          )
        })}
      </ol>
      <MoreRows id={field.id} word="対応の欄" />
    </>
  )
}
