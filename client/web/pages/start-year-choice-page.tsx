import type { FC } from 'hono/jsx'
import type { DefinitionChoice } from '../../app/start-year/definition-choices.js'
import type { StartCity } from '../../app/start-year/preparation.js'
import { Page } from '../layout.js'
import { startYearPath } from '../paths.js'
import { yearWords } from '../words.js'
import { type Problem, Problems, registerPath } from './start-year-parts.js'

/** What was typed or is proposed on the first page. */
export interface Chosen {
  definition: string
  year: string
  source: string
}

const origin = ({ usedIn, id }: DefinitionChoice): string =>
  usedIn === null ? `ファイル ${id.replace(/^file:/, '')}` : `${yearWords(usedIn)}に使っているもの。年度の途中の変更を含みます。`

const Definitions: FC<{ choices: DefinitionChoice[]; chosen: string }> = ({ choices, chosen }) => (
  <fieldset id="definition">
    <legend>どの実施要領で行いますか</legend>
    {choices.map((choice) => (
      <p>
        <label>
          <input type="radio" name="definition" value={choice.id} checked={choice.id === chosen} disabled={choice.definition === null} />
          {choice.definition === null ? choice.name : `${choice.name}（${choice.edition}版）`}
        </label>
        <span class="hint">{origin(choice)}</span>
        {choice.problems.map((problem) => (
          <span class="hint warning">{problem}</span>
        ))}
      </p>
    ))}
    {choices.length === 0 && <p class="warning">この市の実施要領がありません。管理者に、定義のファイルを置くよう依頼してください。</p>}
  </fieldset>
)

/** 年度の開始, first question: which year, by which definition, from which register. */
export const StartChoicePage: FC<{ at: StartCity; prepared: number[]; chosen: Chosen; problems?: Problem[] }> = ({
  at,
  prepared,
  chosen,
  problems = [],
}) => (
  <Page title="年度の開始">
    <Problems problems={problems} />
    <p>{`${at.cityName}の新しい年度を準備します。点検の画面で確かめて始めるまで、誰にもメールは送られません。途中で閉じても、準備した内容は残ります。`}</p>
    {prepared.length > 0 && (
      <>
        <h2>準備中の年度</h2>
        <ul>
          {prepared.map((fiscalYear) => (
            <li>
              <a href={registerPath({ city: at.city, fiscalYear })}>{`${yearWords(fiscalYear)}の準備を続ける`}</a>
            </li>
          ))}
        </ul>
      </>
    )}
    <form method="post" action={startYearPath(at.city)} class="question">
      <p>
        <label for="year">対象の年度</label>
        <span class="hint" id="year-hint">
          例：2017、平成29
        </span>
        <input id="year" name="year" value={chosen.year} size={8} required aria-describedby="year-hint" />
      </p>
      <Definitions choices={at.choices} chosen={chosen.definition} />
      <fieldset id="source">
        <legend>施策の名簿はどこから作りますか</legend>
        <p>
          <label>
            <input type="radio" name="source" value="last" checked={chosen.source !== 'file'} />
            前の年度の名簿を引き継ぐ
          </label>
        </p>
        <p>
          <label>
            <input type="radio" name="source" value="file" checked={chosen.source === 'file'} />
            ファイル（CSV・Excel）から読み込む
          </label>
          <span class="hint">前の年度との違いを見てから取り込みます。</span>
        </p>
      </fieldset>
      <button type="submit">次へ進む</button>
    </form>
  </Page>
)
