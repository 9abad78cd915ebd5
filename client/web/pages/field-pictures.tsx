import type { FC } from 'hono/jsx'
import { lineAt, rowsOf, textAt } from '../../../domain/sheet/entry-text.js'
import { rightsName, rightsWords, type WrittenPicture } from '../../../domain/sheet/pictures.js'
import { pictureName } from '../sheet-form.js'
import { Area, Cell, type EditorProps, Labelled, Radios } from './field-controls.js'

/** Pictures with what belongs to each, and beneath them the place to add one. */
export const Pictures: FC<EditorProps> = ({ field: { id }, entry, first, pictures }) => {
  const rows = rowsOf(entry, id)
  return (
    <>
      <ol class="entry-rows">
        {rows.map((from, at) => {
          const name = `${id}.${at}`
          const line = (part: string) => lineAt(entry, `${from}.${part}`)
          const start = at === 0 ? first : undefined
          return (
            <li>
              {pictures && (
                <img
                  class="preview"
                  src={`${pictures.path}/${line('id')}`}
                  alt={line('alt') || `${at + 1}枚目の写真（代替テキストはまだありません）`}
                />
              )}
              <input type="hidden" name={`${name}.id`} value={line('id')} />
              <Labelled
                of={`${name}.alt`}
                at={start}
                label={`代替テキスト（${at + 1}枚目）：写真が見えない人に、見えるものを伝える文`}
                class="whole"
              >
                <Area name={`${name}.alt`} value={textAt(entry, `${from}.alt`)} rows={2} at={start} />
              </Labelled>
              <div class="parts">
                <Labelled of={`${name}.caption`} label="説明（写真の下に載る文）">
                  <Cell name={`${name}.caption`} value={line('caption')} full={`${at + 1}枚目の写真の説明（写真の下に載る文）`} />
                </Labelled>
                <Labelled of={`${name}.source`} label="出典（市の撮影なら空欄で可）">
                  <Cell name={`${name}.source`} value={line('source')} full={`${at + 1}枚目の写真の出典（市の撮影なら空欄で可）`} />
                </Labelled>
              </div>
              <fieldset class="rights">
                <legend class="cell-name">{`掲載の根拠（${at + 1}枚目）`}</legend>
                <Radios name={`${name}.rights`} value={line('rights')} words={[...rightsWords]} none={null} />
              </fieldset>
              <label class="check">
                <input type="checkbox" name={`${name}.remove`} value="on" checked={line('remove') === 'on'} />
                {`${at + 1}枚目の写真を外す（保存すると外れます）`}
              </label>
            </li>
          )
        })}
      </ol>
      {rows.length === 0 && !pictures?.adds && (
        <p class="soft" id={first.id} tabindex={-1}>
          写真はありません。
        </p>
      )}
      {pictures?.adds && <Add id={id} first={rows.length === 0 ? first : {}} />}
    </>
  )
}

const Add: FC<{ id: string; first: EditorProps['first'] }> = ({ id, first }) => {
  const control = { id: `f-${pictureName(id)}`, ...first }
  const hint = `h-${pictureName(id)}`
  return (
    <div class="cell add-picture">
      <label class="cell-name" for={control.id}>
        加える写真（JPEG・PNG・WebP、5 MBまで）
      </label>
      <p class="more-rows">
        <input
          type="file"
          name={pictureName(id)}
          accept="image/jpeg,image/png,image/webp"
          {...control}
          aria-describedby={[first['aria-describedby'], hint].filter(Boolean).join(' ')}
        />
        <button type="submit" name="_do" value={pictureName(id)} class="second">
          写真を加える
        </button>
      </p>
      <p class="soft" id={hint}>
        書きかけの文章も一緒に保存します。撮影した場所・日時などの情報は取り除きます。
      </p>
    </div>
  )
}

/** What whoever adds pictures should know. */
export const pictureHints = [
  '写真ごとに、代替テキスト（例：商店街の通りに20人ほどが集まり、説明を聞いている様子）と、掲載の根拠が要ります。',
  '顔・名札・車の番号などで人が分かる写真は、本人の了承を得るか、分からない写真に替えてください。',
]

/** Pictures to be looked at, with all that was written about them. Without a place, the texts alone. */
export const PicturesShown: FC<{ list: WrittenPicture[]; path: string | undefined }> = ({ list, path }) => (
  <div class="value">
    {list.map(({ id, alt, caption, source, rights }, at) => {
      const facts: [string, string][] = [
        ['代替テキスト', alt || '（まだありません）'],
        ['説明', caption],
        ['出典', source],
        ['掲載の根拠', rightsName(rights)],
      ]
      return (
        <figure class="picture">
          {path && <img class="preview" src={`${path}/${id}`} alt={alt || `${at + 1}枚目の写真（代替テキストはまだありません）`} />}
          <figcaption>
            <ul class="facts-line">
              {facts
                .filter(([, text]) => text !== '')
                .map(([name, text]) => (
                  <li>{`${name}：${text}`}</li>
                ))}
            </ul>
          </figcaption>
        </figure>
      )
    })}
  </div>
)
