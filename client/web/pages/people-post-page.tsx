import type { FC } from 'hono/jsx'
import type { Directory } from '../../app/people/directory.js'
import type { PostPast } from '../../app/people/directory-post.js'
import type { CycleLine } from '../../app/views/list-cycles.js'
import { Page } from '../layout.js'
import { peoplePath } from '../paths.js'
import { postPath } from '../people-paths.js'
import { Act, Faults, Field, Outcome, type PeopleFrame } from './people-forms.js'
import { Appoint, Holdings } from './people-holdings.js'
import { Successions, Work } from './people-successions.js'

export interface PostPageProps {
  cycle: CycleLine
  post: PostPast
  directory: Directory
  may: { office: boolean; admin: boolean }
  frame: PeopleFrame
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
      <Successions post={post} here={here} may={may} others={others} typed={typed} />
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
