import type { FC } from 'hono/jsx'
import type { ForetoldMailView, ForetoldMatter } from '../../app/views/foretold-mail.js'
import type { CycleLine } from '../../app/views/list-cycles.js'
import { noticeKindWord } from '../../app/views/words.js'
import { Page } from '../layout.js'
import { comingMailsPath, foretoldMailPath } from '../paths.js'
import { At, postName, Scroll } from '../words.js'
import { ComingPreview } from './coming-preview.js'
import { ForetoldState } from './foretold-state.js'
import { kindCounts } from './kind-counts.js'

const Matter: FC<{ matter: ForetoldMatter }> = ({ matter }) => (
  <tr>
    <th scope="row">
      {matter.subjectName}
      <span class="soft">{matter.ownerDepartment}</span>
    </th>
    <td>{matter.stepName}</td>
    <td>{noticeKindWord(matter.kind)}</td>
    <td>
      <At at={matter.dueAt} as="short" />
    </td>
    <td>
      {matter.reason}
      {matter.onAcceptance && <span class="soft">前の工程で受理され次第、依頼します（早くてこの日です）。</span>}
      {matter.takenIn && <span class="soft">{`このメールには書かない：${matter.takenIn}`}</span>}
    </td>
  </tr>
)

/** One mail that the plan foretells: its matters and its wording. There is nothing yet to hold or to send. */
export const ForetoldMailPage: FC<{ cycle: CycleLine; mail: ForetoldMailView }> = ({ cycle, mail }) => (
  <Page title={`送る見込みのメール：${postName(mail)}`} cycle={cycle} wide>
    <p>
      <a href={comingMailsPath(cycle.city)}>送信予定に戻る</a>
    </p>
    <dl class="facts">
      <dt>送る日時</dt>
      <dd>
        <At at={mail.slot} />
      </dd>
      <dt>宛先</dt>
      <dd>{mail.mailbox === '' ? '宛先がありません' : mail.mailbox}</dd>
      <dt>用件</dt>
      <dd>{`${mail.matters.length}件（${kindCounts(mail.matters)}）`}</dd>
      <dt>状態</dt>
      <dd>
        <ForetoldState />
      </dd>
    </dl>
    <p>
      工程が始まると、ここにある用件は送信予定に入り、止めることや今すぐ送ることができるようになります。それまでに提出などがあれば、不要になったものは送りません。この便で同じ宛先にほかの用件があれば、一通にまとめます。
    </p>
    <h2>用件と、送る理由</h2>
    <Scroll label="このメールの用件">
      <table>
        <thead>
          <tr>
            <th scope="col">何について</th>
            <th scope="col">工程</th>
            <th scope="col">種類</th>
            <th scope="col">期限</th>
            <th scope="col">なぜ送るか</th>
          </tr>
        </thead>
        <tbody>
          {mail.matters.map((matter) => (
            <Matter matter={matter} />
          ))}
        </tbody>
      </table>
    </Scroll>
    <ComingPreview mail={mail} path={foretoldMailPath(cycle.city, mail.slot, mail.box)} city={cycle.city} />
  </Page>
)
