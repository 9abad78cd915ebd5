import { randomUUID } from 'node:crypto'
import type { FC } from 'hono/jsx'
import type { ReceiptView } from '../../app/desk/receipt.js'
import type { AssignmentView } from '../../app/views/show-assignment.js'
import { assignmentStateWord } from '../../app/views/words.js'
import { extensionPath } from '../extension-paths.js'
import { Page } from '../layout.js'
import { processPath, sheetPath } from '../paths.js'
import { At, nameOf, State } from '../words.js'
import { type ActProblem, dayHint, Line } from './act-line.js'
import { Done } from './assignment-page.js'
import { WishedUntil } from './extension-parts.js'

export interface ExtensionPageProps {
  one: AssignmentView
  /** the assignment still waits for its section, and the visitor may ask for it */
  may: boolean
  /** the office asks on the section's behalf */
  onBehalf: boolean
  receipt: ReceiptView | null
  problem: ActProblem | null
}

const Decisions: FC<{ one: AssignmentView }> = ({ one }) => {
  const decided = one.commands.filter(({ act, state }) => (act === 'extend' || act === 'decline-extension') && state === 'applied')
  return decided.length === 0 ? null : (
    <>
      <h2>これまでの判断</h2>
      <ul class="rows">
        {decided.map(({ act, receivedAt, dueAt, reason }) => (
          <li>
            <At at={receivedAt} />
            {act === 'extend' && dueAt ? (
              <>
                {'　'}
                <At at={dueAt} />
                {' までの延長が認められました。'}
              </>
            ) : (
              '　延長は認められませんでした。'
            )}
            {reason && <span class="soft">{reason}</span>}
          </li>
        ))}
      </ul>
    </>
  )
}

/** 期限の延長を申し出る: a section says until when it needs, and why. A new request replaces the one before. */
export const ExtensionPage: FC<ExtensionPageProps> = ({ one, may, onBehalf, receipt, problem }) => (
  <Page title={`${nameOf(one)}：期限の延長の申出`} cycle={one.cycle}>
    <p>
      <a href={may ? sheetPath(one.id) : (processPath(one.id) ?? '/')}>シートに戻る</a>
    </p>
    {receipt?.processId === one.id && <Done receipt={receipt} />}
    {problem && (
      <div class="error-summary" role="alert">
        <h2>入力内容を確かめてください</h2>
        <p>
          <a href={`#${problem.field || 'wish'}`}>{problem.message}</a>
        </p>
      </div>
    )}
    <dl class="facts">
      <dt>いまの期限</dt>
      <dd>
        <At at={one.dueAt} />
      </dd>
      <dt>状態</dt>
      <dd>
        <State of={assignmentStateWord(one.state, one.daysLate)} />
      </dd>
      {one.extension && (
        <>
          <dt>申出</dt>
          <dd>
            <WishedUntil extension={one.extension} />
          </dd>
        </>
      )}
    </dl>
    {may ? (
      <section aria-labelledby="wish">
        <h2 id="wish">{one.extension ? '申出を変える' : '期限の延長を申し出る'}</h2>
        <p>
          {one.extension
            ? '送ると、前の申出に代わって、新しい申出を事務局が見ます。'
            : '事務局が、年度の日程への影響を見て決め、結果をメールで知らせます。決まるまで、いまの期限は変わりません。'}
          {onBehalf && <strong>課に代わって申し出ます。経過に事務局の職が残ります。</strong>}
        </p>
        <form method="post" action={extensionPath(one.id)} class="question">
          <input type="hidden" name="_key" value={randomUUID()} />
          <Line name="wished-date" label="希望する期限" hint={dayHint} size={12} problem={problem} />
          <Line name="extension-reason" label="理由" hint="氏名は書かないでください。" rows={3} problem={problem} />
          <p>
            <button type="submit">{one.extension ? '申出を変える' : '申し出る'}</button>
          </p>
        </form>
      </section>
    ) : (
      <p>いまは期限の延長を申し出られません。申し出られるのは、提出を待っている依頼の課の職です。</p>
    )}
    <Decisions one={one} />
  </Page>
)
