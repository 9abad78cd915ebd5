import type { FC } from 'hono/jsx'
import { noticeKindWord } from '../../../domain/correspondence/kind-words.js'
import type { LetterProblem } from '../../../domain/correspondence/letters.js'
import type { Tone } from '../../../domain/correspondence/mail-input.js'
import { valuesOfFrame, valuesOfKind } from '../../../domain/correspondence/values.js'
import type { FileChange } from '../../app/letters/file-changes.js'
import type { SampleChange, SampleKey } from '../../app/letters/letter-samples.js'
import { Scroll } from '../words.js'

export const toneWords: Record<Tone, string> = { ordinary: '通常', firm: '強め', last: '最後' }

/** 再依頼（強め） */
export const sampleName = ({ kind, tone }: Pick<SampleKey, 'kind' | 'tone'>): string =>
  `${noticeKindWord(kind)}${tone === 'ordinary' ? '' : `（${toneWords[tone]}）`}`

/** Faults shown at most; whoever mends these finds the others. */
const most = 100

export const Problems: FC<{ file: string; problems: LetterProblem[] }> = ({ file, problems }) => (
  <div class="error-summary" role="alert">
    <h2>{`「${file}」は使えません（${problems.length}か所）`}</h2>
    <p>一つでも誤りがあるあいだは、採用できません。次のところを直して、もう一度点検してください。</p>
    <ul>
      {problems.slice(0, most).map(({ line, message }) => (
        <li>{`${line}行目：${message}`}</li>
      ))}
      {problems.length > most && <li>{`ほか${problems.length - most}か所`}</li>}
    </ul>
  </div>
)

/** Lines of the file that change, with those around them. */
export const FileChanges: FC<{ changes: FileChange[] }> = ({ changes }) => (
  <Scroll label="ファイルの変わる行">
    <pre class="letter">
      {changes.map(({ as, lines }) =>
        as === 'removed' ? (
          <del>{`− ${lines.join('\n− ')}\n`}</del>
        ) : as === 'added' ? (
          <ins>{`＋ ${lines.join('\n＋ ')}\n`}</ins>
        ) : (
          <span class="soft">{lines.length === 0 ? '　…\n' : `　 ${lines.join('\n　 ')}\n`}</span>
        ),
      )}
    </pre>
  </Scroll>
)

/** How the samples would read, beside how they read now. */
export const SampleChanges: FC<{ changes: SampleChange[] }> = ({ changes }) => (
  <>
    {changes.map((change) => (
      <details>
        <summary>{`${sampleName(change)}：${change.after.subject}`}</summary>
        <h3>採用した後</h3>
        <pre class="letter">{change.after.text}</pre>
        <h3>いま</h3>
        <pre class="letter">{change.before?.text ?? 'いまの文面では作れません。'}</pre>
      </details>
    ))}
  </>
)

const Values: FC<{ values: ReturnType<typeof valuesOfKind>; caption: string }> = ({ values, caption }) => (
  <Scroll label={caption}>
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">書き方</th>
          <th scope="col">入るもの</th>
          <th scope="col">例</th>
          <th scope="col">ないこと</th>
        </tr>
      </thead>
      <tbody>
        {values.map(({ name, meaning, example, mayBeMissing }) => (
          <tr>
            <th scope="row">
              <code>{`{{ ${name} }}`}</code>
            </th>
            <td>{meaning}</td>
            <td>{example}</td>
            <td>{mayBeMissing ? `ある。{% if ${name} %}…{% endif %} で囲む` : 'ない'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)

/** What the lines of one kind may name. */
export const ValuesOfKind: FC<{ kind: SampleKey['kind'] }> = ({ kind }) => (
  <details>
    <summary>この種類の文で使える値</summary>
    <Values values={valuesOfKind(kind)} caption={`「${noticeKindWord(kind)}」の文で使える値`} />
    <Values values={valuesOfFrame('')} caption="共通の部分（frame）のどこでも使える値" />
  </details>
)
