import type { FC } from 'hono/jsx'
import type { LetterProblem } from '../../../domain/correspondence/letters.js'
import type { FileChange } from '../../app/letters/file-changes.js'
import type { SampleChange } from '../../app/letters/letter-samples.js'
import type { CycleLine } from '../../app/views/list-cycles.js'
import { Page } from '../layout.js'
import { lettersPath } from '../letters-paths.js'
import { type ActProblem, Line } from './act-line.js'
import { ChooseFile } from './letters-page.js'
import { FileChanges, Problems, SampleChanges } from './letters-parts.js'

export interface Candidate {
  /** what it is called: the file's name, or which earlier wording it is */
  name: string
  changes: FileChange[]
  samples: SampleChange[]
  /** the text, to come back with the reason */
  sealed: string
  /** key of the form */
  key: string
}

const Adopt: FC<{ city: string; candidate: Candidate; problem: ActProblem | null }> = ({ city, candidate, problem }) => (
  <form method="post" action={`${lettersPath(city)}/adopt`} class="question">
    <h2>採用する</h2>
    <p>採用すると、これから作るメール全てがこの文面になります。送り終えたメールは変わりません。前の文面にはいつでも戻せます。</p>
    <input type="hidden" name="_key" value={candidate.key} />
    <input type="hidden" name="letters" value={candidate.sealed} />
    <Line name="reason" label="理由" hint="経過一覧と文面の履歴に残ります。" problem={problem} rows={2} />
    <button type="submit">この文面を採用する</button>
  </form>
)

/** A file of letters that somebody brought: what is wrong with it, or what it would change. */
export const LettersCheckPage: FC<{
  cycle: CycleLine
  name: string
  problems: LetterProblem[]
  candidate: Candidate | null
  problem: ActProblem | null
}> = ({ cycle, name, problems, candidate, problem }) => (
  <Page title="文面の点検" cycle={cycle} here={lettersPath(cycle.city)} wide>
    {problem && problem.field === '' && (
      <div class="error-summary" role="alert">
        <p>{problem.message}</p>
      </div>
    )}
    {problems.length > 0 && <Problems file={name} problems={problems} />}
    {candidate &&
      (candidate.changes.length === 0 ? (
        <p>{`「${name}」は、いま使っている文面と同じです。採用するものはありません。`}</p>
      ) : (
        <>
          <p>{`「${name}」に誤りはありません。まだ何も変わっていません。`}</p>
          <h2>変わる行</h2>
          <FileChanges changes={candidate.changes} />
          <h2>{`変わるメール（見本${candidate.samples.length}通）`}</h2>
          {candidate.samples.length === 0 && <p>見本の文は変わりません（注釈などの違いです）。</p>}
          <SampleChanges changes={candidate.samples} />
          <Adopt city={cycle.city} candidate={candidate} problem={problem} />
        </>
      ))}
    <ChooseFile city={cycle.city} again />
    <p>
      <a href={lettersPath(cycle.city)}>文面の画面に戻る</a>
    </p>
  </Page>
)
