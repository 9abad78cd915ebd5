import { randomUUID } from 'node:crypto'
import type { FC } from 'hono/jsx'
import { sizeWord } from '../../../../../domain/sheet/file-size.js'
import type { Packages } from '../../../../app/review/decision/packages.js'
import type { CycleStatus } from '../../../../app/views/cycle-status.js'
import type { StepView } from '../../../../app/views/steps-of.js'
import { packagePath } from '../../../decision-paths.js'
import { Page } from '../../../layout.js'
import { stepPath } from '../../../step-paths.js'
import { At } from '../../../words.js'

interface PackagePageProps {
  cycle: CycleStatus
  step: StepView
  packages: Packages
  /** where its route stands; null: it is decided in the city's own system */
  round: 'drafting' | 'round' | 'over' | null
  /** whoever looks may make one */
  makes: boolean
  /** why none could be made */
  problems: string[]
}

const Newest: FC<{ of: NonNullable<Packages['newest']> }> = ({ of: { trailHead, versions, changed } }) => (
  <>
    <p class={changed > 0 ? 'notice' : undefined}>
      {changed > 0
        ? `最新の号を作った後に、${changed}件の内容が変わっています。起案に使う前に、作り直してください。変更点は次の号の伺い文に載ります。`
        : `最新の号は、いま受理されている内容（${versions}件）と同じです。`}
    </p>
    <p class="soft">
      {`最新の号の経過記録の末尾：${trailHead.no}番　`}
      <code>{trailHead.hash}</code>
    </p>
  </>
)

/** 起案の資料: the package with which a decision is asked for in the city's document system. */
export const PackagePage: FC<PackagePageProps> = ({ cycle, step, packages: { made, newest }, round, makes, problems }) => (
  <Page title={`起案の資料：${step.name}`} cycle={cycle}>
    <p>
      <a href={`${stepPath(cycle, step.key)}#decision`}>{`「${step.name}」に戻る`}</a>
    </p>
    {problems.length > 0 && (
      <div class="error-summary" role="alert">
        <h2>資料を作れませんでした</h2>
        <ul>
          {problems.map((problem) => (
            <li>{problem}</li>
          ))}
        </ul>
      </div>
    )}
    <p>
      {round
        ? '決裁は、この工程の経路で順に受けます。判断の対象として、'
        : '決裁は市の文書管理システムで行います。その起案に添える資料として、'}
      いま受理されている内容を一つのZIPファイルにまとめます。作るたびに号が付き、ファイルのハッシュ値を経過記録に残します。
    </p>
    <h2>入っているもの</h2>
    <ul>
      <li>伺い文（テキストとHTML）：根拠、件数、意見の聴取、対応のない意見、外した条件、前の号からの変更</li>
      <li>報告書（案）：全てのページに「案」と表示。予算案の発表前は、財政担当課と協議中の予算区分を載せません</li>
      <li>ハッシュ値一覧：全てのファイル、基にした全ての版、経過記録の末尾</li>
    </ul>
    {makes && (
      <form method="post" action={packagePath(cycle, step.key)}>
        <input type="hidden" name="_key" value={randomUUID()} />
        <button type="submit">{`第${(made[0]?.no ?? 0) + 1}号を作る`}</button>
      </form>
    )}
    <h2>作った資料</h2>
    {newest && (round === null || round === 'drafting') && <Newest of={newest} />}
    {round === 'round' && <p>いまの号が回議中です。内容を直すときは、起案に差し戻してもらうと、新しい号を作れます。</p>}
    {round === 'over' && <p>全ての段階の承認が済んでいます。決めたものは、最新の号です。</p>}
    {made.length === 0 ? (
      <p>まだ作っていません。</p>
    ) : (
      <ul class="rows">
        {made.map(({ no, size: bytes, hash, postTitle, recordedAt }) => (
          <li>
            <a href={`${packagePath(cycle, step.key)}/${no}.zip`}>{`第${no}号（ZIP、${sizeWord(bytes)}）`}</a>
            <span class="soft">
              <At at={recordedAt.toISOString()} />
              {`　${postTitle}`}
            </span>
            <span class="soft">
              {'SHA-256：'}
              <code>{hash}</code>
            </span>
          </li>
        ))}
      </ul>
    )}
  </Page>
)
