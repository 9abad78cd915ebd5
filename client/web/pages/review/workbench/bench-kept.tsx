import type { FC } from 'hono/jsx'
import type { Bench } from '../../../../app/review/workbench/bench.js'
import { type BenchForm, printingOf } from '../../../review/bench-form.js'
import type { SubjectsYear } from '../../../review/office-year.js'
import { BenchAct, Kinds, Printings } from './bench-act.js'
import { Unkept } from './remark-parts.js'

/** What is typed into the forms of the workbench, by the names of their boxes. */
const typedAs = (name: string): string | undefined =>
  name.startsWith('part.') && name.endsWith('.text')
    ? `分けた後の本文 ${Number(name.split('.')[1]) + 1}`
    : { text: '本文', reason: '理由', unprinted: '掲載しない理由' }[name]

/** Whether the form that was sent is still on the page: its opinions are there, and may be changed. */
export function stillThere({ act, text, all }: BenchForm, { opinions }: Bench): boolean {
  const there = (id: string) => opinions.some((one) => one.id === id)
  if (act === 'merge') return all('opinion').filter(there).length > 1
  return ['reword', 'split', 'move', 'remove', 'up', 'down', 'take-out'].includes(act) ? there(text('opinion')) : true
}

/** What was typed into a form that is no more. */
export const KeptAlone: FC<{ form: BenchForm; word: string }> = ({ form, word }) => (
  <Unkept
    word={word}
    typed={form.entries.flatMap(([name, text]): [string, string][] => (typedAs(name) ? [[typedAs(name) ?? '', text]] : []))}
  />
)

/** What is chosen with a wording, and is shown to be chosen again. */
const chosen = ['kind', 'viewpoint', 'printing', 'into', 'unprinted']

/** Where it was to be moved, as that stands now. */
const targetNow = (others: Bench[], value: string): string => {
  const [subject = ''] = value.split('|')
  return `${subject}|${others.find((one) => one.subject === subject)?.revision ?? 0}`
}

/** What was typed and not saved, to be looked at, mended, and done again upon what stands now. */
export const Kept: FC<{ year: SubjectsYear; bench: Bench; form: BenchForm; word: string; others: Bench[] }> = ({
  year,
  bench,
  form,
  word,
  others,
}) => (
  <section class="notice">
    <h2>{`あなたの入力（${word}。まだ保存していません）`}</h2>
    <BenchAct year={year} bench={bench} wide>
      {form.entries
        .filter(([name, value]) => !name.startsWith('_') && !chosen.includes(name) && value !== '')
        .map(([name, value], at) =>
          typedAs(name) ? (
            <p>
              <label for={`kept-${at}`}>{typedAs(name)}</label>
              <textarea id={`kept-${at}`} name={name} rows={4}>
                {value}
              </textarea>
            </p>
          ) : (
            <input type="hidden" name={name} value={name === 'to' ? targetNow(others, value) : value} />
          ),
        )}
      {['make', 'merge', 'reword'].includes(form.act) && (
        <Kinds definition={year.definition} id="kept" kind={form.text('kind')} viewpoint={form.text('viewpoint')} />
      )}
      {form.act === 'reword' && <Printings bench={bench} id="kept" opinion={form.text('opinion')} printing={printingOf(form)} />}
      <button type="submit" name="_act" value={form.act}>
        いまの内容を確かめたので、もう一度行う
      </button>
    </BenchAct>
  </section>
)
