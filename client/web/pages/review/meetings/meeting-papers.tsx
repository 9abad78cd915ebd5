import type { FC } from 'hono/jsx'
import { sizeWord } from '../../../../../domain/sheet/file-size.js'
import type { MeetingView } from '../../../../app/review/meetings/meeting-view.js'
import type { PaperLine } from '../../../../app/review/meetings/papers.js'
import { paperPath } from '../../../meeting-paths.js'
import { Scroll } from '../../../words.js'
import { type ActsProps, of } from './act-props.js'
import { Choice, Folded, MeetingForm } from './meeting-fields.js'

const itemWord = ({ agenda }: MeetingView, itemNo: number | null): string => {
  const item = agenda.find(({ no }) => no === itemNo)
  return item ? `議題${item.no}　${item.title}` : '会議全体'
}

const List: FC<{ meeting: MeetingView; papers: PaperLine[] }> = ({ meeting, papers }) => (
  <Scroll label="添付資料">
    <table>
      <thead>
        <tr>
          <th scope="col">資料</th>
          <th scope="col">議題</th>
          <th scope="col" class="n">
            ページ
          </th>
          <th scope="col">操作</th>
        </tr>
      </thead>
      <tbody>
        {papers.map(({ id, name, pages, size, itemNo }, at) => (
          <tr>
            <th scope="row">
              <a href={paperPath(meeting.id, id)}>{`添付${at + 1}　${name}`}</a>
              <span class="soft">{sizeWord(size)}</span>
            </th>
            <td>{itemWord(meeting, itemNo)}</td>
            <td class="n">{pages}</td>
            <td>
              <MeetingForm id={meeting.id} act="paper-drop">
                <input type="hidden" name="document" value={id} />
                <button type="submit" class="second keep" aria-label={`添付${at + 1}　${name}を外す`}>
                  外す
                </button>
              </MeetingForm>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)

/** 添付資料: PDFs that the office brings, item by item. */
export const Papers: FC<ActsProps> = ({ meeting, papers, materials, problem: all }) => {
  const problem = of('paper-add', all) ?? of('paper-drop', all)
  return (
    <Folded act="paper-add" summary={`添付資料を加える・外す（${papers.length}件）`} problem={problem} open={problem !== null}>
      <p>
        PDFを議題ごとに加えると、会議資料の後ろに、資料の名前のページに続けて、議題の順に綴じ込みます。非公開の議題の資料も入ります（会議資料は、この会議体の委員だけが見られます）。利害関係のある委員が見てよい内容かは、事務局で確かめてください。
      </p>
      {papers.length > 0 && <List meeting={meeting} papers={papers} />}
      {materials.newest && (
        <p class="warning">加えたり外したりした後は、「会議資料を作る・送る」で資料を作り直してください。作った資料は変わりません。</p>
      )}
      <MeetingForm id={meeting.id} act="paper-add" revision={meeting.revision} files>
        <Choice
          name="paper-item"
          label="どの議題の資料か"
          value={String(meeting.agenda[0]?.no ?? '')}
          options={[
            ...meeting.agenda.map(({ no }) => ({ id: String(no), word: itemWord(meeting, no) })),
            { id: '', word: itemWord(meeting, null) },
          ]}
          problem={of('paper-add', all)}
        />
        <p class={problem?.field === 'paper' ? 'wrong' : undefined}>
          <label for="paper">PDFのファイル</label>
          <span class="hint" id="paper-hint">
            5 MB・100ページまで。パスワードや編集の制限が付いたものは加えられません。ファイルの名前が資料の名前になります。
          </span>
          {problem?.field === 'paper' && (
            <span class="error" id="paper-error">
              {problem.message}
            </span>
          )}
          <input type="file" id="paper" name="paper" accept=".pdf,application/pdf" aria-describedby="paper-hint" />
        </p>
        <p>
          <button type="submit">加える</button>
        </p>
      </MeetingForm>
    </Folded>
  )
}
