import type { FC } from 'hono/jsx'
import type { ComingMailView, ComingMatter } from '../../app/views/coming-mail.js'
import type { CycleLine } from '../../app/views/list-cycles.js'
import { heldWord, noticeKindWord, noticeStateWord } from '../../app/views/words.js'
import { Page } from '../layout.js'
import { comingMailPath, comingMailsPath, noticePath, processPath } from '../paths.js'
import { At, postName, Scroll, State } from '../words.js'
import type { ActProblem } from './act-line.js'
import { CoveringForm, FormProblem, HoldActs } from './coming-forms.js'
import { ComingPreview, waits } from './coming-preview.js'
import { kindCounts } from './kind-counts.js'

export interface ComingMailProps {
  cycle: CycleLine
  mail: ComingMailView
  /** null: whoever looks changes nothing; sendable: it may leave at once */
  acts: { problem: ActProblem | null; sendable: boolean } | null
  done: string | null
}

/** By the office's own hand, or because its letter could not be written: what it may let go. */
export const mayRelease = ({ state, heldFor }: Pick<ComingMatter, 'state' | 'heldFor'>): boolean =>
  state === 'held' && ['office', 'letter'].includes(heldFor ?? 'office')
export const mayHold = ({ state, heldFor }: Pick<ComingMatter, 'state' | 'heldFor'>): boolean =>
  state === 'planned' || (state === 'held' && heldFor === 'release')

const Matter: FC<{ matter: ComingMatter; path: string; acts: ComingMailProps['acts'] }> = ({ matter, path, acts }) => (
  <tr>
    <th scope="row">
      <a href={processPath(matter.processId) ?? '#'}>{matter.subjectName}</a>
      <span class="soft">{matter.ownerDepartment}</span>
    </th>
    <td>{noticeKindWord(matter.kind)}</td>
    <td>
      <At at={matter.dueAt} as="short" />
    </td>
    <td>
      {matter.reason}
      {matter.takenIn && !waits(matter) && <span class="soft">{`このメールには書かない：${matter.takenIn}`}</span>}
      <span class="soft">
        <a href={noticePath(matter.id)}>
          説明を読む
          <span class="unseen">{`（${matter.subjectName}の${noticeKindWord(matter.kind)}）`}</span>
        </a>
      </span>
    </td>
    <td>
      {matter.takenIn && !waits(matter) ? (
        <span class="soft">まとめる</span>
      ) : (
        <>
          <State of={noticeStateWord(matter.state)} />
          {matter.state === 'held' && <span class="soft">{heldWord(matter.heldFor)}</span>}
          {matter.heldWhy && <span class="soft">{`理由：${matter.heldWhy}`}</span>}
        </>
      )}
      {acts && (
        <HoldActs
          path={path}
          notice={matter.id}
          holdable={mayHold(matter) ? 1 : 0}
          releasable={mayRelease(matter) ? 1 : 0}
          sendable={false}
          pointless={matter.takenIn}
          problem={acts.problem}
        />
      )}
    </td>
  </tr>
)

/** One coming mail: its matters, its wording, and what the office does about it. */
export const ComingMailPage: FC<ComingMailProps> = ({ cycle, mail, acts, done }) => {
  const path = comingMailPath(cycle.city, mail.slot, mail.box)
  const releasable = mail.matters.filter(mayRelease).length
  const holdable = mail.matters.filter(mayHold).length
  const waiting = mail.matters.filter(waits).length
  return (
    <Page title={`送る予定のメール：${postName(mail)}`} cycle={cycle} wide>
      <p>
        <a href={comingMailsPath(cycle.city)}>送信予定に戻る</a>
      </p>
      {acts?.problem && <FormProblem problem={acts.problem} />}
      {done && (
        <p class="receipt" role="status">
          {done}
        </p>
      )}
      <dl class="facts">
        <dt>送る日時</dt>
        <dd>
          <At at={mail.slot} />
        </dd>
        <dt>宛先</dt>
        <dd>{mail.mailbox === '' ? '宛先がありません' : mail.mailbox}</dd>
        <dt>用件</dt>
        <dd>
          {`${mail.matters.length}件（${kindCounts(mail.matters)}）`}
          {waiting > 0 && `。うち保留${waiting}件`}
        </dd>
        {mail.dispatchLine !== '' && (
          <>
            <dt>便全体の添え書き</dt>
            <dd>{mail.dispatchLine}</dd>
          </>
        )}
        {mail.line !== '' && (
          <>
            <dt>添え書き</dt>
            <dd>{mail.line}</dd>
          </>
        )}
      </dl>
      {acts && (
        <section aria-labelledby="acts">
          <h2 id="acts">このメールについてできること</h2>
          <HoldActs
            path={`${path}/acts`}
            notice=""
            holdable={holdable}
            releasable={releasable}
            sendable={acts.sendable && mail.mailbox !== ''}
            problem={acts.problem}
          />
          {mail.mailbox !== '' && (
            <CoveringForm
              path={`${path}/acts`}
              field="cover"
              summary="このメールに添え書きをする"
              line={mail.line}
              problem={acts.problem}
            />
          )}
        </section>
      )}
      <h2>用件と、送る理由</h2>
      <Scroll label="このメールの用件">
        <table>
          <thead>
            <tr>
              <th scope="col">何について</th>
              <th scope="col">種類</th>
              <th scope="col">期限</th>
              <th scope="col">なぜ送るか</th>
              <th scope="col">状態</th>
            </tr>
          </thead>
          <tbody>
            {mail.matters.map((matter) => (
              <Matter matter={matter} path={`${path}/acts`} acts={acts} />
            ))}
          </tbody>
        </table>
      </Scroll>
      <ComingPreview mail={mail} path={path} city={cycle.city} />
    </Page>
  )
}
