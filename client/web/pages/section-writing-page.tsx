import type { FC } from 'hono/jsx'
import type { Sheet } from '../../app/desk/sheet.js'
import { Page } from '../layout.js'
import { processPath } from '../paths.js'
import { At, nameOf } from '../words.js'

/** The office looks at a sheet that its section is writing: that it is being written, and nothing of what. */
export const SectionWritingPage: FC<{ sheet: Sheet }> = ({ sheet: { one, cycle, draft } }) => (
  <Page title={nameOf(one)} cycle={cycle}>
    <p>
      {`${one.departmentName}が作成中です。`}
      {draft && (
        <>
          {'最後の保存は '}
          <At at={draft.savedAt} />
          {' です。'}
        </>
      )}
      {'書いている内容は、提出されるまで課の中だけで見られます。'}
    </p>
    <p>
      課に代わって入力するときは、先に課で書きかけを捨ててもらってください（シートの画面の下にあります）。いま何かを入力していたときは、ブラウザーの「戻る」でその画面に戻れます。
    </p>
    <p>
      <a href={processPath(one.id) ?? '/'}>この依頼の経過と操作</a>
    </p>
  </Page>
)
