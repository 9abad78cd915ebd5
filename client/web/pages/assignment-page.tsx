import type { FC } from 'hono/jsx'
import type { ReceiptView } from '../../app/desk/receipt.js'
import { refusalSentences } from '../../app/errors.js'
import type { AssignmentView } from '../../app/views/show-assignment.js'
import { actWord } from '../../app/views/trail-words.js'
import { assignmentStateWord } from '../../app/views/words.js'
import { Page } from '../layout.js'
import { assignmentsPath, comparePath, noticesPath, sheetPath, trailPath, versionPath, withQuery } from '../paths.js'
import { At, nameOf, State } from '../words.js'
import { type ActsProps, AssignmentActs } from './assignment-acts.js'
import { Course } from './course-of-contact.js'
import { OpenExtensionFacts } from './extension-parts.js'
import { Overseers } from './overseers.js'
import { TemporalLink, type TemporalPages, TrailTable } from './trail-table.js'

const Facts: FC<{ one: AssignmentView }> = ({ one }) => (
  <dl class="facts">
    <dt>状態</dt>
    <dd>
      <State of={assignmentStateWord(one.state, one.daysLate)} />
      {one.sealed && '（年度の記録は閉じられています）'}
    </dd>
    <dt>依頼</dt>
    <dd>{`${one.title}（${one.stepName}）`}</dd>
    <dt>担当</dt>
    <dd>{`${one.bureau} ${one.departmentName}　${one.postTitle}`}</dd>
    <dt>依頼した日時</dt>
    <dd>
      <At at={one.askedAt} />
    </dd>
    <dt>期限</dt>
    <dd>
      <At at={one.dueAt} />
    </dd>
    {one.state === 'submitted' && one.checkDueAt && (
      <>
        <dt>確認の目安</dt>
        <dd>
          <At at={one.checkDueAt} />
        </dd>
      </>
    )}
    {one.pausedUntil && (
      <>
        <dt>連絡を控える</dt>
        <dd>
          <At at={one.pausedUntil} />
          {`まで（電話で約束のあった提出日）。それまでに送る予定だった再依頼は取りやめました。${one.pausedUntil > one.dueAt ? 'その日を過ぎても提出がなければ、その日から数えて再開します。' : '期限を過ぎても提出がなければ、期限から数えて再依頼を送ります。'}`}
        </dd>
      </>
    )}
    <OpenExtensionFacts one={one} />
    {one.closedAt && (
      <>
        <dt>済んだ日時</dt>
        <dd>
          <At at={one.closedAt} />
        </dd>
      </>
    )}
    <dt>番号</dt>
    <dd>
      <code>{one.id}</code>
    </dd>
  </dl>
)

/** What became of the act just sent. */
export const Done: FC<{ receipt: ReceiptView }> = ({ receipt }) =>
  receipt.state === 'refused' ? (
    <div class="error-summary" role="alert">
      <h2>{`「${actWord(receipt.act)}」は受け付けられませんでした`}</h2>
      <p>{receipt.refusal ? refusalSentences[receipt.refusal] : '現在の状態を確かめてください。'}</p>
    </div>
  ) : (
    <p class="receipt" role="status">
      {`「${actWord(receipt.act)}」を受け付けました（受付番号 ${receipt.receiptNo}）。${receipt.state === 'received' ? '反映は少し後に自動で行われます。' : ''}`}
    </p>
  )

/** One assignment: where it stands, and everything that was said and sent about it. */
export const AssignmentPage: FC<{
  one: AssignmentView
  temporal: TemporalPages | null
  /** what the visitor may do; null: look */
  acts: ActsProps | null
  /** of the act just sent */
  receipt: ReceiptView | null
}> = ({ one, temporal, acts, receipt }) => (
  <Page title={nameOf(one)} cycle={one.cycle}>
    <p>
      <a href={withQuery(assignmentsPath(one.cycle), { step: one.step, state: 'all' })}>{`提出状況（${one.stepName}）に戻る`}</a>
    </p>
    {receipt?.processId === one.id && <Done receipt={receipt} />}
    {acts?.problem && (
      <div class="error-summary" role="alert">
        <h2>入力内容を確かめてください</h2>
        <p>
          <a href={`#${acts.problem.field || 'acts'}`}>{acts.problem.message}</a>
        </p>
      </div>
    )}
    <Facts one={one} />
    <p class="near">
      <a href={sheetPath(one.id)}>シートを開く</a>
      {one.versionList.length > 1 && (
        <a
          href={comparePath(one.id, one.versionList.length - 1, one.versionList.length)}
        >{`第${one.versionList.length - 1}版と第${one.versionList.length}版の違い`}</a>
      )}
    </p>
    {acts && <AssignmentActs {...acts} />}
    <h2>連絡の経過</h2>
    <Overseers id={one.id}>
      <p>
        <a href={noticesPath(one.id)}>連絡の予定と理由（送るもの・送らないもの）</a>
      </p>
    </Overseers>
    <Course one={one} />
    <h2>提出された版</h2>
    {one.versionList.length === 0 ? (
      <p>まだ提出されていません。</p>
    ) : (
      <ul class="rows">
        {one.versionList.map((version) => (
          <li>
            <a href={versionPath(one.id, version.no)}>{`第${version.no}版`}</a>
            {'　'}
            <At at={version.createdAt} />
            {`　${version.byTitle}${version.id === one.acceptedVersion ? '　（受理した版）' : ''}`}
            <span class="soft">
              {'内容のハッシュ値 '}
              <code>{version.hash}</code>
            </span>
          </li>
        ))}
      </ul>
    )}
    <h2>経過記録</h2>
    <p>
      <Overseers id={one.id}>
        <a href={withQuery(trailPath(one.cycle), { process: one.id })}>経過一覧で見る</a>
        <TemporalLink id={one.id} temporal={temporal} />
      </Overseers>
    </p>
    <TrailTable rows={one.trail} label="この依頼の経過記録" temporal={null} ofOne />
  </Page>
)
