import type { FC } from 'hono/jsx'
import { circled } from '../../../../../domain/review/circled.js'
import type { RemarkSubject } from '../../../../../domain/review/remark.js'
import { type Confirmed, sourceWord, toldWord } from '../../../../../domain/review/remark.js'
import { crossCutting } from '../../../../../domain/review/whole.js'
import type { Seat } from '../../../../app/review/remarks/remark-places.js'
import type { Said } from '../../../../app/review/workbench/said.js'
import type { StateWord } from '../../../../app/views/words.js'
import { State } from '../../../words.js'

const words: Record<Confirmed, StateWord> = {
  'not-yet': { word: '未確認', shape: '○', tone: 'quiet' },
  agreed: { word: '確認済み', shape: '●', tone: 'done' },
  mended: { word: '委員が直した', shape: '●', tone: 'done' },
  told: { word: '確認済み（事務局が聞き取り）', shape: '●', tone: 'done' },
  nobody: { word: '委員の指定なし', shape: '―', tone: 'quiet' },
}

export const ConfirmedState: FC<{ of: Confirmed }> = ({ of }) => <State of={words[of]} />

/** Where it was said and by whom; the seat is the office's own knowledge. */
export const Whence: FC<{ said: Said }> = ({ said: { source, place, told, seatTitle, documentName } }) => (
  <span class="soft">{[sourceWord(source), place, toldWord(told), seatTitle, documentName].filter(Boolean).join('・')}</span>
)

/** What became of it. */
export const useWords = ({ usedIn, aside }: Said, names: (key: string) => string): string =>
  usedIn.length > 0
    ? usedIn.map(({ subject, no }) => `${names(subject)} 意見${circled(no)}`).join('、')
    : aside === null
      ? '未整理'
      : `意見にしない（${aside}）`

export const Problems: FC<{ problems: string[] }> = ({ problems }) =>
  problems.length === 0 ? null : (
    <div class="error-summary" role="alert">
      <h2>できませんでした。書いた内容は残っています</h2>
      <ul>
        {problems.slice(0, 50).map((problem) => (
          <li>{problem}</li>
        ))}
      </ul>
    </div>
  )

/** What was typed into a form that is no more: to be read and copied. Nothing, where nothing was typed. */
export const Unkept: FC<{ word: string; typed: [label: string, text: string][] }> = ({ word, typed }) => {
  const texts = typed.filter(([, text]) => text.trim() !== '')
  return texts.length === 0 ? null : (
    <section class="notice">
      <h2>{`あなたの入力（${word}。保存していません）`}</h2>
      <p>この入力を書き込む欄は、もうありません。要る文は、ここから写してください。</p>
      <dl class="facts">
        {texts.map(([label, text]) => (
          <>
            <dt>{label}</dt>
            <dd class="written">{text}</dd>
          </>
        ))}
      </dl>
    </section>
  )
}

export const SubjectOptions: FC<{ subjects: RemarkSubject[]; value: string }> = ({ subjects, value }) => (
  <>
    {subjects.map(({ key, name }) => (
      <option value={key} selected={key === value}>
        {key.startsWith('article-') || key === crossCutting ? name : `${name}（${key}）`}
      </option>
    ))}
  </>
)

export const SeatOptions: FC<{ seats: Seat[]; value: string }> = ({ seats, value }) => (
  <>
    <option value="">特に委員を決めない</option>
    {seats.map(({ id, title, bodyName }) => (
      <option value={id} selected={id === value}>
        {`${bodyName}　${title}`}
      </option>
    ))}
  </>
)
