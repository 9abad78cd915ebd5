import type { FC } from 'hono/jsx'
import { formatDate } from '../../../domain/calendar/date-words.js'
import type { DepartmentLine, Directory, PostLine } from '../../app/people/directory.js'
import { holdingWord } from '../../app/people/directory-words.js'
import type { CycleLine } from '../../app/views/list-cycles.js'
import { Page } from '../layout.js'
import { peoplePath } from '../paths.js'
import { changesPath, importPath, postPath } from '../people-paths.js'
import { Scroll } from '../words.js'
import { Act, Button, Choice, Faults, Field, Outcome, type PeopleFrame } from './people-forms.js'

const Holders: FC<{ post: PostLine }> = ({ post: { holder, deputies, planned, openWork } }) => (
  <>
    {holder ? (
      holder.name
    ) : (
      <span class={openWork > 0 ? 'late-word' : 'soft'}>{openWork > 0 ? '▲ 就いている人がいません' : '就いている人はいません'}</span>
    )}
    {deputies.map((one) => (
      <span class="soft">{`代理：${one.name}${one.takesMail ? '（職宛てのメールを受け取る）' : ''}`}</span>
    ))}
    {planned.map((one) => (
      <span class="soft">{`${formatDate(one.from)}から ${one.name}（${holdingWord(one.kind)}${one.announced ? '' : '・内示前'}）`}</span>
    ))}
  </>
)

const Posts: FC<{ city: string; department: DepartmentLine }> = ({ city, department: { name, posts } }) =>
  posts.length === 0 ? (
    <p class="soft">職はまだありません。</p>
  ) : (
    <Scroll label={`${name}の職`}>
      <table>
        <thead>
          <tr>
            <th scope="col">職</th>
            <th scope="col">役割</th>
            <th scope="col">就いている人</th>
            <th scope="col">職のメール</th>
            <th scope="col" class="n">
              未処理の依頼
            </th>
          </tr>
        </thead>
        <tbody>
          {posts.map((post) => (
            <tr>
              <th scope="row">
                <a href={postPath(city, post.key)}>{post.title}</a>
              </th>
              <td>{post.roleName}</td>
              <td>
                <Holders post={post} />
              </td>
              <td>{post.mailbox || <span class="soft">なし（就いている人のメール）</span>}</td>
              <td class="n">{post.openWork}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )

export interface PeoplePageProps {
  cycle: CycleLine
  directory: Directory
  /** words that a department, a post or a holder must contain */
  query: string
  frame: PeopleFrame
}

/** 組織と職: who holds which post, by bureau, and what is amiss. */
export const PeoplePage: FC<PeoplePageProps> = ({ cycle, directory, query, frame }) => {
  const { city, today, bureaus, roles } = directory
  const { typed } = frame
  const departments = bureaus.flatMap((bureau) => bureau.departments)
  const posts = departments.flatMap((department) => department.posts)
  const faults = posts.flatMap((post) => post.faults.map((text) => ({ text, href: postPath(city, post.key) })))
  const secret = posts.flatMap((post) => post.planned).filter((one) => !one.announced && one.from >= today)
  const days = [...new Set(secret.map((one) => one.from))].sort()
  const shown = bureaus
    .map(({ name, departments: own }) => ({ name, departments: own.flatMap((one) => matching(one, query)) }))
    .filter((one) => one.departments.length > 0)
  return (
    <Page title="組織と職" cycle={cycle} here={peoplePath(city)} wide>
      <Outcome frame={frame} />
      <p class="lead">{`${formatDate(today)}現在の、課と職、職に就いている人です。依頼は人ではなく職に届きます。`}</p>
      <p>
        <a href={importPath(city)}>CSVで取り込む</a>
        {'　'}
        <a href={changesPath(city)}>変更の履歴</a>
      </p>
      <Faults faults={faults} />
      {days.map((day) => {
        const own = secret.filter((one) => one.from === day)
        return (
          <section>
            <h2>{`内示前の異動：${formatDate(day)}付け（${own.length}件）`}</h2>
            <p>人事の管理の職にだけ見えています。知らせると全員に見え、その日から効力を持ちます。</p>
            <ul>
              {own.map((one) => (
                <li>{`${one.title}：${one.name}（${holdingWord(one.kind)}）`}</li>
              ))}
            </ul>
            <Button action={`${peoplePath(city)}/announce`} button={`${own.length}件を知らせる（取り消せません）`}>
              {own.map((one) => (
                <input type="hidden" name="holding" value={one.id} />
              ))}
            </Button>
          </section>
        )
      })}
      <form method="get" class="filter">
        <p>
          <label for="q">課・職・氏名で探す</label>
          <input id="q" name="q" value={query} />
        </p>
        <p>
          <button type="submit">探す</button>
        </p>
      </form>
      {shown.length === 0 && (
        <p>
          {query ? `「${query}」に当てはまる課・職・人はありません。` : '課はまだありません。下から加えるか、CSVで取り込んでください。'}
        </p>
      )}
      {shown.map((bureau) => (
        <section>
          <h2>{bureau.name}</h2>
          {bureau.departments.map((department) => (
            <section>
              <h3>{department.name}</h3>
              <Posts city={city} department={department} />
              <Act
                title={`「${department.name}」の名前・局を変える`}
                action={`${peoplePath(city)}/departments/${department.key}`}
                button="課の名前を変える"
              >
                <Field form={`d-${department.key}`} name="name" label="課の名前" value={department.name} />
                <Field form={`d-${department.key}`} name="bureau" label="局" value={department.bureau} />
              </Act>
            </section>
          ))}
        </section>
      ))}
      <h2>加える</h2>
      <Act title="課を加える" action={`${peoplePath(city)}/departments`} button="課を加える" open={'bureau' in typed && 'code' in typed}>
        <Field
          form="department"
          name="code"
          label="課のコード"
          value={'role' in typed ? '' : typed['code']}
          hint="英小文字・数字・ハイフン。例：shogyo。後から変えられません。"
        />
        <Field form="department" name="name" label="課の名前" value={typed['name']} />
        <Field form="department" name="bureau" label="局" value={typed['bureau']} />
      </Act>
      {departments.length > 0 && (
        <Act title="職を加える" action={`${peoplePath(city)}/posts`} button="職を加える" open={'role' in typed}>
          <Field
            form="post"
            name="code"
            label="職のコード"
            value={'role' in typed ? typed['code'] : ''}
            hint="英小文字・数字・ハイフン。例：shogyo-officer。後から変えられません。"
          />
          <Field form="post" name="title" label="職の名前" value={typed['title']} hint="例：商業振興課 担当" />
          <Choice
            form="post"
            name="department"
            label="課"
            value={typed['department']}
            options={departments.map(({ key, name }) => [key, name])}
          />
          <Choice form="post" name="role" label="役割" value={typed['role']} options={roles} />
          <Field
            form="post"
            name="mailbox"
            label="職のメール"
            type="email"
            value={typed['mailbox']}
            hint="依頼が届くアドレス。課の共用のアドレスで構いません。空にすると、就いている人のメールに送ります。"
            optional
          />
        </Act>
      )}
    </Page>
  )
}

/** The department with the posts that fit; all of them when its own name fits. */
function matching(department: DepartmentLine, query: string): DepartmentLine[] {
  const words = query.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean)
  const fits = (texts: string[]) => words.every((word) => texts.some((text) => text.normalize('NFKC').toLowerCase().includes(word)))
  if (fits([department.name, department.bureau, department.key])) return [department]
  const posts = department.posts.filter(({ title, mailbox, key, roleName, holder, deputies, planned }) =>
    fits([
      department.name,
      title,
      mailbox,
      key,
      roleName,
      ...[holder, ...deputies, ...planned].flatMap((one) => (one ? [one.name, one.email] : [])),
    ]),
  )
  return posts.length > 0 ? [{ ...department, posts }] : []
}
