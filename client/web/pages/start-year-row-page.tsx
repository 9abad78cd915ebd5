import type { FC } from 'hono/jsx'
import { fieldWords, kindWords, type RegisterRow } from '../../../domain/register/row.js'
import type { Preparation } from '../../app/start-year/preparation.js'
import { Choice, keyed, PreparationPage, type Problem, Problems, programmePath, registerPath } from './start-year-parts.js'

const Fields: FC<{ prep: Preparation; row: RegisterRow; isNew: boolean }> = ({ prep, row, isNew }) => {
  const gone = (prep.last?.rows ?? []).filter(({ key }) => !prep.draft.body.rows.some((one) => one.key === key))
  return (
    <>
      {isNew && (
        <p>
          <label for="key">番号</label>
          <span class="hint" id="key-hint">
            英小文字・数字・ハイフン。例：p12-20。後から変えられません。
          </span>
          <input id="key" name="key" value={row.key} required aria-describedby="key-hint" spellcheck={false} />
        </p>
      )}
      <p>
        <label for="name">施策名</label>
        <input id="name" name="name" value={row.name} required size={40} />
      </p>
      <p>
        <label for="kind">種別</label>
        <span class="hint">取組は、予算の事業ではないが同じように検証するものです。</span>
        <Choice name="kind" id="kind" value={row.kind} options={Object.entries(kindWords).map(([id, name]) => ({ id, name }))} />
      </p>
      <p>
        <label for="article">条</label>
        <Choice
          name="article"
          id="article"
          value={row.article === 0 ? '' : String(row.article)}
          options={(prep.definition?.articles ?? []).map(({ no, title }) => ({ id: String(no), name: `第${no}条　${title}` }))}
        />
      </p>
      <p>
        <label for="department">所管課</label>
        <Choice name="department" id="department" value={row.department} options={keyed(prep.names.departments)} />
      </p>
      <p>
        <label>
          <input type="checkbox" id="verified" name="verified" checked={row.verified} />
          検証対象にする
        </label>
      </p>
      <p>
        <label>
          <input type="checkbox" id="priority" name="priority" checked={row.priority} />
          重点にする
        </label>
      </p>
      <p>
        <label for="form">様式</label>
        <Choice name="form" id="form" value={row.form} options={prep.names.forms} />
      </p>
      <p>
        <label for="sharedWith">一体的に実施する相手</label>
        <span class="hint">予算と執行を相手の施策にまとめている場合だけ選んでください。</span>
        <Choice
          name="sharedWith"
          id="sharedWith"
          value={row.sharedWith ?? ''}
          options={[{ id: '', name: 'なし' }, ...keyed(prep.draft.body.rows.filter(({ key }) => key !== row.key))]}
        />
      </p>
      <p>
        <label for="continues">{fieldWords.continues}</label>
        <span class="hint" id="continues-hint">
          名前や番号が変わった、分かれた、一つになった施策についてだけ、前年度の番号を書いてください。いくつもあるときは「、」か空白で区切ります。
          {gone.length > 0 && `前年度にあって今年度にない施策：${gone.map(({ key, name }) => `${key} ${name}`).join('、')}`}
        </span>
        <input
          id="continues"
          name="continues"
          value={row.continues.join('、')}
          size={40}
          aria-describedby="continues-hint"
          spellcheck={false}
        />
      </p>
      <p>
        <label for="note">備考</label>
        <input id="note" name="note" value={row.note} size={40} />
      </p>
      {row.components.length > 0 && (
        <p class="soft">{`構成する事業：${row.components.map(({ name }) => name).join('、')}（前年度のものを引き継ぎます）`}</p>
      )}
    </>
  )
}

/** One programme of the register; or a new one, whose number is asked for, too. */
export const StartRowPage: FC<{ prep: Preparation; row: RegisterRow; isNew: boolean; reason?: string; problems?: Problem[] }> = ({
  prep,
  row,
  isNew,
  reason = '',
  problems = [],
}) => (
  <PreparationPage prep={prep} title={isNew ? '施策を加える' : `施策を直す（${row.key}）`} here="register">
    <Problems problems={problems} />
    <form method="post" action={isNew ? `${registerPath(prep)}/add` : programmePath(prep, row.key)} class="question">
      <input type="hidden" name="revision" value={String(prep.draft.revision)} />
      <Fields prep={prep} row={row} isNew={isNew} />
      <button type="submit">{isNew ? '名簿に加える' : '保存する'}</button>
    </form>
    {!isNew && (
      <section>
        <h2>今年度の名簿から外す</h2>
        <p>外した施策は名簿の画面から戻せます。理由は、年度を始めたときに経過一覧に残ります。</p>
        <form method="post" action={`${programmePath(prep, row.key)}/drop`} class="question">
          <input type="hidden" name="revision" value={String(prep.draft.revision)} />
          <p>
            <label for="reason">外す理由</label>
            <span class="hint">例：事業の終了。p12-03 に統合。</span>
            <input id="reason" name="reason" value={reason} size={40} required />
          </p>
          <button type="submit">{`「${row.name}」を外す`}</button>
        </form>
      </section>
    )}
    <p>
      <a href={`${registerPath(prep)}#row-${row.key}`}>保存せずに名簿に戻る</a>
    </p>
  </PreparationPage>
)
