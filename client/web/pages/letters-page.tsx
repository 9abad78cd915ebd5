import type { FC } from 'hono/jsx'
import type { Sample } from '../../app/letters/letter-samples.js'
import type { AdoptedLetters, LettersInForce } from '../../app/letters/letters-in-force.js'
import type { CycleLine } from '../../app/views/list-cycles.js'
import { Page } from '../layout.js'
import { lettersFilePath, lettersPath, sampleHtmlPath, samplePath } from '../letters-paths.js'
import { At, Scroll } from '../words.js'
import { sampleName, ValuesOfKind } from './letters-parts.js'

const Adopted: FC<{ one: AdoptedLetters }> = ({ one }) => (
  <>
    {`第${one.no}版：`}
    <At at={one.adoptedAt} />
    {`、${one.postTitle}${one.personName ? `（${one.personName}）` : ''}が採用。理由：${one.reason}`}
  </>
)

const History: FC<{ city: string; letters: LettersInForce; office: boolean }> = ({ city, letters, office }) => (
  <section>
    <h2>これまでの文面</h2>
    <ul class="rows">
      {[...letters.history, null].map((one) => (
        <li>
          {one ? <Adopted one={one} /> : '最初の文面（製品に付いているもの）'}
          {'　'}
          <a href={lettersFilePath(city, one?.no ?? 0)}>{`${one ? `第${one.no}版` : '最初の文面'}のファイル`}</a>
          {office && one?.no !== letters.adopted?.no && (
            <form method="post" action={`${lettersPath(city)}/again`} class="near">
              <input type="hidden" name="no" value={String(one?.no ?? 0)} />
              <button type="submit" class="second">
                {`${one ? `第${one.no}版` : '最初の文面'}に戻すことを確かめる`}
              </button>
            </form>
          )}
        </li>
      ))}
    </ul>
  </section>
)

const Subjects: FC<{ city: string; samples: Sample[]; shown: Sample | null }> = ({ city, samples, shown }) => (
  <Scroll label="種類ごとの件名">
    <table>
      <caption>種類ごとの件名（見本）</caption>
      <thead>
        <tr>
          <th scope="col">種類</th>
          <th scope="col">件名</th>
        </tr>
      </thead>
      <tbody>
        {samples.map((one) => (
          <tr>
            <th scope="row">
              <a
                href={`${samplePath(city, one)}#sample`}
                aria-current={shown?.kind === one.kind && shown.tone === one.tone ? 'true' : undefined}
              >
                {sampleName(one)}
              </a>
            </th>
            <td>{one.mail.subject}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)

const Shown: FC<{ city: string; shown: Sample }> = ({ city, shown }) => (
  <section>
    <h2 id="sample">{`見本：${sampleName(shown)}`}</h2>
    <p>
      {shown.full ? '書けることを全て入れた見本です。' : '期限などがない、最も短い見本です。'}
      <a href={`${samplePath(city, { ...shown, full: !shown.full })}#sample`}>
        {shown.full ? '最も短い見本を見る' : '全て入れた見本を見る'}
      </a>
      {'　'}
      <a href={sampleHtmlPath(city, shown)}>HTMLの形を見る</a>
    </p>
    <p>{`件名：${shown.mail.subject}`}</p>
    <pre class="letter" tabindex={0}>
      {shown.mail.text}
    </pre>
    <ValuesOfKind kind={shown.kind} />
  </section>
)

export const ChooseFile: FC<{ city: string; again?: boolean }> = ({ city, again = false }) => (
  <section>
    <h2>{again ? '別のファイルを点検する' : '文面を変える'}</h2>
    <ol>
      <li>
        <a href={lettersFilePath(city)}>いまの文面のファイル</a>
        を保存し、メモ帳などで文を直します。
      </li>
      <li>直したファイルを、ここで点検します。誤りは行番号で示します。点検だけでは何も変わりません。</li>
      <li>いまの文面との違いを確かめ、理由を書いて採用します。</li>
    </ol>
    <form method="post" action={`${lettersPath(city)}/check`} enctype="multipart/form-data" class="question">
      <p>
        <label for="file">直したファイル</label>
        <span class="hint" id="file-hint">
          UTF-8のYAMLファイル（.yaml）。100KBまで。
        </span>
        <input id="file" name="file" type="file" accept=".yaml,.yml" required aria-describedby="file-hint" />
      </p>
      <button type="submit">点検する</button>
    </form>
  </section>
)

export interface LettersPageProps {
  cycle: CycleLine
  letters: LettersInForce
  /** what the wording in force lacks, in words: said in the product's own */
  added: readonly string[]
  /** empty when the wording cannot be read */
  samples: Sample[]
  shown: Sample | null
  /** what is wrong with the wording in force, or with what was asked for; a sentence */
  problem: string | null
  done: string | null
  office: boolean
}

/** 文面: the words of all mails of a city, where they come from, how they read, and how to change them. */
export const LettersPage: FC<LettersPageProps> = ({ cycle, letters, added, samples, shown, problem, done, office }) => (
  <Page title="メールの文面" cycle={cycle} here={lettersPath(cycle.city)} wide>
    {problem && (
      <div class="error-summary" role="alert">
        <p>{problem}</p>
      </div>
    )}
    {done && (
      <p class="receipt" role="status">
        {done}
      </p>
    )}
    <p>
      {letters.adopted ? (
        <>
          {'いま使っている文面は、'}
          <Adopted one={letters.adopted} />
        </>
      ) : (
        'いま使っている文面は、製品に付いている最初の文面です。'
      )}
    </p>
    {added.length > 0 && (
      <section>
        <h2>製品に付いている文で補っている部分</h2>
        <p>
          採用した後に製品に加わったため、いまの文面にない部分です。そのあいだ、製品に付いている文で送ります。次に文面を直すときに、「最初の文面」のファイルから書き写してください。
        </p>
        <ul>
          {added.map((part) => (
            <li>{part}</li>
          ))}
        </ul>
      </section>
    )}
    <p>
      <a href={lettersFilePath(cycle.city)}>いまの文面のファイル（letters.yaml）</a>
    </p>
    {samples.length > 0 && <Subjects city={cycle.city} samples={samples} shown={shown} />}
    {shown && <Shown city={cycle.city} shown={shown} />}
    {office && <ChooseFile city={cycle.city} />}
    <History city={cycle.city} letters={letters} office={office} />
  </Page>
)
