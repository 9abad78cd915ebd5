import type { FC } from 'hono/jsx'
import { differences } from '../../../domain/sheet/differences.js'
import type { Sheet } from '../../app/desk/sheet.js'
import type { VersionContent } from '../../app/desk/standing-version.js'
import { Page } from '../layout.js'
import { comparePath, picturesPath, processPath } from '../paths.js'
import { nameOf } from '../words.js'
import { DifferenceTable } from './difference-table.js'
import { FieldValue } from './fields.js'

const Back: FC<{ sheet: Sheet }> = ({ sheet }) => (
  <p class="near">
    <a href={processPath(sheet.one.id) ?? '/'}>この依頼の経過と操作</a>
  </p>
)

/** One version as it was handed in. */
export const VersionPage: FC<{ sheet: Sheet; version: VersionContent }> = ({ sheet, version }) => (
  <Page title={`${nameOf(sheet.one)}　第${version.no}版`} cycle={sheet.cycle}>
    <Back sheet={sheet} />
    {version.no > 1 && (
      <p>
        <a href={comparePath(sheet.one.id, version.no - 1, version.no)}>{`第${version.no - 1}版との違いを見る`}</a>
      </p>
    )}
    {sheet.fields.map((field) => (
      <FieldValue
        field={field}
        rules={sheet.definition}
        value={version.content[field.id]}
        fiscalYear={sheet.cycle.fiscalYear}
        pictures={picturesPath(sheet.one.id)}
      />
    ))}
  </Page>
)

/** Two versions, and where they differ. */
export const ComparePage: FC<{ sheet: Sheet; from: VersionContent; to: VersionContent }> = ({ sheet, from, to }) => {
  const changes = differences(sheet.fields, from.content, to.content, sheet.definition)
  return (
    <Page title={`${nameOf(sheet.one)}　版の違い`} cycle={sheet.cycle} wide>
      <Back sheet={sheet} />
      <form method="get" class="filter">
        <p>
          <label for="from">前の版</label>
          <input id="from" name="from" inputmode="numeric" size={4} value={String(from.no)} />
        </p>
        <p>
          <label for="to">後の版</label>
          <input id="to" name="to" inputmode="numeric" size={4} value={String(to.no)} />
        </p>
        <p>
          <button type="submit">比べる</button>
        </p>
      </form>
      {changes.length === 0 ? (
        <p>{`第${from.no}版と第${to.no}版の内容は同じです。`}</p>
      ) : (
        <>
          <p>{`違うところは${changes.length}か所です。文章は、削ったところを取消線、加えたところを下線で示します。`}</p>
          <DifferenceTable
            caption={`第${from.no}版から第${to.no}版への違い`}
            before={`第${from.no}版`}
            after={`第${to.no}版`}
            of={changes}
          />
        </>
      )}
    </Page>
  )
}
