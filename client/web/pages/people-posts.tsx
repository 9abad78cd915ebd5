import type { FC } from 'hono/jsx'
import { formatDate } from '../../../domain/calendar/date-words.js'
import type { DepartmentLine, PostLine } from '../../app/people/directory.js'
import { holdingWord } from '../../app/people/directory-words.js'
import { postPath } from '../people-paths.js'
import { Scroll } from '../words.js'

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

/** A department's posts: who holds them, who will, and where their mail goes. */
export const Posts: FC<{ city: string; department: DepartmentLine }> = ({ city, department: { name, posts } }) =>
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
