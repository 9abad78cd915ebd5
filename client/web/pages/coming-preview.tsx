import type { FC } from 'hono/jsx'
import type { ComingMailView, ComingMatter } from '../../app/views/coming-mail.js'
import { lettersPath } from '../letters-paths.js'

/** It does not leave by itself: what waits for the year's first look leaves with that. */
export const waits = ({ state, heldFor }: ComingMatter): boolean => state === 'held' && heldFor !== 'release'

/** The wording of a coming mail, as it would leave with its dispatch. */
export const ComingPreview: FC<{ mail: ComingMailView; path: string; city: string }> = ({ mail, path, city }) => (
  <section aria-labelledby="preview">
    <h2 id="preview">文面</h2>
    {mail.fault !== null && (
      <p class="warning">
        {`文面が書けません。${mail.fault}　`}
        <a href={lettersPath(city)}>文面の定めを直す</a>
      </p>
    )}
    {mail.composed === null && mail.fault === null && (
      <p>{mail.mailbox === '' ? '宛先がないため、文面はまだ作れません。' : 'この時刻には書くことが残らないため、メールは送りません。'}</p>
    )}
    {mail.composed && (
      <>
        <p>
          {'この便の時刻に送るとしたときの文面です。それまでに提出などがあれば変わります。　'}
          <a href={`${path}/html`}>HTMLを表示できる宛先での見え方</a>
        </p>
        {mail.leftWaiting > 0 && <p>{`保留の用件${mail.leftWaiting}件は、このメールに入りません。保留を解くと入ります。`}</p>}
        {mail.leftWaiting === 0 && mail.matters.every(waits) && (
          <p>全ての用件が保留のため、このメールは送りません。保留を解いたとしたときの文面です。</p>
        )}
        <dl class="facts">
          <dt>件名</dt>
          <dd>{mail.composed.subject}</dd>
          {mail.dates > 0 && (
            <>
              <dt>添付</dt>
              <dd>{`期限などの日程（カレンダーのファイル、${mail.dates}件）`}</dd>
            </>
          )}
        </dl>
        <pre class="letter" tabindex={0}>
          {mail.composed.text}
        </pre>
      </>
    )}
  </section>
)
