import type { FC } from 'hono/jsx'
import { formatDate } from '../../../domain/calendar/date-words.js'
import type { Directory } from '../../app/people/directory.js'
import type { PostPast } from '../../app/people/directory-post.js'
import { holdingWord } from '../../app/people/directory-words.js'
import type { CycleLine } from '../../app/views/list-cycles.js'
import { assignmentStateWord, type StateWord } from '../../app/views/words.js'
import { Page } from '../layout.js'
import { peoplePath, processPath } from '../paths.js'
import { postPath } from '../people-paths.js'
import { At, nameOf, Scroll, State, yearWords } from '../words.js'
import { Act, Button, Check, Choice, Faults, Field, Outcome, type PeopleFrame } from './people-forms.js'

export interface PostPageProps {
  cycle: CycleLine
  post: PostPast
  directory: Directory
  may: { office: boolean; admin: boolean }
  frame: PeopleFrame
}

const holdingState: Record<PostPast['holdings'][number]['state'], StateWord> = {
  over: { word: '終わり', shape: '■', tone: 'quiet' },
  now: { word: '在職', shape: '●', tone: 'done' },
  later: { word: '予定', shape: '○', tone: 'active' },
}

const LostDevice: FC<{ name: string; person: string; here: string }> = ({ name, person, here }) => (
  <Act title="確認アプリの登録を取り消す（端末をなくしたとき）" action={`${here}/second-factor`} button="登録を取り消す（元に戻せません）">
    <p>
      {`先に、依頼してきたのが${name}さん本人であることを、電話や対面で確かめてください。`}
      取り消すと、この人のすべてのサインインが終わり、控えのコードも使えなくなります。次にサインインしたときに、新しい端末で登録し直します。取り消したことは、変更の履歴に残ります。
    </p>
    <input type="hidden" name="person" value={person} />
  </Act>
)

const Holdings: FC<{ post: PostPast; here: string }> = ({ post, here }) =>
  post.holdings.length === 0 ? (
    <p>この職に就いた人の記録はまだありません。</p>
  ) : (
    <Scroll label="この職に就いた人">
      <table>
        <thead>
          <tr>
            <th scope="col">氏名</th>
            <th scope="col">種別</th>
            <th scope="col">職宛てのメール</th>
            <th scope="col">期間</th>
            <th scope="col">状態</th>
            <th scope="col">操作</th>
          </tr>
        </thead>
        <tbody>
          {post.holdings.map((one) => (
            <tr>
              <th scope="row">
                {one.name}
                <span class="soft">{one.email}</span>
              </th>
              <td>{holdingWord(one.kind)}</td>
              <td>{one.takesMail ? '本人のメール' : <span class="soft">{one.kind === 'deputy' ? '送らない' : '職のメール'}</span>}</td>
              <td>{`${formatDate(one.from)}から${one.until ? formatDate(one.until) : ''}${one.until ? 'まで' : ''}`}</td>
              <td>
                <State of={one.announced ? holdingState[one.state] : { word: '内示前', shape: '◌', tone: 'attention' }} />
              </td>
              <td>
                {one.state === 'later' && (
                  <>
                    {!one.announced && (
                      <Button action={`${peoplePath(post.id.split('/')[0] ?? '')}/announce`} button="知らせる（取り消せません）">
                        <input type="hidden" name="holding" value={one.id} />
                      </Button>
                    )}
                    {(one.from > post.today || !one.announced) && (
                      <Button action={`${here}/holdings/${one.id}/call-off`} button="取りやめる" />
                    )}
                  </>
                )}
                {one.state !== 'over' && one.announced && (
                  <Act title="離れる日を記録する" action={`${here}/holdings/${one.id}/end`} button="離れる日を記録する">
                    <Field form={one.id} name="until" label="離れる日（この日まで）" value={one.until ?? ''} hint="例：2027-03-31" />
                  </Act>
                )}
                {one.state !== 'over' && (one.kind === 'deputy' || post.mailbox !== '') && (
                  <Button
                    action={`${here}/holdings/${one.id}/mail`}
                    button={one.takesMail ? '職宛てのメールを本人に送るのをやめる' : '職宛てのメールを本人に送る'}
                  >
                    <input type="hidden" name="mail" value={one.takesMail ? 'post' : 'own'} />
                  </Button>
                )}
                {one.secondFactor && one.state !== 'over' && <LostDevice name={one.name} person={one.personId} here={here} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )

const Work: FC<{ post: PostPast; here: string; may: PostPageProps['may'] }> = ({ post, here, may }) => {
  const due = post.successions.filter((one) => one.due && one.fromPost === post.id)
  const targets = due.map(({ id, toTitle }): [string, string] => [id, toTitle])
  return post.work.length === 0 ? (
    <p>この職に、いま未処理の依頼はありません。</p>
  ) : (
    <ul class="rows">
      {post.work.map((one) => (
        <li>
          <a href={processPath(one.id) ?? '/'}>{nameOf(one)}</a> <State of={assignmentStateWord(one.state, one.daysLate)} />
          <p class="soft">
            {`${yearWords(one.fiscalYear)}　期限 `}
            <At at={one.dueAt} as="short" />
            {one.post !== post.id && '　確認する職として'}
          </p>
          {may.office && targets.length > 0 && one.post === post.id && (
            <form method="post" action={`${here}/move`} class="filter">
              <input type="hidden" name="process" value={one.id} />
              <Choice form={one.id} name="successor" label="移す先" options={targets} />
              <p>
                <button type="submit">この依頼を移す（移した先に通知されます）</button>
              </p>
            </form>
          )}
        </li>
      ))}
    </ul>
  )
}

const Successions: FC<{ post: PostPast; here: string; may: PostPageProps['may']; others: [string, string][]; frame: PeopleFrame }> = ({
  post,
  here,
  may,
  others,
  frame: { typed },
}) => (
  <>
    {post.successions.length === 0 && <p>この職の仕事を別の職が引き継ぐ予定はありません。</p>}
    <ul class="rows">
      {post.successions.map((one) => (
        <li>
          {`${formatDate(one.on)}から、「${one.fromTitle}」の仕事を「${one.toTitle}」が引き継ぎます。`}
          {may.office && (
            <Button action={`${here}/successors/${one.id}/call-off`} button="この承継を取りやめる（移した依頼は戻りません）" />
          )}
        </li>
      ))}
    </ul>
    {may.office ? (
      <Act title="承継を記録する（統合・分割・廃止のとき）" action={`${here}/successors`} button="承継を記録する" open={'on' in typed}>
        <p class="soft">承継先が一つなら、その日に未処理の依頼を移して通知します。二つ以上なら、依頼ごとに選びます。</p>
        <Choice form="successor" name="to" label="承継先の職" options={others} value={typed['to']} />
        <Field form="successor" name="on" label="承継の日" value={typed['on']} hint="例：2026-04-01" />
      </Act>
    ) : (
      <p class="soft">承継を記録できるのは事務局の職です。</p>
    )}
  </>
)

/** A form that names who holds the post, or who stands in for them, from when until when. */
const Appoint: FC<{
  kind: 'holder' | 'deputy'
  post: PostPast
  here: string
  may: PostPageProps['may']
  typed: Record<string, string>
}> = ({ kind, post, here, may, typed: all }) => {
  const typed = (all['kind'] ?? 'holder') === kind ? all : {}
  const deputy = kind === 'deputy'
  const title = deputy ? '代理を置く（期間と、職宛てのメールの送り先）' : 'この職に就く人を記録する'
  return (
    <Act title={title} action={`${here}/holdings`} button="記録する" open={'email' in typed}>
      <p class="soft">
        {deputy
          ? '代理の人は、その期間、この職と同じことができます。本務の人も、そのまま職に就いています。'
          : '本務の人が替わると、それまでの人は前の日に離れます。未処理の依頼は職に残り、引継ぎのメールが、後任の人に届く送り先に送られます。'}
      </p>
      <input type="hidden" name="kind" value={kind} />
      <Field form={kind} name="name" label="氏名" value={typed['name']} />
      <Field form={kind} name="email" label="メール" type="email" value={typed['email']} hint="サインインに使うアドレス" />
      <Check form={kind} name="renamed" label="このアドレスの人の氏名が変わった" checked={typed['renamed'] === 'yes'} />
      <Field form={kind} name="from" label="開始日" value={typed['from'] ?? post.today} hint="例：2026-04-01" />
      <Field form={kind} name="until" label="終了日（この日まで）" value={typed['until']} optional />
      {deputy || post.mailbox !== '' ? (
        <>
          <input type="hidden" name="mail-asked" value="yes" />
          <Check
            form={kind}
            name="mail"
            label={
              deputy ? '代理の期間、この職宛てのメールを代理の人に送る' : 'この職宛てのメールを、職のメールではなく、この人のメールに送る'
            }
            checked={'email' in typed ? typed['mail'] === 'yes' : deputy}
          />
        </>
      ) : (
        <p class="soft">この職には職のメールがないので、この職宛てのメールは、就く人のメールに送ります。</p>
      )}
      {may.admin && (
        <Check
          form={kind}
          name="secret"
          label="内示前にする（知らせるまで、人事の管理の職にだけ見えます）"
          checked={typed['secret'] === 'yes'}
        />
      )}
    </Act>
  )
}

/** One post: who held it and who will, its open work, and what can be done about it. */
export const PostPage: FC<PostPageProps> = ({ cycle, post, directory, may, frame }) => {
  const { typed } = frame
  const here = postPath(directory.city, post.key)
  const lines = directory.bureaus.flatMap((bureau) => bureau.departments.flatMap((department) => department.posts))
  const line = lines.find((one) => one.id === post.id)
  const others = lines.filter((one) => one.id !== post.id).map(({ key, title }): [string, string] => [key, title])
  return (
    <Page title={post.title} cycle={cycle} wide>
      <p>
        <a href={peoplePath(directory.city)}>組織と職に戻る</a>
      </p>
      <Outcome frame={frame} />
      <Faults faults={(line?.faults ?? []).map((text) => ({ text, href: null }))} />
      <dl class="facts">
        <dt>課</dt>
        <dd>{`${post.bureau}　${post.departmentName}`}</dd>
        <dt>役割</dt>
        <dd>{line?.roleName ?? post.role}</dd>
        <dt>職のメール</dt>
        <dd>{post.mailbox || 'なし（就いている人のメールに送ります）'}</dd>
        <dt>職のコード</dt>
        <dd>{post.key}</dd>
      </dl>
      <h2>就いている人</h2>
      <Holdings post={post} here={here} />
      <Appoint kind="holder" post={post} here={here} may={may} typed={typed} />
      <Appoint kind="deputy" post={post} here={here} may={may} typed={typed} />
      <h2>{`未処理の依頼（${post.work.length}件）`}</h2>
      <Work post={post} here={here} may={may} />
      <h2>職の承継</h2>
      <Successions post={post} here={here} may={may} others={others} frame={frame} />
      <h2>職の名前とメール</h2>
      <Act title="職の名前・メールを変える" action={here} button="変える" open={'mailbox' in typed}>
        <Field form="post" name="title" label="職の名前" value={typed['title'] ?? post.title} />
        <Field
          form="post"
          name="mailbox"
          label="職のメール"
          type="email"
          value={typed['mailbox'] ?? post.mailbox}
          hint="空にすると、この職宛てのメールは、就いている人のメールに送ります。"
          optional
        />
      </Act>
    </Page>
  )
}
