import type { FC } from 'hono/jsx'
import type { OpenExtension } from '../../app/desk/extensions.js'
import type { AssignmentView } from '../../app/views/show-assignment.js'
import { extensionDecisionPath, extensionPath } from '../extension-paths.js'
import { At } from '../words.js'
import { Officials } from './overseers.js'

/** 申出中: until when, since when, under which receipt. */
export const WishedUntil: FC<{ extension: OpenExtension }> = ({ extension }) => (
  <>
    <At at={extension.wishedAt} />
    {`までの延長を申出中（受付番号 ${extension.receiptNo}、`}
    <At at={extension.askedAt} />
    {`）。事務局の判断を待っています。理由：${extension.reason}`}
  </>
)

/** The open request among an assignment's facts, with the way to the page where it is decided. */
export const OpenExtensionFacts: FC<{ one: Pick<AssignmentView, 'id' | 'extension'> }> = ({ one: { id, extension } }) =>
  extension && (
    <>
      <dt>期限の延長の申出</dt>
      <dd>
        <WishedUntil extension={extension} />{' '}
        <Officials id={id}>
          <a href={extensionDecisionPath(id)}>見て決める</a>
        </Officials>
      </dd>
    </>
  )

/** The way to wish for a later date, or to change the wish. */
export const ExtensionLink: FC<{ id: string; extension: OpenExtension | null }> = ({ id, extension }) => (
  <a href={extensionPath(id)}>{extension ? '期限の延長の申出を見る・変える' : '期限の延長を申し出る'}</a>
)
