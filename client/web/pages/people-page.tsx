import type { FC } from 'hono/jsx'
import { formatDate } from '../../../domain/calendar/date-words.js'
import type { DepartmentLine, Directory } from '../../app/people/directory.js'
import { holdingWord } from '../../app/people/directory-words.js'
import type { CycleLine } from '../../app/views/list-cycles.js'
import { Page } from '../layout.js'
import { peoplePath } from '../paths.js'
import { changesPath, importPath, postPath } from '../people-paths.js'
import { Adding } from './people-add.js'
import { Act, Button, Faults, Field, Outcome, type PeopleFrame } from './people-forms.js'
import { Posts } from './people-posts.js'

export interface PeoplePageProps {
  cycle: CycleLine
  directory: Directory
  /** words that a department, a post or a holder must contain */
  query: string
  frame: PeopleFrame
}

/** 組織と職: who holds which post, by bureau, and what is amiss. */
export const PeoplePage: FC<PeoplePageProps> = ({ cycle, directory, query, frame }) => {
  const { city, today, bureaus } = directory
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
      <Adding directory={directory} typed={typed} />
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
