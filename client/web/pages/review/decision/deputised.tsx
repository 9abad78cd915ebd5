import { randomUUID } from 'node:crypto'
import type { FC } from 'hono/jsx'
import { At } from '../../../words.js'

interface DeputisedProps {
  what: '提出' | '判断'
  seenAt: string | null
  versionId: string
  /** of the step's decision */
  path: string
  /** whoever looks holds the post and may say that they have seen it */
  sees: boolean
}

/** 代決・後閲: that a deputy acted for the post, and whether its holder has seen it. */
export const Deputised: FC<DeputisedProps> = ({ what, seenAt, versionId, path, sees }) => (
  <div class={seenAt ? undefined : 'notice'}>
    <p>
      {`代決：代理の人が${what}しました。`}
      {seenAt ? (
        <>
          {'本務の人が'}
          <At at={seenAt} />
          {'に後閲しました。'}
        </>
      ) : (
        '本務の人の後閲は、まだ記録されていません。'
      )}
    </p>
    {!seenAt && sees && (
      <form method="post" action={`${path}/seen`}>
        <input type="hidden" name="_key" value={randomUUID()} />
        <input type="hidden" name="version" value={versionId} />
        <button type="submit">後閲を記録する</button>
      </form>
    )}
  </div>
)
