import type { FC } from 'hono/jsx'
import { State } from '../words.js'

/** How something stands that only the plan knows of yet. */
export const ForetoldState: FC = () => (
  <>
    <State of={{ word: '開始前', shape: '◌', tone: 'quiet' }} />
    <span class="soft">予定（工程がまだ始まっていません。日程が動けば変わります）</span>
  </>
)
