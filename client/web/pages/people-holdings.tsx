import type { FC } from 'hono/jsx'
import { formatDate } from '../../../domain/calendar/date-words.js'
import type { PostPast } from '../../app/people/directory-post.js'
import { holdingWord } from '../../app/people/directory-words.js'
import type { StateWord } from '../../app/views/words.js'
import { peoplePath } from '../paths.js'
import { Scroll, State } from '../words.js'
import { Act, Button, Check, Field } from './people-forms.js'

const holdingState: Record<PostPast['holdings'][number]['state'], StateWord> = {
  over: { word: '終わり', shape: '■', tone: 'quiet' },
  now: { word: '在職', shape: '●', tone: 'done' },
  later: { word: '予定', shape: '○', tone: 'active' },
}

const LostDevice: FC<{ name: string; person: string; here: string }> = ({ name, person, here }) => (
  <Act title="確認アプリの登録を取り消す（端末をなくしたとき）" action={`${here}/second-factor`} button="登録を取り消す（元に戻せません）">
    <p>
      {`先に、依頼してきたのが${name}さん本人であることを、電話や対面で確かめてください。`}
      取り消すと、この人の全てのサインインが終わり、控えのコードも使えなくなります。次にサインインしたときに、新しい端末で登録し直します。取り消したことは、変更の履歴に残ります。
    </p>
    <input type="hidden" name="person" value={person} />
  </Act>
)

/** Who held the post, who holds it and who will, with what can be changed about each. */
export const Holdings: FC<{ post: PostPast; here: string }> = ({ post, here }) =>
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

/** A form that names who holds the post, or who stands in for them, from when until when. */
export const Appoint: FC<{
  kind: 'holder' | 'deputy'
  post: PostPast
  here: string
  may: { admin: boolean }
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
